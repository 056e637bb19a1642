//! The one place where everything that went wrong is worded: a page for people, `application/problem+json`
//! for machines, both in the language of the request and with what to do next.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use tatefuda_app::{Failure, Refusal, failure::Forbidden};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    answer::{AnswerView, RefusalPage},
    error::{ErrorKind, ErrorPage},
    post::SubmitForm,
    view::{Holder, Link, Who},
};
use tower_http::csrf::ProtectionError;

use crate::{
    api::problem,
    error::{Carried, Situation, WebError},
    form::Form,
    html,
    kept::{Names, kept},
    page::Page,
    post::page::show,
    session::page as session,
    shell,
    state::AppState,
    text, view,
    visit::Visit,
};

/// Replaces every error without a body. Answers that have one were made by a handler that knows better.
pub(super) async fn render(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let response = next.run(request).await;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if !failed || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let cross_site = response.extensions().get::<ProtectionError>().is_some();
    let error = match response.extensions().get::<Carried>() {
        Some(Carried(error)) => Arc::clone(error),
        None => Arc::new(WebError::Status(response.status())),
    };
    let kept_headers = response.headers().clone();
    let mut worded = if visit.is_api() {
        problem::render(&state, &visit, &error, cross_site)
    } else {
        page(&state, &visit, &error, cross_site).await
    };
    keep(&kept_headers, worded.headers_mut());
    worded
}

/// Headers that say something about the error itself.
fn keep(from: &HeaderMap, to: &mut HeaderMap) {
    for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE, header::SET_COOKIE] {
        for value in from.get_all(&name) {
            to.append(name.clone(), value.clone());
        }
    }
}

async fn page(state: &AppState, visit: &Visit, error: &WebError, cross_site: bool) -> Response {
    match error {
        WebError::SignInFirst(form) if form.pairs().is_empty() => {
            Redirect::to(&format!("/sign-in?next={}", text::query_value(&visit.here()))).into_response()
        }
        WebError::SignInFirst(form) => session::ended(state, visit, form).await,
        WebError::App(Failure::Forbidden(Forbidden::MustChangePassword), _) => {
            Redirect::to("/password").into_response()
        }
        WebError::App(Failure::Refused(refusal), situation) => {
            refused(state, visit, error.status(), refusal, situation).await
        }
        _ => plain(state, visit, error, cross_site).await,
    }
}

async fn refused(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    refusal: &Refusal,
    situation: &Situation,
) -> Response {
    let shell = shell::build(state, visit, Nav::None, None).await;
    let tr = shell.tr.clone();
    let id = Some(refusal.id.to_string());
    let post = situation.post.map(|id| id.to_string());
    let answer = match visit.session() {
        Some(session) => crate::answer::view::shown(&tr, session, &refusal.answer, id, post.as_deref(), false),
        None => AnswerView::from_answer(&tr, &refusal.answer, id, None),
    };
    let names = names(state, visit, &tr, &situation.form).await;
    let page = RefusalPage {
        act: text::act(&tr, visit.path()),
        answer,
        kept: kept(&tr, &situation.form, &names),
        ask_again: ask_again(state, visit, situation).await,
        post_id: post,
        back: back(&tr, situation.back.as_deref()),
        shell,
    };
    html::answer(status, page.render())
}

async fn names(state: &AppState, visit: &Visit, tr: &Translator, form: &Form) -> Names {
    Names::of(state.app(), visit.session().map(crate::signed_in::Session::actor), tr, form).await
}

/// The form that passes the post on again, where that is what is left to do.
async fn ask_again(state: &AppState, visit: &Visit, situation: &Situation) -> Option<SubmitForm> {
    let session = visit.session()?.clone();
    let page = Page { state: state.clone(), visit: visit.clone(), session };
    match show::submit_form(&page, situation.post?).await {
        Ok(form) => form,
        Err(error) => {
            tracing::warn!(?error, "the way to ask again was not found");
            None
        }
    }
}

async fn plain(state: &AppState, visit: &Visit, error: &WebError, cross_site: bool) -> Response {
    let shell = shell::build(state, visit, Nav::None, None).await;
    let tr = shell.tr.clone();
    let status = if cross_site { StatusCode::FORBIDDEN } else { error.status() };
    let kind = kind(status, cross_site);
    let empty = Situation::default();
    let (form, situation) = match error {
        WebError::App(_, situation) => (&situation.form, &**situation),
        _ => (&empty.form, &empty),
    };
    let back = back(&tr, situation.back.as_deref());
    let names = names(state, visit, &tr, form).await;
    let page = ErrorPage {
        kind,
        reference: Some(visit.id().to_owned()),
        detail: error.detail(&tr),
        who: whom_to_ask(state, visit, &tr, kind).await,
        kept: kept(&tr, form, &names),
        back: Some(back),
        shell,
    };
    html::answer(status, page.render())
}

/// Whom to ask for a right that is missing: those who grant rights, by name; where there is nobody, whoever answers
/// questions for the body. Nobody who is not signed in is told.
async fn whom_to_ask(state: &AppState, visit: &Visit, tr: &Translator, kind: ErrorKind) -> Option<Who> {
    let session = visit.session().filter(|_| kind == ErrorKind::Forbidden)?;
    let people = tatefuda_app::member::managers(state.app(), session.actor()).await.unwrap_or_default();
    if people.is_empty() {
        let holders = vec![view::contact(session.body())];
        return Some(Who { role: tr.text("web-contact-role"), holders, deputies: vec![] });
    }
    let holders = people.into_iter().map(|person| Holder {
        name: crate::view::pick(tr, &person.name, &person.name_en).to_owned(),
        position: String::new(),
        extension: Some(person.extension).filter(|number| !number.is_empty()),
        absent: None,
    });
    Some(Who { role: tr.text("right-manage-users"), holders: holders.collect(), deputies: vec![] })
}

fn kind(status: StatusCode, cross_site: bool) -> ErrorKind {
    match status.as_u16() {
        _ if cross_site => ErrorKind::CrossSite,
        401 | 403 => ErrorKind::Forbidden,
        404 | 405 => ErrorKind::NotFound,
        409 | 412 => ErrorKind::Conflict,
        413 => ErrorKind::TooLarge,
        429 => ErrorKind::TooMany,
        503 => ErrorKind::Unavailable,
        500..=599 => ErrorKind::Internal,
        _ => ErrorKind::BadRequest,
    }
}

fn back(tr: &Translator, to: Option<&str>) -> Link {
    match to {
        Some(href) => Link { href: href.to_owned(), label: tr.text("web-back") },
        None => Link { href: "/".to_owned(), label: tr.text("web-back-home") },
    }
}
