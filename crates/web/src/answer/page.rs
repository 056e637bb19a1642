//! `GET /answers/{id}`: why was it so?

use axum::response::Response;
use tatefuda_app::{answer, org, setting::view::documents};
use tatefuda_domain::AnswerId;
use tatefuda_regulation::{Answer, Regulation, TraceLine};
use tatefuda_ui::{
    Nav, Template as _,
    answer::{AnswerPage, AnswerView, TraceRow},
    view::{Link, When},
};

use crate::{
    error::WebError,
    html, lang,
    page::{Id, Page},
    view::{self, clause},
};

/// The stored answer with every rule that was considered.
pub(crate) async fn show(page: Page, Id(id): Id<AnswerId>) -> Result<Response, WebError> {
    let stored = answer::find(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    let documents = documents(page.app(), page.actor()).await?;
    let regulation = documents
        .iter()
        .find(|one| one.governing.document == stored.document)
        .or(documents.first())
        .map(|one| &*one.governing.regulation);
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let by = chart
        .appointments
        .iter()
        .find(|one| Some(one.appointment.id) == stored.capacity && Some(one.appointment.person) == stored.person);
    let on_post = (stored.subject.kind == "post").then_some(stored.subject.id.as_str());
    let subject = match stored.subject.kind.as_str() {
        "post" => Some(Link { href: format!("/posts/{}", stored.subject.id), label: tr.text("subject-post") }),
        "account" => Some(Link { href: format!("/accounts/{}", stored.subject.id), label: tr.text("subject-account") }),
        "incident" => Some(Link { href: format!("/cases/{}", stored.subject.id), label: tr.text("subject-incident") }),
        _ => None,
    };
    let action = stored.action.as_str();
    let view = AnswerPage {
        question: view::command(&tr, action),
        by: by.map_or_else(
            || tr.text("web-the-program"),
            |one| format!("{} {}", one.person_name, view::appointment(&tr, one)),
        ),
        at: When::new(&tr, stored.at, page.zone()),
        subject,
        trace: stored.answer.trace.iter().map(|line| trace(&page, regulation, &stored.answer, line)).collect(),
        digests: AnswerView::digests(&tr, &stored.answer),
        clauses: match regulation {
            Some(regulation) => stored.answer.citations.iter().map(|one| clause(&tr, regulation, &one.id)).collect(),
            None => vec![],
        },
        answer: crate::answer::view::shown(&tr, &page.session, &stored.answer, None, on_post, false),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// A rule in words: what the answer itself said about it, else what its first clause says.
fn trace(page: &Page, regulation: Option<&Regulation>, answer: &Answer, line: &TraceLine) -> TraceRow {
    let tr = page.tr();
    let lang = lang::domain(tr.lang());
    let layer = match regulation {
        Some(regulation) if regulation.body().header.id == line.layer => {
            regulation.body().header.title.get(lang).to_owned()
        }
        Some(regulation) if regulation.house().header.id == line.layer => {
            regulation.house().header.title.get(lang).to_owned()
        }
        _ => line.layer.to_string(),
    };
    let said = answer
        .refusals
        .iter()
        .chain(&answer.notes)
        .map(|one| (&one.layer, &one.rule, &one.message))
        .chain(answer.groups.iter().map(|one| (&one.layer, &one.rule, &one.message)))
        .find(|(of, rule, _)| **of == line.layer && **rule == line.rule)
        .map(|(_, _, message)| message.get(lang).to_owned());
    let text = said.or_else(|| {
        let first = line.clauses.first()?;
        clause(&tr, regulation?, first).text
    });
    TraceRow::from_trace(&tr, line, layer, text.unwrap_or_default())
}
