//! Detectors: what is recognised by its form.

mod address;
mod beside;
mod cluster;
mod coordinates;
mod email;
mod imitate;
mod marks;
mod name;
mod number;
mod place;
mod plan;
mod plate;
mod quotation;
mod quoted;
mod reported;
mod spelled;
mod told;
mod url;
mod words;

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
pub const VERSION: &str = "detectors@1.5.0";

/// A text with what is known of it.
pub(crate) struct Input<'a> {
    pub text: &'a str,
    pub seen: Seen,
    /// Detectors whose words stand in the text, as bits of [`hint`].
    pub hints: u32,
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

/// Words that detectors begin from stand in the automaton of the lexicon, so that a text without them is not walked again.
mod hint {
    /// Names in comments.
    pub const NAME: u32 = 1;
    /// Verbs of saying and sources.
    pub const TOLD: u32 = 1 << 1;
    /// At signs written out.
    pub const MAIL: u32 = 1 << 2;
    /// Links written so that machines do not see them.
    pub const LINK: u32 = 1 << 3;
    /// Parts of the number of a house.
    pub const HOUSE: u32 = 1 << 4;
    /// Sources of words.
    pub const SOURCE: u32 = 1 << 5;
    /// Numbers that are written as they are read aloud.
    pub const SPOKEN: u32 = 1 << 6;
}

/// The words, each with the detectors that begin from it.
pub(crate) fn hints() -> impl Iterator<Item = (&'static str, u32)> {
    let of = |words: &'static [&'static str], hint| words.iter().map(move |word| (*word, hint));
    of(name::IN_COMMENT, hint::NAME)
        .chain(of(told::TOLD, hint::TOLD))
        .chain(reported::hints().map(|word| (word, hint::TOLD)))
        .chain(of(
            &[
                "との",
                "という",
                "と書",
                "って書",
                "と記",
                "と説",
                "といいま",
                "といって",
                "といった",
                "ていっ",
                "いうた",
                "いうて",
            ],
            hint::TOLD,
        ))
        .chain(of(told::SOURCE, hint::SOURCE))
        .chain(of(&["at", "あっと", "あとま"], hint::MAIL))
        .chain(of(&["hxxp", "dot", "どっと"], hint::LINK))
        .chain(of(
            &["丁目", "番地", "号室", "番丁", "地割", "東入", "西入", "上る", "下る", "ばんち", "ちょうめ"],
            hint::HOUSE,
        ))
        .chain(of(
            &[
                "ぜろきゅ",
                "ぜろはち",
                "ぜろなな",
                "ぜろご",
                "まるきゅ",
                "ぜろいち",
                "ぜろに",
                "ぜろさん",
                "ぜろよん",
                "ぜろろく",
                "れいさん",
                "はちろく",
                "なないち",
                "いちなな",
                "よんご",
                "ななよん",
                "よんなな",
            ],
            hint::SPOKEN,
        ))
}

/// So many digits a number of interest has at least, near each other.
const FEWEST: u32 = 2;

/// Adds what the detectors find.
pub(crate) fn run(input: &Input<'_>, found: &mut Vec<Finding>) {
    let cell: OnceCell<View> = OnceCell::new();
    let digits = || cell.get_or_init(|| View::digits(input.text));
    let Input { text, seen, hints, mode, .. } = *input;
    if seen.has(Class::Bracket) {
        quotation::quotations(text, found);
    }
    // In comments what anybody is said to have said is everywhere: only with a verb of saying.
    let told = if mode == Mode::Draft { hint::TOLD | hint::SOURCE } else { hint::TOLD };
    if seen.has(Class::Kanji) && hints & told != 0 {
        told::told(text, hints & hint::SOURCE != 0, found);
    }
    if mode == Mode::Draft && seen.mark() {
        marks::marks(text, found);
    }
    if mode == Mode::Draft || hints & hint::NAME != 0 {
        name::names(text, mode, found);
    }
    if found.iter().any(|finding| finding.category == Category::Rescue) {
        place::places(text, found);
    }
    let latin = seen.has(Class::Latin);
    if latin && (seen.host || hints & hint::LINK != 0) {
        url::urls(input, &|| digits().clone(), found);
    }
    // @ of any width, written out, a star or (a): only where Latin letters stand.
    let at = latin && (seen.at() || hints & hint::MAIL != 0 || seen.host && seen.mark());
    let spoken = hints & hint::SPOKEN != 0;
    let numbers = seen.digits >= FEWEST || seen.digits > 0 && hints & hint::HOUSE != 0 || spoken;
    let read_out = hints & hint::MAIL != 0 && hints & hint::LINK != 0;
    if !at && !numbers && !read_out {
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
    if read_out {
        email::read_out(view.text(), &mut each);
    }
    if numbers {
        let clusters = cluster::clusters(view.text());
        for cluster in &clusters {
            cluster::windows(view.text(), cluster, |window| number::judge(&window).map(&mut each).is_some());
            cluster::spelled(cluster).filter_map(|row| spelled::judge(view.text(), cluster, row)).for_each(&mut each);
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
