//! 公式アカウント台帳

use axum::response::Response;
use tatefuda_app::{
    Secret,
    account::{AccountTexts, ChangeState, Connect, Move, Register, ledger},
    setting,
};
use tatefuda_domain::{AccountId, SectionId, Service};
use tatefuda_ui::{Nav, Template as _, page::AccountsPage, view::Link};

use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    pages::record::supplies,
    view,
};

/// `GET /accounts`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let accounts = ledger(page.app(), page.actor()).await?;
    let documents = setting::view::documents(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Accounts).await;
    let tr = shell.tr.clone();
    let rows = accounts.iter().map(|one| view::account::row(&tr, page.zone(), &documents, one)).collect();
    let public = Link { href: format!("/public/{}/", page.session.body().slug), label: tr.text("web-public-page") };
    Ok(html::ok(AccountsPage { shell, rows, public }.render()))
}

/// `POST /accounts`
pub(crate) async fn register(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let service: Option<Service> = reader.needed("service", "not-a-service");
    let section: Option<SectionId> = reader.needed("section", "unknown-section");
    let blank = |text: String| Some(text).filter(|text| !text.is_empty());
    let name = reader.required("name");
    let (handle, url) = (reader.line("handle"), reader.line("url"));
    let (purpose, public_note) = (reader.text("purpose"), reader.text("public_note"));
    let (class, external_id) = (blank(reader.line("class")), blank(reader.line("external_id")));
    let listed = reader.ticked("listed");
    let running_until = reader.day("running_until", page.zone());
    let (Some(service), Some(section), Ok(())) = (service, section, reader.finish()) else {
        let mut again = form.reader();
        again.needed::<Service>("service", "not-a-service");
        again.needed::<SectionId>("section", "unknown-section");
        again.required("name");
        again.day("running_until", page.zone());
        let issues = again.finish().err().unwrap_or_default();
        return Err(Acted::unusable(issues).about(form, "/accounts"));
    };
    let texts = AccountTexts { name, handle, url, purpose, section, class, external_id, listed, public_note };
    match page.execute(&form, &Register { service, texts, running_until }).await {
        Ok(_) => Ok(page.done("/accounts", "account-registered")),
        Err(failed) => Err(failed.about(form, "/accounts")),
    }
}

/// `POST /accounts/{id}/start`
pub(crate) async fn start(page: Page, Id(account): Id<AccountId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    if let Err(issues) = reader.finish() {
        return Err(Acted::unusable(issues).about(form, "/accounts"));
    }
    let supplies = supplies(&form).into_iter().map(|given| given.record).collect();
    match page.execute(&form, &ChangeState { account, version, to: Move::Start, supplies }).await {
        Ok(_) => Ok(page.done("/accounts", "account-started")),
        Err(failed) => Err(failed.about(form, "/accounts")),
    }
}

/// `POST /accounts/{id}/connect`
pub(crate) async fn connect(page: Page, Id(account): Id<AccountId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    // A token is longer than a line of a form; the use-case bounds it.
    let token = Secret::new(form.get("token"));
    let expires_at = reader.day("expires", page.zone());
    if let Err(issues) = reader.finish() {
        return Err(Acted::unusable(issues).about(form, "/accounts"));
    }
    match page.execute(&form, &Connect { account, token, expires_at }).await {
        Ok(()) => Ok(page.done("/accounts", "account-connected")),
        Err(failed) => Err(failed.about(form, "/accounts")),
    }
}
