//! Clauses that say something else than the original text that is here.

use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_domain::{
    TenantId,
    amendment::{Change, State},
};
use tatefuda_regulation::{amend::clause_id, original::Anchored};
use tatefuda_store::{Tx, amendment::amendments_confirmed, wording::Wording};

use crate::{core::App, failure::Failure};

/// Takes from the wordings that were found in a loaded text those of clauses that were amended since: what the text says
/// of them must not be shown for what they say now. Others keep theirs.
///
/// # Errors
/// Whatever the database says.
pub(crate) async fn still_said(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    loaded: &Wording,
    mut found: Vec<Anchored>,
) -> Result<Vec<Anchored>, Failure> {
    let changed = amended_since(app, tx, tenant, &loaded.document, loaded.at).await?;
    for one in &mut found {
        if changed.contains(one.clause.as_str()) {
            one.wording = None;
        }
    }
    Ok(found)
}

async fn amended_since(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    document: &str,
    loaded: Timestamp,
) -> Result<BTreeSet<String>, Failure> {
    let now = app.env.now();
    let mut changed = BTreeSet::new();
    for amendment in amendments_confirmed(tx, tenant, document).await?.all()? {
        let State::Confirmed { at, .. } = amendment.state else { continue };
        let base = app.regulations.pack(tx, tenant, amendment.base).await?;
        let zone = TimeZone::get(&base.header.zone).unwrap_or(TimeZone::UTC);
        let start = amendment.from.and_then(|day| day.to_zoned(zone).ok());
        let start = start.map_or(at, |start| start.timestamp().max(at));
        if start <= now && loaded < start {
            changed.extend(amendment.changes.iter().filter_map(|change| match change {
                Change::Clause(text) => Some(text.clause.clone()),
                Change::NewClause(new) => Some(clause_id(&base, &new.place)),
                _ => None,
            }));
        }
    }
    Ok(changed)
}
