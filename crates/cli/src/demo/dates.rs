//! Dates of the practice posts: counted from the day on which the practice place was filled, so that nothing announces
//! what is over. `{+3}` is the third day after, `{sat+8}` the first Saturday from the eighth day on.

use anyhow::{Context as _, Result};
use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

/// A text with its days written out.
pub fn filled(text: &str, today: Date) -> Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (mark, following) = after.split_once('}').with_context(|| format!("no end of the day in {text:?}"))?;
        let day = day(mark, today).with_context(|| format!("{mark:?} is no day"))?;
        out.push_str(before);
        out.push_str(&written(day));
        rest = following;
    }
    out.push_str(rest);
    Ok(out)
}

fn day(mark: &str, today: Date) -> Option<Date> {
    let at = mark.find(['+', '-'])?;
    let day = today.checked_add(mark[at..].parse::<i64>().ok()?.days()).ok()?;
    let weekday = match &mark[..at] {
        "" => return Some(day),
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    };
    day.checked_add(i64::from(day.weekday().until(weekday)).days()).ok()
}

fn written(day: Date) -> String {
    const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
    let name = NAMES[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default()];
    format!("{}月{}日（{name}）", day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{super::data, *};

    #[test]
    fn days_count_from_the_day_of_filling() {
        let text = "{sat+8}10時から。{+3}まで、{-10}より。";
        let expected = "12月12日（土）10時から。12月2日（水）まで、11月19日（木）より。";
        assert_eq!(filled(text, date(2026, 11, 29)).ok().as_deref(), Some(expected));
        assert!(filled("{x}", date(2026, 11, 29)).is_err());
    }

    /// Before, the practice post of one body announced a festival that was over.
    #[test]
    fn no_practice_post_announces_what_is_over() {
        let bodies = data::bodies().expect("the files of the practice place");
        for post in bodies.iter().flat_map(|body| &body.post) {
            let fixed = post.text.replace(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c), "0");
            assert!(!fixed.contains("0日"), "a day of the calendar stands in {:?}", post.title);
            assert!(filled(&post.text, date(2027, 2, 28)).is_ok(), "{:?}", post.title);
        }
    }
}
