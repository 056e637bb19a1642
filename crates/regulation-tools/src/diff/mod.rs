//! 新旧対照: what changed between two packs, in words, by clause and item.
//!
//! The packs are compared as they are written, item by item and key by key, so that no part of the language can be
//! forgotten here; the words come from the reference of the language and from the labels of the packs.

mod compare;
mod html;
mod items;
mod told;
mod words;

use serde::Serialize;
use tatefuda_domain::Localized;

use super::reference::{Language, explained};
use tatefuda_regulation::pack::{Pack, PackErrors, PackSource};
use words::Words;

/// What changed between two packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackDiff {
    /// The older one.
    pub old: Side,
    /// The newer one.
    pub new: Side,
    /// By clause, in the order of the text; what rests on no clause stands last.
    pub groups: Vec<Group>,
}

/// One of the two packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    pub id: String,
    pub title: Localized,
    pub version: String,
}

/// Changes that rest on one clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The clause; none: the head, and items without clause.
    pub clause: Option<String>,
    /// What changed.
    pub items: Vec<ItemDiff>,
}

/// What happened to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// A changed item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemDiff {
    /// `rule:category`.
    pub id: String,
    /// What kind of item it is.
    pub noun: Localized,
    pub label: Localized,
    /// Every clause on which it rests, of either side.
    pub clauses: Vec<String>,
    /// What happened to it.
    pub change: Change,
    /// Its keys that differ; of a new or removed item all of them.
    pub rows: Vec<Row>,
}

/// A key that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which, in words.
    pub what: Localized,
    /// What it said; none: nothing.
    pub old: Option<Localized>,
    /// What it says; none: nothing.
    pub new: Option<Localized>,
}

/// Compares two packs.
///
/// # Errors
/// One of them does not load; pointing at the line.
///
/// # Panics
/// Never: the words are part of the program, and a test holds that they can be read.
pub fn diff(old: &PackSource, new: &PackSource) -> Result<PackDiff, PackErrors> {
    let (before, after) = (Pack::load(old)?, Pack::load(new)?);
    let (sections, told) = explained().expect("the words are part of the program");
    let words = [Words::new(&sections, &told, &before), Words::new(&sections, &told, &after)];
    let items = compare::items(&words, &items::items(old), &items::items(new));
    let mut groups: Vec<Group> = vec![];
    // The order of the newer text, then what only the older one has.
    let mut order: Vec<&str> = after.clauses.iter().map(|clause| clause.id.as_str()).collect();
    order.extend(before.clauses.iter().map(|clause| clause.id.as_str()).filter(|id| after.clause(id).is_none()));
    let place =
        |item: &ItemDiff| item.clauses.iter().filter_map(|clause| order.iter().position(|known| known == clause)).min();
    let mut placed: Vec<(Option<usize>, ItemDiff)> = items.into_iter().map(|item| (place(&item), item)).collect();
    // Stable: inside a clause the clause itself comes first, then the order of the language.
    placed.sort_by_key(|(at, _)| at.unwrap_or(usize::MAX));
    for (at, item) in placed {
        let clause = at.map(|at| order[at].to_owned());
        match groups.last_mut().filter(|group| group.clause == clause) {
            Some(group) => group.items.push(item),
            None => groups.push(Group { clause, items: vec![item] }),
        }
    }
    Ok(PackDiff { old: side(&before), new: side(&after), groups })
}

fn side(pack: &Pack) -> Side {
    let header = &pack.header;
    Side { id: header.id.clone(), title: header.title.clone(), version: header.version.clone() }
}

fn pick(text: &Localized, language: Language) -> &str {
    match language {
        Language::Ja => &text.ja,
        Language::En => &text.en,
    }
}

impl Change {
    fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Added, Language::Ja) => "新設",
            (Self::Removed, Language::Ja) => "削除",
            (Self::Changed, Language::Ja) => "改正",
            (Self::Added, Language::En) => "new",
            (Self::Removed, Language::En) => "removed",
            (Self::Changed, Language::En) => "changed",
        }
    }
}

impl PackDiff {
    /// As plain text.
    pub fn text(&self, language: Language) -> String {
        let say = |ja: &'static str, en: &'static str| if language == Language::Ja { ja } else { en };
        let head = |side: &Side| format!("{} ({} {})", pick(&side.title, language), side.id, side.version);
        let mut out = format!("{} → {}\n", head(&self.old), head(&self.new));
        if self.groups.is_empty() {
            out.push_str(say("違いはありません。\n", "Nothing differs.\n"));
        }
        for group in &self.groups {
            let clause = group.clause.as_deref().unwrap_or(say("全体", "as a whole"));
            out.push_str(&format!("\n{clause}\n"));
            for item in &group.items {
                let (noun, label) = (pick(&item.noun, language), pick(&item.label, language));
                out.push_str(&format!("  {noun} {label} [{}] {}\n", item.id, item.change.word(language)));
                for row in &item.rows {
                    let side = |text: &Option<Localized>| {
                        text.as_ref()
                            .map_or("–".to_owned(), |text| pick(text, language).replace('\n', "\n          "))
                    };
                    out.push_str(&format!("    {}\n", pick(&row.what, language)));
                    if item.change != Change::Added {
                        out.push_str(&format!("      {} {}\n", say("旧", "old"), side(&row.old)));
                    }
                    if item.change != Change::Removed {
                        out.push_str(&format!("      {} {}\n", say("新", "new"), side(&row.new)));
                    }
                }
            }
        }
        out
    }

    /// As a page that prints on A4: the table with the newer text on the left, as such tables are printed.
    pub fn html(&self, language: Language) -> String {
        html::page(self, language)
    }
}
