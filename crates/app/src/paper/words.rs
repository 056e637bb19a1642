//! What stands in a part, as offices write it: days in eras, people and accounts by name, choices by their words.

use jiff::civil::{Date, DateTime};
use tatefuda_calendar::{moment_clock, wareki};
use tatefuda_domain::{Localized, Service};
use tatefuda_platforms::capabilities;
use tatefuda_regulation::{FieldKind, Ground, ParameterKind, RecordField};

use crate::post::people::Names;

/// A day: 令和8年11月30日.
pub(super) fn day(day: Date) -> String {
    match wareki(day) {
        Some(found) => format!("{}{}年{}月{}日", found.era.name, found.year_text(), day.month(), day.day()),
        None => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// A day with a time: 令和8年11月30日9時30分.
fn moment(clock: DateTime) -> String {
    let minute = if clock.minute() == 0 { String::new() } else { format!("{}分", clock.minute()) };
    format!("{}{}時{minute}", day(clock.date()), clock.hour())
}

fn both(text: impl Into<String>) -> Localized {
    let text = text.into();
    Localized::new(text.clone(), text)
}

fn yes_or_no(value: &str) -> Localized {
    match value {
        "yes" => Localized::new("はい", "yes"),
        "no" => Localized::new("いいえ", "no"),
        other => both(other),
    }
}

pub(super) fn field(names: &Names, field: Option<&RecordField>, grounds: &[Ground], value: &str) -> Localized {
    let Some(field) = field else { return both(value) };
    let named = |name: String| both(if name.is_empty() { value.to_owned() } else { name });
    match field.kind {
        FieldKind::Date => match value.parse::<Date>() {
            Ok(date) => Localized::new(day(date), value),
            Err(_) => both(value),
        },
        FieldKind::Moment => match moment_clock(value) {
            Some(clock) => Localized::new(moment(clock), clock.strftime("%Y-%m-%d %H:%M").to_string()),
            None => both(value),
        },
        FieldKind::YesNo => yes_or_no(value),
        FieldKind::Choice => {
            let known = field.choices.iter().find(|choice| choice.id == value);
            known.map_or_else(|| both(value), |choice| choice.label.clone())
        }
        FieldKind::Person => {
            let Ok(id) = value.parse() else { return both(value) };
            named(names.person(id, None).name)
        }
        FieldKind::Account => {
            let Ok(id) = value.parse() else { return both(value) };
            named(names.account(id))
        }
        FieldKind::Ground => {
            let known = grounds.iter().find(|ground| ground.id == value);
            known.map_or_else(|| both(value), |ground| ground.label.clone())
        }
        FieldKind::Text
        | FieldKind::Multiline
        | FieldKind::Url
        | FieldKind::FileHash
        | FieldKind::Number
        | FieldKind::Digest
        | FieldKind::Rule => both(value),
    }
}

/// A fact of the ledger.
pub(super) fn fact(names: &Names, path: &str, value: &str) -> Localized {
    match path {
        "account.service" => match value.parse::<Service>().ok().as_ref().and_then(capabilities) {
            Some(service) => service.name(),
            None => both(value),
        },
        "account.sections" => {
            let name = |id: &str| match id.parse() {
                Ok(section) => names.section(section),
                Err(_) => id.to_owned(),
            };
            both(value.lines().map(name).collect::<Vec<_>>().join("、"))
        }
        _ => both(value),
    }
}

pub(super) fn param(kind: ParameterKind, value: &str, unit: &Localized) -> Localized {
    match kind {
        ParameterKind::Bool => yes_or_no(value),
        _ => Localized::new(
            format!("{value}{}", unit.ja),
            if unit.en.is_empty() { value.to_owned() } else { format!("{value} {}", unit.en) },
        ),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_written_in_eras() {
        assert_eq!(day(date(2026, 11, 30)), "令和8年11月30日");
        assert_eq!(day(date(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(day(date(2015, 4, 1)), "平成27年4月1日");
    }
}
