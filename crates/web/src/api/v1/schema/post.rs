//! Posts, their intended sends, and what is said to unsaved content.

use std::collections::BTreeMap;

use utoipa::ToSchema;

use super::answer::{Answer, Localized};
use crate::api::v1::input::{MediumBody, PostInput, WindowInput};

/// A post with its targets, the live answers, its trail and its sends.
#[derive(ToSchema)]
pub(crate) struct Post {
    #[schema(format = "uuid")]
    id: String,
    /// `ETag`, and what `If-Match` names.
    version: i64,
    state: PostState,
    title: String,
    /// The document number, once passed on.
    document_number: Option<String>,
    #[schema(format = "uuid")]
    section: String,
    section_name: String,
    created_by: PostPerson,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
    /// Number of the present revision.
    revision: i64,
    /// The present content; it can be put back as it is.
    content: PostInput,
    /// Digest of all targets together: what a step is given for.
    sheet: String,
    /// The same in few characters, for people.
    check_number: String,
    targets: Vec<PostTarget>,
    offers: PostOffers,
    revisions: Vec<PostRevision>,
    steps: Vec<PostStep>,
    notes: Vec<PostNote>,
    publications: Vec<Publication>,
    /// The acts on this post as the operation records have them, refused ones too.
    trail: Vec<PostTrail>,
    answers: Vec<PostAnswer>,
}

/// Where the paper lies.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum PostState {
    Drafting,
    Submitted,
    Returned,
    Withdrawn,
}

/// A person in the capacity in which they acted.
#[derive(ToSchema)]
struct PostPerson {
    #[schema(format = "uuid")]
    id: String,
    name: String,
    position: String,
    section: String,
    extension: String,
}

/// What goes to one account, and how it stands.
#[derive(ToSchema)]
struct PostTarget {
    #[schema(format = "uuid")]
    id: String,
    #[schema(format = "uuid")]
    account: String,
    account_name: String,
    handle: String,
    service: Option<String>,
    /// Where on the service it lands, as `facebook:id:100`; part of what an approval covers.
    place: Option<String>,
    /// Where the account stood when this was written, where that is another place: approvals for it are void.
    moved_from: Option<String>,
    /// Whether a row of it was changed by hand; then it is not sent.
    altered: bool,
    account_state: Option<String>,
    /// Whether a worker can send there; otherwise posting is done by hand.
    connector: bool,
    /// The exact text.
    text: String,
    /// Whether it was written for this account.
    own_text: bool,
    link: Option<String>,
    /// Pictures in order, with what was stated about each.
    media: Vec<MediumBody>,
    /// What an approval covers.
    digest: String,
    check_number: String,
    /// What the regulation says to publishing it, asked for the caller.
    answer: Answer,
    /// The same asked for the person who wrote the present revision.
    clearance: Answer,
    #[schema(format = DateTime)]
    asked_for: String,
    /// Steps given that count for this very content.
    steps: Vec<PostStep>,
    /// The live or last intended send.
    publication: Option<Publication>,
}

/// What the caller can do now. Offers, not permissions: the act itself asks again.
#[derive(ToSchema)]
struct PostOffers {
    edit: bool,
    submit: bool,
    take_back: bool,
    return_: bool,
    steps: Vec<PostStepOffer>,
    publish: bool,
    schedule: bool,
    withdraw: bool,
    cancel: bool,
    resolve: bool,
    /// State that a send of unknown outcome is not there.
    deny: bool,
}

/// A step that the caller can give.
#[derive(ToSchema)]
struct PostStepOffer {
    chain: String,
    step: String,
    label: Localized,
    accounts: Vec<String>,
}

/// A revision in the history.
#[derive(ToSchema)]
struct PostRevision {
    #[schema(format = "uuid")]
    id: String,
    number: i64,
    person: PostPerson,
    #[schema(format = DateTime)]
    at: String,
    title: String,
}

/// A step given.
#[derive(ToSchema)]
struct PostStep {
    #[schema(format = "uuid")]
    id: String,
    chain: String,
    step: String,
    label: Localized,
    #[schema(format = "uuid")]
    account: String,
    digest: String,
    /// Whether it stands for the present content and was not taken back.
    current: bool,
    person: PostPerson,
    #[schema(format = DateTime)]
    at: String,
    /// `screen`, `paper`, `electronic`, `telephone`; absent: unknown.
    means: Option<String>,
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
    /// The answer that allowed it.
    #[schema(format = "uuid")]
    answer: String,
}

/// A comment.
#[derive(ToSchema)]
struct PostNote {
    /// `return`, `resolve`, `withdraw`.
    kind: String,
    text: String,
    /// The sentence it refers to; may be empty.
    quote: String,
    #[schema(format = "uuid")]
    account: Option<String>,
    person: PostPerson,
    #[schema(format = DateTime)]
    at: String,
    #[schema(format = "uuid")]
    revision: String,
}

