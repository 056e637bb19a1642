//! Forms about removals. They stand on the page of the post; those that bring a picture are read here.

use axum::response::Response;
use tatefuda_app::removal::{AnswerRemoval, KeepCopy, Remove};
use tatefuda_domain::{PublicationId, removal::RemovalOutcome};

use crate::{
    act::version,
    error::WebError,
    form::Form,
    page::{Acted, Id, Page},
    publication::page::{back, screen},
    record::within::supplies,
};

/// `POST /publications/{id}/removal`
pub(crate) async fn decide(
    page: Page,
    Id(publication): Id<PublicationId>,
    mut form: Form,
) -> Result<Response, WebError> {
    let to = back(&page, publication).await?;
    let picture = match screen(&page, &mut form).await {
        Ok(picture) => picture,
        Err(failure) => return Err(Acted::Failed(failure).about(form, to)),
    };
    let mut reader = form.reader();
    let version = version(&mut reader).unwrap_or_default();
    let reason = reader.text("removal_reason");
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, to));
    }
    let command = Remove { publication, version, reason, picture, supplies: supplies(&form) };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done(&to, "removal-decided")),
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// `POST /publications/{id}/removal/copy`
pub(crate) async fn copy(page: Page, Id(publication): Id<PublicationId>, mut form: Form) -> Result<Response, WebError> {
    let to = back(&page, publication).await?;
    let picture = match screen(&page, &mut form).await {
        Ok(picture) => picture,
        Err(failure) => return Err(Acted::Failed(failure).about(form, to)),
    };
    let mut reader = form.reader();
    let version = version(&mut reader).unwrap_or_default();
    let missing = reader.line("missing");
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, to));
    }
    match page.execute(&form, &KeepCopy { publication, version, picture, missing }).await {
        Ok(_) => Ok(page.done(&to, "removal-copied")),
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// `POST /publications/{id}/removal/answer`
pub(crate) async fn answer(
    page: Page,
    Id(publication): Id<PublicationId>,
    mut form: Form,
) -> Result<Response, WebError> {
    let to = back(&page, publication).await?;
    let picture = match screen(&page, &mut form).await {
        Ok(picture) => picture,
        Err(failure) => return Err(Acted::Failed(failure).about(form, to)),
    };
    let mut reader = form.reader();
    let outcome = RemovalOutcome::parse(&reader.required("outcome"));
    let version = version(&mut reader).unwrap_or_default();
    let done_at = reader.moment("date", "time", page.zone(), false);
    let done_on = reader.line("done_on");
    let words = reader.text("words");
    if outcome.is_none() {
        reader.issue("outcome", "not-a-choice");
    }
    let (Some(outcome), true) = (outcome, reader.is_sound()) else {
        let issues = reader.finish().err().unwrap_or_default();
        return Err(Acted::Unusable(issues).about(form, to));
    };
    let done_at = done_at.filter(|_| matches!(outcome, RemovalOutcome::Removed | RemovalOutcome::Gone));
    let command = AnswerRemoval { publication, version, outcome, done_at, done_on, picture, words };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done(&to, "removal-answered")),
        Err(failed) => Err(failed.about(form, to)),
    }
}
