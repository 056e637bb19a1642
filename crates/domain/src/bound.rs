//! What enters the system is bounded, once, here (decision 0023): times, days, numbers, texts, lists.
//!
//! Whoever reads a form, a body, a query or a command line asks this module, and so does every command before it runs.
//! What it lets through can be written and read back on both databases, reckoned with, and shown.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil};
use serde::{Deserialize, Deserializer, Serialize};

/// First day: before it, no appointment or unit of today began.
pub const FIRST_DAY: civil::Date = civil::date(1900, 1, 1);
/// Last day: holidays, and with them opening hours and terms, are computed up to it.
pub const LAST_DAY: civil::Date = civil::date(2099, 12, 31);
/// First moment: [`FIRST_DAY`] begins in Japan.
pub const EARLIEST: Timestamp = Timestamp::constant(-2_209_021_200, 0);
/// Last moment: [`LAST_DAY`] ends in UTC, so that in Japan the whole day can also end.
pub const LATEST: Timestamp = Timestamp::constant(4_102_444_799, 999_999_000);

/// Longest single line, in characters.
pub const LINE_MAX: usize = 500;
/// Longest text of several lines, in characters; more than any service takes, so that the service's own limit is shown.
pub const TEXT_MAX: usize = 70_000;
/// Longest text of a field of the JSON interface, in characters: use-cases know narrower bounds, and say so in their own
/// words and also where nothing is saved yet.
pub const FIELD_MAX: usize = 200_000;
/// Longest text of a command, in characters: the source of a pack.
pub const SOURCE_MAX: usize = 4_000_000;
/// Most elements of a list that a request carries.
pub const LIST_MAX: usize = 500;
/// Most elements of a list of a command.
pub const SOURCES_MAX: usize = 5_000;
/// Largest file that is taken, in bytes.
pub const FILE_MAX: usize = 20 * 1024 * 1024;
/// Most files of one thing.
pub const FILES_MAX: usize = 200;
/// Largest place in an order (of units, of ranks, of deputies).
pub const ORDER_MAX: i64 = 1_000_000;
/// Largest whole number that every reader of JSON keeps exactly; its negative is the smallest.
pub const NUMBER_MAX: i64 = 9_007_199_254_740_991;

/// A moment as it may enter: from [`EARLIEST`] to [`LATEST`], in whole microseconds, which is what both databases keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Moment(Timestamp);

/// A moment, a day or a number lies outside what is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond;

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not between {EARLIEST} and {LATEST}")
    }
}

impl std::error::Error for Beyond {}

impl Moment {
    /// A moment without what is finer than a microsecond.
    ///
    /// # Errors
    /// It lies outside.
    pub fn new(at: Timestamp) -> Result<Self, Beyond> {
        let whole = Timestamp::from_microsecond(at.as_microsecond()).map_err(|_| Beyond)?;
        if (EARLIEST..=LATEST).contains(&whole) { Ok(Self(whole)) } else { Err(Beyond) }
    }

    /// The nearest moment that may enter, for times that a platform states: they are no one's to correct.
    pub fn nearest(at: Timestamp) -> Self {
        Self::new(at.clamp(EARLIEST, LATEST)).unwrap_or(Self(EARLIEST))
    }

    /// As a time.
    pub const fn get(self) -> Timestamp {
        self.0
    }
}

impl From<Moment> for Timestamp {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

impl TryFrom<Timestamp> for Moment {
    type Error = Beyond;
    fn try_from(at: Timestamp) -> Result<Self, Beyond> {
        Self::new(at)
    }
}

/// Why a text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMoment {
    /// Not written as a time.
    Shape,
    /// Outside the bounds.
    Beyond,
}

impl FromStr for Moment {
    type Err = NoMoment;
    fn from_str(text: &str) -> Result<Self, NoMoment> {
        let at: Timestamp = text.parse().map_err(|_| NoMoment::Shape)?;
        Self::new(at).map_err(|Beyond| NoMoment::Beyond)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(Timestamp::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// Whether a day may enter.
pub fn takes_day(day: civil::Date) -> bool {
    (FIRST_DAY..=LAST_DAY).contains(&day)
}

/// A place in an order as it may enter: 0 to [`ORDER_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Order(i64);

impl Order {
    /// A place in an order.
    ///
    /// # Errors
    /// It lies outside.
    pub fn new(place: i64) -> Result<Self, Beyond> {
        if (0..=ORDER_MAX).contains(&place) { Ok(Self(place)) } else { Err(Beyond) }
    }

    /// As a number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl From<Order> for i64 {
    fn from(order: Order) -> Self {
        order.0
    }
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let place = i64::deserialize(deserializer)?;
        Self::new(place).map_err(|Beyond| serde::de::Error::custom(format!("not between 0 and {ORDER_MAX}")))
    }
}

/// A character that no text may hold: NUL, which PostgreSQL cannot keep, and the other control characters apart from tabs
/// and what becomes a line end ([`crate::text::at_input`]), which nobody sees.
pub fn is_unfit(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{85}')
}

/// Whether a text has more than `max` characters; looks no further than it must.
pub fn is_longer(text: &str, max: usize) -> bool {
    text.len() > max && text.chars().nth(max).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_ends_are_taken_and_nothing_beyond_them() {
        for (text, end) in [("1900-01-01T00:00:00+09:00", EARLIEST), ("2099-12-31T23:59:59.999999Z", LATEST)] {
            assert_eq!(text.parse::<Moment>().map(Moment::get), Ok(end), "{text}");
        }
        // Finer than a microsecond is dropped, not refused.
        assert_eq!("2099-12-31T23:59:59.9999999Z".parse::<Moment>().map(Moment::get), Ok(LATEST));
        for text in ["1899-12-31T14:59:59.999999Z", "2100-01-01T00:00:00Z", "0026-04-01T09:00:00+09:00"] {
            assert_eq!(text.parse::<Moment>(), Err(NoMoment::Beyond), "{text}");
        }
        for at in [Timestamp::MIN, Timestamp::MAX] {
            assert_eq!(Moment::new(at), Err(Beyond));
        }
        assert_eq!("tomorrow".parse::<Moment>(), Err(NoMoment::Shape));
        assert!(serde_json::from_str::<Moment>("\"9999-12-30T22:00:00.999999Z\"").is_err());
        assert!(serde_json::from_str::<Order>("-1").is_err() && serde_json::from_str::<Order>("1000001").is_err());
        assert_eq!(serde_json::from_str::<Order>("1000000").map(Order::get).ok(), Some(ORDER_MAX));
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(!is_longer("木木", 2) && is_longer("木木木", 2) && !is_longer("", 0) && is_longer("a", 0));
        assert!(is_unfit('\0') && is_unfit('\u{7}') && !is_unfit('\u{b}') && !is_unfit('\n') && !is_unfit('木'));
    }

    proptest! {
        #[test]
        fn a_moment_is_whole_microseconds_inside(second in -377_705_023_201_i64..=253_402_207_200, nano in 0..1_000_000_000_i32) {
            if let Ok(at) = Timestamp::new(second, nano) {
                let moment = Moment::nearest(at).get();
                prop_assert!((EARLIEST..=LATEST).contains(&moment));
                prop_assert_eq!(moment.subsec_nanosecond() % 1_000, 0);
                if let Ok(taken) = Moment::new(at) {
                    prop_assert_eq!(taken.get(), moment);
                }
            }
        }
    }
}
