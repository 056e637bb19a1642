//! Every command is in the registry of its noun, and asks about each act that it declares: coverage of packs rests on it.

use anyhow::Result;

use super::{Finding, Source, Tree};

/// Calls that ask about an act without naming it in the same file: to bring a post out is to publish or to correct, and
/// whatever begins a post asks about the draft.
const THROUGH: [(&str, &str); 3] =
    [("PostPublish", ".outward()"), ("PostCorrect", ".outward()"), ("PostDraft", "draft::begin(")];

const ROOT: &str = "crates/app/src";
/// Commands that record what is given together with them ask about records through this.
const SUPPLIES: [&str; 3] = ["supplies::give(", "record::supply(", "supply_under("];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let own: Vec<&Source> = tree.rust.iter().filter(|source| source.path.starts_with(ROOT)).collect();
    let files: Vec<(String, &str)> =
        own.iter().map(|source| (source.path.display().to_string().replace('\\', "/"), source.text.as_str())).collect();
    Ok(judge(&files))
}

fn judge(files: &[(String, &str)]) -> Vec<Finding> {
    let registered: Vec<&str> = files.iter().flat_map(|(_, text)| between(text, "Entry::of::<", ">")).collect();
    let listed = |name: &str| registered.iter().any(|entry| entry.rsplit("::").next() == Some(name));
    let mut findings = vec![];
    for (path, text) in files {
        for (line, name) in commands(text) {
            if !listed(name) {
                let message = format!("{name} is in no registry: add Entry::of::<{name}>() to NOUN of its noun");
                findings.push(Finding::error("commands", path, line, message));
            }
        }
        for (at, line) in text.lines().enumerate().filter(|(_, line)| line.contains("const ASKS")) {
            for act in between(line, "Action::", |c: char| !c.is_ascii_alphanumeric()) {
                let named = format!("Action::{act}");
                let elsewhere = text.matches(&named).count() > line.matches(&named).count();
                let supplied = act == "RecordGive" && SUPPLIES.iter().any(|call| text.contains(call));
                let gives = act == "RecordGive" && text.contains("fn supply(");
                let through = THROUGH.iter().any(|(of, call)| *of == act && text.contains(call));
                if !elsewhere && !supplied && !gives && !through {
                    let message = format!("it declares to ask about {named}, but does not");
                    findings.push(Finding::error("commands", path, at + 1, message));
                }
            }
        }
    }
    findings
}

/// Commands of a file with their lines: implementations, and those that a macro makes (`EndSection, "section.end"`).
fn commands(text: &str) -> Vec<(usize, &str)> {
    let mut found = vec![];
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("impl Command for ").map(|name| name.trim_end_matches(" {")) {
            if !name.starts_with('$') {
                found.push((at + 1, name));
            }
        } else if text.contains("impl Command for $")
            && let Some((name, rest)) = line.split_once(", \"")
            && name.chars().all(|c| c.is_ascii_alphanumeric())
            && rest.contains('.')
        {
            found.push((at + 1, name));
        }
    }
    found
}

fn between<'t, P: Pattern>(text: &'t str, start: &str, end: P) -> Vec<&'t str> {
    text.match_indices(start).filter_map(|(at, start)| end.cut(&text[at + start.len()..])).collect()
}

/// Where a found text ends.
trait Pattern: Copy {
    fn cut(self, text: &str) -> Option<&str>;
}

impl Pattern for &str {
    fn cut(self, text: &str) -> Option<&str> {
        text.split(self).next()
    }
}

impl<F: Fn(char) -> bool + Copy> Pattern for F {
    fn cut(self, text: &str) -> Option<&str> {
        text.split(self).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<(String, &str)> = files.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect();
        judge(&files).into_iter().map(|finding| format!("{}: {}", finding.line, finding.message)).collect()
    }

    #[test]
    fn commands_stand_in_the_registry() {
        let command = (
            "post/draft.rs",
            "impl Command for Draft {\n    const ASKS: &[Action] = &[Action::PostDraft];\n}\nask(Action::PostDraft)",
        );
        assert_eq!(messages(&[command]), ["1: Draft is in no registry: add Entry::of::<Draft>() to NOUN of its noun"]);
        let list = ("post.rs", "const NOUN: Noun = Noun::new(\"post\", &[Entry::of::<draft::Draft>()]);");
        assert!(messages(&[command, list]).is_empty());
        let made = ("org/end.rs", "impl Command for $command {\n}\nend!(\n    EndSection, \"section.end\", x\n);");
        assert_eq!(messages(&[made]).len(), 1);
    }

    #[test]
    fn a_declared_act_is_asked_about() {
        let list = ("post.rs", "Entry::of::<Draft>()");
        let idle = (
            "draft.rs",
            "impl Command for Draft {\n    const ASKS: &[Action] = &[Action::PostDraft, Action::RecordGive];\n}\nask(Action::PostDraft)",
        );
        assert_eq!(messages(&[list, idle]), ["2: it declares to ask about Action::RecordGive, but does not"]);
        let gives = format!("{}\nsupplies::give(cx)", idle.1);
        assert!(messages(&[list, ("draft.rs", &gives)]).is_empty());
    }
}
