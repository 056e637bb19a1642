//! Let further sections run an account together with the one that operates it (共同運用), and end that.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, AccountOwnerId, Action, SectionId, SystemRight,
    account::{Account, OWNERS_MAX, Owner},
    record::Subject,
};
use tatefuda_store::account;
use utoipa::ToSchema;

use super::register::Registered;
use crate::{
    command::{Command, Cx, Reads},
    facts::{
        Ask, SubjectRef,
        org::{self, Org},
    },
    failure::{Check, Failure},
    org::Term,
    post::PostSupply,
    record::{self, Supply},
};

/// Lets a further section run an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AccountOwnerInput)]
pub struct AddOwner {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// The section that is to run it too.
    pub section: SectionId,
    /// From when and, where that is known, until when. Nothing is back-dated: the day of today is from now on.
    #[serde(flatten)]
    pub span: Term,
    /// Records given together with it.
    #[serde(default)]
    #[schema(value_type = Vec<PostSupply>)]
    pub supplies: Vec<Supply>,
}

/// Says until when a further section runs an account. What was so stays on record.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AccountOwnerEndInput)]
pub struct EndOwner {
    /// The account.
    pub account: AccountId,
    /// The version that was on screen.
    pub version: i64,
    /// Which of its further sections, by the id of the entry.
    pub owner: AccountOwnerId,
    /// Up to, not including, this moment, which is not over; absent: from the moment of the act.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Records given together with it.
    #[serde(default)]
    #[schema(value_type = Vec<PostSupply>)]
    pub supplies: Vec<Supply>,
}

impl Command for AddOwner {
    const NAME: &'static str = "account.share";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::AccountChange, Action::RecordGive];
    const HAPPENS: &[&str] = &["account.changed"];
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let stored = changing(cx, self.account, self.version, &self.supplies).await?;
        let org = org::load(cx.app, cx.tx, cx.tenant()).await?;
        let term = self.span.at(cx.at);
        let (mut check, mut from) = (Check::default(), term.from);
        check.that(cx.at.duration_since(from) <= DAY, "from", "owner-past");
        from = from.max(cx.at);
        check.that(term.until.is_none_or(|until| from < until), "until", "ends-before-start");
        further(&org, &stored, self.section, (from, term.until), "section", &mut check);
        check.that(stored.shares.len() < OWNERS_MAX, "section", "owner-many");
        check.done()?;
        cx.detail("section", self.section.to_string());
        cx.detail("from", from.to_string());
        if let Some(until) = term.until {
            cx.detail("until", until.to_string());
        }
        insert(cx, self.account, self.section, from, term.until).await?;
        changed(cx, &stored).await
    }
}

impl Command for EndOwner {
    const NAME: &'static str = "account.unshare";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::AccountChange, Action::RecordGive];
    const HAPPENS: &[&str] = &["account.changed"];
    type Out = Registered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Registered, Failure> {
        let stored = changing(cx, self.account, self.version, &self.supplies).await?;
        let share = stored.shares.iter().find(|one| one.id == self.owner).ok_or(Failure::NotFound)?;
        let until = self.until.unwrap_or(cx.at);
        let mut check = Check::default();
        check.that(share.until.is_none_or(|until| cx.at < until), "until", "owner-over");
        // One that has not begun never does, where its end is its beginning.
        check.that(cx.at <= until, "until", "owner-past");
        let until = until.max(share.from);
        check.done()?;
        cx.detail("section", share.section.to_string());
        cx.detail("until", until.to_string());
        if !account::owner_end(cx.tx, cx.tenant(), self.account, self.owner, until).await? {
            return Err(Failure::NotFound);
        }
        changed(cx, &stored).await
    }
}

/// How far back a beginning may lie so that it is meant as today.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Whose an account is decides who else may act on it: that is for whoever keeps the ledger, whatever the text says of changes.
async fn changing(cx: &mut Cx<'_>, account: AccountId, version: i64, supplies: &[Supply]) -> Result<Account, Failure> {
    cx.subject("account", account);
    let stored = account::get(cx.tx, cx.tenant(), account).await?.ok_or(Failure::NotFound)?;
    cx.actor.require(SystemRight::ManageAccounts)?;
    for supplied in supplies {
        record::supply(cx, supplied, &SubjectRef::Account(account), None, None).await?;
    }
    cx.subject("account", account);
    let asked = cx.ask(Ask::new(Action::AccountChange, SubjectRef::Account(account))).await?;
    cx.require(asked).await?;
    if stored.version != version {
        return Err(Failure::Conflict { seen: version, current: stored.version });
    }
    if stored.state.name().is_over() {
        return Err(Failure::state(format!("account-{}", stored.state.name().as_str())));
    }
    Ok(stored)
}

/// The line of the ledger counts the change, so that nobody decides over sections that they did not see.
async fn changed(cx: &mut Cx<'_>, stored: &Account) -> Result<Registered, Failure> {
    cx.detail("name", &stored.name);
    if !account::update(cx.tx, cx.tenant(), stored).await? {
        return Err(Failure::Busy);
    }
    cx.happened("account.changed", Subject::new("account", stored.id))?;
    Ok(Registered { account: stored.id, version: stored.version + 1 })
}

/// Whether a section can run an account too during a time; what is wrong is noted at a field.
pub(crate) fn further(
    org: &Org,
    account: &Account,
    section: SectionId,
    (from, until): (Timestamp, Option<Timestamp>),
    field: &str,
    check: &mut Check,
) {
    let known = org.sections.get(&section).is_some_and(|one| one.span.until.is_none_or(|ended| from < ended));
    check.that(known, field, "unknown-section");
    check.that(account.section != section, field, "owner-operates");
    let meets = account.shares.iter().any(|one| one.section == section && one.meets(from, until));
    check.that(!meets, field, "owner-there");
}

/// Writes a further section of an account.
pub(crate) async fn insert(
    cx: &mut Cx<'_>,
    account: AccountId,
    section: SectionId,
    from: Timestamp,
    until: Option<Timestamp>,
) -> Result<(), Failure> {
    let owner = Owner {
        id: cx.app.env.id(),
        account,
        section,
        from,
        until,
        person: cx.actor.named(),
        capacity: cx.actor.capacity,
        at: cx.at,
    };
    Ok(account::owner_insert(cx.tx, cx.tenant(), &owner).await?)
}
