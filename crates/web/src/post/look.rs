//! With what eyes a page about posts is written: its language, its zone, the words of the packs.

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::post::{MediumInput, view as app};
use tatefuda_domain::digest::Window;
use tatefuda_i18n::Translator;
use tatefuda_regulation::schema;
use tatefuda_ui::view::{Pair, When};

use crate::view::words::Words;

/// Language, zone and words of the pack, for one page.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) tr: &'a Translator,
    pub(crate) zone: &'a TimeZone,
    pub(crate) words: &'a Words,
}

impl Look<'_> {
    pub(crate) fn when(&self, at: Timestamp) -> When {
        When::new(self.tr, at, self.zone)
    }

    pub(crate) fn window(&self, window: Window) -> Option<String> {
        match (window.from, window.until) {
            (None, None) => None,
            (Some(from), Some(until)) => Some(self.tr.span(from, until, self.zone)),
            (Some(from), None) => {
                Some(self.tr.with("web-window-from", &[("at", self.tr.date_time(from, self.zone).into())]))
            }
            (None, Some(until)) => {
                Some(self.tr.with("web-window-until", &[("at", self.tr.date_time(until, self.zone).into())]))
            }
        }
    }

    /// What was stated about a picture, as rows; unanswered leaves none.
    pub(crate) fn answers(&self, medium: &MediumInput) -> Vec<Pair> {
        medium
            .answers
            .covered(0)
            .map(|(key, value)| {
                let name = key.rsplit(':').next().unwrap_or_default().to_owned();
                Pair::new(self.answer_label(&name), self.answer_value(&name, &value))
            })
            .collect()
    }

    /// What is asked about a picture, in words.
    pub(crate) fn answer_label(&self, name: &str) -> String {
        self.tr.text(&format!("picture-{}", name.replace('_', "-")))
    }

    /// A covered answer about a picture, in words.
    pub(crate) fn answer_value(&self, name: &str, value: &str) -> String {
        let word = |all: &[(&str, &str, &str)]| {
            let found = all.iter().find(|one| one.0 == value);
            found.map_or_else(|| value.to_owned(), |one| self.tr.pick(one.1, one.2).to_owned())
        };
        match name {
            "people" => word(schema::PEOPLE),
            "rights" => word(schema::RIGHTS),
            "children" | "other_text" => self.tr.text(if value == "yes" { "yes" } else { "no" }),
            "classification" => self.words.classification(value),
            "consents" => value.lines().collect::<Vec<_>>().join(self.tr.pick("、", ", ")),
            _ => value.to_owned(),
        }
    }

    /// All pictures in a few lines of text, for comparing two versions.
    pub(crate) fn media(&self, media: &[MediumInput]) -> String {
        let lines = media.iter().enumerate().map(|(place, medium)| {
            let mut parts = vec![medium.alt.clone()];
            parts.extend(self.answers(medium).into_iter().map(|pair| format!("{} {}", pair.label, pair.value)));
            parts.retain(|part| !part.is_empty());
            format!("{} {}", self.picture(place), parts.join(self.tr.pick("、", ", ")))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The picture at a place, counted from 0.
    pub(crate) fn picture(&self, place: usize) -> String {
        self.tr.with("picture-number", &[("n", (place + 1).to_string().into())])
    }
}

/// Name, section and position.
pub(crate) fn person(tr: &Translator, person: &app::Person) -> String {
    let place = capacity(tr, person);
    if place.is_empty() { person.name.clone() } else { format!("{}{}", person.name, bracket(tr, &place)) }
}

/// Section and position.
pub(crate) fn capacity(tr: &Translator, person: &app::Person) -> String {
    [person.section.as_str(), person.position.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(tr.pick(" ", ", "))
}

pub(crate) fn bracket(tr: &Translator, inner: &str) -> String {
    match tr.lang() {
        tatefuda_i18n::Lang::Ja => format!("（{inner}）"),
        tatefuda_i18n::Lang::En => format!(" ({inner})"),
    }
}
