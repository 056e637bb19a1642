//! Records as they are shown.

use tatefuda_domain::{
    Id as _, RecordId,
    record::{Record, Subject},
};
use tatefuda_store::{
    Tx,
    record::{record_find, record_list},
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    core::App,
    facts::Asked,
    failure::Failure,
    query::{Look, Query, query},
    reads::{self, Near, Readers, Reads, Thing, Told},
};

const MANY: i64 = 256;

/// A record as something with readers: those of what it was given on.
fn record(id: RecordId) -> Thing {
    Thing::new(&Records, id.uuid())
}

struct Records;

impl Readers for Records {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(async move {
            match record_find(tx, actor.tenant, RecordId::from_uuid(id)).await? {
                Some(record) => reads::near_subject(app, tx, actor, &record.subject).await,
                None => Ok(Near::No),
            }
        })
    }

    /// A record is given and used up, and never acted on.
    fn answered(&self, _: &Asked, _: &Actor) -> bool {
        false
    }

    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool> {
        Box::pin(async move {
            match record_find(tx, actor.tenant, RecordId::from_uuid(id)).await? {
                Some(record) => reads::subject_waits(app, tx, actor, &record.subject).await,
                None => Ok(false),
            }
        })
    }
}

/// Records on a subject, oldest first. Records on a post belong to whoever may read the post.
///
/// # Errors
/// [`Failure::NotFound`] for somebody who may not read it.
pub async fn list(app: &App, actor: &Actor, subject: &Subject) -> Result<Vec<Record>, Failure> {
    query(app, actor, &List { subject: subject.clone() }).await
}

/// See [`list`].
struct List {
    subject: Subject,
}

impl Query for List {
    const READS: Reads<Self> = Reads::About(|of| &of.subject);
    type Out = Vec<Record>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Vec<Record>, Failure> {
        Ok(record_list(look.tx, look.actor.tenant, &self.subject, MANY).await?.readable())
    }
}

/// A record of the body.
///
/// # Errors
/// [`Failure::NotFound`] also for what was stated on a post that this person may not read.
pub async fn find(app: &App, actor: &Actor, id: RecordId) -> Result<Record, Failure> {
    query(app, actor, &Find { record: id }).await
}

/// See [`find`].
struct Find {
    record: RecordId,
}

impl Query for Find {
    const READS: Reads<Self> = Reads::Of(|of| Some(record(of.record)));
    type Out = Record;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Record, Failure> {
        record_find(look.tx, look.actor.tenant, self.record).await?.ok_or(Failure::NotFound)
    }
}
