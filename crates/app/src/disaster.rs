//! 災害時体制 (HOUSE-24): whether it is on, what it holds, what was said and not taken back, whom to ring.
//!
//! It begins and ends by records of the body ([`START`], [`END`]); what it holds the regulation holds. Here is only what people
//! need to see of it on one page.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, AccountState, Action, PersonId, SystemRight, record::Record};
use tatefuda_regulation::Decision;
use tatefuda_store::{
    post::{
        announced::{Standing as Announced, standing as announced},
        list::Sends,
    },
    record::record_list_kind,
};
use utoipa::ToSchema;

use crate::{
    actor::Actor,
    core::App,
    facts::{self, Ask, Asked, SubjectRef},
    failure::Failure,
    post::{
        list::{Query as Posts, names, rows},
        people::Names,
        rights,
        view::{Person, PostRow},
    },
    query::{Look, Query, query},
    reads::Reads,
};

/// The mode of the house.
const MODE: &str = "disaster";
/// The record by which it begins.
pub const START: &str = "house:disaster-start";
/// The record by which it ends.
pub const END: &str = "house:disaster-end";
/// What lets a post out while it is on, and says whether it concerns the disaster.
const PASS: &str = "house:disaster-pass";
/// That what a post announced is over.
pub const CLEAR: &str = "house:all-clear";
/// Who is on duty.
pub const ON_CALL: &str = "house:on-call";
/// That somebody looked at the comments of an account on its service.
pub const COMMENTS: &str = "house:comments-looked";

/// Lines of each list that stand on the page; the lists themselves have the others.
const SHOWN: u32 = 20;
/// The newest so many records of a kind.
const MANY: i64 = 256;

/// How it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Disaster)]
pub struct Standing {
    /// Since when it is on; absent: it is off.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// Which disaster, as whoever began it said; of the last one where it is off.
    pub name: String,
    /// Who began it.
    pub by: Option<Person>,
    /// Whether whoever looks may begin or end it.
    pub may: bool,
    /// Posts that are held.
    pub held: Vec<PostRow>,
    /// Posts whose time is still to come.
    pub coming: Vec<PostRow>,
    /// What was said since it began, about it, and never taken back (解除を出していない情報).
    pub open: Vec<PostRow>,
    /// Who is on duty now or later.
    pub on_call: Vec<OnCall>,
    /// Who decides before a post goes out.
    pub deciders: Vec<Decider>,
    /// When somebody last looked at the comments of each account.
    pub comments: Vec<Looked>,
}

/// Somebody on duty.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OnCall {
    pub person: Person,
    /// From which day, as entered.
    pub from: String,
    /// To which day, inclusive.
    pub until: String,
    /// Under which number outside office hours.
    pub telephone: String,
}

/// Somebody who gives a step before publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Decider {
    /// The role, in the words of the text.
    pub role: tatefuda_domain::Localized,
    pub name: String,
    pub position: String,
    pub extension: String,
    /// Away at the moment.
    pub absent: bool,
    /// Acts for somebody who is away.
    pub deputy: bool,
}

/// The comments of an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Looked {
    pub account: AccountId,
    pub name: String,
    /// When somebody last looked; absent: nobody did since it began.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    pub by: Option<Person>,
}

/// How the disaster mode of the actor's body stands.
///
/// # Errors
/// No regulation is in force, or the database fails.
pub async fn standing(app: &App, actor: &Actor) -> Result<Standing, Failure> {
    query(app, actor, &Stands).await
}

/// See [`standing`].
struct Stands;

impl Query for Stands {
    // The posts are those of lists, which look at each row; the rest is of the body as a whole.
    const READS: Reads<Self> = Reads::EachRow;
    type Out = Standing;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Standing, Failure> {
        let names = names(look.app, look.tx, look.actor).await?;
        let ask = Ask::new(Action::RecordGive, SubjectRef::Body).record_kind(START);
        let asked = facts::ask(look.app, look.tx, look.actor, ask, look.at).await?;
        let since = asked.governing.regulation.house_mode(MODE, &asked.ask.question(asked.at, &asked.facts));
        // A start that was entered for later has not come yet.
        let begun =
            records(look, START).await?.into_iter().rfind(|one| one.valid_from.is_none_or(|from| from <= look.at));
        let held = posts(look, Sends::Held, SHOWN).await?;
        let coming = posts(look, Sends::Scheduled, SHOWN).await?;
        let open = open(look, &names, &asked, since.or(begun.as_ref().map(|one| one.at))).await?;
        Ok(Standing {
            since,
            name: begun.as_ref().and_then(|one| one.fields.get("name").cloned()).unwrap_or_default(),
            by: begun.map(|one| names.person(one.person, Some(one.capacity))),
            may: asked.answer.decision != Decision::Refused,
            held,
            coming,
            open,
            on_call: on_call(look, &names, &asked).await?,
            deciders: deciders(&asked),
            comments: comments(look, &names, since).await?,
        })
    }
}

