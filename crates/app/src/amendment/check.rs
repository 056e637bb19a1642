//! Whether what was entered for one thing can be used.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tatefuda_domain::{
    Service,
    amendment::{Amendment, Change, ClauseText, ListedAccount, NewClause},
};
use tatefuda_regulation::{Pack, RoleRef, amend::amend};

use super::{LINE_MAX, TEXT_MAX};
use crate::{
    failure::{Check, Failure, FieldError},
    setting,
};

/// A text on one line.
pub(super) fn line(input: &mut Check, field: &str, value: &str, max: usize) -> String {
    let text = input.optional(field, value, max);
    input.that(!text.contains('\n'), field, "one-line");
    text
}

/// The zone of the body's days.
pub(super) fn zone(pack: &Pack) -> TimeZone {
    TimeZone::get(&pack.header.zone).unwrap_or(TimeZone::UTC)
}

/// The day of a moment, as the body counts days.
pub(super) fn day(pack: &Pack, at: Timestamp) -> Date {
    at.to_zoned(zone(pack)).date()
}

/// The change as it is kept, or what is wrong with it by the fields of its form.
pub(super) fn change(base: &Pack, amendment: &Amendment, change: &Change) -> Result<Change, Failure> {
    let mut input = Check::default();
    let change = match change {
        Change::Clause(text) => Change::Clause(clause(&mut input, base, text)),
        Change::NewClause(new) => Change::NewClause(new_clause(&mut input, new)),
        Change::Strike { clause } => {
            input.that(known(base, amendment, clause), "clause", "amendment-unknown");
            change.clone()
        }
        Change::Account(listed) => Change::Account(account(&mut input, base, amendment, listed)),
        Change::Unlist { account } => {
            input.that(base.accounts.iter().any(|one| one.id == *account), "account", "amendment-unknown");
            change.clone()
        }
        Change::Value { parameter, value } => value_of(&mut input, base, parameter, value),
        Change::Step { chain, step, by } => step_of(&mut input, base, chain, step, by),
    };
    input.done()?;
    applies(base, amendment, &change)?;
    Ok(change)
}

