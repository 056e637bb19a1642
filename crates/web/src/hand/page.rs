//! 手作業投稿: the page of a task by hand.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use tatefuda_app::hand::{
    self, Answer, HandAnswer, Take, Took,
    view::{HandTask, HandText},
};
use tatefuda_domain::{PublicationId, hand::HandOutcome, publication::PublicationState};
use tatefuda_i18n::Lang;
use tatefuda_ui::{
    Nav, Template as _,
    hand::{AnswerForm, CarryView, CodeView, HandAccountView, HandPage, PictureView, TakeForm, TakerView},
    view::{Choice, When},
};

use super::qr;
use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    post::look::{Look, person},
    publication::{page::screen, view as sends},
};

/// `GET /hand/{id}`: what is to be posted stands there only for whoever took it, and is asked for anew each time.
pub(crate) async fn show(page: Page, Id(id): Id<PublicationId>) -> Result<Response, WebError> {
    let task = hand::sheet(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::Home).await;
    let tr = shell.tr.clone();
    let when = |at| When::new(&tr, at, page.zone());
    let shown = |answer: &tatefuda_regulation::Answer| {
        let post = task.post.to_string();
        crate::answer::view::shown(&tr, &page.session, answer, None, Some(&post), false)
    };
    let barred = task.answer.as_ref().filter(|answer| !answer.is_permitted()).map(shown).unwrap_or_default();
    let waits = task.publication.state == PublicationState::Waiting;
    let may = waits && page.actor().capacity.is_some() && task.answer.as_ref().is_some_and(|one| one.is_permitted());
    let version = Some(task.publication.version);
    let around = crate::post::page::Surroundings::load(&page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let open = matches!(task.publication.state, PublicationState::Taken | PublicationState::Unknown);
    let view = HandPage {
        id: id.to_string(),
        post: format!("/posts/{}", task.post),
        title: task.title.clone(),
        state: sends::state(task.publication.state),
        account: HandAccountView {
            name: task.account.name.clone(),
            handle: task.account.handle.clone(),
            service: match tr.lang() {
                Lang::Ja => task.account.service_ja.clone(),
                Lang::En => task.account.service_en.clone(),
            },
            url: task.account.url.clone(),
        },
        number: task.check_number.clone(),
        until: task.until.map(when),
        window: look.window(task.publication.window),
        own_device: task.own_device.clone(),
        taker: task.taking.as_ref().map(|one| TakerView {
            who: person(&tr, &one.person),
            at: when(one.at),
            device: one.posted_on.clone().or_else(|| one.device.clone()),
            said: one.said.map(|said| tr.text(&format!("hand-said-{}", said.as_str()))),
            words: one.words.clone(),
        }),
        mine: task.mine,
        stay: task.stay.as_deref().map(|word| sends::reason(&tr, word, None)),
        lines: barred.refusals,
        needs: barred.needs,
        take: may.then(|| TakeForm {
            meta: page.meta(version),
            devices: task.devices.iter().map(|one| Choice::new(one.id.to_string(), &one.number, false)).collect(),
        }),
        carry: task.text.as_ref().map(|text| carry(&page, &task, text)),
        answer: (task.mine && open).then(|| answer_form(&page, &task)),
        shell,
    };
    Ok(html::ok(view.render()))
}

fn carry(page: &Page, task: &HandTask, text: &HandText) -> CarryView {
    let tr = page.tr();
    let codes = qr::codes(&text.text);
    let of = codes.len();
    let label = |n: usize| {
        tr.with("hand-code", &[("n", n.into()), ("of", of.into()), ("number", task.check_number.as_str().into())])
    };
    let name = |rest: String| format!("{}{rest}", task.check_number);
    CarryView {
        codes: codes
            .into_iter()
            .enumerate()
            .map(|(at, code)| CodeView { label: label(at + 1), size: code.size, path: code.path })
            .collect(),
        file: (format!("/hand/{}/text", task.publication.id), name(".txt".to_owned())),
        pictures: text
            .pictures
            .iter()
            .map(|one| PictureView {
                number: one.number,
                href: format!("/media/{}", one.media),
                file: name(format!("-{}.{}", one.number, if one.mime == "image/png" { "png" } else { "jpg" })),
                alt: one.alt.clone(),
            })
            .collect(),
        text: text.text.clone(),
        link: text.link.clone(),
    }
}

fn answer_form(page: &Page, task: &HandTask) -> AnswerForm {
    let tr = page.tr();
    let now = page.now().to_zoned(page.zone().clone());
    let choice = |outcome: HandOutcome| {
        let word = outcome.as_str();
        let hint = format!("hand-{word}-hint");
        let choice = Choice::new(word, tr.text(&format!("hand-{word}")), false);
        Choice { hint: tr.has(&hint).then(|| tr.text(&hint)), ..choice }
    };
    // Once its time is over only the good news is theirs to tell.
    let late = task.publication.state == PublicationState::Unknown;
    let outcomes = HandOutcome::ALL.into_iter().filter(|one| !late || *one == HandOutcome::Posted);
    AnswerForm {
        meta: page.meta(Some(task.publication.version)),
        outcomes: outcomes.map(choice).collect(),
        example: task.publication.address.clone().filter(|_| task.has_addresses),
        posted_on: task.taking.as_ref().and_then(|one| one.device.clone()).unwrap_or_default(),
        date: now.date().to_string(),
        time: format!("{:02}:{:02}", now.hour(), now.minute()),
    }
}

/// `GET /hand/{id}/text`: the text alone, to be carried in a file.
pub(crate) async fn text(page: Page, Id(id): Id<PublicationId>) -> Result<Response, WebError> {
    let (number, text) = hand::text_file(page.app(), page.actor(), id).await?;
    let disposition = format!("attachment; filename=\"{number}.txt\"");
    let head = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((StatusCode::OK, head, text).into_response())
}

/// `POST /hand/{id}/take`
pub(crate) async fn take(page: Page, Id(publication): Id<PublicationId>, form: Form) -> Result<Response, WebError> {
    let to = format!("/hand/{publication}");
    let mut reader = form.reader();
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    let device = match form.get("device").trim() {
        "" => None,
        _ => reader.parsed("device", "unknown-device"),
    };
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, to));
    }
    match page.execute(&form, &Take { publication, version, device }).await {
        Ok(Took::Taken { .. }) => Ok(page.done(&to, "hand-taken")),
        Ok(Took::Held { .. }) => {
            let post = tatefuda_app::publication::post_of(page.app(), page.actor(), publication).await?;
            Ok(page.done(&format!("/posts/{post}"), "hand-held"))
        }
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// `POST /hand/{id}/answer`
pub(crate) async fn answer(
    page: Page,
    Id(publication): Id<PublicationId>,
    mut form: Form,
) -> Result<Response, WebError> {
    let to = format!("/hand/{publication}");
    // Who may not read it is told so before a picture is taken in.
    tatefuda_app::publication::post_of(page.app(), page.actor(), publication).await?;
    let picture = match screen(&page, &mut form).await {
        Ok(picture) => picture,
        Err(failure) => return Err(Acted::Failed(failure).about(form, to)),
    };
    let mut reader = form.reader();
    let outcome = HandOutcome::parse(&reader.required("outcome"));
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    let url = reader.line("url");
    let posted_at = reader.moment("date", "time", page.zone(), false);
    let posted_on = reader.line("posted_on");
    let words = reader.text("words");
    if outcome.is_none() {
        reader.issue("outcome", "not-a-choice");
    }
    let (Some(outcome), true) = (outcome, reader.is_sound()) else {
        let issues = reader.finish().err().unwrap_or_default();
        return Err(Acted::Unusable(issues).about(form, to));
    };
    let posted_at = posted_at.filter(|_| outcome == HandOutcome::Posted);
    let answer = HandAnswer { outcome, url, posted_at, posted_on, picture, words };
    match page.execute(&form, &Answer { publication, version, answer }).await {
        Ok(_) => Ok(page.done(&to, "hand-answered")),
        Err(failed) => Err(failed.about(form, to)),
    }
}
