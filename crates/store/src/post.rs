//! Posts (投稿), their immutable revisions and what each sends to which account.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{
    AccountId, Action, AppointmentId, Digest, MediaId, PersonId, Place, PostId, RevisionId, SectionId, TargetId,
    TenantId,
    digest::{MediaRef, Window},
    media::MediumAnswers,
    post::PostState,
};

use crate::{
    Result, Row, Rows, Tx, args, columns,
    sql::{Columns as _, Table as _, columns as table},
    statements,
};

pub mod acting;
pub mod announced;
pub mod correction;
pub mod list;
pub mod reader;
pub mod trail;

/// The aggregate: who holds the paper, and which revision is the present one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub id: PostId,
    /// Counts its changes.
    pub version: i64,
    /// Where the paper lies.
    pub state: PostState,
    /// The section of its author.
    pub section: SectionId,
    /// The present revision.
    pub revision: RevisionId,
    /// The document number (文書番号), given when it is first passed on.
    pub document_number: Option<String>,
    /// How long it is kept (保存年限), once classified.
    pub retention_class: Option<String>,
    /// The published post that it corrects; told when it was begun, never changed.
    pub corrects: Option<PostId>,
    /// Who began it.
    pub created_by: PersonId,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Post {
    /// The act by which it is brought out: to correct is to publish, under what a text asks of corrections.
    pub const fn outward(&self) -> Action {
        if self.corrects.is_some() { Action::PostCorrect } else { Action::PostPublish }
    }
}

/// One state of the content. Never changed once written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub id: RevisionId,
    pub post: PostId,
    /// From 1.
    pub number: i64,
    /// Who wrote it.
    pub person: PersonId,
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
    /// The title (件名); not sent but for the body's own website.
    pub title: String,
    /// The text shared by accounts without a text of their own.
    pub text: String,
    pub category: Option<String>,
    /// The classification of the information.
    pub classification: Option<String>,
    /// Where the matter stands in the body's deciding.
    pub decision_status: Option<String>,
    /// Further declared fields.
    pub fields: BTreeMap<String, String>,
    /// When it may be sent.
    pub window: Window,
}

/// What a revision sends to one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub id: TargetId,
    pub revision: RevisionId,
    pub post: PostId,
    pub account: AccountId,
    /// Its place in the form, from 0.
    pub ordinal: i64,
    /// The exact text.
    pub text: String,
    /// Whether the text was written for this account.
    pub own_text: bool,
    /// A link sent apart from the text.
    pub link: Option<String>,
    /// Options of the platform.
    pub options: BTreeMap<String, String>,
    /// Media in order.
    pub media: Vec<TargetMedium>,
    /// Where the account stood when it was written; none: what stands there names no place.
    pub place: Option<Place>,
    /// Which version of the digest it has: 1 does not cover the place.
    pub digest_version: i64,
    /// What an approval of it covers (decision 0003).
    pub digest: Digest,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetMedium {
    /// The stored medium.
    pub media: MediaId,
    /// What of it the digest covers.
    pub content: MediaRef,
    /// What was answered about it, covered too.
    pub answers: MediumAnswers,
}

statements! { "post":
    INSERT = Post::INSERT;
    UPDATE = Post::UPDATE;
    GET = "SELECT * FROM post WHERE tenant_id = $1 AND id = $2";
    REVISION_INSERT = Revision::INSERT;
    REVISION_GET = "SELECT * FROM post_revision WHERE tenant_id = $1 AND id = $2";
    REVISION_LIST = "SELECT * FROM post_revision WHERE tenant_id = $1 AND post_id = $2 ORDER BY number";
    TARGET_INSERT = Target::INSERT;
    TARGET_LIST = "SELECT * FROM post_target WHERE tenant_id = $1 AND revision_id = $2 ORDER BY ordinal";
    ACCOUNTS = crate::of_ids!("SELECT p.id AS post_id, t.account_id AS account_id FROM post p \
        JOIN post_target t ON t.tenant_id = p.tenant_id AND t.revision_id = p.revision_id \
        WHERE p.tenant_id = $1 AND p.id IN (SELECT id FROM ids) ORDER BY t.ordinal");
    TARGET_GET = "SELECT * FROM post_target WHERE tenant_id = $1 AND id = $2";
    TARGET_MEDIUM_INSERT = "INSERT INTO target_media (tenant_id, id, target_id, ordinal, media_id, alt, answers) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TARGET_MEDIUM_LIST = "SELECT t.media_id AS media_id, t.alt AS alt, t.answers AS answers, m.hash AS hash, m.kind AS kind \
        FROM target_media t JOIN media m ON m.tenant_id = t.tenant_id AND m.id = t.media_id \
        WHERE t.tenant_id = $1 AND t.target_id = $2 ORDER BY t.ordinal";
}

columns! { Post = "post" {
    id;
    version;
    state;
    section = "section_id";
    revision = "revision_id";
    document_number;
    retention_class;
    corrects;
    created_by;
    created_at;
    updated_at;
} }

