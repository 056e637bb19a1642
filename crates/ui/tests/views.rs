//! Views tell the truth: whatever a view can show is filled by `web` with something that can differ. A field that only a
//! sample fills is a promise of the screen that nothing keeps.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How many fields there are at least, so that a search that finds nothing does not pass.
const ENOUGH: usize = 300;

/// The files below a folder of `crates`, without samples and tests, by their path below it.
fn sources(dir: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates/").join(dir);
    let (mut out, mut open) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path: PathBuf = entry.expect("an entry").path();
            let sample = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sample"));
            if path.is_dir() && !sample {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !sample {
                let text = fs::read_to_string(&path).expect("UTF-8");
                let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                let below = path.strip_prefix(&root).expect("below the folder");
                out.push((below.to_string_lossy().into_owned(), text));
            }
        }
    }
    out
}

/// A struct of `ui` with its public fields and the room in which it stands.
struct View<'a> {
    name: &'a str,
    room: &'a str,
    fields: Vec<&'a str>,
}

fn views(ui: &[(String, String)]) -> Vec<View<'_>> {
    let mut out = Vec::new();
    for (path, text) in ui {
        let room = path.split(['/', '.']).next().unwrap_or_default();
        for (at, _) in text.match_indices("\npub struct ") {
            let rest = &text[at + "\npub struct ".len()..];
            let name = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or_default()];
            let Some((_, body)) = rest.split_once(" {\n").filter(|(head, _)| !head.contains('\n')) else { continue };
            let body = body.split("\n}").next().unwrap_or_default();
            let fields = body.lines().filter_map(|line| line.strip_prefix("    pub ")?.split_once(':'));
            out.push(View { name, room, fields: fields.map(|(name, _)| name).collect() });
        }
    }
    out
}

/// The parts of a text between commas that stand in no bracket and no string.
fn parts(text: &str) -> Vec<&str> {
    let (mut out, mut depth, mut from, mut quoted, mut before) = (Vec::new(), 0, 0, false, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '"' if before != '\\' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                out.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    out.push(&text[from..]);
    out
}

/// What stands in the braces that open at the beginning of a text.
fn inside(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[1..at];
        }
    }
    ""
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The values with which literals of a struct fill each field, as they are written.
fn filled<'a>(source: &'a str, name: &str) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut out: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let literal = format!("{name} {{");
    for (at, _) in source.match_indices(&literal) {
        let before = &source[..at];
        let declared = ["struct ", "impl ", "-> ", "for "].iter().any(|word| before.ends_with(word));
        if declared || before.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let lines = inside(&source[at + literal.len() - 1..]);
        let code: Vec<&str> = lines.split('\n').filter(|line| !line.trim_start().starts_with("//")).collect();
        if code.len() < lines.split('\n').count() {
            // Comments hold commas: such a literal is read line by line.
            for line in code {
                match line.trim().split_once(':') {
                    Some((field, value)) => {
                        out.entry(field).or_default().push(value.trim().trim_end_matches(','));
                    }
                    None => {
                        let field = line.trim().trim_end_matches(',');
                        if is_name(field) {
                            out.entry(field).or_default().push("a variable");
                        }
                    }
                }
            }
            continue;
        }
        for part in parts(lines) {
            match part.trim().split_once(':') {
                Some((field, value)) if is_name(field) => out.entry(field).or_default().push(value.trim()),
                None if is_name(part.trim()) => out.entry(part.trim()).or_default().push("a variable"),
                _ => {}
            }
        }
    }
    out
}

/// Whether an expression is always the same.
fn is_constant(value: &str) -> bool {
    const SAME: [&str; 7] = ["None", "vec![]", "Vec::new()", "String::new()", "true", "false", "Default::default()"];
    SAME.contains(&value) || value.parse::<u64>().is_ok() || (value.starts_with('"') && value.ends_with('"'))
}

/// Whether some handler that knows the room of a view sets the field of a view that was made before.
fn is_set_later(web: &[(String, String)], view: &View<'_>, field: &str) -> bool {
    let (room, path) = (format!("{}/", view.room), format!("{}::", view.room));
    // What surrounds every page, and shared values, are known to every handler.
    let shared = matches!(view.room, "shell" | "view");
    let knows = |(file, text): &&(String, String)| {
        shared || file.starts_with(&room) || text.contains(&path) || text.contains(view.name)
    };
    let set = [" = ", ".extend(", ".push(", ".insert(", ".iter_mut("].map(|then| format!(".{field}{then}"));
    web.iter().filter(knows).any(|(_, text)| set.iter().any(|set| text.contains(set)))
}

/// Whether a constructor fills what the literals elsewhere leave to it.
fn makes_itself(ui: &[(String, String)], view: &View<'_>) -> bool {
    let own = format!("impl {} {{", view.name);
    ui.iter().any(|(_, text)| {
        text.split(&own).skip(1).any(|rest| rest.split("\n}").next().is_some_and(|of| of.contains("Self {")))
    })
}

#[test]
fn every_field_is_filled_with_something_that_can_differ() {
    let (ui, web) = (sources("ui/src"), sources("web/src"));
    let all: String = ui.iter().chain(&web).map(|(_, text)| text.as_str()).collect();
    let mut count = 0;
    let mut dead = Vec::new();
    for view in views(&ui) {
        let found = filled(&all, view.name);
        if found.is_empty() {
            // Made by a constructor of its own or by `Default`, from arguments.
            continue;
        }
        for field in &view.fields {
            count += 1;
            let values = found.get(field).map(Vec::as_slice).unwrap_or_default();
            if values.is_empty() && makes_itself(&ui, &view) {
                continue;
            }
            let same = values.iter().all(|value| is_constant(value) && *value == values[0]);
            if same && !is_set_later(&web, &view, field) {
                dead.push(format!("{}.{field} is always {:?}", view.name, values.first().unwrap_or(&"left out")));
            }
        }
    }
    assert!(dead.is_empty(), "only samples fill these: {dead:#?}");
    assert!(count > ENOUGH, "the search finds views: {count}");
}
