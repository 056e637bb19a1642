//! 緊急停止: stop all sending of the body, and end that.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    stop::{
        self, ACKNOWLEDGE, StopAll, StopScope,
        view::{NodeView, StopView},
    },
};
use tatefuda_domain::SystemRight;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    copy::NodeRow,
    stop::{EndProposal, StopPage, StopShown, TakenRow},
    view::{FieldError, Tone, When},
};

use crate::{
    error::WebError,
    form::{Form, Issue},
    html,
    page::{Acted, Page},
    post::look::person,
    text,
};

/// `GET /stop`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), vec![]).await
}

async fn render(page: &Page, status: StatusCode, typed: &Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let found = stop::view::sending(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let when = |at| When::new(&tr, at, page.zone());
    let nodes = found.nodes.iter().map(|one| {
        let (state, tone) = node(&tr, one, found.stop.is_some());
        let (id, name) = (one.node.id.to_string(), one.node.name.clone());
        NodeRow { id, name, state, tone, seen: when(one.node.seen_at), admit: None }
    });
    let view = StopPage {
        file: found.file,
        nodes: nodes.collect(),
        taken: found
            .taken
            .iter()
            .map(|one| TakenRow { who: person(&tr, &one.person), account: one.account.clone(), at: when(one.at) })
            .collect(),
        stop: found.stop.as_ref().map(|open| shown(page, &tr, open)),
        meta: page.actor().capacity.map(|_| page.meta(None)),
        reason: typed.get("reason").to_owned(),
        shell,
    };
    Ok(html::answer(status, view.render()))
}

fn shown(page: &Page, tr: &Translator, open: &StopView) -> StopShown {
    let when = |at| When::new(tr, at, page.zone());
    let (actor, stop) = (page.actor(), &open.stop);
    let ends = [SystemRight::ManageAccounts, SystemRight::ManageRegulation].iter().any(|right| actor.may(*right));
    let another = stop.end_proposed_by.is_some_and(|by| by != actor.person);
    StopShown {
        id: stop.id.to_string(),
        reason: stop.reason.clone(),
        at: when(stop.stopped_at),
        by: open.stopped_by.clone().unwrap_or_else(|| tr.text(&format!("stop-by-{}", stop.source))),
        proposal: stop.end_proposed_at.map(|at| EndProposal {
            by: open.end_proposed_by.clone().unwrap_or_default(),
            at: when(at),
            reason: stop.end_reason.clone(),
        }),
        propose: ends.then(|| page.meta(Some(stop.version))),
        end: (ends && another).then(|| page.meta(Some(stop.version))),
    }
}

/// Where a node stands, in words.
pub(crate) fn node(tr: &Translator, one: &NodeView, stopped: bool) -> (String, Tone) {
    let standing = || (tr.text(&format!("node-{}", one.node.standing)), Tone::Warn);
    match &one.seen {
        Some(seen) if stopped && seen.acknowledged_at.is_some() => (tr.text("node-acknowledged"), Tone::Good),
        Some(seen) if stopped && one.alive => (tr.with("node-in-hand", &[("n", seen.in_hand.into())]), Tone::Warn),
        _ if !one.alive => (tr.text("node-silent"), Tone::Warn),
        _ if stopped => (tr.text("node-not-yet"), Tone::Warn),
        _ if one.node.standing == "sound" => (tr.text("node-sound"), Tone::Good),
        _ => standing(),
    }
}

/// The page again with what is wrong in a form on it.
pub(crate) async fn again(page: &Page, form: &Form, issues: &[Issue]) -> Result<Response, WebError> {
    let errors = text::issues(&page.tr(), issues);
    render(page, StatusCode::UNPROCESSABLE_ENTITY, form, errors).await
}

/// `POST /stop`: stored at once; then the machines are given a moment to say that they have seen it.
pub(crate) async fn begin(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let reason = reader.required("reason");
    if let Err(issues) = reader.finish() {
        return again(&page, &form, &issues).await;
    }
    let command = StopAll { reason, scope: StopScope::Body, by_file: false };
    match page.execute(&form, &command).await {
        Ok(_) => {
            stop::acknowledge(page.app(), page.actor().tenant, ACKNOWLEDGE).await?;
            Ok(page.done("/stop", "stopped"))
        }
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&page.tr(), &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/stop")),
    }
}
