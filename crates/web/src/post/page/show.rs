//! `GET /posts/{id}`: a post with its history and what can be done with it now.

use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;
use tatefuda_app::{Failure, FieldError, failure::Refusal, post as posts, request};
use tatefuda_domain::{PostId, publication::PublicationState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, Remedy};
use tatefuda_ui as ui;
use tatefuda_ui::{
    Nav, Template as _,
    answer::RefusalPage,
    post::{PostActions, PostPage, PublishForm, ReturnForm, ScheduleForm, SubmitForm},
};

use super::{Surroundings, correction};
use crate::{
    error::WebError,
    form::{Form, Issue},
    html,
    kept::{Names, kept},
    lang,
    page::{Acted, Id, Page},
    post::{look::Look, view::trail},
    publication::page::{evidence_form, held, resolve_form},
    record::{about, within},
    removal::view as removal,
    text,
    view::words::Words,
};

pub(crate) async fn show(page: Page, Id(id): Id<PostId>) -> Result<Response, WebError> {
    render(&page, id, StatusCode::OK, &Form::default(), vec![]).await
}

/// The page again, with what was typed and what is wrong with it.
pub(crate) async fn again(page: &Page, id: PostId, form: Form, issues: Vec<Issue>) -> Result<Response, WebError> {
    if !kept_by_the_page(page, id, &form).await? {
        return Err(Acted::Unusable(issues).about(form, format!("/posts/{id}")));
    }
    let errors = text::issues(&page.tr(), &issues);
    render(page, id, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
}

/// What stopped an act on the post, and the way on: who can help and, where it is the reader, the form for it.
pub(crate) async fn refused(page: &Page, id: PostId, form: &Form, refusal: &Refusal) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let mut shell = page.shell(Nav::Posts).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let preview = crate::answer::view::merge(post.targets.iter().map(|target| &target.answer));
    let offered = actions(page, &tr, &around, &post, preview.as_ref(), form);
    let (post_id, stored) = (id.to_string(), Some(refusal.id.to_string()));
    let answer = crate::answer::view::shown(&tr, &page.session, &refusal.answer, stored, Some(&post_id), false);
    if let Some(again) = &offered.submit {
        let mut open = crate::record::open::errors(&tr, &refusal.answer, &answer, &again.supplies, form);
        // What has no field here stands in the answer itself, which is the page.
        open.retain(|error| error.field.starts_with("supply"));
        shell.errors = open;
    }
    let names = Names::of(page.app(), Some(page.actor()), &tr, form).await;
    let view = RefusalPage {
        act: text::act(&tr, page.visit.path()),
        answer,
        kept: kept(&tr, form, &names),
        ask_again: offered.submit,
        back: ui::view::Link { href: format!("/posts/{id}"), label: tr.text("web-back") },
        post_id: Some(post_id),
        shell,
    };
    Ok(html::answer(StatusCode::FORBIDDEN, view.render()))
}

/// Whether the page shows again what was typed: the form is one that it offers and fills. Else the general page
/// keeps the text.
async fn kept_by_the_page(page: &Page, id: PostId, form: &Form) -> Result<bool, WebError> {
    let offers = posts::find(page.app(), page.actor(), id).await?.offers;
    Ok((form.has("comment") && offers.return_)
        || (form.has("date") && offers.schedule)
        || (form.has("what") && offers.correct))
}

