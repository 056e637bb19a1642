//! A post as a command holds it: the aggregate, its present revision, what it sends, what has begun.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Action, Digest, Place, PostId, TenantId,
    account::Account,
    post::{PostCircumstances, PostEvent},
    publication::{Publication, PublicationState},
};
use tatefuda_store::{
    Tx, account,
    post::{self, Post, Revision, Target, trail, trail::Step},
    publication,
};

use super::{
    asking,
    content::{self, Content},
    difference,
    draft::Saved,
};
use crate::{
    command::Cx,
    failure::{self, Failure, Stale},
};

/// Rows of a post were changed by hand; saving it anew puts that right.
pub(crate) const ALTERED: &str = "content-altered";

/// Everything about a post that its commands read, of one moment of the database.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub post: Post,
    pub revision: Revision,
    /// What it sends, at the places where the accounts are now.
    pub targets: Vec<Target>,
    /// Where accounts stood when the revision was written, of those that stand elsewhere now.
    pub moved: BTreeMap<AccountId, Option<Place>>,
    /// Accounts whose stored content is not what it was written as: a row was changed by hand.
    pub altered: BTreeSet<AccountId>,
    pub accounts: BTreeMap<AccountId, Account>,
    pub steps: Vec<Step>,
    pub publications: Vec<Publication>,
}

impl Paper {
    pub async fn load(tx: &mut Tx, tenant: TenantId, id: PostId) -> Result<Self, Failure> {
        let post = post::get(tx, tenant, id).await?.ok_or(Failure::NotFound)?;
        let revisions = post::revisions(tx, tenant, id).await?.all()?;
        let revision = revisions
            .into_iter()
            .find(|revision| revision.id == post.revision)
            .ok_or_else(|| Failure::internal("a post without its present revision"))?;
        let accounts = accounts(tx, tenant).await?;
        let (mut targets, mut moved, mut altered) = (vec![], BTreeMap::new(), BTreeSet::new());
        for stored in post::targets(tx, tenant, revision.id).await? {
            if !content::is_sound(tenant, &revision, &stored) {
                altered.insert(stored.account);
            }
            let (account, former) = (stored.account, stored.place.clone());
            let target = content::at_present(tenant, &revision, stored, accounts.get(&account));
            if target.place != former {
                moved.insert(account, former);
            }
            targets.push(target);
        }
        let steps = trail::steps(tx, tenant, id).await?.all()?;
        let publications = publication::of_post(tx, tenant, id).await?.all()?;
        Ok(Self { post, revision, targets, moved, altered, accounts, steps, publications })
    }

    /// The post that a command moves without changing what it says, as it was on screen.
    pub async fn on_screen(cx: &mut Cx<'_>, id: PostId, version: i64) -> Result<Self, Failure> {
        let tenant = cx.tenant();
        cx.subject("post", id);
        let paper = Self::load(cx.tx, tenant, id).await?;
        paper.expect_version(version)?;
        let sheet = paper.sheet();
        cx.before(sheet);
        cx.after(sheet);
        Ok(paper)
    }

    /// Demands that the act is permitted for every target.
    pub async fn require(&self, cx: &mut Cx<'_>, action: Action) -> Result<(), Failure> {
        let targets: Vec<&Target> = self.targets.iter().collect();
        let asked = asking::ask_targets(cx, action, self, &targets, None, None).await?;
        asking::require_all(cx, asked).await?;
        Ok(())
    }

    pub fn sheet(&self) -> Digest {
        content::sheet(&self.targets)
    }

    pub fn content(&self) -> Content {
        content::of_revision(&self.revision, &self.targets)
    }

    /// What of the surroundings decides whether the paper can move.
    pub fn circumstances(&self) -> PostCircumstances {
        let present: BTreeSet<Digest> = self.targets.iter().map(|target| target.digest).collect();
        let live = |states: &[PublicationState]| self.publications.iter().any(|p| states.contains(&p.state.name()));
        PostCircumstances {
            step_given: self.steps.iter().any(|step| step.revoked_at.is_none() && present.contains(&step.digest)),
            send_begun: self.publications.iter().any(|p| p.state.name().send_begun()),
            // A held one is sent only if the regulation permits it anew.
            send_scheduled: live(&[PublicationState::Scheduled, PublicationState::Leased]),
        }
    }

