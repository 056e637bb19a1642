//! Named points of a send, so that tests can stop the process at each.

use std::sync::Arc;

/// A point between two durable states of a send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Found due, nothing done yet.
    Due,
    /// It goes by hand, and waits for whoever takes it; that is stored.
    Offered,
    /// Leased; the regulation not asked yet.
    Leased,
    /// The regulation lets what has to be brought first be brought; nothing is brought yet.
    Allowed,
    /// A preparing stage is noted; its call not made yet.
    StageBegun,
    /// Its call is made and answered; what it left not stored yet.
    StageCalled,
    /// What it left is stored.
    StageStood,
    /// The send cannot be prepared now; that is stored.
    Interrupted,
    /// The intent is stored; the call not made yet.
    Begun,
    /// Before the last look whether it may go.
    LastLook,
    /// The call is made and answered; the outcome not stored yet.
    Called,
    /// The outcome is stored.
    Finished,
    /// A lease that ran out is ended.
    Expired,
    /// Posts were read back; nothing concluded yet.
    ReadBack,
    /// A post that was read back is counted.
    Reconciled,
    /// The call of an unknown send may be made again under its key; not made yet.
    Repeats,
    /// It is made and answered; nothing concluded yet.
    Repeated,
    /// A worker has a removal; nothing is looked at yet.
    RemovalBegun,
    /// What the service shows is kept; the call not made yet.
    RemovalKept,
    /// It is made and answered; what came of it not stored yet.
    RemovalCalled,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 20] = [
        Self::Due,
        Self::Offered,
        Self::Leased,
        Self::Allowed,
        Self::StageBegun,
        Self::StageCalled,
        Self::StageStood,
        Self::Interrupted,
        Self::Begun,
        Self::LastLook,
        Self::Called,
        Self::Finished,
        Self::Expired,
        Self::ReadBack,
        Self::Reconciled,
        Self::Repeats,
        Self::Repeated,
        Self::RemovalBegun,
        Self::RemovalKept,
        Self::RemovalCalled,
    ];

    /// Its word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Offered => "offered",
            Self::Leased => "leased",
            Self::Allowed => "allowed",
            Self::StageBegun => "stage-begun",
            Self::StageCalled => "stage-called",
            Self::StageStood => "stage-stood",
            Self::Interrupted => "interrupted",
            Self::Begun => "begun",
            Self::LastLook => "last-look",
            Self::Called => "called",
            Self::Finished => "finished",
            Self::Expired => "expired",
            Self::ReadBack => "read-back",
            Self::Reconciled => "reconciled",
            Self::Repeats => "repeats",
            Self::Repeated => "repeated",
            Self::RemovalBegun => "removal-begun",
            Self::RemovalKept => "removal-kept",
            Self::RemovalCalled => "removal-called",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }
}

/// Is told of each step. The program passes one that does nothing.
pub type Observer = Arc<dyn Fn(Step) + Send + Sync>;

/// Tells nobody.
pub(crate) fn nobody() -> Observer {
    Arc::new(|_| {})
}
