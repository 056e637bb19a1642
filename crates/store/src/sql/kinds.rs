//! How each kind of value is kept in one column. A new kind has its line here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{Digest, Place, Service};
use tatefuda_regulation::AppointmentKind;

use super::{Column, Result, Row, Value, columns::unfit};
use crate::org::{kind_parse, kind_word};

macro_rules! kinds {
    ($($type:ty => $null:ident, $read:ident, |$value:ident| $bind:expr;)*) => {$(
        impl Column for $type {
            const NULL: Value = Value::$null(None);
            fn value(&self) -> Value {
                let $value = self;
                Value::from($bind)
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                row.$read(column)
            }
        }
    )*};
}

kinds! {
    String => Text, opt_text, |text| text;
    i64 => Int, opt_int, |number| *number;
    bool => Bool, opt_bool, |yes| *yes;
    Vec<u8> => Bytes, opt_bytes, |bytes| bytes.as_slice();
    Timestamp => Int, opt_timestamp, |at| *at;
    Digest => Text, opt_digest, |digest| *digest;
}

macro_rules! ids {
    ($($id:ident),* $(,)?) => { kinds! { $(tatefuda_domain::$id => Text, opt_id, |id| *id;)* } };
}

ids! {
    PersonId, SectionId, PositionId, AppointmentId, AccountId, AccountOwnerId, PostId, RevisionId, TargetId, StepId, PublicationId,
    AttemptId, TakingId, EvidenceId, OutsideId, RemovalId, RemovalCopyId, RequestId, NodeId, StopId, CopyHoldId, DoubtId, RecordId, SettingId, AnswerId, CommandId, SessionId, TokenId, DeviceId, MediaId, CaseId,
    CaseFileId, CasePostId, CaseStepId, CaseToldId, DutyAnswerId, FoundId, LoginEventId, PaperId, ImportId, ImportRowId,
    AmendmentId, NoticePlaceId, NoticeId, NoticeLineId,
}

/// Words of a closed set, as the domain spells them.
macro_rules! word_columns {
    ($($word:ty),* $(,)?) => {$(
        impl Column for $word {
            const NULL: Value = Value::Text(None);
            fn value(&self) -> Value {
                Value::from(self.as_str())
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                let Some(text) = row.opt_text(column)? else { return Ok(None) };
                Self::parse(&text).map(Some).ok_or_else(|| unfit(column, text))
            }
        }
    )*};
}

word_columns! {
    tatefuda_domain::AccountState,
    tatefuda_domain::amendment::AmendmentState,
    tatefuda_domain::case::CaseState,
    tatefuda_domain::case::PostSort,
    tatefuda_domain::account::Road,
    tatefuda_domain::duty::FoundKind,
    tatefuda_domain::duty::FoundState,
    tatefuda_domain::duty::LoginEventKind,
    tatefuda_domain::hand::HandOutcome,
    tatefuda_domain::import::ImportKind,
    tatefuda_domain::notice::MessageKind,
    tatefuda_domain::notice::MessageState,
    tatefuda_domain::notice::Pace,
    tatefuda_domain::notice::PlaceKind,
    tatefuda_domain::outside::Through,
    tatefuda_domain::publication::Shows,
    tatefuda_domain::removal::RemovalRoad,
    tatefuda_domain::removal::RemovalState,
    tatefuda_domain::removal::CopyKind,
    tatefuda_domain::request::RequestState,
    tatefuda_domain::post::PostState,
    tatefuda_domain::publication::PublicationState,
    tatefuda_domain::publication::Proof,
    tatefuda_domain::publication::AttemptOutcome,
    crate::command::Outcome,
}

/// Kinds that are a text of a certain form.
macro_rules! text_columns {
    ($($type:ty),* $(,)?) => {$(
        impl Column for $type {
            const NULL: Value = Value::Text(None);
            fn value(&self) -> Value {
                Value::from(self.to_string())
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                row.opt_text(column)?.map(|text| text.parse().map_err(|_| unfit(column, text))).transpose()
            }
        }
    )*};
}

text_columns! { Place, Service, jiff::civil::Date }

impl Column for AppointmentKind {
    const NULL: Value = Value::Text(None);
    fn value(&self) -> Value {
        Value::from(kind_word(*self))
    }
    fn read(row: &Row, column: &str) -> Result<Option<Self>> {
        let Some(text) = row.opt_text(column)? else { return Ok(None) };
        kind_parse(&text).map(Some).ok_or_else(|| unfit(column, text))
    }
}

/// Kinds that are plain data, as JSON.
macro_rules! json_columns {
    ($($type:ty),* $(,)?) => {$(
        impl Column for $type {
            const NULL: Value = Value::Text(None);
            fn value(&self) -> Value {
                // There is nothing in plain data that JSON cannot hold.
                Value::from(serde_json::to_string(self).unwrap_or_default())
            }
            fn read(row: &Row, column: &str) -> Result<Option<Self>> {
                if row.opt_text(column)?.is_none() { Ok(None) } else { row.json(column).map(Some) }
            }
        }
    )*};
}

json_columns! {
    BTreeMap<String, String>,
    Vec<tatefuda_domain::amendment::Change>,
    Vec<tatefuda_domain::import::Repair>,
    tatefuda_domain::notice::Line,
    tatefuda_regulation::Answer,
    tatefuda_regulation::PackSource,
    crate::answer::QuestionParts,
}

impl Column for tatefuda_domain::Action {
    const NULL: Value = Value::Text(None);
    fn value(&self) -> Value {
        Value::from(self.as_str())
    }
    fn read(row: &Row, column: &str) -> Result<Option<Self>> {
        let Some(text) = row.opt_text(column)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| unfit(column, text))
    }
}

/// A place in a chain. Larger ones than the database counts never come up.
impl Column for u64 {
    const NULL: Value = Value::Int(None);
    fn value(&self) -> Value {
        Value::from(i64::try_from(*self).unwrap_or(i64::MAX))
    }
    fn read(row: &Row, column: &str) -> Result<Option<Self>> {
        let Some(number) = row.opt_int(column)? else { return Ok(None) };
        Self::try_from(number).map(Some).map_err(|_| unfit(column, number))
    }
}
