//! Texts that somebody wrote to be slow: the work grows with the text, not with its square. What is quadratic here does
//! not come to its end within the bounded wait.

use std::{sync::mpsc, thread, time::Duration};

use tatefuda_text::{Finding, LinkData, findings, links};

/// So many marks that their square is out of reach.
const MANY: usize = 300_000;

fn found(text: &str) -> Vec<Finding> {
    findings(text, &links(text, &LinkData::new(["s.example"], ["jp", "example"])))
}

#[track_caller]
fn comes_to_its_end(what: &str, text: String) -> Vec<Finding> {
    let (done, waiting) = mpsc::channel();
    thread::spawn(move || done.send(found(&text)));
    waiting.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| panic!("{what} takes more than linear time"))
}

#[test]
fn quotation_marks_are_read_in_linear_time() {
    let half = MANY / 2;
    comes_to_its_end("opened, closed by others", "「".repeat(half) + &"』".repeat(half));
    comes_to_its_end("quotations in quotations", "「".repeat(half) + &"」".repeat(half));
    comes_to_its_end("one after the other", "「あ」".repeat(half));
    comes_to_its_end("by turns", "「『“".repeat(half) + &"」』”".repeat(half));
}

#[test]
fn links_and_numbers_are_read_in_linear_time() {
    comes_to_its_end("links and numbers", "https://a.jp/1 2 ".repeat(MANY / 4));
    comes_to_its_end("addresses that are none", "http://[/".repeat(MANY / 4));
    comes_to_its_end("ports that are none", "a.jp:99999999/".repeat(MANY / 4));
    comes_to_its_end("brackets behind an address", format!("https://a.jp/{}", ")".repeat(MANY)));
    comes_to_its_end("square brackets behind an address", format!("https://a.jp/{}", "]".repeat(MANY)));
    comes_to_its_end("signs in a number", format!("1{}", ",".repeat(MANY)));
}

/// What findings hold is kept, stored and shown: it grows with the text as well.
#[test]
fn what_is_found_is_not_longer_than_some_times_the_text() {
    let held = |half: usize| -> usize {
        let text = "「".repeat(half) + "また来たい" + &"」と話した".repeat(half);
        found(&text).iter().map(|finding| finding.excerpt.len()).sum()
    };
    let (small, large) = (held(1_000), held(4_000));
    assert!(small > 0 && large <= small * 5, "{small} and {large} bytes");
}

/// The bound on open marks hides no quotation that is inside of many.
#[test]
fn a_quotation_behind_many_open_marks_is_found() {
    let text = format!("{}本文「また来たい」と話した", "「".repeat(1_000));
    let quoted = |text: &str| -> Vec<String> {
        found(text).into_iter().filter(|one| one.kind == "quotation").map(|one| one.excerpt).collect()
    };
    assert_eq!(quoted(&text), ["「また来たい」"]);
    // A title inside a quotation is no quotation of its own.
    assert_eq!(quoted("「昨日『七人の侍』を見た」と話した"), ["「昨日『七人の侍』を見た」"]);
}
