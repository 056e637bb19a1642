//! Who may read a request, and whose it is to put right or to answer.

use jiff::Timestamp;
use tatefuda_domain::{Id as _, MediaId, RequestId, SectionId, SystemRight, request::Request};
use tatefuda_store::{
    Tx, account,
    request::{request_get, requests_of_medium},
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    core::App,
    facts::Asked,
    failure::{Failure, Forbidden},
    post::rights::section,
    reads::{self, Near, Readers, Thing, Told},
};

/// A request as something with readers: the section that asks, those who operate the account (where it names none: any
/// account), and whoever may read all drafts.
pub(crate) fn request(id: RequestId) -> Thing {
    Thing::new(&Requests, id.uuid())
}

struct Requests;

impl Readers for Requests {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(async move {
            let Some(found) = request_get(tx, actor.tenant, RequestId::from_uuid(id)).await? else {
                return Ok(Near::No);
            };
            let own = asks(app, tx, actor, &found).await? || operates(app, tx, actor, &found).await?;
            Ok(if own || actor.may(SystemRight::ReadDrafts) { Near::Yes } else { Near::No })
        })
    }

    fn answered(&self, _: &Asked, _: &Actor) -> bool {
        false
    }

    fn waits<'a>(&'a self, _: &'a App, _: &'a mut Tx, _: &'a Actor, _: Uuid) -> Told<'a, bool> {
        Box::pin(async { Ok(false) })
    }
}

/// Whether a section operates any account that is not over, alone or with others.
pub(super) async fn operates_any(
    tx: &mut Tx,
    actor: &Actor,
    section: SectionId,
    now: Timestamp,
) -> Result<bool, Failure> {
    let all = account::list(tx, actor.tenant).await?.readable();
    Ok(all.iter().any(|one| one.owned_by(section, now) && !one.state.name().is_over()))
}

/// Whether the actor is of the section that asks.
pub(super) async fn asks(app: &App, tx: &mut Tx, actor: &Actor, request: &Request) -> Result<bool, Failure> {
    Ok(section(app, tx, actor).await? == Some(request.section))
}

/// Whether the actor is of those who operate the account that is meant.
pub(super) async fn operates(app: &App, tx: &mut Tx, actor: &Actor, request: &Request) -> Result<bool, Failure> {
    let Some(own) = section(app, tx, actor).await? else { return Ok(false) };
    let now = app.env.now();
    match request.account {
        Some(id) => Ok(account::get(tx, actor.tenant, id).await?.is_some_and(|account| account.owned_by(own, now))),
        None => operates_any(tx, actor, own, now).await,
    }
}

/// What somebody of another section is told.
pub(super) fn others(key: &str) -> Failure {
    Failure::Forbidden(Forbidden::Reason(key.to_owned()))
}

/// Most requests that are looked at to find out whether somebody may see a picture.
const OF_PICTURE_MAX: i64 = 100;

/// Whether somebody may read a request that has a picture.
pub(crate) async fn shows(app: &App, tx: &mut Tx, actor: &Actor, medium: MediaId) -> Result<bool, Failure> {
    for id in requests_of_medium(tx, actor.tenant, medium, OF_PICTURE_MAX).await? {
        if reads::may(app, tx, actor, request(id)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
