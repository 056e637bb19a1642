//! 改正: the list, one of them, and its table to print.

use axum::response::Response;
use jiff::Timestamp;
use tatefuda_app::{
    amendment::{self, AmendmentFilter, view::AmendmentView},
    setting,
};
use tatefuda_domain::{AmendmentId, Moment, SystemRight, amendment::AmendmentState};
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_ui::{
    Nav, Template as _,
    amendment::{AmendmentOpenForm, AmendmentPage, AmendmentSourceForm, AmendmentTablePage, AmendmentsPage},
    view::{Choice, FilterTab, Link, Pair},
};

pub(crate) use super::edit::show as edit;
use super::{
    edit,
    view::{groups, line, rows, say, state},
};
use crate::{
    error::WebError,
    html,
    page::{Id, Page},
};

/// `GET /amendments`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let wanted = AmendmentState::parse(page.visit.query("state").trim());
    let before: Option<Timestamp> = page.visit.query("before").parse().ok().map(Moment::get);
    let after = before.zip(page.visit.query("amendment").parse::<AmendmentId>().ok());
    let filter = AmendmentFilter { state: wanted, after, limit: None };
    let found = amendment::list(page.app(), page.actor(), filter).await?;
    let shell = page.shell(Nav::Regulation).await;
    let tr = shell.tr.clone();
    let address = |state: Option<AmendmentState>, after: Option<(Timestamp, AmendmentId)>| {
        let state = state.map(|state| format!("state={}", state.as_str()));
        let after = after.map(|(at, id)| format!("before={at}&amendment={id}"));
        let parts: Vec<String> = state.into_iter().chain(after).collect();
        if parts.is_empty() { "/amendments".to_owned() } else { format!("/amendments?{}", parts.join("&")) }
    };
    let tab = |one: Option<AmendmentState>| FilterTab {
        href: address(one, None),
        label: one.map_or_else(|| tr.text("filter-all"), |one| state(&tr, one).0),
        current: one == wanted,
    };
    let mut open = None;
    if page.actor().may(SystemRight::ManageRegulation) {
        let documents = setting::view::documents(page.app(), page.actor()).await?;
        let documents = documents.iter().filter(|one| one.governing.from.is_some()).map(|one| {
            let header = &one.governing.regulation.body().header;
            Choice::new(header.id.clone(), say(&tr, &header.title), false)
        });
        open = Some(AmendmentOpenForm { meta: page.meta(None), documents: documents.collect() });
    }
    let view = AmendmentsPage {
        filters: std::iter::once(None).chain(AmendmentState::ALL.map(Some)).map(tab).collect(),
        rows: found.items.iter().map(|one| line(&page, &tr, one)).collect(),
        next: found.next.map(|after| Link { href: address(wanted, Some(after)), label: tr.text("web-older") }),
        open,
        shell,
    };
    Ok(html::ok(view.render()))
}

/// `GET /amendments/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<AmendmentId>) -> Result<Response, WebError> {
    let found = amendment::view::find(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::Regulation).await;
    let tr = shell.tr.clone();
    let may = page.actor().may(SystemRight::ManageRegulation);
    let meta = || page.meta(Some(found.row.version));
    let (draft, proposed) = (found.row.state == AmendmentState::Draft, found.row.state == AmendmentState::Proposed);
    let own = found.proposed.as_ref().is_some_and(|one| Some(one.person) == page.actor().named());
    let picks = match may && draft {
        true => edit::picks(&page, &tr, id).await?,
        false => vec![],
    };
    let (state, tone) = state(&tr, found.row.state);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let problems = found.problems.iter().map(|one| (say(&tr, &one.message), say(&tr, &one.help)));
    let view = AmendmentPage {
        id: id.to_string(),
        title: say(&tr, &found.row.title),
        state,
        tone,
        facts: facts(&page, &tr, &found),
        problems: problems.collect(),
        rebase: (may && draft && found.moved_on).then(meta),
        moved_on: found.moved_on,
        rows: rows(&tr, &found, if may && draft { Some(&meta) } else { None }),
        groups: groups(&page, &tr, &found),
        picks,
        source: (may && draft).then(|| AmendmentSourceForm {
            meta: meta(),
            source: found.row.source.clone(),
            decision: found.decision.clone(),
            decided_on: day(found.decided_on),
            from: day(found.row.from),
        }),
        propose: (may && draft).then(meta),
        confirm: (may && proposed && !own).then(meta),
        own: proposed && own,
        give_back: (may && proposed).then(meta),
        withdraw: (may && (draft || proposed)).then(meta),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// `GET /amendments/{id}/table`
pub(crate) async fn table(page: Page, Id(id): Id<AmendmentId>) -> Result<Response, WebError> {
    let found = amendment::view::find(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::Regulation).await;
    let tr = shell.tr.clone();
    let view = AmendmentTablePage {
        id: id.to_string(),
        title: say(&tr, &found.row.title),
        facts: facts(&page, &tr, &found),
        rows: rows(&tr, &found, None),
        shell,
    };
    Ok(html::ok(view.render()))
}

fn facts(page: &Page, tr: &Translator, found: &AmendmentView) -> Vec<Pair> {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| tr.date(day, DateStyle::Gregorian)).unwrap_or_default();
    let done = |done: &Option<amendment::view::Done>| match done {
        Some(done) => {
            let when = tr.date_time(done.at, page.zone());
            format!("{} {when}\n{}", done.by, done.reason).trim().to_owned()
        }
        None => String::new(),
    };
    let opened = format!("{} {}", found.row.opened_by, tr.date_time(found.row.opened_at, page.zone()));
    let all = [
        ("amendment-base", found.base_version.clone()),
        ("amendment-source", found.row.source.clone()),
        ("amendment-decision", found.decision.clone()),
        ("amendment-decided-on", day(found.decided_on)),
        ("amendment-from", day(found.row.from)),
        ("amendment-opened-by", opened),
        ("amendment-proposed", done(&found.proposed)),
        ("amendment-confirmed", done(&found.confirmed)),
        ("amendment-returned", done(&found.returned)),
        ("amendment-withdrawn", done(&found.withdrawn)),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(key, value)| Pair::new(tr.text(key), value)).collect()
}
