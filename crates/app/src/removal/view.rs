//! A removal as it is shown.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    MediaId, PostId, PublicationId, RemovalId, TenantId,
    publication::Proof,
    removal::{CopyKind, Removal, RemovalCopy, RemovalRoad, RemovalState, State},
};
use tatefuda_store::{
    Tx, device,
    removal::{copies_of, removals_of_post},
};
use utoipa::ToSchema;

use crate::{
    failure::Failure,
    post::{people::Names, view::Person},
};

/// A decision to take a published post down, and how it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Removal)]
pub struct RemovalView {
    /// Its id.
    pub id: RemovalId,
    /// Its version, which acts on it name.
    pub version: i64,
    /// The send that published the post.
    pub publication: PublicationId,
    /// How it is carried out.
    pub road: RemovalRoad,
    /// Where it stands.
    pub state: RemovalState,
    /// Why it was decided.
    pub reason: String,
    /// Who decided.
    pub person: Person,
    /// When.
    pub at: Timestamp,
    /// When it was taken down, could not be, or was called off.
    pub ended_at: Option<Timestamp>,
    /// How we know that it is gone.
    pub proof: Option<Proof>,
    /// Why it failed, waits or is unknown, as a word; the text is `removal-reason-<word>`.
    pub why: Option<String>,
    /// Further words of service or person.
    pub why_detail: Option<String>,
    /// When the program tries it next.
    pub due_at: Option<Timestamp>,
    /// What was kept of the post, the first first.
    pub copies: Vec<RemovalCopyView>,
    /// The enrolled devices, where it waits for a person's hands.
    pub devices: Vec<String>,
}

/// What was kept of a post before it was taken down.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RemovalCopy)]
pub struct RemovalCopyView {
    /// Of what it is.
    pub kind: CopyKind,
    /// When.
    pub at: Timestamp,
    /// Who kept it; absent: the program.
    pub person: Option<Person>,
    /// The text.
    pub text: String,
    /// The link beside it.
    pub link: Option<String>,
    /// Where it stood.
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
    /// Why there is nothing.
    pub missing: Option<String>,
}

/// The decisions about the sends of a post, the first first.
pub(crate) async fn views(
    tx: &mut Tx,
    tenant: TenantId,
    post: PostId,
    names: &Names,
) -> Result<Vec<RemovalView>, Failure> {
    let mut all = vec![];
    for one in removals_of_post(tx, tenant, post).await? {
        let copies = copies_of(tx, tenant, one.id).await?.into_iter().map(|copy| self::copy(copy, names)).collect();
        let mut devices = vec![];
        if one.state.name() == RemovalState::Waiting {
            let enrolled = device::device_list(tx, tenant).await?.readable();
            devices.extend(enrolled.into_iter().filter(|one| one.counts()).map(|one| one.number));
        }
        all.push(RemovalView { copies, devices, ..view(one, names) });
    }
    Ok(all)
}

/// A decision without what was kept.
pub(crate) fn view(one: Removal, names: &Names) -> RemovalView {
    let (ended_at, proof, due_at, why) = match one.state.clone() {
        State::Asked { due_at, why } => (None, None, Some(due_at), why),
        State::Removing { .. } | State::Waiting => (None, None, None, None),
        State::Removed { at, proof } => (Some(at), Some(proof), None, None),
        State::Failed { at, why } => (Some(at), None, None, Some(why)),
        State::Unknown { why } => (None, None, None, Some(why)),
        State::CalledOff { at } => (Some(at), None, None, None),
    };
    RemovalView {
        id: one.id,
        version: one.version,
        publication: one.publication,
        road: one.road,
        state: one.state.name(),
        reason: one.reason,
        person: names.person(one.person, Some(one.capacity)),
        at: one.at,
        ended_at,
        proof,
        why: why.as_ref().map(|why| why.word.clone()),
        why_detail: why.and_then(|why| why.detail),
        due_at,
        copies: vec![],
        devices: vec![],
    }
}

fn copy(one: RemovalCopy, names: &Names) -> RemovalCopyView {
    RemovalCopyView {
        kind: one.kind,
        at: one.at,
        person: one.person.map(|person| names.person(person, None)),
        text: one.text,
        link: one.link,
        url: one.url,
        picture: one.picture,
        missing: one.missing,
    }
}
