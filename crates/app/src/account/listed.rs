//! The accounts that the text itself lists, beside the ledger: what stands in both, in one alone, or in other words.

use serde::Serialize;
use tatefuda_domain::{AccountId, AccountState, Localized, Service, account::Account};
use tatefuda_regulation::ListedAccount;
use tatefuda_sheet::packed;
use tatefuda_store::account;
use utoipa::ToSchema;

use super::view::service_name;
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    governing::{self, Governing},
    query::{Sees, open},
};

/// How an account of the text stands in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ListedStanding)]
pub enum Standing {
    /// The ledger has it under the handle, or where the text gives none under the name, of the text.
    Same,
    /// The ledger has one that may be meant, in other words: by its address or a part of its name.
    Alike,
    /// The ledger has it, and its use ended there: the text still lists it.
    Ended,
    /// The ledger has none.
    Missing,
}

impl Standing {
    /// Whether somebody has to look at it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Same)
    }
}

/// One value of the text beside that of the ledger, where they differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ListedDifference)]
pub struct Difference {
    /// `name`, `handle` or `url`.
    pub field: &'static str,
    /// As the text has it.
    pub text: String,
    /// As the ledger has it; may be empty.
    pub ledger: String,
}

/// An account of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ListedAccount)]
pub struct ListedRow {
    /// The document, by the id of its pack.
    pub document: String,
    pub document_title: Localized,
    /// The clauses that list it.
    pub clauses: Vec<String>,
    pub service: Service,
    pub service_name: Localized,
    /// Its name in the text; may be empty.
    pub name: String,
    /// Its handle in the text; may be empty.
    pub handle: String,
    /// Its address in the text; may be empty.
    pub url: String,
    /// A remark of the pack on it.
    pub note: Localized,
    pub standing: Standing,
    /// The line of the ledger that is meant.
    pub account: Option<AccountId>,
    /// Its name there.
    pub account_name: Option<String>,
    pub differences: Vec<Difference>,
}

/// An account of the ledger that the text which governs it does not list, although it lists accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = UnlistedAccount)]
pub struct UnlistedRow {
    pub account: AccountId,
    pub name: String,
    pub handle: String,
    pub service_name: Localized,
    pub document: String,
    pub document_title: Localized,
}

/// Both sides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ListedAccounts)]
pub struct Listed {
    /// What the texts in force list, in their order.
    pub listed: Vec<ListedRow>,
    /// What runs and no text lists.
    pub unlisted: Vec<UnlistedRow>,
}

impl Listed {
    /// How many lines somebody has to look at.
    pub fn open(&self) -> usize {
        self.listed.iter().filter(|one| one.standing.is_open()).count() + self.unlisted.len()
    }
}

/// The accounts that the texts in force list, beside the ledger. Open to every member of the body.
///
/// # Errors
/// Whatever the database says.
pub async fn listed(app: &App, actor: &Actor) -> Result<Listed, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let ledger = account::list(&mut tx, actor.tenant).await?.readable();
    let mut found = Listed::default();
    for document in governing::all(app, &mut tx, actor.tenant, app.env.now()).await? {
        add(&mut found, &document, &ledger);
    }
    tx.rollback().await?;
    Ok(found)
}

