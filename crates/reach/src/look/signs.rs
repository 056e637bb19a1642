//! Whether what must stand on a page stands there, and what must not does not.

use url::Url;

use super::{Page, Unseen};

/// Below so many characters a page with programs in it is one that they make.
const SHELL: usize = 300;

/// By what an account is known on a page: its address, its handle, or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// What the caller calls it.
    pub name: String,
    /// Each of them shows it alone.
    pub any: Vec<String>,
}

/// What a look says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that must stands there, and nothing that must not.
    Found,
    /// Something stands there, and it is not what must.
    Different {
        /// Names of what is not there.
        missing: Vec<String>,
        /// Names of what is there and must not be.
        extra: Vec<String>,
    },
    /// Nothing of what must stands there.
    Absent,
    /// Nobody can tell.
    NotVerified(Unseen),
}

/// Compares a page with what must and what must not stand there.
#[must_use]
pub fn judge(page: &Page, must: &[Sign], must_not: &[Sign]) -> Verdict {
    let names = |signs: &[Sign], there: bool| -> Vec<String> {
        signs.iter().filter(|sign| shows(page, sign) == there).map(|sign| sign.name.clone()).collect()
    };
    let (missing, extra) = (names(must, false), names(must_not, true));
    if missing.is_empty() && extra.is_empty() {
        // That something is not on a page which shows nothing yet proves nothing.
        return if must.is_empty() && is_shell(page) { Verdict::NotVerified(Unseen::Shell) } else { Verdict::Found };
    }
    if extra.is_empty() && is_shell(page) {
        return Verdict::NotVerified(Unseen::Shell);
    }
    if extra.is_empty() && missing.len() == must.len() {
        Verdict::Absent
    } else {
        Verdict::Different { missing, extra }
    }
}

fn is_shell(page: &Page) -> bool {
    page.scripts && page.text.chars().count() < SHELL && page.links.len() < 5
}

fn shows(page: &Page, sign: &Sign) -> bool {
    sign.any.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).any(|one| match Url::parse(one) {
        Ok(url) if url.has_host() => {
            let url = plain(&url);
            page.links.iter().any(|link| Url::parse(link).is_ok_and(|link| plain(&link) == url))
                || word(&page.text.to_lowercase(), &url)
        }
        _ => word(&page.text.to_lowercase(), &one.to_lowercase()) || page.links.iter().any(|link| handle(link, one)),
    })
}

/// An address without what leads to the same page all the same.
fn plain(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = ["www.", "m.", "mobile."].iter().find_map(|front| host.strip_prefix(front)).unwrap_or(host);
    let path = url.path().trim_end_matches('/').to_lowercase();
    // A query is a part of the address only where there is nothing else (`?id=100`).
    let query = if path.len() <= 1 || path.ends_with(".php") { url.query().unwrap_or_default() } else { "" };
    format!("{host}{path}{query}")
}

/// Whether a link ends in a handle.
fn handle(link: &str, handle: &str) -> bool {
    let Some(name) = handle.strip_prefix('@').filter(|name| !name.is_empty()) else { return false };
    let last = link.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').rsplit('/').next();
    last.is_some_and(|last| last.trim_start_matches('@').eq_ignore_ascii_case(name))
}

/// Whether it stands there as a whole: `@town` is not in `@town_fan`.
fn word(text: &str, of: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    text.match_indices(of).any(|(at, found)| {
        let first = found.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
        !(part(text[at + found.len()..].chars().next()) || first && part(text[..at].chars().next_back()))
    })
}
