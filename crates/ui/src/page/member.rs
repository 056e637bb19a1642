//! 職員, personal tokens, 操作記録

use askama::Template;

use crate::Shell;
use crate::view::{
    AbsenceForm, AbsenceRow, AppointmentForm, AppointmentRow, AuditRow, Choice, FilterTab, FormMeta, Link, PendingRow,
    PersonForm, PersonRow, PersonTextsForm, RightRow, TokenRow, VerifyView,
};

/// `GET /people`; the form posts to `/people`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/people.html")]
pub struct PeoplePage {
    /// Surroundings.
    pub shell: Shell,
    /// Everybody.
    pub rows: Vec<PersonRow>,
    /// Adding somebody.
    pub form: PersonForm,
}

/// `GET /people/{id}`; forms post to `/people/{id}` (a further appointment), `/people/{id}/change`, `/reset`, `/rights`,
/// `/end`, `/appointments/{id}/end`, `/absences` and `/absences/{id}/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/person.html")]
pub struct PersonPage {
    /// Surroundings.
    pub shell: Shell,
    /// The person.
    pub person: PersonRow,
    /// Appointments, newest first.
    pub appointments: Vec<AppointmentRow>,
    /// What the person has scheduled and nobody has finished.
    pub pending: Vec<PendingRow>,
    /// A further appointment.
    pub form: AppointmentForm,
    /// Name and number.
    pub texts: PersonTextsForm,
    /// System rights.
    pub rights: Vec<RightRow>,
    /// Absences that run or lie ahead.
    pub absences: Vec<AbsenceRow>,
    /// Entering an absence.
    pub absence: AbsenceForm,
    /// Resetting the password.
    pub reset: FormMeta,
    /// Ending the person's sign-in; `None` for oneself and for whoever left.
    pub end: Option<FormMeta>,
    /// Shown once, right after adding or resetting.
    pub initial_password: Option<String>,
}

/// `GET /tokens`; forms post to `/tokens` and `/tokens/{id}/revoke`.
#[derive(Clone, Debug, Template)]
#[template(path = "page/tokens.html")]
pub struct TokensPage {
    /// Surroundings.
    pub shell: Shell,
    /// Tokens of the reader.
    pub rows: Vec<TokenRow>,
    /// Hidden fields of the form.
    pub meta: FormMeta,
    /// What was typed.
    pub name: String,
    /// `read` and `act`.
    pub kinds: Vec<Choice>,
    /// Shown once, right after creating.
    pub created: Option<String>,
}

/// `GET /audit`
#[derive(Clone, Debug, Template)]
#[template(path = "page/audit.html")]
pub struct AuditPage {
    /// Surroundings.
    pub shell: Shell,
    /// All, done, refused.
    pub filters: Vec<FilterTab>,
    /// Entries, newest first.
    pub rows: Vec<AuditRow>,
    /// Result of the last verification.
    pub verify: Option<VerifyView>,
    /// Older entries.
    pub next: Option<Link>,
}
