//! Asking the regulation about a post: one question per account, the strictest answer decides.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Action, AnswerId, Id as _, PersonId, PostId, TenantId, digest::Window, publication::Publication,
};
use tatefuda_regulation::{Decision, Line, NeedGroup, RecordScope, Remedy, Who};
use tatefuda_store::{
    Tx,
    post::{Revision, Target},
};
use uuid::Uuid;

use super::content;
use crate::{
    actor::Actor,
    command::Cx,
    core::App,
    facts::{self, Ask, Asked, DraftSubject, SubjectRef},
    failure::Failure,
};

/// Records with limited uses are used up for a post, not for one act on it: its schedule and its send, and all its
/// accounts, rely on the same exception.
pub(crate) fn use_key(post: PostId) -> String {
    format!("post:{post}")
}

/// A question about a stored target.
pub(crate) fn about(action: Action, post: PostId, account: AccountId) -> Ask {
    Ask::new(action, SubjectRef::Target { post, account }).use_key(use_key(post))
}

/// A question about what became of a send: who scheduled it matters to it.
pub(crate) fn about_outcome(action: Action, intent: &Publication) -> Ask {
    about(action, intent.post, intent.account).field("post.scheduled_by", intent.scheduled_by.to_string())
}

/// Questions about content that is not stored yet, one per target; a post without accounts is one question.
pub(crate) fn about_draft(
    action: Action,
    tenant: TenantId,
    stored: bool,
    author: PersonId,
    revision: &Revision,
    targets: &[Target],
) -> Vec<Ask> {
    let of = |content| {
        let subject = SubjectRef::Draft(Box::new(DraftSubject { content, stored, author }));
        Ask::new(action, subject).use_key(use_key(revision.post))
    };
    if targets.is_empty() {
        return vec![of(content::without_account(tenant, revision, nowhere()))];
    }
    targets.iter().map(|target| of(content::covered(tenant, revision, target))).collect()
}

/// The account of a post that has none yet. No account has this id, so nothing is known of it.
fn nowhere() -> AccountId {
    AccountId::from_uuid(Uuid::nil())
}

/// What it still takes to bring content out, asked as those who write it. Where the text leaves that act to others, it is
/// asked as one of them, and a note says to whom: their part is no fault of the content.
pub(crate) async fn clearance(
    app: &App,
    tx: &mut Tx,
    writer: &Actor,
    ask: Ask,
    now: Timestamp,
) -> Result<(Asked, Option<Line>), Failure> {
    let asked = facts::ask(app, tx, writer, ask.clone(), now).await?;
    let Some((holder, note)) = asked.governing.regulation.open_to(&asked.answer) else { return Ok((asked, None)) };
    let (Ok(person), Ok(capacity)) = (holder.person.parse(), holder.capacity.parse()) else { return Ok((asked, None)) };
    let other = Actor { person, capacity: Some(capacity), ..writer.clone() };
    Ok((facts::ask(app, tx, &other, ask, now).await?, Some(note)))
}

/// [`clearance`] for a screen: the note stands in the answer.
pub(crate) async fn shown_clearance(
    app: &App,
    tx: &mut Tx,
    writer: &Actor,
    ask: Ask,
    now: Timestamp,
) -> Result<Asked, Failure> {
    let (mut asked, note) = clearance(app, tx, writer, ask, now).await?;
    asked.answer.notes.extend(note);
    Ok(asked)
}

/// Asks the same act for some targets of a stored post; for a post without accounts as a whole.
pub(crate) async fn ask_targets(
    cx: &mut Cx<'_>,
    action: Action,
    paper: &super::paper::Paper,
    targets: &[&Target],
    at: Option<Timestamp>,
    step: Option<&str>,
) -> Result<Vec<Asked>, Failure> {
    let mut asked = vec![];
    for mut ask in about_each(cx.tenant(), action, paper, targets) {
        ask.at = at;
        ask.step = step.map(ToOwned::to_owned);
        asked.push(cx.ask(ask).await?);
    }
    Ok(asked)
}

/// One question for each of some targets of a stored post; for a post without accounts one as a whole.
fn about_each(tenant: TenantId, action: Action, paper: &super::paper::Paper, targets: &[&Target]) -> Vec<Ask> {
    if targets.is_empty() {
        return about_draft(action, tenant, true, paper.revision.person, &paper.revision, &[]);
    }
    targets.iter().map(|target| about(action, paper.post.id, target.account)).collect()
}

