//! Intended sends that wait for a person.

use axum::response::Response;
use tatefuda_app::{
    post::view::PublicationView,
    publication::{Cancel, Finding, Reschedule, Resolve},
};
use tatefuda_domain::PublicationId;
use tatefuda_ui::view::{Choice, ResolveForm};

use crate::{
    error::WebError,
    form::Form,
    page::{Acted, Id, Page},
    pages::record::supplies,
};

/// What a person can say in the form of a send that waits.
const SEEN: &str = "published-seen";
const STATED: &str = "published-stated";
const NOT_THERE: &str = "not-there";
const SEND_NOW: &str = "send-now";
const CANCEL: &str = "cancel";

/// The form of a send that waits for a person; `None` where nothing waits.
pub(crate) fn resolve_form(page: &Page, one: &PublicationView) -> Option<ResolveForm> {
    use tatefuda_domain::publication::PublicationState as S;
    let tr = page.tr();
    let values: &[&str] = match one.state {
        S::Unknown => &[SEEN, STATED, NOT_THERE],
        S::Held => &[SEND_NOW, CANCEL],
        _ => return None,
    };
    let outcomes = values.iter().map(|value| Choice::new(*value, tr.text(&format!("resolve-{value}")), false));
    Some(ResolveForm {
        meta: page.meta(Some(one.version)),
        outcomes: outcomes.collect(),
        url: String::new(),
        note: String::new(),
    })
}

/// `POST /publications/{id}/resolve`
pub(crate) async fn resolve(page: Page, Id(publication): Id<PublicationId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let outcome = reader.required("outcome");
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    let url = reader.line("url");
    let comment = reader.text("note");
    if ![SEEN, STATED, NOT_THERE, SEND_NOW, CANCEL].contains(&outcome.as_str()) {
        reader.issue("outcome", "not-a-choice");
    }
    if let Err(issues) = reader.finish() {
        return Err(Acted::unusable(issues).about(form, back(&page)));
    }
    let result = match outcome.as_str() {
        CANCEL => page.execute(&form, &Cancel { publication }).await.map(drop),
        SEND_NOW => {
            let supplies = supplies(&form);
            page.execute(&form, &Reschedule { publication, version, at: None, supplies }).await.map(drop)
        }
        _ => {
            let finding = match outcome.as_str() {
                NOT_THERE => Finding::NotThere,
                _ => Finding::Published { url, platform_post_id: None },
            };
            // Only who says to have looked just now gives the stronger proof; the use-case checks that it is
            // another person than the one who scheduled.
            let looked = outcome != STATED;
            page.execute(&form, &Resolve { publication, version, finding, looked, comment }).await.map(drop)
        }
    };
    finish(&page, form, "publication-resolved", result)
}

/// `POST /publications/{id}/cancel`
pub(crate) async fn cancel(page: Page, Id(publication): Id<PublicationId>, form: Form) -> Result<Response, WebError> {
    let result = page.execute(&form, &Cancel { publication }).await.map(drop);
    finish(&page, form, "publication-cancelled", result)
}

/// `POST /publications/{id}/reschedule`
pub(crate) async fn reschedule(
    page: Page,
    Id(publication): Id<PublicationId>,
    form: Form,
) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    let at = reader.moment("date", "time", page.zone(), false);
    if let Err(issues) = reader.finish() {
        return Err(Acted::unusable(issues).about(form, back(&page)));
    }
    let supplies = supplies(&form);
    let result = page.execute(&form, &Reschedule { publication, version, at, supplies }).await.map(drop);
    finish(&page, form, "publication-rescheduled", result)
}

fn finish(page: &Page, form: Form, flash: &str, result: Result<(), Acted>) -> Result<Response, WebError> {
    let to = back(page);
    match result {
        Ok(()) => Ok(page.done(&to, flash)),
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// The page from which the form was sent, where that was a post.
fn back(page: &Page) -> String {
    match page.visit.came_from() {
        path if path.starts_with("/posts/") => path.to_owned(),
        _ => "/posts".to_owned(),
    }
}
