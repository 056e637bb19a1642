//! Opening hours in words.

use tatefuda_calendar::{HolidayRule, WeeklySpec};
use tatefuda_i18n::Translator;
use tatefuda_regulation::settings;

const DAYS: [(&str, &str, &str); 7] = [
    ("mon", "月", "Mon"),
    ("tue", "火", "Tue"),
    ("wed", "水", "Wed"),
    ("thu", "木", "Thu"),
    ("fri", "金", "Fri"),
    ("sat", "土", "Sat"),
    ("sun", "日", "Sun"),
];

/// Hours as settings write them; `None`: they cannot be read.
pub(super) fn in_words(tr: &Translator, value: &str) -> Option<String> {
    let spec = settings::hours(value).ok()?;
    let first = WeeklySpec { days: spec.days, from: spec.from, until: spec.until, end: spec.end };
    let mut said: Vec<String> = std::iter::once(&first)
        .chain(&spec.also)
        .map(|span| {
            let (from, until) = (time(&span.from), time(&span.until));
            format!("{} {from}{}{until}", days(tr, &span.days), tr.pick("〜", "–"))
        })
        .collect();
    said.push(tr.text(match spec.holidays {
        HolidayRule::Open => "hours-holidays-open",
        HolidayRule::Closed => "hours-holidays-closed",
    }));
    if !spec.closed.is_empty() {
        let days = spec.closed.iter().map(|range| {
            let ends: Vec<String> = range.split("..").map(|day| date(tr, day.trim())).collect();
            ends.join(tr.pick("〜", " to "))
        });
        let days: Vec<String> = days.collect();
        let days = days.join(tr.pick("、", ", "));
        said.push(tr.with("hours-closed", &[("days", days.as_str().into())]));
    }
    Some(said.join(tr.pick("、", ", ")))
}

/// Days of the week; three or more in a row from the first to the last.
fn days(tr: &Translator, days: &[String]) -> String {
    let mut at: Vec<usize> = days.iter().filter_map(|day| DAYS.iter().position(|known| known.0 == day)).collect();
    at.sort_unstable();
    at.dedup();
    let name = |at: usize| tr.pick(DAYS[at].1, DAYS[at].2);
    let mut runs: Vec<(usize, usize)> = vec![];
    for day in at {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let shown = runs.into_iter().map(|(first, last)| match last - first {
        0 => name(first).to_owned(),
        1 => format!("{}{}{}", name(first), tr.pick("・", ", "), name(last)),
        _ => format!("{}{}{}", name(first), tr.pick("〜", "–"), name(last)),
    });
    shown.collect::<Vec<_>>().join(tr.pick("・", ", "))
}

/// `12-29` and `2026-08-13` as they are said.
fn date(tr: &Translator, written: &str) -> String {
    let parts: Option<Vec<u32>> = written.split('-').map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some([month, day]) => tr.pick(&format!("{month}月{day}日"), written).to_owned(),
        Some([year, month, day]) => tr.pick(&format!("{year}年{month}月{day}日"), written).to_owned(),
        _ => written.to_owned(),
    }
}

/// `08:30` as it is said.
fn time(written: &str) -> &str {
    written.strip_prefix('0').filter(|rest| !rest.starts_with(':')).unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tatefuda_i18n::{I18n, Lang};

    use super::*;

    #[test]
    fn hours_are_said_as_people_say_them() {
        let i18n = Arc::new(I18n::new());
        let (ja, en) = (i18n.translator(Lang::Ja), i18n.translator(Lang::En));
        let office = "mon-fri 08:30-17:15\nclosed=12-29..01-03";
        assert_eq!(in_words(&ja, office).as_deref(), Some("月〜金 8:30〜17:15、祝日を除く、12月29日〜1月3日を除く"));
        assert_eq!(
            in_words(&en, office).as_deref(),
            Some("Mon–Fri 8:30–17:15, not on holidays, not on 12-29 to 01-03")
        );
        let wide = "mon,wed,sat,sun 00:00-24:00\nholidays=open";
        assert_eq!(in_words(&ja, wide).as_deref(), Some("月・水・土・日 0:00〜24:00、祝日も"));
        assert_eq!(in_words(&ja, "いつでも"), None);
    }
}
