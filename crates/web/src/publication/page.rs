//! Intended sends that wait for a person.

use axum::response::Response;
use tatefuda_app::{
    Failure,
    post::{
        self as posts,
        view::{Offers, PublicationView},
    },
    publication::{AddEvidence, Finding, Resolve, post_of, reason},
};
use tatefuda_domain::{
    MediaId, PublicationId,
    post::PostState,
    publication::{Proof, Shows},
};
use tatefuda_ui::{
    publication::{EvidenceForm, HeldView, ResolveForm, ResumeForm},
    record::RecordFormView,
    view::{Choice, Link},
};

use crate::{
    error::WebError,
    form::Form,
    page::{Acted, Id, Page},
    post::{look::Look, page::pictures::bring},
};

/// What a person can say in the form of a send whose outcome is unknown.
const SEEN: &str = "published-seen";
const STATED: &str = "published-stated";
const NOT_THERE: &str = "not-there";

/// The form of a send whose outcome is unknown.
pub(crate) fn resolve_form(page: &Page, offers: &Offers, one: &PublicationView) -> ResolveForm {
    let tr = page.tr();
    let mut outcomes = vec![];
    if offers.resolve {
        outcomes.push(SEEN);
        // What was only told counts by its address.
        outcomes.extend(one.address.as_ref().map(|_| STATED));
    }
    outcomes.extend(offers.deny.then_some(NOT_THERE));
    let wait = one.deniable_from.filter(|from| *from > page.now());
    let choice = |value: &str| {
        let choice = Choice::new(value, tr.text(&format!("resolve-{value}")), false);
        let hint = match wait.filter(|_| value == NOT_THERE) {
            Some(from) => Some(tr.with("resolve-not-before", &[("time", tr.date_time(from, page.zone()).into())])),
            None => (value == NOT_THERE).then(|| tr.text("resolve-sends-again")),
        };
        Choice { hint, ..choice }
    };
    ResolveForm {
        meta: page.meta(Some(one.version)),
        outcomes: outcomes.into_iter().map(choice).collect(),
        denied_by_others: !offers.deny,
        address: one.address.clone(),
    }
}

/// Why a send is held, by the answer that held it, and the ways on that are open to the reader.
pub(crate) fn held(
    page: &Page,
    look: Look<'_>,
    post: &posts::view::PostView,
    one: &PublicationView,
    supplies: impl Fn() -> Vec<RecordFormView>,
) -> HeldView {
    let tr = look.tr;
    let reason = one.reason.as_deref().unwrap_or("other");
    let key = format!("held-way-{reason}");
    let stored = one.answer.and_then(|id| post.answers.iter().find(|answer| answer.id == id));
    let post_id = post.id.to_string();
    // An answer that permitted is not what held it.
    let answer = stored.filter(|stored| !stored.answer.is_permitted()).map(|stored| &stored.answer);
    let shown = answer.map(|answer| crate::answer::view::shown(tr, &page.session, answer, None, Some(&post_id), false));
    let shown = shown.unwrap_or_default();
    let target = post.targets.iter().find(|target| target.account == one.account);
    let with_the_author = matches!(post.state, PostState::Returned | PostState::Withdrawn);
    let open = target.is_some_and(|target| target.answer.is_permitted()) && !with_the_author;
    let account =
        matches!(reason, reason::NOT_CONNECTED | reason::TOKEN_DEAD | reason::NO_CONNECTOR | reason::PLACE_CHANGED);
    HeldView {
        lines: shown.refusals,
        needs: shown.needs,
        way: tr.text(if tr.has(&key) { &key } else { "held-way-other" }),
        link: account.then(|| Link { href: format!("/accounts/{}", one.account), label: tr.text("held-way-account") }),
        resume: open.then(|| ResumeForm {
            meta: page.meta(Some(one.version)),
            window: look.window(post.content.window),
            supplies: supplies(),
        }),
        cancel: post.offers.cancel.then(|| page.meta(None)),
    }
}

