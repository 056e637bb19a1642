//! `GET /cases/new`: what can be opened, and opening it.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, account,
    case::{self, OpenCase, PostInput, ReportIncident},
};
use tatefuda_domain::AccountId;
use tatefuda_regulation::ProcedureSubject;
use tatefuda_ui::{
    Nav, Template as _,
    case::{CaseOpenPage, IncidentFields, OpenableView},
    view::{Choice, ClauseRef, FieldError},
};

use super::concern::{chosen_post, offered};
use crate::{
    error::WebError,
    form::{Form, Reader},
    html, lang,
    page::{Acted, Page},
    text,
};

/// The form whose name stands for the report that begins something by itself.
const REPORT: &str = "report";

/// `GET /cases/new?account=`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    let account = page.visit.query("account").trim().to_owned();
    render(&page, StatusCode::OK, &account, "", &Form::default(), vec![]).await
}

async fn render(
    page: &Page,
    status: StatusCode,
    account: &str,
    sent: &str,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    // An address that names no account of the ledger names none.
    let ledger = account::ledger(page.app(), page.actor()).await?;
    let chosen = ledger.iter().find(|one| one.id.to_string() == account).map(|one| one.id);
    let mut list = case::openable(page.app(), page.actor(), chosen).await?;
    // What a person can open stands first; what only others can is there to be known.
    list.sort_by_key(|one| !one.mine);
    let report = case::begins_by_report(page.app(), page.actor(), chosen).await?;
    let known = case::concernable(page.app(), page.actor(), chosen).await?;
    let mut shell = page.shell(Nav::Cases).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let lang = lang::domain(tr.lang());
    let accounts = ledger.iter().map(|one| {
        let words = crate::account::view::reference(&tr, one);
        Choice::new(one.id.to_string(), format!("{} {}", words.service, words.name), Some(one.id) == chosen)
    });
    let view = CaseOpenPage {
        accounts: accounts.collect(),
        account: chosen.map(|id| id.to_string()).unwrap_or_default(),
        list: list
            .iter()
            .map(|one| OpenableView {
                procedure: one.procedure.clone(),
                document: one.document.clone(),
                label: one.label.get(lang).to_owned(),
                clauses: one.clauses.iter().map(|clause| ClauseRef::id(clause.id.as_str())).collect(),
                who: one.who.iter().map(|who| who.get(lang).to_owned()).collect(),
                meta: one.mine.then(|| page.meta(None)),
                incident: one.subject == ProcedureSubject::Incident,
            })
            .collect(),
        report: report.then(|| page.meta(None)),
        typed: IncidentFields {
            title: typed.get("title").to_owned(),
            detected_date: typed.get("detected_date").to_owned(),
            detected_time: typed.get("detected_time").to_owned(),
            reported_date: typed.get("reported_date").to_owned(),
            reported_time: typed.get("reported_time").to_owned(),
            urls: typed.get("urls").to_owned(),
            offered: offered(&tr, page.zone(), &known, typed.get("post")),
        },
        sent: sent.to_owned(),
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// `POST /cases`
pub(crate) async fn open(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let procedure = reader.required("procedure");
    let account: Option<AccountId> = reader.parsed("account", "unknown-account");
    let document = reader.line("document");
    let title = reader.line("title");
    let detected_at = reader.moment("detected_date", "detected_time", page.zone(), false);
    let reported_at = reader.moment("reported_date", "reported_time", page.zone(), false);
    let posts = posts(&mut reader);
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return again(&page, &procedure, &form, errors).await;
    }
    let document = Some(document).filter(|document| !document.is_empty());
    let act = OpenCase {
        procedure: procedure.clone(),
        account,
        person: None,
        title,
        detected_at,
        reported_at,
        posts,
        document,
    };
    match page.execute(&form, &act).await {
        Ok(done) => Ok(page.done(&format!("/cases/{}", done.case), "case-opened")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            again(&page, &procedure, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/cases/new")),
    }
}

/// `POST /incidents`
pub(crate) async fn report(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let account: Option<AccountId> = reader.parsed("account", "unknown-account");
    let title = reader.required("title");
    let detected_at = reader.moment("detected_date", "detected_time", page.zone(), false);
    let reported_at = reader.moment("reported_date", "reported_time", page.zone(), false);
    let posts = posts(&mut reader);
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return again(&page, REPORT, &form, errors).await;
    }
    match page.execute(&form, &ReportIncident { account, title, detected_at, reported_at, posts }).await {
        Ok(done) => Ok(page.done(&format!("/cases/{}", done.case), "case-opened")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            again(&page, REPORT, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/cases/new")),
    }
}

/// The fields of a form are told apart by its name: several stand on the page.
fn named(sent: &str, field: &str) -> String {
    match field {
        "title" => format!("{sent}.title"),
        "detected_at" | "detected_date" => format!("{sent}.date"),
        "detected_time" => format!("{sent}.time"),
        "reported_at" | "reported_date" => format!("{sent}.reported-date"),
        "reported_time" => format!("{sent}.reported-time"),
        posts if posts.ends_with(".url") => format!("{sent}.urls"),
        posts if posts == "post" || posts.starts_with("posts.") => format!("{sent}.post"),
        "urls" => format!("{sent}.urls"),
        other => other.to_owned(),
    }
}

async fn again(page: &Page, sent: &str, form: &Form, mut errors: Vec<FieldError>) -> Result<Response, WebError> {
    for error in &mut errors {
        error.field = named(sent, &error.field);
    }
    render(page, StatusCode::UNPROCESSABLE_ENTITY, form.get("account"), sent, form, errors).await
}

/// The posts that were named with a report: one that was chosen, and addresses, one a line.
fn posts(reader: &mut Reader<'_>) -> Vec<PostInput> {
    let mut posts: Vec<PostInput> = chosen_post(reader).into_iter().collect();
    let urls = reader.text("urls");
    let urls = urls.lines().map(str::trim).filter(|line| !line.is_empty());
    posts.extend(urls.map(|url| PostInput { url: Some(url.to_owned()), ..PostInput::default() }));
    posts
}
