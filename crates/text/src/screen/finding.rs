//! What the screening proposes.

use std::{fmt::Write as _, sync::Arc};

use serde::Serialize;
use tatefuda_domain::Lang;

use super::{
    category::{Category, Tier},
    steps::{self, Step},
};

/// Why a finding stands, beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The check digit is right.
    CheckDigit,
    /// A word nearby says what it is.
    Near(String),
    /// A letter was left out and replaced by a sign.
    Masked,
    /// It stands in quotation marks.
    Quoted,
    /// Separators stand between some letters, so it may be chance.
    Uneven,
    /// It is written without a word that says what it is.
    Alone,
    /// The sorter has learnt that these words stand in such texts.
    Learnt(Vec<String>),
    /// The sorter has learnt that such texts hardly ever read like this one.
    Unlike,
}

/// Something found in a text: a proposal with its reasons. What it means is the pack's, and removal is decided by a
/// named person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub category: Category,
    /// How sure.
    pub tier: Tier,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// As written.
    pub surface: String,
    /// How it was read: the form of the entry, or the number as machines write it.
    pub reading: String,
    /// The entry or detector.
    pub rule: Arc<str>,
    /// Lexicon and version, or the detectors' version.
    pub version: Arc<str>,
    /// The reasons.
    pub notes: Vec<Note>,
}

impl Finding {
    /// What was done to read it so.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = steps::of(&self.surface);
        if self.notes.contains(&Note::Masked) {
            steps.retain(|step| *step != Step::Separators);
            steps.push(Step::Mask);
        }
        steps
    }

    /// What packs call it: the most particular first.
    pub fn kinds(&self) -> Vec<&'static str> {
        let own = self.category.kind();
        match (self.category, &*self.rule) {
            (Category::Url, "url.shortened") => vec!["link.shortened", own],
            (Category::Url, "url.insecure") => vec!["link.insecure", own],
            (Category::Url, "url.international" | "url.lookalike") => vec!["link.international", own],
            // To threaten is unlawful too.
            (Category::Threat, _) => vec![own, Category::Incitement.kind()],
            _ => vec![own],
        }
    }

    /// A sentence for staff: 「ﾊﾞ・ｶ」を「ばか」と読みました（半角→全角、記号除去）。
    pub fn explanation(&self, lang: Lang) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = match lang {
            Lang::Ja => self.in_japanese(&mut text),
            Lang::En => self.in_english(&mut text),
        };
        text
    }

    fn in_japanese(&self, out: &mut String) -> std::fmt::Result {
        write!(out, "{}（{}）：", self.category.ja(), self.tier.ja())?;
        if self.rule.starts_with("learnt.") {
            out.push_str("全体の言い方が、これまでの例に似ています");
        } else if self.reading == self.surface {
            write!(out, "「{}」があります", self.surface)?;
        } else {
            write!(out, "「{}」を「{}」と読みました", self.surface, self.reading)?;
            let steps: Vec<&str> = self.steps().into_iter().map(Step::ja).collect();
            if !steps.is_empty() {
                write!(out, "（{}）", steps.join("、"))?;
            }
        }
        for note in &self.notes {
            match note {
                Note::CheckDigit => out.push_str("。検査数字が合っています"),
                Note::Near(word) => write!(out, "。近くに「{word}」があります")?,
                Note::Quoted => out.push_str("。かぎ括弧の中にあります"),
                Note::Uneven => out.push_str("。間の記号は偶然かもしれません"),
                Note::Alone => out.push_str("。それと分かる語は近くにありません"),
                Note::Learnt(words) => write!(out, "。重みの大きい語句は「{}」です", words.join("」「"))?,
                Note::Unlike => out.push_str("。ただし全体の言い方は、これまでの例に似ていません"),
                Note::Masked => {}
            }
        }
        out.push('。');
        Ok(())
    }

    fn in_english(&self, out: &mut String) -> std::fmt::Result {
        write!(out, "{} ({}): ", self.category.en(), self.tier.id())?;
        if self.rule.starts_with("learnt.") {
            out.push_str("it is worded as known examples are");
        } else if self.reading == self.surface {
            write!(out, "“{}” is there", self.surface)?;
        } else {
            write!(out, "“{}” is read as “{}”", self.surface, self.reading)?;
            let steps: Vec<&str> = self.steps().into_iter().map(Step::en).collect();
            if !steps.is_empty() {
                write!(out, " ({})", steps.join(", "))?;
            }
        }
        for note in &self.notes {
            match note {
                Note::CheckDigit => out.push_str("; the check digit is right"),
                Note::Near(word) => write!(out, "; “{word}” is near")?,
                Note::Quoted => out.push_str("; it stands in quotation marks"),
                Note::Uneven => out.push_str("; the signs between may be chance"),
                Note::Alone => out.push_str("; no word near says what it is"),
                Note::Learnt(words) => write!(out, "; what weighs most: “{}”", words.join("”, “"))?,
                Note::Unlike => out.push_str("; but as a whole it is not worded as known examples are"),
                Note::Masked => {}
            }
        }
        out.push('.');
        Ok(())
    }
}

/// Byte offsets of a text as offsets in code points, for many findings at once.
pub struct Offsets {
    /// Byte, code points before it; at every 64th character.
    marks: Vec<(usize, usize)>,
}

const STRIDE: usize = 64;

impl Offsets {
    pub fn new(text: &str) -> Self {
        let characters = text.char_indices().enumerate();
        Self { marks: characters.step_by(STRIDE).map(|(points, (at, _))| (at, points)).collect() }
    }

    /// In Unicode code points.
    pub fn code_points(&self, text: &str, byte: usize) -> usize {
        let index = self.marks.partition_point(|(at, _)| *at <= byte);
        let (at, points) = index.checked_sub(1).map_or((0, 0), |index| self.marks[index]);
        points + text[at..byte].chars().count()
    }
}
