//! What conditions ask beyond the fields.

use std::collections::BTreeMap;

use tatefuda_calendar::date_at;
use tatefuda_domain::Localized;

use super::{
    cases,
    cx::{Cx, For},
    document, modes,
    question::Question,
    records,
    regulation::Regulation,
    roles, time,
};
use crate::{
    expr::{Condition, Halt, Oracle, Query, Told, Views, World, field_type},
    facts::Value,
    pack::{Event, Or, PasswordFacts, PasswordPolicy, RoleRef, Together},
    schema::FieldType,
};

/// Whether a condition holds against what a layer knows.
///
/// # Errors
/// A fault or an unset parameter, wherever it was met.
pub fn holds(cx: Cx<'_, '_>, condition: &Condition) -> Result<bool, Halt> {
    let layer = &cx.regulation.layers[cx.layer];
    let none = Views::new();
    // Few conditions go through records: for the others nothing is laid out.
    let memo = cx.question.memo.filter(|_| !condition.kinds().is_empty());
    let views = memo.map(|memo| memo.views.get_or_init(|| views(cx.regulation, cx.question)));
    condition.holds(&World {
        facts: cx.question.facts,
        params: &layer.params,
        account_params: time::account_of(cx.question).and_then(|account| layer.account_params.get(account)),
        house_params: &cx.regulation.layers[super::regulation::HOUSE].params,
        schemes: &layer.schemes,
        views: views.and_then(|views| views.get(cx.layer)).unwrap_or(&none),
        zone: &cx.regulation.zone,
        oracle: &cx,
    })
}

/// Records of the kinds that conditions go through, as those of each layer see them.
fn views(regulation: &Regulation, question: &Question<'_>) -> Vec<Views> {
    let mut all = vec![];
    for layer in &regulation.layers {
        let mut views = Views::new();
        for kind in &layer.viewed {
            let Some(declared) = layer.pack.record_kinds.iter().find(|known| known.id == *kind) else { continue };
            let own = records::in_scope(regulation, question, &layer.kind_id(kind), For::All);
            // One more than may be: a longer list is a fault where it is read, never a part of itself.
            let list = own.into_iter().take(crate::facts::LIST_MAX + 1).map(|record| {
                let mut seen: BTreeMap<String, Value> = BTreeMap::new();
                seen.insert("by".to_owned(), Value::Text(record.by_person.clone()));
                seen.insert("on".to_owned(), Value::Text(date_at(record.at, &regulation.zone).to_string()));
                seen.insert("at".to_owned(), Value::Text(record.at.to_string()));
                for field in &declared.fields {
                    let text = record.fields.get(&field.id).map(|text| text.trim()).filter(|text| !text.is_empty());
                    let value = match (text, field_type(field.kind)) {
                        (None, _) => Value::Nothing,
                        (Some(text), FieldType::Bool) => Value::Bool(text == "yes"),
                        (Some(text), FieldType::Int) => text.parse().map_or(Value::Nothing, Value::Int),
                        (Some(text), FieldType::Moment) => tatefuda_calendar::moment(text, &regulation.zone)
                            .map_or(Value::Nothing, |at| Value::Text(at.to_string())),
                        (Some(text), _) => Value::Text(text.to_owned()),
                    };
                    seen.insert(field.id.clone(), value);
                }
                seen
            });
            let list: Vec<_> = list.collect();
            views.insert(kind.clone(), list);
        }
        all.push(views);
    }
    all
}

/// A role as conditions name it.
fn role(name: &str) -> RoleRef {
    match name.strip_prefix("reading:") {
        Some(id) => RoleRef::Reading(id.to_owned()),
        None => RoleRef::Own(name.to_owned()),
    }
}

