//! What the practice place is filled with, as written in `demo/*.toml`.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use rust_embed::RustEmbed;
use serde::Deserialize;
use tatefuda_domain::Localized;

use crate::chart::{Person, Position, Section};

#[derive(RustEmbed)]
#[folder = "demo"]
struct Files;

/// A body of the practice place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub slug: String,
    pub name: Localized,
    pub kana: String,
    pub prefecture: String,
    pub zone: String,
    pub phone: String,
    pub unit: Localized,
    pub practice: bool,
    /// The pack by the name of its folder; its invented settings lie beside it.
    pub pack: String,
    /// From when organisation and regulation exist.
    pub since: Date,
    pub section: Vec<Section>,
    pub position: Vec<Position>,
    pub person: Vec<Person>,
    #[serde(default)]
    pub appoint: Vec<Appoint>,
    pub account: Vec<Account>,
    #[serde(default)]
    pub post: Vec<Post>,
}

/// A record by which one person appoints another to a role.
#[derive(Debug, Deserialize)]
pub struct Appoint {
    pub person: String,
    /// It is of the body, as a device on record, and not of the person.
    #[serde(default)]
    pub body: bool,
    #[serde(flatten)]
    pub record: Record,
}

/// A record; in fields `@id` stands for a person of this file.
#[derive(Debug, Deserialize)]
pub struct Record {
    pub kind: String,
    pub by: String,
    pub fields: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub id: String,
    pub service: String,
    pub name: String,
    pub handle: String,
    pub url: String,
    pub section: String,
    pub purpose: String,
    #[serde(default)]
    pub external_id: Option<String>,
    #[serde(default)]
    pub token: Option<String>,
    /// The token that makes the next ones.
    #[serde(default)]
    pub refresh: Option<String>,
    /// Id and secret of its channel or of the body's own app.
    #[serde(default)]
    pub app_id: Option<String>,
    #[serde(default)]
    pub app_secret: Option<String>,
    /// Connected, and posted to by hand all the same until somebody chooses otherwise.
    #[serde(default)]
    pub by_hand: bool,
    /// The shared mail address with which it is registered.
    #[serde(default)]
    pub mail: Option<String>,
    #[serde(default)]
    pub profile_url: Option<String>,
    #[serde(default)]
    pub listing_url: Option<String>,
    /// Its class, where the pack has classes.
    #[serde(default)]
    pub class: Option<String>,
    /// It ran before the regulation was loaded, and may go on until this day (経過措置).
    #[serde(default)]
    pub running_until: Option<Date>,
    /// What has to be on record before it may start.
    #[serde(default)]
    pub record: Vec<Record>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    pub by: String,
    pub accounts: Vec<String>,
    pub title: String,
    #[serde(default)]
    pub category: Option<String>,
    #[serde(default)]
    pub classification: Option<String>,
    #[serde(default)]
    pub decision_status: Option<String>,
    pub text: String,
}

/// Every body of the practice place, in the order of their files.
pub fn bodies() -> Result<Vec<Body>> {
    let mut names: Vec<_> = Files::iter().filter(|name| name.ends_with(".toml")).collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let file = Files::get(&name).with_context(|| format!("demo/{name} is not there"))?;
            toml::from_str(std::str::from_utf8(&file.data)?).with_context(|| format!("demo/{name}"))
        })
        .collect()
}
