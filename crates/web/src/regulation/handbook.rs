//! 規程の手引き: the regulation clause by clause.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::regulation::handbook::{ClauseState, Entry, Handbook, handbook};
use tatefuda_domain::{Localized, SystemRight};
use tatefuda_i18n::DateStyle;
use tatefuda_ui::{
    Nav, Template as _,
    regulation::{BookClause, BookControl, BookState, BookView, HandbookPage, LoadForm},
    view::{Link, When},
};

use crate::{error::WebError, html, page::Page};

/// `GET /regulation/clauses`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let wiring = crate::wiring(&tatefuda_app::registry::commands(), &page.state.config().runs);
    let books = handbook(page.app(), page.actor(), &wiring).await?;
    let shell = page.shell(Nav::Regulation).await;
    let books = books.iter().map(|book| view(&page, &shell, book)).collect();
    Ok(html::answer(StatusCode::OK, HandbookPage { shell, books }.render()))
}

fn view(page: &Page, shell: &tatefuda_ui::Shell, book: &Handbook) -> BookView {
    let header = &book.governing.regulation.body().header;
    BookView {
        title: say(shell, &header.title),
        version: header.version.clone(),
        wording: book.wording.map(|at| When::new(&shell.tr, at, page.zone())),
        load: page
            .actor()
            .may(SystemRight::ManageRegulation)
            .then(|| LoadForm { meta: page.meta(None), document: book.governing.document.clone() }),
        clauses: headed(shell, book, book.clauses.iter().map(|entry| clause(page, shell, book, entry)).collect()),
    }
}

/// The first clause of each article or section bears its heading.
fn headed(shell: &tatefuda_ui::Shell, book: &Handbook, mut clauses: Vec<BookClause>) -> Vec<BookClause> {
    let body = book.governing.regulation.body();
    let mut before = None;
    for clause in &mut clauses {
        let at = body.clause(&clause.id).and_then(|clause| clause.at.first()?.first()?.number());
        if at.is_some() && at != before {
            let heading = at.and_then(|number| body.header.headings.get(&number.to_string()));
            clause.heading = heading.map(|heading| say(shell, heading)).unwrap_or_default();
        }
        before = at;
    }
    clauses
}

/// How often a clause was applied, and since when that was counted.
fn cited(page: &Page, shell: &tatefuda_ui::Shell, book: &Handbook, entry: &Entry) -> String {
    let Some(since) = book.since else { return String::new() };
    let since = shell.tr.date(since.to_zoned(page.zone().clone()).date(), DateStyle::Gregorian);
    shell.tr.with("book-cited", &[("since", since.into()), ("n", entry.cited.to_string().into())])
}

fn say(shell: &tatefuda_ui::Shell, text: &Localized) -> String {
    text.get(crate::lang::domain(shell.tr.lang())).to_owned()
}

fn clause(page: &Page, shell: &tatefuda_ui::Shell, book: &Handbook, entry: &Entry) -> BookClause {
    let covered = &entry.covered;
    let regulation = &book.governing.regulation;
    let text = regulation.body().clause(&covered.id).map(|clause| say(shell, &clause.text)).unwrap_or_default();
    let keys = regulation.unset_parameters();
    let unset = entry.unset.iter().filter_map(|key| {
        let known = keys.iter().find(|unset| unset.key == *key)?;
        let anchor = tatefuda_ui::setting::anchor(key, "");
        Some(Link { href: format!("/regulation#{anchor}"), label: say(shell, &known.label) })
    });
    BookClause {
        id: covered.id.to_string(),
        heading: String::new(),
        text,
        wording: entry.wording.clone(),
        strength: shell.t(&format!("strength-{}", covered.strength.as_str())),
        classes: covered.class.iter().map(|class| shell.t(&format!("class-{}", class.as_str()))).collect(),
        state: match entry.state {
            ClauseState::Kept => BookState::Kept,
            ClauseState::Open => BookState::Open,
            ClauseState::CannotJudge => BookState::CannotJudge,
            ClauseState::NotConnected => BookState::NotConnected,
            ClauseState::Quiet => BookState::Quiet,
            ClauseState::Shown => BookState::Shown,
        },
        // What is only shown does nothing that a list of controls could name.
        controls: covered
            .controls
            .iter()
            .filter(|_| entry.state != ClauseState::Shown)
            .map(|control| BookControl {
                name: format!("{} {}", control.kind, control.id),
                acts: control.acts.iter().map(|act| crate::view::command(&shell.tr, act.as_str())).collect(),
                wired: control.wired,
            })
            .collect(),
        unset: unset.collect(),
        evidence: entry.evidence.map(|(id, at)| {
            (
                Link { href: format!("/answers/{id}"), label: shell.t("book-evidence") },
                When::new(&shell.tr, at, page.zone()),
            )
        }),
        cited: cited(page, shell, book, entry),
    }
}
