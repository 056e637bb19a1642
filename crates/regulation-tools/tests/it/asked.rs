//! How much each text asks of the author of one post: what has no live trigger is one declaration with a line for each
//! clause, so that a plain text asks at most five things and a picture with people at most eight.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use tatefuda_domain::Action;
use tatefuda_regulation::{Answer, Facts, People, Question, Regulation, Remedy, Settings, hosts};
use tatefuda_regulation_tools::{complete, facts_from_text, settings_from_toml};
use toml::{Table, Value};

use crate::support::{house, pack, source};

const MOST_OF_A_TEXT: usize = 5;
const MOST_OF_A_PICTURE: usize = 8;

/// An ordinary operator with a post ready.
struct Operator {
    pack: &'static str,
    /// The scenario file whose facts `ready` have the post.
    file: &'static str,
    person: &'static str,
    /// How many things a plain text asks.
    text: usize,
    /// How many a picture with two people asks.
    picture: usize,
}

const OPERATORS: [Operator; 6] = [
    Operator { pack: "takanezawa", file: "publish", person: "kimura", text: 3, picture: 6 },
    Operator { pack: "ninohe", file: "publish", person: "kudo", text: 4, picture: 7 },
    Operator { pack: "misato", file: "publish", person: "sato", text: 3, picture: 5 },
    Operator { pack: "minato", file: "publish", person: "ueno", text: 3, picture: 5 },
    Operator { pack: "kisarazu", file: "official", person: "hara", text: 1, picture: 1 },
    Operator { pack: "kisarazu", file: "related-posts", person: "ueda", text: 1, picture: 1 },
];

/// The facts with nothing answered on the post: no choice, no declaration, no step; what the person gave once for all
/// posts (appointment, pledge) stays.
fn unanswered(operator: &Operator, media: &str) -> Facts {
    let author = operator.person;
    let text = &source(&format!("packs/{}", operator.pack)).files[&format!("scenarios/{}.toml", operator.file)];
    let mut scenarios: Table = text.parse().unwrap();
    let mut facts = scenarios["facts"]["ready"].as_table_mut().unwrap().clone();
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
    complete(&mut facts, &hosts(&house(), &Settings::default()));
    facts
}

/// The groups of an answer that the author meets by answering something.
fn asked_of(answer: &Answer, author: &str) -> BTreeSet<String> {
    let named = |who: &People| who.iter().flat_map(|who| &who.holders).any(|holder| holder.person == author);
    let authors = |remedy: &Remedy| match remedy {
        Remedy::ChooseField { .. } | Remedy::ReplaceMedium { .. } => true,
        Remedy::GiveRecord { who, .. } => named(who),
        _ => false,
    };
    answer.groups.iter().filter(|group| group.alternatives.iter().any(authors)).map(|group| group.id.clone()).collect()
}

/// What is asked on passing the post on and on publishing it, together.
fn asked(operator: &Operator, media: &[&str]) -> BTreeSet<String> {
    let source = source(&format!("packs/{}", operator.pack));
    let (path, text) = source.settings_file("practice").unwrap();
    let settings = settings_from_toml(&path, text).unwrap();
    let regulation = Regulation::new(house(), pack(&format!("packs/{}", operator.pack)), settings).unwrap();
    let at = "2026-11-20T10:00:00+09:00".parse().unwrap();
    let mut all = BTreeSet::new();
    for media in media {
        let facts = unanswered(operator, media);
        for action in [Action::PostSubmit, Action::PostPublish] {
            all.extend(asked_of(&regulation.ask(&Question::new(action, at, &facts)), operator.person));
        }
    }
    all
}

#[test]
fn a_plain_text_asks_at_most_five_things() {
    for operator in &OPERATORS {
        let asked = asked(operator, &["[]"]);
        let at = format!("{} ({}): {asked:?}", operator.pack, operator.file);
        assert!(asked.len() <= MOST_OF_A_TEXT, "{at}");
        assert_eq!(asked.len(), operator.text, "{at}");
    }
}

/// First nothing is said of the picture, then that two people can be identified, whose consents are not there yet.
#[test]
fn a_picture_with_two_people_asks_at_most_eight_things() {
    let first = r#"[{ kind = "image", has_alt = true }]"#;
    let then = r#"[{ kind = "image", has_alt = true, people = "identifiable", people_count = 2, children = true, rights = "own" }]"#;
    for operator in &OPERATORS {
        let text = asked(operator, &["[]"]);
        let asked = asked(operator, &[first, then]);
        let at = format!("{} ({}): {asked:?}", operator.pack, operator.file);
        assert!(asked.len() <= MOST_OF_A_PICTURE, "{at}");
        assert_eq!(asked.len(), operator.picture, "{at}");
        assert!(asked.is_superset(&text), "{at}");
    }
}
