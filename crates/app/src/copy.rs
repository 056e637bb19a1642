//! Whether this database is the true one, and what to do where nobody can tell (写しの照合, decision 0024).

mod admit;
mod answer;
mod bearing;
mod hold;
mod release;
pub mod view;
mod watch;

use tatefuda_audit::Head;
use tatefuda_domain::TenantId;
use tatefuda_vault::Mark;

pub use admit::AdmitNode;
pub use answer::{AnswerDoubt, DoubtAnswer};
pub use bearing::{Bearing, bearing};
pub use hold::HoldCopy;
pub use release::ReleaseCopy;
pub use watch::{ALIVE, REST, look_after, shaken_by, watch};

use crate::{
    core::App,
    failure::Failure,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new(
    "copy",
    &[Entry::of::<HoldCopy>(), Entry::of::<AnswerDoubt>(), Entry::of::<ReleaseCopy>(), Entry::of::<AdmitNode>()],
);

/// Sets the mark of a body, durably, before it returns.
pub(crate) async fn remember(app: &App, tenant: TenantId, head: Head, replace: bool) -> Result<(), Failure> {
    let (state, mark) = (app.state.clone(), Mark { seq: head.seq, hash: head.hash, at: app.env.now() });
    let kept = tokio::task::spawn_blocking(move || state.keep(tenant, mark, replace)).await;
    kept.map_err(Failure::internal)?.map_err(Failure::internal)
}
