//! How much each text asks of the author of one post: what has no live trigger is one declaration with a line for each
//! clause, so that a plain text asks at most five things and a picture with people at most eight.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use tatefuda_domain::Action;
use tatefuda_regulation::{
    Answer, Facts, Question, Regulation, Remedy, Who,
    tools::{complete, facts_from_text, settings_from_toml},
};
use toml::{Table, Value};

use crate::support::{house, pack, source};

const MOST_OF_A_TEXT: usize = 5;
const MOST_OF_A_PICTURE: usize = 8;

/// A pack, the scenario file and the facts in which one of its ordinary operators has a post ready, and who that is.
const OPERATORS: [(&str, &str, &str, &str); 6] = [
    ("takanezawa", "publish", "ready", "kimura"),
    ("ninohe", "publish", "ready", "kudo"),
    ("misato", "publish", "ready", "sato"),
    ("minato", "publish", "ready", "ueno"),
    ("kisarazu", "official", "ready", "hara"),
    ("kisarazu", "related-posts", "ready", "ueda"),
];

/// The facts with nothing answered on the post: no choice, no declaration, no step; what the person gave once for all
/// posts (appointment, pledge) stays.
fn unanswered(name: &str, file: &str, facts: &str, author: &str, media: &str) -> Facts {
    let text = &source(&format!("packs/{name}")).files[&format!("scenarios/{file}.toml")];
    let mut scenarios: Table = text.parse().unwrap();
    let mut facts = scenarios["facts"][facts].as_table_mut().unwrap().clone();
    let post = facts["subject"]["id"].as_str().unwrap().to_owned();
    let actor = format!("person = \"{author}\"\ncapacity = \"c-{author}\"").parse::<Table>().unwrap();
    facts.insert("actor".into(), actor.into());
    facts.insert("authors".into(), vec![Value::from(author)].into());
    facts.remove("steps");
    if let Some(Value::Array(records)) = facts.get_mut("records") {
        records.retain(|one| one.get("subject").and_then(Value::as_str) != Some(&post) && one.get("digest").is_none());
    }
    let fields = facts["fields"].as_table_mut().unwrap();
    fields.retain(|path, _| !path.starts_with("post.media"));
    let nothing: Value = Table::from_iter([("nothing".to_owned(), true.into())]).into();
    for path in ["post.category", "post.classification", "post.decision_status"] {
        fields.insert(path.to_owned(), nothing.clone());
    }
    let media = format!("media = {media}").parse::<Table>().unwrap().remove("media").unwrap();
    fields.insert("post.media".to_owned(), media);
    let mut facts = facts_from_text("facts.toml", &toml::to_string(&facts).unwrap()).unwrap();
    complete(&mut facts);
    facts
}

/// The groups of an answer that the author meets by answering something.
fn asked_of(answer: &Answer, author: &str) -> BTreeSet<String> {
    let named = |who: &Vec<Who>| who.iter().flat_map(|who| &who.holders).any(|holder| holder.person == author);
    let authors = |remedy: &Remedy| match remedy {
        Remedy::ChooseField { .. } | Remedy::ReplaceMedium { .. } => true,
        Remedy::GiveRecord { who, .. } => named(who),
        _ => false,
    };
    answer.groups.iter().filter(|group| group.alternatives.iter().any(authors)).map(|group| group.id.clone()).collect()
}

/// What is asked on passing the post on and on publishing it, together.
fn asked(name: &str, file: &str, facts: &str, author: &str, media: &[&str]) -> BTreeSet<String> {
    let source = source(&format!("packs/{name}"));
    let (path, text) = source.settings_file("practice").unwrap();
    let settings = settings_from_toml(&path, text).unwrap();
    let regulation = Regulation::new(house(), pack(&format!("packs/{name}")), settings).unwrap();
    let at = "2026-11-20T10:00:00+09:00".parse().unwrap();
    let mut all = BTreeSet::new();
    for media in media {
        let facts = unanswered(name, file, facts, author, media);
        for action in [Action::PostSubmit, Action::PostPublish] {
            all.extend(asked_of(&regulation.ask(&Question::new(action, at, &facts)), author));
        }
    }
    all
}

#[test]
fn a_plain_text_asks_at_most_five_things() {
    for (name, file, facts, author) in OPERATORS {
        let asked = asked(name, file, facts, author, &["[]"]);
        println!("{name} ({file}): {} {asked:?}", asked.len());
        assert!(!asked.is_empty() && asked.len() <= MOST_OF_A_TEXT, "{name} ({file}): {asked:?}");
    }
}

/// First nothing is said of the picture, then that two people can be identified, whose consents are not there yet.
#[test]
fn a_picture_with_two_people_asks_at_most_eight_things() {
    let first = r#"[{ kind = "image", has_alt = true }]"#;
    let then = r#"[{ kind = "image", has_alt = true, people = "identifiable", people_count = 2, children = true, rights = "own" }]"#;
    for (name, file, facts, author) in OPERATORS {
        let text = asked(name, file, facts, author, &["[]"]);
        let asked = asked(name, file, facts, author, &[first, then]);
        println!("{name} ({file}): {} {asked:?}", asked.len());
        assert!(asked.len() <= MOST_OF_A_PICTURE, "{name} ({file}): {asked:?}");
        assert!(asked.is_superset(&text), "{name} ({file}): {asked:?}");
    }
}
