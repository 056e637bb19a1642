//! Adding to something that happened: a post that it concerns, and what was told to whom.

use axum::{http::StatusCode, response::Response};
use jiff::tz::TimeZone;
use tatefuda_app::{
    Failure,
    case::{AddPost, PostInput, Tell, view as app},
};
use tatefuda_domain::CaseId;
use tatefuda_i18n::Translator;
use tatefuda_ui::view::{Choice, FieldError};

use super::{
    page::{Sent, render},
    view::concerned,
};
use crate::{
    error::WebError,
    form::{Form, Reader},
    page::{Acted, Id, Page},
    text,
};

/// Posts to choose from, as they are sent.
pub(super) fn offered(tr: &Translator, zone: &TimeZone, known: &[app::ConcernedView], chosen: &str) -> Vec<Choice> {
    let choice = |one: &app::ConcernedView| {
        let value = match (one.publication, one.outside) {
            (Some(id), _) => format!("own:{id}"),
            (None, Some(id)) => format!("outside:{id}"),
            (None, None) => return None,
        };
        let row = concerned(tr, zone, one);
        let when = one.posted_at.map(|at| tr.date_time(at, zone)).or(row.state).unwrap_or_default();
        let label = [row.account, when, row.text].map(|part| part.trim().to_owned());
        let label: Vec<String> = label.into_iter().filter(|part| !part.is_empty()).collect();
        let selected = value == chosen;
        Some(Choice::new(value, label.join("　"), selected))
    };
    known.iter().filter_map(choice).collect()
}

/// The post that was chosen from the list.
pub(super) fn chosen_post(reader: &mut Reader<'_>) -> Option<PostInput> {
    let chosen = reader.line("post");
    let input = match chosen.split_once(':') {
        None if chosen.is_empty() => return None,
        Some(("own", id)) => id.parse().ok().map(|id| PostInput { publication: Some(id), ..PostInput::default() }),
        Some(("outside", id)) => id.parse().ok().map(|id| PostInput { outside: Some(id), ..PostInput::default() }),
        _ => None,
    };
    if input.is_none() {
        reader.issue("post", "not-a-choice");
    }
    input
}

/// The page again with what was typed, or the page that says what came between.
async fn again(
    page: &Page,
    case: CaseId,
    form: Form,
    failed: Acted,
    name: impl Fn(&str) -> String,
) -> Result<Response, WebError> {
    let tr = page.tr();
    let errors: Vec<FieldError> = match failed {
        Acted::Unusable(issues) => text::issues(&tr, &issues),
        Acted::Failed(Failure::Invalid(errors)) => text::field_errors(&tr, &errors, name),
        failed => return Err(failed.about(form, format!("/cases/{case}"))),
    };
    render(page, StatusCode::UNPROCESSABLE_ENTITY, case, Sent { typed: &form, errors }).await
}

/// `POST /cases/{id}/posts`
pub(crate) async fn post(page: Page, Id(case): Id<CaseId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let chosen = chosen_post(&mut reader);
    let url = reader.line("url");
    let name = |field: &str| if field == "url" { "url" } else { "post" }.to_owned();
    if let Err(issues) = reader.finish() {
        return again(&page, case, form, Acted::Unusable(issues), name).await;
    }
    let mut post = chosen.unwrap_or_default();
    if !url.is_empty() {
        post.url = Some(url);
    }
    match page.execute(&form, &AddPost { case, post }).await {
        Ok(_) => Ok(page.done(&format!("/cases/{case}"), "case-post-added")),
        Err(failed) => again(&page, case, form, failed, name).await,
    }
}

/// `POST /cases/{id}/told`
pub(crate) async fn tell(page: Page, Id(case): Id<CaseId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let (whom, how) = (reader.required("whom"), reader.line("how"));
    let text = reader.text("text");
    let told_at = reader.moment("date", "time", page.zone(), false);
    let name = |field: &str| if field == "told_at" { "date" } else { field }.to_owned();
    if let Err(issues) = reader.finish() {
        return again(&page, case, form, Acted::Unusable(issues), name).await;
    }
    match page.execute(&form, &Tell { case, whom, how, text, told_at }).await {
        Ok(_) => Ok(page.done(&format!("/cases/{case}"), "case-told-added")),
        Err(failed) => again(&page, case, form, failed, name).await,
    }
}
