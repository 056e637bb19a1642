//! What stands in the text of a post, told once for the provider and for scenarios.

use std::collections::BTreeMap;

use tatefuda_text::{Finding, Link, LinkData, findings, is_when_or_where, links};

use crate::{
    facts::{LIST_MAX, Value},
    pack::Pack,
    settings::Settings,
};

/// `post.links` and `post.findings` of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFacts {
    /// Records as the schema declares them for `post.links`.
    pub links: Vec<BTreeMap<String, Value>>,
    /// Records as the schema declares them for `post.findings`.
    pub findings: Vec<BTreeMap<String, Value>>,
}

/// Reads a text and the link that stands apart from it. More than a list may hold cannot be judged whatever it is: one
/// more is enough for the answer that says so.
pub fn text_facts(text: &str, link: Option<&str>, data: &LinkData) -> TextFacts {
    let within = links(text, data);
    let apart: Vec<Link> = link.into_iter().flat_map(|link| links(link, data)).collect();
    // The link apart is no part of the text: its places say nothing about what stands there.
    let found = findings(text, &within).into_iter().chain(findings("", &apart));
    TextFacts {
        findings: found.take(LIST_MAX + 1).map(finding).collect(),
        links: within.iter().chain(&apart).take(LIST_MAX + 1).map(of_link).collect(),
    }
}

/// What stands in a text and is a reason to ask by itself: its findings, without the numbers that only say when or where.
pub fn live_findings(text: &str, link: Option<&str>, data: &LinkData) -> Vec<Finding> {
    let within = links(text, data);
    let apart: Vec<Link> = link.into_iter().flat_map(|link| links(link, data)).collect();
    let figure = |one: &Finding| one.kind != NUMBER || !is_when_or_where(text, one.start, one.end);
    findings(text, &within).into_iter().filter(figure).chain(findings("", &apart)).collect()
}

/// The finding of numbers.
const NUMBER: &str = "number";

/// What a body knows of hosts: the lists of the house, as the body set them.
pub fn hosts(house: &Pack, settings: &Settings) -> LinkData {
    let list = |id: &str| -> Vec<String> {
        let stated = house.parameters.iter().find(|parameter| parameter.id == id).and_then(|p| p.value.clone());
        let set = settings.get(&format!("param:house:{id}")).map(ToOwned::to_owned);
        set.or(stated).unwrap_or_default().lines().map(ToOwned::to_owned).collect()
    };
    LinkData::new(list("shorteners"), list("bare-domains"))
}

fn of_link(link: &Link) -> BTreeMap<String, Value> {
    record([
        ("host", Value::Text(link.host.clone())),
        ("scheme", Value::Text(link.scheme.clone())),
        ("shortened", Value::Bool(link.shortened)),
        ("url", Value::Text(link.url.clone())),
    ])
}

fn finding(finding: Finding) -> BTreeMap<String, Value> {
    record([("excerpt", Value::Text(finding.excerpt)), ("kind", Value::Text(finding.kind))])
}

fn record<const N: usize>(elements: [(&str, Value); N]) -> BTreeMap<String, Value> {
    elements.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
