//! What is in doubt, and which nodes hold the mark.

use std::collections::{BTreeMap, btree_map::Entry};

use tatefuda_domain::{PersonId, SystemRight, publication::Publication};
use tatefuda_store::{
    copy::{Doubt, Hold, Node, doubt_list, hold_live, node_list},
    post, publication,
};

use super::{ALIVE, Bearing, bearing};
use crate::{
    Actor, App, Failure,
    facts::org,
    post::paper,
    query::{Sees, open},
};

/// One thing that may have been sent since.
#[derive(Debug, Clone)]
pub struct DoubtView {
    pub doubt: Doubt,
    /// Title of the post.
    pub title: String,
    /// Name of the account.
    pub account: String,
    /// The send as it is now.
    pub publication: Option<Publication>,
    /// Who answered.
    pub answered_by: Option<String>,
}

/// A node as the others see it.
#[derive(Debug, Clone)]
pub struct CopyNode {
    pub node: Node,
    /// It was heard of a moment ago.
    pub alive: bool,
}

/// How a body stands to this database.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What the mark of this node says.
    pub bearing: Bearing,
    /// Sending is held.
    pub hold: Option<Hold>,
    /// What is in doubt; only for those who may answer.
    pub doubts: Vec<DoubtView>,
    /// The nodes that send, or wish to.
    pub nodes: Vec<CopyNode>,
}

impl Standing {
    /// How many doubts wait for an answer.
    #[must_use]
    pub fn open(&self) -> usize {
        self.doubts.iter().filter(|one| one.doubt.answer.is_none()).count()
    }
}

/// How the actor's body stands.
///
/// # Errors
/// Whatever the database or the state folder says.
pub async fn standing(app: &App, actor: &Actor) -> Result<Standing, Failure> {
    let (tenant, now) = (actor.tenant, app.env.now());
    let mut tx = open(app, actor, Sees::EachRow).await?;
    let bearing = bearing(app, &mut tx, tenant).await?;
    let hold = hold_live(&mut tx, tenant).await?;
    let mut doubts = vec![];
    if let Some(hold) = hold.as_ref().filter(|_| actor.may(SystemRight::ManageAccounts)) {
        let org = org::load(app, &mut tx, tenant).await?;
        let names = paper::names(&paper::accounts(&mut tx, tenant).await?);
        let person = |id: Option<PersonId>| id.and_then(|id| org.people.get(&id)).map(|person| person.name.clone());
        let mut titles = BTreeMap::new();
        for doubt in doubt_list(&mut tx, tenant, hold.id).await? {
            if let Entry::Vacant(title) = titles.entry(doubt.post) {
                let revision = match post::get(&mut tx, tenant, doubt.post).await? {
                    Some(post) => post::revision(&mut tx, tenant, post.revision).await?,
                    None => None,
                };
                title.insert(revision.map(|revision| revision.title).unwrap_or_default());
            }
            let publication = match doubt.publication {
                Some(id) => publication::get(&mut tx, tenant, id).await?,
                None => None,
            };
            doubts.push(DoubtView {
                title: titles.get(&doubt.post).cloned().unwrap_or_default(),
                account: doubt.account.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                answered_by: person(doubt.answered_by),
                publication,
                doubt,
            });
        }
    }
    let nodes = node_list(&mut tx, tenant).await?;
    tx.rollback().await?;
    // One whose clock goes ahead was seen in the future, and is no less alive.
    let alive = |node: &Node| now.duration_since(node.seen_at).abs() < ALIVE;
    let nodes = nodes.into_iter().map(|node| CopyNode { alive: alive(&node), node }).collect();
    Ok(Standing { bearing, hold, doubts, nodes })
}
