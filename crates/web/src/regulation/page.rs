//! 規程の設定: what the text leaves to the body.

use std::collections::BTreeSet;

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{account, org, regulation::holders, setting};
use tatefuda_domain::SystemRight;
use tatefuda_ui::{Nav, Template as _, regulation::RegulationPage, setting::ParameterView, view::FieldError};

use crate::{error::WebError, form::Form, html, page::Page, setting::view::Reader, view::words::Words};

/// `GET /regulation`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, None, vec![]).await
}

pub(crate) async fn render(
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
    tell_apart(&mut view.parameters);
    // Every parameter has a form with the same field names; ids carry the anchor of the parameter.
    let of = |form: &Form, one: &ParameterView| {
        let document = !form.has("document") || one.document == form.get("document");
        document && one.key == form.get("key") && one.scope == form.get("scope")
    };
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

/// Two documents in force may leave a value of the same key to the body; only the first has the plain id.
fn tell_apart(parameters: &mut [ParameterView]) {
    let mut seen = BTreeSet::new();
    for one in parameters {
        one.again = !seen.insert((one.key.clone(), one.scope.clone()));
        for own in &mut one.accounts {
            own.again = !seen.insert((own.key.clone(), own.scope.clone()));
        }
    }
}