/// The form with which somebody says what they saw of a published post.
pub(crate) fn evidence_form(page: &Page, one: &PublicationView) -> Option<EvidenceForm> {
    page.actor().capacity?;
    let tr = page.tr();
    let me = page.actor().person;
    let doubted = one.evidence.iter().any(|seen| matches!(seen.shows, Shows::Different | Shows::Gone));
    let shows = Shows::ALL.into_iter().filter(|shows| *shows != Shows::Settled || doubted);
    let posted = match &one.taking {
        Some(taking) => taking.person.id == me,
        None => one.scheduled_by.id == me,
    };
    let stated = one.evidence.iter().any(|seen| seen.grade == Proof::Stated && seen.person.id == me);
    Some(EvidenceForm {
        meta: page.meta(Some(one.version)),
        shows: shows
            .map(|shows| Choice::new(shows.as_str(), tr.text(&format!("evidence-{}", shows.as_str())), false))
            .collect(),
        another: !posted && !stated,
    })
}

/// `POST /publications/{id}/evidence`
pub(crate) async fn evidence(
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
    let shows = Shows::parse(&reader.required("shows"));
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    let seen = reader.text("seen");
    if shows.is_none() {
        reader.issue("shows", "not-a-choice");
    }
    let (Some(shows), true) = (shows, reader.is_sound()) else {
        let issues = reader.finish().err().unwrap_or_default();
        return Err(Acted::Unusable(issues).about(form, to));
    };
    let command = AddEvidence { publication, version, shows, looked_at: None, seen, url: None, picture };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done(&to, "evidence-added")),
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// The page to which acts on a send lead back.
pub(crate) async fn back(page: &Page, publication: PublicationId) -> Result<String, WebError> {
    Ok(format!("/posts/{}", post_of(page.app(), page.actor(), publication).await?))
}

/// The page of its post, and the send as it stands.
async fn read(page: &Page, publication: PublicationId) -> Result<(String, PublicationView), WebError> {
    let post = post_of(page.app(), page.actor(), publication).await?;
    let found = posts::find(page.app(), page.actor(), post).await?;
    let one = found.publications.into_iter().find(|one| one.id == publication);
    Ok((format!("/posts/{post}"), one.ok_or(Failure::NotFound)?))
}

/// A picture of the screen, where one was chosen.
pub(crate) async fn screen(page: &Page, form: &mut Form) -> Result<Option<MediaId>, Failure> {
    match form.take_files("picture").iter().find(|file| !file.name.is_empty()) {
        Some(file) => bring(page, form, "picture of the screen", file).await.map(Some),
        None => Ok(None),
    }
}

/// `POST /publications/{id}/resolve`
pub(crate) async fn resolve(
    page: Page,
    Id(publication): Id<PublicationId>,
    mut form: Form,
) -> Result<Response, WebError> {
    let (to, one) = read(&page, publication).await?;
    let picture = match screen(&page, &mut form).await {
        Ok(picture) => picture,
        Err(failure) => return Err(Acted::Failed(failure).about(form, to)),
    };
    let mut reader = form.reader();
    let outcome = reader.required("outcome");
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    let url = reader.line("url");
    let seen = reader.text("seen");
    let comment = reader.text("note");
    if ![SEEN, STATED, NOT_THERE].contains(&outcome.as_str()) {
        reader.issue("outcome", "not-a-choice");
    }
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, to));
    }
    let finding = match outcome.as_str() {
        NOT_THERE => Finding::NotThere,
        _ if one.address.is_none() => Finding::Shown { picture },
        _ => Finding::Published { url, platform_post_id: None },
    };
    // Only who says to have looked just now gives the stronger proof; the use-case checks that it is another person
    // than the one who scheduled.
    let looked = outcome != STATED;
    let command = Resolve { publication, version, finding, looked, looked_at: None, seen, comment };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done(&to, "publication-resolved")),
        Err(failed) => Err(failed.about(form, to)),
    }
}
