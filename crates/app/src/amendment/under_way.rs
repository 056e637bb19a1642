//! What is under way under the text that would be amended.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, Action, CaseId, Localized, PostId, PublicationId,
    amendment::Amendment,
    publication::{Publication, PublicationState},
};
use tatefuda_regulation::Pack;
use tatefuda_store::{account, case, duty::found, post, publication};
use utoipa::ToSchema;

use super::check;
use crate::{
    facts,
    failure::{Failure, left_out},
    governing::Governing,
    post::asking,
    publication::queue::{Task, Work},
    query::Look,
};

/// Most of each kind that are looked at.
pub const LOOKED_AT: i64 = 200;

/// What is under way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentUnderWay)]
pub struct UnderWay {
    /// Cases that run under the text as it is. They keep it.
    pub cases: Vec<RunningCase>,
    /// Duties that have begun under it, by what the text calls them.
    pub duties: Vec<BegunDuty>,
    /// Posts that are to go out on or after the day, and that the text as it is lets go and the new one does not.
    pub held: Vec<HeldPost>,
    /// Kinds of records that count only if they are given under the version in force: they are to be given anew.
    pub renewed: Vec<Localized>,
    /// Accounts that come or go by the new list.
    pub listed: Vec<ListedChange>,
    /// There is more of something than was looked at.
    pub more: bool,
}

/// A case that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentCase)]
pub struct RunningCase {
    pub id: CaseId,
    /// What the text calls the procedure.
    pub label: Localized,
    /// What it is about, where somebody said it.
    pub title: String,
}

/// A duty that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentDuty)]
pub struct BegunDuty {
    /// What the text calls it.
    pub label: Localized,
    /// How many instances of it are open.
    pub open: usize,
    /// The new text knows it no longer.
    pub ends: bool,
}

/// A scheduled post that the new text would hold. What it says is read under the reader's own access to the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentHeldPost)]
pub struct HeldPost {
    pub publication: PublicationId,
    pub post: PostId,
    pub account: AccountId,
    /// The account's name.
    pub account_name: String,
    /// The time chosen.
    pub planned_at: Timestamp,
    /// The clauses of the new text in the way.
    pub clauses: Vec<String>,
}

/// An account that comes or goes by the new list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentListed)]
pub struct ListedChange {
    /// What becomes of it.
    pub what: Listed,
    /// Its service, by the service's word.
    pub service: String,
    /// Its name as the text has it.
    pub name: String,
    pub handle: String,
    /// The account of the ledger, if there is one.
    pub account: Option<AccountId>,
}

/// What becomes of a listed account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AmendmentListedChange)]
pub enum Listed {
    /// It is listed from then on.
    Comes,
    /// It is listed no more.
    Goes,
}

pub(super) async fn under_way(
    look: &mut Look<'_>,
    amendment: &Amendment,
    old: &Pack,
    new: Option<&Arc<Governing>>,
) -> Result<UnderWay, Failure> {
    let mut found = UnderWay::default();
    cases(look, amendment, old, &mut found).await?;
    duties(look, amendment, old, new, &mut found).await?;
    if let Some(new) = new {
        held(look, amendment, new, &mut found).await?;
        listed(look, old, new.regulation.body(), &mut found).await?;
        let kinds = new.regulation.body().record_kinds.iter().filter(|kind| kind.renewed);
        found.renewed = kinds.map(|kind| kind.label.clone()).collect();
    }
    Ok(found)
}

async fn cases(look: &mut Look<'_>, amendment: &Amendment, old: &Pack, found: &mut UnderWay) -> Result<(), Failure> {
    let running = case::running(look.tx, look.actor.tenant, LOOKED_AT).await?;
    found.more |= full(running.len());
    for one in running.into_iter().filter(|one| one.document == amendment.document) {
        let label = old.procedures.iter().find(|procedure| procedure.id == one.procedure);
        found.cases.push(RunningCase {
            id: one.id,
            label: label.map(|procedure| procedure.label.clone()).unwrap_or_default(),
            title: one.title,
        });
    }
    Ok(())
}

async fn duties(
    look: &mut Look<'_>,
    amendment: &Amendment,
    old: &Pack,
    new: Option<&Arc<Governing>>,
    found: &mut UnderWay,
) -> Result<(), Failure> {
    let begun = found::found_page(look.tx, look.actor.tenant, &found::Filter::default(), LOOKED_AT).await?;
    found.more |= full(begun.len());
    let begun: Vec<_> = begun.into_iter().filter(|one| one.document == amendment.document).collect();
    for duty in &old.duties {
        let open = begun.iter().filter(|one| one.item == duty.id).count();
        if open > 0 {
            let known = |new: &Arc<Governing>| new.regulation.body().duties.iter().any(|one| one.id == duty.id);
            let ends = new.is_some_and(|new| !known(new));
            found.duties.push(BegunDuty { label: duty.label.clone(), open, ends });
        }
    }
    Ok(())
}

