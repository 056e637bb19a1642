//! Starting, suspending, closing, deleting: what the regulation says to each, and the act.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    account::{AccountView, ChangeState, Move, Offer},
    publication,
};
use tatefuda_domain::{AccountId, AccountState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, Decision, Outcome};
use tatefuda_ui::{
    account::MoveView,
    view::{ClauseRef, FieldError},
};

use super::page::{about, render};
use crate::{
    answer::view::about_account,
    error::WebError,
    form::Form,
    lang,
    page::{Acted, Id, Page},
    post::page::Surroundings,
    record::within::{self, supplies},
};

const fn verb(to: Move) -> &'static str {
    match to {
        Move::Start => "start",
        Move::Suspend => "suspend",
        Move::Close => "close",
        Move::Delete => "delete",
    }
}

/// A move with what the regulation says to it. What is open can be given with it; what is refused says why.
pub(super) fn step(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    stored: &AccountView,
    offer: &Offer,
    typed: &Form,
    on_form: bool,
) -> MoveView {
    let verb = verb(offer.to);
    let again = offer.to == Move::Start && stored.state == AccountState::Suspended;
    let about = about(stored);
    let permitted = offer.answer.decision == Decision::Permitted;
    let supplies = within::forms(page, tr, around, &about, &offer.answer, typed, None);
    let open = permitted || (offer.answer.decision == Decision::Needs && !supplies.is_empty());
    MoveView {
        verb: verb.to_owned(),
        label: tr.text(&if again { "web-account-start-again".to_owned() } else { format!("web-account-{verb}") }),
        effect: tr.text(&format!("web-account-{verb}-effect")),
        silent: if permitted { silent(tr, &offer.answer) } else { vec![] },
        forward: offer.to == Move::Start,
        meta: (open && offer.lacks.is_none()).then(|| page.meta(Some(stored.version))),
        supplies: if offer.lacks.is_none() { supplies } else { vec![] },
        answer: (!permitted).then(|| about_account(tr, &page.session, &offer.answer, &about.id, on_form)),
        lacks: offer.lacks.map(|right| tr.text(&format!("forbidden-right-{}", right.as_str()))),
    }
}

/// What the text leaves unsaid about an act that it permits; of one that it does not the answer says so itself.
fn silent(tr: &Translator, answer: &Answer) -> Vec<(String, Vec<ClauseRef>)> {
    let notes = answer.notes.iter().filter(|line| line.outcome == Outcome::Silent);
    notes
        .map(|line| {
            let clauses = line.clauses.iter().map(|clause| ClauseRef::id(clause.id.as_str())).collect();
            (line.message.get(lang::domain(tr.lang())).to_owned(), clauses)
        })
        .collect()
}

/// `POST /accounts/{id}/start`
pub(crate) async fn start(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Start, "account-started").await
}

/// `POST /accounts/{id}/suspend`
pub(crate) async fn suspend(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Suspend, "account-suspended").await
}

/// `POST /accounts/{id}/close`
pub(crate) async fn close(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Close, "account-closed").await
}

/// `POST /accounts/{id}/delete`
pub(crate) async fn delete(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Delete, "account-deleted").await
}

async fn go(page: Page, Id(account): Id<AccountId>, form: Form, to: Move, flash: &str) -> Result<Response, WebError> {
    let back = format!("/accounts/{account}");
    let mut reader = form.reader();
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, back));
    }
    let waiting = publication::pending_of_account(page.app(), page.actor(), account).await?.len();
    if to != Move::Start && waiting > 0 && !form.has("pending_known") {
        // Whoever stops an account says that they know what will not go out.
        let field = format!("pending_known.{}", verb(to));
        let message = page.tr().with("account-pending-unknown", &[("n", waiting.into())]);
        let errors = vec![FieldError { field, message }];
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await;
    }
    let supplies = supplies(&form).into_iter().map(|given| given.record).collect();
    match page.execute(&form, &ChangeState { account, version, to, supplies }).await {
        Ok(_) => Ok(page.done(&back, flash)),
        Err(failed) => Err(failed.about(form, back)),
    }
}
