//! What people answer about a picture or film, and how it enters the covered content (decision 0020).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most media of one target.
pub const MEDIA_MAX: usize = 10;
/// Most people that an answer can count in one picture.
pub const PEOPLE_MAX: u16 = 999;
/// Before the keys under which answers stand among the covered fields; no declared field may begin so.
pub const COVERED: &str = "media:";

/// Who can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum People {
    /// Nobody.
    None,
    /// People, but nobody can tell who.
    Unidentifiable,
    /// People who can be identified.
    Identifiable,
}

impl People {
    /// Every value, in the order of the form.
    pub const ALL: [Self; 3] = [Self::None, Self::Unidentifiable, Self::Identifiable];

    /// The word in forms, facts and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unidentifiable => "unidentifiable",
            Self::Identifiable => "identifiable",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// Who holds the rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rights {
    /// Taken or made by ourselves.
    Own,
    /// Somebody else.
    Other,
    /// Nobody knows; an answer too.
    Unknown,
}

impl Rights {
    /// Every value, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Own, Self::Other, Self::Unknown];

    /// The word in forms, facts and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// What was answered about one medium. Whatever is absent was not answered; nothing is assumed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct MediumAnswers {
    /// Who can be seen.
    pub people: Option<People>,
    /// How many of them can be identified.
    #[schema(maximum = 999)]
    pub people_count: Option<u16>,
    /// Whether children are among the identifiable ones.
    pub children: Option<bool>,
    /// Who holds the rights.
    pub rights: Option<Rights>,
    /// The name of that holder.
    pub rights_holder: Option<String>,
    /// One reference for each person who consented (a file number, a form).
    pub consents: Vec<String>,
    /// Whether writing, screens or works of others are legible.
    pub other_text: Option<bool>,
    /// The classification of this medium.
    pub classification: Option<String>,
}

/// Two answers that cannot both be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// Nobody can be identified, yet people are counted, or children or consents are stated.
    NobodyYetSomebody,
    /// People can be identified, yet their number is none.
    SomebodyYetNone,
    /// More people than can be counted here.
    TooMany,
}

impl MediumAnswers {
    /// As it enters the system: blanks around texts go, blank texts are no answers.
    #[must_use]
    pub fn at_input(mut self) -> Self {
        let blank = |value: &mut Option<String>| {
            *value = value.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        };
        blank(&mut self.rights_holder);
        blank(&mut self.classification);
        self.consents = self.consents.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        self
    }

    /// Whether the answers contradict each other.
    pub fn contradiction(&self) -> Option<Contradiction> {
        let counted = self.people_count.is_some_and(|count| count > 0);
        match self.people {
            _ if self.people_count.is_some_and(|count| count > PEOPLE_MAX) => Some(Contradiction::TooMany),
            Some(People::Identifiable) if self.people_count == Some(0) => Some(Contradiction::SomebodyYetNone),
            Some(People::None | People::Unidentifiable)
                if counted || self.children == Some(true) || !self.consents.is_empty() =>
            {
                Some(Contradiction::NobodyYetSomebody)
            }
            _ => None,
        }
    }

    /// The answers as covered fields of the medium at a place, counted from 0. Unanswered leaves no trace, so content
    /// without answers has the digest that it always had.
    pub fn covered(&self, place: usize) -> impl Iterator<Item = (String, String)> {
        let truth = |value: bool| if value { "yes" } else { "no" }.to_owned();
        let consents = (!self.consents.is_empty()).then(|| self.consents.join("\n"));
        [
            ("children", self.children.map(truth)),
            ("classification", self.classification.clone()),
            ("consents", consents),
            ("other_text", self.other_text.map(truth)),
            ("people", self.people.map(|people| people.as_str().to_owned())),
            ("people_count", self.people_count.map(|count| count.to_string())),
            ("rights", self.rights.map(|rights| rights.as_str().to_owned())),
            ("rights_holder", self.rights_holder.clone()),
        ]
        .into_iter()
        .filter_map(move |(name, value)| Some((format!("{COVERED}{place}:{name}"), value?)))
    }

    /// The answers read back from covered fields: whatever is asked about a medium rests on what an approval covers.
    pub fn of_covered(fields: &BTreeMap<String, String>, place: usize) -> Self {
        let get = |name: &str| fields.get(&format!("{COVERED}{place}:{name}")).map(String::as_str);
        let truth = |name: &str| match get(name) {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        };
        Self {
            people: get("people").and_then(People::parse),
            people_count: get("people_count").and_then(|count| count.parse().ok()),
            children: truth("children"),
            rights: get("rights").and_then(Rights::parse),
            rights_holder: get("rights_holder").map(ToOwned::to_owned),
            consents: get("consents").map(|text| text.lines().map(ToOwned::to_owned).collect()).unwrap_or_default(),
            other_text: truth("other_text"),
            classification: get("classification").map(ToOwned::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> MediumAnswers {
        MediumAnswers {
            people: Some(People::Identifiable),
            people_count: Some(2),
            children: Some(true),
            rights: Some(Rights::Other),
            rights_holder: Some("祭の実行委員会".into()),
            consents: vec!["同意書12".into(), "同意書13".into()],
            other_text: Some(false),
            classification: Some("public".into()),
        }
    }

    #[test]
    fn answers_come_back_from_covered_fields() {
        let fields: BTreeMap<String, String> = full().covered(1).collect();
        assert_eq!(fields.len(), 8);
        assert!(fields.keys().all(|key| key.starts_with("media:1:")));
        assert_eq!(MediumAnswers::of_covered(&fields, 1), full());
        assert_eq!(MediumAnswers::of_covered(&fields, 0), MediumAnswers::default());
        assert_eq!(MediumAnswers::default().covered(0).count(), 0);
    }

    #[test]
    fn contradictions_are_found_and_silence_is_none() {
        assert_eq!(MediumAnswers::default().contradiction(), None);
        assert_eq!(full().contradiction(), None);
        let of = |people, change: fn(&mut MediumAnswers)| {
            let mut answers = MediumAnswers { people: Some(people), ..MediumAnswers::default() };
            change(&mut answers);
            answers.contradiction()
        };
        assert_eq!(of(People::None, |one| one.people_count = Some(0)), None);
        assert_eq!(of(People::None, |one| one.people_count = Some(1)), Some(Contradiction::NobodyYetSomebody));
        assert_eq!(of(People::None, |one| one.consents.push("a".into())), Some(Contradiction::NobodyYetSomebody));
        assert_eq!(of(People::Unidentifiable, |one| one.children = Some(true)), Some(Contradiction::NobodyYetSomebody));
        assert_eq!(of(People::Identifiable, |one| one.people_count = Some(0)), Some(Contradiction::SomebodyYetNone));
        assert_eq!(of(People::Identifiable, |one| one.people_count = Some(1_000)), Some(Contradiction::TooMany));
    }

    #[test]
    fn blanks_are_no_answers() {
        let typed = MediumAnswers {
            rights_holder: Some("  ".into()),
            consents: vec![" a ".into(), "".into()],
            ..MediumAnswers::default()
        };
        let entered = typed.at_input();
        assert_eq!((entered.rights_holder, entered.consents), (None, vec!["a".to_owned()]));
    }
}
