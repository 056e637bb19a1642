//! Every command of the registry is told in a story; each story ends with the check that every command left one entry, under
//! a name that the registry knows.

use std::{fs, path::Path};

use tatefuda_app::registry;

/// Commands that only functions make, by what a story calls or looks at.
const MADE_BY: &[(&str, &str)] = &[
    ("CreatePerson", "member::create("),
    ("ChangePassword", "change_password("),
    ("ResetPassword", "reset_password("),
    ("SignIn", "sign_in("),
    ("CreateToken", "token::create("),
    ("Issue", "device::issue("),
    ("Enrol", "device::enrol("),
    ("HoldCopy", "copy::watch("),
    ("Upload", "media::read("),
    ("Sweep", "media::sweep("),
    // A turn of the worker.
    ("Prepare", "each_stage_stands_before_the_next_begins("),
    ("Interrupt", ".interrupted"),
    ("Expire", ".tick().await.expired"),
    ("Finish", ".tick().await"),
    ("Reconcile", ".looks"),
    ("Repeat", "a_repeat_is_asked_like_a_first_send("),
    ("Renew", "renewal::renew("),
];

#[test]
fn every_command_is_told_in_a_story() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stories = String::new();
    for entry in fs::read_dir(root.join("..")).unwrap().map(Result::unwrap) {
        let tests = entry.path().join("tests");
        if tests.is_dir() {
            read(&tests, &mut stories);
        }
    }
    let commands = registry::commands();
    let untold: Vec<&str> =
        commands.iter().map(registry::Entry::word).filter(|word| !is_told(word, &stories)).collect();
    assert!(untold.is_empty(), "commands without a story: {untold:?}");
}

fn is_told(word: &str, stories: &str) -> bool {
    let made = MADE_BY.iter().find(|(made, _)| *made == word).map(|(_, by)| *by);
    let told = |start: &str| {
        stories.match_indices(start).any(|(at, _)| {
            let next = stories[at + start.len()..].chars().next();
            !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    };
    told(&format!("&{word}")) || stories.contains(&format!(" {word} {{")) || made.is_some_and(|by| stories.contains(by))
}

/// Adds the code of a folder, without what is only said in comments and texts.
fn read(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            read(&path, into);
        } else if !path.ends_with("coverage.rs") && path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&code(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The code of a file: comments and the insides of texts are left out.
fn code(text: &str) -> String {
    let (mut code, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['/', '"', '\'']) {
        code.push_str(&rest[..at]);
        rest = &rest[at..];
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with('"') && code.ends_with("r#") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with('"') {
            text_end(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push_str(&rest[..1]);
            1
        };
        rest = &rest[skipped..];
    }
    code.push_str(rest);
    code
}

/// Where a text in quotation marks ends.
fn text_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn what_stands_in_a_comment_or_a_text_tells_nothing() {
    assert!(is_told("Submit", &code("run(&Submit { post })")));
    for story in ["// run(&Submit { post })", "let x = \"&Submit {\";", "/* &Submit */ x", "run(&SubmitAll)"] {
        assert!(!is_told("Submit", &code(story)), "{story}");
    }
}
