//! The closed vocabulary of acts (fact schema version 1). A pack admits, needs, forbids these;
//! it extends the system by record kinds, steps and duties, not by new actions.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that names no action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown action {0:?}")]
pub struct UnknownAction(pub String);

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// An act that the regulation can be asked about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Action { $($(#[$doc])* #[serde(rename = $text)] $name),* }

        impl Action {
            /// Every action, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// The word used in packs, audit entries and the API.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$name => $text),* } }
        }

        impl FromStr for Action {
            type Err = UnknownAction;
            fn from_str(text: &str) -> Result<Self, UnknownAction> {
                match text { $($text => Ok(Self::$name),)* _ => Err(UnknownAction(text.to_owned())) }
            }
        }
    };
}

actions! {
    /// Bring a document of the body into force.
    RegulationActivate = "regulation.activate",
    /// Propose a value for what the text leaves open.
    SettingPropose = "setting.propose",
    /// Confirm such a value as a second person.
    SettingConfirm = "setting.confirm",
    /// Apply for or decide on opening an account.
    AccountOpen = "account.open",
    /// Start posting with an account.
    AccountStart = "account.start",
    /// Change an account's registered facts.
    AccountChange = "account.change",
    /// Let nothing leave through an account until it is taken up again.
    AccountSuspend = "account.suspend",
    /// End the use of an account and keep it.
    AccountClose = "account.close",
    /// Delete an account on its service.
    AccountDelete = "account.delete",
    /// Write or change a draft.
    PostDraft = "post.draft",
    /// Pass a draft on to the next person.
    PostSubmit = "post.submit",
    /// Take a passed-on draft back (引戻し).
    PostTakeBack = "post.take_back",
    /// Send a draft back with a comment (差戻し).
    PostReturn = "post.return",
    /// Give a step of the chain (確認, 承認, 校了 … as the pack calls it).
    PostStep = "post.step",
    /// Publish, now or at a chosen time. Asked again when the send begins.
    PostPublish = "post.publish",
    /// Cancel a scheduled send.
    PostCancel = "post.cancel",
    /// State what became of a send whose outcome is unknown.
    PostResolve = "post.resolve",
    /// State that a send whose outcome is unknown is not on the platform, after which it may be sent again.
    PostDeny = "post.deny",
    /// Give up a draft for good.
    PostWithdraw = "post.withdraw",
    /// Correct a published post.
    PostCorrect = "post.correct",
    /// Take down a published post.
    PostRemove = "post.remove",
    /// Answer a comment.
    CommentReply = "comment.reply",
    /// Let others not see a comment, and keep it.
    CommentHide = "comment.hide",
    /// Take a comment off for good.
    CommentDelete = "comment.delete",
    /// Answer a comment on a story.
    StoryReply = "story.reply",
    /// Comment on somebody else's post.
    OutsideComment = "outside.comment",
    /// Like somebody else's post.
    OutsideLike = "outside.like",
    /// Follow somebody else's account.
    OutsideFollow = "outside.follow",
    /// Share somebody else's post.
    OutsideShare = "outside.share",
    /// Give a record of a kind that a pack declares.
    RecordGive = "record.give",
    /// Do a step of a procedure.
    StepDo = "step.do",
    /// Answer an instance of a recurring duty.
    DutyAnswer = "duty.answer",
    /// Look at a stored credential.
    CredentialReveal = "credential.reveal",
    /// Change a credential.
    CredentialRotate = "credential.rotate",
    /// State that something went wrong (炎上, 乗っ取り, 誤投稿), from which its procedure begins.
    IncidentOpen = "incident.open",
    /// State that it is over.
    IncidentClose = "incident.close",
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
