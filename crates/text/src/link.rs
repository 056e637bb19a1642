//! Links in a text, as a reader or a platform would take them.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    fold::Folded,
    view::{Class, class_of},
};

/// Every top-level domain of IANA in Latin letters, as of 2026-11.
static TOP: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../lexicon/tlds.txt").split_whitespace().collect());

/// Ends of names of programs and texts that are top-level domains too: a name with such an end and nothing behind it is
/// a file.
const FILES: &[&str] = &["zip", "mov", "foo", "bar", "app", "cab", "doc", "name", "map"];

/// Countries whose domains are commonly written without anything behind them. Of the others `It.is` and `README.md` are
/// more often words and files.
const SHORT: &[&str] = &[
    "jp", "me", "tv", "io", "co", "cc", "uk", "us", "eu", "fr", "de", "kr", "cn", "tw", "hk", "ru", "ly", "gg", "fm",
    "to",
];

/// What the caller knows of hosts. Data, not code: it comes from the house pack or a body's pack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LinkData {
    /// Hosts of shortening services; hosts below them count too.
    pub shorteners: BTreeSet<String>,
    /// Top-level domains for which a host without `https://` is taken as a link, with or without a path; beside these
    /// every known one counts where a path follows or where it is no word or file.
    pub bare_domains: BTreeSet<String>,
}

impl LinkData {
    /// From lists of hosts and top-level domains; case does not matter.
    pub fn new<S: AsRef<str>>(
        shorteners: impl IntoIterator<Item = S>,
        bare_domains: impl IntoIterator<Item = S>,
    ) -> Self {
        let lower = |text: S| text.as_ref().trim().trim_matches('.').to_ascii_lowercase();
        Self {
            shorteners: shorteners.into_iter().map(lower).filter(|host| !host.is_empty()).collect(),
            bare_domains: bare_domains.into_iter().map(lower).filter(|tld| !tld.is_empty()).collect(),
        }
    }

    fn is_shortener(&self, host: &str) -> bool {
        self.shorteners
            .iter()
            .any(|known| host == known || host.strip_suffix(known.as_str()).is_some_and(|rest| rest.ends_with('.')))
    }
}

/// A link found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// With its tricks: what a person sees there.
    pub written: String,
    /// As a browser would open it; without scheme in the text `https` is assumed.
    pub url: String,
    /// The host that is really reached, in lower case and punycode; empty for schemes without host, and for what begins
    /// as a link and leads nowhere (`https://x:99999/`): nobody can say that it is harmless.
    pub host: String,
    pub scheme: String,
    /// A shortening service: the target does not show.
    pub shortened: bool,
    /// The host holds characters beyond ASCII, which can imitate another name.
    pub international: bool,
}

/// Whether a field holds one address that a browser opens: http or https in any case, a host, a port that exists.
pub fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'));
    web && plain
        && !rest.starts_with(['/', '?', '#', '\\', '.'])
        && Url::parse(text).is_ok_and(|url| url.host_str().is_some_and(|host| !host.trim_matches('.').is_empty()))
}

/// All links of a text in order, without overlaps.
pub fn links(text: &str, data: &LinkData) -> Vec<Link> {
    let folded = Folded::new(text);
    let mut found = vec![];
    let mut at = 0;
    while at < folded.text.len() {
        let Some(Place { start, end, opens }) = next(&folded.text, at, data) else { break };
        let (from, until) = folded.original(text, start, end);
        let written = text[from..until].to_owned();
        let link = match opens {
            Some(url) => {
                let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
                Link {
                    start: from,
                    end: until,
                    written,
                    scheme: url.scheme().to_owned(),
                    shortened: data.is_shortener(&host),
                    international: host.split('.').any(|label| label.starts_with("xn--")),
                    host,
                    url: url.into(),
                }
            }
            // It leads nowhere, but a reader takes it for a link: it is found, as it is written.
            None => {
                let written_url = &folded.text[start..end];
                Link {
                    start: from,
                    end: until,
                    written,
                    scheme: written_url.split(':').next().unwrap_or_default().to_ascii_lowercase(),
                    shortened: false,
                    international: false,
                    host: String::new(),
                    url: written_url.to_owned(),
                }
            }
        };
        found.push(link);
        at = end;
    }
    found
}

/// A link of the folded text and what it opens; nothing where it leads nowhere.
struct Place {
    start: usize,
    end: usize,
    opens: Option<Url>,
}

