//! Whether a value fits what the pack declares.

use tatefuda_domain::{AccountId, Id as _, PositionId, Service, bound::NUMBER_MAX};
use tatefuda_regulation::{
    Regulation,
    pack::{Acting, ParameterKind},
};
use tatefuda_store::{account, org::position_list};

use crate::{
    command::Cx,
    failure::{Check, Failure, FieldError},
    regulation::governing::Governing,
};

/// Notes what is wrong with a value for a key.
pub fn value(input: &mut Check, regulation: &Regulation, key: &str, value: &str) {
    let open = || regulation.setting_keys().iter().any(|open| open.key == key);
    match key.split_once(':') {
        Some(("param", _)) => match regulation.parameter_of(key) {
            None => drop(input.push(FieldError::new("key", "unknown-setting"))),
            Some((parameter, _)) if parameter.value.is_some() && !parameter.open => {
                input.push(FieldError::new("key", "setting-fixed"));
            }
            Some((parameter, _)) => {
                typed(input, parameter.kind, &parameter.values, value);
                // Whatever else the engine would not read: it must not count as unset without a word.
                if input.is_fine() && regulation.setting_problem(key, value).is_some() {
                    input.push(FieldError::new("value", "does-not-fit"));
                }
            }
        },
        Some(("deputies", _)) => {
            input.that(open(), "key", "unknown-setting");
            if Acting::parse(value).is_none() {
                let choices = Acting::ALL.map(Acting::as_str).join(" / ");
                input.push(FieldError::new("value", "not-a-choice").with("choices", choices));
            }
        }
        Some(("role" | "reading" | "exception", _)) => drop(input.that(open(), "key", "unknown-setting")),
        Some(("extend", service)) => drop(input.that(service.parse::<Service>().is_ok(), "key", "unknown-setting")),
        _ => drop(input.push(FieldError::new("key", "unknown-setting"))),
    }
}

/// A value of one account is set for an account of the ledger whose service the document covers.
pub async fn account(cx: &mut Cx<'_>, governing: &Governing, key: &str) -> Result<(), Failure> {
    let Some((_, Some(id))) = governing.regulation.parameter_of(key) else { return Ok(()) };
    let account = match id.parse::<AccountId>() {
        Ok(id) => account::get(cx.tx, cx.tenant(), id).await?,
        Err(_) => None,
    };
    let mut input = Check::default();
    input.that(account.is_some_and(|account| governing.covers(&account.service)), "scope", "unknown-account");
    input.done()
}

pub(crate) fn typed(input: &mut Check, kind: ParameterKind, values: &[String], value: &str) {
    let lines: Vec<&str> = value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match kind {
        ParameterKind::Text | ParameterKind::List => {}
        ParameterKind::Int => match value.parse::<i64>() {
            Ok(number) => drop(input.that((-NUMBER_MAX..=NUMBER_MAX).contains(&number), "value", "number-range")),
            Err(_) => drop(input.push(FieldError::new("value", "not-a-number"))),
        },
        ParameterKind::Bool => drop(input.that(matches!(value, "yes" | "no"), "value", "not-yes-or-no")),
        ParameterKind::Choice => {
            if !values.iter().any(|one| one == value) {
                input.push(FieldError::new("value", "not-a-choice").with("choices", values.join(" / ")));
            }
        }
        ParameterKind::Order => {
            // Each once, and those that the text names are among them.
            let once = lines.iter().collect::<std::collections::BTreeSet<_>>().len() == lines.len();
            if !once || !values.iter().all(|one| lines.contains(&one.as_str())) {
                input.push(FieldError::new("value", "not-an-order").with("choices", values.join(" / ")));
            }
        }
        // What these look like is the engine's to say; it reads them the same way.
        ParameterKind::PasswordPolicy => {
            let fits = !lines.is_empty() && tatefuda_regulation::PasswordPolicy::parse(value).is_ok();
            input.that(fits, "value", "not-a-password-policy");
        }
        ParameterKind::Period => {
            input.that(value.parse::<tatefuda_calendar::Period>().is_ok(), "value", "not-a-period");
        }
        ParameterKind::Table => {
            let row =
                |line: &&str| line.split_once('=').is_some_and(|(k, v)| !k.trim().is_empty() && !v.trim().is_empty());
            input.that(!lines.is_empty() && lines.iter().all(row), "value", "not-a-table");
        }
        ParameterKind::Hours => {
            input.that(tatefuda_regulation::settings::hours(value).is_ok(), "value", "not-hours");
        }
    }
}

/// A role is carried, an exception granted, by positions of the body, by id, one per line.
pub async fn positions(cx: &mut Cx<'_>, key: &str, value: &str) -> Result<(), Failure> {
    if !key.starts_with("role:") && !key.starts_with("exception:") {
        return Ok(());
    }
    let known = position_list(cx.tx, cx.tenant()).await?;
    let mut input = Check::default();
    for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let found = line.parse::<PositionId>().is_ok_and(|id| known.iter().any(|one| one.id.uuid() == id.uuid()));
        if !found {
            input.push(FieldError::new("value", "unknown-position").with("value", line));
        }
    }
    input.done()
}
