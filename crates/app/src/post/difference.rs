//! The difference between two stored revisions, per account.

use std::collections::{BTreeMap, BTreeSet};

use tatefuda_domain::AccountId;
use tatefuda_store::post::{Revision, Target};

use super::diff::{self, Change, Difference, FieldChange, Piece, TargetDifference};

/// A revision with what it sends.
pub type Side<'a> = (&'a Revision, &'a [Target]);

/// What changed from one revision to another. `names` gives the accounts' names.
pub fn between(before: Side<'_>, after: Side<'_>, names: &BTreeMap<AccountId, String>) -> Difference {
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_default();
    let former = |id: AccountId| before.1.iter().find(|target| target.account == id);
    let mut targets: Vec<TargetDifference> = after
        .1
        .iter()
        .map(|target| {
            let account = target.account;
            match former(account) {
                Some(old) => TargetDifference {
                    account,
                    account_name: name(account),
                    presence: Change::Same,
                    text: diff::text(&old.text, &target.text),
                    fields: fields((before.0, old), (after.0, target)),
                },
                None => alone(account, name(account), Change::Added, &target.text),
            }
        })
        .collect();
    let gone = before.1.iter().filter(|old| !after.1.iter().any(|target| target.account == old.account));
    targets.extend(gone.map(|old| alone(old.account, name(old.account), Change::Removed, &old.text)));
    Difference { from_revision: before.0.number, to_revision: after.0.number, targets }
}

fn alone(account: AccountId, account_name: String, presence: Change, text: &str) -> TargetDifference {
    let text = vec![Piece { change: presence, text: text.to_owned() }];
    TargetDifference { account, account_name, presence, text, fields: vec![] }
}

fn fields(before: (&Revision, &Target), after: (&Revision, &Target)) -> Vec<FieldChange> {
    let (old, new) = (all_fields(before.0, before.1), all_fields(after.0, after.1));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .map(|key| FieldChange { field: key.clone(), before: old.get(key).cloned(), after: new.get(key).cloned() })
        .collect()
}

fn all_fields(revision: &Revision, target: &Target) -> BTreeMap<String, String> {
    let named = [
        ("title", Some(revision.title.clone())),
        ("place", target.place.as_ref().map(ToString::to_string)),
        ("link", target.link.clone()),
        ("category", revision.category.clone()),
        ("classification", revision.classification.clone()),
        ("decision_status", revision.decision_status.clone()),
        ("window_from", revision.window.from.map(|at| at.to_string())),
        ("window_until", revision.window.until.map(|at| at.to_string())),
    ];
    let mut all: BTreeMap<String, String> =
        named.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    for (place, medium) in target.media.iter().enumerate() {
        // The id stands for the bytes: media are content-addressed.
        all.insert(format!("media:{place}"), medium.media.to_string());
        all.insert(format!("media:{place}:alt"), medium.content.alt.clone());
        all.extend(medium.answers.covered(place));
    }
    all.extend(revision.fields.iter().map(|(key, value)| (format!("field:{key}"), value.clone())));
    all.extend(target.options.iter().map(|(key, value)| (format!("option:{key}"), value.clone())));
    all
}
