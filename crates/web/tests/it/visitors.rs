//! A page as people of each kind see it, told in lines that a reviewer reads: what an operator sees in full, of the
//! others what is different.

use axum::{body::Body, http::Method};
use tatefuda_testkit::html;
use tatefuda_web::routes::{ROUTES, Verb};

use crate::{
    browser::{Browser, Page, encode},
    places::{Places, sound_form},
    world::World,
};

/// Everybody who may come, each with a browser of their own.
pub struct Visitors {
    world: World,
    places: Places,
    browsers: Vec<(&'static str, Browser)>,
}

/// More lines than these of one kind in a row say nothing new.
const ALIKE: usize = 3;

impl Visitors {
    pub async fn new() -> Self {
        let world = World::new().await;
        let places = Places::of(&world).await;
        let (a, b) = (&world.a, &world.b);
        let browsers = vec![
            ("operator", world.signed_in(a, &a.writer).await),
            ("responsible", world.signed_in(a, &a.checker).await),
            ("administrator", world.signed_in(a, &a.admin).await),
            ("no role", world.signed_in(a, &a.nobody).await),
            ("other body", world.signed_in(b, &b.admin).await),
            ("nobody signed in", world.browser()),
        ];
        Self { world, places, browsers }
    }

    /// What each of them sees under a route (`GET /posts/{id}`), with the id of something that exists.
    pub async fn see(&self, route: &str) -> String {
        let path = route.strip_prefix("GET ").expect("a page is looked at");
        let mut seen: Vec<(Vec<&str>, String, Vec<String>)> = Vec::new();
        for (who, browser) in &self.browsers {
            let who: &str = who;
            let page = browser.clone().get(&self.places.fill(path)).await;
            let (status, lines) = self.told(&page);
            match seen.iter_mut().find(|(_, of, told)| (of, told) == (&status, &lines)) {
                Some((names, ..)) => names.push(who),
                None => seen.push((vec![who], status, lines)),
            }
        }
        // Against the first whose page is the same in kind.
        let written = seen.iter().enumerate().map(|(at, (names, status, lines))| {
            let before = seen[..at].iter().find(|(_, of, told)| of == status && told.first() == lines.first());
            let lines = before.map_or_else(|| lines.clone(), |(_, _, told)| differences(told, lines));
            format!("{}: {status}\n{}", names.join(", "), lines.join("\n")).trim_end().to_owned()
        });
        written.collect::<Vec<_>>().join("\n\n")
    }

    /// What somebody is answered who sends the form of a route (`POST /posts/{id}/submit`) as it can be sent.
    pub async fn act(&self, who: &str, route: &str) -> String {
        let path = route.strip_prefix("POST ").expect("a form is sent");
        let known = ROUTES.iter().find(|one| one.path == path && one.verb == Verb::Post).expect("a route");
        let form = sound_form(&self.world, &self.places, known);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let (_, browser) = self.browsers.iter().find(|(name, _)| *name == who).expect("somebody of them");
        let (kind, address) = (Some("application/x-www-form-urlencoded"), self.places.fill(path));
        let mut browser = browser.clone();
        let page = browser.send(Method::POST, &address, kind, Body::from(encode(&form))).await;
        let (status, lines) = self.told(&page);
        let flash = browser.cookie("tatefuda_flash").map(|key| format!("\nsays {key}")).unwrap_or_default();
        format!("{status}{flash}\n{}", lines.join("\n")).trim_end().to_owned()
    }

    /// Status with what it leads to, and the lines of a page.
    fn told(&self, page: &Page) -> (String, Vec<String>) {
        let mut covered = Covered::default();
        let mut status = page.status.as_u16().to_string();
        if page.status.is_redirection() {
            status = format!("{status} {}", covered.line(page.location()));
        }
        let kind = page.header("content-type");
        if page.status.is_redirection() || !kind.starts_with("text/html") {
            let kind = if page.status.is_redirection() { "" } else { kind };
            return (format!("{status} {kind}").trim_end().to_owned(), vec![]);
        }
        let parsed = html::Page::parse(&page.body).unwrap_or_else(|error| panic!("{error}: {}", page.body));
        assert_eq!(parsed.doubled_ids(), [""; 0], "ids twice: {}", page.body);
        let lines: Vec<String> = parsed.told().iter().map(|line| covered.line(line)).collect();
        (status, shortened(lines))
    }
}

/// Of many lines of one kind the first few, and how many more.
fn shortened(lines: Vec<String>) -> Vec<String> {
    let kind = |line: &str| line.chars().take_while(|c| !c.is_alphanumeric()).collect::<String>();
    let mut out: Vec<String> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let of = kind(first);
        let alike = rest.iter().take_while(|line| !of.is_empty() && kind(line) == of).count().max(1);
        let shown = if matches!(of.as_str(), "- " | "| ") { alike.min(ALIKE) } else { alike };
        out.extend(rest[..shown].iter().cloned());
        if alike > shown {
            out.push(format!("{of}… {} more", alike - shown));
        }
        rest = &rest[alike..];
    }
    out
}

/// What is in one and not in the other, in the order in which it stands.
fn differences(of: &[String], to: &[String]) -> Vec<String> {
    // Longest common subsequence from the back, as `common[i][j]` for the rests from `i` and `j`.
    let mut common = vec![vec![0_usize; to.len() + 1]; of.len() + 1];
    for i in (0..of.len()).rev() {
        for j in (0..to.len()).rev() {
            common[i][j] = match of[i] == to[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < of.len() || j < to.len() {
        if i < of.len() && j < to.len() && of[i] == to[j] {
            (i, j) = (i + 1, j + 1);
        } else if j >= to.len() || (i < of.len() && common[i + 1][j] >= common[i][j + 1]) {
            out.push(format!("without: {}", of[i]));
            i += 1;
        } else {
            out.push(format!("with: {}", to[j]));
            j += 1;
        }
    }
    out
}

/// Ids, check numbers and digests are drawn by lot: each by its number on the page, or by what it is.
#[derive(Default)]
struct Covered(Vec<String>);

impl Covered {
    fn line(&mut self, line: &str) -> String {
        let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
        let mut out = String::with_capacity(line.len());
        let mut word = String::new();
        for c in line.chars().chain(['\n']) {
            if ends(c) {
                out.push_str(&self.word(&std::mem::take(&mut word)));
                out.push(c);
            } else {
                word.push(c);
            }
        }
        out.trim_end().to_owned()
    }

    fn word(&mut self, word: &str) -> String {
        if word.len() == 36 && word.parse::<uuid::Uuid>().is_ok() {
            let at = self.0.iter().position(|known| known == word).unwrap_or_else(|| {
                self.0.push(word.to_owned());
                self.0.len() - 1
            });
            return format!("[id {}]", at + 1);
        }
        let drawn = |part: &str| part.len() == 4 && part.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let parts: Vec<&str> = word.split('-').collect();
        if parts.len() >= 2 && parts.iter().all(|part| drawn(part)) && word.bytes().any(|c| c.is_ascii_uppercase()) {
            return "[check number]".to_owned();
        }
        let hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        if word.len() == 10 && word.bytes().all(hex) && word.bytes().any(|c| c.is_ascii_digit()) {
            return "[reference]".to_owned();
        }
        if word.len() == 64 && word.bytes().all(|c| c.is_ascii_hexdigit()) {
            return "[digest]".to_owned();
        }
        word.to_owned()
    }
}
