//! The reference explains what the program reads: all of it, and nothing else.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use super::{page::anchor, *};
use crate::{facts_schema, scenario, settings_schema};
use tatefuda_regulation::{
    expr::FUNCTIONS,
    pack::{EVENTS, SECTIONS},
};

fn same(
    what: &str,
    told: impl IntoIterator<Item = impl Into<String>>,
    read: impl IntoIterator<Item = impl Into<String>>,
) {
    let told: BTreeSet<String> = told.into_iter().map(Into::into).collect();
    let read: BTreeSet<String> = read.into_iter().map(Into::into).collect();
    assert_eq!(told, read, "{what}: explained on the left, read by the program on the right");
}

#[test]
fn every_key_of_every_section_is_explained() {
    let (sections, words) = explained().unwrap();
    same("sections", sections.section.keys(), SECTIONS.iter().map(|(name, _)| *name));
    for (name, keys) in SECTIONS {
        let section = &sections.section[*name];
        assert!(!section.ja.is_empty() && !section.en.is_empty(), "{name}");
        let own: BTreeSet<&str> = section.keys.keys().map(String::as_str).collect();
        let read: BTreeSet<&str> = keys.iter().map(pack::Key::name).collect();
        assert!(own.is_subset(&read), "{name} explains keys that nobody reads: {:?}", own.difference(&read));
        for key in read {
            let told = section.keys.get(key).or_else(|| sections.common.get(key));
            let (ty, ja, en) = told.unwrap_or_else(|| panic!("{name}.{key} is not explained"));
            assert!(!ja.is_empty() && !en.is_empty(), "{name}.{key}");
            let known = match ty.strip_prefix('=') {
                Some("state") => true,
                Some(set) => words.set.contains_key(set) || page().inner(set).contains('.'),
                None => words.r#type.contains_key(ty),
            };
            assert!(known, "{name}.{key} has the unknown type {ty}");
        }
    }
}

#[test]
fn every_word_is_explained() {
    let (_, words) = explained().unwrap();
    same("sets", words.set.keys().map(String::as_str), sets().iter().map(|(name, _)| *name));
    for (name, known) in sets() {
        assert!(!known.is_empty(), "{name}");
        same(name, words.set[name].keys().filter(|word| *word != "title"), known);
    }
    same("acts", words.act.keys(), Action::ALL.iter().map(|action| action.as_str()));
    same("events", words.event.keys(), EVENTS.iter().copied());
    same("functions", words.function.keys(), FUNCTIONS.iter().map(|(name, _)| *name));
    for (name, count) in FUNCTIONS {
        let call = &words.function[*name].0;
        let inside = call.split_once('(').unwrap().1.trim_end_matches(')');
        let told = if inside.is_empty() { 0 } else { inside.split(',').count() };
        assert_eq!(told, *count, "arguments of {name}");
    }
}

#[test]
fn every_key_of_scenarios_and_facts_is_explained() {
    let (_, words) = explained().unwrap();
    same("tables", words.scenario.keys().map(String::as_str), scenario::keys().iter().map(|(name, _)| *name));
    for (name, keys) in scenario::keys() {
        same(name, words.scenario[name].keys().map(String::as_str), keys);
    }
    let schema = facts_schema();
    let all = &schema["properties"];
    for (name, told) in &words.facts {
        let of = match name.as_str() {
            "facts" => &schema,
            "subject" => &all["subject"]["anyOf"][1],
            "actor" => &all["actor"],
            list => &all[list]["items"],
        };
        same(name, told.keys(), of["properties"].as_object().unwrap().keys());
    }
    let settings = settings_schema();
    same(
        "settings",
        words.settings.keys(),
        settings["properties"]["set"]["items"]["properties"].as_object().unwrap().keys(),
    );
}

fn page() -> Page {
    let (sections, words) = explained().unwrap();
    Page { language: Language::En, out: String::new(), sections, words }
}

#[test]
fn anchors_are_those_of_the_headings() {
    assert_eq!(anchor("role.rank"), "rolerank");
    assert_eq!(anchor("To what a record is bound"), "to-what-a-record-is-bound");
    assert_eq!(anchor("記録の結び付き"), "記録の結び付き");
}
