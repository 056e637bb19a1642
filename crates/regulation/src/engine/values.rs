//! The values in force of a layer: what the text states and what the body has set.

use std::collections::BTreeMap;

use tatefuda_calendar::Hours;

use crate::{
    facts::Value,
    pack::{Calendar, Pack, ParameterScope, typed},
    settings::Settings,
    terms::ParameterKind,
};

/// Opening hours with the local days that the settings add.
pub fn calendars(pack: &Pack, params: &BTreeMap<String, Value>) -> BTreeMap<String, Result<Hours, String>> {
    let zone = jiff::tz::TimeZone::get(&pack.header.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let list = |param: &Option<String>| -> Result<Vec<String>, String> {
        let Some(id) = param else { return Ok(vec![]) };
        match params.get(id) {
            Some(Value::TextList(list)) => Ok(list.clone()),
            _ => Err(id.clone()),
        }
    };
    let build = |calendar: &Calendar| -> Result<Hours, String> {
        let (closed, open) = (list(&calendar.closed_param)?, list(&calendar.open_param)?);
        let mut hours = calendar.hours.clone();
        hours.closed.extend(closed);
        let (from, until) = (hours.from.clone(), hours.until.clone());
        hours.open.extend(open.into_iter().map(|date| tatefuda_calendar::OpenSpec {
            date,
            from: from.clone(),
            until: until.clone(),
            end: hours.end,
        }));
        // Days that cannot be read are as good as unset: nothing is guessed.
        let param = || calendar.closed_param.clone().or_else(|| calendar.open_param.clone()).unwrap_or_default();
        hours.build(zone.clone()).map_err(|_| param())
    };
    let stated = pack.calendars.iter().map(|calendar| (calendar.id.clone(), build(calendar)));
    let set = pack.parameters.iter().filter(|parameter| parameter.kind == ParameterKind::Hours).map(|parameter| {
        let hours = params.get(&parameter.id).and_then(|value| hours(value, &zone));
        (parameter.id.clone(), hours.ok_or_else(|| parameter.id.clone()))
    });
    stated.chain(set).collect()
}

/// Opening hours that a parameter holds.
pub fn hours(value: &Value, zone: &jiff::tz::TimeZone) -> Option<Hours> {
    let Value::TextList(lines) = value else { return None };
    crate::pack::hours(&lines.join("\n")).ok()?.build(zone.clone()).ok()
}

/// Values set for single accounts: `param:<id>@<account>`.
pub fn account_params(pack: &Pack, prefix: &str, settings: &Settings) -> BTreeMap<String, BTreeMap<String, Value>> {
    let mut found: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for parameter in pack.parameters.iter().filter(|parameter| parameter.scope == ParameterScope::Account) {
        let start = format!("param:{prefix}{}@", parameter.id);
        let own = settings.values.range(start.clone()..).take_while(|(key, _)| key.starts_with(&start));
        for (key, setting) in own {
            if let Ok(value) = typed(parameter, setting.value.trim()) {
                found.entry(key[start.len()..].to_owned()).or_default().insert(parameter.id.clone(), value);
            }
        }
    }
    found
}

/// Values by parameter: set by the body where the text leaves it open, else stated by the text. A
/// value that does not fit its type counts as unset.
pub fn params(pack: &Pack, prefix: &str, settings: &Settings) -> BTreeMap<String, Value> {
    let mut params = BTreeMap::new();
    for parameter in &pack.parameters {
        let key = format!("param:{prefix}{}", parameter.id);
        let set = if parameter.open { settings.get(&key) } else { None };
        let text = set.or(parameter.value.as_deref());
        if let Some(value) = text.and_then(|text| typed(parameter, text).ok()) {
            params.insert(parameter.id.clone(), value);
        }
    }
    params
}
