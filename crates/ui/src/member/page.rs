use askama::Template;

use crate::{
    Shell,
    absence::{AbsenceForm, AbsenceRow},
    member::{PersonForm, PersonRow, PersonTextsForm, RightRow},
    org::{AppointmentForm, AppointmentRow},
    publication::PendingRow,
    view::FormMeta,
};

/// `GET /password`; the form posts to `/password`.
#[derive(Clone, Debug, Template)]
#[template(path = "member/password.html")]
pub struct PasswordPage {
    /// Surroundings; `errors` with field `current`, `new` or `repeat`.
    pub shell: Shell,
    pub meta: FormMeta,
    /// The first password must be replaced; there is no way around.
    pub first: bool,
    /// What a password must be like, in sentences.
    pub rules: Vec<String>,
}

/// `GET /people`; the form posts to `/people`.
#[derive(Clone, Debug, Template)]
#[template(path = "member/list.html")]
pub struct PeoplePage {
    pub shell: Shell,
    /// Everybody.
    pub rows: Vec<PersonRow>,
    /// Adding somebody.
    pub form: PersonForm,
}

/// `GET /people/{id}`; forms post to `/people/{id}` (a further appointment), `/people/{id}/change`, `/reset`, `/rights`,
/// `/end`, `/appointments/{id}/end`, `/absences` and `/absences/{id}/end`.
#[derive(Clone, Debug, Template)]
#[template(path = "member/show.html")]
pub struct PersonPage {
    pub shell: Shell,
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
