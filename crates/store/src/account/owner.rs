//! The further sections of accounts, each in a row of its own.

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, AccountOwnerId, TenantId,
    account::{Account, Owner, Share},
};

use super::read;
use crate::{
    Result, Row, Tx, args, columns,
    sql::{
        Columns as _, Table as _,
        columns::{self as table, unfit},
    },
    statements,
};

statements! { "account_owner":
    INSERT = Owner::INSERT;
    END = "UPDATE account_owner SET until_at = $4 WHERE tenant_id = $1 AND account_id = $2 AND id = $3";
}

columns! { Owner = "account_owner" {
    id;
    account = "account_id";
    section = "section_id";
    from = "from_at";
    until = "until_at";
    person = "person_id";
    capacity;
    at;
} }

pub(crate) fn read_owner(row: &Row) -> Result<Owner> {
    Owner::read(row)
}

/// A row with its further sections.
pub(super) fn whole(row: &Row) -> Result<Account> {
    let text = row.opt_text("shares")?.unwrap_or_default();
    let parsed =
        text.split(',').filter(|one| !one.is_empty()).map(|one| share(one).ok_or_else(|| unfit("shares", one)));
    let mut shares = parsed.collect::<Result<Vec<Share>>>()?;
    shares.sort_by_key(|share| (share.from, share.id));
    Ok(Account { shares, ..read(row)? })
}

fn share(text: &str) -> Option<Share> {
    let moment = |text: &str| Timestamp::from_microsecond(text.parse().ok()?).ok();
    let mut parts = text.split(' ');
    let (id, from, until, section) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let until = match until {
        "-" => None,
        until => Some(moment(until)?),
    };
    Some(Share { id: id.parse().ok()?, section: section.parse().ok()?, from: moment(from)?, until })
}

/// Lets a further section run an account.
///
/// # Errors
/// Whatever the database says.
pub async fn owner_insert(tx: &mut Tx, tenant: TenantId, owner: &Owner) -> Result<()> {
    table::insert(tx, tenant, owner).await
}

/// Says until when it runs the account; `false`: it is no section of that account.
///
/// # Errors
/// Whatever the database says.
pub async fn owner_end(
    tx: &mut Tx,
    tenant: TenantId,
    account: AccountId,
    id: AccountOwnerId,
    until: Timestamp,
) -> Result<bool> {
    Ok(tx.execute(END, args![tenant, account, id, until]).await? == 1)
}
