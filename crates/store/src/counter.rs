//! Gap-free numbers and change stamps of a body.

use tatefuda_domain::TenantId;

use crate::{Result, Tx, args, statements};

statements! { "counter":
    NEXT = "INSERT INTO counter (tenant_id, id, value) VALUES ($1, $2, 1) \
        ON CONFLICT (tenant_id, id) DO UPDATE SET value = counter.value + 1 RETURNING value";
    STAMP = "INSERT INTO counter (tenant_id, id, value) VALUES ($1, $2, $3) \
        ON CONFLICT (tenant_id, id) DO UPDATE SET value = $3";
    READ = "SELECT value FROM counter WHERE tenant_id = $1 AND id = $2";
}

/// Change stamp of the organisation: sections, positions, people, appointments.
pub const ORGANISATION: &str = "organisation";

/// Takes the next number, from 1. Gap-free: a transaction that rolls back gives it back.
///
/// # Errors
/// Whatever the database says.
pub async fn counter_next(tx: &mut Tx, tenant: TenantId, id: &str) -> Result<i64> {
    tx.one(NEXT, args![tenant, id]).await?.map_or(Ok(0), |row| row.int("value"))
}

/// Marks a change. The stamp is random, not counted: after a roll-back it never comes again, so
/// what somebody keeps under it stays right.
///
/// # Errors
/// Whatever the database says.
pub async fn stamp_set(tx: &mut Tx, tenant: TenantId, id: &str, stamp: i64) -> Result<()> {
    tx.execute(STAMP, args![tenant, id, stamp]).await.map(drop)
}

/// The last number taken or the stamp of the last change; 0 for none.
///
/// # Errors
/// Whatever the database says.
pub async fn counter_read(tx: &mut Tx, tenant: TenantId, id: &str) -> Result<i64> {
    tx.one(READ, args![tenant, id]).await?.map_or(Ok(0), |row| row.int("value"))
}
