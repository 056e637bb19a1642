//! Sections, positions (職), appointments, absences: by date, nothing deleted.

mod absence;
mod appoint;
mod end;
mod position;
mod section;
mod view;

pub use absence::{EndAbsence, StartAbsence};
pub use appoint::Appoint;
pub use end::{EndAppointment, EndPosition, EndSection};
pub use position::CreatePosition;
pub use section::{ChangeSection, CreateSection, Tier, levels, tier};
pub use tatefuda_store::org::{Absence, Appointment, Position, Section, Span};
pub use view::{AppointmentView, Chart, absences_of, appointments_of, chart};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::SystemRight;
use tatefuda_store::counter::{ORGANISATION, stamp_set};
use utoipa::ToSchema;

use crate::{
    Check, Cx, Failure,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "org",
    &[
        Entry::of::<CreateSection>(),
        Entry::of::<ChangeSection>(),
        Entry::of::<EndSection>(),
        Entry::of::<CreatePosition>(),
        Entry::of::<EndPosition>(),
        Entry::of::<Appoint>(),
        Entry::of::<EndAppointment>(),
        Entry::of::<StartAbsence>(),
        Entry::of::<EndAbsence>(),
    ],
);

/// Names of a section or position, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Names {
    /// The name.
    #[serde(rename = "name_ja")]
    pub ja: String,
    /// In kana.
    #[serde(default, rename = "name_kana")]
    pub kana: String,
    /// In English.
    #[serde(default, rename = "name_en")]
    pub en: String,
}

/// When something is to begin and to end, as typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SpanInput)]
pub struct Term {
    /// From when; absent: from the moment of the act, which a repeat of it does not shift.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Up to, not including, this moment; absent: open.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

impl Term {
    /// Between two known moments.
    pub const fn new(from: Timestamp, until: Option<Timestamp>) -> Self {
        Self { from: Some(from), until }
    }

    /// What it is for an act at a moment.
    pub(crate) fn at(self, now: Timestamp) -> Span {
        Span { from: self.from.unwrap_or(now), until: self.until }
    }
}

impl Names {
    /// In Japanese, with kana and English.
    pub fn new(ja: impl Into<String>, kana: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), kana: kana.into(), en: en.into() }
    }

    pub(crate) fn checked(&self, check: &mut Check) -> Self {
        Self {
            ja: check.text("name_ja", &self.ja, 100),
            kana: check.optional("name_kana", &self.kana, 200),
            en: check.optional("name_en", &self.en, 200),
        }
    }
}

/// Whoever changes the organisation needs the right.
fn changing(cx: &Cx<'_>) -> Result<(), Failure> {
    cx.actor.require(SystemRight::ManageUsers)
}

/// Sets the stamp under which the organisation is kept in memory. To be called right after the rows are
/// written and before the organisation is loaded again.
pub(crate) async fn touched(cx: &mut Cx<'_>) -> Result<(), Failure> {
    let stamp = i64::from_be_bytes(cx.app.env.bytes());
    Ok(stamp_set(cx.tx, cx.actor.tenant, ORGANISATION, stamp).await?)
}

fn span_checked(check: &mut Check, span: Span) {
    check.that(span.until.is_none_or(|until| span.from < until), "until", "ends-before-start");
}
