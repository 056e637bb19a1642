//! Values of parameters, from the text in which packs and settings write them.

use super::{lines::lines, model::Parameter, password::PasswordPolicy, slips};
use crate::{
    facts::{LIST_MAX, Value},
    terms::ParameterKind,
};

/// The value of a parameter from its text form, or what is wrong with it.
///
/// # Errors
/// In words, for the settings screen and the lint.
pub fn typed(parameter: &Parameter, text: &str) -> Result<Value, String> {
    let list = || {
        let list: Vec<String> = lines(text).into_iter().map(str::to_owned).collect();
        if list.len() > LIST_MAX { Err(format!("more than {LIST_MAX} lines")) } else { Ok(list) }
    };
    match parameter.kind {
        ParameterKind::Text => Ok(Value::Text(text.to_owned())),
        ParameterKind::Int => {
            text.trim().parse().map(Value::Int).map_err(|_| format!("{text:?} is not a whole number"))
        }
        ParameterKind::Bool => match text.trim() {
            "yes" => Ok(Value::Bool(true)),
            "no" => Ok(Value::Bool(false)),
            _ => Err("expected yes or no".to_owned()),
        },
        ParameterKind::Choice if parameter.values.iter().any(|value| value == text.trim()) => {
            Ok(Value::Text(text.trim().to_owned()))
        }
        ParameterKind::Choice => Err(format!("expected one of {}", parameter.values.join(", "))),
        ParameterKind::List => Ok(Value::TextList(list()?)),
        ParameterKind::Order => {
            let order = list()?;
            if let Some(missing) = parameter.values.iter().find(|value| !order.contains(value)) {
                return Err(format!("the level {missing} must occur"));
            }
            if (1..order.len()).any(|at| order[..at].contains(&order[at])) {
                return Err("a level occurs twice".to_owned());
            }
            Ok(Value::TextList(order))
        }
        ParameterKind::Period => match text.trim().parse::<tatefuda_calendar::Period>() {
            Ok(period) => Ok(Value::Text(period.to_string())),
            Err(_) => Err(match slips::period(text) {
                Some(meant) => format!("{text:?} is no period: write {meant}"),
                None => format!("{text:?} is no period: write 30d, 5wd, 6m, 1y, 1fy"),
            }),
        },
        ParameterKind::Hours => {
            hours(text)?;
            Ok(Value::TextList(list()?))
        }
        ParameterKind::Table => {
            for line in lines(text) {
                let row = line.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
                if row.is_none_or(|(key, value)| key.is_empty() || value.is_empty()) {
                    return Err(format!("{line:?}: write key = value"));
                }
            }
            Ok(Value::TextList(list()?))
        }
        ParameterKind::PasswordPolicy => {
            PasswordPolicy::parse(text)?;
            Ok(Value::TextList(list()?))
        }
    }
}

/// Opening hours as settings write them: `mon-fri 08:30-17:15` or `mon,wed 10:00-12:00`, one span per line, and
/// lines `holidays=closed|open` (without it closed) and `closed=12-29..01-03`.
///
/// # Errors
/// In words, naming the line.
pub fn hours(text: &str) -> Result<tatefuda_calendar::HoursSpec, String> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut spans = vec![];
    let mut holidays = tatefuda_calendar::HolidayRule::Closed;
    let mut closed = vec![];
    let mut minutes = None;
    for line in lines(text) {
        if let Some(rule) = line.strip_prefix("holidays=") {
            holidays = match rule.trim() {
                "closed" => tatefuda_calendar::HolidayRule::Closed,
                "open" => tatefuda_calendar::HolidayRule::Open,
                _ => return Err(format!("{line:?}: write holidays=closed or holidays=open")),
            };
            continue;
        }
        if let Some(listed) = line.strip_prefix("minutes=") {
            let read: Result<Vec<i8>, _> = listed.split(',').map(|minute| minute.trim().parse()).collect();
            minutes = Some(read.map_err(|_| format!("{line:?}: write minutes=0,30"))?);
            continue;
        }
        if let Some(days) = line.strip_prefix("closed=") {
            closed.push(days.trim().to_owned());
            continue;
        }
        let wrong = || format!("{line:?}: write mon-fri 08:30-17:15");
        let (days, span) = line.split_once(' ').ok_or_else(wrong)?;
        let (from, until) = span.trim().split_once('-').ok_or_else(wrong)?;
        let mut named = vec![];
        for part in days.split(',') {
            let at = |day: &str| DAYS.iter().position(|known| *known == day.trim());
            match part.split_once('-') {
                Some((first, last)) => {
                    let (first, last) = at(first).zip(at(last)).filter(|(a, b)| a <= b).ok_or_else(wrong)?;
                    named.extend(DAYS[first..=last].iter().map(|day| (*day).to_owned()));
                }
                None => named.push(DAYS[at(part).ok_or_else(wrong)?].to_owned()),
            }
        }
        spans.push(tatefuda_calendar::WeeklySpec {
            days: named,
            from: from.trim().to_owned(),
            until: until.trim().to_owned(),
            end: tatefuda_calendar::End::default(),
        });
    }
    if spans.is_empty() {
        return Err("no hours: write mon-fri 08:30-17:15".to_owned());
    }
    let first = spans.remove(0);
    let spec = tatefuda_calendar::HoursSpec {
        days: first.days,
        from: first.from,
        until: first.until,
        end: first.end,
        holidays,
        also: spans,
        closed,
        open: vec![],
        minutes,
    };
    match spec.build(jiff::tz::TimeZone::UTC) {
        Ok(_) => Ok(spec),
        Err(errors) => Err(errors.iter().map(|error| error.problem.en()).collect::<Vec<_>>().join("; ")),
    }
}
