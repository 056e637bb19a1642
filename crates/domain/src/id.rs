//! Typed identifiers. UUIDv7 inside; as text everywhere outside.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an identifier of the expected form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: {0:?}")]
pub struct InvalidId(pub String);

/// What every typed identifier can do; lets stores and builders be generic over kinds of ids.
pub trait Id: Copy + Eq + fmt::Display + FromStr<Err = InvalidId> {
    /// Wraps a UUID that was created for this kind of id.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The UUID inside.
    fn uuid(self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        crate::schema::text!($name, KnownFormat(Uuid));

        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
            fn uuid(self) -> Uuid { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(text).map(Self).map_err(|_| InvalidId(text.to_owned()))
            }
        }
    )*};
}

ids! {
    /// A public body: one tenant of the installation.
    TenantId,
    /// A human being known to a body.
    PersonId,
    /// An organisational unit (課, 室 …).
    SectionId,
    /// A post in the organisation (職), never a 投稿.
    PositionId,
    /// One person holding one position for a time. An actor acts in this capacity.
    AppointmentId,
    /// An official account on a service.
    AccountId,
    /// A further section that runs an account.
    AccountOwnerId,
    /// A 投稿: the aggregate of revisions and targets.
    PostId,
    /// One immutable state of a post's content.
    RevisionId,
    /// A revision's content for one account.
    TargetId,
    /// A step of a chain, given for a digest.
    StepId,
    /// One intended send of one target.
    PublicationId,
    /// One call to a platform.
    AttemptId,
    /// A text that somebody took to post it by hand.
    TakingId,
    /// What somebody saw of a published post.
    EvidenceId,
    /// A registered post that was made outside the system.
    OutsideId,
    /// A decision to take a published post down.
    RemovalId,
    /// A request of a section for a post.
    RequestId,
    /// What was kept of a post before it was taken down.
    RemovalCopyId,
    /// A machine that sends.
    NodeId,
    /// A stop of all sending of a body.
    StopId,
    /// A hold because the database may be a copy.
    CopyHoldId,
    /// What may have been sent since a copy.
    DoubtId,
    /// A record: what a person stated or decided.
    RecordId,
    /// A stored value of a setting.
    SettingId,
    /// A stored answer of the regulation.
    AnswerId,
    /// The id of a command; a repeat changes nothing.
    CommandId,
    /// A sign-in session.
    SessionId,
    /// A personal token for the API.
    TokenId,
    /// A device, enrolled once.
    DeviceId,
    /// A media object attached to content.
    MediaId,
    /// A running procedure of the text (手続・事案).
    CaseId,
    /// An archived paper (文書・様式).
    PaperId,
    /// A step of a case that somebody did.
    CaseStepId,
    /// A file that was brought to a case as evidence.
    CaseFileId,
    /// A post that something that happened concerns.
    CasePostId,
    /// What was told to whom about something that happened.
    CaseToldId,
    /// An answer to an instance of a duty.
    DutyAnswerId,
    /// What the clock found of a thing.
    FoundId,
    /// Something that happened to the login of an account.
    LoginEventId,
    /// A change of the body's own text (改正).
    AmendmentId,
    /// A table that was brought in as a whole (一括取込).
    ImportId,
    /// A row of such a table, and what it became.
    ImportRowId,
    /// A place outside the program where a person is told what waits.
    NoticePlaceId,
    /// A message to such a place.
    NoticeId,
    /// A thing that waits, as it is told at one place.
    NoticeLineId,
}
