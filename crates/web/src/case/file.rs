//! Files of cases: brought by a form of their own or with a step, and handed out.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use tatefuda_app::{
    Failure,
    case::{self, AddFile, FileAdded, HandedOut, ProofError, file_problem},
    execute,
};
use tatefuda_domain::{CaseFileId, CaseId};
use tatefuda_ui::view::FieldError;

use super::page::{Sent, render};
use crate::{
    error::WebError,
    form::{Chosen, Form},
    page::{Acted, Id, Page},
    text,
};

/// For what people brought: nothing in it runs, and nobody frames it.
pub(crate) const BROUGHT_CSP: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Names the file where there may be several.
fn about(page: &Page, field: &str, name: &str, failure: Failure) -> Result<Vec<FieldError>, Acted> {
    let Failure::Invalid(errors) = failure else { return Err(Acted::Failed(failure)) };
    let tr = page.tr();
    let mut errors = text::field_errors(&tr, &errors, |_| field.to_owned());
    for error in &mut errors {
        let message = std::mem::take(&mut error.message);
        error.message = tr.with("picture-error", &[("name", name.into()), ("message", message.into())]);
    }
    Ok(errors)
}

/// Brings one file; what is wrong with it is told beside its field.
pub(super) async fn bring(
    page: &Page,
    form: &Form,
    (case, step): (CaseId, Option<&str>),
    file: Chosen,
) -> Result<FileAdded, Failure> {
    let bytes = file.bytes.ok_or_else(|| Failure::Invalid(vec![file_problem(ProofError::TooLarge)]))?;
    let add = AddFile::read(case, step.map(str::to_owned), &file.name, bytes)?;
    let purpose = format!("file {} {}", file.field, file.name);
    let id = page.further_id(form, &purpose).map_err(|_| Failure::NotFound)?;
    match execute(page.app(), page.actor(), id, &add).await {
        // The same form with another file: a new act.
        Err(Failure::CommandReused) => execute(page.app(), page.actor(), page.app().env.id(), &add).await,
        done => done,
    }
}

/// Files chosen in a field. Those that are sound are kept although another is not: nobody chooses them again.
pub(super) async fn bring_all(
    page: &Page,
    form: &mut Form,
    on: (CaseId, Option<&str>),
    (field, shown): (&str, &str),
) -> Result<(Vec<FileAdded>, Vec<FieldError>), Acted> {
    let (mut kept, mut errors) = (vec![], vec![]);
    for file in form.take_files(field) {
        let name = file.name.clone();
        match bring(page, form, on, file).await {
            Ok(added) => kept.push(added),
            Err(failure) => errors.extend(about(page, shown, &name, failure)?),
        }
    }
    Ok((kept, errors))
}

/// `POST /cases/{id}/files`
pub(crate) async fn add(page: Page, Id(case): Id<CaseId>, mut form: Form) -> Result<Response, WebError> {
    let back = format!("/cases/{case}");
    let step = form.get("step").trim().to_owned();
    let step = Some(step).filter(|step| !step.is_empty());
    let brought = bring_all(&page, &mut form, (case, step.as_deref()), ("file", "file")).await;
    let (kept, mut errors) = match brought {
        Ok(brought) => brought,
        Err(failed) => return Err(failed.about(form, back)),
    };
    if kept.is_empty() && errors.is_empty() {
        errors.push(FieldError { field: "file".to_owned(), message: page.tr().text("field-file-none") });
    }
    if errors.is_empty() {
        return Ok(page.done(&back, "case-file-added"));
    }
    render(&page, StatusCode::UNPROCESSABLE_ENTITY, case, Sent { typed: &form, errors }).await
}

/// `GET /case-files/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<CaseFileId>) -> Result<Response, WebError> {
    Ok(respond(case::file(page.app(), page.actor(), id).await?))
}

/// The bytes as they were brought, to be kept and never shown as a page: nothing in them runs here.
pub(crate) fn respond(file: HandedOut) -> Response {
    let ascii: String =
        file.name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' }).collect();
    let mut whole = String::new();
    for byte in file.name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => whole.push(char::from(byte)),
            _ => whole.push_str(&format!("%{byte:02X}")),
        }
    }
    let head = [
        (header::CONTENT_TYPE, file.mime),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}")),
        (header::CONTENT_SECURITY_POLICY, BROUGHT_CSP.to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (head, file.bytes).into_response()
}