fn add(found: &mut Listed, document: &Governing, ledger: &[Account]) {
    let pack = document.regulation.body();
    let mut meant = vec![];
    for known in &pack.accounts {
        let Ok(service) = known.service.parse::<Service>() else { continue };
        let account = find(known, &service, ledger, &meant);
        meant.extend(account.map(|one| one.id));
        found.listed.push(ListedRow {
            document: document.document.clone(),
            document_title: pack.header.title.clone(),
            clauses: known.clauses.iter().map(ToString::to_string).collect(),
            service_name: service_name(&service),
            service,
            name: known.name.clone(),
            handle: known.handle.clone(),
            url: known.url.clone(),
            note: known.note.clone(),
            standing: account.map_or(Standing::Missing, |account| standing(known, account)),
            account: account.map(|one| one.id),
            account_name: account.map(|one| one.name.clone()),
            differences: account.map_or_else(Vec::new, |account| differences(known, account)),
        });
    }
    // Where the text lists accounts of some classes alone, those of others are not its to list.
    let classes: Vec<&str> = pack.accounts.iter().filter_map(|one| one.class.as_deref()).collect();
    let its = |account: &&Account| {
        let class = account.class.as_deref();
        document.covers(&account.service)
            && (classes.is_empty() || class.is_some_and(|class| classes.contains(&class)))
            && !matches!(account.state.name(), AccountState::Closed | AccountState::Deleted)
            && !meant.contains(&account.id)
    };
    if pack.accounts.is_empty() {
        return;
    }
    found.unlisted.extend(ledger.iter().filter(its).map(|account| UnlistedRow {
        account: account.id,
        name: account.name.clone(),
        handle: account.handle.clone(),
        service_name: service_name(&account.service),
        document: document.document.clone(),
        document_title: pack.header.title.clone(),
    }));
}

/// The line of the ledger that is meant: by its handle, by its address, by its name, by a part of it; one that runs before one
/// whose use ended, and none twice.
fn find<'a>(
    known: &ListedAccount,
    service: &Service,
    ledger: &'a [Account],
    meant: &[AccountId],
) -> Option<&'a Account> {
    let mut near: Vec<(u8, bool, &Account)> = ledger
        .iter()
        .filter(|account| account.service == *service && !meant.contains(&account.id))
        .filter_map(|account| Some((likeness(known, account)?, has_ended(account), account)))
        .collect();
    near.sort_by_key(|(likeness, ended, _)| (*ended, *likeness));
    near.first().map(|(.., account)| *account)
}

/// How an account is the one of the text; the less, the surer.
fn likeness(known: &ListedAccount, account: &Account) -> Option<u8> {
    let (name, written) = (plain(&account.name), plain(&known.name));
    let part = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a));
    if is_same(known, account) {
        Some(0)
    } else if !known.url.is_empty() && address(&known.url) == address(&account.url) {
        Some(1)
    } else if !name.is_empty() && name == written {
        Some(2)
    } else {
        part(&name, &written).then_some(3)
    }
}

/// As the engine tells whether an account is listed: by the handle, and by the name where the text gives no handle.
fn is_same(known: &ListedAccount, account: &Account) -> bool {
    let (written, actual) =
        if known.handle.is_empty() { (&known.name, &account.name) } else { (&known.handle, &account.handle) };
    let bare = |text: &str| text.trim().trim_start_matches('@').to_ascii_lowercase();
    !bare(written).is_empty() && bare(written) == bare(actual)
}

fn has_ended(account: &Account) -> bool {
    matches!(account.state.name(), AccountState::Closed | AccountState::Deleted)
}

fn standing(known: &ListedAccount, account: &Account) -> Standing {
    match (has_ended(account), is_same(known, account)) {
        (true, _) => Standing::Ended,
        (false, true) => Standing::Same,
        (false, false) => Standing::Alike,
    }
}

/// What the text gives and the ledger has in other words. What the text does not give cannot differ.
fn differences(known: &ListedAccount, account: &Account) -> Vec<Difference> {
    let handle = |text: &str| text.trim().trim_start_matches('@').to_ascii_lowercase();
    let fields = [
        ("name", &known.name, &account.name, plain(&known.name) == plain(&account.name)),
        ("handle", &known.handle, &account.handle, handle(&known.handle) == handle(&account.handle)),
        ("url", &known.url, &account.url, address(&known.url) == address(&account.url)),
    ];
    let differ = fields.into_iter().filter(|(_, text, _, same)| !text.is_empty() && !same);
    differ.map(|(field, text, ledger, _)| Difference { field, text: text.clone(), ledger: ledger.clone() }).collect()
}

/// A name without the ways of writing it: width, blanks, case.
fn plain(name: &str) -> String {
    packed(name).to_lowercase()
}

/// An address without what does not tell pages apart.
fn address(url: &str) -> String {
    let bare = url.trim().trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_start_matches("www.").trim_end_matches('/').to_ascii_lowercase()
}
