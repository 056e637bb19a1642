//! What a form sends and what its handler reads are the same fields. A field that nobody reads is a promise that is
//! not kept; one that is read and stands in no form is a rule that nobody can follow. Forms are taken from the samples
//! of every page; what is read is found in the sources, from the handler of the route on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tatefuda_app::account::LINES;
use tatefuda_i18n::Lang;
use tatefuda_ui::sample;
use tatefuda_web::routes::{ROUTES, Verb};

type Names = BTreeSet<String>;

/// Where a function stands: the path of its file below `src`, and its name.
type Place = (String, String);

/// Fields of every form that is a command: the id is read in one place, and the version where an act is bound to what
/// was shown by that and not by the content itself.
const OF_EVERY_FORM: [&str; 2] = ["command_id", "version"];

/// What is sent to the live answer alone.
const ELSEWHERE: [(&str, &str); 6] = [
    // A button of the form that brings in a table sends it here, to be looked at again.
    ("import.preview", "table"),
    // The composer names its post for the live answer; its own address names it for the act.
    ("post.create", "post"),
    ("post.edit", "post"),
    // What a connection takes follows from the service; `each_service_asks_for_what_it_takes` looks at each.
    ("account.connect", "refresh"),
    ("account.connect", "app_secret"),
    // It is read under the name of the function that reads it.
    ("case.step", "step"),
];

/// A function of the sources.
struct Function {
    signature: String,
    body: String,
}

