//! One's own password.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{Failure, Secret, member::password};
use tatefuda_ui::{Nav, Template as _, member::PasswordPage, view::FieldError};

use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Page},
    text,
};

/// `GET /password`
pub(crate) async fn form(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, vec![]).await
}

async fn render(page: &Page, status: StatusCode, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let mut tx = page.app().db.read().await.map_err(Failure::from)?;
    let policy = password::policy(page.app(), &mut tx, page.actor()).await?;
    drop(tx);
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let mut rules = vec![tr.with("password-rule-length", &[("n", policy.min_length.into())])];
    if policy.min_kinds > 1 {
        rules.push(tr.with("password-rule-kinds", &[("n", policy.min_kinds.into())]));
    }
    rules.push(tr.text("password-rule-guess"));
    if !policy.clauses.is_empty() {
        rules.push(tr.with("password-rule-clauses", &[("clauses", policy.clauses.join(tr.pick("、", ", ")).into())]));
    }
    let first = page.actor().must_change_password;
    Ok(html::answer(status, PasswordPage { shell, meta: page.meta(None), first, rules }.render()))
}

/// `POST /password`
pub(crate) async fn change(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let current = reader.secret("current");
    let new = reader.secret("new");
    if new != form.get("repeat") {
        reader.issue("repeat", "password-repeat");
    }
    if let Err(issues) = reader.finish() {
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, text::issues(&tr, &issues)).await;
    }
    let id = page.command_id(&form)?;
    let (old, new) = (Secret::new(current), Secret::new(new));
    match password::change_password(page.app(), page.actor(), id, page.session.id(), &old, &new).await {
        Ok(()) => Ok(page.done("/", "password-changed")),
        Err(Failure::Invalid(errors)) => {
            let name = |field: &str| if field == "old" { "current" } else { field }.to_owned();
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, text::field_errors(&tr, &errors, name)).await
        }
        // What was typed is nobody's to read, so nothing is kept.
        Err(failure) => Err(Acted::Failed(failure).about(Form::default(), "/password")),
    }
}
