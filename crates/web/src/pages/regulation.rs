//! 規程の設定: what the text leaves to the body.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{Failure, account, org, regulation::holders, setting};
use tatefuda_domain::{SettingId, SystemRight};
use tatefuda_ui::{
    Nav, Template as _,
    page::RegulationPage,
    view::{FieldError, ParameterView},
};

use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    text,
    view::{
        setting::{Reader, document_of, key_of},
        words::Words,
    },
};

/// `GET /regulation`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, None, vec![]).await
}

async fn render(
    page: &Page,
    status: StatusCode,
    typed: Option<&Form>,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let now = page.now();
    let documents = setting::view::documents(page.app(), page.actor()).await?;
    let chart = org::chart(page.app(), page.actor(), now).await?;
    let mut shell = page.shell(Nav::Regulation).await;
    let tr = shell.tr.clone();
    let accounts = account::ledger(page.app(), page.actor()).await?;
    let words = Words::of(&tr, std::iter::empty(), &accounts);
    let mut held = Vec::new();
    for one in &documents {
        held.push(holders(page.app(), page.actor(), &one.governing).await?);
    }
    let meta = || page.meta(None);
    let reader = Reader {
        tr: &tr,
        zone: page.zone(),
        at: now,
        chart: &chart,
        words: &words,
        accounts: &accounts,
        person: page.actor().person,
        may: page.actor().may(SystemRight::ManageRegulation),
        typed,
        meta: &meta,
    };
    let mut view = RegulationPage {
        shell: shell.clone(),
        documents: documents.iter().map(|one| reader.document(one)).collect(),
        parameters: documents.iter().flat_map(|one| reader.parameters(one)).collect(),
        roles: documents.iter().zip(&held).flat_map(|(one, held)| reader.roles(one, held)).collect(),
        readings: documents.iter().flat_map(|one| reader.readings(one)).collect(),
        silences: documents.iter().flat_map(|one| reader.silences(one)).collect(),
    };
    // Every parameter has a form with the same field names; ids carry the anchor of the parameter.
    let of = |form: &Form, one: &ParameterView| one.key == form.get("key") && one.scope == form.get("scope");
    let all = || view.parameters.iter().flat_map(|one| std::iter::once(one).chain(&one.accounts));
    let anchor = typed.and_then(|form| all().find(|one| of(form, one)));
    let prefix = anchor.map(|one| format!("{}.", one.anchor())).unwrap_or_default();
    shell.errors = errors
        .into_iter()
        .map(|error| FieldError { field: format!("{prefix}{}", error.field), message: error.message })
        .collect();
    view.shell = shell;
    Ok(html::answer(status, view.render()))
}

/// `POST /regulation/settings`
pub(crate) async fn propose(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let key = key_of(&reader.required("key"), &reader.text("scope"));
    let value = form.all("value").collect::<Vec<_>>().join("\n");
    reader.text("value");
    let source = reader.required("source");
    let note = reader.text("note");
    let effective_from = reader.day("effective", page.zone());
    let tr = page.tr();
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, Some(&form), errors).await;
    }
    let document = match form.get("document") {
        "" => {
            let documents = setting::view::documents(page.app(), page.actor()).await?;
            document_of(&documents, &key).ok_or(WebError::NotFound)?
        }
        named => named.to_owned(),
    };
    let command = setting::ProposeSetting { document, key, value, source, note, effective_from };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done("/regulation", "setting-proposed")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, Some(&form), errors).await
        }
        Err(failed) => Err(failed.about(form, "/regulation")),
    }
}

/// `POST /regulation/settings/{id}/confirm`
pub(crate) async fn confirm(page: Page, Id(id): Id<SettingId>, form: Form) -> Result<Response, WebError> {
    match page.execute(&form, &setting::ConfirmSetting { id }).await {
        Ok(()) => Ok(page.done("/regulation", "setting-confirmed")),
        Err(failed) => Err(failed.about(form, "/regulation")),
    }
}
