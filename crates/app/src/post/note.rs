//! Comments on a post.

use tatefuda_domain::{AccountId, Id as _, PostId, RevisionId};
use tatefuda_store::post::trail::{self, Note};

use crate::{command::Cx, failure::Failure};

/// A comment on its way.
pub(crate) struct NewNote<'a> {
    pub post: PostId,
    pub revision: RevisionId,
    pub account: Option<AccountId>,
    pub kind: &'a str,
    pub text: &'a str,
    pub quote: &'a str,
    pub destination: &'a str,
}

/// Writes a comment in the name of the actor.
pub(crate) async fn add(cx: &mut Cx<'_>, new: NewNote<'_>) -> Result<(), Failure> {
    let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
    let note = Note {
        id: cx.app.env.id::<tatefuda_domain::RecordId>().uuid().to_string(),
        post: new.post,
        revision: new.revision,
        account: new.account,
        kind: new.kind.to_owned(),
        text: new.text.to_owned(),
        quote: new.quote.to_owned(),
        destination: new.destination.to_owned(),
        person: cx.actor.person,
        capacity,
        at: cx.at,
    };
    Ok(trail::note_insert(cx.tx, tenant, &note).await?)
}
