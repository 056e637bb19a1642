//! What went out since a moment about one matter, and that nobody said to be over (解除を出していない情報).

use jiff::Timestamp;
use tatefuda_domain::{PersonId, SectionId, TenantId};

use super::list::{self, Listed};
use crate::{Result, Rows, Tx, args, statements};

statements! { "post_announced":
    // A category of the list: taking it out of `,a,b,` changes that text. So read, both engines agree, and no sign is a pattern.
    STANDING = "SELECT p.*, r.title AS title, r.category AS category, r.window_from AS window_from, \
        r.window_until AS window_until, r.person_id AS person_id \
        FROM (SELECT DISTINCT post_id FROM publication \
            WHERE tenant_id = $1 AND state = 'published' AND published_at >= $2) o \
        JOIN post p ON p.tenant_id = $1 AND p.id = o.post_id \
        JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE NOT EXISTS (SELECT 1 FROM record c WHERE c.tenant_id = $1 AND c.subject_kind = 'post' \
            AND c.subject_id = p.id AND c.kind = $3) \
        AND (EXISTS (SELECT 1 FROM record m WHERE m.tenant_id = $1 AND m.subject_kind = 'post' \
                AND m.subject_id = p.id AND m.kind = $4 AND m.fields LIKE $5) \
            OR replace(CAST($6 AS TEXT), ',' || r.category || ',', '') <> CAST($6 AS TEXT)) \
        AND (CAST($7 AS TEXT) IS NULL OR p.section_id = $7 OR EXISTS (SELECT 1 FROM post_reader n \
            WHERE n.tenant_id = $1 AND n.post_id = p.id AND n.person_id = $8)) \
        ORDER BY p.created_at, p.id LIMIT $9";
}

/// Which posts are looked for.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// Those that went out from then on.
    pub since: Timestamp,
    /// A record of this kind says of a post that its matter is over.
    pub over: &'a str,
    /// A record of this kind with this field says of a post that it is about the matter.
    pub marked: (&'a str, &'a str, &'a str),
    /// Posts of these categories are about it by themselves.
    pub categories: &'a [&'a str],
    /// Only those of this section and those in which this person has a part.
    pub reader: Option<(SectionId, PersonId)>,
}

/// The posts whose matter nobody said to be over, the oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn standing(tx: &mut Tx, tenant: TenantId, which: &Standing<'_>, limit: i64) -> Result<Rows<Listed>> {
    let (kind, field, is) = which.marked;
    let pattern = format!("%{}:{}%", serde_json::json!(field), serde_json::json!(is));
    let categories = format!(",{},", which.categories.join(","));
    let (section, person) = which.reader.unzip();
    let values = args![tenant, which.since, which.over, kind, pattern, categories, section, person, limit];
    Rows::read("post", &tx.all(STANDING, values).await?, list::read)
}
