//! Links as a reader or a platform takes them.

use proptest::prelude::*;
use tatefuda_text::{FINDING_KINDS, LinkData, findings, links, newlines};

fn data() -> LinkData {
    LinkData::new(["s.example", "sho.rt"], ["jp", "com", "example"])
}

fn found(text: &str) -> Vec<(String, String)> {
    links(text, &data()).into_iter().map(|link| (link.written, link.host)).collect()
}

#[track_caller]
fn one(text: &str, written: &str, host: &str) {
    assert_eq!(found(text), [(written.to_owned(), host.to_owned())], "{text}");
}

#[test]
fn plain_links() {
    one(
        "詳しくはhttps://www.city.example.jp/a?b=1#cをご覧ください",
        "https://www.city.example.jp/a?b=1#c",
        "www.city.example.jp",
    );
    one("（https://city.example.jp/a）", "https://city.example.jp/a", "city.example.jp");
    one("(see https://city.example.jp/a_(b)).", "https://city.example.jp/a_(b)", "city.example.jp");
    one("https://city.example.jpまで。", "https://city.example.jp", "city.example.jp");
    one("https://city.example.jp。次", "https://city.example.jp", "city.example.jp");
    one("HTTPS://City.Example.JP/A,", "HTTPS://City.Example.JP/A", "city.example.jp");
    one("https://city.example.jp:8443/x", "https://city.example.jp:8443/x", "city.example.jp");
}

#[test]
fn disguised_links() {
    one(
        "ｈｔｔｐｓ：／／ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ／ａ",
        "ｈｔｔｐｓ：／／ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ／ａ",
        "city.example.jp",
    );
    one("https://例え.jp/a", "https://例え.jp/a", "xn--r8jz45g.jp");
    one("https://city.example.jp@evil.example/", "https://city.example.jp@evil.example/", "evil.example");
    one("https://evil\u{200b}.example/", "https://evil\u{200b}.example/", "evil.example");
    one("sho.rt/abc は city.example.jp", "city.example.jp", "city.example.jp");
    one("city.example.jp/abc です", "city.example.jp/abc", "city.example.jp");
}

#[test]
fn not_links() {
    for text in ["", "本日の行事", "12.5度", "koho@city.example.jp", "http://", "://x", "a.b", "v1.2", "..jp", "-.jp"]
    {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}

#[test]
fn shortened_and_international() {
    let found = links("https://sho.rt/a https://x.s.example/b https://例え.jp http://city.example.jp", &data());
    let flags: Vec<_> = found.iter().map(|link| (link.shortened, link.international, link.scheme.as_str())).collect();
    assert_eq!(flags, [(true, false, "https"), (true, false, "https"), (false, true, "https"), (false, false, "http")]);
    let text = "https://sho.rt/a https://x.s.example/b https://例え.jp http://city.example.jp";
    let kinds: Vec<_> = findings(text, &found).into_iter().map(|finding| finding.kind).collect();
    assert_eq!(
        kinds,
        ["link", "link.shortened", "link", "link.shortened", "link", "link.international", "link", "link.insecure"]
    );
    assert!(kinds.iter().all(|kind| FINDING_KINDS.iter().any(|known| known.id == kind)));
}

#[test]
fn numbers_and_quotations_outside_links_but_no_titles() {
    let text = "参加者は１，２００人。「また来たい」と話した（https://a.example/2026）。『』3.5";
    let found = links(text, &data());
    let list: Vec<_> = findings(text, &found).into_iter().map(|one| (one.kind, one.excerpt)).collect();
    let pair = |kind: &str, excerpt: &str| (kind.to_owned(), excerpt.to_owned());
    assert_eq!(
        list,
        [
            pair("number", "１，２００"),
            pair("quotation", "「また来たい」"),
            pair("link", "https://a.example/2026"),
            pair("number", "3.5"),
        ]
    );
    for open in ["「閉じない", "」開かない", "「a『b」c』"] {
        assert!(findings(open, &[]).len() <= 1, "{open}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "https://",
        "http://",
        "://",
        "www.",
        "city.example.jp",
        "例え",
        ".jp",
        "/",
        "?",
        "#",
        "。",
        "（",
        "）",
        ")",
        "(",
        " ",
        "\n",
        "\r",
        "@",
        ":",
        "ｈｔｔｐ",
        "．",
        "\u{200b}",
        "a",
        "日本語",
        "[",
        "]",
        "xn--",
        "%",
        "-",
        ".",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn positions_are_those_of_the_original(text in texts()) {
        let mut last = 0;
        for link in links(&text, &data()) {
            prop_assert!(last <= link.start && link.start < link.end && link.end <= text.len());
            prop_assert_eq!(&text[link.start..link.end], &link.written);
            last = link.end;
        }
    }

    /// A plain link is found in any surroundings.
    #[test]
    fn a_plain_link_is_found_anywhere(before in "[ぁ-ん。、 \n]{0,20}", after in "[ぁ-ん。、 \n]{0,20}") {
        let text = format!("{before}https://www.city.example.jp/a{after}");
        prop_assert_eq!(found(&text), [("https://www.city.example.jp/a".to_owned(), "www.city.example.jp".to_owned())]);
    }

    #[test]
    fn newlines_change_once_and_only_returns(text in any::<String>()) {
        let once = newlines(&text).into_owned();
        prop_assert!(!once.contains('\r'));
        prop_assert_eq!(newlines(&once).into_owned(), once.clone());
        prop_assert_eq!(once.replace('\n', ""), text.replace(['\r', '\n'], ""));
    }
}
