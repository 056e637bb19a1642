//! Posts (投稿).

pub(crate) mod asking;
mod calendar;
pub(crate) mod content;
mod correct;
mod correction;
pub mod diff;
mod difference;
pub(crate) mod draft;
mod edit;
pub mod facts;
mod filled;
pub(crate) mod find;
mod give_step;
pub mod limits;
pub(crate) mod list;
mod look;
pub(crate) mod note;
mod number;
pub(crate) mod paper;
pub(crate) mod people;
mod preview;
mod publish;
mod return_;
pub(crate) mod rights;
mod submit;
pub(crate) mod supplies;
mod take_back;
pub mod view;
mod withdraw;

pub use calendar::{CALENDAR_MAX, Calendar, CalendarEntry, CalendarView, calendar};
pub use content::{Content, MediumInput, TARGETS_MAX, TEXT_MAX, TITLE_MAX, TargetInput};
pub use correct::Correct;
pub use draft::{Draft, Saved};
pub use edit::Edit;
pub use filled::filled_from;
pub use find::find;
pub use give_step::{GiveStep, Given};
pub use list::{Query, list};
pub use look::{look, since_look};
pub use preview::preview;
pub use publish::{Publish, Scheduled};
pub use return_::Return;
pub use submit::Submit;
pub(crate) use submit::within as intended;
pub use supplies::PostSupply;
pub use take_back::TakeBack;
pub use tatefuda_store::post::list::Sends;
pub use withdraw::Withdraw;

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Contents),
    findings: facts::kinds,
    readers: Some(("post", &rights::Posts)),
    ..Noun::new(
        "post",
        &[
            Entry::of::<Draft>(),
            Entry::of::<Edit>(),
            Entry::of::<Correct>(),
            Entry::of::<Submit>(),
            Entry::of::<TakeBack>(),
            Entry::of::<Return>(),
            Entry::of::<GiveStep>(),
            Entry::of::<Publish>(),
            Entry::of::<Withdraw>(),
        ],
    )
};
