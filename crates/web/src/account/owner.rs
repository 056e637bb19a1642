//! The sections that run an account together with the one that operates it (共同運用).

use jiff::Timestamp;
use tatefuda_app::{
    account::{AccountView, AddOwner, EndOwner, Registered, ShareView},
    org,
};
use tatefuda_domain::{AccountState, SystemRight};
use tatefuda_i18n::Translator;
use tatefuda_ui::account::{OwnerForm, OwnerRow, OwnersView};

use super::act::TAG;
use crate::{
    act::{About, Act, Row, Sent, version},
    error::WebError,
    form::Reader,
    lang,
    org::page as places,
    page::Page,
    routes::Access,
};

impl Act for AddOwner {
    const ROW: Row = Row::post(
        "/accounts/{id}/sections",
        "account.share",
        TAG,
        "Lets a further section run an account together with the one that operates it.",
    )
    .on("account")
    .seen()
    .fails(&[403, 412, 422])
    .form(Access::Right(SystemRight::ManageAccounts), "/accounts/{id}", "account-shared");
    type Shown = Registered;
}

impl Sent for AddOwner {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let section = reader.needed("section", "unknown-section");
        let zone = about.page.zone();
        let (from, until) = (reader.day("from", zone), reader.moment("until", "", zone, true));
        let (account, span) = (about.id()?, org::Term { from, until });
        Some(Self { account, version: version?, section: section?, span, supplies: vec![] })
    }
}

impl Act for EndOwner {
    const ROW: Row = Row::post(
        "/accounts/{id}/sections/end",
        "account.unshare",
        TAG,
        "Says until when a further section runs an account.",
    )
    .on("account")
    .seen()
    .fails(&[403, 412, 422])
    .form(Access::Right(SystemRight::ManageAccounts), "/accounts/{id}", "account-unshared");
    type Shown = Registered;
}

impl Sent for EndOwner {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let owner = reader.needed("owner", "not-an-id");
        let until = reader.moment("until", "", about.page.zone(), true);
        Some(Self { account: about.id()?, version: version?, owner: owner?, until, supplies: vec![] })
    }
}

/// The names of all whose an account is now: the section that operates it first.
pub(crate) fn unit(tr: &Translator, account: &AccountView) -> String {
    let lang = lang::domain(tr.lang());
    let others = account.shares.iter().filter(|share| share.now).map(|share| share.section_name.get(lang));
    let all: Vec<&str> = std::iter::once(account.section_name.get(lang)).chain(others).collect();
    all.join(tr.pick("、", ", "))
}

/// The further sections, with the forms for whoever may change them.
pub(super) async fn view(page: &Page, tr: &Translator, stored: &AccountView) -> Result<OwnersView, WebError> {
    let over = matches!(stored.state, AccountState::Closed | AccountState::Deleted);
    let may = page.actor().may(SystemRight::ManageAccounts) && !over;
    let add = match may {
        true => {
            let chart = org::chart(page.app(), page.actor(), page.now()).await?;
            let own = stored.section.to_string();
            let sections = places::sections(tr, &chart, "").into_iter().filter(|one| one.value != own).collect();
            Some(OwnerForm { meta: page.meta(Some(stored.version)), sections })
        }
        false => None,
    };
    let rows = stored.shares.iter().map(|share| row(page, tr, stored, share, may)).collect();
    Ok(OwnersView { rows, add })
}

fn row(page: &Page, tr: &Translator, stored: &AccountView, share: &ShareView, may: bool) -> OwnerRow {
    let day = |at: Timestamp| places::day(tr, page.zone(), at);
    let ended = share.until.is_some_and(|until| until <= page.now());
    OwnerRow {
        id: share.id.to_string(),
        section: share.section_name.get(lang::domain(tr.lang())).to_owned(),
        from: day(share.from),
        until: share.until.map(|until| places::last_day(tr, page.zone(), until)),
        now: share.now,
        end: (may && !ended).then(|| page.meta(Some(stored.version))),
    }
}