#[derive(Default)]
struct Sources {
    functions: BTreeMap<Place, Function>,
    /// Imports of a file.
    uses: BTreeMap<String, String>,
    /// Text constants of a file.
    constants: BTreeMap<String, Names>,
    /// Where the form of an act is read, by the name in its row.
    acts: BTreeMap<String, Place>,
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The texts in quotation marks.
fn quoted(text: &str) -> Names {
    text.split('"').skip(1).step_by(2).filter(|text| !text.contains(['\n', '\\'])).map(ToOwned::to_owned).collect()
}

impl Sources {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut sources = Self::default();
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let file = path.with_extension("");
                    let file = file.strip_prefix(&root).unwrap().to_str().unwrap().trim_end_matches("/mod");
                    sources.add(file, &text);
                }
            }
        }
        sources
    }

    fn add(&mut self, file: &str, text: &str) {
        let text = text.split("#[cfg(test)]").next().unwrap();
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        let uses: Vec<&str> =
            code.split("\nuse ").skip(1).map(|rest| rest.split_once(';').map_or(rest, |(one, _)| one)).collect();
        self.uses.insert(file.to_owned(), uses.join(" ; "));
        let constants = code.lines().filter(|line| line.starts_with("const ") || line.starts_with("pub(crate) const "));
        self.constants.insert(file.to_owned(), constants.flat_map(quoted).collect());
        for (at, _) in code.match_indices("fn ") {
            let name = words(&code[at + 3..]).next().unwrap_or_default();
            let Some(open) = code[at..].find('{').map(|open| at + open) else { continue };
            let mut depth = 0;
            let end = code[open..].char_indices().find_map(|(at, c)| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                (depth == 0).then_some(open + at)
            });
            let Some(end) = end else { continue };
            let function = Function { signature: code[at..open].to_owned(), body: code[open..=end].to_owned() };
            // How the form of an act is read stands once for each act of the file.
            let of_act = code[..at].rsplit_once("\nimpl ").filter(|(_, rest)| !rest.contains("\n}"));
            let act = of_act.and_then(|(_, rest)| rest.strip_prefix("Sent for ")).and_then(|rest| words(rest).next());
            let name = act.map_or_else(|| name.to_owned(), |act| format!("{act}::{name}"));
            self.functions.entry((file.to_owned(), name)).or_insert(function);
        }
        for row in code.split("\nimpl Act for ").skip(1) {
            let Some(act) = words(row).next() else { continue };
            let Some(name) = quoted(row.split_once("\n}").map_or(row, |(row, _)| row)).into_iter().find(|text| {
                text.split_once('.').is_some_and(|(noun, verb)| {
                    [noun, verb].iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
                })
            }) else {
                continue;
            };
            self.acts.insert(name, (file.to_owned(), format!("{act}::read")));
        }
    }

    /// Functions that a function calls, with the rest of the text from the name on.
    fn calls<'a>(&'a self, place: &'a Place) -> Vec<(&'a Place, &'a str)> {
        let (file, _) = place;
        let body = &self.functions[place].body;
        let room = file.split('/').next().unwrap();
        let mut out = Vec::new();
        for callee in self.functions.keys() {
            let (of, name) = callee;
            let module = of.rsplit('/').next().unwrap();
            for (at, _) in body.match_indices(name.as_str()) {
                let (before, after) = (&body[..at], &body[at + name.len()..]);
                if !after.starts_with(['(', ',', ')', ':'])
                    || before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
                {
                    continue;
                }
                let uses = &self.uses[file];
                let imported = |word: &str| words(uses).any(|used| used == word);
                let known = match before.strip_suffix("::") {
                    Some(path) => {
                        let last = path.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                        let alias = uses.contains(&format!("{module} as {last}"))
                            || (uses.contains(&format!("self as {last}")) && imported(module));
                        last == module || alias || (of == file && last.starts_with(char::is_uppercase))
                    }
                    None if before.ends_with('.') => of.split('/').next() == Some(room),
                    None => of == file || (imported(name) && imported(module)),
                };
                if known {
                    out.push((callee, &body[at..]));
                }
            }
        }
        out
    }

    /// The function and everything that it may call; only what gets the reader of the form, where that is asked.
    fn reach<'a>(&'a self, from: &'a Place, reader_alone: bool) -> BTreeSet<&'a Place> {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(place) = open.pop() {
            if !self.functions.contains_key(place) || !seen.insert(place) {
                continue;
            }
            for (callee, call) in self.calls(place) {
                let given = call.split_once(')').map_or(call, |(given, _)| given);
                if !reader_alone || (given.contains("reader") && self.functions[callee].signature.contains("Reader<")) {
                    open.push(callee);
                }
            }
        }
        seen
    }

    /// Every text that stands in what a handler may call, with the beginnings of names.
    fn texts(&self, handler: &Place) -> Names {
        let places = self.reach(handler, false);
        let of =
            |place: &&Place| quoted(&self.functions[*place].body).into_iter().chain(self.constants[&place.0].clone());
        let mut out: Names = places.iter().flat_map(of).collect();
        if places.iter().any(|place| self.functions[*place].body.contains("&LINES")) {
            out.extend(LINES.iter().map(|line| line.name.to_owned()));
        }
        out
    }

    /// Names that a handler reads from its form.
    fn reads(&self, handler: &Place) -> Names {
        const READS: [&str; 14] = [
            "form.get(",
            "form.has(",
            "form.all(",
            "form.take_files(",
            "reader.line(",
            "reader.required(",
            "reader.text(",
            "reader.parsed(",
            "reader.needed(",
            "reader.day(",
            "reader.order(",
            "reader.secret(",
            "reader.ticked(",
            "reader.moment(",
        ];
        let mut out = Names::new();
        for place in self.reach(handler, true) {
            let body = &self.functions[place].body;
            if body.contains("&LINES") {
                out.extend(LINES.iter().map(|line| line.name.to_owned()));
            }
            for call in READS {
                for (at, _) in body.match_indices(call) {
                    let given = body[at + call.len()..].split(')').next().unwrap_or_default();
                    // A time is two fields; of any other call the first argument is the name, the second a message.
                    let names = given.split(',').take(if call == "reader.moment(" { 2 } else { 1 });
                    out.extend(names.flat_map(quoted).filter(|name| !name.is_empty() && !name.contains('{')));
                }
            }
        }
        out
    }
}

