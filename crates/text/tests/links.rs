//! Links as a reader or a platform takes them.

use proptest::prelude::*;
use tatefuda_text::{
    FINDING_KINDS, LinkData, findings, is_web_address, links, newlines,
    screen::{Mode, Screener},
};

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

/// Issue 12, section 4: hosts without scheme are links for residents.
#[test]
fn hosts_without_scheme_are_links_under_every_top_level_domain() {
    let none = LinkData::default();
    for text in [
        "is.gd/a",
        "lnkd.in/a",
        "amzn.to/a",
        "youtu.be/a",
        "lin.ee/a",
        "forms.gle/a",
        "example.tokyo",
        "machi.tokyoに載っています",
        "city.example.jp",
        "www.example.no",
        "詳しくは town.kyoto へ",
    ] {
        assert_eq!(links(text, &none).len(), 1, "{text}");
    }
    for text in ["README.md", "main.rs", "It.is", "ver.2.1", "Node.js", "3.14", "a.m.", "photo.zip", "end.。", "e.g."]
    {
        assert!(links(text, &none).is_empty(), "{text}: {:?}", links(text, &none));
    }
    assert!(
        Screener::standard()
            .screen("申込は is.gd/Ab3 へ", Mode::Comment)
            .iter()
            .any(|one| &*one.rule == "url.shortened")
    );
}

/// Issue 12, section 4: what begins as a link and cannot be opened is no harmless text, and a field takes what a browser
/// opens.
#[test]
fn links_agree_with_browsers() {
    for text in ["https://.", "https://[::1", "https://x:99999/", "https://a b"] {
        assert!(!is_web_address(text), "{text}");
    }
    for text in [
        "https://☃.net/",
        "Https://example.jp/",
        "HTTP://EXAMPLE.JP",
        "https://例え.jp/広報",
        "https://[::1]/",
        "https://example.jp:8443/x",
    ] {
        assert!(is_web_address(text), "{text}");
    }
    for text in [
        "",
        "example.jp",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "ftp://a.jp",
        "https://?a",
        "https://a\u{7}",
    ] {
        assert!(!is_web_address(text), "{text}");
    }
    for text in ["https://.", "https://[::1", "https://x:99999/"] {
        let found = links(text, &data());
        assert_eq!(
            (found.len(), found[0].host.as_str(), found[0].scheme.as_str()),
            (1, "", "https"),
            "{text}: {found:?}"
        );
        assert!(findings(text, &found).iter().any(|one| one.kind == "link"), "{text}");
    }
    one("https://☃.net/", "https://☃.net/", "xn--n3h.net");
    one("Https://City.example.jp/a", "Https://City.example.jp/a", "city.example.jp");
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
    // In 漢字 they are checked like any other; words and names that hold such characters are none.
    let numbers = |text: &str| -> Vec<String> {
        let found = findings(text, &links(text, &data()));
        found.into_iter().filter(|one| one.kind == "number").map(|one| one.excerpt).collect()
    };
    assert_eq!(
        numbers("二〇二六年、百二十人と30人（二戸市の一部）https://a.example/2026"),
        ["二〇二六", "百二十", "30"]
    );
    assert_eq!(numbers("〇〇さんと三〇名"), ["〇〇", "三〇"]);
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
    fn newlines_change_once_and_nothing_else(text in any::<String>()) {
        let once = newlines(&text).into_owned();
        let ends = ['\r', '\u{b}', '\u{85}'];
        prop_assert!(!once.contains(ends));
        prop_assert_eq!(newlines(&once).into_owned(), once.clone());
        prop_assert_eq!(once.replace('\n', ""), text.replace(ends, "").replace('\n', ""));
    }
}