async fn records(look: &mut Look<'_>, kind: &str) -> Result<Vec<Record>, Failure> {
    let mut found = record_list_kind(look.tx, look.actor.tenant, kind, MANY).await?.readable();
    found.sort_by_key(|one| (one.valid_from.unwrap_or(one.at), one.at));
    Ok(found)
}

async fn posts(look: &mut Look<'_>, sends: Sends, limit: u32) -> Result<Vec<PostRow>, Failure> {
    Ok(Posts { sends: Some(sends), limit, ..Posts::default() }.answer(look).await?.rows)
}

/// What concerns the disaster, went out since it began, and was never said to be over; the oldest first.
async fn open(
    look: &mut Look<'_>,
    names: &Names,
    asked: &Asked,
    since: Option<Timestamp>,
) -> Result<Vec<PostRow>, Failure> {
    let Some(since) = since else { return Ok(vec![]) };
    let (tenant, person) = (look.actor.tenant, look.actor.person);
    let section = rights::section(look.app, look.tx, look.actor).await?;
    // Somebody without a section sees only what is theirs: no section has the nil id.
    let section = section.unwrap_or(tatefuda_domain::Id::from_uuid(uuid::Uuid::nil()));
    let categories = asked.governing.regulation.categories();
    let categories: Vec<&str> = categories.iter().filter(|kind| kind.disaster).map(|kind| kind.id.as_str()).collect();
    let which = Announced {
        since,
        over: CLEAR,
        marked: (PASS, "why", "disaster"),
        categories: &categories,
        reader: (!look.actor.may(SystemRight::ReadDrafts)).then_some((section, person)),
    };
    let found = announced(look.tx, tenant, &which, MANY).await?.readable();
    rows(look.tx, look.actor, names, found).await
}

/// Who is on duty now or later, by the days that were entered.
async fn on_call(look: &mut Look<'_>, names: &Names, asked: &Asked) -> Result<Vec<OnCall>, Failure> {
    let today = asked.governing.regulation.day(look.at).to_string();
    let given = records(look, ON_CALL).await?.into_iter();
    let mut found: Vec<OnCall> = given
        .filter_map(|one| {
            let field = |name: &str| one.fields.get(name).cloned().unwrap_or_default();
            let person = one.subject.id.parse::<PersonId>().ok()?;
            let (from, until, telephone) = (field("from"), field("until"), field("telephone"));
            // Days are written so that their order is that of their texts.
            (today <= until).then(|| OnCall { person: names.person(person, None), from, until, telephone })
        })
        .collect();
    found.sort_by(|a, b| (&a.from, &a.until).cmp(&(&b.from, &b.until)));
    Ok(found)
}

/// Those who give a step before publishing, by the text in force, each once.
fn deciders(asked: &Asked) -> Vec<Decider> {
    let mut found: Vec<Decider> = vec![];
    for who in asked.governing.regulation.step_holders(&asked.facts, asked.at) {
        for holder in &who.holders {
            let one = Decider {
                role: who.label.clone(),
                name: holder.name.to_string(),
                position: holder.position.to_string(),
                extension: holder.extension.to_string(),
                absent: holder.absent,
                deputy: holder.deputy,
            };
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

/// When somebody last looked at the comments of each account that posts.
async fn comments(look: &mut Look<'_>, names: &Names, since: Option<Timestamp>) -> Result<Vec<Looked>, Failure> {
    let mut last: BTreeMap<AccountId, Record> = BTreeMap::new();
    for one in records(look, COMMENTS).await? {
        if let Ok(account) = one.subject.id.parse::<AccountId>()
            && since.is_none_or(|since| since <= one.at)
        {
            last.insert(account, one);
        }
    }
    let running = names
        .accounts
        .values()
        .filter(|account| matches!(account.state.name(), AccountState::Active | AccountState::Transition));
    let looked = running.map(|account| {
        let record = last.get(&account.id);
        Looked {
            account: account.id,
            name: account.name.clone(),
            at: record.map(|one| one.at),
            by: record.map(|one| names.person(one.person, Some(one.capacity))),
        }
    });
    Ok(looked.collect())
}
