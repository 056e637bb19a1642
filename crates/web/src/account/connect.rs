//! Connecting an account with its service, and how posts go out to it.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, Secret,
    account::{self, AccountView, Connect, Ends, Part},
};
use tatefuda_domain::{AccountId, account::Road};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    account::{ConnectForm, ConnectPart, RoadForm},
    view::Choice,
};

use super::page::render;
use crate::{
    error::WebError,
    form::Form,
    org::page as places,
    page::{Acted, Id, Page},
    text,
};

/// How posts go out, with what was chosen.
pub(super) fn road(page: &Page, tr: &Translator, stored: &AccountView) -> RoadForm {
    let unset = Choice::new("", tr.text("account-road-unset"), stored.road.is_none());
    let choice = |road: Road| {
        let word = road.as_str();
        Choice::new(word, tr.text(&format!("account-road-{word}")), stored.road == Some(road))
    };
    RoadForm {
        meta: page.meta(Some(stored.version)),
        roads: std::iter::once(unset).chain(Road::ALL.map(choice)).collect(),
    }
}

/// What an account is connected with, as its service takes it. No secret is given back.
pub(super) fn form(page: &Page, tr: &Translator, stored: &AccountView, typed: &Form) -> ConnectForm {
    let kind = account::kind(&stored.service);
    let part = |part: &Part| {
        let key = format!("connect-{}-{}", kind.as_str(), part.field());
        ConnectPart {
            name: part.field().to_owned(),
            label: tr.text(&key),
            hint: tr.text(&format!("{key}-hint")),
            secret: part.is_secret(),
            value: if part.is_secret() { String::new() } else { typed.get(part.field()).to_owned() },
        }
    };
    ConnectForm {
        meta: page.meta(None),
        connected: stored.connected,
        until: stored.token_expires_at.map(|at| places::day(tr, page.zone(), at)),
        over: stored.token_ends == Ends::Over,
        renewed: stored.token_renewed,
        parts: account::parts(kind).iter().map(part).collect(),
        expires: kind.ends().then(|| typed.get("expires").to_owned()),
        unconfirmed: account::unconfirmed(&stored.service)
            .iter()
            .map(|one| tr.pick(&one.ja, &one.en).to_owned())
            .collect(),
    }
}

/// `POST /accounts/{id}/connect`
pub(crate) async fn connect(page: Page, Id(account): Id<AccountId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    // A token is longer than a line of a form; the use-case bounds it.
    let token = Secret::new(form.get("token"));
    let expires_at = reader.moment("expires", "", page.zone(), true);
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await;
    }
    let connect = Connect::new(account, token, expires_at)
        .app(form.get("app_id"), Secret::new(form.get("app_secret")))
        .renewed_by(Secret::new(form.get("refresh")));
    let connect = match connect.asked(page.app(), page.actor()).await {
        Ok(connect) => page.execute(&form, &connect).await,
        Err(failure) => Err(Acted::Failed(failure)),
    };
    match connect {
        Ok(()) => Ok(page.done(&format!("/accounts/{account}"), "account-connected")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, format!("/accounts/{account}"))),
    }
}