    /// Moves the paper.
    pub fn step(&mut self, event: PostEvent, at: Timestamp) -> Result<(), Failure> {
        let next = self.post.state.after(event, self.circumstances());
        self.post.state = next.map_err(|refusal| Failure::state(refusal.as_str()))?;
        self.post.updated_at = at;
        Ok(())
    }

    /// The version that was seen must be the present one.
    pub fn expect_version(&self, seen: i64) -> Result<(), Failure> {
        if seen == self.post.version { Ok(()) } else { Err(Failure::Conflict { seen, current: self.post.version }) }
    }

    /// What stands in the rows must be what was written there.
    pub fn expect_sound(&self, targets: &[&Target]) -> Result<(), Failure> {
        let altered = targets.iter().any(|target| self.altered.contains(&target.account));
        if altered { Err(Failure::state(ALTERED)) } else { Ok(()) }
    }

    /// Writes the aggregate; the version counts up.
    pub async fn save(&mut self, cx: &mut Cx<'_>) -> Result<i64, Failure> {
        let tenant = cx.tenant();
        if !post::update(cx.tx, tenant, &self.post).await? {
            return Err(Failure::Busy);
        }
        self.post.version += 1;
        Ok(self.post.version)
    }

    /// [`Self::save`] as the outcome of a command.
    pub async fn saved(mut self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let version = self.save(cx).await?;
        Ok(Saved { post: self.post.id, version, revision: self.revision.number, sheet: self.sheet() })
    }

    /// The content shown must be the present one.
    pub async fn expect_sheet(&self, cx: &mut Cx<'_>, shown: Digest) -> Result<(), Failure> {
        let now = self.sheet();
        if shown == now {
            return Ok(());
        }
        let difference = match self.shown(cx, shown).await? {
            Some(former) => self.changes_since(&former),
            None => vec![],
        };
        Err(Failure::Stale(Box::new(Stale { shown, now, difference })))
    }

    /// The revision whose sheet had this digest.
    async fn shown(&self, cx: &mut Cx<'_>, sheet: Digest) -> Result<Option<(Revision, Vec<Target>)>, Failure> {
        let tenant = cx.tenant();
        for revision in post::revisions(cx.tx, tenant, self.post.id).await?.into_iter().rev() {
            let targets = post::targets(cx.tx, tenant, revision.id).await?;
            if content::sheet(&targets) == sheet {
                return Ok(Some((revision, targets)));
            }
        }
        Ok(None)
    }

    fn changes_since(&self, former: &(Revision, Vec<Target>)) -> Vec<failure::Difference> {
        let names = names(&self.accounts);
        let all = difference::between((&former.0, &former.1), (&self.revision, &self.targets), &names);
        let mut changes = vec![];
        for target in all.targets.into_iter().filter(|target| !target.is_empty()) {
            let side = |without| -> String {
                let kept = target.text.iter().filter(|piece| piece.change != without);
                kept.map(|piece| piece.text.as_str()).collect()
            };
            let (before, after) = (side(super::diff::Change::Added), side(super::diff::Change::Removed));
            if before != after {
                let field = format!("target:{}:text", target.account);
                changes.push(failure::Difference { field, before, after });
            }
            changes.extend(target.fields.into_iter().map(|change| failure::Difference {
                field: format!("target:{}:{}", target.account, change.field),
                before: change.before.unwrap_or_default(),
                after: change.after.unwrap_or_default(),
            }));
        }
        changes
    }

    /// The targets of the named accounts; none named: all.
    pub fn chosen(&self, accounts: &[AccountId]) -> Result<Vec<&Target>, Failure> {
        let unknown = accounts.iter().find(|id| !self.targets.iter().any(|target| target.account == **id));
        if let Some(id) = unknown {
            return Err(Failure::invalid(format!("target:{id}"), "unknown-account"));
        }
        let chosen = self.targets.iter().filter(|target| accounts.is_empty() || accounts.contains(&target.account));
        Ok(chosen.collect())
    }
}

/// The accounts of the body by id.
pub(crate) async fn accounts(tx: &mut Tx, tenant: TenantId) -> Result<BTreeMap<AccountId, Account>, Failure> {
    Ok(account::list(tx, tenant).await?.into_iter().map(|account| (account.id, account)).collect())
}

/// Their names.
pub(crate) fn names(accounts: &BTreeMap<AccountId, Account>) -> BTreeMap<AccountId, String> {
    accounts.iter().map(|(id, account)| (*id, account.name.clone())).collect()
}
