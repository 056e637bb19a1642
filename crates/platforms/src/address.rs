//! Whether an address on the web is that of a post of one account, by the shapes that services give their addresses.
//!
//! A shape in which the account stands must name this one; a shape that names none says only which service it is. What
//! fits no shape is no address of a post.

use tatefuda_domain::{Localized, Place};
use url::Url;

/// The account whose post an address is to be.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// Where it stood when the post was sent.
    pub place: &'a Place,
    /// Its handle in the ledger; may be empty.
    pub handle: &'a str,
}

impl Whose<'_> {
    /// Whether a part of an address names the account. Services do not tell capitals apart in it.
    fn is(&self, part: &str) -> bool {
        let plain = |name: &str| name.trim().trim_start_matches('@').to_lowercase();
        let names = [self.place.id(), self.place.handle(), Some(self.handle)];
        let part = plain(part);
        !part.is_empty() && names.into_iter().flatten().any(|name| plain(name) == part)
    }
}

/// The platform's id of the post that an address names, if it is an address of that service and, as far as its shape
/// tells, of that account.
#[must_use]
pub fn recognise(url: &str, whose: Whose<'_>) -> Option<String> {
    let url = &Url::parse(url).ok()?;
    if !matches!(url.scheme(), "https" | "http") || !url.username().is_empty() || url.port().is_some() {
        return None;
    }
    let host = url.host_str()?;
    let on = |names: &[&str]| names.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")));
    match whose.place.service().as_str() {
        "facebook" if on(&["facebook.com"]) => facebook(url, whose),
        "x" if on(&["x.com", "twitter.com"]) => match parts(url)[..] {
            [who, "status", id] if whose.is(who) && is_number(id) => Some(id.to_owned()),
            _ => None,
        },
        "instagram" if on(&["instagram.com"]) => instagram(url, whose),
        "youtube" if on(&["youtu.be"]) => match parts(url)[..] {
            [id] if is_code(id) => Some(id.to_owned()),
            _ => None,
        },
        "youtube" if on(&["youtube.com"]) => match parts(url)[..] {
            ["watch"] => query(url, "v").filter(|id| is_code(id)),
            ["shorts" | "live" | "post", id] if is_code(id) => Some(id.to_owned()),
            _ => None,
        },
        "bluesky" if on(&["bsky.app"]) => match parts(url)[..] {
            ["profile", who, "post", key] if whose.is(who) && is_code(key) => Some(key.to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// The shapes of Facebook, on whatever host it is served. Ids are written as the interface writes them, `page_post`, so
/// that one post is never counted under two names.
pub(crate) fn facebook(url: &Url, whose: Whose<'_>) -> Option<String> {
    let whole = |post: &str| match whose.place.id() {
        Some(page) if is_number(post) => format!("{page}_{post}"),
        _ => post.to_owned(),
    };
    match parts(url)[..] {
        [both] => match both.split_once('_') {
            Some((page, post)) if whose.is(page) && is_number(post) => Some(whole(post)),
            None if matches!(both, "permalink.php" | "story.php") => {
                let (page, post) = (query(url, "id")?, query(url, "story_fbid")?);
                (whose.is(&page) && is_code(&post)).then(|| whole(&post))
            }
            _ => None,
        },
        // Between page and post a title may stand.
        [page, "posts", .., post] if whose.is(page) && is_code(post) => Some(whole(post)),
        [page, "photos" | "videos", .., post] if whose.is(page) && is_number(post) => Some(whole(post)),
        _ => None,
    }
}

/// The shapes of Instagram, on whatever host it is served.
pub(crate) fn instagram(url: &Url, whose: Whose<'_>) -> Option<String> {
    match parts(url)[..] {
        ["p" | "reel" | "tv", code] if is_code(code) => Some(code.to_owned()),
        [who, "p" | "reel" | "tv", code] if whose.is(who) && is_code(code) => Some(code.to_owned()),
        _ => None,
    }
}

/// How an address of a post looks on a service, for the person who has to find it. None: the service has none.
#[must_use]
pub fn example(service: &str) -> Option<Localized> {
    let shape = match service {
        "facebook" => "https://www.facebook.com/{page}/posts/{number}",
        "x" => "https://x.com/{handle}/status/{number}",
        "instagram" => "https://www.instagram.com/p/{code}/",
        "youtube" => "https://www.youtube.com/watch?v={code}",
        "bluesky" => "https://bsky.app/profile/{handle}/post/{code}",
        _ => return None,
    };
    Some(Localized::new(shape, shape))
}

fn parts(url: &Url) -> Vec<&str> {
    url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect()
}

fn query(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn is_number(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_code(id: &str) -> bool {
    (1..=200).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(service: &str, id: Option<&str>, handle: &str, url: &str) -> Option<String> {
        let place = Place::of(&service.parse().expect("a service"), id, handle);
        recognise(url, Whose { place: &place, handle })
    }

    #[test]
    fn an_address_of_the_account_names_its_post() {
        for (service, id, handle, url, post) in [
            ("facebook", Some("100"), "town", "https://www.facebook.com/100/posts/7", "100_7"),
            ("facebook", Some("100"), "town", "https://www.facebook.com/Town/posts/7?ref=x", "100_7"),
            ("facebook", Some("100"), "town", "https://m.facebook.com/town/posts/spring-fair/7/", "100_7"),
            ("facebook", Some("100"), "", "https://www.facebook.com/100_7", "100_7"),
            ("facebook", Some("100"), "", "https://facebook.com/permalink.php?story_fbid=7&id=100", "100_7"),
            ("facebook", Some("100"), "town", "https://www.facebook.com/town/posts/pfbid02abc", "pfbid02abc"),
            ("x", None, "@town", "https://x.com/Town/status/18", "18"),
            ("x", None, "town", "https://mobile.twitter.com/town/status/18", "18"),
            ("instagram", None, "town", "https://www.instagram.com/p/Cx_1-a/", "Cx_1-a"),
            ("instagram", None, "town", "https://www.instagram.com/town/reel/Cx1/", "Cx1"),
            ("youtube", None, "", "https://youtu.be/abc-_1", "abc-_1"),
            ("youtube", None, "", "https://www.youtube.com/watch?v=abc&t=3", "abc"),
            ("bluesky", None, "town.example.jp", "https://bsky.app/profile/town.example.jp/post/3k", "3k"),
        ] {
            assert_eq!(at(service, id, handle, url).as_deref(), Some(post), "{url}");
        }
    }

    #[test]
    fn other_addresses_are_none() {
        for (service, id, handle, url) in [
            ("facebook", Some("100"), "town", "https://www.facebook.com/200/posts/7"),
            ("facebook", Some("100"), "town", "https://www.facebook.com/town"),
            ("facebook", Some("100"), "town", "https://www.facebook.com/othertown/posts/7"),
            ("facebook", Some("100"), "", "https://www.facebook.com/permalink.php?story_fbid=7&id=200"),
            ("facebook", Some("100"), "town", "https://www.facebook.com/share/p/abc/"),
            ("facebook", Some("100"), "town", "https://facebook.com.example.com/100/posts/7"),
            ("facebook", Some("100"), "town", "https://notfacebook.com/100/posts/7"),
            ("facebook", Some("100"), "town", "https://x@www.facebook.com/100/posts/7"),
            ("facebook", Some("100"), "town", "https://www.facebook.com:8443/100/posts/7"),
            ("facebook", Some("100"), "", "ftp://www.facebook.com/100/posts/7"),
            ("facebook", Some("100"), "", "https://example.com/posts/1"),
            ("facebook", None, "", "https://www.facebook.com//posts/7"),
            ("x", None, "town", "https://x.com/i/status/18"),
            ("x", None, "town", "https://x.com/other/status/18"),
            ("x", None, "", "https://x.com/town/status/18"),
            ("instagram", None, "town", "https://www.instagram.com/stories/town/1/"),
            ("instagram", None, "town", "https://www.instagram.com/other/p/Cx1/"),
            ("bluesky", None, "town.example.jp", "https://bsky.app/profile/other.example.jp/post/3k"),
            ("line", None, "town", "https://line.me/R/ti/p/@town"),
            ("website", None, "", "https://www.city.example.lg.jp/1"),
        ] {
            assert_eq!(at(service, id, handle, url), None, "{url}");
        }
    }
}