/// Forms of all samples: where they go, and the names of their controls.
fn forms() -> BTreeMap<String, Names> {
    let attribute = |tag: &str, name: &str| -> Option<String> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next().map(ToOwned::to_owned)
    };
    let mut out: BTreeMap<String, Names> = BTreeMap::new();
    for page in sample::all(Lang::Ja).unwrap() {
        for form in page.html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            let head = form.split('>').next().unwrap();
            if attribute(head, "method").as_deref() != Some("post") {
                continue;
            }
            let action = attribute(head, "action").unwrap();
            let controls =
                ["<input", "<select", "<textarea", "<button"].into_iter().flat_map(|tag| form.split(tag).skip(1));
            let names = controls.filter_map(|rest| attribute(rest.split('>').next().unwrap(), "name"));
            out.entry(action.split('?').next().unwrap().to_owned()).or_default().extend(names);
        }
    }
    out
}

fn leads_to(route: &str, action: &str) -> bool {
    let (route, action): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), action.split('/').collect());
    route.len() == action.len() && route.iter().zip(&action).all(|(of, to)| of == to || of.starts_with('{'))
}

/// The handlers of the table, which names them. A row that is an act itself has none there: its form is read beside its row.
fn handlers() -> BTreeMap<String, Place> {
    let table = include_str!("../../src/routes.rs");
    let rows = table.lines().filter_map(|line| line.split_once("=>")).filter(|(row, _)| row.contains("Post \""));
    rows.filter_map(|(row, handler)| {
        let name = row.split('"').nth(3)?.to_owned();
        let (module, function) = handler.trim().trim_end_matches([';', ',', ')']).rsplit_once("::")?;
        Some((name, (module.replace("::", "/"), function.to_owned())))
    })
    .collect()
}

#[test]
fn every_field_of_a_form_is_read_and_every_field_read_stands_in_a_form() {
    let (sources, forms, handlers) = (Sources::read(), forms(), handlers());
    let mut wrong = Vec::new();
    let mut count = 0;
    for route in ROUTES.iter().filter(|route| route.verb == Verb::Post) {
        let plain = |action: &str| ROUTES.iter().any(|one| one.verb == Verb::Post && one.path == action);
        // The script sends the composer's fields to the live answer.
        let live = |action: &str| action == "/posts" || (action.starts_with("/posts/") && action.ends_with("/edit"));
        let mine = |action: &str| match route.path {
            "/check" => live(action),
            path => action == path || (leads_to(path, action) && !plain(action)),
        };
        let shown: Vec<&Names> = forms.iter().filter(|(action, _)| mine(action)).map(|(_, names)| names).collect();
        if shown.is_empty() {
            wrong.push(format!("{}: no sample shows its form", route.name));
        }
        let sent: Names = shown.into_iter().flatten().cloned().collect();
        let Some(handler) = handlers.get(route.name).or_else(|| sources.acts.get(route.name)) else {
            panic!("{}: nothing reads it", route.name)
        };
        assert!(sources.functions.contains_key(handler), "{handler:?}");
        let texts = sources.texts(handler);
        // Names of several parts are put together: `alt.{id}`, `supply.{kind}.{field}`.
        let begins = |name: &str| {
            let head = name.split_once('.').map(|(head, _)| head);
            head.is_some_and(|head| texts.iter().any(|text| text.split(['.', '{']).next() == Some(head)))
        };
        for name in sent.iter().filter(|name| !OF_EVERY_FORM.contains(&name.as_str())) {
            count += 1;
            let elsewhere = ELSEWHERE.contains(&(route.name, name.as_str()));
            if !texts.contains(name) && !begins(name) && !elsewhere {
                wrong.push(format!("{}: nobody reads {name}", route.name));
            }
        }
        for name in sources.reads(handler) {
            if !sent.contains(&name) && !ELSEWHERE.contains(&(route.name, name.as_str())) {
                wrong.push(format!("{}: no form has {name}", route.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 120, "the search finds fields: {count}");
}