/// Asks of each scheduled send, at its time and for whoever scheduled it, the text as it is and as it would be.
async fn held(
    look: &mut Look<'_>,
    amendment: &Amendment,
    new: &Arc<Governing>,
    found: &mut UnderWay,
) -> Result<(), Failure> {
    let tenant = look.actor.tenant;
    let from = amendment.from.map(|day| day.to_zoned(check::zone(new.regulation.body())).map(|at| at.timestamp()));
    let from = from.transpose().map_err(Failure::internal)?.unwrap_or(look.at);
    let waiting = publication::in_state(look.tx, tenant, PublicationState::Scheduled, LOOKED_AT).await?;
    found.more |= full(waiting.len());
    for intent in waiting.into_iter().filter(|intent| from <= intent.planned_at) {
        let Some(account) = left_out(account::get(look.tx, tenant, intent.account).await)? else { continue };
        if !new.covers(&account.service) {
            continue;
        }
        let clauses = stopped(look, &intent, new).await?;
        if !clauses.is_empty() {
            found.held.push(HeldPost {
                publication: intent.id,
                post: intent.post,
                account: account.id,
                account_name: account.name,
                planned_at: intent.planned_at,
                clauses,
            });
        }
    }
    Ok(())
}

/// The clauses of the new text that stop a send which the text as it is lets go.
async fn stopped(look: &mut Look<'_>, intent: &Publication, new: &Arc<Governing>) -> Result<Vec<String>, Failure> {
    let tenant = look.actor.tenant;
    let Some(post) = left_out(post::get(look.tx, tenant, intent.post).await)? else { return Ok(vec![]) };
    let scheduler = Work::new(tenant, Task::Send, intent).actor();
    let action: Action = post.outward();
    let mut ask = asking::about(action, intent.post, intent.account).field("post.late", false);
    ask.at = Some(intent.planned_at.max(look.at));
    let as_it_is = match facts::ask(look.app, look.tx, &scheduler, ask.clone(), look.at).await {
        // No text governs it then: it is held already.
        Err(Failure::State { .. }) => return Ok(vec![]),
        asked => asked?,
    };
    if !as_it_is.answer.is_permitted() {
        return Ok(vec![]);
    }
    ask.candidate = Some(Arc::clone(new));
    let as_it_would_be = facts::ask(look.app, look.tx, &scheduler, ask, look.at).await?;
    if as_it_would_be.answer.is_permitted() {
        return Ok(vec![]);
    }
    let answer = &as_it_would_be.answer;
    let refusing = answer.refusals.iter().flat_map(|line| &line.clauses);
    let needing = answer.groups.iter().flat_map(|group| &group.clauses);
    let mut clauses: Vec<String> = refusing.chain(needing).map(|clause| clause.id.to_string()).collect();
    clauses.sort();
    clauses.dedup();
    Ok(clauses)
}

async fn listed(look: &mut Look<'_>, old: &Pack, new: &Pack, found: &mut UnderWay) -> Result<(), Failure> {
    let ledger = account::list(look.tx, look.actor.tenant).await?.readable();
    let of = |one: &tatefuda_regulation::ListedAccount| {
        let same =
            |handle: &str| !handle.is_empty() && handle.trim_start_matches('@') == one.handle.trim_start_matches('@');
        let mut here = ledger.iter().filter(|account| account.service.as_str() == one.service);
        here.find(|account| same(account.handle.as_str()) || (!one.name.is_empty() && account.name == one.name))
            .map(|account| account.id)
    };
    let same = |a: &tatefuda_regulation::ListedAccount, b: &tatefuda_regulation::ListedAccount| {
        (&a.service, &a.name, &a.handle) == (&b.service, &b.name, &b.handle)
    };
    let change = |what, one: &tatefuda_regulation::ListedAccount| ListedChange {
        what,
        service: one.service.clone(),
        name: one.name.clone(),
        handle: one.handle.clone(),
        account: of(one),
    };
    let comes = new.accounts.iter().filter(|one| !old.accounts.iter().any(|was| same(was, one)));
    let goes = old.accounts.iter().filter(|one| !new.accounts.iter().any(|now| same(now, one)));
    found.listed.extend(comes.map(|one| change(Listed::Comes, one)));
    found.listed.extend(goes.map(|one| change(Listed::Goes, one)));
    Ok(())
}

fn full(count: usize) -> bool {
    i64::try_from(count).unwrap_or(i64::MAX) >= LOOKED_AT
}
