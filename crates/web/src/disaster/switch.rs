//! Beginning and ending the disaster mode: records of the body, given from the page on which everything else of it stands.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    disaster::{END, START},
    record::{GiveRecord, Given, Supply},
};

use super::page::render;
use crate::{
    error::WebError,
    form::Form,
    page::{Acted, Page},
    text,
};

/// `POST /disaster/start`
pub(crate) async fn start(page: Page, form: Form) -> Result<Response, WebError> {
    give(page, form, START, "name", "disaster-started").await
}

/// `POST /disaster/end`
pub(crate) async fn end(page: Page, form: Form) -> Result<Response, WebError> {
    give(page, form, END, "reason", "disaster-ended").await
}

async fn give(page: Page, form: Form, kind: &str, field: &str, flash: &str) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let said = reader.required("text");
    let valid_from = reader.moment("date", "time", page.zone(), false);
    if valid_from.is_some_and(|at| page.now() < at) {
        reader.issue("date", "in-the-future");
    }
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&page.tr(), &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    }
    let fields = BTreeMap::from([(field.to_owned(), said)]);
    let record = Supply { kind: kind.to_owned(), fields, valid_from, valid_until: None };
    let act = GiveRecord { record, on: Given::Body, shown: None, document: None };
    match page.execute(&form, &act).await {
        Ok(_) => Ok(page.done("/disaster", flash)),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let name = |field: &str| if field.starts_with("fields.") { "text" } else { "date" }.to_owned();
            let errors = text::field_errors(&page.tr(), &errors, name);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/disaster")),
    }
}
