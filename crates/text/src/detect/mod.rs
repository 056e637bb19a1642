//! Detectors: what is recognised by its form.

mod address;
mod cluster;
mod coordinates;
mod email;
mod marks;
mod name;
mod number;
mod place;
mod plate;
mod quotation;
mod told;
mod url;

use std::{
    cell::OnceCell,
    sync::{Arc, LazyLock},
};

pub(crate) use url::standard_links;

use crate::{
    link::LinkData,
    screen::{Category, Finding, Mode, Note, Own, Tier},
    view::{Class, Seen, View},
};

/// The version of the detectors, named by their findings.
pub const VERSION: &str = "detectors@1.0.0";

/// A text with what is known of it.
pub(crate) struct Input<'a> {
    pub text: &'a str,
    pub seen: Seen,
    pub mode: Mode,
    pub own: &'a Own,
    pub links: &'a LinkData,
}

/// Something found in the digit view.
struct Hit {
    category: Category,
    tier: Tier,
    start: usize,
    end: usize,
    reading: String,
    rule: &'static str,
    notes: Vec<Note>,
}

/// So many digits a number of interest has at least.
const FEWEST: u32 = 2;

/// Adds what the detectors find.
pub(crate) fn run(input: &Input<'_>, found: &mut Vec<Finding>) {
    let cell: OnceCell<View> = OnceCell::new();
    let digits = || cell.get_or_init(|| View::digits(input.text));
    if input.seen.has(Class::Bracket) {
        quotation::quotations(input.text, found);
    }
    if input.seen.has(Class::Kanji) {
        told::told(input.text, input.mode, found);
    }
    if input.mode == Mode::Draft {
        marks::marks(input.text, found);
    }
    name::names(input.text, input.mode, found);
    if found.iter().any(|finding| finding.category == Category::Rescue) {
        place::places(input.text, found);
    }
    let latin = input.seen.has(Class::Latin);
    if latin && (input.text.contains(['.', '．', '。', '｡']) || input.text.contains("://")) {
        url::urls(input, &|| digits().clone(), found);
    }
    // @ of any width, written out, or a star: only where Latin letters stand.
    let at = latin
        && ["@", "＠", "at", "AT", "ＡＴ", "あっと", "アット", "ｱｯﾄ", "★", "☆"]
            .iter()
            .any(|sign| input.text.contains(sign));
    let numbers = input.seen.digits >= FEWEST;
    if !at && !numbers {
        return;
    }
    let view = digits();
    let mut each = |hit: Hit| {
        if own(input, &hit) {
            return;
        }
        let (start, end) = view.original(hit.start, hit.end);
        found.push(self::found(hit.category, hit.tier, input.text, (start, end), hit.reading, hit.rule, hit.notes));
    };
    if at {
        email::emails(view.text(), &mut each);
    }
    if numbers {
        let clusters = cluster::clusters(view.text());
        for cluster in &clusters {
            cluster::windows(view.text(), cluster, |window| number::judge(&window).map(&mut each).is_some());
        }
        address::addresses(view.text(), &clusters, &mut each);
        plate::plates(view.text(), &clusters, &mut each);
        coordinates::coordinates(view.text(), &clusters, &mut each);
    }
}

fn own(input: &Input<'_>, hit: &Hit) -> bool {
    match hit.category {
        Category::Phone => input.own.has_phone(&hit.reading),
        Category::Email => input.own.has_email(&hit.reading),
        Category::PostalCode => input.own.has_postal_code(&hit.reading),
        Category::Address => input.own.has_address(&hit.reading),
        _ => false,
    }
}

fn found(
    category: Category,
    tier: Tier,
    text: &str,
    (start, end): (usize, usize),
    reading: String,
    rule: &str,
    notes: Vec<Note>,
) -> Finding {
    static THIS: LazyLock<Arc<str>> = LazyLock::new(|| VERSION.into());
    Finding {
        category,
        tier,
        start,
        end,
        surface: text[start..end].to_owned(),
        reading,
        rule: rule.into(),
        version: THIS.clone(),
        notes,
    }
}
