//! An amendment, completely.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use tatefuda_domain::{
    AmendmentId, Digest, Localized, PersonId,
    amendment::{Amendment, Change, State},
};
use tatefuda_regulation::amend::{Ended, Problem};
use tatefuda_store::{amendment::amendment_get, member::person_list};
use utoipa::ToSchema;

use super::{
    compare::{self, Row},
    list::{AmendmentRow, row},
    newest, outcome,
    under_way::{UnderWay, under_way},
};
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Look, Query, query},
    reads::Reads,
};

/// An amendment with all that it would come to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Amendment)]
pub struct AmendmentView {
    /// What the list shows of it.
    #[serde(flatten)]
    pub row: AmendmentRow,
    /// The document of its decision; empty: not said yet.
    pub decision: String,
    /// The day of the decision (決裁日).
    #[schema(value_type = Option<String>, format = Date)]
    pub decided_on: Option<Date>,
    /// The text from which it starts, by its content hash.
    pub base: Digest,
    /// How that calls itself.
    pub base_version: String,
    /// The document has moved on since: it cannot be put forward or confirmed before it starts from there.
    pub moved_on: bool,
    /// What is changed, as it was entered.
    pub entered: Vec<Change>,
    /// 新旧対照表.
    pub rows: Vec<Row>,
    /// What ends, or loses what it rests on, with clauses that are struck.
    pub ended: Vec<Ended>,
    /// What stands in the way; empty: the outcome holds together.
    pub problems: Vec<Problem>,
    /// What is under way under the text as it is; empty once it was decided.
    pub under_way: UnderWay,
    /// Who did what to it last.
    pub proposed: Option<Done>,
    /// Who confirmed it.
    pub confirmed: Option<Done>,
    /// Who gave it back last.
    pub returned: Option<Done>,
    /// Who gave it up.
    pub withdrawn: Option<Done>,
    /// The text that came of it, by its content hash.
    pub pack: Option<Digest>,
}

/// Something that was done to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentDone)]
pub struct Done {
    #[serde(skip)]
    pub person: PersonId,
    /// Who.
    pub by: String,
    pub at: Timestamp,
    /// Why; may be empty.
    pub reason: String,
}

/// Asks for an amendment.
#[derive(Debug, Clone, Copy)]
struct Find(AmendmentId);

/// An amendment. What binds people, and is about to, may be read by all of them.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn find(app: &App, actor: &Actor, id: AmendmentId) -> Result<AmendmentView, Failure> {
    query(app, actor, &Find(id)).await
}

/// The text from which an amendment starts, to fill forms from.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn base(
    app: &App,
    actor: &Actor,
    id: AmendmentId,
) -> Result<(Amendment, std::sync::Arc<tatefuda_regulation::Pack>), Failure> {
    let mut tx = crate::query::open(app, actor, crate::query::Sees::Everybody).await?;
    let amendment = amendment_get(&mut tx, actor.tenant, id).await?.ok_or(Failure::NotFound)?;
    let base = outcome::base(app, &mut tx, actor.tenant, &amendment).await?;
    tx.rollback().await?;
    Ok((amendment, base))
}

impl Query for Find {
    const READS: Reads<Self> = Reads::Open;
    type Out = AmendmentView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<AmendmentView, Failure> {
        let tenant = look.actor.tenant;
        let amendment = amendment_get(look.tx, tenant, self.0).await?.ok_or(Failure::NotFound)?;
        let people = person_list(look.tx, tenant).await?;
        let names: BTreeMap<PersonId, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
        let base = outcome::base(look.app, look.tx, tenant, &amendment).await?;
        let outcome = outcome::outcome(look.app, look.tx, tenant, &amendment).await?;
        let open = amendment.state.name().is_open();
        let newest = newest(look.tx, tenant, &amendment.document, look.at).await?;
        let under_way = match open {
            true => under_way(look, &amendment, &base, outcome.governing.as_ref()).await?,
            false => UnderWay::default(),
        };
        let done = |person: PersonId, at, reason: &str| {
            let by = names.get(&person).cloned().unwrap_or_default();
            Some(Done { person, by, at, reason: reason.to_owned() })
        };
        let mut view = AmendmentView {
            row: row(&amendment, title(&base), &names),
            decision: amendment.decision.clone(),
            decided_on: amendment.decided_on,
            base: amendment.base,
            base_version: base.header.version.clone(),
            moved_on: open && newest.is_none_or(|newest| newest.pack != amendment.base),
            entered: amendment.changes.clone(),
            rows: compare::rows(&amendment, &base, outcome.pack(), &outcome.ended),
            ended: outcome.ended,
            problems: outcome.problems,
            under_way,
            proposed: None,
            confirmed: None,
            returned: None,
            withdrawn: None,
            pack: None,
        };
        match &amendment.state {
            State::Draft { returned: None } => {}
            State::Draft { returned: Some(one) } => view.returned = done(one.by, one.at, &one.reason),
            State::Proposed { by, at } => view.proposed = done(*by, *at, ""),
            State::Confirmed { proposed_by, proposed_at, by, at, pack } => {
                view.proposed = done(*proposed_by, *proposed_at, "");
                view.confirmed = done(*by, *at, "");
                view.pack = Some(*pack);
            }
            State::Withdrawn { by, at, reason } => view.withdrawn = done(*by, *at, reason),
        }
        Ok(view)
    }
}

fn title(pack: &tatefuda_regulation::Pack) -> Localized {
    pack.header.title.clone()
}
