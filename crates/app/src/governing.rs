//! Which document governs, by service and date: exactly one, else nothing may be done.

pub mod cache;

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{Digest, Service, TenantId};
use tatefuda_regulation::{Regulation, Setting, Settings};
use tatefuda_store::{
    Error, Tx,
    regulation::{InForce, pack_list, regulation_at, regulation_list},
    setting::setting_in_force,
};

use crate::{core::App, failure::Failure};

/// Id of the pack with the promises of the product.
pub const HOUSE: &str = "house";

/// A document in force, joined with house and settings.
#[derive(Debug)]
pub struct Governing {
    /// Id of the pack.
    pub document: String,
    /// Content hash of the body's pack.
    pub pack: Digest,
    /// Content hash of the house pack.
    pub house: Digest,
    /// Since when it is in force; absent: stored, not in force.
    pub from: Option<Timestamp>,
    /// To ask.
    pub regulation: Arc<Regulation>,
    /// Why its settings are absent as a whole; what is asked of it then cannot be judged.
    pub unreadable: Option<String>,
}

impl Governing {
    /// The same, to look at: what is asked of it cannot be judged.
    fn absent(&self, why: &str) -> Self {
        Self {
            document: self.document.clone(),
            pack: self.pack,
            house: self.house,
            from: self.from,
            regulation: Arc::clone(&self.regulation),
            unreadable: Some(why.to_owned()),
        }
    }

    /// Whether the document speaks of a service: by its own text or by a decision of the body (`extend:`).
    pub fn covers(&self, service: &Service) -> bool {
        self.regulation.body().header.services.iter().any(|one| one == service.as_str())
            || self.regulation.settings().extensions().any(|(one, _)| one == service.as_str())
    }
}

/// Every document in force at a time, as far as it can be read. Where one cannot, none of the others decides anything.
///
/// # Errors
/// Whatever the database says.
pub async fn all(app: &App, tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Vec<Arc<Governing>>, Failure> {
    Ok(documents(app, tx, tenant, at).await?.all)
}

/// The documents in force at a time, to find among them more than once.
pub(crate) struct Documents {
    all: Vec<Arc<Governing>>,
    /// Why one is missing among them.
    lost: Option<String>,
}

/// See [`Documents`].
pub(crate) async fn documents(app: &App, tx: &mut Tx, tenant: TenantId, at: Timestamp) -> Result<Documents, Failure> {
    let rows = regulation_at(tx, tenant, at).await?;
    let mut unreadable = rows.unreadable().first().map(ToString::to_string);
    let mut found = Vec::new();
    for row in rows {
        match join(app, tx, tenant, row, at).await {
            Ok(one) => found.push(one),
            Err(Failure::Unreadable(why)) => unreadable = Some(why.to_string()),
            Err(other) => return Err(other),
        }
    }
    // Which service the lost one would have governed, nobody knows: so none of the others decides anything.
    if let Some(why) = &unreadable {
        found = found.iter().map(|one| Arc::new(one.absent(why))).collect();
    }
    Ok(Documents { all: found, lost: unreadable })
}

/// The document that governs a service; without a service the one of the body.
///
/// Where none speaks of the service, the first one answers: the house rule on governing refuses, and
/// the answer says whom to ask.
///
/// # Errors
/// [`Failure::State`]: `no-regulation`, `several-regulations`.
pub async fn find(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    service: Option<&Service>,
    at: Timestamp,
) -> Result<Arc<Governing>, Failure> {
    documents(app, tx, tenant, at).await?.find(service)
}

impl Documents {
    /// Each of them.
    pub(crate) fn each(&self) -> &[Arc<Governing>] {
        &self.all
    }

    /// As [`find`].
    pub(crate) fn find(&self, service: Option<&Service>) -> Result<Arc<Governing>, Failure> {
        if let Some(service) = service {
            let mut covering = self.all.iter().filter(|one| one.covers(service));
            if let Some(one) = covering.next() {
                if covering.next().is_some() {
                    return Err(Failure::state("several-regulations"));
                }
                return Ok(Arc::clone(one));
            }
        }
        self.all.first().cloned().ok_or_else(|| match &self.lost {
            Some(found) => Failure::Unreadable(Error::Decode { column: "regulation".to_owned(), found: found.clone() }),
            None => Failure::state("no-regulation"),
        })
    }
}

/// The document of an id, if it is in force.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn document(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    at: Timestamp,
) -> Result<Arc<Governing>, Failure> {
    let found = all(app, tx, tenant, at).await?.into_iter().find(|one| one.document == document);
    found.ok_or(Failure::NotFound)
}