/// The next link at or after a position.
fn next(text: &str, from: usize, data: &LinkData) -> Option<Place> {
    let mut at = from;
    while at < text.len() {
        let rest = &text[at..];
        let Some(length) = rest.find(|c: char| !is_word(c)) else {
            return bare(text, at, text.len(), data);
        };
        let word_end = at + length;
        if text[word_end..].starts_with("://")
            && let Some(found) = with_scheme(text, at, word_end)
        {
            return Some(found);
        }
        if let Some(found) = bare(text, at, word_end, data) {
            return Some(found);
        }
        at = word_end + text[word_end..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Letters of schemes and hosts.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+')
}

/// `https://…`: `colon` is where `://` begins.
fn with_scheme(text: &str, word: usize, colon: usize) -> Option<Place> {
    let written = text[word..colon].to_ascii_lowercase();
    // Text may be glued to the scheme: `atexamplehttps://…`.
    let scheme = ["https", "http"].into_iter().find(|known| written.ends_with(known)).map_or(written.as_str(), |s| s);
    let start = colon - scheme.len();
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let authority = colon + 3;
    let host_end = end_of(text, authority, |c| {
        c.is_alphanumeric() || matches!(c, '.' | '-' | '@' | ':' | '%' | '_' | '[' | ']') || is_sign_of_host(c)
    });
    let host_end = cut_glued(text, authority, host_end);
    if host_end == authority {
        return None;
    }
    let known = matches!(scheme.to_ascii_lowercase().as_str(), "https" | "http");
    finish(text, start, host_end, "").or_else(|| {
        // Nothing opens it, and somebody will try: it is shown, with no host.
        let end = (start + sentence_end(&text[start..host_end])).max(authority + 1);
        (known && text.is_char_boundary(end)).then_some(Place { start, end, opens: None })
    })
}

/// Signs that browsers take in hosts: ☃.net.
fn is_sign_of_host(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// A host without scheme, as `city.example.jp/path`; not the domain of a mail address.
fn bare(text: &str, start: usize, end: usize, data: &LinkData) -> Option<Place> {
    if text[..start].ends_with('@') || text[end..].starts_with('@') {
        return None;
    }
    let written = text[start..end].trim_end_matches(['.', '-', '+']);
    let start = start + (written.len() - written.trim_start_matches(['.', '-', '+']).len());
    let written = written.trim_start_matches(['.', '-', '+']);
    let (_, top) = written.rsplit_once('.')?;
    let path = text[start + written.len()..].starts_with('/');
    if written.contains('+') || !is_top(&top.to_ascii_lowercase(), path || written.starts_with("www."), data) {
        return None;
    }
    if written.split('.').any(|label| label.is_empty() || label.starts_with('-') || label.ends_with('-')) {
        return None;
    }
    finish(text, start, start + written.len(), "https://")
}

/// Whether a name ends as hosts do.
fn is_top(top: &str, path: bool, data: &LinkData) -> bool {
    if data.bare_domains.contains(top) {
        return true;
    }
    let word = FILES.contains(&top) || top.len() == 2 && !SHORT.contains(&top);
    (path || !word) && TOP.contains(top)
}

/// Adds port and path behind a host and reads the whole as an address.
fn finish(text: &str, start: usize, host_end: usize, prefix: &str) -> Option<Place> {
    let mut end = host_end;
    if text[host_end..].starts_with(['/', '?', '#', ':']) {
        // Whether it is an address is decided by what stands before the path. Looked at first, so that a text full of
        // beginnings that are none is not read to its end for each of them.
        let port = text[host_end..].strip_prefix(':').map_or(0, |rest| 1 + digits(rest));
        Url::parse(&format!("{prefix}{}", &text[start..host_end + port])).ok()?;
        end = end_of(text, host_end, |c| {
            c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '^' | '{' | '}' | '|')
        });
    }
    let end = start + sentence_end(&text[start..end]);
    let url = Url::parse(&format!("{prefix}{}", &text[start..end])).ok()?;
    Some(Place { start, end, opens: Some(url) })
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Punctuation of the sentence around it is not part of it, nor a bracket that it does not open.
fn sentence_end(written: &str) -> usize {
    let count = |bracket: char| written.matches(bracket).count();
    let (mut round, mut square) = (count(')'), count(']'));
    let (round_open, square_open) = (count('('), count('['));
    let mut end = written.len();
    for last in written.chars().rev() {
        let loose = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '@' => true,
            ')' => round > round_open,
            ']' => square > square_open,
            _ => false,
        };
        if !loose {
            break;
        }
        round -= usize::from(last == ')');
        square -= usize::from(last == ']');
        end -= last.len_utf8();
    }
    end
}

/// Japanese text glued behind a host (`https://example.jpまで`) is not part of it, while a name that
/// begins beyond ASCII (`https://例え.jp`) is, and so is a letter of a script that imitates Latin ones inside a name.
fn cut_glued(text: &str, from: usize, to: usize) -> usize {
    let host = &text[from..to];
    let alike = |c: char| matches!(class_of(c), Class::Latin | Class::Letter);
    let ascii = host.find(|c: char| !c.is_ascii() && !alike(c)).unwrap_or(host.len());
    if ascii == host.len() {
        return to;
    }
    let plain = &host[..ascii];
    let complete = plain.rsplit_once('.').is_some_and(|(before, top)| {
        !before.is_empty() && top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic())
    });
    if complete { from + ascii } else { to }
}

fn end_of(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c| !belongs(c)).map_or(text.len(), |length| from + length)
}
