//! Posts at a stage, and what several nouns ask of a page.

use std::collections::BTreeMap;

use tatefuda_app::{
    post::{Content, Draft, GiveStep, PostSupply, Publish, Saved, Submit, TargetInput},
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::post::Means;

use crate::{
    browser::{Browser, Page},
    world::{Body, World},
};

pub const DECLARED: (&str, &str) = ("supply.posting-declaration.declared", "yes");

/// The page of a post whose address the browser was sent to.
pub fn post_path(page: &Page) -> String {
    let at = page.body.find("action=\"/posts/").expect("a form of the post") + "action=\"".len();
    let path: String = page.body[at..].chars().take("/posts/".len() + 36).collect();
    path
}

/// Fills the composer of the first body and saves or submits.
pub async fn compose(browser: &mut Browser, body: &Body, text: &str, intent: &str) -> Page {
    let form = browser.get("/posts/new").await;
    assert_eq!(form.status, 200, "{}", form.body);
    let account = body.website.to_string();
    let fields = [
        ("accounts", account.as_str()),
        ("text", text),
        ("category", "NNH-8(3)"),
        ("classification", "Ⅲ"),
        ("decision_status", "decided"),
        ("supply", "posting-declaration"),
        DECLARED,
        // A date in the text: from where it is known.
        ("supply", "source"),
        ("supply.source.source", "観光課の予定表"),
        ("intent", intent),
    ];
    browser.submit(&form, "/posts", &fields).await
}

pub fn content(world: &World, text: &str) -> Content {
    Content {
        title: text.to_owned(),
        text: text.to_owned(),
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅲ".to_owned()),
        decision_status: Some("decided".to_owned()),
        targets: vec![TargetInput::shared(world.a.facebook)],
        ..Content::default()
    }
}

pub async fn checked(world: &World, content: Content) -> Saved {
    let writer = &world.a.writer.actor;
    let saved = world.run(writer, &Draft { content }).await;
    let fields = [("declared".to_owned(), "yes".to_owned())].into();
    let record = Supply { kind: "posting-declaration".to_owned(), fields, ..Supply::default() };
    let supplies = vec![PostSupply { record, account: None }];
    let submitted = world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await;
    let give = GiveStep {
        post: saved.post,
        sheet: submitted.sheet,
        step: "check".to_owned(),
        accounts: vec![],
        means: Means::Screen,
        supplies: vec![],
    };
    let given = world.run(&world.a.checker.actor, &give).await;
    Saved { version: given.version, ..submitted }
}

pub async fn schedule(world: &World, saved: &Saved, at: Option<&str>) {
    let at = at.map(|at| at.parse().unwrap());
    let publish = Publish { post: saved.post, version: saved.version, at, accounts: vec![], supplies: vec![] };
    world.run(&world.a.writer.actor, &publish).await;
}

/// The summary of errors, as the page has it.
pub fn summary(page: &Page) -> String {
    let rest = page.body.split("id=\"error-summary\"").nth(1).unwrap_or_default();
    rest.split("</div>").next().unwrap_or_default().to_owned()
}

/// An oath of each employee, and a word of the mayor on each post.
pub const MORE: &str = r#"
[[clause]]
id = "HNK-7"
ja = "職員は、はじめに心得を誓う。"
en = "Every employee takes an oath first."

[[clause]]
id = "HNK-8"
ja = "町長が認めたものを出す。"
en = "What the mayor allows goes out."

[[role]]
id = "anybody"
label = { ja = "職員", en = "employee" }
clause = ["HNK-7"]
bound = "staff"

[[role]]
id = "mayor"
label = { ja = "町長", en = "mayor" }
clause = ["HNK-8"]
bound = "position"

[[record]]
id = "oath"
label = { ja = "心得の誓い", en = "oath" }
clause = ["HNK-7"]
by = ["anybody"]
scope = "person"

[[record.lines]]
clause = "HNK-7"
ja = "心得を守る。"
en = "I keep to it."

[[rule]]
id = "sworn"
clause = ["HNK-7"]
on = ["post.submit", "post.publish"]
record = "oath"
message = { ja = "はじめに心得を誓ってください。", en = "Take the oath first." }

[[record]]
id = "mayor-word"
label = { ja = "町長の認定", en = "word of the mayor" }
clause = ["HNK-8"]
by = ["mayor"]
scope = "digest"

[[record.fields]]
id = "reason"
type = "text"
label = { ja = "認める理由", en = "why" }

[[rule]]
id = "allowed"
clause = ["HNK-8"]
on = ["post.publish"]
record = "mayor-word"
message = { ja = "町長の認定が必要です。", en = "It takes the word of the mayor." }
"#;

pub const TEXT: &str = "町民プールの夏の営業を始めます";

pub fn fields<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A post of the second body that its author passed on, with the author's own statements.
pub async fn submitted(world: &World) -> Saved {
    passed_on(world, TEXT).await
}

/// The same with another text.
pub async fn passed_on(world: &World, text: &str) -> Saved {
    let body = &world.b;
    let writer = &body.writer.actor;
    let oath = Supply { kind: "oath".to_owned(), fields: fields([("line:HNK-7", "yes")]), ..Supply::default() };
    let on = Given::Person { person: body.writer.id() };
    world.run(writer, &GiveRecord { record: oath, on, shown: None, document: Some(body.document.clone()) }).await;
    let targets = vec![TargetInput::shared(body.website), TargetInput::shared(body.facebook)];
    let content = Content { title: TEXT.to_owned(), text: text.to_owned(), targets, ..Content::default() };
    let saved = world.run(writer, &Draft { content }).await;
    let given = fields([("words", "遊泳期間を「夏の営業」に"), ("readers", "everyone")]);
    let record = Supply { kind: "plain-words".to_owned(), fields: given, ..Supply::default() };
    let supplies = vec![PostSupply { record, account: None }];
    world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await
}
