//! 一括取込: what came in, and what each row became.

use axum::response::Response;
use tatefuda_app::import::{self, ImportKind, ImportRowView, ImportView};
use tatefuda_domain::{ImportId, SystemRight};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    import::{ImportLine, ImportPage, ImportedRow, ImportsPage},
    view::{ClauseRef, Link, Pair, When},
};

use crate::{
    api::json::Query,
    error::WebError,
    html, lang,
    org::page as places,
    page::{Id, Page},
};

/// Where the work with accounts or with people stands in the navigation.
pub(super) const fn nav(kind: ImportKind) -> Nav {
    match kind {
        ImportKind::Accounts => Nav::Accounts,
        ImportKind::People => Nav::People,
    }
}

/// `GET /imports`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let found = import::list(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Accounts).await;
    let tr = shell.tr.clone();
    let may = ImportKind::ALL.into_iter().filter(|kind| page.actor().may(import::right(*kind)));
    let start = may.map(|kind| Link {
        href: format!("/imports/new?kind={}", kind.as_str()),
        label: tr.text(&format!("import-new-{}", kind.as_str())),
    });
    let rows = found.into_iter().map(|one| ImportLine {
        id: one.id.to_string(),
        kind: tr.text(&format!("import-kind-{}", one.kind.as_str())),
        source: one.source,
        rows: one.rows,
        by: one.by,
        at: When::new(&tr, one.at, page.zone()),
    });
    Ok(html::ok(ImportsPage { start: start.collect(), rows: rows.collect(), shell }.render()))
}

/// Which page of rows.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct From {
    /// How many rows come before.
    #[serde(default)]
    from: i64,
}

impl From {
    /// How many rows come before.
    pub(crate) fn rows(&self) -> i64 {
        self.from.max(0)
    }
}

/// `GET /imports/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<ImportId>, Query(from): Query<From>) -> Result<Response, WebError> {
    let from = from.rows();
    let found = import::find(page.app(), page.actor(), id, from).await?;
    let shell = page.shell(nav(found.import.kind)).await;
    let tr = shell.tr.clone();
    let at = |from: i64| format!("/imports/{id}?from={from}");
    let view = ImportPage {
        kind: found.import.kind.as_str().to_owned(),
        facts: facts(&page, &tr, &found.import),
        rows: found.items.into_iter().map(|one| row(&page, &tr, one)).collect(),
        before: (from > 0).then(|| at((from - import::PAGE).max(0))),
        next: found.more.then(|| at(from + import::PAGE)),
        shell,
    };
    Ok(html::ok(view.render()))
}

fn facts(page: &Page, tr: &Translator, one: &ImportView) -> Vec<Pair> {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let rows = [
        ("import-at", Some(tr.date_time(one.at, page.zone()))),
        ("import-by", text(&one.by)),
        ("import-basis", text(&one.basis)),
        ("import-until", one.until.map(|until| places::last_day(tr, page.zone(), until))),
        ("import-source", text(&one.source)),
        ("import-count", Some(one.rows.to_string())),
    ];
    rows.into_iter().filter_map(|(key, value)| Some(Pair::new(tr.text(key), value?))).collect()
}

fn row(page: &Page, tr: &Translator, one: ImportRowView) -> ImportedRow {
    let href = match one.kind.as_str() {
        "account" => Some(format!("/accounts/{}", one.id)),
        "person" if page.actor().may(SystemRight::ManageUsers) => Some(format!("/people/{}", one.id)),
        _ => None,
    };
    let lang = lang::domain(tr.lang());
    let repair = |one: tatefuda_domain::import::Repair| {
        (one.text.get(lang).to_owned(), one.clauses.into_iter().map(ClauseRef::id).collect())
    };
    ImportedRow {
        number: one.number,
        name: one.name,
        href,
        said: one.said.into_iter().map(|(field, text)| Pair::new(label(tr, &field), text)).collect(),
        repairs: one.repairs.into_iter().map(repair).collect(),
    }
}

/// A field in words.
pub(super) fn label(tr: &Translator, word: &str) -> String {
    tr.text(&format!("import-field-{}", word.replace('_', "-")))
}
