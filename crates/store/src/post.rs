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

pub mod correction;
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

/// A post with its present title, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub post: Post,
    /// The present title.
    pub title: String,
    /// The present category.
    pub category: Option<String>,
    /// The present window.
    pub window: Window,
    /// Who wrote the present revision.
    pub person: PersonId,
}

/// How the sends of a post stand. Of each account the last one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sends {
    /// None was ever scheduled, or all were cancelled.
    None,
    /// One waits for its time or is on its way.
    Scheduled,
    /// One waits for a person: held, failed, unknown.
    Waiting,
    Held,
    Failed,
    /// Of one nobody knows what became of it.
    Unknown,
    Published,
}

impl Sends {
    /// Every word.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Scheduled, Self::Waiting, Self::Held, Self::Failed, Self::Unknown, Self::Published];

    /// The word in statements and addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Scheduled => "scheduled",
            Self::Waiting => "held",
            Self::Held => "late",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Published => "published",
        }
    }

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// Which posts a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this section, unless written by `person` or passed on.
    pub only_section: Option<SectionId>,
    /// The person for whom the list is made; matters with `only_section`.
    pub person: Option<PersonId>,
    /// Only those begun by this person.
    pub author: Option<PersonId>,
    /// Only those in this state.
    pub state: Option<PostState>,
    /// Only those whose sends stand so.
    pub sends: Option<Sends>,
    /// Only those whose title or shared text contains this.
    pub text: Option<String>,
    /// Only those last changed before this moment (cursor).
    pub before: Option<Timestamp>,
}