impl Oracle for Cx<'_, '_> {
    fn tell(&self, query: &Query) -> Result<Told, Halt> {
        let Cx { regulation, question, layer, .. } = *self;
        let state = &regulation.layers[layer];
        Ok(match query {
            Query::Now => Told::Moment(question.at),
            Query::Today => Told::Date(regulation.day(question.at)),
            Query::Within(id) if account_hours(*self, id).is_some() => {
                Told::Bool(account_hours(*self, id).is_some_and(|hours| hours.within(question.at)))
            }
            Query::Within(id) => match state.calendars.get(id) {
                Some(Ok(hours)) => Told::Bool(hours.within(question.at)),
                Some(Err(param)) => return Err(Halt::Unset(param.clone())),
                None => return Err(Halt::absent(id, "")),
            },
            Query::Days(id) => Told::Int(time::days(regulation, layer, question, id)?),
            Query::Count(id) => match question.facts.counts.get(id) {
                Some(count) => Told::Int(*count),
                // Not zero: what nobody counted cannot be judged.
                None => return Err(Halt::absent(&format!("count {id}"), "")),
            },
            Query::Baseline(id) => Told::Int(time::baseline(regulation, layer, question, id)?),
            Query::Latest(id) => Told::Int(time::latest(regulation, layer, question, id)?),
            Query::Recorded(kind) => {
                Told::Bool(!records::in_scope(regulation, question, &state.kind_id(kind), For::All).is_empty())
            }
            Query::RecordDate(kind) => {
                let found = records::in_scope(regulation, question, &state.kind_id(kind), For::All);
                match found.iter().map(|record| record.at).max() {
                    Some(at) => Told::Date(regulation.day(at)),
                    None => return Err(Halt::absent(&format!("record {kind}"), "")),
                }
            }
            Query::Open(id) => Told::Bool(cases::running(question, id).is_some()),
            Query::Done(id) => Told::Bool(cases::done_at(*self, id).is_some()),
            Query::StepDate(id) => match cases::done_at(*self, id) {
                Some(at) => Told::Date(regulation.day(at)),
                None => return Err(Halt::absent(&format!("step {id}"), "")),
            },
            Query::Holders(name) => {
                let holders = self.holders(name)?;
                Told::Int(i64::try_from(holders.len()).unwrap_or(i64::MAX))
            }
            // Nobody is not everybody: where a role has no holders, nothing was given.
            Query::AllGave(kind, name) => {
                let holders = self.holders(name)?;
                let kind = state.kind_id(kind);
                let gave = |person: &String| records::by_person(regulation, question, &kind, person, None);
                Told::Bool(!holders.is_empty() && holders.iter().all(gave))
            }
            Query::AllGaveSince(kind, name, event) => {
                let since = time::last(regulation, layer, question, &Event(event.clone()))?
                    .ok_or_else(|| Halt::absent(&format!("event {event}"), ""))?;
                let holders = self.holders(name)?;
                let kind = state.kind_id(kind);
                let gave = |person: &String| records::by_person(regulation, question, &kind, person, Some(since));
                Told::Bool(!holders.is_empty() && holders.iter().all(gave))
            }
            Query::After(first, second) => {
                let at = |event: &String| time::last(regulation, layer, question, &Event(event.clone()));
                match (at(first)?, at(second)?) {
                    (Some(first), Some(second)) => Told::Bool(second < first),
                    // What has not happened is after nothing. What is known to have happened may be after something of which
                    // nobody knows, and then nobody can tell.
                    (None, _) => Told::Bool(false),
                    (Some(_), None) => return Err(Halt::absent(&format!("event {second}"), "")),
                }
            }
            Query::Overdue(clock, param) => {
                let found = state.pack.clocks.iter().find(|known| known.id == *clock);
                let event = match found {
                    Some(found) => time::last_of(regulation, layer, question, &found.since, found.otherwise.as_ref())?,
                    None => None,
                };
                let event = event.ok_or_else(|| Halt::absent(&format!("clock {clock}"), ""))?;
                let end = time::end_after(regulation, layer, question, event, &Or::Param(param.clone()))?;
                Told::Bool(end < question.at)
            }
            Query::Complete(id) => Told::Bool(document::state(*self, id).is_some_and(|state| state.missing.is_empty())),
            Query::Listed => Told::Bool(self.listed()?),
            Query::Meets(id) => Told::Bool(self.meets(id)?),
            Query::Mode(id) => Told::Bool(modes::in_force(regulation, layer, question, id)),
        })
    }
}

/// Hours that the account concerned has of its own.
fn account_hours(cx: Cx<'_, '_>, id: &str) -> Option<tatefuda_calendar::Hours> {
    let state = &cx.regulation.layers[cx.layer];
    let own = time::account_of(cx.question).and_then(|account| state.account_params.get(account))?;
    super::values::hours(own.get(id)?, &cx.regulation.zone)
}

impl Cx<'_, '_> {
    /// Persons who hold a role that a condition names, as the item is to be read.
    fn holders(&self, name: &str) -> Result<Vec<String>, Halt> {
        let written = [role(name)];
        let read = super::readas::roles(*self, self.item, &written);
        let mut persons = vec![];
        for role in read.iter() {
            persons.extend(
                roles::persons(self.regulation, self.question, self.layer, role).map_err(|key| Halt::Key(key.0))?,
            );
        }
        persons.sort_unstable();
        persons.dedup();
        Ok(persons)
    }

    /// Whether the account is among those that the text lists.
    fn listed(&self) -> Result<bool, Halt> {
        let text = |path: &str| match self.question.facts.get(path) {
            Ok(Value::Text(text)) => Ok(Some(text.trim())),
            Ok(_) => Ok(None),
            Err(why) => Err(Halt::absent(path, why)),
        };
        let service = text("account.service")?;
        let (handle, name) = (text("account.handle")?, text("account.name")?);
        let same = |a: &str, b: &str| a.trim_start_matches('@').eq_ignore_ascii_case(b.trim_start_matches('@'));
        Ok(self.regulation.layers[self.layer].pack.accounts.iter().any(|known| {
            // A text that gives no handle lists the account by its name.
            let (written, actual) = if known.handle.is_empty() { (&known.name, name) } else { (&known.handle, handle) };
            service == Some(known.service.as_str()) && actual.is_some_and(|actual| same(actual, written))
        }))
    }

    /// Whether the password whose properties are known meets a policy.
    fn meets(&self, id: &str) -> Result<bool, Halt> {
        let Some(Value::TextList(lines)) = self.regulation.layers[self.layer].params.get(id) else {
            return Err(Halt::Unset(id.to_owned()));
        };
        let policy = PasswordPolicy::parse(&lines.join("\n"))
            .map_err(|why| Halt::Fault { field: None, why: Localized::new(why.clone(), why) })?;
        let wrong = |path: &str| Halt::absent(path, "");
        let yes = |path: &str| match self.question.facts.get(path) {
            Ok(Value::Bool(value)) => Ok(*value),
            _ => Err(wrong(path)),
        };
        let length = match self.question.facts.get("password.length") {
            Ok(Value::Int(length)) => *length,
            _ => return Err(wrong("password.length")),
        };
        Ok(policy.met_by(PasswordFacts {
            length,
            letters: yes("password.letters")?,
            digits: yes("password.digits")?,
            symbols: yes("password.symbols")?,
            guessable: yes("password.guessable")?,
        }))
    }
}

/// How many of so many holders are enough.
pub fn enough(together: Option<Together>, holders: usize) -> usize {
    match together {
        None | Some(Together::Any) => 1,
        Some(Together::All) => holders.max(1),
        Some(Together::Count(count)) => count as usize,
    }
}
