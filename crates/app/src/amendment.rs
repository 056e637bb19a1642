//! 改正: the body changes its own text on forms, by two persons, in force from a day (decision 0049).

mod change;
mod check;
mod compare;
mod decide;
mod list;
mod open;
mod outcome;
mod under_way;
pub mod view;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AmendmentId, SystemRight, TenantId,
    amendment::{Amendment, Event, No},
};
use tatefuda_store::{
    Tx,
    amendment::{amendment_get, amendment_update},
    regulation::{InForce, regulation_list},
};
use utoipa::ToSchema;

pub use change::{ChangeAmendment, DescribeAmendment, RebaseAmendment, UndoChange};
pub use compare::{Row, Side};
pub use decide::{ConfirmAmendment, ProposeAmendment, ReturnAmendment, WithdrawAmendment};
pub use list::{AmendmentFilter, AmendmentPage, AmendmentRow, list};
pub use open::OpenAmendment;
pub use under_way::{Listed, ListedChange, UnderWay};

use crate::{
    command::Cx,
    failure::{Failure, Forbidden},
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "amendment",
    &[
        Entry::of::<OpenAmendment>(),
        Entry::of::<ChangeAmendment>(),
        Entry::of::<UndoChange>(),
        Entry::of::<DescribeAmendment>(),
        Entry::of::<RebaseAmendment>(),
        Entry::of::<ProposeAmendment>(),
        Entry::of::<ReturnAmendment>(),
        Entry::of::<ConfirmAmendment>(),
        Entry::of::<WithdrawAmendment>(),
    ],
);

/// Most things that one amendment changes.
pub const CHANGES_MAX: usize = 300;
/// Characters of a summary.
pub const TEXT_MAX: usize = 4_000;
/// Characters of what stands on one line.
pub const LINE_MAX: usize = 200;

/// An amendment as it was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentSaved)]
pub struct Saved {
    pub amendment: AmendmentId,
    /// Its version now.
    pub version: i64,
}

/// The amendment as it was on screen.
async fn seen(cx: &mut Cx<'_>, id: AmendmentId, version: i64) -> Result<Amendment, Failure> {
    cx.subject("amendment", id);
    cx.actor.require(SystemRight::ManageRegulation)?;
    let found = amendment_get(cx.tx, cx.tenant(), id).await?.ok_or(Failure::NotFound)?;
    cx.detail("document", &found.document);
    if found.version == version { Ok(found) } else { Err(Failure::Conflict { seen: version, current: found.version }) }
}

/// Moves it and writes it.
async fn moved(cx: &mut Cx<'_>, mut amendment: Amendment, event: Event) -> Result<Saved, Failure> {
    amendment.step(event).map_err(not_now)?;
    if !amendment_update(cx.tx, cx.tenant(), &amendment).await? {
        return Err(Failure::Busy);
    }
    Ok(Saved { amendment: amendment.id, version: amendment.version + 1 })
}

fn not_now(no: No) -> Failure {
    match no {
        No::State(state) => Failure::state(format!("amendment-{}", state.as_str())),
        No::SamePerson => Failure::Forbidden(Forbidden::SamePerson),
        No::NoChange => Failure::invalid("change", "amendment-no-change"),
    }
}

/// The version of a document that starts last, of those that are or will be in force: what an amendment starts from.
async fn newest(tx: &mut Tx, tenant: TenantId, document: &str, at: Timestamp) -> Result<Option<InForce>, Failure> {
    let all = regulation_list(tx, tenant).await?.all()?;
    // One that ends where it starts never begins: another took its place.
    let lives = |row: &InForce| row.until.is_none_or(|until| at < until && row.from < until);
    let of = all.into_iter().filter(|row| row.document == document && lives(row));
    Ok(of.max_by_key(|row| row.from))
}