/// As [`again`], for errors of the use-case.
pub(crate) async fn invalid(
    page: &Page,
    id: PostId,
    form: Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    if !kept_by_the_page(page, id, &form).await? {
        return Err(Acted::Failed(Failure::Invalid(errors)).about(form, format!("/posts/{id}")));
    }
    let name = |field: &str| match field {
        "at" => "date".to_owned(),
        "found_at" => "found_date".to_owned(),
        other => super::form::field_name(other),
    };
    let errors = text::field_errors(&page.tr(), &errors, name);
    render(page, id, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
}

async fn render(
    page: &Page,
    id: PostId,
    status: StatusCode,
    typed: &Form,
    errors: Vec<ui::view::FieldError>,
) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let mut shell = page.shell(Nav::Posts).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    if let (Some(flash), Some(done)) = (&mut shell.flash, done(page, &tr, &post)) {
        flash.text = done;
    }
    let around = Surroundings::load(page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let mut shown = crate::post::view::post(look, &post);
    waiting(page, look, &around, &post, typed, &mut shown);
    let over = post.state == tatefuda_domain::post::PostState::Withdrawn
        || (!post.targets.is_empty() && post.targets.iter().all(published));
    let answer = crate::answer::view::merge(post.targets.iter().map(|target| &target.answer));
    let post_id = id.to_string();
    let actions = actions(page, &tr, &around, &post, answer.as_ref(), typed);
    // What still stands between the post and its publication, whoever looks; the buttons follow the reader's own answer.
    let answer = crate::answer::view::merge(post.targets.iter().map(|target| &target.clearance))
        .filter(|_| !over)
        .map(|answer| crate::answer::view::shown(&tr, &page.session, &answer, None, Some(&post_id), false));
    let trail = trail(look, &post);
    let origin = request::origin(page.app(), page.actor(), post.id).await?;
    let origin = origin.map(|one| crate::request::view::origin(&tr, page.zone(), &one));
    Ok(html::answer(status, PostPage { shell, post: shown, answer, actions, trail, origin }.render()))
}

/// What was just done, in the pack's word for the step that was asked for or given.
fn done(page: &Page, tr: &Translator, post: &posts::view::PostView) -> Option<String> {
    let lang = lang::domain(tr.lang());
    let (key, step) = match page.visit.flash()? {
        "post-submitted" => {
            let clearance = crate::answer::view::merge(post.targets.iter().map(|target| &target.clearance))?;
            ("flash-post-submitted-for", crate::answer::view::next_step(&clearance, lang)?)
        }
        "post-step-given" => ("flash-post-step-given-for", post.steps.last()?.label.get(lang).to_owned()),
        _ => return None,
    };
    Some(tr.with(key, &[("step", step.into())]))
}

fn published(target: &posts::view::TargetView) -> bool {
    target.publication.as_ref().is_some_and(|one| one.state == PublicationState::Published)
}

/// Sends that wait for a person get what that person can do.
fn waiting(
    page: &Page,
    look: Look<'_>,
    around: &Surroundings,
    post: &posts::view::PostView,
    typed: &Form,
    shown: &mut ui::post::PostView,
) {
    for one in shown.targets.iter_mut().flat_map(|target| &mut target.publications) {
        let Some(stored) = post.publications.iter().find(|stored| stored.id.to_string() == one.id) else { continue };
        match stored.state {
            PublicationState::Unknown if post.offers.resolve || post.offers.deny => {
                one.resolve = Some(resolve_form(page, &post.offers, stored));
            }
            PublicationState::Published => {
                one.look = evidence_form(page, stored);
                one.removals = removal::rows(page, look, post, stored);
                one.take_down = removal::take_down(page, look, around, post, stored);
            }
            PublicationState::Held => {
                let target = post.targets.iter().find(|target| target.account == stored.account);
                let supplies = || {
                    target.map_or_else(Vec::new, |target| {
                        within::forms(page, look.tr, around, &about::about_post(post), &target.answer, typed, None)
                    })
                };
                one.held = Some(held(page, look, post, stored, supplies));
            }
            _ => {}
        }
    }
}

/// What is offered, each with a form of its own.
fn actions(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    post: &posts::view::PostView,
    answer: Option<&Answer>,
    typed: &Form,
) -> PostActions {
    let (offers, lang) = (&post.offers, lang::domain(tr.lang()));
    let meta = || page.meta(Some(post.version));
    let supplies = || {
        answer.map_or_else(Vec::new, |answer| {
            within::forms(page, tr, around, &about::about_post(post), answer, typed, None)
        })
    };
    // What is held has its own button beside it.
    let waits = |one: &posts::view::PublicationView| one.state == PublicationState::Scheduled;
    PostActions {
        edit: offers.edit,
        submit: offers.submit.then(|| SubmitForm { meta: meta(), label: submit_label(tr, post), supplies: supplies() }),
        take_back: offers.take_back.then(meta),
        check: offers.steps.first().map(|step| step.label.get(lang).to_owned()),
        send_back: offers.return_.then(|| ReturnForm { meta: meta(), comment: typed.get("comment").to_owned() }),
        schedule: offers.schedule.then(|| schedule(page, tr, post, answer, typed, supplies())),
        publish: offers.publish.then(|| PublishForm { meta: meta(), supplies: supplies() }),
        cancel: (offers.cancel && post.publications.iter().any(waits)).then(meta),
        withdraw: offers.withdraw.then(meta),
        correct: offers.correct.then(|| correction::form(page, tr, around, post, typed)),
    }
}

/// The form that passes a post on, on a page of its own; `None` where that is not possible.
pub(crate) async fn submit_form(page: &Page, id: PostId) -> Result<Option<SubmitForm>, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    if !post.offers.submit {
        return Ok(None);
    }
    let tr = page.tr();
    let around = Surroundings::load(page, &tr).await?;
    let answer = crate::answer::view::merge(post.targets.iter().map(|target| &target.answer));
    let offered = actions(page, &tr, &around, &post, answer.as_ref(), &Form::default());
    Ok(offered.submit)
}

/// What passing on is called: asking for the next step in the pack's word.
pub(crate) fn submit_label(tr: &Translator, post: &posts::view::PostView) -> String {
    let clearance = crate::answer::view::merge(post.targets.iter().map(|target| &target.clearance));
    let step = clearance.and_then(|answer| crate::answer::view::next_step(&answer, lang::domain(tr.lang())));
    submit_words(tr, step)
}

pub(crate) fn submit_words(tr: &Translator, step: Option<String>) -> String {
    match step {
        Some(step) => tr.with("web-submit-for", &[("step", step.into())]),
        None => tr.text("web-submit"),
    }
}

/// The next time that would do, where the answer finds fault with the time.
fn next_time(answer: &Answer) -> Option<Timestamp> {
    let times = answer.groups.iter().flat_map(|group| &group.alternatives).filter_map(|remedy| match remedy {
        Remedy::ChangeTime { to, .. } => *to,
        _ => None,
    });
    times.max()
}

fn schedule(
    page: &Page,
    tr: &Translator,
    post: &posts::view::PostView,
    answer: Option<&Answer>,
    typed: &Form,
    supplies: Vec<ui::record::RecordFormView>,
) -> ScheduleForm {
    let window = post.content.window;
    let begin = answer.and_then(next_time).or(window.from.map(|from| from.max(page.now())));
    let begin = begin.map(|at| at.to_zoned(page.zone().clone()));
    let date = begin.as_ref().map(|at| at.date().to_string()).unwrap_or_default();
    let time = begin.as_ref().map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
    let kept = |name: &str, default: String| if typed.has(name) { typed.get(name).to_owned() } else { default };
    let words = Words::default();
    ScheduleForm {
        meta: page.meta(Some(post.version)),
        date: kept("date", date),
        time: kept("time", time),
        window: Look { tr, zone: page.zone(), words: &words }.window(window),
        supplies,
    }
}
