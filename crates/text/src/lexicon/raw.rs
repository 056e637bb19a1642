//! The lexicon as it is written.

use jiff::civil::Date;
use serde::Deserialize;

use super::{csv, inflect::Inflection};
use crate::screen::{Category, Mode, Tier};

/// One layer: the base, or what a body adds to it. Later layers replace entries of the same id.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Its name: `base`, or the body's.
    pub id: String,
    /// Its version. Every finding names it, so the same text can be judged again by the same words.
    pub version: String,
    /// Words that matter only beside others.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
    /// What holds for every entry of a category.
    #[serde(default, rename = "default")]
    pub defaults: Vec<Default>,
    /// What is looked for.
    #[serde(default, rename = "entry")]
    pub entries: Vec<RawEntry>,
}

/// Words that matter only beside others: persons spoken to, warnings, offices.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name.
    pub id: String,
    pub words: Vec<String>,
    /// Words that hold one of these and are none.
    #[serde(default)]
    pub except: Vec<String>,
    /// Where its words may begin and end.
    #[serde(default)]
    pub boundary: Boundary,
    /// Whether another word may begin or end right beside it: おまえはばか.
    #[serde(default)]
    pub joins: bool,
}

/// What holds for every entry of a category.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Default {
    pub category: Category,
    /// Groups whose presence in the sentence, near the words, cancels a finding.
    #[serde(default)]
    pub forbid: Vec<String>,
    /// How near, in characters.
    #[serde(default = "near")]
    pub within: usize,
}

fn near() -> usize {
    20
}

/// Where a word may begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, std::default::Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Boundary {
    /// Anywhere: long or unmistakable words.
    #[default]
    None,
    /// Nothing of the same word before it.
    Start,
    /// Nothing of the same word behind it.
    End,
    /// Neither.
    Both,
    /// A whole utterance by itself, or between punctuation.
    Whole,
    /// Called after what was said, at its end: 消せカス.
    Called,
}

impl Boundary {
    /// Whether its beginning is looked at.
    pub fn start(self) -> bool {
        !matches!(self, Self::None | Self::End)
    }

    /// Whether its end is looked at.
    pub fn end(self) -> bool {
        !matches!(self, Self::None | Self::Start)
    }
}

/// On which side of a word its context stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, std::default::Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawSide {
    /// Either.
    #[default]
    Any,
    Before,
    /// Behind it.
    After,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEntry {
    /// Its name; `category.word`.
    pub id: String,
    /// What it is about.
    pub category: Category,
    /// How sure, with everything required beside it.
    pub tier: Tier,
    /// How sure without it; absent: nothing is found without it.
    pub alone: Option<Tier>,
    /// Why it stands here.
    pub reason: String,
    /// How it is written.
    pub forms: Vec<String>,
    /// What stands before each form, where a word is made of two parts (くそ and 野郎): every pair is a form.
    #[serde(default)]
    pub heads: Vec<String>,
    /// What stands behind each form, in the same way.
    #[serde(default)]
    pub tails: Vec<String>,
    /// How it is read aloud: spellings in kana, whose bounds are looked at more strictly.
    #[serde(default)]
    pub readings: Vec<String>,
    /// Where what is found begins, when a form begins with the end of the word before it: 「らしい」 of 「るらしい」.
    pub found_from: Option<String>,
    /// How its forms and readings are inflected.
    pub inflect: Option<Inflection>,
    /// Where it may begin and end.
    #[serde(default)]
    pub boundary: Boundary,
    /// The same for readings.
    #[serde(default = "both")]
    pub reading_boundary: Boundary,
    /// Whether one letter of it may be left out.
    #[serde(default)]
    pub masks: bool,
    /// The same for words of two letters, of which one alone is left.
    #[serde(default)]
    pub short_masks: bool,
    /// Words that hold it and are innocent: they cancel what they cover, nothing else.
    #[serde(default)]
    pub except: Vec<String>,
    /// Groups one of which must be near.
    #[serde(default)]
    pub need: Vec<String>,
    /// Groups one of which must be near as well.
    #[serde(default)]
    pub also: Vec<String>,
    /// Groups that cancel it where near, beside those of the category.
    #[serde(default)]
    pub forbid: Vec<String>,
    /// Groups of the category's default that do not cancel it.
    #[serde(default)]
    pub despite: Vec<String>,
    /// Groups beside which nothing cancels it: who is spoken to outweighs what is spoken of.
    #[serde(default)]
    pub unless: Vec<String>,
    /// How near, in characters.
    #[serde(default = "near")]
    pub within: usize,
    /// On which side what it needs stands.
    #[serde(default)]
    pub side: RawSide,
    /// Whether what it needs may stand in another sentence: people in need do not write periods.
    #[serde(default)]
    pub across: bool,
    /// Only for drafts or only for comments.
    pub mode: Option<Mode>,
    /// First day, for words of an election or a disaster.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Who wrote it, in a body's layer.
    pub author: Option<String>,
    /// Sentences that it must find.
    #[serde(default)]
    pub hit: Vec<String>,
    /// Sentences that it must not.
    #[serde(default)]
    pub miss: Vec<String>,
    /// Takes an entry of a lower layer out.
    #[serde(default)]
    pub drop: bool,
}

impl RawEntry {
    /// The forms with what stands before and behind them, not inflected.
    pub fn compounds(&self) -> Vec<String> {
        let parts = |list: &[String]| if list.is_empty() { vec![String::new()] } else { list.to_vec() };
        let (heads, tails) = (parts(&self.heads), parts(&self.tails));
        let mut all = Vec::with_capacity(self.forms.len() * heads.len() * tails.len());
        for form in &self.forms {
            for head in &heads {
                all.extend(tails.iter().map(|tail| format!("{head}{form}{tail}")));
            }
        }
        all
    }
}

fn both() -> Boundary {
    Boundary::Both
}

impl Lexicon {
    /// From TOML.
    ///
    /// # Errors
    ///
    /// What the file does not say properly, with its line.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// From a table with one entry a line, as it comes from a spreadsheet: `id,category,tier,forms,reason,hit,miss`,
    /// several forms or sentences with `|` between them.
    ///
    /// # Errors
    ///
    /// The number of the line and what is wrong there.
    pub fn from_csv(id: &str, version: &str, text: &str) -> Result<Self, (usize, String)> {
        csv::read(id, version, text)
    }
}
