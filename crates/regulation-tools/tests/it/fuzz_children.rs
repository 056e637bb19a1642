//! Packs, conditions and facts that nobody would write, loaded and asked in processes of their own: whatever happens
//! there (a panic, an overflow of the stack, an abort) is seen here as an abnormal end. `TATEFUDA_FUZZ_CASES` says how
//! many cases; the long run of `cargo xtask full` sets it.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a child is told what to do, and says that it is done"
)]

use std::{process::Command, sync::Arc};

use tatefuda_domain::Action;
use tatefuda_regulation::{Event, Facts, Pack, PackSource, Question, Regulation, Settings, hosts};
use tatefuda_regulation_tools::{complete, facts_from_text, lint, settings_from_toml};

use crate::support::{HEAD, facts, house, now, source};

const CHILD: &str = "TATEFUDA_FUZZ_CHILD";
const CHILDREN: u64 = 3;

/// xorshift64*: the same cases on every machine.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap_or(0) % end.max(1)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Every pack of the repository except the house.
fn packs() -> Vec<PackSource> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = vec![];
    for folder in ["packs", "examples"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder").flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let names = names.into_iter().filter(|name| name != "house");
        found.extend(names.map(|name| source(&format!("{folder}/{name}"))));
    }
    found.retain(|source| source.files.contains_key("pack.toml"));
    found
}

fn practice(source: &PackSource) -> Settings {
    let file = source.settings_file("practice");
    file.and_then(|(path, text)| settings_from_toml(&path, text).ok()).unwrap_or_default()
}

/// Everything that can be asked of a regulation.
fn interrogate(regulation: &Regulation, facts: &Facts, dice: &mut Dice) {
    let pack = regulation.body();
    let some = |dice: &mut Dice, ids: Vec<String>| (!ids.is_empty()).then(|| dice.of(&ids).clone());
    let at = *dice.of(&[now(), jiff::Timestamp::MIN, jiff::Timestamp::MAX, jiff::Timestamp::UNIX_EPOCH]);
    for action in Action::ALL {
        let mut question = Question::new(*action, if dice.below(8) == 0 { at } else { now() }, facts);
        question.procedure = some(dice, pack.procedures.iter().map(|one| one.id.to_string()).collect());
        let steps = pack.procedures.iter().flat_map(|one| &one.steps).map(|one| one.id.clone());
        let given = pack.chains.iter().flat_map(|one| &one.steps).map(|one| one.id.clone());
        question.step = some(dice, steps.chain(given).collect());
        question.duty = some(dice, pack.duties.iter().map(|one| one.id.to_string()).collect());
        question.record_kind = some(dice, regulation.record_kinds().into_iter().map(|(id, _)| id).collect());
        question.mode =
            some(dice, pack.modes.iter().map(|one| one.id.clone()).collect()).filter(|_| dice.below(2) == 0);
        let answer = regulation.ask(&question);
        assert!(answer.trace.iter().map(|line| line.decision).max().unwrap_or(answer.decision) == answer.decision);
        let _ = (regulation.needed(*action), regulation.record_kinds_on(*action));
    }
    let question = Question::new(Action::RecordGive, at, facts);
    for monitor in &pack.monitors {
        let _ = regulation.watch(&monitor.id, &question);
    }
    let (from, to) = (at.min(now()), at.max(now()));
    for duty in &pack.duties {
        let _ = regulation.instances(&duty.id, &question, from, to);
    }
    for document in &pack.documents {
        let _ = regulation.document(&document.id, &question);
    }
    for event in ["incident.opened", "account.opened", "post.published"] {
        let _ = regulation.opens(&Event(event.into()), &question);
    }
    for role in &pack.roles {
        let _ = regulation.role_holders(&role.id, facts, at);
    }
    let _ = regulation.unset_parameters();
}

