//! Who has something of a post in their hands, and so may read it wherever they sit.

use tatefuda_domain::{PersonId, PostId, PublicationId, SectionId, TenantId};

use crate::{Result, Tx, args, statements};

statements! { "post_reader":
    PUT = "INSERT INTO post_reader (tenant_id, person_id, section_id, post_id) \
        SELECT p.tenant_id, $2, p.section_id, p.id FROM post p WHERE p.tenant_id = $1 AND p.id = $3 \
        ON CONFLICT (tenant_id, person_id, section_id, post_id) DO NOTHING";
    OF_SEND = "INSERT INTO post_reader (tenant_id, person_id, section_id, post_id) \
        SELECT p.tenant_id, $2, p.section_id, p.id FROM publication s \
        JOIN post p ON p.tenant_id = s.tenant_id AND p.id = s.post_id WHERE s.tenant_id = $1 AND s.id = $3 \
        ON CONFLICT (tenant_id, person_id, section_id, post_id) DO NOTHING";
    GET = "SELECT post_id FROM post_reader WHERE tenant_id = $1 AND person_id = $2 AND section_id = $3 AND post_id = $4";
}

/// Somebody wrote, gave a step or stated something. The id as it stands in a record; of no post: nobody.
pub(crate) async fn put(tx: &mut Tx, tenant: TenantId, person: PersonId, post: &str) -> Result<()> {
    tx.execute(PUT, args![tenant, person, post]).await.map(drop)
}

/// Somebody took a text to post it by hand: they have to answer for it.
pub(crate) async fn put_of_send(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    publication: PublicationId,
) -> Result<()> {
    tx.execute(OF_SEND, args![tenant, person, publication]).await.map(drop)
}

/// Whether they wrote, gave a step, stated something or took a text of a post of this section.
///
/// # Errors
/// Whatever the database says.
pub async fn any(tx: &mut Tx, tenant: TenantId, person: PersonId, section: SectionId, post: PostId) -> Result<bool> {
    Ok(tx.one(GET, args![tenant, person, section, post]).await?.is_some())
}
