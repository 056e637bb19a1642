//! 規程の手引き: the regulation clause by clause.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::regulation::handbook::{ClauseState, Entry, Handbook, handbook};
use tatefuda_domain::Localized;
use tatefuda_i18n::DateStyle;
use tatefuda_ui::{
    Nav, Template as _,
    regulation::{BookClause, BookControl, BookState, BookView, HandbookPage},
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
        clauses: book.clauses.iter().map(|entry| clause(page, shell, book, entry)).collect(),
    }
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
        text,
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
