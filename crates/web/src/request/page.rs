//! Asking for a post, and what became of it.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, account,
    request::{self, AmendRequest, AskPost, RequestMove, RequestView},
};
use tatefuda_domain::RequestId;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Flash, Nav, Template as _,
    request::{
        RequestDecision, RequestNewPage, RequestPage, RequestPictureView, RequestTakeForm, RequestView as Shown,
    },
    view::{Choice, FieldError, Link, Tone, When},
};

use super::{
    form::{TakenIn, field_name, request_form, take_in, wish},
    view::row,
};
use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    post::look::person,
    text,
};

/// What is shown again with what was typed.
#[derive(Default)]
struct Again {
    form: Form,
    errors: Vec<FieldError>,
    /// Words were read from a file.
    read: bool,
}

impl Again {
    fn wrong(form: Form, errors: Vec<FieldError>) -> Self {
        Self { form, errors, read: false }
    }

    fn status(&self) -> StatusCode {
        if self.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    fn flash(&self, tr: &Translator) -> Option<Flash> {
        self.read.then(|| Flash { tone: Tone::Info, text: tr.text("request-read") })
    }
}

/// `GET /requests/new`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    render_new(&page, Again::default()).await
}

async fn render_new(page: &Page, again: Again) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::Requests).await;
    let status = again.status();
    shell.flash = again.flash(&shell.tr).or(shell.flash);
    let accounts = account::ledger(page.app(), page.actor()).await?;
    let form = request_form(page, &accounts, &shell.tr, None, &again.form);
    shell.errors = again.errors;
    Ok(html::answer(status, RequestNewPage { shell, form }.render()))
}

/// `POST /requests`
pub(crate) async fn ask(page: Page, mut form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let taken = match take_in(&page, &mut form).await {
        Ok(taken) => taken,
        Err(failure) => return Err(Acted::Failed(failure).about(form, "/requests/new")),
    };
    if let Some(again) = looked_at(&form, taken) {
        return render_new(&page, again).await;
    }
    let mut reader = form.reader();
    let wish = wish(&mut reader, page.zone(), None);
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return render_new(&page, Again::wrong(form, errors)).await;
    }
    match page.execute(&form, &AskPost { wish: wish.clone() }).await {
        Ok(done) => Ok(page.done(&format!("/requests/{}", done.request), "request-asked")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, field_name(&wish));
            render_new(&page, Again::wrong(form, errors)).await
        }
        Err(failed) => Err(failed.about(form, "/requests/new")),
    }
}

/// Files that were read, or are wrong, are looked at before anything is sent.
fn looked_at(form: &Form, taken: TakenIn) -> Option<Again> {
    let again = taken.read || !taken.errors.is_empty();
    again.then(|| Again { form: form.clone(), errors: taken.errors, read: taken.read })
}

/// `GET /requests/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<RequestId>) -> Result<Response, WebError> {
    render(&page, id, Again::default()).await
}

async fn render(page: &Page, id: RequestId, again: Again) -> Result<Response, WebError> {
    let found = request::find(page.app(), page.actor(), id).await?;
    let mut shell = page.shell(Nav::Requests).await;
    let tr = shell.tr.clone();
    let status = again.status();
    shell.flash = again.flash(&tr).or(shell.flash);
    shell.errors = again.errors;
    let accounts = account::ledger(page.app(), page.actor()).await?;
    let meta = || page.meta(Some(found.row.version));
    let may = |to: RequestMove| found.moves.contains(&to);
    let choice = |one: &account::AccountView| {
        let words = crate::account::view::reference(&tr, one);
        Choice::new(one.id.to_string(), format!("{} {}", words.service, words.name), found.row.account == Some(one.id))
    };
    let request = Shown {
        row: row(&tr, page.zone(), &found.row),
        stated: When::new(&tr, found.row.stated_at, page.zone()),
        pictures: found
            .pictures
            .iter()
            .map(|one| RequestPictureView { id: one.media.to_string(), alt: one.alt.clone() })
            .collect(),
        decision: decision(page, &tr, &found),
        take: may(RequestMove::Take).then(|| RequestTakeForm {
            meta: meta(),
            accounts: accounts.iter().filter(|one| !one.state.is_over()).map(choice).collect(),
        }),
        give_back: may(RequestMove::Return).then(meta),
        refuse: may(RequestMove::Refuse).then(meta),
        amend: may(RequestMove::Amend).then(|| request_form(page, &accounts, &tr, Some(&found), &again.form)),
        withdraw: may(RequestMove::Withdraw).then(meta),
        text: found.text,
        note: found.note,
        source: found.source,
    };
    Ok(html::answer(status, RequestPage { shell, request }.render()))
}

fn decision(page: &Page, tr: &Translator, found: &RequestView) -> Option<RequestDecision> {
    Some(RequestDecision {
        who: person(tr, found.decided_by.as_ref()?),
        at: When::new(tr, found.decided_at?, page.zone()),
        reason: found.reason.clone(),
        post: found.post.map(|id| Link { href: format!("/posts/{id}"), label: tr.text("request-post") }),
    })
}

/// `POST /requests/{id}`
pub(crate) async fn amend(page: Page, Id(id): Id<RequestId>, mut form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let to = format!("/requests/{id}");
    let stored = request::find(page.app(), page.actor(), id).await?;
    let taken = match take_in(&page, &mut form).await {
        Ok(taken) => taken,
        Err(failure) => return Err(Acted::Failed(failure).about(form, to)),
    };
    if let Some(again) = looked_at(&form, taken) {
        return render(&page, id, again).await;
    }
    let mut reader = form.reader();
    let version: Option<i64> = reader.needed("version", "not-a-number");
    let wish = wish(&mut reader, page.zone(), Some(&stored));
    let (Some(version), true) = (version, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return render(&page, id, Again::wrong(form, errors)).await;
    };
    match page.execute(&form, &AmendRequest { request: id, version, wish: wish.clone() }).await {
        Ok(_) => Ok(page.done(&to, "request-amended")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, field_name(&wish));
            render(&page, id, Again::wrong(form, errors)).await
        }
        Err(failed) => Err(failed.about(form, to)),
    }
}
