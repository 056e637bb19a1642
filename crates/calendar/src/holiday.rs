//! National holidays of Japan (国民の祝日に関する法律, Act No. 178 of 1948), computed.
//!
//! The two equinox days follow the formula of the published kind; the day that counts is the one the Cabinet Office
//! announces each February for the year after. Where it differs, a calendar says so by a closed or an open date.

use jiff::civil::{Date, Weekday, date};
use serde::Serialize;

/// The first day known: the Act came into force.
pub const HOLIDAYS_FROM: Date = date(1948, 7, 20);
/// The last day known: the formula for the equinoxes is made for years up to this one.
pub const HOLIDAYS_UNTIL: Date = date(2099, 12, 31);

/// From this day on a holiday on a Sunday is made up for (Act No. 10 of 1973).
const SUBSTITUTE_FROM: Date = date(1973, 4, 12);
/// From this day on a Sunday may lie between two holidays too (Act No. 43 of 2005).
const BETWEEN_SUNDAY_FROM: Date = date(2007, 1, 1);
/// A substitute is at most this many days away: no row of holidays is longer.
const ROW: usize = 7;
/// From this day on a day between two holidays is one (Act No. 103 of 1985).
const BETWEEN_FROM: Date = date(1985, 12, 27);

/// Why a day is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayKind {
    /// A day that the Act names (国民の祝日).
    National,
    /// A day of its own law: weddings, funeral and enthronement.
    Special,
    /// The day that makes up for a holiday on a Sunday (振替休日).
    Substitute,
    /// A day between two holidays (国民の休日).
    Between,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Holiday {
    pub day: Date,
    /// Why.
    pub kind: HolidayKind,
    /// Its name in Japanese.
    pub ja: &'static str,
    /// Its name in English.
    pub en: &'static str,
}

enum On {
    Day(i8, i8),
    /// The n-th Monday of a month (ハッピーマンデー).
    Monday(i8, i8),
    VernalEquinox,
    AutumnalEquinox,
}

struct Row {
    ja: &'static str,
    en: &'static str,
    on: On,
    years: (i16, i16),
    kind: HolidayKind,
}

const fn national(ja: &'static str, en: &'static str, on: On, from: i16, until: i16) -> Row {
    Row { ja, en, on, years: (from, until), kind: HolidayKind::National }
}

const fn special(ja: &'static str, en: &'static str, day: (i8, i8), year: i16) -> Row {
    Row { ja, en, on: On::Day(day.0, day.1), years: (year, year), kind: HolidayKind::Special }
}

/// Holds until it is changed.
const NOW: i16 = i16::MAX;

/// What the Act and the special laws say, each version a row. A change of the law: end a row, add a row.
#[rustfmt::skip]
static ROWS: &[Row] = &[
    national("元日", "New Year's Day", On::Day(1, 1), 1949, NOW),
    national("成人の日", "Coming of Age Day", On::Day(1, 15), 1949, 1999),
    national("成人の日", "Coming of Age Day", On::Monday(1, 2), 2000, NOW),
    national("建国記念の日", "National Foundation Day", On::Day(2, 11), 1967, NOW),
    // The birthday moves with the Emperor: none lies between the accession of 1 May 2019 and the year's end.
    national("天皇誕生日", "The Emperor's Birthday", On::Day(4, 29), 1949, 1988),
    national("天皇誕生日", "The Emperor's Birthday", On::Day(12, 23), 1989, 2018),
    national("天皇誕生日", "The Emperor's Birthday", On::Day(2, 23), 2020, NOW),
    national("春分の日", "Vernal Equinox Day", On::VernalEquinox, 1949, NOW),
    national("みどりの日", "Greenery Day", On::Day(4, 29), 1989, 2006),
    national("昭和の日", "Showa Day", On::Day(4, 29), 2007, NOW),
    national("憲法記念日", "Constitution Memorial Day", On::Day(5, 3), 1949, NOW),
    national("みどりの日", "Greenery Day", On::Day(5, 4), 2007, NOW),
    national("こどもの日", "Children's Day", On::Day(5, 5), 1949, NOW),
    // For the Olympic Games 2020 three days moved, and once more when the games were put off by a year.
    national("海の日", "Marine Day", On::Day(7, 20), 1996, 2002),
    national("海の日", "Marine Day", On::Monday(7, 3), 2003, 2019),
    national("海の日", "Marine Day", On::Day(7, 23), 2020, 2020),
    national("海の日", "Marine Day", On::Day(7, 22), 2021, 2021),
    national("海の日", "Marine Day", On::Monday(7, 3), 2022, NOW),
    national("山の日", "Mountain Day", On::Day(8, 11), 2016, 2019),
    national("山の日", "Mountain Day", On::Day(8, 10), 2020, 2020),
    national("山の日", "Mountain Day", On::Day(8, 8), 2021, 2021),
    national("山の日", "Mountain Day", On::Day(8, 11), 2022, NOW),
    national("敬老の日", "Respect for the Aged Day", On::Day(9, 15), 1966, 2002),
    national("敬老の日", "Respect for the Aged Day", On::Monday(9, 3), 2003, NOW),
    national("秋分の日", "Autumnal Equinox Day", On::AutumnalEquinox, 1948, NOW),
    national("体育の日", "Health and Sports Day", On::Day(10, 10), 1966, 1999),
    national("体育の日", "Health and Sports Day", On::Monday(10, 2), 2000, 2019),
    national("スポーツの日", "Sports Day", On::Day(7, 24), 2020, 2020),
    national("スポーツの日", "Sports Day", On::Day(7, 23), 2021, 2021),
    national("スポーツの日", "Sports Day", On::Monday(10, 2), 2022, NOW),
    national("文化の日", "Culture Day", On::Day(11, 3), 1948, NOW),
    national("勤労感謝の日", "Labor Thanksgiving Day", On::Day(11, 23), 1948, NOW),
    special("皇太子明仁親王の結婚の儀", "Wedding of Crown Prince Akihito", (4, 10), 1959),
    special("昭和天皇の大喪の礼", "Funeral of Emperor Showa", (2, 24), 1989),
    special("即位礼正殿の儀", "Enthronement Ceremony", (11, 12), 1990),
    special("皇太子徳仁親王の結婚の儀", "Wedding of Crown Prince Naruhito", (6, 9), 1993),
    // Act No. 99 of 2018: both count as national holidays for the days between and the substitutes.
    special("天皇の即位の日", "Accession of the Emperor", (5, 1), 2019),
    special("即位礼正殿の儀", "Enthronement Ceremony", (10, 22), 2019),
];

