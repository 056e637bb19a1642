use crate::{
    org::AppointmentForm,
    view::{Choice, FormMeta},
};

/// One line of the list of people.
#[derive(Clone, Debug)]
pub struct PersonRow {
    pub id: String,
    pub name: String,
    /// Reading of the name.
    pub kana: Option<String>,
    pub login: String,
    /// Appointments in force, in words.
    pub appointments: Vec<String>,
    /// System rights in words.
    pub rights: Vec<String>,
    /// Whether the account of the person is closed.
    pub closed: bool,
}

/// Fields with which a person is added.
#[derive(Clone, Debug, Default)]
pub struct PersonForm {
    pub meta: FormMeta,
    /// What was typed.
    pub name: String,
    /// What was typed.
    pub kana: String,
    /// What was typed; in Latin letters.
    pub name_en: String,
    /// What was typed.
    pub login: String,
    /// What was typed.
    pub extension: String,
    /// First appointment.
    pub appointment: AppointmentForm,
    /// System rights; checkboxes.
    pub rights: Vec<Choice>,
}

/// What is entered about a person, for changing it. Field names are also element ids.
#[derive(Clone, Debug, Default)]
pub struct PersonTextsForm {
    pub meta: FormMeta,
    pub name: String,
    /// Reading of the name.
    pub kana: String,
    /// In English letters.
    pub name_en: String,
    /// Extension number, where the position's does not fit.
    pub extension: String,
}

/// A system right with the button that changes it.
#[derive(Clone, Debug)]
pub struct RightRow {
    /// Value of the form.
    pub right: String,
    /// In words.
    pub label: String,
    /// Whether the person has it.
    pub held: bool,
    /// Changes it; `None` when the reader may not, as for themselves.
    pub meta: Option<FormMeta>,
}
