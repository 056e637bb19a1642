//! The organisation at one time, and people.

use utoipa::ToSchema;

/// The organisation at one time.
#[derive(ToSchema)]
pub(crate) struct Organisation {
    /// Sections in their order.
    sections: Vec<Section>,
    /// Positions, highest rank first.
    positions: Vec<Position>,
    /// Running appointments, highest rank first.
    appointments: Vec<Appointment>,
}

/// When something holds.
#[derive(ToSchema)]
struct OrgSpan {
    #[schema(format = DateTime)]
    from: String,
    /// Up to, not including, this moment; absent: open.
    #[schema(format = DateTime)]
    until: Option<String>,
}

/// An organisational unit.
#[derive(ToSchema)]
struct Section {
    #[schema(format = "uuid")]
    id: String,
    /// The unit above it.
    #[schema(format = "uuid")]
    parent: Option<String>,
    name_ja: String,
    name_kana: String,
    name_en: String,
    ordinal: i64,
    span: OrgSpan,
    /// Its level, an id of the levels that the regulation knows; empty: nobody entered it.
    level: String,
    /// Its branch of the body; empty: that of the unit above, if any.
    branch: String,
}

/// A position (職).
#[derive(ToSchema)]
struct Position {
    #[schema(format = "uuid")]
    id: String,
    #[schema(format = "uuid")]
    section: String,
    name_ja: String,
    name_kana: String,
    name_en: String,
    rank: String,
    /// Lower is higher.
    rank_order: i64,
    extension: String,
    span: OrgSpan,
}

/// One person holding one position.
#[derive(ToSchema)]
struct Appointment {
    #[schema(format = "uuid")]
    id: String,
    #[schema(format = "uuid")]
    person: String,
    #[schema(format = "uuid")]
    section: String,
    #[schema(format = "uuid")]
    position: String,
    /// `regular`, `concurrent` (兼務), `acting` (事務取扱).
    kind: String,
    /// The appointment for which this one stands in.
    #[schema(format = "uuid")]
    deputy_of: Option<String>,
    deputy_order: i64,
    span: OrgSpan,
    person_name: String,
    section_name: String,
    section_name_en: String,
    position_name: String,
    position_name_en: String,
    rank: String,
    extension: String,
    absent: bool,
}

/// An intended send of somebody. What it says is read under one's own access to the post.
#[derive(ToSchema)]
pub(crate) struct Pending {
    #[schema(format = "uuid")]
    publication: String,
    #[schema(format = "uuid")]
    post: String,
    document_number: Option<String>,
    #[schema(format = "uuid")]
    account: String,
    account_name: String,
    /// `scheduled`, `leased`, `sending`, `held`, `unknown`.
    state: String,
    #[schema(format = DateTime)]
    planned_at: String,
    /// The appointment in which it was scheduled.
    #[schema(format = "uuid")]
    capacity: String,
    /// When that appointment ends or ended.
    #[schema(format = DateTime)]
    capacity_until: Option<String>,
    /// Nobody holds that appointment at the planned time: the send will be held then.
    orphaned: bool,
}

/// A person of the body.
#[derive(ToSchema)]
pub(crate) struct Person {
    #[schema(format = "uuid")]
    id: String,
    /// What `If-Match` names.
    version: i64,
    login: String,
    name: String,
    kana: String,
    name_en: String,
    extension: String,
    #[schema(format = DateTime)]
    created_at: String,
    /// When their use ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    appointments: Vec<Appointment>,
    /// System rights.
    rights: Vec<String>,
    must_change_password: bool,
}