/// Applied to the text with what else is changed, it can be done.
fn applies(base: &Pack, amendment: &Amendment, change: &Change) -> Result<(), Failure> {
    let key = change.key();
    let mut all: Vec<Change> = amendment.changes.iter().filter(|one| one.key() != key).cloned().collect();
    all.push(change.clone());
    let problems = amend(base, &all, None).problems;
    let mine = problems.iter().filter(|problem| problem.change.as_ref() == Some(&key));
    let errors: Vec<FieldError> = mine
        .map(|problem| {
            let field = if problem.code == "bad-place" || problem.code == "clause-there" { "place" } else { "change" };
            FieldError::new(field, "amendment-problem")
                .with("message", &problem.message.ja)
                .with("message_en", &problem.message.en)
                .with("help", &problem.help.ja)
                .with("help_en", &problem.help.en)
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

fn known(base: &Pack, amendment: &Amendment, clause: &str) -> bool {
    let new = |change: &Change| match change {
        Change::NewClause(new) => tatefuda_regulation::amend::clause_id(base, &new.place) == clause,
        _ => false,
    };
    base.clause(clause).is_some() || amendment.changes.iter().any(new)
}

fn clause(input: &mut Check, base: &Pack, text: &ClauseText) -> ClauseText {
    let kept = ClauseText {
        clause: text.clause.clone(),
        number: line(input, "number", &text.number, LINE_MAX),
        heading: line(input, "heading", &text.heading, LINE_MAX),
        ja: input.text("ja", &text.ja, TEXT_MAX),
        en: input.optional("en", &text.en, TEXT_MAX),
    };
    match base.clause(&kept.clause) {
        None => drop(input.that(false, "clause", "amendment-unknown")),
        Some(was) => {
            let number = kept.number.is_empty() || kept.number == was.printed.ja;
            let heading = kept.heading.is_empty()
                || super::compare::heading(base, &kept.clause).is_some_and(|heading| heading.ja == kept.heading);
            let same = number && heading && kept.ja == was.text.ja && (kept.en.is_empty() || kept.en == was.text.en);
            input.that(!same, "ja", "amendment-unchanged");
        }
    }
    kept
}

fn new_clause(input: &mut Check, new: &NewClause) -> NewClause {
    let place = line(input, "place", &new.place, 60);
    let place: String = place.split_whitespace().collect();
    input.that(!place.is_empty(), "place", "required");
    NewClause {
        place,
        after: new.after.clone(),
        number: line(input, "number", &new.number, LINE_MAX),
        heading: line(input, "heading", &new.heading, LINE_MAX),
        ja: input.text("ja", &new.ja, TEXT_MAX),
        en: input.optional("en", &new.en, TEXT_MAX),
    }
}

fn account(input: &mut Check, base: &Pack, amendment: &Amendment, listed: &ListedAccount) -> ListedAccount {
    let service = line(input, "service", &listed.service, 40);
    input.that(!service.is_empty(), "service", "required");
    input.that(service.is_empty() || service.parse::<Service>().is_ok(), "service", "amendment-unknown");
    let kept = ListedAccount {
        account: if listed.account.is_empty() { free(base, amendment, &service) } else { listed.account.clone() },
        service,
        name: line(input, "name", &listed.name, LINE_MAX),
        handle: line(input, "handle", &listed.handle, LINE_MAX),
        url: line(input, "url", &listed.url, 500),
        class: listed.class.clone(),
        clause: listed.clause.clone(),
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    input.that(kept.account.chars().all(plain) && kept.account.len() <= 60, "account", "amendment-account-id");
    // A list that names neither would list nothing.
    input.that(!kept.name.is_empty() || !kept.handle.is_empty(), "name", "required");
    input.that(known(base, amendment, &kept.clause), "clause", "amendment-unknown");
    let classes = &base.account_classes;
    input.that(kept.class.is_empty() || classes.iter().any(|one| one.id == kept.class), "class", "amendment-unknown");
    input.that(classes.is_empty() || !kept.class.is_empty(), "class", "required");
    if let Some(was) = base.accounts.iter().find(|one| one.id == kept.account) {
        let pairs = [
            (&was.service, &kept.service),
            (&was.name, &kept.name),
            (&was.handle, &kept.handle),
            (&was.url, &kept.url),
        ];
        let clause = was.clauses.iter().any(|clause| clause.as_str() == kept.clause);
        let same = clause
            && was.class.as_deref().unwrap_or_default() == kept.class
            && pairs.iter().all(|(was, now)| was == now);
        input.that(!same, "name", "amendment-unchanged");
    }
    kept
}

/// An id that neither the text nor the draft uses.
fn free(base: &Pack, amendment: &Amendment, service: &str) -> String {
    let drafted = |id: &str| {
        amendment.changes.iter().any(|change| match change {
            Change::Account(listed) => listed.account == id,
            _ => false,
        })
    };
    let taken = |id: &String| base.accounts.iter().any(|one| one.id == *id) || drafted(id);
    let numbered = (2_u32..).map(|number| format!("{service}-{number}"));
    let mut ids = std::iter::once(service.to_owned()).chain(numbered);
    ids.find(|id| !taken(id)).unwrap_or_default()
}

fn value_of(input: &mut Check, base: &Pack, parameter: &str, value: &str) -> Change {
    let value = input.text("value", value, TEXT_MAX);
    match base.parameters.iter().find(|one| one.id == parameter) {
        // What the text leaves open is set, not amended.
        Some(one) if one.value.is_some() => {
            setting::typed(input, one.kind, &one.values, &value);
            input.that(one.value.as_deref() != Some(value.as_str()), "value", "amendment-unchanged");
        }
        _ => drop(input.that(false, "parameter", "amendment-unknown")),
    }
    Change::Value { parameter: parameter.to_owned(), value }
}

fn step_of(input: &mut Check, base: &Pack, chain: &str, step: &str, by: &[String]) -> Change {
    let by: Vec<String> = by.iter().filter(|role| !role.is_empty()).cloned().collect();
    let found = base.chains.iter().find(|one| one.id == chain);
    let found = found.and_then(|chain| chain.steps.iter().find(|one| one.id == step));
    match found {
        None => drop(input.that(false, "step", "amendment-unknown")),
        Some(found) => {
            let before: Vec<String> = found.by.iter().map(role).collect();
            let known = |id: &String| before.contains(id) || base.roles.iter().any(|role| role.id == *id);
            input.that(!by.is_empty(), "by", "required");
            input.that(by.iter().all(known), "by", "amendment-unknown");
            input.that(by != before, "by", "amendment-unchanged");
        }
    }
    Change::Step { chain: chain.to_owned(), step: step.to_owned(), by }
}

/// A role as packs write it.
pub(super) fn role(reference: &RoleRef) -> String {
    match reference {
        RoleRef::Own(id) => id.clone(),
        RoleRef::House(id) => format!("house:{id}"),
        RoleRef::Reading(id) => format!("reading:{id}"),
    }
}
