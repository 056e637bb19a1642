//! Being told outside the program what waits (decision 0046): by mail, or by a signed call of a chat's address. A person names
//! their own places and proves each; what is told there is what their own page of today shows, never a title or a text.

mod add;
mod change;
mod end;
mod keep;
mod line;
pub mod outbox;
mod prove;
mod sealed;
pub mod view;

use serde::{Deserialize, Serialize};
use tatefuda_domain::notice::{Pace, Rhythm};
use utoipa::ToSchema;

pub use add::{AddPlace, PLACES_MAX};
pub use change::ChangePlace;
pub use end::EndPlace;
pub use line::lines;
pub use prove::{ProvePlace, Proven, SendCode};

use crate::{
    failure::Check,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    follows: Some(&keep::Told),
    ..Noun::new(
        "notice",
        &[
            Entry::of::<AddPlace>(),
            Entry::of::<ChangePlace>(),
            Entry::of::<EndPlace>(),
            Entry::of::<ProvePlace>(),
            Entry::of::<SendCode>(),
        ],
    )
};

/// How soon, and at which hours, something is told at a place. Minutes of a day of the body, from 0 to 1439.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticeRhythm)]
pub struct Hours {
    /// As soon as it waits, or once a day.
    pub pace: Pace,
    /// From when nothing is told.
    pub quiet_from: i64,
    /// From when it is told again; the same minute: there are no quiet hours.
    pub quiet_until: i64,
    /// When everything is told together, where that is the pace.
    pub daily_at: i64,
}

impl Default for Hours {
    fn default() -> Self {
        Self::of(&Rhythm::default())
    }
}

impl Hours {
    fn of(rhythm: &Rhythm) -> Self {
        let Rhythm { pace, quiet_from, quiet_until, daily_at } = *rhythm;
        Self { pace, quiet_from, quiet_until, daily_at }
    }

    fn checked(self, check: &mut Check) -> Rhythm {
        let Self { pace, quiet_from, quiet_until, daily_at } = self;
        for (field, minute) in [("quiet_from", quiet_from), ("quiet_until", quiet_until), ("daily_at", daily_at)] {
            check.that((0..tatefuda_domain::notice::MINUTES).contains(&minute), field, "not-a-time");
        }
        Rhythm { pace, quiet_from, quiet_until, daily_at }
    }
}
