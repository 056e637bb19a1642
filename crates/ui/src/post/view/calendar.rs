use crate::{publication::PublicationState, view::Tone};

#[derive(Clone, Debug)]
pub struct CalendarDay {
    /// `YYYY-MM-DD`.
    pub iso: String,
    /// Day of the month.
    pub number: String,
    /// The whole date.
    pub label: String,
    /// Its day of the week.
    pub weekday: String,
    /// Name of the holiday.
    pub holiday: Option<String>,
    /// Hours at which the body is open, by its own calendar.
    pub hours: Option<String>,
    pub closed: bool,
    /// It belongs to another month.
    pub outside: bool,
    pub today: bool,
    /// What goes out, the earliest first.
    pub sends: Vec<CalendarSend>,
}

impl CalendarDay {
    /// Marked as no day of work: closed by the body's calendar, or a holiday where it has none.
    #[must_use]
    pub fn off(&self) -> bool {
        self.closed || (self.holiday.is_some() && self.hours.is_none())
    }
}

#[derive(Clone, Debug)]
pub struct CalendarSend {
    /// Page of the post.
    pub href: String,
    /// Time of day.
    pub time: String,
    pub title: String,
    /// Service and name.
    pub account: String,
    pub state: PublicationState,
    /// How far taking it down has come, in words.
    pub removal: Option<(String, Tone)>,
}
