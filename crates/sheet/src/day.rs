//! Days as offices write them: 令和6年4月1日, R6.4.1, 2024/4/1, 20240401, 45383.

use jiff::civil::{Date, date};
use tatefuda_calendar::ERAS;
use tatefuda_domain::bound;

use crate::narrow::{narrow, packed};

/// From when a workbook counts its days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Epoch {
    /// From 1900, with a day 60 that never was.
    #[default]
    Y1900,
    /// From 1904, as old workbooks of the Macintosh do.
    Y1904,
}

/// A text that is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NoDay;

/// Reads a day. A bare number of five digits counts days from `epoch`, of eight it is year, month and day.
///
/// # Errors
/// It is none, lies before the first day of its era, or outside what is taken anywhere.
pub fn parse(text: &str, epoch: Epoch) -> Result<Date, NoDay> {
    let text = narrow(text);
    let text = text.trim();
    // A day with an hour behind it, as spreadsheets write them.
    let day = text.rsplit_once(' ').filter(|(_, hour)| is_hour(hour)).map_or(text, |(day, _)| day);
    let text = packed(day).replace('㋿', "令和").replace('㍻', "平成").replace('㍼', "昭和").to_uppercase();
    let day = serial(&text, epoch).or_else(|| of_era(&text)).or_else(|| of_year(&text)).ok_or(NoDay)?;
    if bound::takes_day(day) { Ok(day) } else { Err(NoDay) }
}

fn serial(text: &str, epoch: Epoch) -> Option<Date> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    match (whole.len(), part.contains('.')) {
        (5, false) => of_serial(text.parse().ok()?, epoch),
        (8, false) if part.is_empty() => {
            made(whole[..4].parse().ok()?, whole[4..6].parse().ok()?, whole[6..].parse().ok()?)
        }
        _ => None,
    }
}

/// The day that a number of a workbook stands for, whatever the hour.
pub(crate) fn of_serial(number: f64, epoch: Epoch) -> Option<Date> {
    if !(0.0..100_000.0).contains(&number) {
        return None;
    }
    let (first, days) = match epoch {
        Epoch::Y1904 => (date(1904, 1, 1), number.floor()),
        // Day 60 is the 29th of February 1900, which never was.
        Epoch::Y1900 if (60.0..61.0).contains(&number) => return None,
        Epoch::Y1900 if number < 60.0 => (date(1899, 12, 31), number.floor()),
        Epoch::Y1900 => (date(1899, 12, 30), number.floor()),
    };
    // Below a hundred thousand: nothing is cut off.
    let days = format!("{days}").parse::<i32>().ok()?;
    first.checked_add(jiff::Span::new().days(days)).ok()
}

fn of_era(text: &str) -> Option<Date> {
    let (era, rest) = ERAS.iter().rev().find_map(|era| {
        let rest = text.strip_prefix(era.name).or_else(|| text.strip_prefix(era.letter))?;
        Some((era, rest.trim_start_matches('.')))
    })?;
    let (year, rest) = match rest.strip_prefix('元') {
        Some(rest) => (1, rest),
        None => number(rest)?,
    };
    let (month, day) = month_and_day(rest)?;
    let year = i16::try_from(year).ok().filter(|year| (1..=99).contains(year))?;
    let day = made(era.from.year() + year - 1, month, day)?;
    // A day of an era that had not begun is a slip; one after its end is not: texts of before name such days.
    (day >= era.from).then_some(day)
}

fn of_year(text: &str) -> Option<Date> {
    let text = text.split('T').next()?;
    let (year, rest) = number(text).filter(|(year, _)| (1_000..=9_999).contains(year))?;
    let (month, day) = month_and_day(rest)?;
    made(i16::try_from(year).ok()?, month, day)
}

/// `年4月1日`, `/4/1`, `.4.1`, `-04-01`; a weekday behind it is left.
fn month_and_day(rest: &str) -> Option<(i8, i8)> {
    let rest = rest.strip_prefix(['年', '/', '.', '-'])?;
    let (month, rest) = number(rest)?;
    let rest = rest.strip_prefix(['月', '/', '.', '-'])?;
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    let weekday = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let over = rest.is_empty() || weekday.is_some_and(|day| day.chars().count() == 1);
    over.then_some((i8::try_from(month).ok()?, i8::try_from(day).ok()?))
}

fn is_hour(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':' || byte == b'.')
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (1..=4).contains(&digits.len()).then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

fn made(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_write_one_day_in_many_ways() {
        let ways = [
            "令和6年4月1日",
            "令和６年４月１日",
            "令和 6 年 4 月 1 日",
            "㋿6年4月1日",
            "R6.4.1",
            "r6.04.01",
            "R06/4/1",
            "Ｒ６．４．１",
            "2024/4/1",
            "2024年4月1日",
            "2024-04-01",
            "2024-04-01T00:00:00",
            "2024/4/1 0:00",
            "2024/4/1(月)",
            "２０２４．４．１",
            "20240401",
            "45383",
            "45383.5",
            "平成36年4月1日",
        ];
        for text in ways {
            assert_eq!(parse(text, Epoch::Y1900), Ok(date(2024, 4, 1)), "{text}");
        }
        for (text, day) in [
            ("令和元年7月1日", date(2019, 7, 1)),
            ("R1.7.1", date(2019, 7, 1)),
            ("H31.4.30", date(2019, 4, 30)),
            ("昭和64年1月7日", date(1989, 1, 7)),
            ("S40.2.28", date(1965, 2, 28)),
        ] {
            assert_eq!(parse(text, Epoch::Y1900), Ok(day), "{text}");
        }
    }

    #[test]
    fn workbooks_count_from_two_days() {
        assert_eq!(parse("43921", Epoch::Y1904), Ok(date(2024, 4, 1)));
        assert_eq!(of_serial(59.0, Epoch::Y1900), Some(date(1900, 2, 28)));
        assert_eq!(of_serial(60.0, Epoch::Y1900), None);
        assert_eq!(of_serial(61.0, Epoch::Y1900), Some(date(1900, 3, 1)));
    }

    #[test]
    fn what_is_no_day_is_not_guessed() {
        let none = [
            "",
            "2024",
            "4/1",
            "令和6年",
            "R6.13.1",
            "2024/2/30",
            "令和元年4月30日",
            "未定",
            "1",
            "999999",
            "R0.1.1",
            "2024/4/1頃",
            "M1.1.1",
            "3000/1/1",
            "1.2.3",
        ];
        for text in none {
            assert_eq!(parse(text, Epoch::Y1900), Err(NoDay), "{text}");
        }
    }
}