/// What would refuse an act on some targets at a time, or is open for their author alone.
pub(crate) async fn hindrances(
    cx: &mut Cx<'_>,
    action: Action,
    paper: &super::paper::Paper,
    targets: &[&Target],
    at: Timestamp,
) -> Result<Vec<Asked>, Failure> {
    let mut found = vec![];
    for ask in about_each(cx.tenant(), action, paper, targets) {
        let (asked, _) = clearance(cx.app, cx.tx, cx.actor, ask.at(at), cx.at).await?;
        if blocks_submit(&asked.answer, cx.actor.person, &paper.revision.window) {
            found.push(asked);
        }
    }
    Ok(found)
}

/// Demands that every answer permits; the strictest one ends the act. Gives the stored answers in the same order.
pub(crate) async fn require_all(cx: &mut Cx<'_>, asked: Vec<Asked>) -> Result<Vec<AnswerId>, Failure> {
    let strictest = (0..asked.len()).rev().max_by_key(|index| asked[*index].answer.decision);
    if let Some(index) = strictest
        && asked[index].answer.decision != Decision::Permitted
    {
        let worst = asked.into_iter().nth(index).ok_or(Failure::NotFound)?;
        cx.require(worst).await?;
        return Err(Failure::internal("an answer that does not permit was kept"));
    }
    let mut ids = vec![];
    for one in asked {
        ids.push(cx.require(one).await?);
    }
    Ok(ids)
}

/// Whether a post cannot be passed on with this answer to its publishing: it is refused, or something is open that the
/// author has to do and nobody else can. The hour is chosen by whoever brings it out, as long as the author's window
/// leaves one that would do.
pub(crate) fn blocks_submit(answer: &tatefuda_regulation::Answer, author: PersonId, window: &Window) -> bool {
    let open = |group: &NeedGroup| is_authors(group, author) && !leaves_a_time(group, window);
    answer.decision == Decision::Refused || answer.groups.iter().any(open)
}

/// Whether a window holds a time at which a need would not be there.
fn leaves_a_time(group: &NeedGroup, window: &Window) -> bool {
    group.alternatives.iter().any(|remedy| match remedy {
        Remedy::ChangeTime { to, .. } => window.until.is_none_or(|until| to.is_some_and(|to| to <= until)),
        _ => false,
    })
}

fn is_authors(group: &NeedGroup, author: PersonId) -> bool {
    group.alternatives.iter().all(|remedy| authors_remedy(remedy, author))
}

fn authors_remedy(remedy: &Remedy, author: PersonId) -> bool {
    match remedy {
        Remedy::ChooseField { .. } | Remedy::ReplaceMedium { .. } | Remedy::ChangeTime { .. } => true,
        Remedy::GiveRecord { who, .. } => holds(who, author),
        Remedy::All { of } => of.iter().any(|one| authors_remedy(one, author)),
        Remedy::GiveStep { .. }
        | Remedy::DoStep { .. }
        | Remedy::AnswerDuty { .. }
        | Remedy::WaitUntil { .. }
        | Remedy::SetParameter { .. }
        | Remedy::Appoint { .. }
        | Remedy::OpenProcedure { .. }
        | Remedy::AskHuman { .. } => false,
    }
}

/// Whether a person can meet it by a record given together with the act.
pub(crate) fn is_stated_by(group: &NeedGroup, person: PersonId) -> bool {
    matches!(group.alternatives.as_slice(), [Remedy::GiveRecord { who, .. }] if holds(who, person))
}

/// Whether another time would do.
pub(crate) fn is_about_time(group: &NeedGroup) -> bool {
    group.alternatives.iter().any(|remedy| matches!(remedy, Remedy::ChangeTime { .. }))
}

/// Whether a person is among those named.
pub(crate) fn holds(who: &[Who], person: PersonId) -> bool {
    let person = person.to_string();
    who.iter().any(|who| who.holders.iter().any(|holder| holder.person == person))
}

