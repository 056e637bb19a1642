//! Requests of sections for a post (依頼), with their pictures.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_domain::{
    AppointmentId, MediaId, PersonId, PostId, RequestId, SectionId, TenantId,
    case::By,
    post::PostState,
    request::{Request, RequestMedium, RequestState, State},
};

use crate::{
    Result, Row, Rows, Tx, Value, args,
    case::escaped,
    columns,
    sql::{
        Columns, Name, Table as _,
        columns::{self as table, difference, there, unfit},
    },
    statements,
};

statements! { "request":
    INSERT = Request::INSERT;
    UPDATE = Request::UPDATE;
    GET = "SELECT * FROM request WHERE tenant_id = $1 AND id = $2";
    // A draft came of one request at most; of the same draft the newest counts, should rows say otherwise.
    OF_POST = "SELECT * FROM request WHERE tenant_id = $1 AND post_id = $2 ORDER BY asked_at DESC, id DESC LIMIT 1";
    MEDIUM_INSERT = "INSERT INTO request_media (tenant_id, id, request_id, ordinal, media_id, alt) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    MEDIA = "SELECT * FROM request_media WHERE tenant_id = $1 AND request_id = $2 ORDER BY ordinal, id";
    MEDIA_DELETE = "DELETE FROM request_media WHERE tenant_id = $1 AND request_id = $2";
    OF_MEDIUM = "SELECT DISTINCT request_id FROM request_media WHERE tenant_id = $1 AND media_id = $2 \
        ORDER BY request_id LIMIT $3";
    // `$2` NULL: whoever may read all; `$3`: whether they see what names no account.
    LIST = "SELECT r.* FROM request r LEFT JOIN account a ON a.tenant_id = r.tenant_id AND a.id = r.account_id \
        LEFT JOIN section s ON s.tenant_id = r.tenant_id AND s.id = r.section_id WHERE r.tenant_id = $1 \
        AND (CAST($2 AS TEXT) IS NULL OR r.section_id = $2 OR a.section_id = $2 OR (r.account_id IS NULL AND $3) \
        OR EXISTS (SELECT 1 FROM account_owner o WHERE o.tenant_id = r.tenant_id AND o.account_id = r.account_id \
            AND o.section_id = $2 AND o.from_at <= $9 AND (o.until_at IS NULL OR o.until_at > $9))) \
        AND (CAST($4 AS TEXT) IS NULL OR r.state = $4) \
        AND (CAST($5 AS TEXT) IS NULL OR r.title LIKE $5 ESCAPE '!' OR r.text LIKE $5 ESCAPE '!' \
        OR s.name_ja LIKE $5 ESCAPE '!') \
        AND (CAST($6 AS BIGINT) IS NULL OR r.asked_at < $6 OR (r.asked_at = $6 AND r.id < $7)) \
        ORDER BY r.asked_at DESC, r.id DESC LIMIT $8";
    // How far what came of them has got, in one go.
    STAGES = crate::of_ids!("SELECT p.id AS post_id, p.state AS state, \
        (SELECT COUNT(*) FROM publication x WHERE x.tenant_id = p.tenant_id AND x.post_id = p.id \
            AND x.state = 'published') AS published, \
        (SELECT COUNT(*) FROM publication x WHERE x.tenant_id = p.tenant_id AND x.post_id = p.id \
            AND x.state NOT IN ('published', 'cancelled', 'failed')) AS pending \
        FROM post p WHERE p.tenant_id = $1 AND p.id IN (SELECT id FROM ids)");
}

columns! { Request = "request" {
    id;
    version;
    title;
    text;
    note;
    source;
    account = "account_id";
    wished_at;
    section = "section_id";
    by: By;
    stated_at;
    asked_at;
    state: State;
    media => vec![];
} }

/// The columns of [`State`], NULL where they do not belong to it.
struct StateColumns {
    state: RequestState,
    decided_at: Option<Timestamp>,
    decided_by: Option<PersonId>,
    decided_as: Option<AppointmentId>,
    reason: Option<String>,
    post: Option<PostId>,
}

columns! { StateColumns {
    state;
    decided_at;
    decided_by;
    decided_as;
    reason;
    post = "post_id";
} }

impl StateColumns {
    fn of(state: &State) -> Self {
        let decided = state.decided();
        Self {
            state: state.name(),
            decided_at: decided.map(|(at, _)| at),
            decided_by: decided.map(|(_, by)| by.person),
            decided_as: decided.map(|(_, by)| by.capacity),
            reason: state.reason().map(ToOwned::to_owned),
            post: state.post(),
        }
    }
}

impl Columns for State {
    const NAMES: &'static [Name] = StateColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        StateColumns::of(self).bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let columns = StateColumns::read(row)?;
        let at = || there("decided_at", columns.decided_at);
        let by = || -> Result<By> {
            Ok(By {
                person: there("decided_by", columns.decided_by)?,
                capacity: there("decided_as", columns.decided_as)?,
            })
        };
        let reason = || there("reason", columns.reason.clone());
        let read = match columns.state {
            RequestState::Asked => Self::Asked,
            RequestState::Returned => Self::Returned { at: at()?, by: by()?, reason: reason()? },
            RequestState::Taken => Self::Taken { at: at()?, by: by()?, post: there("post_id", columns.post)? },
            RequestState::Refused => Self::Refused { at: at()?, by: by()?, reason: reason()? },
            RequestState::Withdrawn => Self::Withdrawn { at: at()?, by: by()? },
        };
        match difference(&columns, &StateColumns::of(&read)) {
            Some(column) => Err(unfit(column, columns.state.as_str())),
            None => Ok(read),
        }
    }
}

