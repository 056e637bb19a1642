//! `GET /accounts`: 公式アカウント台帳の一覧

use axum::response::{IntoResponse as _, Response};
use tatefuda_app::{
    account::{self, AccountView, LINES, ledger},
    org, setting,
};
use tatefuda_domain::{AccountState, SectionId, SystemRight};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    account::{AccountSearch, AccountState as Shown, AccountsPage},
    view::{Choice, FilterTab, Link},
};

use super::{owner::unit, view};
use crate::{csv, error::WebError, html, lang, org::page as places, page::Page, text};

/// The ledger, narrowed by state, section and words; or the same as CSV, in columns that can be brought in again.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let asked = Asked::of(&page);
    let found: Vec<AccountView> =
        ledger(page.app(), page.actor()).await?.into_iter().filter(|one| asked.wants(one)).collect();
    if page.visit.query("format") == "csv" {
        return Ok(table(&page.tr(), &found));
    }
    let documents = setting::view::documents(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Accounts).await;
    let tr = shell.tr.clone();
    let tab = |wanted: Option<Shown>| FilterTab {
        href: asked.address(wanted, false),
        label: wanted.map_or_else(|| tr.text("filter-all"), |one| tr.text(one.key())),
        current: wanted == asked.state,
    };
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let chosen = asked.section.map(|id| id.to_string()).unwrap_or_default();
    let all = Choice::new("", tr.text("account-search-all"), chosen.is_empty());
    let view = AccountsPage {
        rows: found.iter().map(|one| view::row(&tr, page.zone(), &documents, one)).collect(),
        filters: std::iter::once(None).chain(STATES.map(Some)).map(tab).collect(),
        search: AccountSearch {
            state: asked.state.map(|state| word(state).to_owned()),
            text: asked.text.clone(),
            sections: std::iter::once(all).chain(places::sections(&tr, &chart, &chosen)).collect(),
        },
        csv: Link { href: asked.address(asked.state, true), label: tr.text("account-csv") },
        public: Link { href: format!("/public/{}/", page.session.body().slug), label: tr.text("web-public-page") },
        may_register: account::may_register(page.app(), page.actor()).await?,
        may_import: page.actor().may(SystemRight::ManageAccounts),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// The states in the words of the screens, in the order of a life.
const STATES: [Shown; 4] = [Shown::Preparing, Shown::Active, Shown::Suspended, Shown::Ended];

const fn word(state: Shown) -> &'static str {
    match state {
        Shown::Preparing => AccountState::Preparing.as_str(),
        Shown::Active => AccountState::Active.as_str(),
        Shown::Suspended => AccountState::Suspended.as_str(),
        Shown::Ended => AccountState::Closed.as_str(),
    }
}

/// What the address asks for.
struct Asked {
    state: Option<Shown>,
    section: Option<SectionId>,
    text: String,
}

impl Asked {
    fn of(page: &Page) -> Self {
        let query = |name: &str| page.visit.query(name).trim().to_owned();
        let text = query("q");
        Self {
            state: STATES.into_iter().find(|state| word(*state) == query("state")),
            section: query("of").parse().ok(),
            text: if text.len() <= 400 { text } else { String::new() },
        }
    }

    /// An account of several sections is found under each of them.
    fn wants(&self, one: &AccountView) -> bool {
        let theirs = |section: SectionId| {
            one.section == section || one.shares.iter().any(|share| share.now && share.section == section)
        };
        let text = self.text.to_lowercase();
        self.state.is_none_or(|state| view::state(one.state) == state)
            && self.section.is_none_or(theirs)
            && [&one.name, &one.handle, &one.url, &one.purpose].iter().any(|said| said.to_lowercase().contains(&text))
    }

    fn address(&self, state: Option<Shown>, csv: bool) -> String {
        let mut parts: Vec<String> = state.map(|state| format!("state={}", word(state))).into_iter().collect();
        parts.extend(self.section.map(|section| format!("of={section}")));
        if !self.text.is_empty() {
            parts.push(format!("q={}", text::query_value(&self.text)));
        }
        parts.extend(csv.then(|| "format=csv".to_owned()));
        if parts.is_empty() { "/accounts".to_owned() } else { format!("/accounts?{}", parts.join("&")) }
    }
}

/// The fields of a table that comes in, in their order.
const HEADS: [&str; 10] =
    ["service", "name", "handle", "section", "shared-with", "url", "purpose", "class", "external-id", "mail"];

fn table(tr: &Translator, found: &[AccountView]) -> Response {
    let lang = lang::domain(tr.lang());
    let heads =
        HEADS.iter().map(|field| (*field).to_owned()).chain(LINES.iter().map(|line| line.name.replace('_', "-")));
    let heads = heads.map(|field| tr.text(&format!("import-field-{field}")));
    let mut table = csv::Table::new(heads.chain([tr.text("state"), tr.text("account-unit")]));
    for one in found {
        let others = one.shares.iter().filter(|share| share.now).map(|share| share.section_name.get(lang));
        let others: Vec<&str> = others.collect();
        let cells = [
            one.service.to_string(),
            one.name.clone(),
            one.handle.clone(),
            one.section_name.get(lang).to_owned(),
            others.join("、"),
            one.url.clone(),
            one.purpose.clone(),
            one.class.clone().unwrap_or_default(),
            one.external_id.clone().unwrap_or_default(),
            one.mail.clone(),
        ];
        let lines = LINES.iter().map(|line| (line.of)(one));
        let more = [tr.text(view::state(one.state).key()), unit(tr, one)];
        table.line(cells.into_iter().chain(lines).chain(more));
    }
    table.answer("accounts.csv").into_response()
}
