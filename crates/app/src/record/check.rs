//! Whether typed fields fit what the kind declares.

use std::collections::BTreeMap;

use jiff::{civil::Date, tz::TimeZone};
use tatefuda_domain::{
    AccountId, Digest, PersonId, TenantId,
    bound::{Moment, NUMBER_MAX, NoMoment, takes_day},
};
use tatefuda_regulation::{FieldKind, Ground, Live, RecordField, RecordKind, Regulation};
use tatefuda_store::Tx;

use super::live::TOGETHER;
use crate::{Check, Failure, FieldError, account, facts::org::Org};

const LINE: usize = 200;
const TEXT: usize = 4_000;

/// The fields in the form of their types, empty ones left out. `together`: what is answered by itself, where everything else
/// is answered with one yes.
///
/// # Errors
/// [`Failure::Invalid`] with everything that does not fit, fields named `fields.<id>`.
pub(super) async fn fields(
    tx: &mut Tx,
    tenant: TenantId,
    org: &Org,
    regulation: &Regulation,
    kind: &RecordKind,
    typed: &BTreeMap<String, String>,
    together: Option<&Live>,
) -> Result<BTreeMap<String, String>, Failure> {
    let (grounds, zone) = (&regulation.body().grounds, regulation.zone());
    let mut check = Check::default();
    let mut fitting = BTreeMap::new();
    let typed = &with_the_one_yes(kind, typed, together);
    let known =
        |id: &str| kind.fields.iter().any(|field| field.id == id) || kind.lines.iter().any(|line| line.field() == id);
    for id in typed.keys().filter(|id| !known(id)) {
        check.push(FieldError::new(format!("fields.{id}"), "unknown-field"));
    }
    for field in &kind.fields {
        let name = format!("fields.{}", field.id);
        let typed = typed.get(&field.id).map(String::as_str).unwrap_or_default();
        let longest = if field.kind == FieldKind::Multiline { TEXT } else { LINE };
        let value =
            if field.required { check.text(&name, typed, longest) } else { check.optional(&name, typed, longest) };
        if value.is_empty() {
            continue;
        }
        let account = match (field.kind, value.parse::<AccountId>()) {
            (FieldKind::Account, Ok(id)) => account::facts::service(tx, tenant, id).await?.is_some(),
            _ => false,
        };
        let value = if field.kind == FieldKind::Moment { kept(value, zone) } else { value };
        if let Some(key) = problem(org, grounds, field, &value, account) {
            check.push(FieldError::new(name, key));
        }
        fitting.insert(field.id.clone(), value);
    }
    lines(&mut check, kind, typed, &mut fitting, together);
    check.done()?;
    Ok(fitting)
}

/// Without the yes for everything together, and with the one that counts where that stands for it.
fn with_the_one_yes(
    kind: &RecordKind,
    typed: &BTreeMap<String, String>,
    together: Option<&Live>,
) -> BTreeMap<String, String> {
    let mut typed = typed.clone();
    let blank =
        |typed: &BTreeMap<String, String>, field: &str| typed.get(field).is_none_or(|one| one.trim().is_empty());
    if let Some(live) = together {
        typed.remove(TOGETHER);
        if let Some((field, yes)) = kind.counts_if.as_ref().filter(|(field, _)| !live.whole && blank(&typed, field)) {
            typed.insert(field.clone(), yes.clone());
        }
    }
    typed
}

/// The answer to each line of a declaration: as given for the line, else as given for all of them together. Where no
/// field answers for all, none may stay unanswered, and what the content makes live nowhere.
fn lines(
    check: &mut Check,
    kind: &RecordKind,
    typed: &BTreeMap<String, String>,
    fitting: &mut BTreeMap<String, String>,
    together: Option<&Live>,
) {
    let declared = kind
        .counts_if
        .as_ref()
        .and_then(|(field, yes)| fitting.get(field).map(|answer| if answer == yes { "yes" } else { "" }))
        .unwrap_or_default();
    for line in &kind.lines {
        let own = typed.get(&line.field()).map(|answer| answer.trim()).filter(|answer| !answer.is_empty());
        let all = match together {
            Some(live) if live.lines.contains(&line.field()) => "",
            Some(_) => "yes",
            None => declared,
        };
        let answer = own.unwrap_or(all);
        if answer.is_empty() && (kind.counts_if.is_none() || together.is_some()) {
            let key = if together.is_some() { "unanswered-live" } else { "unanswered" };
            check.push(FieldError::new(format!("fields.{}", line.field()), key));
        } else if !matches!(answer, "" | "yes" | "no") {
            check.push(FieldError::new(format!("fields.{}", line.field()), "not-yes-or-no"));
        } else if !answer.is_empty() {
            fitting.insert(line.field(), answer.to_owned());
        }
    }
}

/// A moment as it is kept, however it was typed; what is none stays as it is and is told.
fn kept(value: String, zone: &TimeZone) -> String {
    tatefuda_calendar::moment(&value, zone).map_or(value, |at| tatefuda_calendar::moment_text(at, zone))
}

/// The key of what is wrong with a value that is not empty.
fn problem(org: &Org, grounds: &[Ground], field: &RecordField, value: &str, account: bool) -> Option<&'static str> {
    let (fits, key) = match field.kind {
        FieldKind::Text | FieldKind::Rule => (!value.contains('\n'), "one-line"),
        FieldKind::Multiline => (true, ""),
        FieldKind::Ground => (grounds.iter().any(|ground| ground.id == value), "not-a-choice"),
        FieldKind::Url => (is_web_address(value), "not-an-address"),
        FieldKind::Date => match value.parse::<Date>() {
            Ok(day) if value.len() == 10 => (takes_day(day), "moment-range"),
            _ => (false, "not-a-date"),
        },
        FieldKind::Moment => match value.parse::<Moment>() {
            Ok(_) => (true, ""),
            Err(NoMoment::Beyond) => (false, "moment-range"),
            Err(NoMoment::Shape) => (false, "not-a-moment"),
        },
        FieldKind::Choice => (field.choices.iter().any(|choice| choice.id == value), "not-a-choice"),
        FieldKind::YesNo => (matches!(value, "yes" | "no"), "not-yes-or-no"),
        FieldKind::Person => (value.parse::<PersonId>().is_ok_and(|id| org.people.contains_key(&id)), "unknown-person"),
        FieldKind::Account => (account, "unknown-account"),
        FieldKind::FileHash | FieldKind::Digest => (value.parse::<Digest>().is_ok(), "not-a-digest"),
        FieldKind::Number => match value.parse::<i64>() {
            Ok(number) => ((-NUMBER_MAX..=NUMBER_MAX).contains(&number), "number-range"),
            Err(_) => (false, "not-a-number"),
        },
    };
    (!fits).then_some(key)
}

/// What a browser would open; the address is shown, never fetched.
fn is_web_address(value: &str) -> bool {
    tatefuda_text::is_web_address(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_fit() {
        for good in ["https://www.city.example.lg.jp/a?b=1#c", "http://example.jp", "https://例え.jp/広報"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in ["", "example.jp", "javascript:alert(1)", "https://", "https:///x", "https://a b", "ftp://a.jp"] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
