//! The chain of a body as JSON Lines, for a verifier elsewhere.

use std::{collections::BTreeMap, io::Write};

use tatefuda_audit::{
    Checkpoint, Detail, Entry, ExportHeader, ExportWriter, Unreadable,
    export::{EXPORT_FORMAT, ExportError},
};
use tatefuda_domain::{SystemRight, TenantId};
use tatefuda_store::{
    Error, Tx,
    audit::{audit_checkpoint_list, audit_details, audit_page},
};

use super::checkpoint::signer;
use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Sees, open},
};

const PAGE: i64 = 1_000;

/// Everything that is stored of a chain.
pub(super) struct Chain {
    pub entries: Vec<Result<Entry, Unreadable>>,
    pub details: Vec<Detail>,
    pub checkpoints: Vec<Checkpoint>,
}

/// Reads a chain in one read transaction, page by page.
pub(super) async fn read(tx: &mut Tx, tenant: TenantId) -> Result<Chain, Error> {
    let mut entries = Vec::new();
    let mut after = 0;
    loop {
        let page = audit_page(tx, tenant, after, PAGE).await?;
        let last =
            page.iter().filter_map(|entry| entry.as_ref().map_or_else(|bad| bad.seq, |entry| Some(entry.seq))).max();
        entries.extend(page);
        match last {
            Some(last) if last > after => after = last,
            _ => break,
        }
    }
    // Details of entries that were cut off are read too: they witness that something was there.
    let details = audit_details(tx, tenant, 0, u64::MAX).await?;
    let checkpoints = audit_checkpoint_list(tx, tenant).await?;
    Ok(Chain { entries, details, checkpoints })
}

/// Writes the chain of the actor's body. Rows that cannot be read are left out here; the verifier over the
/// database names them, and the one over the export finds their numbers missing.
///
/// # Errors
/// [`Failure::Forbidden`] without the right to read the records; the writer fails.
pub async fn write<W: Write>(app: &App, actor: &Actor, out: W) -> Result<W, Failure> {
    let mut tx = open(app, actor, Sees::With(SystemRight::ReadAudit)).await?;
    let chain = read(&mut tx, actor.tenant).await?;
    let signer = signer(app);
    let keys = BTreeMap::from([(signer.key_id().to_owned(), signer.public_key())]);
    lines(actor.tenant, keys, &chain, out).map_err(Failure::internal)
}

fn lines<W: Write>(tenant: TenantId, keys: BTreeMap<String, String>, chain: &Chain, out: W) -> Result<W, ExportError> {
    let mut writer = ExportWriter::new(out, &ExportHeader { format: EXPORT_FORMAT, tenant, keys })?;
    for entry in chain.entries.iter().flatten() {
        writer.entry(entry)?;
    }
    for detail in &chain.details {
        writer.detail(detail)?;
    }
    for checkpoint in &chain.checkpoints {
        writer.checkpoint(checkpoint)?;
    }
    writer.finish()
}