/// Which posts a list shows, told once for the list and for their number.
macro_rules! listed {
    ($what:literal, $end:literal) => {
        concat!($what, "FROM post p JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
        WHERE p.tenant_id = $1 AND p.updated_at < $7 \
        AND (CAST($5 AS TEXT) IS NULL OR p.state = $5) \
        AND (CAST($4 AS TEXT) IS NULL OR p.created_by = $4) \
        AND (CAST($9 AS TEXT) IS NULL OR CAST($9 AS TEXT) = 'published' \
             OR (CAST($9 AS TEXT) = 'none' \
                 AND (p.state <> 'submitted' OR p.id IN (SELECT post_id FROM task WHERE tenant_id = $1))) \
             OR (CAST($9 AS TEXT) = 'scheduled' AND p.id IN (SELECT s.post_id FROM publication s \
                 WHERE s.tenant_id = $1 AND s.state IN ('scheduled', 'leased', 'sending') AND NOT EXISTS ( \
                     SELECT 1 FROM publication l WHERE l.tenant_id = s.tenant_id AND l.post_id = s.post_id \
                     AND l.account_id = s.account_id AND l.scheduled_at > s.scheduled_at AND l.state <> 'cancelled'))) \
             OR (CAST($9 AS TEXT) = 'held' AND p.id IN (SELECT s.post_id FROM publication s \
                 WHERE s.tenant_id = $1 AND s.state IN ('held', 'failed', 'unknown') AND NOT EXISTS ( \
                     SELECT 1 FROM publication l WHERE l.tenant_id = s.tenant_id AND l.post_id = s.post_id \
                     AND l.account_id = s.account_id AND l.scheduled_at > s.scheduled_at AND l.state <> 'cancelled'))) \
             OR (CAST($9 AS TEXT) IN ('late', 'failed', 'unknown') AND p.id IN (SELECT s.post_id FROM publication s \
                 WHERE s.tenant_id = $1 AND s.state = CASE CAST($9 AS TEXT) WHEN 'late' THEN 'held' ELSE CAST($9 AS TEXT) END AND NOT EXISTS ( \
                     SELECT 1 FROM publication l WHERE l.tenant_id = s.tenant_id AND l.post_id = s.post_id \
                     AND l.account_id = s.account_id AND l.scheduled_at > s.scheduled_at AND l.state <> 'cancelled')))) \
        AND (CAST($2 AS TEXT) IS NULL OR p.section_id = $2 \
             OR p.id IN (SELECT post_id FROM post_revision WHERE tenant_id = $1 AND person_id = $3) \
             OR (p.state = 'submitted' \
                 AND ((CAST($10 AS TEXT) IS NULL AND p.id IN (SELECT post_id FROM task WHERE tenant_id = $1)) \
                      OR p.id IN (SELECT post_id FROM post_step WHERE tenant_id = $1 AND person_id = $3) \
                      OR p.id IN (SELECT subject_id FROM record WHERE tenant_id = $1 AND person_id = $3 \
                                  AND subject_kind = 'post')))) \
        AND (CAST($9 AS TEXT) IS NULL OR CAST($9 AS TEXT) IN ('scheduled', 'held', 'late', 'failed', 'unknown') \
             OR (CAST($9 AS TEXT) = 'none' AND NOT EXISTS (SELECT 1 FROM publication s \
                 WHERE s.tenant_id = p.tenant_id AND s.post_id = p.id AND s.state <> 'cancelled')) \
             OR (CAST($9 AS TEXT) = 'published' AND EXISTS (SELECT 1 FROM publication s \
                 WHERE s.tenant_id = p.tenant_id AND s.post_id = p.id AND s.state = 'published' AND NOT EXISTS ( \
                     SELECT 1 FROM publication l WHERE l.tenant_id = s.tenant_id AND l.post_id = s.post_id \
                     AND l.account_id = s.account_id AND l.scheduled_at > s.scheduled_at AND l.state <> 'cancelled')))) \
        AND (CAST($6 AS TEXT) IS NULL OR r.title LIKE $6 ESCAPE '\\' OR r.text LIKE $6 ESCAPE '\\') ", $end)
    };
}

statements! { "post":
    INSERT = Post::INSERT;
    UPDATE = Post::UPDATE;
    GET = "SELECT * FROM post WHERE tenant_id = $1 AND id = $2";
    // What leaves out most comes first, and what is only one's own is found by the person: who sits elsewhere reads through
    // all posts of the body for a page. Of other sections one sees what one wrote, and of what was passed on what one gave
    // a step or a record for, and what may wait for one. What was passed on and has no send waits for somebody, so it is
    // stored as that.
    LIST = listed!("SELECT p.*, r.title AS title, r.category AS category, r.window_from AS window_from, \
        r.window_until AS window_until, r.person_id AS person_id ", "ORDER BY p.updated_at DESC, p.id DESC LIMIT $8");
    // No further than somebody would count.
    COUNT = listed!("SELECT COUNT(*) AS n FROM (SELECT p.id ", "LIMIT $8) c");
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

/// Posts, the last changed first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(tx: &mut Tx, tenant: TenantId, filter: &Filter, limit: i64) -> Result<Rows<Listed>> {
    Rows::read("post", &tx.all(LIST, values(tenant, filter, limit, false)).await?, |row| {
        Ok(Listed {
            post: read(row)?,
            title: row.text("title")?,
            category: row.opt_text("category")?,
            window: Window::read(row)?,
            person: row.id("person_id")?,
        })
    })
}

/// How many there are, without those of other sections that only wait for somebody; no further than `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn count(tx: &mut Tx, tenant: TenantId, filter: &Filter, limit: i64) -> Result<i64> {
    let row = tx.one(COUNT, values(tenant, filter, limit, true)).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}

fn values(tenant: TenantId, filter: &Filter, limit: i64, near: bool) -> Vec<crate::Value> {
    let pattern = filter.text.as_deref().filter(|text| !text.is_empty()).map(|text| {
        let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        format!("%{escaped}%")
    });
    args![
        tenant,
        filter.only_section,
        filter.person,
        filter.author,
        filter.state.map(PostState::as_str),
        pattern,
        filter.before.unwrap_or(Timestamp::MAX),
        limit,
        filter.sends.map(Sends::as_str),
        near.then_some("near"),
    ]
}

/// Writes a new revision with its targets.
///
/// # Errors
/// Whatever the database says.
pub async fn revision_insert(tx: &mut Tx, tenant: TenantId, revision: &Revision, targets: &[Target]) -> Result<()> {
    table::insert(tx, tenant, revision).await?;
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
