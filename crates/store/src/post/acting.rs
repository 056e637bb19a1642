//! Steps that somebody gave for a holder who was away, and that the holder has not looked at yet (後閲).

use jiff::Timestamp;
use tatefuda_domain::{AccountId, PersonId, TenantId};

use super::list::{self, Listed};
use crate::{Result, Rows, Tx, args, statements};

statements! { "post_acting":
    // Whoever left the position looks at nothing any more: it falls to whoever holds that position now.
    UNSEEN = "SELECT p.*, r.title AS title, r.category AS category, r.window_from AS window_from, \
        r.window_until AS window_until, r.person_id AS person_id, MIN(s.account_id) AS account_id \
        FROM appointment h JOIN appointment o ON o.tenant_id = h.tenant_id AND o.position_id = h.position_id \
        AND (o.id = h.id OR o.ends_at <= $5) \
        JOIN post_step s ON s.tenant_id = o.tenant_id AND s.acting_for = o.id \
        JOIN post p ON p.tenant_id = s.tenant_id AND p.id = s.post_id \
        JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE h.tenant_id = $1 AND h.person_id = $2 AND h.starts_at <= $5 AND (h.ends_at IS NULL OR h.ends_at > $5) \
        AND s.person_id <> $2 AND s.revoked_at IS NULL AND p.state <> 'withdrawn' \
        AND NOT EXISTS (SELECT 1 FROM record c WHERE c.tenant_id = s.tenant_id AND c.subject_kind = 'post' \
        AND c.subject_id = s.post_id AND c.kind = $3 AND c.person_id = $2 AND c.at >= s.at) \
        GROUP BY p.tenant_id, p.id, r.tenant_id, r.id ORDER BY p.updated_at, p.id LIMIT $4";
}

/// The posts of which a deputy gave a step for this person, or for whoever held this person's position before them, and of which
/// they gave no record of that kind since; the longest waiting first, each with one of the accounts.
///
/// # Errors
/// Whatever the database says.
pub async fn unseen(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    kind: &str,
    at: Timestamp,
    limit: i64,
) -> Result<Rows<(Listed, AccountId)>> {
    let rows = tx.all(UNSEEN, args![tenant, person, kind, limit, at]).await?;
    Rows::read("post", &rows, |row| Ok((list::read(row)?, row.id("account_id")?)))
}