/// An intended send.
#[derive(ToSchema)]
pub(crate) struct Publication {
    #[schema(format = "uuid")]
    id: String,
    /// What `If-Match` names where the send is resolved or scheduled again.
    version: i64,
    #[schema(format = "uuid")]
    post: String,
    #[schema(format = "uuid")]
    account: String,
    account_name: String,
    service: Option<String>,
    state: PublicationState,
    /// The time chosen by a person.
    #[schema(format = DateTime)]
    planned_at: String,
    /// When it is tried next.
    #[schema(format = DateTime)]
    due_at: String,
    window: WindowInput,
    scheduled_by: PostPerson,
    /// Calls begun so far.
    attempts: i64,
    /// Why it failed, waits or is unknown, as a stable word.
    reason: Option<String>,
    reason_detail: Option<String>,
    permalink: Option<String>,
    platform_post_id: Option<String>,
    proof: Option<PublicationProof>,
    #[schema(format = DateTime)]
    published_at: Option<String>,
    /// The stored answer on which it rests or by which it waits.
    #[schema(format = "uuid")]
    answer: Option<String>,
    #[schema(format = DateTime)]
    look_at: Option<String>,
    /// How an address of a post looks on the service; null: it has none, a picture of the screen counts there.
    address: Option<String>,
    /// From when on a look can say that it is not there; only while its outcome is unknown.
    #[schema(format = DateTime)]
    deniable_from: Option<String>,
    /// Looks that people took for it, oldest first; left out in lists of posts.
    looks: Vec<PublicationLook>,
}

/// What somebody saw who looked for a send.
#[derive(ToSchema)]
struct PublicationLook {
    person: PostPerson,
    /// When they looked.
    #[schema(format = DateTime)]
    at: String,
    /// Whether it was there.
    there: bool,
    /// What they saw, in their words.
    seen: String,
    url: Option<String>,
    /// A picture of the screen, by id.
    #[schema(format = "uuid")]
    picture: Option<String>,
}

/// Where an intended send stands.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum PublicationState {
    Scheduled,
    Leased,
    Sending,
    Published,
    Failed,
    Held,
    Unknown,
    Cancelled,
}

/// How it is known that something was published, weakest first.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum PublicationProof {
    Stated,
    Seen,
    Readback,
    Api,
}

/// One operation record.
#[derive(ToSchema)]
struct PostTrail {
    seq: u64,
    #[schema(format = DateTime)]
    at: String,
    command: String,
    refused: bool,
    /// Who; absent: the program for nobody in particular.
    person: Option<PostPerson>,
    #[schema(format = "uuid")]
    capacity: Option<String>,
    /// The program did it, on behalf of the person.
    by_program: bool,
    #[schema(format = "uuid")]
    answer: Option<String>,
}

/// A stored answer.
#[derive(ToSchema)]
struct PostAnswer {
    #[schema(format = "uuid")]
    id: String,
    /// The act.
    action: String,
    #[schema(format = DateTime)]
    at: String,
    /// `permitted`, `needs`, `refused`.
    decision: String,
    person: Option<PostPerson>,
    answer: Answer,
}

/// A post in short.
#[derive(ToSchema)]
pub(crate) struct PostRow {
    #[schema(format = "uuid")]
    id: String,
    version: i64,
    title: String,
    state: PostState,
    document_number: Option<String>,
    section_name: String,
    category: Option<String>,
    /// Who wrote the present revision.
    person: PostPerson,
    #[schema(format = DateTime)]
    updated_at: String,
    window: WindowInput,
    /// The accounts to which it goes.
    accounts: Vec<PostRowAccount>,
    publications: Vec<Publication>,
}

/// An account to which a post goes.
#[derive(ToSchema)]
struct PostRowAccount {
    #[schema(format = "uuid")]
    account: String,
    name: String,
    service: Option<String>,
}

/// What the regulation says to unsaved content.
#[derive(ToSchema)]
pub(crate) struct Preview {
    /// Per account, in the order of the content; content without accounts has one entry without account.
    targets: Vec<PreviewTarget>,
    /// What cannot be used.
    problems: Vec<PreviewProblem>,
    /// What is missing before it can be passed on.
    missing: Vec<PreviewProblem>,
    /// What was read in the texts, links apart.
    found: Vec<super::Screened>,
    #[schema(format = DateTime)]
    asked_for: String,
}

/// What the regulation says for one account.
#[derive(ToSchema)]
struct PreviewTarget {
    #[schema(format = "uuid")]
    account: Option<String>,
    account_name: String,
    check_number: String,
    answer: Answer,
    /// Whether it cannot be passed on so.
    blocks_submit: bool,
    /// How long the text is as the service counts; absent where no connector knows the service.
    length: Option<PreviewLength>,
}

/// The length of a text as a service counts it.
#[derive(ToSchema)]
struct PreviewLength {
    count: u64,
    max: u64,
    /// What is counted: `code-point`, `utf-16`, `utf-8` (bytes), `weighted` (as X does).
    unit: String,
    over: bool,
}

/// One field that cannot be used or is missing.
#[derive(ToSchema)]
struct PreviewProblem {
    field: String,
    /// A stable word.
    key: String,
    args: BTreeMap<String, String>,
}
