//! Who may call a route at all, as its row in the table says.

use axum::{
    extract::{FromRequest as _, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tatefuda_app::{Failure, failure::Forbidden};

use crate::{cookie, error::WebError, form::Form, multipart, routes::Access, signed_in, state::AppState, visit::Visit};

/// Looks who is signed in, then whether that is enough for the route.
pub(crate) async fn check(State((state, access)): State<(AppState, Access)>, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let secret = cookie::session(request.headers(), state.config());
    match admit(&state, access, visit, secret, request.headers()).await {
        Ok(()) => next.run(request).await,
        Err(WebError::SignInFirst(_)) => WebError::SignInFirst(typed(&state, request).await).into_response(),
        Err(error) => error.into_response(),
    }
}

async fn admit(
    state: &AppState,
    access: Access,
    visit: Option<Visit>,
    secret: Option<String>,
    headers: &HeaderMap,
) -> Result<(), WebError> {
    let visit = visit.ok_or(WebError::Internal)?;
    let session = match secret {
        Some(secret) => signed_in::resolve(state, secret, headers).await?,
        None => None,
    };
    let Some(session) = session else {
        return if access == Access::Anyone { Ok(()) } else { Err(WebError::SignInFirst(Form::default())) };
    };
    visit.set_session(session.clone());
    let actor = session.actor();
    match access {
        Access::Anyone | Access::SignedIn => Ok(()),
        _ if actor.must_change_password => Err(Failure::Forbidden(Forbidden::MustChangePassword).into()),
        Access::Staff => Ok(()),
        Access::Right(right) => actor.require(right).map_err(WebError::from),
    }
}

/// What was typed into a form whose session has ended, so that the page can give it back.
async fn typed(state: &AppState, request: Request) -> Form {
    if request.method().is_safe() {
        return Form::default();
    }
    let form = if multipart::is_multipart(&request) {
        multipart::read(request, state).await.map(|(form, _)| form).unwrap_or_default()
    } else {
        Form::from_request(request, state).await.unwrap_or_default()
    };
    // An empty form would be answered with a redirect, which turns a write into a read.
    if form.pairs().is_empty() { Form::of(vec![("command_id".to_owned(), String::new())]) } else { form }
}
