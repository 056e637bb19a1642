//! Every command is told in a story; each story ends with the check that every command left one entry.

use std::{fs, path::Path};

/// Types with `impl Command for`, and those that the macro of `org/end.rs` makes.
fn commands(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            commands(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for line in text.lines().map(str::trim) {
                if let Some(name) = line.strip_prefix("impl Command for ") {
                    let name = name.trim_end_matches(" {").to_owned();
                    if !name.starts_with('$') {
                        found.push(name);
                    }
                }
                let made = line.split(',').next().unwrap_or_default();
                if made.starts_with("End") && line.contains("\".end\"".trim_matches('"')) && line.contains(", \"") {
                    found.push(made.to_owned());
                }
            }
        }
    }
}

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
    ("Expire", ".tick().await.expired"),
    ("Finish", ".tick().await"),
    ("Reconcile", ".looks"),
];

#[test]
fn every_command_is_told_in_a_story() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    commands(&root.join("src"), &mut found);
    found.sort();
    found.dedup();
    assert!(found.len() > 20 && found.contains(&"EndSection".to_owned()), "{found:?}");
    let mut stories = String::new();
    for entry in fs::read_dir(root.join("..")).unwrap().map(Result::unwrap) {
        let tests = entry.path().join("tests");
        if tests.is_dir() {
            read(&tests, &mut stories);
        }
    }
    let untold: Vec<&String> = found
        .iter()
        .filter(|name| {
            let made = MADE_BY.iter().find(|(made, _)| made == name).map(|(_, by)| *by);
            let told = format!("&{name}");
            !stories.contains(&told)
                && !stories.contains(&format!(" {name} {{"))
                && !made.is_some_and(|by| stories.contains(by))
        })
        .collect();
    assert!(untold.is_empty(), "commands without a story: {untold:?}");
}

fn read(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            read(&path, into);
        } else if !path.ends_with("coverage.rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
