//! What becomes of a request: a draft, back to those who asked, not met, or withdrawn.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, PostId, RequestId,
    case::By,
    request::{NOTE_MAX, Request, RequestMove, State},
};
use tatefuda_store::request::request_update;
use utoipa::ToSchema;

use super::{ask::Asked, found, not_now, rights};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    post::{Content, MediumInput, TargetInput, draft},
};

/// Takes a request up: a draft with its very words and pictures, which keeps whence it came.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestTake)]
pub struct TakeRequest {
    /// The request.
    pub request: RequestId,
    /// The version that was on screen.
    pub version: i64,
    /// Where it goes; empty: where it was asked to go.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestTaken)]
pub struct Taken {
    /// Its version now.
    pub version: i64,
    /// The draft.
    pub post: PostId,
}

/// Gives a request back to those who asked, to be put right.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestReason)]
pub struct ReturnRequest {
    /// The request.
    pub request: RequestId,
    /// The version that was on screen.
    pub version: i64,
    /// What is to be put right.
    pub reason: String,
}

/// Says that a request is not met.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RequestReason)]
pub struct RefuseRequest {
    /// The request.
    pub request: RequestId,
    /// The version that was on screen.
    pub version: i64,
    /// Why not.
    pub reason: String,
}

/// Takes a request away that is wished no longer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WithdrawRequest {
    /// The request.
    pub request: RequestId,
    /// The version that was on screen.
    pub version: i64,
}

impl Command for TakeRequest {
    const NAME: &'static str = "request.take";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::request(act.request)));
    const ASKS: &[Action] = &[Action::PostDraft];
    type Out = Taken;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Taken, Failure> {
        let (request, by) = at_the_desk(cx, self.request, self.version, RequestMove::Take).await?;
        let accounts = match self.accounts.as_slice() {
            [] => request.account.into_iter().collect(),
            chosen => chosen.to_vec(),
        };
        let saved = draft::begin(cx, content(&request, &accounts), None).await?;
        cx.subject("request", self.request);
        cx.touches("post", saved.post);
        cx.detail("post", saved.post.to_string());
        let state = State::Taken { at: cx.at, by, post: saved.post };
        let version = save(cx, request, state).await?;
        Ok(Taken { version, post: saved.post })
    }
}

impl Command for ReturnRequest {
    const NAME: &'static str = "request.return";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::request(act.request)));
    type Out = Asked;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Asked, Failure> {
        let reason = reason(cx, self.request, &self.reason)?;
        let (request, by) = at_the_desk(cx, self.request, self.version, RequestMove::Return).await?;
        let version = save(cx, request, State::Returned { at: cx.at, by, reason }).await?;
        Ok(Asked { request: self.request, version })
    }
}

impl Command for RefuseRequest {
    const NAME: &'static str = "request.refuse";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::request(act.request)));
    type Out = Asked;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Asked, Failure> {
        let reason = reason(cx, self.request, &self.reason)?;
        let (request, by) = at_the_desk(cx, self.request, self.version, RequestMove::Refuse).await?;
        let version = save(cx, request, State::Refused { at: cx.at, by, reason }).await?;
        Ok(Asked { request: self.request, version })
    }
}

impl Command for WithdrawRequest {
    const NAME: &'static str = "request.withdraw";
    const READS: Reads<Self> = Reads::Of(|act| Some(rights::request(act.request)));
    type Out = Asked;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Asked, Failure> {
        let (request, by) = seen(cx, self.request, self.version, RequestMove::Withdraw).await?;
        if !rights::asks(cx.app, cx.tx, cx.actor, &request).await? {
            return Err(rights::others("request-asker"));
        }
        let version = save(cx, request, State::Withdrawn { at: cx.at, by }).await?;
        Ok(Asked { request: self.request, version })
    }
}

fn reason(cx: &mut Cx<'_>, request: RequestId, typed: &str) -> Result<String, Failure> {
    cx.subject("request", request);
    let mut check = Check::default();
    let reason = check.text("reason", typed, NOTE_MAX);
    check.done()?;
    cx.detail("reason", &reason);
    Ok(reason)
}

/// The request as it was on screen, where that can be done with it.
async fn seen(cx: &mut Cx<'_>, id: RequestId, version: i64, to: RequestMove) -> Result<(Request, By), Failure> {
    let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
    cx.subject("request", id);
    let (request, given_up) = found(cx.tx, tenant, id).await?;
    if request.version != version {
        return Err(Failure::Conflict { seen: version, current: request.version });
    }
    request.state.allows(to, given_up).map_err(not_now)?;
    Ok((request, By { person: cx.actor.person, capacity }))
}

/// As [`seen`], for those who operate the account.
async fn at_the_desk(cx: &mut Cx<'_>, id: RequestId, version: i64, to: RequestMove) -> Result<(Request, By), Failure> {
    let found = seen(cx, id, version, to).await?;
    if !rights::operates(cx.app, cx.tx, cx.actor, &found.0).await? {
        return Err(rights::others("request-desk"));
    }
    Ok(found)
}

async fn save(cx: &mut Cx<'_>, request: Request, state: State) -> Result<i64, Failure> {
    let version = request.version + 1;
    if !request_update(cx.tx, cx.tenant(), &Request { state, ..request }, false).await? {
        return Err(Failure::Busy);
    }
    Ok(version)
}

/// What a draft begins with: the very words, on the accounts that were chosen.
fn content(request: &Request, accounts: &[AccountId]) -> Content {
    let media = || {
        let medium = |one: &tatefuda_domain::request::RequestMedium| MediumInput {
            media: one.media,
            alt: one.alt.clone(),
            answers: Default::default(),
        };
        request.media.iter().map(medium).collect()
    };
    Content {
        title: request.title.clone(),
        text: request.text.clone(),
        targets: accounts.iter().map(|id| TargetInput { media: media(), ..TargetInput::shared(*id) }).collect(),
        ..Content::default()
    }
}
