//! Arguments of statements.

use jiff::Timestamp;
use tatefuda_domain::{Digest, Id};

/// What a placeholder can stand for. `None` is SQL's NULL of that type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// TEXT.
    Text(Option<String>),
    /// BIGINT.
    Int(Option<i64>),
    /// BOOLEAN (0 and 1 in SQLite).
    Bool(Option<bool>),
    /// BYTEA, BLOB.
    Bytes(Option<Vec<u8>>),
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}
impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(Some(value))
    }
}
impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Some(value))
    }
}
impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}
impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(Some(value.as_microsecond()))
    }
}
impl From<Digest> for Value {
    fn from(value: Digest) -> Self {
        Self::Text(Some(value.to_string()))
    }
}

/// Kinds of values whose absence still has a type.
pub trait Nullable: Into<Value> {
    /// NULL of this type.
    const NULL: Value;
}

macro_rules! nullable {
    ($($type:ty => $null:expr),* $(,)?) => {$(
        impl Nullable for $type { const NULL: Value = $null; }
    )*};
}

nullable! {
    String => Value::Text(None),
    &str => Value::Text(None),
    &String => Value::Text(None),
    i64 => Value::Int(None),
    bool => Value::Bool(None),
    Vec<u8> => Value::Bytes(None),
    &[u8] => Value::Bytes(None),
    Timestamp => Value::Int(None),
    Digest => Value::Text(None),
}

impl<T: Nullable> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(T::NULL, Into::into)
    }
}

macro_rules! ids {
    ($($name:ident),* $(,)?) => {$(
        impl From<tatefuda_domain::$name> for Value {
            fn from(id: tatefuda_domain::$name) -> Self { Self::Text(Some(id.uuid().to_string())) }
        }
        impl Nullable for tatefuda_domain::$name { const NULL: Value = Value::Text(None); }
    )*};
}

ids! {
    TenantId, PersonId, SectionId, PositionId, AppointmentId, AccountId, AccountOwnerId, PostId, RevisionId, TargetId, StepId,
    PublicationId, AttemptId, TakingId, EvidenceId, OutsideId, RemovalId, RemovalCopyId, RequestId, NodeId, StopId, CopyHoldId, DoubtId, RecordId, SettingId, AnswerId, CommandId, SessionId, TokenId, DeviceId, MediaId, CaseId,
    CaseStepId,
    CaseFileId,
    CasePostId,
    CaseToldId,
    ImportId,
    ImportRowId, AmendmentId,
    NoticePlaceId,
    NoticeId,
    NoticeLineId,
    DutyAnswerId,
    FoundId,
    LoginEventId,
    PaperId,
}
