//! Values in force of what the text leaves to the body (decision 0004).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, digest::Canonical};

use crate::{
    facts::{LIST_MAX, Value},
    pack::{Parameter, ParameterKind},
};

/// The values in force at one moment, by key. Unset is a value: a key that is not here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// By key: `param:<id>`, `role:<id>`, `exception:<rule>`, `reading:<id>`, `extend:<service>`.
    /// Parameters of the house pack: `param:house:<id>`.
    pub values: BTreeMap<String, Setting>,
}

/// One value in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The value as text; the pack declares its type. Lists: one element per line (LF).
    pub value: String,
    /// The document that decided it: title, number.
    #[serde(default)]
    pub source: String,
    /// A remark shown with it.
    #[serde(default)]
    pub note: String,
    /// Who proposed it.
    #[serde(default)]
    pub decided_by: String,
    /// The second person who confirmed it.
    #[serde(default)]
    pub confirmed_by: String,
    /// Since when it acts.
    #[serde(default)]
    pub effective_from: Option<Timestamp>,
    /// Practice data (練習用): invented, shown as such.
    #[serde(default)]
    pub practice: bool,
}

impl Settings {
    /// The text of a value; `None` is *unset*. Blank text counts as unset.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(|setting| setting.value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements of a list value; empty when unset.
    pub fn list(&self, key: &str) -> Vec<&str> {
        self.get(key).map_or_else(Vec::new, lines)
    }

    /// Sets a value without provenance, for tests and scenarios.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) -> &mut Self {
        self.values.insert(
            key.into(),
            Setting {
                value: value.into(),
                source: String::new(),
                note: String::new(),
                decided_by: String::new(),
                confirmed_by: String::new(),
                effective_from: None,
                practice: false,
            },
        );
        self
    }

    /// Positions that carry a role.
    pub fn role_positions(&self, role: &str) -> Vec<&str> {
        self.list(&format!("role:{role}"))
    }

    /// Services beyond its own text to which the body extends a document.
    pub fn extensions(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.values.iter().filter_map(|(key, setting)| Some((key.strip_prefix("extend:")?, setting)))
    }

    /// Digest of everything that can change an answer: keys and values. Part of each answer.
    pub fn digest(&self) -> Digest {
        let mut out = Canonical::new("tatefuda.settings.v1\n");
        out.count(0, self.values.len());
        for (key, setting) in &self.values {
            out.text(1, key).text(2, &setting.value).bytes(3, &[u8::from(setting.practice)]);
        }
        out.finish()
    }
}

/// The elements of a list written one per line.
pub fn lines(value: &str) -> Vec<&str> {
    value.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

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
            Err(_) => Err(match crate::pack::slips::period(text) {
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
    for line in lines(text) {
        if let Some(rule) = line.strip_prefix("holidays=") {
            holidays = match rule.trim() {
                "closed" => tatefuda_calendar::HolidayRule::Closed,
                "open" => tatefuda_calendar::HolidayRule::Open,
                _ => return Err(format!("{line:?}: write holidays=closed or holidays=open")),
            };
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
    };
    match spec.build(jiff::tz::TimeZone::UTC) {
        Ok(_) => Ok(spec),
        Err(errors) => Err(errors.iter().map(|error| error.problem.en()).collect::<Vec<_>>().join("; ")),
    }
}

/// The value of a row of a table.
pub fn row<'t>(table: &'t [String], key: &str) -> Option<&'t str> {
    table.iter().filter_map(|line| line.split_once('=')).find(|(known, _)| known.trim() == key).map(|(_, v)| v.trim())
}

/// Kinds of characters that a policy speaks of.
const KINDS: [&str; 3] = ["letter", "digit", "symbol"];

/// What a body demands of passwords.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PasswordPolicy {
    /// At least so many characters.
    pub min_length: u32,
    /// At least so many of `kinds`.
    pub min_kinds: u32,
    /// The kinds that count (`letter`, `digit`, `symbol`); empty: all three.
    pub kinds: Vec<String>,
    /// Kinds that must occur.
    pub require: Vec<String>,
    /// Easily guessed ones are refused.
    pub not_guessable: bool,
    /// After this it has to be changed.
    pub max_age: Option<tatefuda_calendar::Period>,
}

/// Properties of a password; never the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordFacts {
    /// Characters.
    pub length: i64,
    /// Holds letters.
    pub letters: bool,
    /// Holds digits.
    pub digits: bool,
    /// Holds symbols.
    pub symbols: bool,
    /// Easy to guess.
    pub guessable: bool,
}

impl PasswordPolicy {
    /// Reads `name=value`, one per line: `min_length`, `min_kinds`, `kinds`, `require`, `not_guessable`, `max_age`,
    /// and `max_age_days` for a number of days.
    ///
    /// # Errors
    /// In words, naming the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut policy = Self::default();
        for line in lines(text) {
            let (name, value) = line.split_once('=').ok_or_else(|| format!("{line:?}: write name=value"))?;
            let (name, value) = (name.trim(), value.trim());
            let number = || value.parse::<u32>().map_err(|_| format!("{line:?}: expected a number"));
            let kinds = || -> Result<Vec<String>, String> {
                let kinds: Vec<String> = value.split(',').map(|kind| kind.trim().to_owned()).collect();
                match kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
                    Some(wrong) => Err(format!("{wrong:?} is no kind of character; known are {}", KINDS.join(", "))),
                    None => Ok(kinds),
                }
            };
            match name {
                "min_length" => policy.min_length = number()?,
                "min_kinds" => policy.min_kinds = number()?,
                "kinds" => policy.kinds = kinds()?,
                "require" => policy.require = kinds()?,
                "not_guessable" => match value {
                    "yes" => policy.not_guessable = true,
                    "no" => policy.not_guessable = false,
                    _ => return Err(format!("{line:?}: expected yes or no")),
                },
                "max_age" => policy.max_age = Some(value.parse().map_err(|_| format!("{line:?}: expected a period"))?),
                "max_age_days" => policy.max_age = Some(tatefuda_calendar::Period::Days(number()?)),
                other => {
                    return Err(format!(
                        "unknown property {other:?}; known are min_length, min_kinds, kinds, require, not_guessable, max_age, max_age_days"
                    ));
                }
            }
        }
        Ok(policy)
    }

    /// Whether a password with these properties meets the policy.
    pub fn met_by(&self, facts: PasswordFacts) -> bool {
        let has = |kind: &str| match kind {
            "letter" => facts.letters,
            "digit" => facts.digits,
            _ => facts.symbols,
        };
        let counted =
            KINDS.iter().filter(|kind| self.kinds.is_empty() || self.kinds.iter().any(|known| known == *kind));
        let kinds = counted.filter(|kind| has(kind)).count();
        facts.length >= i64::from(self.min_length)
            && kinds >= self.min_kinds as usize
            && self.require.iter().all(|kind| has(kind))
            && !(self.not_guessable && facts.guessable)
    }
}
