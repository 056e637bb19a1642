//! `GET /accounts/listed`: 規程に挙げられたアカウントとの照合

use axum::response::{IntoResponse as _, Response};
use tatefuda_app::{
    account::listed::{Difference, Listed, ListedRow, Standing, UnlistedRow, listed},
    setting::view::{DocumentSettings, documents},
};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    account::{ListedPage, ListedRow as Row, ListedStanding, UnlistedRow as Unlisted},
    view::Link,
};

use crate::{csv, error::WebError, html, lang, page::Page, view::clauses};

/// The page, or the same as CSV.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let found = listed(page.app(), page.actor()).await?;
    if page.visit.query("format") == "csv" {
        return Ok(table(&page.tr(), &found));
    }
    let documents = documents(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Accounts).await;
    let tr = shell.tr.clone();
    let lists = documents.iter().any(|one| !one.governing.regulation.body().accounts.is_empty());
    let open = i64::try_from(found.open()).unwrap_or(i64::MAX);
    let open = tr.with("listed-open", &[("n", open.into())]);
    let csv = Link { href: "/accounts/listed?format=csv".to_owned(), label: tr.text("listed-csv") };
    let rows = found.listed.iter().map(|one| row(&tr, &documents, one)).collect();
    let unlisted = found.unlisted.iter().map(|one| beyond(&tr, one)).collect();
    Ok(html::ok(ListedPage { shell, listed: rows, unlisted, lists, open, csv }.render()))
}

const fn standing(standing: Standing) -> ListedStanding {
    match standing {
        Standing::Same => ListedStanding::Same,
        Standing::Alike => ListedStanding::Alike,
        Standing::Ended => ListedStanding::Ended,
        Standing::Missing => ListedStanding::Missing,
    }
}

fn row(tr: &Translator, documents: &[DocumentSettings], one: &ListedRow) -> Row {
    let lang = lang::domain(tr.lang());
    let document = documents.iter().find(|known| known.governing.document == one.document);
    let written = [&one.handle, &one.url].into_iter().filter(|text| !text.is_empty()).cloned();
    Row {
        name: if one.name.is_empty() { one.handle.clone() } else { one.name.clone() },
        service: one.service_name.get(lang).to_owned(),
        written: written.collect(),
        document: one.document_title.get(lang).to_owned(),
        clauses: document.map_or_else(Vec::new, |known| clauses(tr, &known.governing.regulation, &one.clauses)),
        standing: standing(one.standing),
        account: one
            .account
            .map(|id| Link { href: format!("/accounts/{id}"), label: one.account_name.clone().unwrap_or_default() }),
        differences: one.differences.iter().map(|one| difference(tr, one)).collect(),
        note: Some(one.note.get(lang).to_owned()).filter(|note| !note.is_empty()),
    }
}

fn difference(tr: &Translator, one: &Difference) -> String {
    let values = [("text", one.text.as_str().into()), ("ledger", one.ledger.as_str().into())];
    tr.with(&format!("listed-field-{}", one.field), &values)
}

fn beyond(tr: &Translator, one: &UnlistedRow) -> Unlisted {
    let lang = lang::domain(tr.lang());
    Unlisted {
        account: Link { href: format!("/accounts/{}", one.account), label: one.name.clone() },
        service: one.service_name.get(lang).to_owned(),
        document: one.document_title.get(lang).to_owned(),
    }
}

fn table(tr: &Translator, found: &Listed) -> Response {
    let lang = lang::domain(tr.lang());
    let heads = [
        "listed-source",
        "account-service",
        "listed-account",
        "account-handle",
        "account-url",
        "state",
        "listed-ledger",
    ];
    let mut table = csv::Table::new(heads.iter().map(|head| tr.text(head)));
    for one in &found.listed {
        let differences: Vec<String> = one.differences.iter().map(|one| difference(tr, one)).collect();
        let source = format!("{} {}", one.document_title.get(lang), one.clauses.join(" "));
        let ledger = format!("{} {}", one.account_name.as_deref().unwrap_or_default(), differences.join(" / "));
        let cells = [
            source,
            one.service_name.get(lang).to_owned(),
            one.name.clone(),
            one.handle.clone(),
            one.url.clone(),
            tr.text(standing(one.standing).key()),
            ledger.trim().to_owned(),
        ];
        table.line(cells.into_iter());
    }
    for one in &found.unlisted {
        let (service, source) = (one.service_name.get(lang), one.document_title.get(lang));
        let cells = [source, service, "", "", "", &tr.text("listed-beyond"), &one.name].map(str::to_owned);
        table.line(cells.into_iter());
    }
    table.answer("listed-accounts.csv").into_response()
}
