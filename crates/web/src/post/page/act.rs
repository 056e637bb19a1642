//! Acts on a post that have no form of their own page: each is one command.

use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Failure, FieldError, execute,
    post::{self as posts, GiveStep, Publish, Return, Submit, TakeBack, Withdraw},
    publication::Cancel,
};
use tatefuda_domain::{Digest, PostId, digest::Window, post::Means, publication::PublicationState};

use super::{check, show};
use crate::{
    error::{Situation, WebError},
    form::{Form, Reader},
    page::{Acted, Id, Page},
    record::within::supplies,
};

type Answer = Result<Response, WebError>;

/// `POST /posts/{id}/submit`
pub(crate) async fn submit(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let version = version(&mut reader);
    let supplies = supplies(&form);
    match reader.finish() {
        Ok(()) => {
            let result = page.execute(&form, &Submit { post, version, supplies }).await;
            finish(&page, post, form, "post-submitted", result).await
        }
        Err(issues) => show::again(&page, post, form, issues).await,
    }
}

/// `POST /posts/{id}/take-back`
pub(crate) async fn take_back(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let version = version(&mut reader);
    match reader.finish() {
        Ok(()) => {
            let result = page.execute(&form, &TakeBack { post, version }).await;
            finish(&page, post, form, "post-taken-back", result).await
        }
        Err(issues) => show::again(&page, post, form, issues).await,
    }
}

/// `POST /posts/{id}/return`
pub(crate) async fn send_back(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let version = version(&mut reader);
    let comment = reader.text("comment");
    match reader.finish() {
        Ok(()) => {
            // Quoting a sentence of one account is for programs that show the text beside it; this form has no such field.
            let command = Return { post, version, comment, quote: String::new(), account: None };
            let result = page.execute(&form, &command).await;
            finish(&page, post, form, "post-returned", result).await
        }
        Err(issues) => show::again(&page, post, form, issues).await,
    }
}

/// `POST /posts/{id}/step`
pub(crate) async fn step(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let sheet: Option<Digest> = reader.needed("shown", "unreadable");
    let step = reader.required("step");
    let supplies = supplies(&form);
    let (Ok(()), Some(sheet)) = (reader.finish(), sheet) else {
        return Err(invalid("step", post, form));
    };
    let command = GiveStep { post, sheet, step, accounts: vec![], means: Means::Screen, supplies };
    match page.execute(&form, &command).await {
        Err(Acted::Failed(Failure::Stale(stale))) => check::stale(&page, post, &form, &stale).await,
        Err(Acted::Failed(Failure::Invalid(errors))) => check::again(&page, post, &form, errors).await,
        result => finish(&page, post, form, "post-step-given", result).await,
    }
}

/// `POST /posts/{id}/schedule`
pub(crate) async fn schedule(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let window = posts::filled_from(page.app(), page.actor(), post, None).await?.1.window;
    let mut reader = form.reader();
    let version = version(&mut reader);
    let at = reader.moment("date", "time", page.zone(), false);
    if at.is_none() {
        reader.issue("date", "required");
    }
    if form.get("time").trim().is_empty() {
        reader.issue("time", "required");
    }
    match reader.finish() {
        Ok(()) => {
            let at = at.map(|at| within(at, window));
            send(&page, post, version, at, form, "post-scheduled").await
        }
        Err(issues) => show::again(&page, post, form, issues).await,
    }
}

/// `POST /posts/{id}/publish`
pub(crate) async fn publish(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let version = version(&mut reader);
    match reader.finish() {
        Ok(()) => send(&page, post, version, None, form, "post-publishing").await,
        Err(issues) => show::again(&page, post, form, issues).await,
    }
}

/// Fields of a time show minutes: the minute in which the window begins means its beginning.
fn within(at: Timestamp, window: Window) -> Timestamp {
    let minute = SignedDuration::from_mins(1);
    window.from.filter(|from| at < *from && from.duration_since(at) < minute).unwrap_or(at)
}

async fn send(page: &Page, post: PostId, version: i64, at: Option<Timestamp>, form: Form, flash: &str) -> Answer {
    let supplies = supplies(&form);
    let command = Publish { post, version, at, accounts: vec![], supplies };
    let result = page.execute(&form, &command).await;
    finish(page, post, form, flash, result).await
}

/// `POST /posts/{id}/cancel`: every send that has not begun; what is held waits for a word of its own.
pub(crate) async fn cancel(page: Page, Id(id): Id<PostId>, form: Form) -> Answer {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let waits = |one: &&posts::view::PublicationView| one.state == PublicationState::Scheduled;
    let mut cancelled = Err(Acted::Failed(Failure::state("too-late-to-cancel")));
    for one in post.publications.iter().filter(waits) {
        let command = page.further_id(&form, &one.id.to_string())?;
        let result = execute(page.app(), page.actor(), command, &Cancel { publication: one.id }).await;
        cancelled = result.map_err(Acted::Failed);
        if cancelled.is_err() {
            break;
        }
    }
    finish(&page, id, form, "post-cancelled", cancelled).await
}

/// `POST /posts/{id}/withdraw`
pub(crate) async fn withdraw(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let version = version(&mut reader);
    let reason = reader.text("reason");
    match reader.finish() {
        Ok(()) => {
            let result = page.execute(&form, &Withdraw { post, version, reason }).await;
            finish(&page, post, form, "post-withdrawn", result).await
        }
        Err(issues) => show::again(&page, post, form, issues).await,
    }
}

fn version(reader: &mut Reader<'_>) -> i64 {
    reader.needed("version", "not-a-number").unwrap_or_default()
}

fn invalid(field: &str, post: PostId, form: Form) -> WebError {
    let situation = Situation { form, back: Some(format!("/posts/{post}")), post: Some(post) };
    WebError::App(Failure::Invalid(vec![FieldError::new(field, "required")]), Box::new(situation))
}

/// Back to the post after the act, or the page that says why it did not happen.
pub(crate) async fn finish<T>(page: &Page, post: PostId, form: Form, flash: &str, result: Result<T, Acted>) -> Answer {
    match result {
        Ok(_) => Ok(page.done(&format!("/posts/{post}"), flash).into_response()),
        Err(Acted::Web(error)) => Err(error),
        Err(Acted::Failed(Failure::Invalid(errors))) => show::invalid(page, post, form, errors).await,
        Err(Acted::Failed(Failure::Refused(refusal))) => show::refused(page, post, &form, &refusal).await,
        Err(Acted::Failed(failure)) => {
            let situation = Situation { form, back: Some(format!("/posts/{post}")), post: Some(post) };
            Err(WebError::App(failure, Box::new(situation)))
        }
    }
}
