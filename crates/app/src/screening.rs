//! Reading a text: what is in it, and which clauses of the body speak of that. It proposes; nothing is decided and
//! nothing is stored.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tatefuda_domain::{Lang, Localized, TenantId, text::is_blank};
use tatefuda_store::Tx;
pub use tatefuda_text::screen::Mode;
use tatefuda_text::{
    screen::{Finding, Offsets, Screener, Tier},
    signs::{self, Signs, signs},
};
use utoipa::ToSchema;

use crate::{
    actor::Actor,
    core::App,
    failure::{Check, Failure},
    query::{Sees, open},
    regulation::governing,
};

/// The longest text that is read at once, in characters.
pub const TEXT_MAX: usize = 20_000;

/// Something found, with the clauses that speak of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Screened {
    /// What it is about, as `abuse` or `phone`; `sign.…` for signs that residents will not see as they were meant.
    pub category: &'static str,
    /// What it is about, in words.
    pub label: Localized,
    /// How sure: `certain`, `strong`, `possible`, `cue`.
    pub tier: &'static str,
    /// First character, counted in Unicode code points of the text.
    #[schema(value_type = u64)]
    pub start: usize,
    /// Character after the last.
    #[schema(value_type = u64)]
    pub end: usize,
    /// The words as they stand; of a sign that shows nothing its number, as `U+202E`.
    pub surface: String,
    /// The entry or detector that found it.
    pub rule: String,
    /// The lexicon or detectors, with their version.
    pub version: String,
    /// What packs call it.
    pub kinds: Vec<&'static str>,
    /// Clauses of the documents in force that speak of such findings.
    pub clauses: Vec<String>,
    /// How it was read, as a sentence for staff.
    pub explanation: Localized,
}

/// Reads a text for somebody who tries it.
///
/// # Errors
/// [`Failure::Invalid`]: no text, or a longer one than is read at once.
pub async fn read(app: &App, actor: &Actor, text: &str, mode: Mode) -> Result<Vec<Screened>, Failure> {
    let mut check = Check::default();
    // Newlines as they are stored: positions are those of the text that would be sent.
    let text = tatefuda_text::newlines(text);
    check.that(!is_blank(&text), "text", "required");
    if text.chars().count() > TEXT_MAX {
        check.push(crate::failure::FieldError::new("text", "too-long").with("max", TEXT_MAX));
    }
    check.done()?;
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let clauses = clauses(app, &mut tx, actor.tenant).await?;
    tx.rollback().await?;
    Ok(found(&text, mode, &clauses))
}

/// What is found in a text, by the clauses of [`clauses`]. In what the body itself writes also the signs that residents
/// will not see as they were meant; no clause speaks of those.
pub(crate) fn found(text: &str, mode: Mode, clauses: &BTreeMap<String, Vec<String>>) -> Vec<Screened> {
    let offsets = Offsets::new(text);
    let mut found: Vec<Screened> = match mode {
        Mode::Draft => signs(text).iter().map(|one| sign(one, text, &offsets)).collect(),
        Mode::Comment => vec![],
    };
    let read = Screener::standard().screen(text, mode);
    found.extend(read.iter().map(|one| screened(one, text, &offsets, clauses)));
    found.sort_by_key(|one| one.start);
    found
}

/// The signs in texts that go out which residents will not see as they were meant, the same one told once. For whoever
/// decides about them.
pub fn signs_of<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Screened> {
    let texts: BTreeSet<&str> = texts.collect();
    let all = texts.into_iter().flat_map(|text| {
        let offsets = Offsets::new(text);
        signs(text).iter().map(|one| sign(one, text, &offsets)).collect::<Vec<_>>()
    });
    let mut told = BTreeSet::new();
    all.filter(|one| told.insert((one.category, one.surface.clone(), one.explanation.ja.clone()))).collect()
}

fn sign(one: &Signs, text: &str, offsets: &Offsets) -> Screened {
    Screened {
        category: one.kind.id(),
        label: Localized::new(one.kind.label(Lang::Ja), one.kind.label(Lang::En)),
        tier: Tier::Certain.id(),
        start: offsets.code_points(text, one.start),
        end: offsets.code_points(text, one.end),
        surface: one.shown.clone(),
        rule: one.kind.id().to_owned(),
        version: signs::VERSION.to_owned(),
        kinds: vec![],
        clauses: vec![],
        explanation: Localized::new(one.explanation(Lang::Ja), one.explanation(Lang::En)),
    }
}

fn screened(one: &Finding, text: &str, offsets: &Offsets, clauses: &BTreeMap<String, Vec<String>>) -> Screened {
    let kinds = one.kinds();
    let mut cited: Vec<String> = kinds.iter().filter_map(|kind| clauses.get(*kind)).flatten().cloned().collect();
    cited.sort();
    cited.dedup();
    Screened {
        category: one.category.id(),
        label: Localized::new(one.category.ja(), one.category.en()),
        tier: one.tier.id(),
        start: offsets.code_points(text, one.start),
        end: offsets.code_points(text, one.end),
        surface: one.surface.clone(),
        rule: one.rule.to_string(),
        version: one.version.to_string(),
        kinds,
        clauses: cited,
        explanation: Localized::new(one.explanation(Lang::Ja), one.explanation(Lang::En)),
    }
}

/// The clauses of the documents in force by kind of finding.
pub(crate) async fn clauses(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let mut clauses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for governing in governing::all(app, tx, tenant, app.env.now()).await? {
        for rule in &governing.regulation.body().rules {
            for kind in &rule.guards.finding {
                clauses.entry(kind.clone()).or_default().extend(rule.clauses.iter().map(ToString::to_string));
            }
        }
    }
    Ok(clauses)
}
