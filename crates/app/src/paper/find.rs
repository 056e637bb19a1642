//! An archived paper, and its bytes as they were archived.

use tatefuda_domain::{Digest, Id as _, PaperId, paper::Paper};
use tatefuda_store::{Tx, paper};
use uuid::Uuid;

use super::view::PaperRow;
use crate::{
    actor::Actor,
    core::App,
    facts::Asked,
    failure::Failure,
    post::{list::names, people::Names},
    query::{Look, Query, query},
    reads::{self, Near, Readers, Reads, Thing, Told},
};

/// A paper as something with readers: those of what it is about.
fn paper(id: PaperId) -> Thing {
    Thing::new(&Papers, id.uuid())
}

/// See [`Readers`].
pub(super) struct Papers;

impl Readers for Papers {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(async move {
            match paper::get(tx, actor.tenant, PaperId::from_uuid(id)).await? {
                Some(found) => reads::near_subject(app, tx, actor, &found.subject).await,
                None => Ok(Near::No),
            }
        })
    }

    /// A paper is archived, and never acted on.
    fn answered(&self, _: &Asked, _: &Actor) -> bool {
        false
    }

    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool> {
        Box::pin(async move {
            match paper::get(tx, actor.tenant, PaperId::from_uuid(id)).await? {
                Some(found) => reads::subject_waits(app, tx, actor, &found.subject).await,
                None => Ok(false),
            }
        })
    }
}

/// What is known of a paper.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read what it is about.
pub async fn find(app: &App, actor: &Actor, id: PaperId) -> Result<PaperRow, Failure> {
    query(app, actor, &One(id)).await
}

struct One(PaperId);

impl Query for One {
    const READS: Reads<Self> = Reads::Of(|of| Some(paper(of.0)));
    type Out = PaperRow;

    async fn answer(&self, look: &mut Look<'_>) -> Result<PaperRow, Failure> {
        let found = paper::get(look.tx, look.actor.tenant, self.0).await?.ok_or(Failure::NotFound)?;
        let names = names(look.app, look.tx, look.actor).await?;
        Ok(row(&names, found))
    }
}

pub(super) fn row(names: &Names, paper: Paper) -> PaperRow {
    PaperRow {
        account_name: paper.account.map(|account| names.account(account)).unwrap_or_default(),
        by: names.person(paper.by.person, Some(paper.by.capacity)),
        id: paper.id,
        document: paper.document,
        pack: paper.pack,
        form: paper.form,
        title: paper.title,
        number: paper.number,
        subject_kind: paper.subject.kind,
        account: paper.account,
        case: paper.case,
        at: paper.at,
        digest: paper.digest,
        size: paper.size,
    }
}

/// The bytes of a paper, as they were archived.
///
/// # Errors
/// [`Failure::NotFound`]; [`Failure::Internal`]: they are not what was archived any more.
pub async fn sheet(app: &App, actor: &Actor, id: PaperId) -> Result<Vec<u8>, Failure> {
    query(app, actor, &Sheet(id)).await
}

struct Sheet(PaperId);

impl Query for Sheet {
    const READS: Reads<Self> = Reads::Of(|of| Some(paper(of.0)));
    type Out = Vec<u8>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Vec<u8>, Failure> {
        let tenant = look.actor.tenant;
        let found = paper::get(look.tx, tenant, self.0).await?.ok_or(Failure::NotFound)?;
        let bytes = paper::sheet(look.tx, tenant, self.0).await?.ok_or(Failure::NotFound)?;
        if Digest::of(&bytes) != found.digest {
            return Err(Failure::internal("an archived paper is not what was archived: its hash differs"));
        }
        Ok(bytes)
    }
}
