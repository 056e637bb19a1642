use crate::view::FormMeta;

/// An absence that runs or lies ahead.
#[derive(Clone, Debug)]
pub struct AbsenceRow {
    pub id: String,
    /// From when.
    pub from: String,
    /// Until when; `None` where that is not known.
    pub until: Option<String>,
    /// Whether it runs now.
    pub current: bool,
    /// Says that the person is back.
    pub end: FormMeta,
}

/// Fields with which an absence is entered.
#[derive(Clone, Debug, Default)]
pub struct AbsenceForm {
    pub meta: FormMeta,
    /// Whose.
    pub person: String,
    /// `YYYY-MM-DD`.
    pub from_date: String,
    /// `HH:MM` or empty.
    pub from_time: String,
    /// `YYYY-MM-DD` or empty.
    pub until_date: String,
    /// `HH:MM` or empty.
    pub until_time: String,
}
