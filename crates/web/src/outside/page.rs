//! システム外投稿の登録

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, account,
    outside::{self, OutsideView, RegisterOutside},
};
use tatefuda_domain::outside::Through;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    outside::{OutsideForm, OutsidePage, OutsideRow},
    view::{Choice, FieldError, When},
};

use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Page},
    post::look::person,
    text as words,
};

/// `GET /outside`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), vec![]).await
}

async fn render(page: &Page, status: StatusCode, typed: &Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let found = outside::list(page.app(), page.actor()).await?;
    let accounts = account::ledger(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let chosen = |name: &str, value: &str| typed.get(name) == value;
    let kept = |name: &str| typed.get(name).to_owned();
    let form = page.actor().capacity.map(|_| OutsideForm {
        meta: page.meta(None),
        accounts: accounts
            .iter()
            .map(|one| Choice::new(one.id.to_string(), &one.name, chosen("account", &one.id.to_string())))
            .collect(),
        throughs: Through::ALL
            .into_iter()
            .map(|one| {
                let word = one.as_str();
                Choice::new(word, tr.text(&format!("outside-{word}")), chosen("through", word))
            })
            .collect(),
        date: kept("date"),
        time: kept("time"),
        text: kept("text"),
        reason: kept("reason"),
        device: kept("device"),
        url: kept("url"),
    });
    let rows = found.iter().map(|one| row(page, &tr, one)).collect();
    Ok(html::answer(status, OutsidePage { shell, rows, form }.render()))
}

fn row(page: &Page, tr: &Translator, one: &OutsideView) -> OutsideRow {
    OutsideRow {
        posted: When::new(tr, one.posted_at, page.zone()),
        account: one.account_name.clone(),
        through: tr.text(&format!("outside-{}", one.through.as_str())),
        text: one.text.clone(),
        reason: one.reason.clone(),
        device: one.device.clone(),
        url: one.url.clone(),
        who: person(tr, &one.person),
        at: When::new(tr, one.at, page.zone()),
    }
}

/// `POST /outside`
pub(crate) async fn register(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let account = reader.parsed("account", "required");
    let through = Through::parse(&reader.required("through"));
    let posted_at = reader.moment("date", "time", page.zone(), false);
    let url = reader.line("url");
    let device = reader.line("device");
    let text = reader.text("text");
    let reason = reader.text("reason");
    if account.is_none() {
        reader.issue("account", "required");
    }
    if posted_at.is_none() {
        reader.issue("date", "required");
    }
    if through.is_none() {
        reader.issue("through", "not-a-choice");
    }
    let (Some(account), Some(through), Some(posted_at), true) = (account, through, posted_at, reader.is_sound()) else {
        let issues = reader.finish().err().unwrap_or_default();
        let errors = words::issues(&tr, &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    };
    let command = RegisterOutside { account, through, posted_at, text, reason, device, url, picture: None };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done("/outside", "outside-registered")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let name = |field: &str| if field == "posted_at" { "date" } else { field }.to_owned();
            let errors = words::field_errors(&tr, &errors, name);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/outside")),
    }
}
