//! A client of the JSON interface: routes by their templates, bodies as JSON, answers as texts that can be compared.

use std::{collections::BTreeMap, fmt};

use axum::{body::Body, http::Method};
use serde_json::Value;

use crate::{
    browser::{Browser, Page},
    places::{Places, sound_body},
    world::{Member, World},
};

/// Somebody with a token, among things that exist.
pub struct Client<'w> {
    world: &'w World,
    places: &'w Places,
    browser: Browser,
}

impl<'w> Client<'w> {
    pub async fn of(world: &'w World, places: &'w Places, member: &Member) -> Self {
        Self { world, places, browser: world.client(member, "act").await }
    }

    /// Looks: `GET` and the template, with the id of something that exists.
    pub async fn get(&mut self, route: &str) -> Answer {
        let (method, path) = split(route);
        assert_eq!(method, Method::GET);
        let address = self.places.fill(path);
        self.send(method, &address, None, "").await
    }

    /// Acts with a body with which the act can be done, on something that is at the right stage, naming its version.
    pub async fn act(&mut self, route: &str) -> Answer {
        let body = sound_body(self.world, self.places, split(route).1);
        self.act_with(route, body).await
    }

    /// The same with another body.
    pub async fn act_with(&mut self, route: &str, body: Value) -> Answer {
        let (method, path) = split(route);
        let (address, seen) = (self.places.fill(path), self.places.etag(path));
        self.send(method, &address, Some(body), &seen).await
    }

    /// The same on something else, of which a version was seen.
    pub async fn on(&mut self, route: &str, id: &str, version: i64, body: Value) -> Answer {
        let (method, path) = split(route);
        self.send(method, &path.replace("{id}", id), Some(body), &format!("\"{version}\"")).await
    }

    /// Brings a file.
    pub async fn bring(&mut self, route: &str, file: Vec<u8>) -> Answer {
        let (method, path) = split(route);
        let kind = Some("application/octet-stream");
        let address = self.places.fill(path);
        Answer(self.browser.send_with(method, &address, kind, &[("accept-language", "en")], file).await)
    }

    async fn send(&mut self, method: Method, address: &str, body: Option<Value>, seen: &str) -> Answer {
        let headers: Vec<(&str, &str)> = [("if-match", seen), ("accept-language", "en")]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let kind = body.is_some().then_some("application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        Answer(self.browser.send_with(method, address, kind, &headers, body).await)
    }
}

fn split(route: &str) -> (Method, &str) {
    let (method, path) = route.split_once(' ').expect("a verb and a path");
    (method.parse().expect("a verb"), path)
}

/// What came back. Written out, it is status, version, place and body; ids, times, digests and secrets are replaced by
/// what they are, each id by its number in this answer.
pub struct Answer(pub Page);

impl Answer {
    pub fn json(&self) -> Value {
        self.0.json()
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut covered = Covered::default();
        write!(f, "{}", self.0.status.as_u16())?;
        for name in ["etag", "location"] {
            let value = self.0.header(name);
            if !value.is_empty() {
                write!(f, " {name}: {}", covered.address(value))?;
            }
        }
        let kind = self.0.header("content-type");
        if kind.contains("json") && !self.0.body.is_empty() {
            let body = covered.value("", self.json());
            write!(f, "\n{}", serde_json::to_string_pretty(&body).expect("plain data"))?;
        } else if !kind.is_empty() {
            write!(f, " {kind}")?;
        }
        Ok(())
    }
}

/// Puts what differs from run to run out of sight.
#[derive(Default)]
pub struct Covered(BTreeMap<String, usize>);

/// Lists that say for each rule of the pack what became of it: their length is the pack's matter.
const COUNTED: [&str; 4] = ["trace", "citations", "notes", "answers"];
/// Fields whose values are drawn by lot.
const DRAWN: [&str; 4] = ["instance", "initial_password", "check_number", "slug"];

impl Covered {
    fn value(&mut self, name: &str, value: Value) -> Value {
        match value {
            Value::String(_) if DRAWN.contains(&name) => format!("[{name}]").into(),
            Value::String(text) => self.text(&text).into(),
            Value::Array(list) if COUNTED.contains(&name) && list.len() > 1 => {
                format!("[{} {name}]", list.len()).into()
            }
            // The first says what the others look like.
            Value::Array(list) if list.len() > 2 => {
                let more = format!("[{} more]", list.len() - 1).into();
                list.into_iter().take(1).map(|one| self.value("", one)).chain([more]).collect()
            }
            Value::Array(list) => list.into_iter().map(|one| self.value("", one)).collect(),
            Value::Object(fields) => {
                fields.into_iter().map(|(name, one)| (name.clone(), self.value(&name, one))).collect()
            }
            other => other,
        }
    }

    /// The parts of an address.
    pub fn address(&mut self, address: &str) -> String {
        let parts = address.split_inclusive(['/', '?', '&', '=', '#', '.']);
        let mut out = String::new();
        for part in parts {
            let word = part.trim_end_matches(['/', '?', '&', '=', '#', '.']);
            out.push_str(&self.text(word));
            out.push_str(&part[word.len()..]);
        }
        out
    }

    /// The words of a text.
    pub fn words(&mut self, text: &str) -> String {
        text.split(' ').map(|word| self.text(word)).collect::<Vec<_>>().join(" ")
    }

    fn text(&mut self, text: &str) -> String {
        if text.len() == 36 && text.parse::<uuid::Uuid>().is_ok() {
            let next = self.0.len() + 1;
            return format!("[id {}]", self.0.entry(text.to_owned()).or_insert(next));
        }
        if text.len() > 10 && text.parse::<jiff::Timestamp>().is_ok() {
            return "[time]".to_owned();
        }
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return "[digest]".to_owned();
        }
        text.to_owned()
    }
}
