//! Acts on a post that are not one form for one command: two forms make one command (now, or at a time), and one form makes
//! several (every send that has not begun is cancelled). The rest have their rows.

use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Failure, FieldError, execute,
    post::{self as posts, Correct, Publish},
    publication::Cancel,
};
use tatefuda_domain::{AccountId, PostId, digest::Window, publication::PublicationState};

use super::{check, show};
use crate::{
    act::version,
    error::{Situation, WebError},
    form::Form,
    page::{Acted, Id, Page},
    record::within::supplies,
};

type Answer = Result<Response, WebError>;

/// `POST /posts/{id}/schedule`
pub(crate) async fn schedule(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let window = posts::filled_from(page.app(), page.actor(), post, None).await?.1.window;
    let mut reader = form.reader();
    let version = version(&mut reader).unwrap_or_default();
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
        Err(issues) => failed(&page, post, form, Acted::Unusable(issues)).await,
    }
}

/// `POST /posts/{id}/publish`
pub(crate) async fn publish(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let mut reader = form.reader();
    let version = version(&mut reader).unwrap_or_default();
    match reader.finish() {
        Ok(()) => send(&page, post, version, None, form, "post-publishing").await,
        Err(issues) => failed(&page, post, form, Acted::Unusable(issues)).await,
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

/// `POST /posts/{id}/correct`: begins a correction, and leads to where it is written.
pub(crate) async fn correct(page: Page, Id(post): Id<PostId>, form: Form) -> Answer {
    let title = posts::filled_from(page.app(), page.actor(), post, None).await?.1.title;
    let mut reader = form.reader();
    let version = version(&mut reader).unwrap_or_default();
    let found_at = reader.moment("found_date", "found_time", page.zone(), false);
    let accounts = form.all("account").map(str::parse).collect::<Result<Vec<AccountId>, _>>().unwrap_or_else(|_| {
        reader.issue("account", "not-a-choice");
        vec![]
    });
    let what = reader.text("what");
    if let Err(issues) = reader.finish() {
        return failed(&page, post, form, Acted::Unusable(issues)).await;
    }
    let title = page.tr().with("correction-title", &[("title", title.as_str().into())]);
    // The word in front may be what makes it too long.
    let title = title.chars().take(posts::TITLE_MAX).collect();
    let command = Correct { post, version, what, found_at, title, accounts, supplies: supplies(&form) };
    match page.execute(&form, &command).await {
        Ok(saved) => Ok(page.done(&format!("/posts/{}/edit", saved.post), "post-correction-begun")),
        Err(why) => failed(&page, post, form, why).await,
    }
}

/// Back to the post after the act, or the page that says why it did not happen.
async fn finish<T>(page: &Page, post: PostId, form: Form, flash: &str, result: Result<T, Acted>) -> Answer {
    match result {
        Ok(_) => Ok(page.done(&format!("/posts/{post}"), flash).into_response()),
        Err(why) => failed(page, post, form, why).await,
    }
}

/// What is answered when an act on a post did not happen: the post with what is wrong in its form, or who can help.
pub(crate) async fn failed(page: &Page, post: PostId, form: Form, why: Acted) -> Answer {
    match why {
        Acted::Web(error) => Err(error),
        Acted::Unusable(issues) => show::again(page, post, form, issues).await,
        Acted::Failed(Failure::Invalid(errors)) => show::invalid(page, post, form, errors).await,
        Acted::Failed(Failure::Refused(refusal)) => show::refused(page, post, &form, &refusal).await,
        Acted::Failed(failure) => Err(about(post, form, failure)),
    }
}

/// The same for a step of the chain, which stands on the page of the check: it shows what changed since, and what is wrong
/// in the records given with the step.
pub(crate) async fn not_given(page: &Page, post: PostId, form: Form, why: Acted) -> Answer {
    match why {
        Acted::Unusable(_) => Err(about(post, form, Failure::Invalid(vec![FieldError::new("step", "required")]))),
        Acted::Failed(Failure::Stale(stale)) => check::stale(page, post, &form, &stale).await,
        Acted::Failed(Failure::Invalid(errors)) => check::again(page, post, &form, errors).await,
        why => failed(page, post, form, why).await,
    }
}

fn about(post: PostId, form: Form, failure: Failure) -> WebError {
    let situation = Situation { form, back: Some(format!("/posts/{post}")), post: Some(post) };
    WebError::App(failure, Box::new(situation))
}
