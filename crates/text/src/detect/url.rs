//! Links that a reader should look at twice.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Input, imitate};
use crate::{
    link::{Link, LinkData, links},
    screen::{Category, Finding, Note, Tier},
    view::View,
};

const SHORTENERS: &[&str] = &[
    "bit.ly",
    "t.co",
    "goo.gl",
    "tinyurl.com",
    "is.gd",
    "ow.ly",
    "buff.ly",
    "x.gd",
    "ux.nu",
    "urx.nu",
    "urx2.nu",
    "onl.tw",
    "onl.la",
    "onl.bz",
    "onl.sc",
    "cutt.ly",
    "rebrand.ly",
    "lin.ee",
    "amzn.to",
    "amzn.asia",
    "tiny.cc",
    "shorturl.at",
    "s.id",
    "t.ly",
    "00m.in",
    "p.tl",
    "bit.do",
    "v.gd",
    "qr.ae",
    "lnkd.in",
    "fb.me",
    "wp.me",
    "tr.im",
    "adf.ly",
    "rb.gy",
    "soo.gd",
    "clck.ru",
    "dlvr.it",
    "ift.tt",
    "trib.al",
    "nav.cx",
    "2u.lc",
    "qr.paps.jp",
    "x.co",
    "j.mp",
    "bl.ink",
    "t.me",
    "g.co",
    "u.to",
    "kutt.it",
    "short.io",
    "2no.co",
    "iplogger.org",
    "grabify.link",
    "ssur.cc",
    "onelink.to",
    "lnk.to",
    "han.gl",
    "a.co",
    "spr.ly",
    "shor.by",
    "tny.im",
    "urlz.fr",
    "bitly.ws",
    "goo.su",
    "vk.cc",
    "t2m.io",
    "rplg.co",
    "hyperurl.co",
    "cutt.us",
    "shrtco.de",
    "dub.sh",
    "surl.li",
];

/// What a program runs when it is opened.
const RUNS: &[&str] = &[
    ".exe", ".apk", ".scr", ".bat", ".cmd", ".msi", ".vbs", ".js", ".jar", ".ps1", ".dmg", ".iso", ".lnk", ".hta",
    ".com", ".pif", ".xlsm", ".docm",
];

/// Hosts known to the program; a body's pack gives its own.
pub(crate) fn standard_links() -> LinkData {
    // The end of names that stand for others (RFC 2606): whoever writes one means a link.
    LinkData::new(SHORTENERS.iter().copied(), ["example"])
}

/// Adds the links of a text.
pub(super) fn urls(input: &Input<'_>, digits: &dyn Fn() -> View, found: &mut Vec<Finding>) {
    let text = input.text;
    let disguised = DISGUISES.iter().any(|sign| text.contains(sign));
    if disguised {
        let view = digits();
        let read = written_out(view.text());
        for link in links(&read, input.links) {
            let (start, end) = view.original(link.start, link.end);
            found.extend(finding(input, &link, start, end));
        }
        return;
    }
    for link in links(text, input.links) {
        found.extend(finding(input, &link, link.start, link.end));
    }
}

/// What shows that a link is written so that machines do not see it.
const DISGUISES: &[&str] = &[
    "hxxp",
    "ｈｔｔｐ",
    "[.]",
    "(.)",
    "[dot]",
    "(dot)",
    " dot ",
    " . ",
    "<.>",
    "{.}",
    "【.】",
    "どっと",
    "ドット",
    "ﾄﾞｯﾄ",
    "h ttp",
    "ht tp",
    "htt p",
    "： //",
    ": //",
];

/// The digit view with links as browsers take them, each byte at its place.
fn written_out(text: &str) -> String {
    let mut read = text.replace("hxxp", "http").replace(": //", " ://");
    // h ttps://, ttps://: what the reader is to put together, or to complete.
    for (written, whole) in [("h ttp", " http"), ("ht tp", " http"), ("htt p", " http")] {
        read = read.replace(written, whole);
    }
    read
}

fn finding(input: &Input<'_>, link: &Link, start: usize, end: usize) -> Option<Finding> {
    // What all names of a kind end in is the name of none.
    let ends = matches!(
        link.host.as_str(),
        "co.jp" | "ne.jp" | "or.jp" | "go.jp" | "ac.jp" | "lg.jp" | "ed.jp" | "gr.jp" | "ad.jp"
    );
    if ends || input.own.has_host(&link.host) && link.scheme != "http" {
        return None;
    }
    let bare = link.host.trim_start_matches('[').trim_end_matches(']');
    let path = link.url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let path = path.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
    let (rule, tier) = if link.host.is_empty() {
        ("url.broken", Tier::Strong)
    } else if bare.parse::<Ipv4Addr>().is_ok() || bare.parse::<Ipv6Addr>().is_ok() {
        ("url.ip", Tier::Certain)
    } else if RUNS.iter().any(|end| path.ends_with(end)) {
        ("url.executable", Tier::Certain)
    } else if link.url.split('/').nth(2).is_some_and(|authority| authority.contains('@')) {
        ("url.userinfo", Tier::Certain)
    } else if imitates(input, link) {
        ("url.lookalike", Tier::Certain)
    } else if link.shortened {
        ("url.shortened", Tier::Certain)
    } else if link.international {
        ("url.international", Tier::Strong)
    } else if link.scheme == "http" {
        ("url.insecure", Tier::Strong)
    } else if link.written.contains([':', '/', '：', '／']) {
        ("url.link", Tier::Strong)
    } else {
        // GOG.com is as often a name as a link.
        ("url.link", Tier::Possible)
    };
    Some(super::found(
        Category::Url,
        tier,
        input.text,
        (start, end),
        link.host.clone(),
        rule,
        vec![Note::Near(link.host.clone())],
    ))
}