columns! { Revision = "post_revision" {
    id;
    post = "post_id";
    number;
    person = "person_id";
    capacity;
    at;
    title;
    text;
    category;
    classification;
    decision_status;
    fields;
    window: Window;
} }

columns! { Target = "post_target" {
    id;
    revision = "revision_id";
    post = "post_id";
    account = "account_id";
    ordinal;
    text;
    own_text;
    link;
    options;
    media => vec![];
    place;
    digest_version;
    digest;
} }

/// Writes a new post.
///
/// # Errors
/// Whatever the database says.
pub async fn insert(tx: &mut Tx, tenant: TenantId, post: &Post) -> Result<()> {
    table::insert(tx, tenant, post).await
}

/// Writes a change of the version in `post.version` and counts it up; `false`: it was another version.
///
/// # Errors
/// Whatever the database says.
pub async fn update(tx: &mut Tx, tenant: TenantId, post: &Post) -> Result<bool> {
    table::update(tx, tenant, post).await
}

pub(crate) fn read(row: &Row) -> Result<Post> {
    Post::read(row)
}

/// `None`: this body has no such post.
///
/// # Errors
/// Whatever the database says.
pub async fn get(tx: &mut Tx, tenant: TenantId, id: PostId) -> Result<Option<Post>> {
    tx.one(GET, args![tenant, id]).await?.as_ref().map(read).transpose()
}

/// Writes a new revision with its targets.
///
/// # Errors
/// Whatever the database says.
pub async fn revision_insert(tx: &mut Tx, tenant: TenantId, revision: &Revision, targets: &[Target]) -> Result<()> {
    table::insert(tx, tenant, revision).await?;
    reader::put(tx, tenant, revision.person, &revision.post.to_string()).await?;
    for target in targets {
        table::insert(tx, tenant, target).await?;
        for (ordinal, medium) in (0_i64..).zip(&target.media) {
            let id = format!("{}-{ordinal}", target.id);
            let answers = serde_json::to_string(&medium.answers).expect("answers are plain data");
            let values = args![tenant, id, target.id, ordinal, medium.media, &medium.content.alt, answers];
            tx.execute(TARGET_MEDIUM_INSERT, values).await?;
        }
    }
    Ok(())
}

pub(crate) fn read_revision(row: &Row) -> Result<Revision> {
    Revision::read(row)
}

/// One revision.
///
/// # Errors
/// Whatever the database says.
pub async fn revision(tx: &mut Tx, tenant: TenantId, id: RevisionId) -> Result<Option<Revision>> {
    tx.one(REVISION_GET, args![tenant, id]).await?.as_ref().map(read_revision).transpose()
}

/// Every revision of a post, oldest first.
///
/// # Errors
/// Whatever the database says.
pub async fn revisions(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Rows<Revision>> {
    Rows::read("post_revision", &tx.all(REVISION_LIST, args![tenant, post]).await?, read_revision)
}

pub(crate) fn read_answers(row: &Row) -> Result<MediumAnswers> {
    if row.opt_text("answers")?.is_none() {
        return Ok(MediumAnswers::default());
    }
    row.json("answers")
}

/// A target without its pictures.
pub(crate) fn read_target_row(row: &Row) -> Result<Target> {
    Target::read(row)
}

async fn read_target(tx: &mut Tx, tenant: TenantId, row: &Row) -> Result<Target> {
    let mut target = read_target_row(row)?;
    for row in tx.all(TARGET_MEDIUM_LIST, args![tenant, target.id]).await? {
        let content = MediaRef { hash: row.digest("hash")?, kind: row.text("kind")?, alt: row.text("alt")? };
        target.media.push(TargetMedium { media: row.id("media_id")?, content, answers: read_answers(&row)? });
    }
    Ok(target)
}

/// The targets of a revision in the order of the form.
///
/// # Errors
/// Whatever the database says.
pub async fn targets(tx: &mut Tx, tenant: TenantId, revision: RevisionId) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for row in tx.all(TARGET_LIST, args![tenant, revision]).await? {
        targets.push(read_target(tx, tenant, &row).await?);
    }
    Ok(targets)
}

/// To which accounts these posts go, each post's in the order of its form.
///
/// # Errors
/// Whatever the database says.
pub async fn accounts(tx: &mut Tx, tenant: TenantId, posts: &[PostId]) -> Result<Vec<(PostId, AccountId)>> {
    let ids: String = posts.iter().map(ToString::to_string).collect();
    let rows = tx.all(ACCOUNTS, args![tenant, ids]).await?;
    rows.iter().map(|row| Ok((row.id("post_id")?, row.id("account_id")?))).collect()
}

/// One target.
///
/// # Errors
/// Whatever the database says.
pub async fn target(tx: &mut Tx, tenant: TenantId, id: TargetId) -> Result<Option<Target>> {
    match tx.one(TARGET_GET, args![tenant, id]).await? {
        Some(row) => read_target(tx, tenant, &row).await.map(Some),
        None => Ok(None),
    }
}
