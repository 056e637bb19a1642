//! Begin a post (投稿案の作成).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{AccountId, Action, Digest, PostId, SectionId, account::Account, post::PostState};
use tatefuda_store::post::{self, Post};
use utoipa::ToSchema;

use super::{
    asking,
    content::{self, Content, Written},
    paper,
};
use crate::{
    command::{Command, Cx, Reads},
    facts::org,
    failure::Failure,
    media,
};

/// Begins a post with its first revision.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PostInput)]
pub struct Draft {
    /// The content as typed.
    #[serde(flatten)]
    pub content: Content,
}

/// A post as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The post.
    pub post: PostId,
    /// Its version now.
    pub version: i64,
    /// Number of its present revision.
    pub revision: i64,
    /// Digest of all its targets.
    pub sheet: Digest,
}

impl Command for Draft {
    const NAME: &'static str = "post.draft";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::PostDraft];
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        begin(cx, self.content.clone(), None).await
    }
}

/// Begins a post; `corrects`: the published post that it corrects.
pub(crate) async fn begin(cx: &mut Cx<'_>, content: Content, corrects: Option<PostId>) -> Result<Saved, Failure> {
    let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
    let id: PostId = cx.app.env.id();
    cx.subject("post", id);
    let content = content.at_input();
    let accounts = check(cx, &content).await?;
    let media = media::usable(cx.app, cx.tx, cx.actor, &content).await?;
    let by = Written { tenant, post: id, number: 1, person: cx.actor.person, capacity, at: cx.at };
    let (revision, targets) = content::revision(&cx.app.env, by, &content, &media, &accounts);
    let mut asked = vec![];
    for ask in asking::about_draft(Action::PostDraft, tenant, false, cx.actor.person, &revision, &targets) {
        asked.push(cx.ask(ask).await?);
    }
    asking::require_all(cx, asked).await?;

    let post = Post {
        id,
        version: 1,
        state: PostState::Drafting,
        section: section(cx).await?,
        revision: revision.id,
        document_number: None,
        retention_class: None,
        corrects,
        created_by: cx.actor.person,
        created_at: cx.at,
        updated_at: cx.at,
    };
    post::insert(cx.tx, tenant, &post).await?;
    post::revision_insert(cx.tx, tenant, &revision, &targets).await?;
    let sheet = content::sheet(&targets);
    cx.after(sheet);
    details(cx, &content);
    Ok(Saved { post: id, version: 1, revision: 1, sheet })
}

/// What is wrong with the form ends the act before anything is asked. Gives the accounts of the body.
pub(super) async fn check(cx: &mut Cx<'_>, content: &Content) -> Result<BTreeMap<AccountId, Account>, Failure> {
    let tenant = cx.tenant();
    let accounts = paper::accounts(cx.tx, tenant).await?;
    let problems = content.problems(&accounts.keys().copied().collect());
    if problems.is_empty() { Ok(accounts) } else { Err(Failure::Invalid(problems)) }
}

/// Texts stand beside the chain of entries, where they can be erased.
pub(super) fn details(cx: &mut Cx<'_>, content: &Content) {
    cx.detail("title", &content.title);
    cx.detail("text", &content.text);
    for target in &content.targets {
        if let Some(text) = &target.text {
            cx.detail(format!("text:{}", target.account), text);
        }
    }
}

/// The section in which the actor acts.
async fn section(cx: &mut Cx<'_>) -> Result<SectionId, Failure> {
    let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
    let org = org::load(cx.app, cx.tx, tenant).await?;
    let appointment = org.appointments.iter().find(|one| one.id == capacity && one.person == cx.actor.person);
    appointment.map(|one| one.section).ok_or(Failure::Forbidden(crate::failure::Forbidden::NoCapacity))
}
