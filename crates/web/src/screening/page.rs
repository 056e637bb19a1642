//! 文章の確認: trying a text. Nothing is stored, so it is no act.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    screening::{self, Mode},
};
use tatefuda_ui::{
    Nav, Template as _,
    screening::{FoundRow, ScreeningPage},
    view::{Choice, FieldError},
};

use crate::{error::WebError, form::Form, html, page::Page, text};

const MODES: [(Mode, &str); 2] = [(Mode::Draft, "draft"), (Mode::Comment, "comment")];

pub(crate) fn mode(word: &str) -> Option<Mode> {
    MODES.iter().find(|(_, known)| *known == word).map(|(mode, _)| *mode)
}

/// `GET /screening`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), None, vec![]).await
}

/// `POST /screening`: a text may be long and is nobody's business, so it stands in no address.
pub(crate) async fn read(page: Page, form: Form) -> Result<Response, WebError> {
    let mode = mode(form.get("mode")).unwrap_or(Mode::Draft);
    match screening::read(page.app(), page.actor(), form.get("text"), mode).await {
        Ok(found) => {
            let rows = crate::screening::view::rows(&page.tr(), &found);
            render(&page, StatusCode::OK, &form, Some(rows), vec![]).await
        }
        Err(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&page.tr(), &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, None, errors).await
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn render(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    found: Option<Vec<FoundRow>>,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::Regulation).await;
    shell.errors = errors;
    let chosen = mode(typed.get("mode")).map_or("draft", |_| typed.get("mode"));
    let modes = MODES.map(|(_, word)| Choice::new(word, shell.t(&format!("screening-mode-{word}")), word == chosen));
    let view = ScreeningPage { text: typed.get("text").to_owned(), modes: modes.to_vec(), found, shell };
    Ok(html::answer(status, view.render()))
}
