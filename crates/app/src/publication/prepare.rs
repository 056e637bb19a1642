//! What a worker needs for one send or one look. Reads only.

use jiff::Timestamp;
use tatefuda_domain::{
    Digest, Place, PublicationId, Service, TenantId,
    publication::{Publication, State},
};
use tatefuda_platforms::{Credentials, OutgoingPost};
use tatefuda_store::{Tx, account, publication};

use super::{matching::SKEW, outcome::reason, reconcile};
use crate::{
    account::credential,
    core::App,
    failure::Failure,
    media,
    post::{content, paper::Paper},
};

/// What a send needs: a pure function of the content that will be judged, and the account's credentials.
pub struct Prepared {
    pub service: Service,
    /// What is sent; absent for an account whose id on its service is not known, and where nothing can be sent.
    pub outgoing: Option<OutgoingPost>,
    /// The digest of the very content from which `outgoing` was made. [`super::Begin`] judges no other.
    pub content: Option<Digest>,
    /// What opens the account, or why there is nothing.
    pub token: Result<Credentials, &'static str>,
    /// Why nothing can be sent, as a word of [`reason`], where it does not lie with account or token.
    pub problem: Option<&'static str>,
}

/// Reads what a send needs: the present revision, as [`super::Begin`] judges it, and nothing of what was there when the
/// send was scheduled.
///
/// # Errors
/// No such send, or the database fails.
pub async fn prepare(app: &App, tenant: TenantId, id: PublicationId) -> Result<Prepared, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let account = account::get(&mut tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
    let token = token(app, &mut tx, tenant, &intent, &account.place()).await?;
    let nothing =
        |problem| Prepared { service: account.service.clone(), outgoing: None, content: None, token, problem };
    let paper = match Paper::load(&mut tx, tenant, intent.post).await {
        // A column holds what the program never wrote.
        Err(error @ (Failure::Internal(_) | Failure::Unreadable(_))) => {
            tracing::error!(publication = %id, %error, "the content of a send cannot be read");
            return Ok(nothing(Some(reason::ALTERED)));
        }
        paper => paper?,
    };
    let Some(target) = paper.targets.iter().find(|target| target.account == intent.account) else {
        return Ok(nothing(None));
    };
    // Everything below is made of this one value, and its digest is what is judged.
    let covered = content::covered(tenant, &paper.revision, target);
    let digest = covered.digest();
    let pictures = media::unaltered(&mut tx, tenant, &target.media).await?;
    tx.rollback().await?;
    let Some(pictures) = pictures else { return Ok(nothing(Some(reason::ALTERED))) };
    let place = target.place.as_ref().and_then(Place::id);
    let outgoing = place.map(|id| OutgoingPost {
        account: id.to_owned(),
        text: covered.text,
        link: covered.link,
        options: covered.options,
        media: pictures.into_iter().map(media::Unaltered::outgoing).collect(),
    });
    Ok(Prepared { outgoing, content: Some(digest), ..nothing(None) })
}

/// What opens a place, or why there is nothing.
pub(crate) async fn token(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    intent: &Publication,
    place: &Place,
) -> Result<Result<Credentials, &'static str>, Failure> {
    Ok(match credential::open(app, tx, tenant, intent.account, place).await {
        // The key is missing or the row was moved: a person has to connect the account again.
        Err(error @ (Failure::Internal(_) | Failure::Unreadable(_))) => {
            tracing::error!(account = %intent.account, %error, "a stored token cannot be opened");
            Err(reason::NOT_CONNECTED)
        }
        Err(other) => return Err(other),
        Ok(None) => Err(reason::NOT_CONNECTED),
        Ok(Some(found)) if is_over(&found, app.env.now()) => Err(reason::TOKEN_DEAD),
        Ok(Some(found)) => Ok(found.credentials),
    })
}

/// Whether they no longer open anything: the service said so, or an end that it named beforehand has come.
fn is_over(found: &credential::Opened, now: Timestamp) -> bool {
    found.expires_at.is_some_and(|at| at <= now) || found.credentials.is_dead(now)
}

/// What it takes to look for an unknown outcome.
pub struct Looking {
    pub service: Service,
    /// The account's id there.
    pub account: String,
    /// What opens it.
    pub token: Credentials,
    /// From when on posts are read back.
    pub since: Timestamp,
}

/// Reads what it takes to look for an unknown outcome: where it was sent, wherever the account stands by now. Absent:
/// there is nothing to look for, or nobody can look.
///
/// # Errors
/// No such send, or the database fails.
pub async fn looking(app: &App, tenant: TenantId, id: PublicationId) -> Result<Option<Looking>, Failure> {
    let mut tx = app.db.read().await?;
    let intent = publication::get(&mut tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let Some(place) = intent.place.clone().filter(|_| matches!(intent.state, State::Unknown { .. })) else {
        return Ok(None);
    };
    let begun = reconcile::as_intent(&mut tx, tenant, &intent).await?.map(|intent| intent.begun_at - SKEW);
    let token = token(app, &mut tx, tenant, &intent, &place).await?;
    tx.rollback().await?;
    Ok(match (place.id(), token, begun) {
        (Some(account), Ok(token), Some(since)) => {
            Some(Looking { service: place.service().clone(), account: account.to_owned(), token, since })
        }
        _ => None,
    })
}