/// A request without its pictures.
pub(crate) fn read(row: &Row) -> Result<Request> {
    Request::read(row)
}

pub(crate) fn read_medium(row: &Row) -> Result<RequestMedium> {
    Ok(RequestMedium { media: row.id("media_id")?, alt: row.text("alt")? })
}

async fn whole(tx: &mut Tx, tenant: TenantId, row: Option<Row>) -> Result<Option<Request>> {
    let Some(mut request) = row.as_ref().map(read).transpose()? else { return Ok(None) };
    request.media = tx.all(MEDIA, args![tenant, request.id]).await?.iter().map(read_medium).collect::<Result<_>>()?;
    Ok(Some(request))
}

/// Adds a request with its pictures.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn request_insert(tx: &mut Tx, tenant: TenantId, request: &Request) -> Result<()> {
    table::insert(tx, tenant, request).await?;
    media_insert(tx, tenant, request).await
}

async fn media_insert(tx: &mut Tx, tenant: TenantId, request: &Request) -> Result<()> {
    for (ordinal, medium) in (0_i64..).zip(&request.media) {
        let id = format!("{}-{ordinal}", request.id);
        let values = args![tenant, id, request.id, ordinal, medium.media, &medium.alt];
        tx.execute(MEDIUM_INSERT, values).await?;
    }
    Ok(())
}

/// Writes a change of the version in `request.version`, its pictures with it where `media` says so; `false`: it was another
/// version.
///
/// # Errors
/// As [`request_insert`].
pub async fn request_update(tx: &mut Tx, tenant: TenantId, request: &Request, media: bool) -> Result<bool> {
    if !table::update(tx, tenant, request).await? {
        return Ok(false);
    }
    if media {
        tx.execute(MEDIA_DELETE, args![tenant, request.id]).await?;
        media_insert(tx, tenant, request).await?;
    }
    Ok(true)
}

/// A request by id.
///
/// # Errors
/// As [`request_insert`].
pub async fn request_get(tx: &mut Tx, tenant: TenantId, id: RequestId) -> Result<Option<Request>> {
    let row = tx.one(GET, args![tenant, id]).await?;
    whole(tx, tenant, row).await
}

/// The request of which a draft came.
///
/// # Errors
/// As [`request_insert`].
pub async fn request_of_post(tx: &mut Tx, tenant: TenantId, post: PostId) -> Result<Option<Request>> {
    let row = tx.one(OF_POST, args![tenant, post]).await?;
    whole(tx, tenant, row).await
}

/// Requests that have a picture, at most `limit`.
///
/// # Errors
/// As [`request_insert`].
pub async fn requests_of_medium(tx: &mut Tx, tenant: TenantId, medium: MediaId, limit: i64) -> Result<Vec<RequestId>> {
    tx.all(OF_MEDIUM, args![tenant, medium, limit]).await?.iter().map(|row| row.id("request_id")).collect()
}

/// What a list is narrowed to; what is absent lets everything through.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    /// The section whose requests they are or whose account they name, and whether what names no account is shown; absent:
    /// all of them.
    pub reader: Option<(SectionId, bool)>,
    /// The moment at which sections are asked about.
    pub now: Timestamp,
    /// Where they stand.
    pub state: Option<RequestState>,
    /// A part of title, words or the section's name.
    pub search: Option<&'a str>,
    /// Only what comes after this one in the list.
    pub after: Option<(Timestamp, RequestId)>,
}

/// A page of requests without their pictures, the newest first.
///
/// # Errors
/// As [`request_insert`].
pub async fn request_list(tx: &mut Tx, tenant: TenantId, filter: &Filter<'_>, limit: i64) -> Result<Rows<Request>> {
    let search = filter.search.map(|text| format!("%{}%", escaped(text)));
    let (at, id) = filter.after.unzip();
    let (section, open) = filter.reader.unzip();
    let state = filter.state.map(RequestState::as_str);
    let values = args![tenant, section, open.unwrap_or(true), state, search.as_deref(), at, id, limit, filter.now];
    Rows::read("request", &tx.all(LIST, values).await?, read)
}

/// How far a draft has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// Where the paper lies.
    pub state: PostState,
    /// How many of its sends are out.
    pub published: i64,
    /// How many are neither out nor over.
    pub pending: i64,
}

/// How far drafts have got, by their ids.
///
/// # Errors
/// As [`request_insert`].
pub async fn stages(tx: &mut Tx, tenant: TenantId, posts: &[PostId]) -> Result<BTreeMap<PostId, Stage>> {
    if posts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: String = posts.iter().map(ToString::to_string).collect();
    let read = |row: &Row| -> Result<(PostId, Stage)> {
        let word = row.text("state")?;
        let state = PostState::parse(&word).ok_or_else(|| unfit("state", word))?;
        Ok((row.id("post_id")?, Stage { state, published: row.int("published")?, pending: row.int("pending")? }))
    };
    tx.all(STAGES, args![tenant, ids]).await?.iter().map(read).collect()
}
