//! What belongs to something that happened: the posts that it concerns, and what was told to whom.
//!
//! Both are added by everybody in office, at the report and at any time later, also once it is closed. The regulation is not
//! asked: what happened happened, and what is known of it is never refused.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, CaseId, CasePostId, CaseToldId, OutsideId, PublicationId, TenantId,
    account::Account,
    bound::LIST_MAX,
    case::{ADDRESS_MAX, By, Case, CasePost, ConcernedPost, PostSort, TOLD_MAX, Told, WHOM_MAX},
    publication::PublicationState,
};
use tatefuda_store::{
    Error, Rows, Tx, account,
    case::{self, concern as stored},
    outside::{outside_claimed, outside_get, outside_list},
    post, publication,
};
use tatefuda_text::signs::beginning;
use utoipa::ToSchema;

use super::view::{CasePostView, ConcernedView, ToldView};
use crate::{
    actor::Actor,
    command::{Command, Cx, Reads},
    core::App,
    facts::INCIDENT,
    failure::{Check, Failure, left_out},
    post::{list::names, people::Names},
    publication::Address,
    query::{Look, Query, query},
};

const MANY: i64 = LIST_MAX as i64;
/// Most posts that are offered to choose from, of each sort.
const OFFERED: usize = 50;
/// How much of a public text is shown.
const SHOWN: usize = 60;

/// A post as somebody names it: exactly one of the three.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ConcernedPostInput)]
pub struct PostInput {
    /// A send of this program that is out, or may be.
    pub publication: Option<PublicationId>,
    /// A registered post that was made outside.
    pub outside: Option<OutsideId>,
    /// Its address. What is known here by it is found.
    pub url: Option<String>,
}

/// Adds a post that something that happened concerns.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CasePostInput)]
pub struct AddPost {
    /// A case in which it is dealt with.
    pub case: CaseId,
    /// The post.
    #[serde(flatten)]
    pub post: PostInput,
}

/// Writes down what was told to whom about something that happened.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseToldInput)]
pub struct Tell {
    /// A case in which it is dealt with.
    pub case: CaseId,
    /// To whom.
    pub whom: String,
    /// How: by telephone, in person.
    #[serde(default)]
    pub how: String,
    /// What.
    pub text: String,
    /// When. Absent: at this moment.
    #[serde(default)]
    pub told_at: Option<Timestamp>,
}

/// A post that stands with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CasePostAdded)]
pub struct Posted {
    /// Its id among the posts of the case.
    pub id: CasePostId,
    /// Whose it is.
    pub sort: PostSort,
}

impl Command for AddPost {
    const NAME: &'static str = "case.post";
    const READS: Reads<Self> = Reads::Open;
    type Out = Posted;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Posted, Failure> {
        let incident = incident(cx, self.case).await?;
        put(cx, incident, &self.post, "").await
    }
}

impl Command for Tell {
    const NAME: &'static str = "case.tell";
    const READS: Reads<Self> = Reads::Open;
    type Out = CaseToldId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<CaseToldId, Failure> {
        let case = incident(cx, self.case).await?;
        let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
        let mut check = Check::default();
        let whom = check.text("whom", &self.whom, WHOM_MAX);
        let how = check.optional("how", &self.how, WHOM_MAX);
        let text = check.text("text", &self.text, TOLD_MAX);
        check.that(self.told_at.is_none_or(|at| at <= cx.at), "told_at", "in-future");
        check.done()?;
        let told_at = self.told_at.unwrap_or(cx.at);
        let told = Told { id: cx.app.env.id(), case, whom, how, text, told_at, by, at: cx.at };
        stored::told_insert(cx.tx, cx.actor.tenant, &told).await?;
        cx.detail("whom", &told.whom);
        cx.detail("how", &told.how);
        cx.detail("text", &told.text);
        cx.detail("told-at", told.told_at.to_string());
        Ok(told.id)
    }
}