/// Facts of the scenarios of a pack.
fn known_facts(source: &PackSource) -> Vec<Facts> {
    #[derive(serde::Deserialize)]
    struct File {
        #[serde(default)]
        facts: std::collections::BTreeMap<String, Facts>,
    }
    let files = source.scenario_files().filter_map(|(_, text)| toml::from_str::<File>(text).ok());
    let mut found: Vec<Facts> = files.flat_map(|file| file.facts.into_values()).collect();
    let hosts = hosts(&house(), &Settings::default());
    found.iter_mut().for_each(|facts| complete(facts, &hosts));
    found.push(facts());
    found
}

const PIECES: &[&str] = &[
    "\"",
    "'",
    "'''",
    "[",
    "]",
    "{",
    "}",
    "=",
    "\n",
    ",",
    "0",
    "-1",
    "99999999999",
    "true",
    "あ",
    "\u{0}",
    "\\",
    "[[rule]]\n",
    "[[exception]]\nid = \"x\"\nof = [\"x\"]\n",
    "id = \"\"\n",
    "house:",
    "reading:x",
    "record:",
    "kept = '((((('\n",
    "on = [\"*\"]",
    "where = { role = [\"x\"] }\n",
    "bound = \"step-holder\"\n",
    "also = [\"rp\"]\n",
    "1fy",
    "9999y",
    "2026-02-30",
];

/// Some bytes of a text changed; what is no UTF-8 any more is replaced.
fn mutated(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(40)).min(bytes.len());
        match dice.below(5) {
            0 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap_or(0),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let doubled: Vec<u8> = bytes[at..end].to_vec();
                bytes.splice(at..at, doubled);
            }
            3 => {
                let from = dice.below(bytes.len());
                let other: Vec<u8> = bytes[from..(from + 60).min(bytes.len())].to_vec();
                bytes.splice(at..end, other);
            }
            _ => drop(bytes.splice(at..end, dice.of(PIECES).bytes())),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn mutated_pack(packs: &[PackSource], dice: &mut Dice) {
    let mut source = dice.of(packs).clone();
    let known = known_facts(&source);
    let settings = practice(&source);
    let files: Vec<String> = source.regulation_files().map(|(path, _)| path.to_owned()).collect();
    let path = dice.of(&files).clone();
    let text = mutated(&source.files[&path], dice);
    source.files.insert(path, text);
    match Pack::load(&source) {
        Ok(pack) => {
            if let Ok(regulation) = Regulation::new(house(), Arc::new(pack), settings.clone()) {
                interrogate(&regulation, dice.of(&known), dice);
            }
            if dice.below(4) == 0 {
                let _ = lint(&source, Some(&house()), &settings, true);
            }
        }
        Err(errors) => assert!(!errors.errors.is_empty() && errors.errors.iter().all(|error| error.line >= 1)),
    }
}

const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "!",
    "-",
    "+",
    "&&",
    "||",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "in",
    "?",
    ":",
    ".",
    ",",
    "true",
    "false",
    "1",
    "9223372036854775807",
    "\"a\"",
    "today",
    "at",
    "given",
    "account.url",
    "account.state",
    "post.media_count",
    "post.text",
    "post.findings",
    "post.media",
    "comment.hostile",
    "has(account.url)",
    "size(post.text)",
    "records(\"note\")",
    ".exists(x, ",
    ".all(y, ",
    "x.kind",
    "y.by",
    "holders(\"boss\")",
    "param(\"open\")",
    "date(\"2026-02-28\")",
    "recorded(\"note\")",
    "record_date(\"note\")",
    "all_gave(\"note\", \"boss\")",
    "listed()",
    "count(\"c\")",
    "days(\"d\")",
    ".contains(",
    ".startsWith(",
    "host_in(account.url, [\"a\"])",
    "after(\"post.published\", \"account.opened\")",
];

