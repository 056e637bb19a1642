//! What is known of a correction and of the post that it corrects (decision 0042).

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{AccountId, Action, Localized, publication::State, record::Subject};
use tatefuda_regulation::{DutyState, Met, ProcedureSubject, RecordScope};
use tatefuda_store::{
    Tx,
    post::{
        self, Post,
        correction::{corrected_last, corrected_last_on, correction_find, corrections_of},
    },
    publication,
    record::record_list,
};

use super::{
    asking,
    paper::Paper,
    people::Names,
    view::{CorrectionClock, CorrectionView},
};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Asked, FactsBuilder, SubjectRef},
    failure::{Failure, FieldError},
};

/// The event that a correction went out.
pub(super) const CORRECTED: &str = "post.corrected";
/// The newest so many records of the post that is corrected: lists in facts are bounded.
const MANY: i64 = 256;
/// How far back what an error set running is looked for.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 366);

/// What texts ask of a correction alone is said of the post that it corrects: what is wrong there. It counts for the
/// correction as if it had been said of it, unless another correction has gone out since.
pub(super) async fn of_original(
    tx: &mut Tx,
    builder: &mut FactsBuilder<'_>,
    post: &Post,
    account: AccountId,
) -> Result<(), Failure> {
    let Some(original) = post.corrects else { return Ok(()) };
    let kinds = own_kinds(builder.regulation);
    if kinds.is_empty() {
        return Ok(());
    }
    let tenant = builder.tenant;
    let begun = correction_find(tx, tenant, post.id).await?.map_or(post.created_at, |one| one.at);
    let former = corrected_last(tx, tenant, original, account).await?.filter(|last| *last < begun);
    for record in record_list(tx, tenant, &Subject::new("post", original), MANY).await?.all()? {
        if kinds.contains(&record.kind) && former.is_none_or(|former| former < record.at) {
            let subject = Subject::new("post", post.id);
            builder.record(&tatefuda_domain::record::Record { subject, ..record });
        }
    }
    Ok(())
}

/// Kinds of records that a text asks for before a correction and not before other publications.
fn own_kinds(regulation: &tatefuda_regulation::Regulation) -> BTreeSet<String> {
    let of = |action| regulation.record_kinds_on(action).into_iter();
    let publishing: BTreeSet<String> = of(Action::PostPublish).map(|(id, _)| id).collect();
    of(Action::PostCorrect)
        .filter(|(id, kind)| kind.scope == RecordScope::Subject && !publishing.contains(id))
        .map(|(id, _)| id)
        .collect()
}

/// When a correction last went out: of a post to an account, or to an account.
pub(super) async fn happened(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    if !builder.regulation.events().contains(CORRECTED) {
        return Ok(());
    }
    match *builder.subject() {
        SubjectRef::Target { post, account } => {
            let at = corrected_last(tx, builder.tenant, post, account).await?;
            builder.event(CORRECTED, at);
        }
        // What was corrected before the account was entered is not known here.
        SubjectRef::Account(account) => {
            let at = corrected_last_on(tx, builder.tenant, account).await?;
            if at.is_some() {
                builder.event(CORRECTED, at);
            }
        }
        _ => {}
    }
    Ok(())
}

/// A correction goes where the post went that it corrects, and nowhere else.
pub(super) async fn fits(
    tx: &mut Tx,
    paper: &Paper,
    accounts: impl Iterator<Item = AccountId>,
    tenant: tatefuda_domain::TenantId,
) -> Result<(), Failure> {
    let Some(original) = paper.post.corrects else { return Ok(()) };
    let sends = publication::of_post(tx, tenant, original).await?.all()?;
    let went = |account| sends.iter().any(|one| one.account == account && matches!(one.state, State::Published { .. }));
    let elsewhere = accounts.filter(|account| !went(*account));
    let wrong: Vec<FieldError> =
        elsewhere.map(|account| FieldError::new(format!("target:{account}"), "not-published-there")).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Invalid(wrong)) }
}

/// What a post corrects, and what corrects it.
pub(super) async fn shown(
    tx: &mut Tx,
    actor: &Actor,
    paper: &Paper,
    names: &Names,
) -> Result<(Option<CorrectionView>, Vec<CorrectionView>), Failure> {
    let tenant = actor.tenant;
    let mut of = None;
    if let Some(one) = correction_find(tx, tenant, paper.post.id).await? {
        of = Some(view(tx, actor, names, one).await?);
    }
    let mut by = vec![];
    for one in corrections_of(tx, tenant, paper.post.id).await? {
        by.push(view(tx, actor, names, one).await?);
    }
    Ok((of, by))
}

async fn view(
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
    one: post::correction::Correction,
) -> Result<CorrectionView, Failure> {
    let sends = publication::of_post(tx, actor.tenant, one.id).await?.readable();
    let out = |state: &State| match state {
        State::Published { at, .. } => Some(*at),
        _ => None,
    };
    let post = post::get(tx, actor.tenant, one.id).await?.ok_or(Failure::NotFound)?;
    Ok(CorrectionView {
        post: one.id,
        original: one.original,
        what: one.what,
        found_at: one.found_at,
        person: names.person(one.person, Some(one.capacity)),
        at: one.at,
        state: post.state,
        published_at: sends.iter().filter_map(|one| out(&one.state)).min(),
    })
}

/// What the text says to correcting what was published, as one answer for each of its accounts; none: nothing of it is
/// published.
pub(super) async fn asked(app: &App, tx: &mut Tx, actor: &Actor, paper: &Paper) -> Result<Vec<Asked>, Failure> {
    let mut asked = vec![];
    for one in paper.publications.iter().filter(|one| matches!(one.state, State::Published { .. })) {
        if paper.targets.iter().any(|target| target.account == one.account) {
            let ask = asking::about(Action::PostCorrect, paper.post.id, one.account);
            asked.push(facts::ask(app, tx, actor, ask, app.env.now()).await?);
        }
    }
    Ok(asked)
}

/// Within which time the text wants the error corrected, and how that stands.
pub(super) fn clocks(asked: &[Asked], now: Timestamp) -> Vec<CorrectionClock> {
    let mut found: Vec<CorrectionClock> = vec![];
    for one in asked {
        let regulation = &one.governing.regulation;
        let question = one.ask.question(one.at, &one.facts);
        let from = now.checked_sub(BACK).unwrap_or(Timestamp::MIN);
        for duty in regulation.duties(ProcedureSubject::Post) {
            if duty.met != Met::Act(Action::PostCorrect) {
                continue;
            }
            for instance in regulation.instances(&duty.id, &question, from, now).unwrap_or_default() {
                // Without a deadline there is no clock to show.
                let Some(due) = instance.due else { continue };
                let clock = CorrectionClock {
                    label: Localized::clone(&duty.label),
                    from: instance.from,
                    due,
                    met: matches!(instance.state, DutyState::Answered | DutyState::Late),
                    late: matches!(instance.state, DutyState::Late | DutyState::Missed),
                };
                if !found.contains(&clock) {
                    found.push(clock);
                }
            }
        }
    }
    found
}
