//! The regulation as a handbook: clause by clause, how it acts, how it stands, and what shows that.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::AnswerId;
use tatefuda_regulation::{
    ClauseClass, Outcome,
    coverage::{Covered, Wiring, covered},
    original::{Outline, anchored},
    terms::Id,
};
use tatefuda_store::{answer::answer_recent, wording::wording_latest};

use super::{
    governing::{self, Governing},
    still_said,
};
use crate::{
    Actor, App, Failure,
    query::{Sees, open},
};

/// So many of the newest answers are looked through.
const RECENT: i64 = 400;

/// A document in force, clause by clause.
pub struct Handbook {
    /// The document.
    pub governing: Arc<Governing>,
    /// Its clauses in order.
    pub clauses: Vec<Entry>,
    /// The oldest of the answers that were looked through: what counts counts from then on.
    pub since: Option<Timestamp>,
    /// Since when the original text is here; absent: only summaries can be shown.
    pub wording: Option<Timestamp>,
}

/// A clause.
pub struct Entry {
    /// How it acts.
    pub covered: Covered,
    /// Its wording in the original text, if that is here and has its place.
    pub wording: Option<String>,
    /// How it stands.
    pub state: ClauseState,
    /// What shows that: the newest answer that cited it, with its time.
    pub evidence: Option<(AnswerId, Timestamp)>,
    /// How often it was cited among the answers looked through.
    pub cited: u32,
    /// Settings that it leaves to the body and that are unset.
    pub unset: Vec<String>,
}

/// How a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseState {
    /// It was kept when it was asked last.
    Kept,
    /// Something it asks for was open when it was asked last.
    Open,
    /// It could not be judged, or a value is unset.
    CannotJudge,
    /// Nothing that acts on it is asked by the running program yet.
    NotConnected,
    /// It acts, but was not asked yet.
    Quiet,
    /// It is only shown.
    Shown,
}

/// Every document in force, clause by clause. What binds people may be read by all of them.
///
/// # Errors
/// Whatever the database says.
pub async fn handbook(app: &App, actor: &Actor, wiring: &Wiring) -> Result<Vec<Handbook>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let mut books = vec![];
    for governing in governing::all_known(app, &mut tx, actor.tenant, app.env.now()).await? {
        let answers = answer_recent(&mut tx, actor.tenant, &governing.document, RECENT).await?;
        let (since, seen) = (answers.last().map(|one| one.at), seen(&answers, &governing.document));
        let unset = governing.regulation.unset_parameters();
        let original = wording_latest(&mut tx, actor.tenant, &governing.document).await?;
        let mut wordings: BTreeMap<Id, Option<String>> = match &original {
            Some(original) => {
                let found = anchored(&Outline::read(&original.text), governing.regulation.body());
                let found = still_said(app, &mut tx, actor.tenant, original, found).await?;
                found.into_iter().map(|one| (one.clause, one.wording)).collect()
            }
            None => BTreeMap::new(),
        };
        let clauses = covered(governing.regulation.body(), wiring)
            .into_iter()
            .map(|covered| {
                let open: Vec<String> = unset
                    .iter()
                    .filter(|unset| unset.clauses.contains(&covered.id))
                    .map(|unset| unset.key.clone())
                    .collect();
                let found = seen.get(covered.id.as_str());
                Entry {
                    state: state(&covered, found, !open.is_empty()),
                    evidence: found.map(|seen| (seen.answer, seen.at)),
                    cited: found.map_or(0, |seen| seen.count),
                    unset: open,
                    wording: wordings.remove(&covered.id).flatten(),
                    covered,
                }
            })
            .collect();
        books.push(Handbook { governing, clauses, since, wording: original.map(|one| one.at) });
    }
    Ok(books)
}

/// What the answers say of a clause.
struct Seen {
    answer: AnswerId,
    at: Timestamp,
    outcome: Outcome,
    count: u32,
}

/// The newest citation of each clause of a document; answers come newest first.
fn seen(answers: &[tatefuda_store::answer::StoredAnswer], document: &str) -> BTreeMap<String, Seen> {
    let mut found: BTreeMap<String, Seen> = BTreeMap::new();
    for stored in answers {
        let mut here: BTreeMap<&str, Outcome> = BTreeMap::new();
        for line in stored.answer.trace.iter().filter(|line| line.layer == document) {
            if matches!(line.outcome, Outcome::NotApplicable) {
                continue;
            }
            for clause in &line.clauses {
                // Of several rules on one clause the one that stands in the way tells how it stands.
                let worst = here.entry(clause).or_insert(line.outcome);
                if stands_in_way(line.outcome) {
                    *worst = line.outcome;
                }
            }
        }
        for (clause, outcome) in here {
            found.entry(clause.to_owned()).and_modify(|seen| seen.count += 1).or_insert(Seen {
                answer: stored.id,
                at: stored.at,
                outcome,
                count: 1,
            });
        }
    }
    found
}

const fn stands_in_way(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Open | Outcome::Broken | Outcome::Unset | Outcome::Fault)
}

fn state(covered: &Covered, seen: Option<&Seen>, unset: bool) -> ClauseState {
    if covered.class.first() == Some(&ClauseClass::Informational) && covered.class.len() == 1 {
        return ClauseState::Shown;
    }
    if !covered.controls.iter().any(|control| control.wired) {
        return ClauseState::NotConnected;
    }
    if unset {
        return ClauseState::CannotJudge;
    }
    match seen.map(|seen| seen.outcome) {
        None => ClauseState::Quiet,
        Some(Outcome::Open | Outcome::Broken) => ClauseState::Open,
        Some(Outcome::Unset | Outcome::Fault) => ClauseState::CannotJudge,
        Some(_) => ClauseState::Kept,
    }
}