/// A name that pretends to be an office's: its ending in the middle of another, letters of another script among Latin
/// ones, or one letter away from the body's own.
fn imitates(input: &Input<'_>, link: &Link) -> bool {
    let host = &link.host;
    let middle = [".lg.jp.", ".go.jp.", "-lg-jp.", "-go-jp.", ".lg.jp-", ".go.jp-"]
        .iter()
        .any(|part| format!(".{host}.").contains(part) && !host.ends_with(part.trim_matches(['.', '-'])));
    let mixed = link.written.chars().any(|c| matches!(c, 'а'..='я' | 'α'..='ω' | 'ѐ'..='ԯ'))
        && link.written.chars().any(|c| c.is_ascii_alphabetic());
    middle || mixed || pretends(host) || input.own.hosts.iter().any(|own| near_miss(own, host))
}

/// Services of the state and of payments that are imitated most, with the hosts that are theirs.
const IMITATED: &[(&str, &[&str])] = &[
    ("mynaportal", &["myna.go.jp"]),
    ("mynapoint", &["mynumbercard.point.soumu.go.jp", "soumu.go.jp"]),
    (
        "mynumber",
        &["mynumbercard.point.soumu.go.jp", "kojinbango-card.go.jp", "soumu.go.jp", "cao.go.jp", "digital.go.jp"],
    ),
    ("etax", &["e-tax.nta.go.jp"]),
    ("kokuzei", &["nta.go.jp"]),
    ("nenkin", &["nenkin.go.jp", "nenkin-kikin.jp"]),
    ("sagawa", &["sagawa-exp.co.jp"]),
    ("kuronekoyamato", &["kuronekoyamato.co.jp"]),
    ("japanpost", &["post.japanpost.jp", "japanpost.jp"]),
    ("amazon", &["amazon.co.jp", "amazon.com", "amazonaws.com", "amazon.jobs"]),
    (
        "rakuten",
        &[
            "rakuten.co.jp",
            "rakuten.com",
            "rakuten-card.co.jp",
            "rakuten-bank.co.jp",
            "rakuten.ne.jp",
            "rakuten-sec.co.jp",
            "rakutenmobile.co.jp",
        ],
    ),
    ("paypay", &["paypay.ne.jp", "paypay-bank.co.jp", "paypay-card.co.jp", "paypay-sec.co.jp", "paypay-corp.co.jp"]),
    ("smbc", &["smbc.co.jp", "smbc-card.com", "smbcnikko.co.jp"]),
    ("mizuhobank", &["mizuhobank.co.jp"]),
    ("etcmeisai", &["etc-meisai.jp"]),
    ("etc-meisai", &["etc-meisai.jp"]),
];

/// Whether a host carries the name of a service that it does not belong to, digits read as the letters they imitate.
fn pretends(host: &str) -> bool {
    // The shortest of the names.
    if host.len() < 8 {
        return false;
    }
    let read: String = host
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => 'l',
            '3' => 'e',
            '5' => 's',
            c => c,
        })
        .collect();
    let plain = read.replace("rn", "m").replace("vv", "w");
    IMITATED.iter().any(|(name, own)| {
        let named = |text: &str| {
            text.split('.').any(|label| {
                label.split('-').any(|part| part == *name)
                    || label.starts_with(name)
                    || name.contains('-') && label.contains(name)
            })
        };
        (named(&read) || named(&plain))
            && !own.is_empty()
            && !host.ends_with(".lg.jp")
            && !host.ends_with(".go.jp")
            && !own.iter().any(|own| host == *own || host.ends_with(&format!(".{own}")))
    })
}

fn near_miss(own: &str, host: &str) -> bool {
    let own = own.trim_start_matches("www.").to_ascii_lowercase();
    let host = host.trim_start_matches("www.");
    if imitate::looks_like(&own, host) {
        return true;
    }
    if own == host || own.len() < 6 || host.ends_with(&format!(".{own}")) {
        return false;
    }
    if host.contains(&own) || host.contains(&own.replace('.', "-")) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (own.chars().collect(), host.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    same + tail + 1 >= a.len().max(b.len())
}
