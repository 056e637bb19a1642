//! Begin the correction of a published post (訂正, decision 0042): a post of its own, linked to the one that it corrects, from
//! whose text it starts. It goes the way of every post, and is asked about as a correction.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, Action, PostId, post::PostState, publication::State};
use tatefuda_store::{
    post::{
        self,
        correction::{Correction, correction_insert, corrections_of},
    },
    publication,
};
use utoipa::ToSchema;

use super::{
    content::{Content, TITLE_MAX},
    draft::{self, Saved},
    paper::Paper,
    rights,
    supplies::{self, PostSupply},
};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
};

const WHAT_MAX: usize = 2_000;

/// Begins the correction of a published post.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CorrectInput)]
pub struct Correct {
    /// The post that is wrong.
    pub post: PostId,
    /// Its version that was on screen.
    pub version: i64,
    /// What is wrong there.
    pub what: String,
    /// When somebody noticed; absent: just now.
    #[serde(default)]
    pub found_at: Option<Timestamp>,
    /// The title of the correction; empty: that of the post.
    #[serde(default)]
    pub title: String,
    /// Where it is corrected, of the accounts on which it is published; empty: on all of them.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// Records given together with it, on the post that is wrong.
    #[serde(default)]
    pub supplies: Vec<PostSupply>,
}

impl Command for Correct {
    const NAME: &'static str = "post.correct";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::post(act.post)));
    const ASKS: &[Action] = &[Action::PostDraft, Action::RecordGive];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        cx.subject("post", self.post);
        let mut original = Paper::load(cx.tx, tenant, self.post).await?;
        let what = self.checked(cx.at)?;
        cx.told(None).await?;
        original.expect_version(self.version)?;
        let (content, published) = self.content(&original)?;
        let found_at = self.found_at.unwrap_or(cx.at);
        // Forms choose minutes.
        if found_at < published - SignedDuration::from_mins(1) {
            return Err(Failure::invalid("found_at", "before-published"));
        }
        if is_open(cx, self.post).await? {
            return Err(Failure::state("correction-open"));
        }
        supplies::give(cx, &original, &self.supplies).await?;
        let saved = draft::begin(cx, content, Some(self.post)).await?;
        let correction = Correction {
            id: saved.post,
            original: self.post,
            what,
            found_at,
            person: cx.actor.person,
            capacity,
            at: cx.at,
        };
        correction_insert(cx.tx, tenant, &correction).await?;
        // Two who begin at once are one after the other by the version of the post that is wrong.
        original.post.updated_at = cx.at;
        original.save(cx).await?;
        cx.subject("post", self.post);
        cx.touches("post", saved.post);
        cx.detail("correction", saved.post.to_string());
        cx.detail("what", correction.what);
        cx.detail("found-at", found_at.to_string());
        Ok(saved)
    }
}

impl Correct {
    fn checked(&self, now: Timestamp) -> Result<String, Failure> {
        let mut check = Check::default();
        let what = check.text("what", &self.what, WHAT_MAX);
        check.optional("title", &self.title, TITLE_MAX);
        check.that(self.found_at.is_none_or(|at| at <= now), "found_at", "in-the-future");
        check.done()?;
        Ok(what)
    }

    /// What the correction starts from, and since when the first of it is out. Whatever stood in the way of the time of the
    /// post does not stand in the way of its correction.
    fn content(&self, original: &Paper) -> Result<(Content, Timestamp), Failure> {
        let chosen = original.chosen(&self.accounts)?;
        let out = |account| {
            original.publications.iter().find_map(|one| match one.state {
                State::Published { at, .. } if one.account == account => Some(at),
                _ => None,
            })
        };
        let mut since: Option<Timestamp> = None;
        let mut accounts = vec![];
        for target in chosen {
            match out(target.account) {
                Some(at) => {
                    since = Some(since.map_or(at, |since| since.min(at)));
                    accounts.push(target.account);
                }
                None if self.accounts.is_empty() => {}
                None => return Err(Failure::invalid(format!("target:{}", target.account), "not-published-there")),
            }
        }
        let Some(since) = since else { return Err(Failure::state("not-published")) };
        let mut content = original.content();
        content.targets.retain(|target| accounts.contains(&target.account));
        content.window = Default::default();
        let title = self.title.trim();
        if !title.is_empty() {
            title.clone_into(&mut content.title);
        }
        Ok((content, since))
    }
}

/// Whether a correction of a post is being written or on its way: a second one beside it would say the same twice.
async fn is_open(cx: &mut Cx<'_>, original: PostId) -> Result<bool, Failure> {
    let tenant = cx.tenant();
    for one in corrections_of(cx.tx, tenant, original).await?.all()? {
        let Some(found) = post::get(cx.tx, tenant, one.id).await? else { continue };
        if found.state == PostState::Withdrawn {
            continue;
        }
        let sends = publication::of_post(cx.tx, tenant, one.id).await?.all()?;
        let out = !sends.is_empty() && sends.iter().all(|one| matches!(one.state, State::Published { .. }));
        if !out {
            return Ok(true);
        }
    }
    Ok(false)
}
