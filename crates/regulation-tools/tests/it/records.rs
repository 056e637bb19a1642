//! What the engine tells of kinds, fields, settings.

use tatefuda_domain::Action;
use tatefuda_regulation::{Question, Regulation, Settings};

use crate::support::{facts, house, now, pack, regulation, settings};

fn ninohe() -> Regulation {
    let source = crate::support::source("packs/ninohe");
    let (path, text) = source.settings_file("practice").expect("settings");
    let settings = tatefuda_regulation_tools::settings_from_toml(&path, text).expect("settings");
    Regulation::new(house(), pack("packs/ninohe"), settings).expect("joins")
}

#[test]
fn an_action_reads_only_what_its_rules_read() {
    let regulation = ninohe();
    let publish: Vec<String> = regulation.needed(Action::PostPublish).into_iter().collect();
    assert_eq!(
        publish,
        [
            "account.registered",
            "account.state",
            "post.category",
            "post.classification",
            "post.decision_status",
            "post.disaster",
            "post.findings",
            "post.has_window",
            "post.in_window",
            "post.late",
            "post.media",
            "post.media_count",
            "post.media_unanswered",
            "target.service"
        ]
    );
    let kinds: Vec<String> = regulation.record_kinds_on(Action::PostPublish).into_iter().map(|(id, _)| id).collect();
    assert_eq!(
        kinds,
        [
            "deliberation-note",
            "expression-reason",
            "house:disaster-end",
            "house:disaster-pass",
            "house:disaster-start",
            "link-confirmation",
            "operator-appointment",
            "other-category-decision",
            "picture-safety",
            "posting-declaration",
            "rights-basis",
            "source"
        ]
    );
    assert!(regulation.record_kind("house:exception").is_some());
    assert!(regulation.record_kind("exception").is_none());
    assert_eq!(regulation.record_kinds().len(), regulation.body().record_kinds.len() + house().record_kinds.len());
}

#[test]
fn at_most_five_answers_for_a_text_post() {
    let regulation = ninohe();
    let mut facts = facts();
    facts
        .set("post.category", tatefuda_regulation::Value::Nothing)
        .set("post.classification", tatefuda_regulation::Value::Nothing)
        .set("post.decision_status", tatefuda_regulation::Value::Nothing)
        .set("post.findings", vec![[("kind".to_owned(), "link".into()), ("excerpt".to_owned(), "x".into())].into()]);
    let answer = regulation.ask(&Question::new(Action::PostSubmit, now(), &facts));
    assert_eq!(answer.groups.len(), 5, "{:?}", answer.groups.iter().map(|group| &group.id).collect::<Vec<_>>());
}

#[test]
fn what_is_unset_is_listed_with_its_clause() {
    let regulation = Regulation::new(house(), pack("packs/ninohe"), Settings::default()).expect("joins");
    let unset: Vec<String> = regulation.unset_parameters().into_iter().map(|unset| unset.key).collect();
    assert_eq!(
        unset,
        [
            "role:rp",
            "param:password",
            "param:auth-codes",
            "param:id-handling",
            "param:asset-class-order",
            "param:review-interval",
            "param:city-site",
            "param:shown-check-interval",
            "param:rotation-interval",
            "param:annex-text",
            "param:norm-review-within",
            "param:own-draft-checked",
            "reading:manager"
        ]
    );
    // The annex was not supplied, so that nobody can set what it says.
    let left: Vec<String> = ninohe().unset_parameters().into_iter().map(|unset| unset.key).collect();
    assert_eq!(left, ["param:annex-text"]);
    // A value that does not fit its type is as good as none.
    let mut wrong = Settings::default();
    wrong.set("param:asset-class-order", "Ⅰ\nⅢ").set("param:review-interval", "often");
    let regulation = Regulation::new(house(), pack("packs/ninohe"), wrong).expect("joins");
    assert!(regulation.unset_parameters().iter().any(|unset| unset.key == "param:asset-class-order"));
    assert!(regulation.unset_parameters().iter().any(|unset| unset.key == "param:review-interval"));
    assert_eq!(
        regulation.setting_problem("param:asset-class-order", "Ⅰ\nⅢ").as_deref(),
        Some("the level Ⅱ must occur")
    );
    assert_eq!(regulation.setting_problem("param:review-interval", "30d"), None);
}

#[test]
fn the_settings_digest_covers_every_value() {
    let mut other = settings();
    other.set("role:boss", "p-other");
    assert_ne!(settings().digest(), other.digest());
    let mut more = settings();
    more.set("param:open", "yes");
    assert_ne!(settings().digest(), more.digest());
}

#[test]
fn holders_of_a_role() {
    let who = regulation("").role_holders("boss", &facts(), now());
    assert_eq!((who.label.ja.as_str(), who.holders[0].person.as_str()), ("長", "b"));
    assert_eq!(regulation("").role_holders("house:staff", &facts(), now()).holders.len(), 3);
    assert!(regulation("").role_holders("nobody", &facts(), now()).holders.is_empty());
}

#[test]
fn whose_section_a_draft_comes_from_is_not_asked_of_an_appointment() {
    let regulation = regulation(
        r#"
[[role]]
id = "officer"
label = { ja = "担当", en = "officer" }
bound = "record:choice"
within = "author"

[[record]]
id = "choice"
label = { ja = "選任", en = "choice" }
by = ["boss"]
scope = "person"
appoints = "officer"
fields = [{ id = "person", type = "person", label = { ja = "職員", en = "person" } }]
"#,
    );
    let mut facts = crate::support::asked_by(&facts(), "b");
    facts.authors = vec![];
    facts.set("record.person", "x");
    let give =
        crate::support::question(Action::RecordGive, &facts, |question| question.record_kind = Some("choice".into()));
    assert!(regulation.ask(&give).is_permitted(), "{:?}", regulation.ask(&give).refusals);
}
