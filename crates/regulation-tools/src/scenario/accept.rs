//! What a person accepted of an answer, written into the scenario file.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::ScenarioResult;

/// The text of a scenario file in which one scenario expects what it was answered. `None`: there is nothing to write, or
/// the scenario is not found.
pub fn accepted(text: &str, result: &ScenarioResult) -> Option<String> {
    if result.differs.is_empty() {
        return None;
    }
    let table = DeTable::parse(text).ok()?;
    let expect = expectation(table.get_ref(), text, result)?;
    let DeValue::Table(keys) = expect.get_ref() else { return None };
    let inline = text.get(expect.span()).is_some_and(|written| written.starts_with('{'));
    let decision = keys.iter().find(|(key, _)| key.get_ref() == "decision").map(|(_, value)| value.span().end);
    let mut edits: Vec<(std::ops::Range<usize>, String)> = vec![];
    for (key, value) in &result.differs {
        match keys.iter().find(|(known, _)| known.get_ref() == key) {
            Some((_, written)) => edits.push((written.span(), value.clone())),
            // Beside the decision, which every expectation of an act states.
            None => {
                let at = decision?;
                edits.push((at..at, if inline { format!(", {key} = {value}") } else { format!("\n{key} = {value}") }));
            }
        }
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
    let mut text = text.to_owned();
    for (range, new) in edits {
        text.replace_range(range, &new);
    }
    Some(text)
}

/// The expectation of the scenario of that name, of several at that line.
fn expectation<'t, 'i>(
    table: &'t DeTable<'i>,
    text: &str,
    result: &ScenarioResult,
) -> Option<&'t Spanned<DeValue<'i>>> {
    let (_, scenarios) = table.iter().find(|(key, _)| key.get_ref() == "scenario")?;
    let DeValue::Array(scenarios) = scenarios.get_ref() else { return None };
    let mut named = scenarios.iter().filter_map(|scenario| {
        let DeValue::Table(keys) = scenario.get_ref() else { return None };
        let key = |wanted: &str| keys.iter().find(|(key, _)| key.get_ref() == wanted).map(|(_, value)| value);
        let name = key("name")?;
        let line = text.get(..name.span().start)?.matches('\n').count() + 1;
        let same = matches!(name.get_ref(), DeValue::String(name) if *name == result.name);
        if same { Some((line, key("expect")?)) } else { None }
    });
    // Lines move while one after the other is written; a name that comes once is found all the same.
    let first = named.next()?;
    let rest: Vec<_> = named.collect();
    if rest.is_empty() {
        return Some(first.1);
    }
    std::iter::once(first).chain(rest).find(|(line, _)| *line == result.line).map(|(_, expect)| expect)
}
