//! Errors point at the line, say what is wrong and what would be right.

use miette::Diagnostic as _;
use tatefuda_regulation::{Pack, PackSource};

use crate::support::{HEAD, is_said_in_both, load};

/// `line:column code message | help` of every error of a pack made of the usual head and more.
fn errors(more: &str) -> Vec<String> {
    let errors = load(more).expect_err("errors").errors;
    errors.iter().for_each(|error| is_said_in_both(&error.message, &error.help));
    errors
        .iter()
        .map(|e| format!("{}:{}:{} {} {} | {}", e.file, e.line, e.column, e.code, e.message.en, e.help.en))
        .collect()
}

#[test]
fn what_cannot_be_read_is_not_buried_under_what_it_declared() {
    let duty = "[[power]]\nid = \"p\"\nclause = [\"T-1\"]\ngrants = [\"comment.delete\"]\nby = [\"extra\"]\n";
    let role = "[[role]]\nid = \"extra\"\nlabel = { ja = \"役\", en = \"role\" }\nbound = \"position\"\n";
    // A file with a slip: nothing of it is known.
    let found = errors(&format!("{duty}{role}x = ["));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("unclosed array"), "{found:#?}");
    // An item with a slip: what names it is not wrong for that; what is wrong by itself is still said.
    let found = errors(&format!(
        "{duty}{role}labl = 1\n{}",
        duty.replace("id = \"p\"", "id = \"q\"").replace("delete", "delet")
    ));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("unknown field `labl`") || found[1].contains("unknown field `labl`"), "{found:#?}");
    assert!(found.iter().any(|one| one.contains("comment.delet")), "{found:#?}");
}

#[test]
fn each_error_names_its_line() {
    let rule = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"post.publish\"]\n";
    let cases: Vec<(String, &str)> = vec![
        (
            format!("{rule}kept = 'post.txt == \"a\"'"),
            "rules.toml:5:9 condition-unknown in the condition: unknown field post.txt | did you mean post.text?",
        ),
        (
            format!("{rule}kept = '''\n  post.text == \"a\"\n  && post.media_count == \"b\"'''"),
            "rules.toml:7:6 condition-type in the condition: == compares a number with a text | compare two texts, two numbers or two yes/no values",
        ),
        (
            rule.replace("T-1", "T-9") + "ban = true",
            "rules.toml:3:11 unknown-clause unknown clause \"T-9\" | did you mean \"T-0\"?",
        ),
        (
            rule.replace("post.publish", "post.publsh") + "ban = true",
            "rules.toml:4:7 unknown-action unknown act \"post.publsh\" | did you mean \"post.publish\"?",
        ),
        (
            format!("{rule}record = \"nte\""),
            "rules.toml:5:10 unknown-record unknown record kind \"nte\" | did you mean \"note\"?",
        ),
        (
            format!("{rule}stength = \"absolute\"\nban = true"),
            "rules.toml:5:1 toml unknown field `stength`, expected one of",
        ),
        (
            format!("{rule}strength = \"strict\"\nban = true"),
            "rules.toml:5:12 toml unknown variant `strict`, expected one of",
        ),
        (
            rule.to_owned(),
            "rules.toml:2:6 bad-demand the rule says in 0 ways what is demanded | exactly one of kept, ban, record, decision; none only for strength information",
        ),
        ("[[rol]]\nid = \"x\"".to_owned(), "rules.toml:1:3 unknown-section unknown section rol | did you mean role?"),
        (
            "[[power]]\nid = \"p\"\nclause = [\"T-1\"]\ngrants = [\"comment.delete\"]\nby = [\"bos\"]".to_owned(),
            "rules.toml:5:7 unknown-role unknown role \"bos\" | did you mean \"boss\"?",
        ),
        (
            format!("{rule}ban = true\n{rule}ban = true"),
            "rules.toml:7:6 doubled-id the rule, chain, exception, power, silence, procedure, duty, monitor or standing \"r\" is declared twice | give each its own id",
        ),
        (
            format!("{rule}ban = true\nexception = {{ by = [\"boss\"] }}"),
            "rules.toml:2:6 bad-exception this strength knows no exception record | only a principle opens to a record; for other strengths write an [[exception]]",
        ),
        (
            format!("{rule}builtin = \"standing\""),
            "rules.toml:2:6 house-only builtin and liftable belong to the house pack | leave them out",
        ),
        (
            "[[finding]]\nid = \"f\"\nof = [\"lnk\"]\nclause = [\"T-1\"]\non = [\"post.publish\"]\nban = true"
                .to_owned(),
            "rules.toml:3:7 unknown-finding unknown finding \"lnk\" | did you mean \"link\"?",
        ),
        ("[[rule]\n".to_owned(), "rules.toml:1:8 toml unclosed array table"),
    ];
    for (text, expected) in cases {
        let found = errors(&text);
        assert!(found[0].starts_with(expected), "expected {expected}\nfound    {found:?}");
    }
}

#[test]
fn one_mistake_does_not_hide_the_next() {
    let found = errors(
        "[[rule]]\nid = \"a\"\nx = 1\n\n[[rule]]\nid = \"b\"\nclause = [\"nope\"]\non = [\"post.publish\"]\nban = true",
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn the_report_shows_the_source() {
    let errors =
        load("[[silence]]\nid = \"s\"\non = [\"post.fly\"]\nmessage = { ja = \"\", en = \"\" }").expect_err("errors");
    let error = &errors.errors[0];
    let label = error.labels().expect("labels").next().expect("one label");
    let source = error.source_code().expect("source").read_span(label.inner(), 0, 0).expect("span");
    assert_eq!(std::str::from_utf8(source.data()).expect("text"), "\"post.fly\"");
    assert_eq!(error.code().expect("code").to_string(), "pack::unknown-action");
}

#[test]
fn heads() {
    let load = |text: &str| Pack::load(&PackSource::new([("pack.toml", text)]));
    assert_eq!(load("").expect_err("no head").errors[0].code, "no-head");
    assert_eq!(Pack::load(&PackSource::default()).expect_err("no files").errors[0].code, "no-files");
    let codes = |from: &str, to: &str| load(&HEAD.replace(from, to)).expect_err(to).errors[0].code;
    assert_eq!(codes("layer = \"body\"", "layer = \"body\"\nlanguage = 2"), "language");
    assert_eq!(codes("Asia/Tokyo", "Asia/Tokio"), "bad-zone");
    assert_eq!(codes("version = \"1\"", "version = \"1\"\nfrom = \"2026-02-30\""), "bad-date");
    assert_eq!(codes("[\"facebook\"]", "[\"Face Book\"]"), "bad-service");
    assert_eq!(codes("id = \"t\"", "id = \"house\""), "bad-id");
}
