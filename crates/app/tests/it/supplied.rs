//! What fact providers declare is what they supply: coverage of packs rests on the declarations.

use std::collections::{BTreeMap, BTreeSet};

use tatefuda_app::{
    Ask, SubjectRef,
    account::{AccountTexts, Register},
    facts::DraftSubject,
};
use tatefuda_domain::{
    Action, SystemRight,
    digest::{TargetContent, Window},
};
use tatefuda_regulation::schema::{FIELDS, FieldType};

use crate::{
    on_both,
    support::{World, preview, town},
};

on_both!(providers_supply_what_they_declare);

/// A condition that reads a field, whatever its value.
fn reading(path: &str, optional: bool, ty: FieldType) -> String {
    match ty {
        _ if optional => format!("has({path})"),
        FieldType::Bool => path.to_owned(),
        FieldType::Int => format!("{path} >= 0"),
        FieldType::Choice(choices) => format!("{path} == \"{}\"", choices[0].0),
        FieldType::TextList | FieldType::List(_) => format!("size({path}) >= 0"),
        FieldType::Date => format!("{path} <= today"),
        FieldType::Moment => format!("{path} <= at"),
        FieldType::Text | FieldType::Category | FieldType::Level => format!("size({path}) >= 0"),
    }
}

async fn providers_supply_what_they_declare(world: World) {
    let mut source = town();
    let rules = FIELDS.iter().enumerate().map(|(at, field)| {
        let kept = reading(field.path, field.optional, field.ty);
        format!("[[rule]]\nid = \"reads-{at}\"\nclause = [\"T-1\"]\nstrength = \"effort\"\non = [\"post.publish\"]\nkept = '{kept}'\n")
    });
    source.files.insert("reads.toml".to_owned(), rules.collect());
    world.regulate_by(source).await;
    let keeper = world.person("keeper", world.a.chief, &[SystemRight::ManageAccounts]).await;
    let texts = AccountTexts {
        handle: "mizube".to_owned(),
        url: "https://mizube.example/".to_owned(),
        purpose: "お知らせ".to_owned(),
        mail: Some("koho@mizube.example".to_owned()),
        profile_url: Some("https://mizube.example/sns".to_owned()),
        ..AccountTexts::named("町公式", world.a.section)
    };
    let register = Register { service: "website".parse().unwrap(), texts, running_until: None };
    let account = world.run(&keeper, &register).await.unwrap().account;
    let content = TargetContent {
        tenant: world.a.tenant,
        post: world.app.env.id(),
        account,
        place: None,
        action: Action::PostPublish,
        text: "お知らせ https://mizube.example/".to_owned(),
        link: None,
        media: vec![],
        options: BTreeMap::new(),
        category: None,
        classification: None,
        decision_status: None,
        fields: BTreeMap::new(),
        window: Window::default(),
    };
    let subject = SubjectRef::Draft(Box::new(DraftSubject { content, stored: false, author: keeper.person }));
    // What only the commands know that give a record or change a login.
    let ask = Ask::new(Action::PostPublish, subject)
        .record_kind("memo")
        .field("post.scheduled_by", keeper.person.to_string())
        .field("record.person", keeper.person.to_string())
        .field("record.rule", "town/needs-permit")
        .field("password.length", 12)
        .field("password.letters", true)
        .field("password.digits", true)
        .field("password.symbols", true)
        .field("password.guessable", false);
    let asked = preview(&world.app, &keeper, ask).await.unwrap();
    let found: BTreeSet<&str> = asked.facts.fields.keys().map(String::as_str).collect();
    assert_eq!(found, tatefuda_app::registry::supplied());
    let known: BTreeSet<&str> = FIELDS.iter().map(|field| field.path).collect();
    assert!(found.is_subset(&known), "{found:?}");
    assert!(!asked.facts.org.is_empty());
    world.finish().await;
}
