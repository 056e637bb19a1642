//! Lines of the ledger.

use jiff::tz::TimeZone;
use tatefuda_app::{
    account::{AccountView, Ends},
    setting::view::DocumentSettings,
};
use tatefuda_domain::AccountState;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    account::{AccountRef, AccountRow, AccountState as Shown, Connector},
    view::When,
};

use crate::lang;

/// The state in the words of the screens.
pub(crate) fn state(state: AccountState) -> Shown {
    match state {
        AccountState::Preparing => Shown::Preparing,
        AccountState::Active | AccountState::Transition => Shown::Active,
        AccountState::Suspended => Shown::Suspended,
        AccountState::Closed | AccountState::Deleted => Shown::Ended,
    }
}

/// A line of the ledger.
pub(crate) fn row(
    tr: &Translator,
    zone: &TimeZone,
    documents: &[DocumentSettings],
    account: &AccountView,
) -> AccountRow {
    let lang = lang::domain(tr.lang());
    let document = documents.iter().find(|one| one.governing.covers(&account.service));
    let mut repairs = Vec::new();
    if account.url.is_empty() {
        repairs.push((tr.text("account-repair-url"), vec![]));
    }
    if let Some(until) = account.transition_until.filter(|_| account.state == AccountState::Transition) {
        let until = tr.date(until.to_zoned(zone.clone()).date(), tatefuda_i18n::DateStyle::Gregorian);
        repairs.push((tr.with("account-repair-transition", &[("until", until.into())]), vec![]));
    }
    let ends = account.token_expires_at.filter(|_| account.token_ends == Ends::Soon);
    if let Some(at) = ends {
        let until = tr.date(at.to_zoned(zone.clone()).date(), tatefuda_i18n::DateStyle::Gregorian);
        repairs.push((tr.with("account-repair-connection", &[("until", until.into())]), vec![]));
    }
    AccountRow {
        id: account.id.to_string(),
        service: account.service_name.get(lang).to_owned(),
        name: account.name.clone(),
        handle: account.handle.clone(),
        url: Some(account.url.clone()).filter(|url| !url.is_empty()),
        purpose: account.purpose.clone(),
        unit: super::owner::unit(tr, account),
        state: state(account.state),
        connector: match (account.connector, account.connected) {
            (false, _) => Connector::None,
            (true, true) if account.state == AccountState::Suspended => Connector::Stopped,
            (true, true) if account.token_ends == Ends::Over => Connector::Over,
            _ if account.by_hand => Connector::ByHand,
            (true, false) => Connector::NoToken,
            (true, true) => Connector::Ready,
        },
        document: document.map(|one| one.governing.regulation.body().header.title.get(lang).to_owned()),
        checked: account.checked_at.map(|at| When::new(tr, at, zone)),
        repairs,
    }
}

/// An account as a line of text.
pub(crate) fn reference(tr: &Translator, account: &AccountView) -> AccountRef {
    AccountRef {
        id: account.id.to_string(),
        service: account.service_name.get(lang::domain(tr.lang())).to_owned(),
        name: account.name.clone(),
        handle: account.handle.clone(),
    }
}
