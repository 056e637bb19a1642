//! Packs from the repository and packs written in a test.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::Path, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::Action;
use tatefuda_regulation::{
    ActorFact, Answer, AppointmentFact, AppointmentKind, Facts, Pack, PackSource, Question, RecordFact, Regulation,
    Settings, StepFact, SubjectFact,
};

/// The source of a pack in the repository, by its folder.
pub fn source(folder: &str) -> PackSource {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut files = vec![];
    for sub in ["", "scenarios", "settings"] {
        let Ok(entries) = fs::read_dir(root.join(sub)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let name = if sub.is_empty() { name } else { format!("{sub}/{name}") };
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    PackSource::new(files)
}

/// A pack of the repository.
pub fn pack(folder: &str) -> Arc<Pack> {
    Arc::new(Pack::load(&source(folder)).unwrap_or_else(|errors| panic!("{folder}:\n{errors}")))
}

/// The house.
pub fn house() -> Arc<Pack> {
    pack("packs/house")
}

/// The head, roles and records that packs of these tests share. `boss` and `writer` are bound by
/// settings, which [`settings`] sets.
pub const HEAD: &str = r#"
[pack]
id = "t"
layer = "body"
version = "1"
zone = "Asia/Tokyo"
body = { ja = "試験町", en = "Test Town" }
title = { ja = "試験規程", en = "Test Text" }
services = ["facebook"]
scope_clause = "T-0"
contact = ["boss"]

[[clause]]
id = "T-0"
strength = "information"
ja = "範囲"
en = "scope"

[[clause]]
id = "T-1"
ja = "一条"
en = "one"

[[clause]]
id = "T-2"
ja = "二条"
en = "two"

[[clause]]
id = "T-3"
ja = "ただし"
en = "proviso"

[[role]]
id = "boss"
label = { ja = "長", en = "boss" }
bound = "position"

[[role]]
id = "writer"
label = { ja = "書き手", en = "writer" }
bound = "position"

[[standing]]
on = ["outside.like", "outside.follow", "post.publish", "post.submit"]
by = ["writer"]
clause = ["T-0"]

[[parameter]]
id = "open"
label = { ja = "値", en = "value" }
type = "bool"
clause = ["T-1"]

[[record]]
id = "note"
label = { ja = "記録", en = "note" }
by = ["writer"]
scope = "subject"

[[record]]
id = "yesno"
label = { ja = "判断", en = "decision" }
by = ["boss"]
scope = "subject"
fields = [{ id = "answer", type = "yes-no", label = { ja = "要否", en = "needed?" } }]
"#;

/// A pack made of [`HEAD`] and more.
pub fn body(more: &str) -> Arc<Pack> {
    Arc::new(load(more).unwrap_or_else(|errors| panic!("{errors}")))
}

/// The same, with the errors.
pub fn load(more: &str) -> Result<Pack, tatefuda_regulation::PackErrors> {
    Pack::load(&PackSource::new([("pack.toml", HEAD), ("rules.toml", more)]))
}

/// Both roles bound, nothing else.
pub fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.set("role:boss", "p-boss").set("role:writer", "p-writer");
    settings
}

/// House and a body's pack.
pub fn regulation(more: &str) -> Regulation {
    Regulation::new(house(), body(more), settings()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// 2026-11-21 10:00 in Japan.
pub fn now() -> Timestamp {
    "2026-11-21T10:00:00+09:00".parse().unwrap()
}

fn appointment(person: &str, position: &str) -> AppointmentFact {
    AppointmentFact {
        actor_kind: String::new(),
        branch: String::new(),
        capacity: format!("c-{person}"),
        person: person.to_owned(),
        name: person.to_owned(),
        section: "s".to_owned(),
        section_name: "係".to_owned(),
        position: position.to_owned(),
        position_name: position.to_owned(),
        rank: String::new(),
        extension: "10".to_owned(),
        from: "2026-04-01T00:00:00+09:00".parse().unwrap(),
        until: None,
        kind: AppointmentKind::Regular,
        deputy_of: None,
        absent: false,
    }
}

/// A writer asking about a post on Facebook; the boss exists.
pub fn facts() -> Facts {
    let mut facts = Facts::of(ActorFact { person: "w".into(), capacity: "c-w".into(), kind: "staff".into() });
    facts.authors = vec!["w".into()];
    facts.org = vec![appointment("w", "p-writer"), appointment("b", "p-boss"), appointment("x", "p-other")];
    facts.subject = Some(SubjectFact {
        kind: "post".into(),
        id: "post".into(),
        digest: Some("d1".into()),
        service: Some("facebook".into()),
        account: Some("fb".into()),
        account_class: None,
    });
    facts
        .set("account.registered", true)
        .set("account.state", "active")
        .set("post.has_window", false)
        .set("post.in_window", true)
        .set("post.late", false)
        .set("post.text", "x")
        .set("post.media_count", 0);
    facts
}

/// A record of a kind on the post.
pub fn record(id: &str, kind: &str) -> RecordFact {
    RecordFact {
        id: id.to_owned(),
        kind: kind.to_owned(),
        subject: Some("post".to_owned()),
        digest: Some("d1".to_owned()),
        fields: [("rule".to_owned(), "t/r".to_owned()), ("answer".to_owned(), "no".to_owned())].into(),
        by_person: "b".to_owned(),
        by_capacity: "c-b".to_owned(),
        at: "2026-11-20T10:00:00+09:00".parse().unwrap(),
        valid_from: None,
        valid_until: None,
        used: false,
    }
}

/// A step given for a digest.
pub fn step(id: &str, person: &str, digest: &str) -> StepFact {
    StepFact {
        chain: "c".to_owned(),
        step: id.to_owned(),
        digest: digest.to_owned(),
        person: person.to_owned(),
        capacity: format!("c-{person}"),
        at: "2026-11-20T10:00:00+09:00".parse().unwrap(),
        means: "screen".to_owned(),
    }
}

/// Asks now.
pub fn ask(regulation: &Regulation, action: Action, facts: &Facts) -> Answer {
    regulation.ask(&Question::new(action, now(), facts))
}

/// A question of now with more said about it.
pub fn question<'f>(action: Action, facts: &'f Facts, say: impl FnOnce(&mut Question<'f>)) -> Question<'f> {
    let mut question = Question::new(action, now(), facts);
    say(&mut question);
    question
}

/// The same facts, asked by somebody else.
pub fn asked_by(facts: &Facts, person: &str) -> Facts {
    let mut facts = facts.clone();
    facts.actor.person = person.into();
    facts.actor.capacity = format!("c-{person}");
    facts
}

/// How many cases of a property are tried: so many in the gate; where `PROPTEST_CASES` asks for more than the 256 that
/// are usual, so many times more.
#[expect(clippy::disallowed_methods, reason = "long runs are asked for from outside")]
pub fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse::<u32>().ok()).unwrap_or(0);
    usual.saturating_mul((asked / 256).max(1))
}

/// What is wrong is said in both languages; what would be right too, unless it is only what to write.
pub fn is_said_in_both(message: &tatefuda_domain::Localized, help: &tatefuda_domain::Localized) {
    let japanese = |text: &str| {
        text.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    assert!(japanese(&message.ja) && message.ja != message.en, "{message:?}");
    assert!(help.ja.is_empty() == help.en.is_empty(), "{help:?}");
    let written = help.en.contains(['=', '<', '[', '(', '|']);
    assert!(help.en.is_empty() || japanese(&help.ja) || (written && help.ja == help.en), "{help:?}");
}
