//! Builds the router from the table of routes and from the description of the JSON interface.

use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, middleware::from_fn_with_state};

use crate::{
    api,
    error::WebError,
    middleware::{self, gate},
    multipart::WAY_MAX,
    routes::ROUTES,
    state::AppState,
};

/// Everything that the program answers over HTTP.
///
/// [`crate::server::serve`] serves it, and tells it where a request comes from.
pub fn router(state: AppState) -> Router {
    let mut pages: Router<AppState> = Router::new();
    for route in ROUTES {
        let gate = from_fn_with_state((state.clone(), route.access), gate::check);
        let mut handler = (route.handler)().layer(gate);
        if route.files {
            handler = handler.layer(DefaultBodyLimit::max(WAY_MAX));
        }
        pages = pages.route(route.path, handler);
    }
    let (api, _) = api::v1::router().split_for_parts();
    let all = pages
        .merge(api)
        .fallback(|| async { WebError::NotFound })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .with_state(state.clone());
    middleware::wrap(all, &state)
}
