//! What Facebook would not take, known without asking it.

use tatefuda_domain::Localized;
use url::Url;

use crate::platform::{LimitFinding, LimitKind, OutgoingPost, TextLimit, TextUnit};

/// The platform publishes no limit; this is the one that clients keep to. The unit is not stated either, so the
/// counting that gives the larger number is used: UTF-16 units.
pub(crate) const TEXT: TextLimit = TextLimit { max: 63_206, unit: TextUnit::Utf16 };

/// Most pictures of one post.
const PICTURES: usize = 10;

pub(super) fn check(post: &OutgoingPost) -> Vec<LimitFinding> {
    let mut findings = Vec::new();
    let mut find = |kind, ja: String, en: String| findings.push(LimitFinding { kind, message: Localized::new(ja, en) });
    if post.text.trim().is_empty() && post.link.is_none() && post.media.is_empty() {
        find(
            LimitKind::Empty,
            "Facebookには本文、リンク、画像のどれかが必要です。".to_owned(),
            "Facebook needs a text, a link or a picture.".to_owned(),
        );
    }
    let length = TEXT.count(&super::wire::message(post));
    if length > TEXT.max {
        find(
            LimitKind::TooLong,
            format!("Facebookの本文は{}字までです（今は{length}字）。", TEXT.max),
            format!("A Facebook text has at most {} characters (now {length}).", TEXT.max),
        );
    }
    if let Some(link) = &post.link
        && !Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    {
        find(
            LimitKind::BadLink,
            "リンクは http:// か https:// で始まるアドレスにしてください。".to_owned(),
            "The link must be an address that begins with http:// or https://.".to_owned(),
        );
    }
    if post.media.len() > PICTURES {
        find(
            LimitKind::BadMedia,
            format!("Facebookの画像は{PICTURES}枚までです。"),
            format!("A Facebook post has at most {PICTURES} pictures."),
        );
    }
    if post.media.iter().any(|one| !matches!(one.mime.as_str(), "image/jpeg" | "image/png")) {
        find(
            LimitKind::BadMedia,
            "Facebookの画像はJPEGかPNGにしてください。".to_owned(),
            "Pictures for Facebook must be JPEG or PNG.".to_owned(),
        );
    }
    for option in post.options.keys() {
        find(
            LimitKind::UnknownOption,
            format!("「{option}」はFacebookには送られません。"),
            format!("\"{option}\" is not sent to Facebook."),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn kinds(text: &str, link: Option<&str>) -> Vec<LimitKind> {
        let post = OutgoingPost {
            account: "1".into(),
            text: text.into(),
            link: link.map(Into::into),
            options: BTreeMap::new(),
            media: vec![],
        };
        check(&post).into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn limits_are_found_at_their_edge() {
        assert_eq!(kinds("", None), [LimitKind::Empty]);
        assert_eq!(kinds("", Some("https://example.lg.jp/a")), []);
        assert_eq!(kinds(&"あ".repeat(63_206), None), []);
        assert_eq!(kinds(&"あ".repeat(63_207), None), [LimitKind::TooLong]);
        assert_eq!(kinds(&"😀".repeat(31_604), None), [LimitKind::TooLong]);
        assert_eq!(kinds("a", Some("javascript:alert(1)")), [LimitKind::BadLink]);
        assert_eq!(kinds("a", Some("example.lg.jp")), [LimitKind::BadLink]);
    }
}
