//! The reference of the pack language, made from the program's own tables and the words explained beside this file.

mod chapters;
mod page;
mod record;
mod schema;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use record::words;
pub use schema::pack_schema;

use page::Page;
use tatefuda_regulation::{
    original::Counting,
    pack::{self, Pack},
    terms::Strength,
};

/// In which language something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// `[Japanese, English]`.
type Both = (String, String);

/// What is said of sections and keys.
#[derive(Deserialize)]
pub struct Sections {
    /// Keys that mean the same everywhere: type, Japanese, English.
    pub common: BTreeMap<String, (String, String, String)>,
    /// By name; `a.b` is a table `b` inside the items of `a`.
    pub section: BTreeMap<String, Section>,
}

/// What is said of a section.
#[derive(Deserialize)]
pub struct Section {
    pub ja: String,
    pub en: String,
    /// Type, Japanese, English.
    pub keys: BTreeMap<String, (String, String, String)>,
}

/// `[type, required, Japanese, English]`.
type Key = (String, bool, String, String);

/// Words by what they are.
#[derive(Deserialize)]
pub struct Words {
    r#type: BTreeMap<String, Both>,
    /// Closed sets.
    pub set: BTreeMap<String, BTreeMap<String, Both>>,
    pub act: BTreeMap<String, Both>,
    /// Events of the program.
    pub event: BTreeMap<String, Both>,
    /// Events that packs make, as `record:<kind>`.
    pub made_event: BTreeMap<String, Both>,
    function: BTreeMap<String, (String, String, String, String)>,
    scenario: BTreeMap<String, BTreeMap<String, Key>>,
    facts: BTreeMap<String, BTreeMap<String, Both>>,
    settings: BTreeMap<String, Both>,
}

/// The explanations; the files are part of the program, and a test reads them.
pub fn explained() -> Result<(Sections, Words), toml::de::Error> {
    Ok((toml::from_str(include_str!("sections.toml"))?, toml::from_str(include_str!("words.toml"))?))
}

/// How the holders of a role may be found. These are no enum: most carry the name of something.
const BOUND: &[&str] = &[
    "position",
    "record:<kind>",
    "record:<kind>.<field>",
    "table:<parameter>",
    "staff",
    "author",
    "another",
    "step-holder",
    "exception-granter",
    "actor:<kind>",
];

/// The section that a type of a key names.
pub fn inner(ty: &str) -> &str {
    match ty {
        "fields" => "record.fields",
        "lines" => "record.lines",
        "remedy" => "rule.remedy",
        "grant" => "rule.exception",
        "steps" => "chain.steps",
        "procedure-steps" => "procedure.steps",
        "consequence" => "duty.missed",
        "due" => "monitor.due",
        "parts" => "document.parts",
        "guards" => "where",
        "rank" => "role.rank",
        "counts_if" => "record.counts_if",
        "validity" => "record.validity",
        "approval" => "record.approval",
        "sub_rules" => "pack.sub_rules",
        other => other,
    }
}

/// Closed sets of words, in the order of the reference.
fn sets() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("strength", words::<Strength>()),
        ("counting", words::<Counting>()),
        ("bound", BOUND.to_vec()),
        ("within", words::<pack::Within>()),
        ("record-scope", words::<pack::RecordScope>()),
        ("field", words::<pack::FieldKind>()),
        ("parameter", words::<pack::ParameterKind>()),
        ("scope", words::<pack::ParameterScope>()),
        ("step-kind", words::<pack::StepKind>()),
        ("means", words::<tatefuda_domain::post::Means>()),
        ("subject", words::<pack::ProcedureSubject>()),
        ("document-kind", words::<pack::DocumentKind>()),
        ("document-scope", words::<pack::DocumentScope>()),
        ("use", words::<pack::SchemeUse>()),
        ("holidays", words::<tatefuda_calendar::HolidayRule>()),
        ("class", words::<pack::ClauseClass>()),
        ("layer", words::<pack::Layer>()),
        ("relation", words::<pack::FormerRelation>()),
    ]
}

/// The whole reference as Markdown.
///
/// # Panics
/// Never: the explanations are part of the program, and a test holds that they can be read.
pub fn reference(language: Language, house: &Pack) -> String {
    let (sections, words) = explained().expect("the explanations are part of the program");
    Page { language, out: String::new(), sections, words }.whole(house)
}

#[cfg(test)]
mod tests;
