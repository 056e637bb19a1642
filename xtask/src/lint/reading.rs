//! Nothing is shown of which nobody said to whom: a function of `app` that acts for somebody does not open the database by
//! itself. A query says it in `READS`, the rest in what they hand to `query::open`; neither compiles without.

use anyhow::Result;

use super::{Finding, Source, Tree};

const ROOT: &str = "crates/app/src";
/// Where the database is opened for everybody else.
const OPENER: &str = "crates/app/src/query.rs";
const OPENS: &str = ".db.read()";

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let own = tree.rust.iter().filter(|source| source.is_below(ROOT) && !source.path.ends_with(OPENER));
    Ok(own.flat_map(judge).collect())
}

fn judge(source: &Source) -> Vec<Finding> {
    let mut findings = vec![];
    // Whether the function that is being read was handed an actor.
    let (mut head, mut handed) = (String::new(), false);
    for (number, line) in (1_usize..).zip(source.code.lines()) {
        if !head.is_empty() || is_head(line) {
            head.push_str(line);
            head.push(' ');
            if line.contains('{') || line.trim_end().ends_with(';') {
                handed = head.contains("&Actor");
                head.clear();
            }
        }
        if handed && line.contains(OPENS) && !source.excused("reading", number) && !source.is_test_line(number) {
            let message = "it acts for somebody and opens the database by itself: make it a `Query`, or say who sees it \
                with `query::open`";
            findings.push(Finding::error("reading", &source.path, number, message));
        }
    }
    findings
}

/// Whether a function begins here.
fn is_head(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("pub").map_or(line, |rest| rest.split_once("fn ").map_or(rest, |_| line));
    (line.starts_with("pub") || line.starts_with("async fn") || line.starts_with("fn ")) && line.contains("fn ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        judge(&Source::new("crates/app/src/post/view.rs", text)).into_iter().map(|one| one.line).collect()
    }

    #[test]
    fn who_acts_for_somebody_does_not_open_by_themselves() {
        let bad = "pub async fn list(\n    app: &App,\n    actor: &Actor,\n) -> X {\n    let mut tx = app.db.read().await?;\n}";
        assert_eq!(lines(bad), [5]);
        assert!(lines(&bad.replace("app.db.read()", "open(app, actor, Sees::Own)")).is_empty());
    }

    #[test]
    fn the_program_itself_may() {
        let two = "async fn of(app: &App, actor: &Actor) {}\n\npub async fn sweep(app: &App) {\n    app.db.read();\n}";
        assert!(lines(two).is_empty());
        assert!(lines("fn a(actor: &Actor) {\n    // app.db.read()\n}").is_empty());
    }
}
