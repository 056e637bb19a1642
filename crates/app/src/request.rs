//! Requests of sections for a post (依頼, decision 0045): intake by any section, taken up into a draft that keeps its origin,
//! given back, not met, put right or withdrawn.

mod answer;
mod ask;
mod rights;
pub mod view;

pub use answer::{RefuseRequest, ReturnRequest, TakeRequest, Taken, WithdrawRequest};
pub use ask::{AmendRequest, AskPost, Asked, RequestPicture, Wish, no_words, words};
pub(crate) use rights::shows;
pub use tatefuda_domain::request::{RequestMove, RequestState};
pub use view::{PAGE_MAX, RequestFilter, RequestPage, RequestRow, RequestStage, RequestView, find, list, origin};

use tatefuda_domain::{
    RequestId, TenantId,
    post::PostState,
    request::{InvalidMove, Request},
};
use tatefuda_store::{Tx, post, request::request_get};

use crate::{
    failure::Failure,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "request",
    &[
        Entry::of::<AskPost>(),
        Entry::of::<AmendRequest>(),
        Entry::of::<TakeRequest>(),
        Entry::of::<ReturnRequest>(),
        Entry::of::<RefuseRequest>(),
        Entry::of::<WithdrawRequest>(),
    ],
);

/// Most pictures of a request.
pub const PICTURES_MAX: usize = tatefuda_domain::media::MEDIA_MAX;

/// A request as it is, with whether the draft that came of it was given up.
async fn found(tx: &mut Tx, tenant: TenantId, id: RequestId) -> Result<(Request, bool), Failure> {
    let request = request_get(tx, tenant, id).await?.ok_or(Failure::NotFound)?;
    let given_up = match request.state.post() {
        Some(id) => post::get(tx, tenant, id).await?.is_some_and(|post| post.state == PostState::Withdrawn),
        None => false,
    };
    Ok((request, given_up))
}

/// Not from where it stands; the word says where that is.
fn not_now(no: InvalidMove) -> Failure {
    Failure::state(format!("request-{}", no.0.as_str()))
}
