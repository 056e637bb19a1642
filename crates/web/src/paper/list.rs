//! `GET /papers`: 保存した文書の一覧

use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use tatefuda_app::{
    paper::{self, PaperFilter, PaperPage},
    setting,
};
use tatefuda_domain::{AccountId, CaseId, Moment, PaperId};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    paper::{PaperRow, PaperSearch, PapersPage},
    view::{Choice, Link},
};

use super::view::{about, query, row};
use crate::{csv, error::WebError, html, lang, page::Page};

/// Most lines of the table for other programs.
const TABLE_MAX: usize = 10_000;
/// Lines on the page of an account or a case.
const NEWEST: i64 = 10;
/// What papers can be about.
const SUBJECTS: [&str; 3] = ["account", "body", "incident"];

/// The list, narrowed by form, what it is about, and words; or the same as CSV.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let asked = Asked::of(&page);
    if page.visit.query("format") == "csv" {
        return table(&page, &asked).await;
    }
    let found = paper::list(page.app(), page.actor(), asked.filter()).await?;
    let shell = page.shell(Nav::Papers).await;
    let tr = shell.tr.clone();
    let next = found.next.map(|after| Link { href: asked.address(Some(after), false), label: tr.text("web-older") });
    let csv = Link { href: asked.address(None, true), label: tr.text("paper-csv") };
    let (account, case) = asked.about_ids();
    let of = query(&[("account", &account), ("case", &case)]);
    let href = if of.is_empty() { "/papers/new".to_owned() } else { format!("/papers/new?{of}") };
    let kinds = SUBJECTS.iter().map(|kind| Choice::new(*kind, about(&tr, kind), *kind == asked.about));
    let search = PaperSearch {
        text: asked.text.clone(),
        forms: forms(&page, &tr, &asked.form).await?,
        about: kinds.collect(),
        account: Some(account).filter(|id| !id.is_empty()),
        case: Some(case).filter(|id| !id.is_empty()),
    };
    let rows = found.rows.iter().map(|one| row(&tr, page.zone(), one)).collect();
    let new = Link { href, label: tr.text("paper-new") };
    Ok(html::ok(PapersPage { shell, search, rows, new, csv, next }.render()))
}

/// The newest papers of an account or a case, for its page.
pub(crate) async fn of(
    page: &Page,
    tr: &Translator,
    account: Option<AccountId>,
    case: Option<CaseId>,
) -> Result<Vec<PaperRow>, WebError> {
    let filter = PaperFilter { account, case, limit: Some(NEWEST), ..PaperFilter::default() };
    let found = paper::list(page.app(), page.actor(), filter).await?;
    Ok(found.rows.iter().map(|one| row(tr, page.zone(), one)).collect())
}

/// What the address asks for.
struct Asked {
    form: String,
    about: String,
    account: Option<AccountId>,
    case: Option<CaseId>,
    text: String,
    after: Option<(Timestamp, PaperId)>,
}

impl Asked {
    fn of(page: &Page) -> Self {
        let query = |name: &str| page.visit.query(name).trim().to_owned();
        let short = |text: String| if text.len() <= 400 { text } else { String::new() };
        let moment = query("before").parse().ok().map(Moment::get);
        Self {
            form: short(query("form")),
            about: short(query("about")),
            account: query("account").parse().ok(),
            case: query("case").parse().ok(),
            text: short(query("q")),
            after: moment.zip(query("paper").parse().ok()),
        }
    }

    fn filter(&self) -> PaperFilter {
        PaperFilter {
            form: Some(self.form.clone()),
            subject_kind: Some(self.about.clone()),
            account: self.account,
            case: self.case,
            search: Some(self.text.clone()),
            after: self.after,
            limit: None,
        }
    }

    fn about_ids(&self) -> (String, String) {
        let text = |id: Option<String>| id.unwrap_or_default();
        (text(self.account.map(|id| id.to_string())), text(self.case.map(|id| id.to_string())))
    }

    fn address(&self, after: Option<(Timestamp, PaperId)>, csv: bool) -> String {
        let (account, case) = self.about_ids();
        let (at, id) = after.map(|(at, id)| (at.to_string(), id.to_string())).unwrap_or_default();
        let of = query(&[
            ("form", &self.form),
            ("about", &self.about),
            ("account", &account),
            ("case", &case),
            ("q", &self.text),
            ("before", &at),
            ("paper", &id),
            ("format", if csv { "csv" } else { "" }),
        ]);
        if of.is_empty() { "/papers".to_owned() } else { format!("/papers?{of}") }
    }
}

/// Forms of the documents of the body.
async fn forms(page: &Page, tr: &Translator, chosen: &str) -> Result<Vec<Choice>, WebError> {
    let lang = lang::domain(tr.lang());
    let mut found: Vec<Choice> = vec![];
    for one in setting::view::documents(page.app(), page.actor()).await? {
        for declared in one.governing.regulation.declared() {
            let id = declared.document.id.as_str();
            if found.iter().all(|known| known.value != id) {
                found.push(Choice::new(id, declared.document.label.get(lang), id == chosen));
            }
        }
    }
    Ok(found)
}

/// The whole list as a table for other programs, in the encoding that Excel takes for what it is.
async fn table(page: &Page, asked: &Asked) -> Result<Response, WebError> {
    let tr = page.tr();
    let heads = ["paper-form", "paper-number", "paper-about", "paper-account", "paper-by", "paper-at", "paper-digest"];
    let mut table = csv::Table::new(heads.iter().map(|head| tr.text(head)));
    let mut filter = PaperFilter { limit: Some(paper::PAGE_MAX), after: None, ..asked.filter() };
    let mut lines = 0;
    while lines < TABLE_MAX {
        let PaperPage { rows, next } = paper::list(page.app(), page.actor(), filter.clone()).await?;
        for found in &rows {
            let one = row(&tr, page.zone(), found);
            let (number, account) = (one.number.unwrap_or_default(), one.account.unwrap_or_default());
            let cells = [one.title, number, one.about, account, one.by, one.at.text, found.digest.to_string()];
            table.line(cells.into_iter());
            lines += 1;
        }
        let Some(after) = next else { break };
        filter.after = Some(after);
    }
    Ok(table.answer("papers.csv").into_response())
}
