//! Publish now, or choose a time inside the window.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, PostId, PublicationId,
    account::Account,
    post::PostState,
    publication::{Publication, PublicationState},
};
use tatefuda_store::{post::Target, publication};
use utoipa::ToSchema;

use super::{
    asking, correction, limits,
    paper::Paper,
    rights,
    supplies::{self, PostSupply},
};
use crate::{
    account::road,
    command::{Command, Cx, Reads},
    failure::Failure,
    publication::{Plan, chosen_time, website},
};

/// Schedules the send of a post, or sends it now. The regulation is asked for that very time, and again at the send.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PublishInput)]
pub struct Publish {
    /// The post.
    pub post: PostId,
    /// The version that was on screen.
    pub version: i64,
    /// When, inside the window; absent: now.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// To which accounts; empty: all whose send is not on its way. A held send is put back on
    /// the schedule.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// Records given together with it.
    #[serde(default)]
    pub supplies: Vec<PostSupply>,
}

/// What was scheduled or published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scheduled {
    /// The post.
    pub post: PostId,
    /// Its version now.
    pub version: i64,
    /// The intended sends. The body's own website is published already.
    pub publications: Vec<PublicationId>,
    /// Those accounts of them on which it will be posted by hand, as they are set and connected now.
    pub by_hand: Vec<AccountId>,
}

impl Command for Publish {
    const NAME: &'static str = "post.publish";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostPublish, Action::PostCorrect, Action::RecordGive];
    type Out = Scheduled;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Scheduled, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        cx.subject("post", self.post);
        let mut paper = Paper::load(cx.tx, tenant, self.post).await?;
        let sheet = paper.sheet();
        cx.before(sheet);
        cx.after(sheet);
        if !self.supplies.is_empty() {
            // What is stated with it is stated of the content on screen.
            paper.expect_version(self.version)?;
            supplies::give(cx, &paper, &self.supplies).await?;
        }
        let at = chosen_time(self.at, cx.at)?;
        let targets = self.targets(&paper)?;
        // Before version and state: who changed a byte after the approval hears the clause, not a conflict.
        let asked = asking::ask_targets(cx, paper.post.outward(), &paper, &targets, Some(at), None).await?;
        let answers = asking::require_all(cx, asked).await?;
        paper.expect_version(self.version)?;
        paper.expect_sound(&targets)?;
        match paper.post.state {
            PostState::Withdrawn => return Err(Failure::state("withdrawn")),
            PostState::Returned => return Err(Failure::state("not-submitted")),
            PostState::Drafting | PostState::Submitted => {}
        }
        if !paper.revision.window.contains(at) {
            return Err(Failure::invalid("at", "outside-window"));
        }
        if targets.iter().any(|target| on_its_way(&paper.publications, target.account)) {
            return Err(Failure::state("already-scheduled"));
        }
        limits::check(cx.tx, tenant, &paper, &targets).await?;
        correction::fits(cx.tx, &paper, targets.iter().map(|target| target.account), tenant).await?;
        let (mut ids, mut by_hand) = (vec![], vec![]);
        for (target, answer) in targets.iter().zip(answers) {
            let plan = Plan { target, window: paper.revision.window, at, answer, capacity };
            // What was held goes on as the same intended send: there is never a second one beside it.
            let held = paper.publications.iter().find(|one| waits_for(one, target)).cloned();
            let stored = held.is_some();
            let mut intent = match held {
                Some(mut held) => {
                    plan.put_back(cx, &mut held)?;
                    held
                }
                None => plan.first(cx),
            };
            let account = account(&paper, target)?;
            if road::by_hand(cx.tx, tenant, account).await? {
                by_hand.push(target.account);
            }
            if account.service.is_website() && at <= cx.at {
                website::publish(cx, &mut intent, &paper.revision, target, stored).await?;
            } else if stored {
                crate::publication::save(cx, &mut intent).await?;
            } else {
                publication::insert(cx.tx, tenant, &intent).await.map_err(already)?;
            }
            ids.push(intent.id);
        }
        cx.detail("at", at.to_string());
        super::number::give(cx, &mut paper).await?;
        paper.post.updated_at = cx.at;
        let version = paper.save(cx).await?;
        Ok(Scheduled { post: self.post, version, publications: ids, by_hand })
    }
}

impl Publish {
    /// What is to be sent.
    fn targets<'p>(&self, paper: &'p Paper) -> Result<Vec<&'p Target>, Failure> {
        let targets = paper.chosen(&self.accounts)?;
        if targets.is_empty() {
            return Err(Failure::state("no-account"));
        }
        // Of all accounts only those are meant that are left. Where none is left the regulation is still heard first.
        let fresh: Vec<&Target> =
            targets.iter().copied().filter(|target| !on_its_way(&paper.publications, target.account)).collect();
        Ok(if self.accounts.is_empty() && !fresh.is_empty() { fresh } else { targets })
    }
}

/// A send that nobody has to put on its way any more; one that is held waits for exactly that.
pub(super) fn on_its_way(publications: &[Publication], account: AccountId) -> bool {
    let live = |one: &Publication| one.state.name().is_live() && one.state.name() != PublicationState::Held;
    publications.iter().any(|one| one.account == account && live(one))
}

fn waits_for(one: &Publication, target: &Target) -> bool {
    one.account == target.account && one.state.name() == PublicationState::Held
}

fn account<'p>(paper: &'p Paper, target: &Target) -> Result<&'p Account, Failure> {
    paper.accounts.get(&target.account).ok_or(Failure::NotFound)
}

fn already(error: tatefuda_store::Error) -> Failure {
    match error {
        tatefuda_store::Error::Unique(_) => Failure::state("already-scheduled"),
        other => other.into(),
    }
}