/// Steps of chains whose turn it is and that a person can give, from an answer to publishing.
pub(crate) fn open_steps(answer: &tatefuda_regulation::Answer, person: PersonId) -> Vec<OpenStep<'_>> {
    let id = person.to_string();
    let remedies = answer.groups.iter().flat_map(|group| group.alternatives.iter().flat_map(flat));
    remedies
        .filter_map(|remedy| match remedy {
            Remedy::GiveStep { chain, step, label, who, after } if after.is_empty() => {
                let mine = who.holders.iter().any(|holder| holder.person == id);
                mine.then_some(OpenStep { chain, step, label })
            }
            _ => None,
        })
        .collect()
}

/// A step whose turn it is.
pub(crate) struct OpenStep<'a> {
    pub chain: &'a str,
    pub step: &'a str,
    pub label: &'a tatefuda_domain::Localized,
}

/// A remedy with those that it joins.
pub(crate) fn flat(remedy: &Remedy) -> Vec<&Remedy> {
    match remedy {
        Remedy::All { of } => of.iter().flat_map(flat).collect(),
        one => vec![one],
    }
}

/// A record that a person can give and on which an answer waits.
pub(crate) struct AwaitedRecord<'a> {
    pub kind: &'a str,
    pub label: &'a tatefuda_domain::Localized,
    pub scope: RecordScope,
    pub who: &'a [Who],
    pub group: &'a NeedGroup,
}

/// Records that a person can give.
pub(crate) fn open_records(answer: &tatefuda_regulation::Answer, person: PersonId) -> Vec<AwaitedRecord<'_>> {
    let mut found = vec![];
    for group in &answer.groups {
        for remedy in group.alternatives.iter().flat_map(flat) {
            if let Remedy::GiveRecord { kind, label, scope, who, .. } = remedy
                && holds(who, person)
            {
                found.push(AwaitedRecord { kind, label, scope: *scope, who, group });
            }
        }
    }
    found
}

/// Whether an answer waits for a person.
pub(crate) fn can_help(answer: &tatefuda_regulation::Answer, person: PersonId) -> bool {
    !open_records(answer, person).is_empty()
}

#[cfg(test)]
mod tests {
    use tatefuda_domain::{Digest, Localized};
    use tatefuda_regulation::{Answer, Strength};

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    /// An answer that asks for another time, or for what the author alone can give.
    fn outside_the_hours(next: Option<Timestamp>) -> Answer {
        let label = || Localized::new("時間の内にする", "a time within the hours");
        let group = NeedGroup {
            id: "town/hours".to_owned(),
            layer: "town".into(),
            rule: "hours".into(),
            clauses: vec![],
            strength: Strength::Duty,
            message: label(),
            alternatives: vec![
                Remedy::ChangeTime { label: label(), to: next, then: vec![] },
                Remedy::ChooseField { field: "post.category".to_owned(), label: label(), choices: vec![] },
            ],
        };
        let digest = Digest::of(b"x");
        Answer {
            decision: Decision::Needs,
            refusals: vec![],
            groups: vec![group],
            notes: vec![],
            exceptions_used: vec![],
            powers_used: vec![],
            consumes: vec![],
            citations: vec![],
            trace: vec![],
            pack_digest: digest,
            settings_digest: digest,
            facts_digest: digest,
            semantics: 1,
        }
    }

    #[test]
    fn the_hour_is_no_fault_of_the_content_while_the_window_leaves_one() {
        let author = PersonId::from_uuid(Uuid::from_u128(1));
        let (night, morning) = (at("2026-11-29T15:00:00Z"), at("2026-11-29T23:30:00Z"));
        let until = |end: &str| Window { from: Some(night), until: Some(at(end)) };
        let open = Window { from: None, until: None };
        let blocks = |next, window: &Window| blocks_submit(&outside_the_hours(next), author, window);
        assert!(!blocks(Some(morning), &open));
        assert!(!blocks(None, &open));
        assert!(!blocks(Some(morning), &Window { from: Some(night), until: None }));
        assert!(!blocks(Some(morning), &until("2026-11-29T23:30:00Z")));
        assert!(blocks(Some(morning), &until("2026-11-29T23:29:59Z")), "no time in it would do");
        assert!(blocks(None, &until("2026-12-29T23:30:00Z")), "nobody can tell");
        let mut refused = outside_the_hours(Some(morning));
        refused.decision = Decision::Refused;
        assert!(blocks_submit(&refused, author, &open));
    }
}
