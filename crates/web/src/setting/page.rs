use axum::{http::StatusCode, response::Response};
use tatefuda_app::{Failure, setting};

use super::key::{document_of, key_of};
use crate::{
    error::WebError,
    form::Form,
    page::{Acted, Page},
    regulation::page::render,
    text,
};

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