/// Whether the holidays of a day are known: from 1948-07-20 to 2099-12-31.
pub fn holidays_known(day: Date) -> bool {
    (HOLIDAYS_FROM..=HOLIDAYS_UNTIL).contains(&day)
}

/// The holiday on a day, if it is one. `None` also where [`holidays_known`] says no.
pub fn holiday(day: Date) -> Option<Holiday> {
    if !holidays_known(day) {
        return None;
    }
    named(day).or_else(|| substitute(day)).or_else(|| between(day))
}

/// The holidays of a year in order; empty where none are known.
// lint: dead: the table is compared with the announced days of a year, each February
pub fn holidays_of(year: i16) -> Vec<Holiday> {
    let Ok(first) = Date::new(year, 1, 1) else { return vec![] };
    first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year).filter_map(holiday).collect()
}

/// What the Act or a special law names.
fn named(day: Date) -> Option<Holiday> {
    let (year, month) = (day.year(), day.month());
    let row = ROWS.iter().find(|row| {
        (row.years.0..=row.years.1).contains(&year)
            && match row.on {
                On::Day(m, d) => (m, d) == (month, day.day()),
                On::Monday(m, n) => m == month && day.weekday() == Weekday::Monday && (day.day() - 1) / 7 + 1 == n,
                On::VernalEquinox => month == 3 && day.day() == equinox(year, 20_835_700, 20_843_100),
                On::AutumnalEquinox => month == 9 && day.day() == equinox(year, 23_258_800, 23_248_800),
            }
    })?;
    Some(Holiday { day, kind: row.kind, ja: row.ja, en: row.en })
}

/// The day of the month of an equinox in Japan. `before` and `since` are the constants for 1900 to 1979 and 1980 to
/// 2099 in millionths of a day; the tropical year is 365.242194 days.
fn equinox(year: i16, before: i64, since: i64) -> i8 {
    let years = i64::from(year) - 1980;
    let constant = if years < 0 { before } else { since };
    let day = constant + 242_194 * years - 1_000_000 * years.div_euclid(4);
    i8::try_from(day.div_euclid(1_000_000)).unwrap_or(0)
}

/// Article 3(2): the next day that is not named. Before 2007 it was the Monday and no other day, which is the same: no
/// named Sunday of those years is followed by a named Monday.
fn substitute(day: Date) -> Option<Holiday> {
    if day < SUBSTITUTE_FROM {
        return None;
    }
    let mut before = day;
    for _ in 0..ROW {
        before = before.yesterday().ok()?;
        named(before)?;
        if before.weekday() == Weekday::Sunday && before >= SUBSTITUTE_FROM {
            return Some(Holiday { day, kind: HolidayKind::Substitute, ja: "振替休日", en: "Substitute holiday" });
        }
    }
    None
}

/// Article 3(3). Until 2006 a Sunday was never such a day.
fn between(day: Date) -> Option<Holiday> {
    if day < BETWEEN_FROM || (day < BETWEEN_SUNDAY_FROM && day.weekday() == Weekday::Sunday) {
        return None;
    }
    named(day.yesterday().ok()?)?;
    named(day.tomorrow().ok()?)?;
    Some(Holiday { day, kind: HolidayKind::Between, ja: "国民の休日", en: "Day between holidays" })
}