/// The document of an id in force; else its newest stored text, joined with the newest stored house
/// pack: settings are decided before a document comes into force.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn known(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    at: Timestamp,
) -> Result<Arc<Governing>, Failure> {
    if let Some(found) = all(app, tx, tenant, at).await?.into_iter().find(|one| one.document == document) {
        return Ok(found);
    }
    let packs = pack_list(tx, tenant).await?.all()?;
    let newest = |id: &str| packs.iter().rev().find(|pack| pack.pack == id).map(|pack| pack.digest);
    let pack = newest(document).filter(|_| document != HOUSE).ok_or(Failure::NotFound)?;
    let house = newest(HOUSE).ok_or_else(|| Failure::state("no-house-pack"))?;
    let (settings, unreadable) = settings_or_why(tx, tenant, document, at).await?;
    let regulation = app.regulations.joined(tx, tenant, house, pack, settings).await?;
    Ok(Arc::new(Governing { document: document.to_owned(), pack, house, from: None, regulation, unreadable }))
}

/// A certain version of a document, with the values of now: the text under which something began that goes on under it.
///
/// # Errors
/// Whatever the database says; its source is not stored any more.
pub(crate) async fn version(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    (document, pack, house): (&str, Digest, Digest),
    at: Timestamp,
) -> Result<Arc<Governing>, Failure> {
    let known = regulation_list(tx, tenant).await?;
    let of = |row: &&InForce| row.document == document && row.pack == pack && row.from <= at;
    let from = known.iter().filter(of).map(|row| row.from).max();
    let (settings, unreadable) = settings_or_why(tx, tenant, document, at).await?;
    let regulation = app.regulations.joined(tx, tenant, house, pack, settings).await?;
    Ok(Arc::new(Governing { document: document.to_owned(), pack, house, from, regulation, unreadable }))
}

/// Every document in force, and every stored one that is not.
///
/// # Errors
/// Whatever the database says.
pub async fn all_known(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    at: Timestamp,
) -> Result<Vec<Arc<Governing>>, Failure> {
    let mut found = all(app, tx, tenant, at).await?;
    for pack in pack_list(tx, tenant).await? {
        if pack.pack != HOUSE && !found.iter().any(|one| one.document == pack.pack) {
            match known(app, tx, tenant, &pack.pack, at).await {
                // To look through: a text that cannot be read is left out.
                Err(Failure::Unreadable(_)) => {}
                one => found.push(one?),
            }
        }
    }
    Ok(found)
}

async fn join(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    row: InForce,
    at: Timestamp,
) -> Result<Arc<Governing>, Failure> {
    let (settings, unreadable) = settings_or_why(tx, tenant, &row.document, at).await?;
    let regulation = app.regulations.joined(tx, tenant, row.house, row.pack, settings).await?;
    Ok(Arc::new(Governing {
        document: row.document,
        pack: row.pack,
        house: row.house,
        from: Some(row.from),
        regulation,
        unreadable,
    }))
}

/// The values of a document in force, or none of them and why.
async fn settings_or_why(
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    at: Timestamp,
) -> Result<(Settings, Option<String>), Failure> {
    match settings(tx, tenant, document, at).await {
        Ok(settings) => Ok((settings, None)),
        Err(Failure::Unreadable(why)) => Ok((Settings { values: BTreeMap::new() }, Some(why.to_string()))),
        Err(other) => Err(other),
    }
}

/// The values of a document in force at a time, all of them or an error.
///
/// # Errors
/// Whatever the database says.
pub async fn settings(tx: &mut Tx, tenant: TenantId, document: &str, at: Timestamp) -> Result<Settings, Failure> {
    let mut values = BTreeMap::new();
    for stored in setting_in_force(tx, tenant, document, at).await?.all()? {
        let value = stored.value;
        values.insert(
            value.key,
            Setting {
                value: value.value,
                source: value.source,
                note: value.note,
                decided_by: value.proposed_by.to_string(),
                confirmed_by: value.confirmed_by.map(|id| id.to_string()).unwrap_or_default(),
                effective_from: Some(value.effective_from),
                practice: value.practice,
            },
        );
    }
    Ok(Settings { values })
}
