//! The login of an account was changed: shown on the account's page.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    command::Secret,
    login::{self, ChangeLogin},
};
use tatefuda_domain::{AccountId, LoginEventId};
use tatefuda_i18n::Translator;
use tatefuda_regulation::Decision;
use tatefuda_ui::{
    account::LoginView,
    answer::{AnswerView, Reader},
    view::When,
};

use super::page::render;
use crate::{
    act::{Act, Made, Row},
    error::WebError,
    form::Form,
    page::{Acted, Id, Page},
    text,
};

impl Act for ChangeLogin {
    const ROW: Row = Row::post(
        "/accounts/{id}/login",
        "login.change",
        "accounts",
        "Says that the login was changed just now; the password is looked at and not kept.",
    )
    .on("account")
    .makes()
    .fails(&[403, 404, 422]);
    type Shown = Made;
}

/// How the login stands; none: no text is in force that could be asked.
pub(super) async fn view(page: &Page, tr: &Translator, id: AccountId) -> Result<Option<LoginView>, WebError> {
    let offer = match login::offer(page.app(), page.actor(), id).await {
        Err(Failure::State { .. } | Failure::Unreadable(_)) => return Ok(None),
        offer => offer?,
    };
    let person = page.actor().person.to_string();
    let account = id.to_string();
    let reader = Reader { person: &person, account: Some(&account), zone: Some(page.zone()), ..Reader::default() };
    let shown = offer.answer.decision == Decision::Refused && !offer.open;
    Ok(Some(LoginView {
        changed: offer.changed_at.map(|at| When::new(tr, at, page.zone())),
        answer: shown.then(|| AnswerView::from_answer(tr, &offer.answer, None, Some(&reader))),
        meta: offer.open.then(|| page.meta(None)),
        password: offer.password,
    }))
}

/// `POST /accounts/{id}/login`
pub(crate) async fn change(page: Page, Id(account): Id<AccountId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let back = format!("/accounts/{account}");
    // What was typed is never given back.
    let change = ChangeLogin { account, password: Secret::new(form.get("password")), supplies: vec![] };
    let done: Result<LoginEventId, Acted> = page.execute(&form, &change).await;
    match done {
        Ok(_) => Ok(page.done(&back, "login-changed")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &Form::default(), errors).await
        }
        Err(failed) => Err(failed.about(Form::default(), back)),
    }
}
