//! Give a step of the chain (確認, 承認, 校了 … as the pack calls it).

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, AnswerId, AppointmentId, Digest, PostId, StepId,
    post::{Means, PostState},
};
use tatefuda_store::post::{
    Target,
    trail::{self, Step},
};
use utoipa::ToSchema;

use super::{
    asking,
    paper::Paper,
    rights,
    supplies::{self, PostSupply},
};
use crate::{
    command::{Command, Cx, Reads},
    facts::Asked,
    failure::{Failure, FieldError},
};

/// Gives a step for exactly the content that was shown.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = StepInput)]
pub struct GiveStep {
    /// The post.
    pub post: PostId,
    /// The sheet digest that the form showed. Another one there: [`Failure::Stale`] with the difference.
    #[serde(rename = "shown")]
    pub sheet: Digest,
    /// The step of the chain, as the pack names it.
    pub step: String,
    /// For which accounts; empty: all whose chain has the step open.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// By which means; one that the step of the pack admits.
    #[serde(default = "screen")]
    #[schema(value_type = Option<String>, pattern = "^(screen|paper|electronic|telephone)$")]
    pub means: Means,
    /// Records given together with it.
    #[serde(default)]
    pub supplies: Vec<PostSupply>,
}

const fn screen() -> Means {
    Means::Screen
}

/// The steps that were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The post.
    pub post: PostId,
    /// Its version now.
    pub version: i64,
    /// The accounts for whose content the step was given.
    pub accounts: Vec<AccountId>,
    /// The digest of all targets, for which it counts.
    pub sheet: Digest,
}

impl Command for GiveStep {
    const NAME: &'static str = "post.step";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostStep, Action::RecordGive];
    type Out = Given;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Given, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        cx.subject("post", self.post);
        let mut paper = Paper::load(cx.tx, tenant, self.post).await?;
        paper.expect_sheet(cx, self.sheet).await?;
        cx.before(self.sheet);
        cx.after(self.sheet);
        supplies::give(cx, &paper, &self.supplies).await?;

        let targets: Vec<&Target> = paper.chosen(&self.accounts)?;
        let asked = asking::ask_targets(cx, Action::PostStep, &paper, &targets, None, Some(&self.step)).await?;
        let chains =
            asked.iter().map(|one| self.chain(paper.post.outward(), one)).collect::<Result<Vec<_>, Failure>>()?;
        // Of each account by itself: who holds the step of one may act for somebody at another.
        let acting: Vec<_> = asked.iter().map(acting_for).collect();
        let answers = asking::require_all(cx, asked).await?;
        paper.expect_sound(&targets)?;
        if paper.post.state != PostState::Submitted {
            return Err(Failure::state("not-submitted"));
        }
        if paper.circumstances().send_begun {
            return Err(Failure::state("send-begun"));
        }
        let mut given = vec![];
        for (((target, chain), answer), acting_for) in targets.iter().zip(chains).zip(answers).zip(acting) {
            let Some(chain) = chain else { continue };
            // Given for this content before, perhaps for some of the accounts: only what is missing is added.
            if self.stands(&paper, target, &chain) {
                continue;
            }
            let step = Step { acting_for, ..self.step(cx, target, chain, answer, capacity) };
            trail::step_insert(cx.tx, tenant, &step).await?;
            given.push(target.account);
        }
        if given.is_empty() {
            return Err(Failure::state("step-given"));
        }
        cx.detail("step", &self.step);
        paper.post.updated_at = cx.at;
        let version = paper.save(cx).await?;
        Ok(Given { post: self.post, version, accounts: given, sheet: self.sheet })
    }
}

impl GiveStep {
    /// Whether the step counts already for this content.
    fn stands(&self, paper: &Paper, target: &Target, chain: &str) -> bool {
        let same = |given: &&Step| given.digest == target.digest && given.chain == chain && given.step == self.step;
        paper.steps.iter().filter(same).any(|given| given.revoked_at.is_none())
    }

    fn step(&self, cx: &Cx<'_>, target: &Target, chain: String, answer: AnswerId, capacity: AppointmentId) -> Step {
        Step {
            id: cx.app.env.id::<StepId>(),
            post: self.post,
            account: target.account,
            chain,
            step: self.step.clone(),
            digest: target.digest,
            person: cx.actor.person,
            capacity,
            acting_for: None,
            answer,
            at: cx.at,
            means: Some(self.means),
            revoked_at: None,
        }
    }

    /// The chain under which the target stands, if it has the step.
    ///
    /// # Errors
    /// The step is there, and the text does not admit the means: it would be stored and never count.
    fn chain(&self, outward: Action, asked: &Asked) -> Result<Option<String>, Failure> {
        let regulation = &asked.governing.regulation;
        let mut question = tatefuda_regulation::Question::new(outward, asked.at, &asked.facts);
        question.mode.clone_from(&asked.ask.mode);
        let Some(applicable) = regulation.chain_for(&question) else { return Ok(None) };
        let Some(step) = applicable.steps.iter().find(|one| one.id == self.step) else { return Ok(None) };
        if !step.means.is_empty() && !step.means.contains(&self.means) {
            let admitted: Vec<&str> = step.means.iter().map(|means| means.as_str()).collect();
            let error = FieldError::new("means", "means-not-admitted").with("means", admitted.join(", "));
            return Err(Failure::Invalid(vec![error]));
        }
        Ok(Some(applicable.id.to_string()))
    }
}

/// The appointment of the holder for whom the actor gives the step, where they hold it no other way.
fn acting_for(asked: &Asked) -> Option<AppointmentId> {
    let question = asked.ask.question(asked.at, &asked.facts);
    asked.governing.regulation.acting_for(&question)?.parse().ok()
}
