//! A client of the pages: routes by their templates, forms with which the act can be done, answers as outlines that can be
//! compared.

use std::fmt;

use axum::http::Method;
use tatefuda_web::routes::ROUTES;

use crate::{
    browser::{Browser, Page},
    client::Covered,
    places::{Places, sound_form},
    world::{Member, World},
};

/// Somebody signed in, among things that exist.
pub struct Screen<'w> {
    world: &'w World,
    places: &'w Places,
    browser: Browser,
}

impl<'w> Screen<'w> {
    pub async fn of(world: &'w World, places: &'w Places, member: &Member) -> Self {
        Self { world, places, browser: world.signed_in(&world.a, member).await }
    }

    /// Somebody who did not sign in.
    pub fn outside(world: &'w World, places: &'w Places) -> Self {
        Self { world, places, browser: world.browser() }
    }

    /// Looks at what exists.
    pub async fn get(&mut self, route: &str) -> Shown {
        let address = self.places.fill(path(route, &Method::GET));
        let page = self.browser.get(&address).await;
        Shown { page, next: None }
    }

    /// Acts with a form with which the act can be done, on something that is at the right stage, and looks where it leads.
    pub async fn act(&mut self, route: &str) -> Shown {
        let of = path(route, &Method::POST);
        let row = ROUTES.iter().find(|row| row.path == of && row.verb.as_str() == "POST").expect("a route");
        let form = sound_form(self.world, self.places, row);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = self.browser.post(&self.places.fill(of), &form).await;
        let next = if page.status.is_redirection() { Some(self.browser.follow(page.clone()).await) } else { None };
        Shown { page, next }
    }
}

fn path<'r>(route: &'r str, method: &Method) -> &'r str {
    route.strip_prefix(method.as_str()).map(str::trim_start).expect("a verb and a path")
}

/// What came back: status and place; of a page its headings, what it says to whoever looks, and its forms with what they
/// send. Of a page to which an act led, what it says alone: it is shown with its own route.
pub struct Shown {
    page: Page,
    next: Option<Page>,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut covered = Covered::default();
        write!(f, "{}", self.page.status.as_u16())?;
        if self.page.status.is_redirection() {
            write!(f, " {}", covered.address(self.page.location()))?;
        }
        let kind = self.page.header("content-type");
        if !kind.starts_with("text/html") && !kind.is_empty() {
            write!(f, " {kind}")?;
        }
        for line in outline(&self.page.body) {
            write!(f, "\n{}", line.covered(&mut covered))?;
        }
        if let Some(next) = &self.next {
            write!(f, "\n-> {}", next.status.as_u16())?;
            for line in outline(&next.body).into_iter().filter(|line| !matches!(line, Line::Form { .. })) {
                write!(f, "\n{}", line.covered(&mut covered))?;
            }
        }
        Ok(())
    }
}

enum Line {
    Heading(usize, String),
    /// What is said of the state of things, or of what went wrong.
    Notice(String),
    Form {
        method: String,
        action: String,
        fields: Vec<String>,
    },
}

impl Line {
    fn covered(&self, covered: &mut Covered) -> String {
        match self {
            Self::Heading(level, text) => format!("{} {}", "#".repeat(*level), covered.words(text)),
            Self::Notice(text) => format!("! {}", covered.words(text)),
            Self::Form { method, action, fields } => {
                format!("{method} {} ({})", covered.address(action), fields.join(" "))
            }
        }
    }
}

/// Classes of what a page says to whoever looks.
const NOTICES: [&str; 5] = ["error", "notice", "missing", "reason", "empty"];

/// The outline of a page, or of a part of one.
fn outline(html: &str) -> Vec<Line> {
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or(html, |(main, _)| main);
    let mut lines = vec![];
    for (at, _) in main.match_indices('<') {
        let rest = &main[at + 1..];
        let Some((tag, inner)) = rest.split_once('>') else { continue };
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        let end = |of: &str| text(inner.split(&format!("</{of}>")).next().unwrap_or_default());
        match name {
            "h1" | "h2" | "h3" => lines.push(Line::Heading(usize::from(name.as_bytes()[1] - b'0'), end(name))),
            "p" | "div" | "li" if attribute(tag, "class").is_some_and(|of| is_notice(&of)) => {
                lines.push(Line::Notice(end(name)));
            }
            "form" => {
                let form = inner.split("</form>").next().unwrap_or_default();
                let method = attribute(tag, "method").unwrap_or_else(|| "get".to_owned()).to_uppercase();
                let action = attribute(tag, "action").unwrap_or_default();
                lines.push(Line::Form { method, action, fields: fields(form) });
            }
            _ => {}
        }
    }
    lines
}

fn is_notice(classes: &str) -> bool {
    classes.split(' ').any(|class| NOTICES.contains(&class))
}

/// The names that a form sends, each once; what belongs to every form is left out.
fn fields(form: &str) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for (at, _) in form.match_indices('<') {
        let tag = form[at + 1..].split('>').next().unwrap_or_default();
        let control = ["input", "select", "textarea", "button"].iter().any(|name| tag.starts_with(name));
        let Some(name) = attribute(tag, "name").filter(|name| control && name != "command_id") else { continue };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = [' ', '\n'].iter().find_map(|blank| tag.find(&format!("{blank}{name}=\"")))?;
    tag[at + name.len() + 3..].split('"').next().map(ToOwned::to_owned)
}

/// What stands between the tags, in one line.
fn text(html: &str) -> String {
    let pieces = html.split('<').enumerate().filter_map(|(at, piece)| match at {
        0 => Some(piece),
        _ => piece.split_once('>').map(|(_, rest)| rest),
    });
    pieces.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
