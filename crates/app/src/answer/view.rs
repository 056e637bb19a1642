//! "Why?"

use tatefuda_domain::{AnswerId, Id as _, SystemRight, record::Subject};
use tatefuda_store::{
    Tx,
    answer::{StoredAnswer, answer_find, answer_list},
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

/// An answer as something with readers. Its facts can hold the text of a draft: those on posts are for whoever asked, for
/// whoever may read the post, and for readers of the operation records; for everybody else they do not exist.
pub(super) fn answer(id: AnswerId) -> Thing {
    Thing::new(&Answers, id.uuid())
}

struct Answers;

impl Readers for Answers {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(async move {
            let Some(stored) = answer_find(tx, actor.tenant, AnswerId::from_uuid(id)).await? else {
                return Ok(Near::No);
            };
            let own = stored.person.is_some() && stored.person == actor.named();
            if own || actor.may(SystemRight::ReadAudit) {
                return Ok(Near::Yes);
            }
            reads::near_subject(app, tx, actor, &stored.subject).await
        })
    }

    /// No act is done on an answer.
    fn answered(&self, _: &Asked, _: &Actor) -> bool {
        false
    }

    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool> {
        Box::pin(async move {
            match answer_find(tx, actor.tenant, AnswerId::from_uuid(id)).await? {
                Some(stored) => reads::subject_waits(app, tx, actor, &stored.subject).await,
                None => Ok(false),
            }
        })
    }
}

/// An answer by id.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read it.
pub async fn find(app: &App, actor: &Actor, id: AnswerId) -> Result<StoredAnswer, Failure> {
    query(app, actor, &Find { answer: id }).await
}

/// See [`find`].
struct Find {
    answer: AnswerId,
}

impl Query for Find {
    const READS: Reads<Self> = Reads::Of(|of| Some(answer(of.answer)));
    type Out = StoredAnswer;

    async fn answer(&self, look: &mut Look<'_>) -> Result<StoredAnswer, Failure> {
        answer_find(look.tx, look.actor.tenant, self.answer).await?.ok_or(Failure::NotFound)
    }
}

/// Answers on a subject, oldest first.
///
/// # Errors
/// [`Failure::NotFound`] for somebody who may not read what they are about.
pub async fn list(app: &App, actor: &Actor, subject: &Subject) -> Result<Vec<StoredAnswer>, Failure> {
    query(app, actor, &List { subject: subject.clone() }).await
}

/// See [`list`].
struct List {
    subject: Subject,
}

impl Query for List {
    const READS: Reads<Self> = Reads::About(|of| &of.subject);
    type Out = Vec<StoredAnswer>;

    async fn answer(&self, look: &mut Look<'_>) -> Result<Vec<StoredAnswer>, Failure> {
        Ok(answer_list(look.tx, look.actor.tenant, &self.subject, MANY).await?.readable())
    }
}
