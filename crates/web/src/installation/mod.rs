//! 全団体の緊急停止: for whoever operates the installation, with a key of their own. Nobody of a body has power over another
//! body, so no account of one opens this; and it works while nobody can sign in.

pub(crate) mod api;
pub(crate) mod page;

use tatefuda_app::{
    Failure, Via,
    stop::{self, ACKNOWLEDGE, REASON_MAX, StopScope, Stopped},
    tenant,
};

use crate::{error::WebError, state::AppState};

/// Stops every body.
///
/// # Errors
/// [`Failure::Invalid`] for the reason. A body that could not be stopped is named in its row.
async fn stop_all(state: &AppState, via: Via, reason: &str) -> Result<Vec<Stopped>, WebError> {
    let mut check = tatefuda_app::Check::default();
    let reason = check.text("reason", reason, REASON_MAX);
    check.done()?;
    let bodies = tenant::list(state.app()).await.map_err(WebError::from)?;
    if bodies.is_empty() {
        return Err(Failure::NotFound.into());
    }
    let stopped =
        stop::stop_everywhere(state.app(), bodies, (via, StopScope::Installation), &reason, ACKNOWLEDGE).await;
    for one in &stopped {
        match &one.sending {
            Ok(_) => tracing::warn!(body = one.body.slug, "all sending is stopped by the operator's key"),
            Err(error) => tracing::error!(body = one.body.slug, %error, "could not be stopped"),
        }
    }
    Ok(stopped)
}
