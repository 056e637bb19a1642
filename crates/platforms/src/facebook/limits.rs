//! What Facebook would not take, known without asking it.

use tatefuda_domain::Localized;

use crate::{
    capability::{Capabilities, Draft},
    length::{TextLimit, TextUnit},
    platform::{LimitFinding, LimitKind, OutgoingPost},
};

/// The platform publishes no limit; this is the one that clients keep to. The unit is not stated either, so the
/// counting that gives the larger number is used: UTF-16 units.
pub(crate) const TEXT: TextLimit = TextLimit::new(63_206, TextUnit::Utf16);

/// What the feed takes as a picture, of what a body's pictures can be.
pub(crate) const PICTURES: &[&str] = &["image/jpeg", "image/png"];

pub(super) fn check(row: &Capabilities, post: &OutgoingPost) -> Vec<LimitFinding> {
    let text = super::wire::message(post);
    let mut findings = row.usual().map_or_else(Vec::new, |kind| kind.check(&row.name(), &Draft::of(post, &text)));
    findings.extend(post.options.keys().map(|option| LimitFinding {
        kind: LimitKind::UnknownOption,
        message: Localized::new(
            format!("「{option}」はFacebookには送られません。"),
            format!("\"{option}\" is not sent to Facebook."),
        ),
    }));
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
        let row = crate::capabilities(&"facebook".parse().expect("a service")).expect("a row");
        check(row, &post).into_iter().map(|finding| finding.kind).collect()
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
