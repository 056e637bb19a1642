//! Files beside a pack: names in settings and scenarios that lead nowhere. What is misspelt there is simply unset, not
//! supplied, or held by nobody.

use std::collections::BTreeSet;

use super::{Level, LintReport};
use crate::{scenario, text};
use tatefuda_regulation::{
    engine::Regulation,
    pack::{PackError, PackSource},
    say::{self, nearest, say},
};

pub fn check(report: &mut LintReport, source: &PackSource, regulation: &Regulation) {
    let named = scenario::named(source);
    for (path, written) in source.settings_files() {
        for entry in text::entries(written) {
            if let Some((code, message, help)) = wrong_key(regulation, &entry) {
                let error = PackError::new(code, path, written, entry.span, message).help(help);
                report.add(Level::Warning, error);
            }
            let positions = entry.key.starts_with("role:") || entry.key.starts_with("exception:");
            if !positions || named.positions.is_empty() {
                continue;
            }
            for position in entry.value.lines().map(str::trim).filter(|position| !position.is_empty()) {
                // Scenarios need not fill every position; one that is nearly another's name is a slip.
                let near = named.positions.iter().find(|known| is_slip(position, known));
                if let Some(near) = near.filter(|_| !named.positions.contains(position)) {
                    let message = say!(
                        "「{position}」という職の人は、どのシナリオにもいません",
                        "nobody in any scenario holds the position {position:?}"
                    );
                    let help = say::did_you_mean_text(near);
                    let error = PackError::new("unknown-position", path, written, entry.span, message).help(help);
                    report.add(Level::Warning, error);
                }
            }
        }
    }
    let kinds: BTreeSet<String> = regulation.record_kinds().into_iter().map(|(id, _)| id).collect();
    for (path, written) in source.scenario_files() {
        for one in named.in_file(path) {
            let (code, message, known): (_, _, Vec<&str>) = match one {
                scenario::Name::Fact(fact) if tatefuda_regulation::schema::field(fact).is_none() => (
                    "unknown-fact",
                    say!("「{fact}」という事実はありません", "there is no fact {fact:?}"),
                    tatefuda_regulation::schema::FIELDS.iter().map(|field| field.path).collect(),
                ),
                scenario::Name::Kind(kind) if !kinds.contains(kind) => (
                    "unknown-record",
                    say!("「{kind}」という種類の記録はありません", "there is no record kind {kind:?}"),
                    kinds.iter().map(String::as_str).collect(),
                ),
                _ => continue,
            };
            let name = one.as_str();
            let start = written.find(&format!("\"{name}\"")).unwrap_or_default();
            let help = nearest(name, known).map_or_else(say::nothing, say::did_you_mean_text);
            let span = (start, start + name.len() + 2);
            report.add(Level::Warning, PackError::new(code, path, written, span, message).help(help));
        }
    }
}

/// What is wrong with a settings key, or with its value.
fn wrong_key(
    regulation: &Regulation,
    entry: &text::KeyValue,
) -> Option<(&'static str, tatefuda_domain::Localized, tatefuda_domain::Localized)> {
    let key = entry.key.as_str();
    if key.starts_with("extend:") {
        return None;
    }
    let known: Vec<String> = regulation.setting_keys().into_iter().map(|unset| unset.key).collect();
    let own = regulation.parameter_of(key);
    if known.iter().any(|one| one == key) || own.is_some_and(|(parameter, _)| parameter.open) {
        let problem = regulation.setting_problem(key, &entry.value)?;
        let message = say!("「{key}」の値が合いません（{problem}）", "the value of {key:?} does not fit: {problem}");
        return Some(("bad-value", message, say::nothing()));
    }
    if own.is_some() {
        let message = say!(
            "「{key}」は規程そのものが値を定めています。設定しても変わりません",
            "the text itself gives {key:?} its value: setting it changes nothing"
        );
        let help = say!(
            "団体が変えてよい値なら、パックに open = true と書いてください",
            "where the body may change it, the pack says open = true"
        );
        return Some(("fixed-value", message, help));
    }
    let message = say!("「{key}」を読むものがありません", "nothing reads {key:?}");
    let help = nearest(key, known.iter().map(String::as_str)).map_or_else(say::nothing, say::did_you_mean_text);
    Some(("unknown-key", message, help))
}

/// Whether one word is another with one character left out, added, changed or two of them swapped.
fn is_slip(word: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], [_]) | ([_], []) => true,
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([_, x @ ..], y) if x == y => true,
        (x, [_, y @ ..]) if x == y => true,
        ([p, q, x @ ..], [r, s, y @ ..]) => p == s && q == r && x == y,
        _ => false,
    }
}