/// Words of the language in any order, and conditions made by its grammar, nested at random.
fn condition(dice: &mut Dice, depth: usize) -> String {
    if dice.below(4) == 0 {
        return (0..dice.below(24)).map(|_| *dice.of(WORDS)).collect::<Vec<_>>().join(" ");
    }
    let leaf = [
        "true",
        "has(account.url)",
        "post.media_count > 1",
        "account.state == \"active\"",
        "recorded(\"note\")",
        "holders(\"boss\") + -1 < post.media_count",
        "param(\"open\")",
        "record_date(\"note\") <= today",
        "records(\"yesno\").exists(r, r.answer)",
        "post.media.all(m, has(m.people) && m.people == \"none\")",
    ];
    if depth == 0 {
        return (*dice.of(&leaf)).to_owned();
    }
    let mut inner = || condition(dice, depth - 1);
    let (a, b, c) = (inner(), inner(), inner());
    match dice.below(5) {
        0 => format!("({a}) && ({b})"),
        1 => format!("({a}) || ({b})"),
        2 => format!("!({a})"),
        3 => format!("({a}) ? ({b}) : ({c})"),
        _ => format!("records(\"note\").exists(n{depth}, ({a}) || n{depth}.by == \"b\")"),
    }
}

fn random_condition(dice: &mut Dice) {
    let depth = dice.below(5);
    let text = condition(dice, depth);
    let rules = format!("[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"*\"]\nkept = '''{text}'''\n");
    if let Ok(pack) = Pack::load(&PackSource::new([("pack.toml", HEAD.to_owned()), ("rules.toml", rules)])) {
        let regulation = Regulation::new(house(), Arc::new(pack), crate::support::settings()).expect("joins");
        interrogate(&regulation, &facts(), dice);
    }
}

fn random_facts(packs: &[PackSource], dice: &mut Dice) {
    let source = dice.of(packs);
    let known = known_facts(source);
    let json = mutated(&dice.of(&known).canonical_json(), dice);
    let mut facts = match facts_from_text("f.json", &json) {
        Ok(facts) => facts,
        Err(_) => dice.of(&known).clone(),
    };
    // Values of other types, lists too long, fields that nobody supplied.
    for field in tatefuda_regulation::schema::FIELDS {
        use tatefuda_regulation::Value::{Int, List, Nothing, Text, TextList};
        let value = match dice.below(30) {
            0 => Nothing,
            1 => Int(i64::MIN),
            2 => Text("2026-02-30".into()),
            3 => TextList(vec!["a".into(); 300]),
            4 => List(vec![[("kind".to_owned(), Int(1))].into(); 3]),
            5 => {
                facts.absent(field.path, "nobody");
                continue;
            }
            _ => continue,
        };
        facts.set(field.path, value);
    }
    let pack = Arc::new(Pack::load(source).unwrap_or_else(|errors| panic!("{errors}")));
    let regulation = Regulation::new(house(), pack, practice(source)).unwrap_or_else(|errors| panic!("{errors}"));
    interrogate(&regulation, &facts, dice);
}

/// What a child process runs; without its number, nothing.
#[test]
fn child() {
    let Some(number) = std::env::var(CHILD).ok().and_then(|number| number.parse::<u64>().ok()) else { return };
    let packs = packs();
    for case in 0..cases() {
        // The last line of a child that ends abnormally says which case it was.
        eprintln!("child {number} case {case}");
        let mut dice = Dice::new(number << 32 | case);
        match case % 3 {
            0 => mutated_pack(&packs, &mut dice),
            1 => random_condition(&mut dice),
            _ => random_facts(&packs, &mut dice),
        }
    }
    println!("child {number} is done");
}

fn cases() -> u64 {
    std::env::var("TATEFUDA_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(36)
}

#[test]
fn no_child_ends_abnormally() {
    let program = std::env::current_exe().expect("this program");
    let start = |number: u64| {
        Command::new(&program)
            .args(["--exact", "fuzz_children::child", "--nocapture", "--test-threads", "1"])
            .env(CHILD, number.to_string())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("a child starts")
    };
    let children: Vec<_> = (1..=CHILDREN).map(start).collect();
    for child in children {
        let output = child.wait_with_output().expect("its output");
        let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let end: Vec<&str> = told.lines().rev().take(12).collect();
        assert!(output.status.success() && said.contains("is done"), "{}: {end:#?}", output.status);
    }
}
