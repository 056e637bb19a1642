//! Dates and times as people read them. The zone is always given.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::{Lang, Translator};

/// Which years a Japanese date shows. English dates always use the Gregorian year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateStyle {
    /// 2026年8月3日
    #[default]
    Gregorian,
    /// 令和8年8月3日, as on papers of public bodies.
    Wareki,
}

impl Translator {
    /// Date and time to the minute: `2026年8月3日（月）9:00` or `Mon 3 Aug 2026, 09:00`.
    #[must_use]
    pub fn date_time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = at.to_zoned(zone.clone());
        match self.lang() {
            Lang::Ja => format!("{} {}", self.date(local.date(), DateStyle::Gregorian), clock(self.lang(), &local)),
            Lang::En => format!("{}, {}", self.date(local.date(), DateStyle::Gregorian), clock(self.lang(), &local)),
        }
    }

    /// The same of what a clock showed.
    #[must_use]
    pub fn clock(&self, shown: DateTime) -> String {
        let at = shown.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
        at.map_or_else(|_| shown.to_string(), |at| self.date_time(at, &TimeZone::UTC))
    }

    /// Date alone: `2026年8月3日（月）` or `Mon 3 Aug 2026`.
    #[must_use]
    pub fn date(&self, date: Date, style: DateStyle) -> String {
        match self.lang() {
            Lang::Ja => {
                format!("{}{}月{}日（{}）", year_ja(date, style), date.month(), date.day(), weekday_ja(date.weekday()))
            }
            Lang::En => format!(
                "{} {} {} {}",
                weekday_en(date.weekday()),
                date.day(),
                MONTHS_EN[usize::from(date.month().unsigned_abs()) - 1],
                date.year()
            ),
        }
    }

    /// Time of day to the minute: `9:00` or `09:00`.
    #[must_use]
    pub fn time(&self, at: Timestamp, zone: &TimeZone) -> String {
        clock(self.lang(), &at.to_zoned(zone.clone()))
    }

    /// Month and year: `2026年8月` or `August 2026`.
    #[must_use]
    pub fn month(&self, day: Date) -> String {
        match self.lang() {
            Lang::Ja => format!("{}年{}月", day.year(), day.month()),
            Lang::En => format!("{} {}", MONTHS_EN[usize::from(day.month().unsigned_abs()) - 1], day.year()),
        }
    }

    /// Day of the week: `月` or `Mon`.
    #[must_use]
    pub fn weekday(&self, day: Date) -> &'static str {
        match self.lang() {
            Lang::Ja => weekday_ja(day.weekday()),
            Lang::En => weekday_en(day.weekday()),
        }
    }

    /// From one time of day to another: `8:30–17:15`.
    #[must_use]
    pub fn hours(&self, from: Time, until: Time) -> String {
        let clock = |at: Time| match self.lang() {
            Lang::Ja => format!("{}:{:02}", at.hour(), at.minute()),
            Lang::En => format!("{:02}:{:02}", at.hour(), at.minute()),
        };
        format!("{}–{}", clock(from), clock(until))
    }

    /// A span on a page; the date of the end is left out when it is the same day.
    #[must_use]
    pub fn span(&self, from: Timestamp, until: Timestamp, zone: &TimeZone) -> String {
        let same_day = from.to_zoned(zone.clone()).date() == until.to_zoned(zone.clone()).date();
        let end = if same_day { self.time(until, zone) } else { self.date_time(until, zone) };
        match self.lang() {
            Lang::Ja => format!("{}から{}まで", self.date_time(from, zone), end),
            Lang::En => format!("{} to {}", self.date_time(from, zone), end),
        }
    }
}

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn clock(lang: Lang, local: &Zoned) -> String {
    match lang {
        Lang::Ja => format!("{}:{:02}", local.hour(), local.minute()),
        Lang::En => format!("{:02}:{:02}", local.hour(), local.minute()),
    }
}

fn year_ja(date: Date, style: DateStyle) -> String {
    match style {
        DateStyle::Gregorian => format!("{}年", date.year()),
        DateStyle::Wareki => wareki_year(date).unwrap_or_else(|| format!("{}年", date.year())),
    }
}

/// The year of the era in which the day lies, e.g. 令和元年.
fn wareki_year(date: Date) -> Option<String> {
    tatefuda_calendar::wareki(date).map(|w| format!("{}{}年", w.era.name, w.year_text()))
}

fn weekday_ja(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

fn weekday_en(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::I18n;

    fn tokyo() -> TimeZone {
        TimeZone::get("Asia/Tokyo").expect("the zone data is bundled")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn both_languages_in_the_given_zone() {
        let i18n = Arc::new(I18n::new());
        let (ja, en) = (i18n.translator(Lang::Ja), i18n.translator(Lang::En));
        let t = at("2026-08-02T23:05:00Z");
        assert_eq!(ja.date_time(t, &tokyo()), "2026年8月3日（月） 8:05");
        assert_eq!(en.date_time(t, &tokyo()), "Mon 3 Aug 2026, 08:05");
        assert_eq!(en.date_time(t, &TimeZone::UTC), "Sun 2 Aug 2026, 23:05");
    }

    #[test]
    fn years_of_the_era_only_in_japanese() {
        let i18n = Arc::new(I18n::new());
        let day = jiff::civil::date(2019, 7, 1);
        assert_eq!(i18n.translator(Lang::Ja).date(day, DateStyle::Wareki), "令和元年7月1日（月）");
        assert_eq!(i18n.translator(Lang::En).date(day, DateStyle::Wareki), "Mon 1 Jul 2019");
    }

    #[test]
    fn a_span_names_the_second_day_only_when_it_differs() {
        let i18n = Arc::new(I18n::new());
        let ja = i18n.translator(Lang::Ja);
        let (a, b, c) = (at("2026-08-03T00:00:00Z"), at("2026-08-03T08:00:00Z"), at("2026-08-04T00:00:00Z"));
        assert_eq!(ja.span(a, b, &tokyo()), "2026年8月3日（月） 9:00から17:00まで");
        assert_eq!(ja.span(a, c, &tokyo()), "2026年8月3日（月） 9:00から2026年8月4日（火） 9:00まで");
    }
}
