//! Posting by hand (手作業投稿, decision 0034): a road to every service from the first day, with the promises of a connector.
//!
//! What a worker does for a connector is done in two acts here: the program offers a send whose time has come, and a person
//! takes it. Taking is lease and attempt; only then the text appears, and only in [`sheet`].

mod answer;
mod offer;
mod recall;
mod sheet;
mod take;
pub mod view;

pub use answer::{Answer, HandAnswer};
pub use offer::{Offer, Offered, goes_by_hand};
pub(crate) use recall::{recall, taken};
pub use sheet::{sheet, text_file};
pub use take::{Take, Took};

use tatefuda_domain::{
    Digest, PublicationId, TenantId,
    digest::Canonical,
    hand::Taking,
    publication::{Publication, Wire},
};
use tatefuda_store::{Tx, hand::taking_list, post::Target};

use crate::{
    core::App,
    failure::Failure,
    noun::{Entry, Noun},
    publication::matching::match_hash,
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("hand", &[Entry::of::<Offer>(), Entry::of::<Take>(), Entry::of::<Answer>()]);

/// What a person is to post, as an attempt knows it: the covered content, and the text by which it would be found again.
fn wire(app: &App, target: &Target) -> Wire {
    let mut out = Canonical::new("tatefuda.by-hand.v1\n");
    out.bytes(1, target.digest.to_string().as_bytes());
    // As the connector of the service would compare it, where there is one: two roads to one account look alike.
    let service = target.place.as_ref().map(tatefuda_domain::Place::service);
    let connector = service.and_then(|service| app.platforms()?.get(service));
    let comparable = match connector {
        Some(connector) => connector.comparable(&tatefuda_platforms::OutgoingPost {
            account: String::new(),
            text: target.text.clone(),
            link: target.link.clone(),
            options: target.options.clone(),
            media: vec![],
        }),
        None => Some(target.text.clone()),
    };
    let hash: Digest = out.finish();
    Wire { hash, match_hash: comparable.as_deref().map(match_hash) }
}

/// Who took the text of a send last.
async fn last_taking(tx: &mut Tx, tenant: TenantId, intent: &Publication) -> Result<Option<Taking>, Failure> {
    let takings = taking_list(tx, tenant, intent.id).await?;
    Ok(takings.into_iter().rev().find(|one| one.attempt == intent.attempts))
}

/// Whether somebody had the text of a send in their hands: their own look is no second pair of eyes.
pub(crate) async fn had_it(
    tx: &mut Tx,
    tenant: TenantId,
    id: PublicationId,
    person: tatefuda_domain::PersonId,
) -> Result<bool, Failure> {
    Ok(taking_list(tx, tenant, id).await?.iter().any(|one| one.person == person))
}
