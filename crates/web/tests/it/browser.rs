//! A browser without scripts: cookies, redirects, forms as they stand in the page.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use tower::ServiceExt as _;

/// One person's browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(router: &Router) -> Self {
        Self { router: router.clone(), cookies: vec![], headers: vec![] }
    }

    /// Sends a header with every request from now on.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub async fn send(&mut self, method: Method, path: &str, kind: Option<&str>, body: impl Into<Body>) -> Page {
        self.send_with(method, path, kind, &[], body).await
    }

    pub async fn send_with(
        &mut self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Page {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "10.0.0.5:8080");
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(value.to_str().expect("ASCII"));
        }
        let bytes = axum::body::to_bytes(body, 16 << 20).await.expect("a body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page { status: parts.status, headers: parts.headers, body }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("name=value");
        self.cookies.retain(|(key, _)| key != name);
        if !attributes.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// Posts a form without following the redirect.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Page {
        self.post_raw(path, encode(pairs)).await
    }

    pub async fn post_raw(&mut self, path: &str, body: impl Into<Body>) -> Page {
        self.send(Method::POST, path, Some("application/x-www-form-urlencoded"), body).await
    }

    /// Posts a form as it stands in a page, with some fields filled, and follows the redirect.
    pub async fn submit(&mut self, page: &Page, action: &str, fill: &[(&str, &str)]) -> Page {
        let mut pairs = page.form(action);
        for (name, _) in fill {
            pairs.retain(|(key, _)| key != name);
        }
        pairs.extend(fill.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        // Line ends travel as two characters.
        let travel = |value: &str| tatefuda_domain::text::at_input(value).replace('\n', "\r\n");
        let pairs: Vec<(String, String)> = pairs.into_iter().map(|(name, value)| (name, travel(&value))).collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = self.post(action, &pairs).await;
        self.follow(answer).await
    }

    pub async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            if !page.status.is_redirection() {
                return page;
            }
            let to = page.location().to_owned();
            page = self.get(&to).await;
        }
        panic!("redirects without end");
    }
}

impl Page {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Whether a text stands in the page, written as HTML writes it.
    pub fn shows(&self, text: &str) -> bool {
        self.body.contains(&escape(text)) || self.body.contains(text)
    }

    /// Fields of the first form with this action, with the values that a browser would send.
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        self.find_form(action).unwrap_or_else(|| panic!("no form to {action} in\n{}", self.body))
    }

    /// The fields of every form with this action.
    pub fn forms(&self, action: &str) -> Vec<Vec<(String, String)>> {
        self.all_forms(action).map(fields).collect()
    }

    pub fn has_form(&self, action: &str) -> bool {
        self.find_form(action).is_some()
    }

    /// The rows of every table with the text of their cells, heads too.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let rows = self.body.split("<tr>").skip(1).map(|rest| rest.split("</tr>").next().unwrap_or_default());
        let cells = |row: &str| -> Vec<String> {
            let row = row.replace("<th", "<td").replace("</th>", "</td>");
            row.split("<td").skip(1).filter_map(|rest| Some(text(rest.split_once('>')?.1))).collect()
        };
        rows.map(cells).collect()
    }

    fn find_form(&self, action: &str) -> Option<Vec<(String, String)>> {
        self.all_forms(action).next().map(fields)
    }

    fn all_forms<'a>(&'a self, action: &str) -> impl Iterator<Item = &'a str> {
        let action = format!("action=\"{action}\"");
        let forms = self.body.split("<form").skip(1).filter(move |rest| {
            let head = rest.split('>').next().unwrap_or_default();
            head.contains(&action)
        });
        forms.map(|form| form.split("</form>").next().unwrap_or_default())
    }
}

/// What stands between the tags.
fn text(html: &str) -> String {
    let inner = html.split("</td>").next().unwrap_or_default();
    let pieces = inner.split('<').enumerate().filter_map(|(at, piece)| match at {
        0 => Some(piece),
        _ => piece.split_once('>').map(|(_, rest)| rest),
    });
    unescape(pieces.collect::<String>().trim())
}

fn fields(form: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut rest = form;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = rest.find('>').unwrap_or(rest.len() - 1);
        let tag = &rest[..=end];
        if tag.starts_with("<input") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let ticked = !matches!(kind.as_str(), "checkbox" | "radio") || has(tag, "checked");
            let sent = ticked && !matches!(kind.as_str(), "submit" | "button") && !has(tag, "disabled");
            if let (Some(name), true) = (attribute(tag, "name"), sent) {
                let fallback = if kind == "checkbox" { "on" } else { "" };
                let value = attribute(tag, "value").unwrap_or_else(|| fallback.to_owned());
                if kind == "radio" {
                    // Of several only the last one stays chosen.
                    found.retain(|(known, _)| *known != name);
                }
                found.push((name, typed(&kind, value)));
            }
        } else if tag.starts_with("<textarea") {
            let text = rest[end + 1..].split("</textarea>").next().unwrap_or_default();
            let text = text.strip_prefix('\n').unwrap_or(text);
            found.extend(attribute(tag, "name").map(|name| (name, unescape(text))));
        } else if tag.starts_with("<select") {
            let options = rest[end + 1..].split("</select>").next().unwrap_or_default();
            let all: Vec<&str> = options.split("<option").skip(1).collect();
            let chosen = all.iter().find(|option| has(option.split('>').next().unwrap_or_default(), "selected"));
            if let (Some(name), Some(option)) = (attribute(tag, "name"), chosen.or(all.first())) {
                let head = option.split('>').next().unwrap_or_default();
                found.push((name, attribute(&format!("<option{head}>"), "value").unwrap_or_default()));
            }
        }
        rest = &rest[1..];
    }
    found
}

/// What a field of one line does to its value.
fn typed(kind: &str, value: String) -> String {
    let line = || value.replace(['\r', '\n'], "");
    match kind {
        "url" | "email" => line().trim().to_owned(),
        "date" if value.parse::<jiff::civil::Date>().is_err() || value.len() != 10 => String::new(),
        "time" if value.parse::<jiff::civil::Time>().is_err() => String::new(),
        "hidden" | "checkbox" | "radio" => value,
        _ => line(),
    }
}

fn has(tag: &str, word: &str) -> bool {
    tag.split([' ', '\n', '>', '/']).any(|part| part == word || part.starts_with(&format!("{word}=")))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = [' ', '\n'].iter().find_map(|blank| tag.find(&format!("{blank}{name}=\"")))?;
    let value = &tag[at + name.len() + 3..];
    Some(unescape(&value[..value.find('"')?]))
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

fn unescape(text: &str) -> String {
    let names = [
        ("&#60;", '<'),
        ("&#62;", '>'),
        ("&#34;", '"'),
        ("&#39;", '\''),
        ("&#38;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&amp;", '&'),
    ];
    // Once from front to back: what a text itself calls &amp; stays what it is.
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match names.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, c)) => {
                out.push(*c);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

pub fn encode(pairs: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(pairs).expect("pairs")
}
