//! Requests as people see them.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, Id as _, PostId, RequestId, SectionId, SystemRight,
    post::PostState,
    request::{Request, RequestMove, RequestState},
};
use tatefuda_store::request::{Filter, Stage, request_list, request_of_post, stages};
use utoipa::ToSchema;

use super::{found, rights};
use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, left_out},
    post::{
        list::names,
        people::Names,
        rights::{self as posts, section},
        view::Person,
    },
    query::{Look, Query, query},
    reads::{self, Reads},
};

/// Most lines of one page.
pub const PAGE_MAX: i64 = 200;
/// Lines of one page where nobody says how many.
const PAGE: i64 = 50;

/// How far what came of a request has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequestStage {
    /// The draft lies with those who write it.
    Writing,
    /// It was passed on to those who decide.
    Deciding,
    /// A send is scheduled, or under way.
    Scheduled,
    /// It is out, on one account at least.
    Published,
    /// The draft was given up: the request waits again.
    GivenUp,
}

impl RequestStage {
    /// The word in the interface and in keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Deciding => "deciding",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::GivenUp => "given-up",
        }
    }

    const fn of(stage: Stage) -> Self {
        match stage.state {
            _ if stage.published > 0 => Self::Published,
            _ if stage.pending > 0 => Self::Scheduled,
            PostState::Drafting | PostState::Returned => Self::Writing,
            PostState::Submitted => Self::Deciding,
            PostState::Withdrawn => Self::GivenUp,
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RequestRow {
    /// Its id.
    pub id: RequestId,
    /// Its version.
    pub version: i64,
    /// The title.
    pub title: String,
    /// Where it stands.
    #[schema(value_type = String)]
    pub state: RequestState,
    /// How far what came of it has got.
    pub stage: Option<RequestStage>,
    /// The section that asks.
    pub section: SectionId,
    /// That section's name.
    pub section_name: String,
    /// Who stated the words as they are: whose request it is.
    pub person: Person,
    /// When they did.
    pub stated_at: Timestamp,
    /// When it first came in.
    pub asked_at: Timestamp,
    /// When it is wished to go out.
    pub wished_at: Option<Timestamp>,
    /// Where it is to go.
    pub account: Option<AccountId>,
    /// That account's name; empty: whichever fits.
    pub account_name: String,
}

/// A request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RequestView {
    /// As in the list.
    #[serde(flatten)]
    pub row: RequestRow,
    /// The words as they are to go out.
    pub text: String,
    /// What else is to be known of it.
    pub note: String,
    /// Name of the file from which the words were read; empty: they were typed.
    pub source: String,
    /// Its pictures in order.
    pub pictures: Vec<super::RequestPicture>,
    /// Why it was given back or is not met.
    pub reason: Option<String>,
    /// Who decided what became of it.
    pub decided_by: Option<Person>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// The draft that came of it, for whoever may read it.
    pub post: Option<PostId>,
    /// What the caller can do with it from here; the act itself looks again.
    #[schema(value_type = Vec<String>)]
    pub moves: Vec<RequestMove>,
}

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct RequestFilter {
    /// Where they stand.
    pub state: Option<RequestState>,
    /// A part of title, words or the section's name.
    pub search: Option<String>,
    /// Only what comes after this one.
    pub after: Option<(Timestamp, RequestId)>,
    /// How many, at most [`PAGE_MAX`].
    pub limit: Option<i64>,
}

#[derive(Debug, Clone, Default)]
pub struct RequestPage {
    /// Its lines, the newest first.
    pub rows: Vec<RequestRow>,
    /// What the next page comes after; absent: this is the last.
    pub next: Option<(Timestamp, RequestId)>,
}

/// A page of the requests that this person may read.
///
/// # Errors
/// Whatever the database says.
pub async fn list(app: &App, actor: &Actor, filter: &RequestFilter) -> Result<RequestPage, Failure> {
    query(app, actor, filter).await
}

impl Query for RequestFilter {
    const READS: Reads<Self> = Reads::EachRow;
    type Out = RequestPage;

    async fn answer(&self, look: &mut Look<'_>) -> Result<RequestPage, Failure> {
        let tenant = look.actor.tenant;
        let limit = self.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
        let reader = match look.actor.may(SystemRight::ReadDrafts) {
            true => None,
            false => match section(look.app, look.tx, look.actor).await? {
                Some(own) => Some((own, rights::operates_any(look.tx, look.actor, own, look.app.env.now()).await?)),
                // No section has the nil id.
                None => Some((SectionId::from_uuid(uuid::Uuid::nil()), false)),
            },
        };
        let search = self.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let filter = Filter { reader, now: look.app.env.now(), state: self.state, search, after: self.after };
        let found = request_list(look.tx, tenant, &filter, limit + 1).await?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        let shown: Vec<Request> = found.into_iter().take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
        let next = shown.last().map(|last| (last.asked_at, last.id)).filter(|_| more);
        let drafts: Vec<PostId> = shown.iter().filter_map(|one| one.state.post()).collect();
        let stages = left_out(stages(look.tx, tenant, &drafts).await)?;
        let names = names(look.app, look.tx, look.actor).await?;
        let stage = |one: &Request| one.state.post().and_then(|post| stages.get(&post).copied());
        let rows = shown.iter().map(|one| row(&names, one, stage(one))).collect();
        Ok(RequestPage { rows, next })
    }
}

fn row(names: &Names, request: &Request, stage: Option<Stage>) -> RequestRow {
    RequestRow {
        id: request.id,
        version: request.version,
        title: request.title.clone(),
        state: request.state.name(),
        stage: stage.map(RequestStage::of),
        section: request.section,
        section_name: names.section(request.section),
        person: names.person(request.by.person, Some(request.by.capacity)),
        stated_at: request.stated_at,
        asked_at: request.asked_at,
        wished_at: request.wished_at,
        account: request.account,
        account_name: request.account.map(|id| names.account(id)).unwrap_or_default(),
    }
}

/// A request by id.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read it.
pub async fn find(app: &App, actor: &Actor, id: RequestId) -> Result<RequestView, Failure> {
    query(app, actor, &Find { request: id }).await
}

/// See [`find`].
struct Find {
    request: RequestId,
}

impl Query for Find {
    const READS: Reads<Self> = Reads::Of(|of| Some(rights::request(of.request)));
    type Out = RequestView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<RequestView, Failure> {
        let tenant = look.actor.tenant;
        let (request, given_up) = found(look.tx, tenant, self.request).await?;
        let names = names(look.app, look.tx, look.actor).await?;
        let post = request.state.post();
        let drafts: Vec<PostId> = post.into_iter().collect();
        let stage = left_out(stages(look.tx, tenant, &drafts).await)?.into_values().next();
        let asks = rights::asks(look.app, look.tx, look.actor, &request).await?;
        let operates = rights::operates(look.app, look.tx, look.actor, &request).await?;
        let theirs = |to: &RequestMove| match to {
            RequestMove::Amend | RequestMove::Withdraw => asks,
            RequestMove::Take | RequestMove::Return | RequestMove::Refuse => operates,
        };
        let moves = RequestMove::ALL.into_iter().filter(|to| request.state.allows(*to, given_up).is_ok());
        let moves = moves.filter(theirs).collect();
        let post = match post {
            Some(post) if reads::may(look.app, look.tx, look.actor, posts::post(post)).await? => Some(post),
            _ => None,
        };
        let decided = request.state.decided();
        Ok(RequestView {
            row: row(&names, &request, stage),
            reason: request.state.reason().map(ToOwned::to_owned),
            decided_by: decided.map(|(_, by)| names.person(by.person, Some(by.capacity))),
            decided_at: decided.map(|(at, _)| at),
            post,
            moves,
            pictures: request
                .media
                .iter()
                .map(|one| super::RequestPicture { media: one.media, alt: one.alt.clone() })
                .collect(),
            text: request.text,
            note: request.note,
            source: request.source,
        })
    }
}

/// The request of which a draft came, for whoever may read the draft: whence it came belongs to it.
///
/// # Errors
/// [`Failure::NotFound`] for a draft that they may not read.
pub async fn origin(app: &App, actor: &Actor, post: PostId) -> Result<Option<RequestRow>, Failure> {
    query(app, actor, &Origin { post }).await
}

/// See [`origin`].
struct Origin {
    post: PostId,
}

impl Query for Origin {
    const READS: Reads<Self> = Reads::Of(|of| Some(posts::post(of.post)));
    type Out = Option<RequestRow>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Option<RequestRow>, Failure> {
        let Some(request) = left_out(request_of_post(look.tx, look.actor.tenant, self.post).await)? else {
            return Ok(None);
        };
        let names = names(look.app, look.tx, look.actor).await?;
        Ok(Some(row(&names, &request, None)))
    }
}