/// The id of what happened, of which a case speaks: that of the first case about it.
async fn incident(cx: &mut Cx<'_>, id: CaseId) -> Result<CaseId, Failure> {
    let tenant = cx.tenant();
    cx.subject("case", id);
    let case = case::get(cx.tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    of_case(&case).ok_or_else(|| Failure::state("case-no-incident"))
}

fn of_case(case: &Case) -> Option<CaseId> {
    if case.subject.kind == INCIDENT { case.subject.id.parse().ok() } else { None }
}

/// Adds what was named with a report.
pub(super) async fn add(cx: &mut Cx<'_>, incident: CaseId, posts: &[PostInput]) -> Result<(), Failure> {
    for (place, post) in posts.iter().enumerate() {
        put(cx, incident, post, &format!("posts.{place}.")).await?;
    }
    Ok(())
}

async fn put(cx: &mut Cx<'_>, case: CaseId, input: &PostInput, prefix: &str) -> Result<Posted, Failure> {
    let tenant = cx.tenant();
    let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
    let field = |name: &str| format!("{prefix}{name}");
    let (field, post) = match (input.publication, input.outside, &input.url) {
        (Some(id), None, None) => {
            let found = publication::get(cx.tx, tenant, id).await?;
            // What is not out concerns nobody, and nobody learns by this that it is there.
            let out = found.is_some_and(|one| is_out(one.state.name()));
            let known = if out { Ok(()) } else { Err(Failure::invalid(field("publication"), "unknown-post")) };
            known.map(|()| (field("publication"), ConcernedPost::Own(id)))?
        }
        (None, Some(id), None) => match outside_get(cx.tx, tenant, id).await? {
            Some(_) => (field("outside"), ConcernedPost::Outside(id)),
            None => return Err(Failure::invalid(field("outside"), "unknown-post")),
        },
        (None, None, Some(url)) => {
            let mut check = Check::default();
            let url = check.text(&field("url"), url, ADDRESS_MAX);
            check.that(url.is_empty() || tatefuda_text::is_web_address(&url), &field("url"), "bad-link").done()?;
            let accounts = account::list(cx.tx, tenant).await?.all()?;
            (field("url"), sorted(cx.app, cx.tx, tenant, &accounts, url).await?)
        }
        (None, None, None) => return Err(Failure::invalid(field("url"), "required")),
        _ => return Err(Failure::invalid(field("url"), "one-of-these")),
    };
    if stored::posts(cx.tx, tenant, case, MANY).await?.len() >= LIST_MAX {
        return Err(Failure::state("case-posts-full"));
    }
    let sort = post.sort();
    match &post {
        ConcernedPost::Own(id) => cx.detail("publication", id.to_string()),
        ConcernedPost::Outside(id) => cx.detail("outside", id.to_string()),
        ConcernedPost::Unknown(url) => cx.detail("url", url),
    }
    let added = CasePost { id: cx.app.env.id(), case, post, by, at: cx.at };
    match stored::post_insert(cx.tx, tenant, &added).await {
        Err(Error::Unique(_)) => Err(Failure::invalid(&field, "stands-there")),
        done => done.map(|()| Posted { id: added.id, sort }).map_err(Into::into),
    }
}

/// Whether what was sent can be read by residents, or may be.
const fn is_out(state: PublicationState) -> bool {
    matches!(
        state,
        PublicationState::Published | PublicationState::Unknown | PublicationState::Taken | PublicationState::Sending
    )
}

/// What is known here under an address: exactly, or as each account's service reads its addresses.
async fn sorted(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    accounts: &[Account],
    url: String,
) -> Result<ConcernedPost, Failure> {
    if let Some(known) = stored::by_url(tx, tenant, &url).await? {
        return Ok(known);
    }
    for account in accounts {
        let place = account.place();
        let Some(id) = (Address { url: &url, account, place: &place }).recognised(app) else { continue };
        if let Some(publication) = publication::claimed_by(tx, tenant, account.id, &id).await? {
            return Ok(ConcernedPost::Own(publication));
        }
        if let Some(outside) = outside_claimed(tx, tenant, account.id, &id).await? {
            return Ok(ConcernedPost::Outside(outside));
        }
    }
    Ok(ConcernedPost::Unknown(url))
}

/// What a case shows of what happened; both are empty where nothing did.
pub(super) async fn of(
    look: &mut Look<'_>,
    case: &Case,
    names: &Names,
) -> Result<(Vec<CasePostView>, Vec<ToldView>), Failure> {
    let Some(incident) = of_case(case) else { return Ok((vec![], vec![])) };
    let tenant = look.actor.tenant;
    let found = left_out(stored::posts(look.tx, tenant, incident, MANY).await.map(Rows::readable))?;
    let accounts = match found.iter().any(|one| matches!(one.post, ConcernedPost::Unknown(_))) {
        true => left_out(account::list(look.tx, tenant).await.map(Rows::readable))?,
        false => vec![],
    };
    let mut posts = vec![];
    for one in found {
        // What nobody knew when it was added may be known by now.
        let now = match &one.post {
            ConcernedPost::Unknown(url) => sorted(look.app, look.tx, tenant, &accounts, url.clone()).await?,
            known => known.clone(),
        };
        let by = names.person(one.by.person, Some(one.by.capacity));
        posts.push(CasePostView { id: one.id, post: shown(look, names, &now).await?, by, at: one.at });
    }
    let told = left_out(stored::told(look.tx, tenant, incident, MANY).await.map(Rows::readable))?;
    let told = told.into_iter().map(|one| ToldView {
        by: names.person(one.by.person, Some(one.by.capacity)),
        id: one.id,
        whom: one.whom,
        how: one.how,
        text: one.text,
        told_at: one.told_at,
        at: one.at,
    });
    Ok((posts, told.collect()))
}

async fn shown(look: &mut Look<'_>, names: &Names, post: &ConcernedPost) -> Result<ConcernedView, Failure> {
    let tenant = look.actor.tenant;
    let mut view = ConcernedView {
        sort: post.sort(),
        publication: None,
        outside: None,
        account_name: String::new(),
        state: None,
        posted_at: None,
        text: String::new(),
        url: None,
    };
    match post {
        ConcernedPost::Own(id) => {
            view.publication = Some(*id);
            if let Some(found) = publication::get(look.tx, tenant, *id).await? {
                let known = names.publication(&found);
                // What residents read is nobody's secret; what may be there is not shown before it is known to be.
                if known.state == PublicationState::Published
                    && let Some(target) = post::target(look.tx, tenant, found.target).await?
                {
                    view.text = beginning(&target.text, SHOWN).to_owned();
                }
                view.account_name = known.account_name;
                view.state = Some(known.state);
                view.posted_at = known.published_at;
                view.url = known.permalink;
            }
        }
        ConcernedPost::Outside(id) => {
            view.outside = Some(*id);
            if let Some(found) = outside_get(look.tx, tenant, *id).await? {
                view.account_name = names.account(found.account);
                view.posted_at = Some(found.posted_at);
                view.text = beginning(&found.text, SHOWN).to_owned();
                view.url = found.url;
            }
        }
        ConcernedPost::Unknown(url) => view.url = Some(url.clone()),
    }
    Ok(view)
}

/// Posts that something that happened can concern, on an account (absent: on any): sends that are out or may be, and what was
/// registered, the last first. What they are called is in the same words as beside a case.
///
/// # Errors
/// Whatever the database says.
pub async fn concernable(app: &App, actor: &Actor, account: Option<AccountId>) -> Result<Vec<ConcernedView>, Failure> {
    query(app, actor, &Concernable(account)).await
}

struct Concernable(Option<AccountId>);

impl Query for Concernable {
    // They stand in public, or may.
    const READS: Reads<Self> = Reads::Open;
    type Out = Vec<ConcernedView>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Vec<ConcernedView>, Failure> {
        let tenant = look.actor.tenant;
        let names = names(look.app, look.tx, look.actor).await?;
        let own = stored::own(look.tx, tenant, self.0, OFFERED as i64).await?;
        let outside = left_out(outside_list(look.tx, tenant, MANY).await.map(Rows::readable))?;
        let outside = outside.into_iter().filter(|one| self.0.is_none_or(|account| account == one.account));
        let all = own.into_iter().map(ConcernedPost::Own);
        let all: Vec<ConcernedPost> =
            all.chain(outside.take(OFFERED).map(|one| ConcernedPost::Outside(one.id))).collect();
        let mut found = vec![];
        for post in all {
            found.push(shown(look, &names, &post).await?);
        }
        Ok(found)
    }
}
