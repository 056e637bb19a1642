//! Lines of the ledger.

use utoipa::ToSchema;

use super::answer::Localized;

/// An account of the ledger.
#[derive(ToSchema)]
pub(crate) struct Account {
    #[schema(format = "uuid")]
    id: String,
    /// `ETag`, and what `If-Match` names.
    version: i64,
    service: String,
    service_name: Localized,
    name: String,
    handle: String,
    url: String,
    purpose: String,
    #[schema(format = "uuid")]
    section: String,
    section_name: Localized,
    class: Option<String>,
    state: AccountState,
    /// The service's own id.
    external_id: Option<String>,
    /// Whether it stands on the page for residents.
    listed: bool,
    public_note: String,
    /// The mail address with which it is registered at the service.
    mail: String,
    /// Whether that address is one person's own mailbox; absent: nobody answered.
    mail_personal: Option<bool>,
    /// The address that its profile shows.
    profile_url: String,
    /// The page of the body's website that introduces it.
    listing_url: String,
    /// The section's mailbox in which mail about it is read.
    mailbox: String,
    #[schema(format = DateTime)]
    registered_at: String,
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// Until when it may run under 経過措置.
    #[schema(format = DateTime)]
    transition_until: Option<String>,
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    #[schema(format = DateTime)]
    checked_at: Option<String>,
    /// Whether a worker can send there; otherwise posting is done by hand.
    connector: bool,
    connector_note: Option<Localized>,
    /// Whether a token is stored. The token itself is never given.
    connected: bool,
    #[schema(format = DateTime)]
    token_expires_at: Option<String>,
    #[schema(format = DateTime)]
    last_published: Option<String>,
}

/// Where an account stands.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum AccountState {
    Preparing,
    Active,
    Transition,
    Suspended,
    Closed,
    Deleted,
}
