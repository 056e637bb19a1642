//! What screens and API show of a post.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, AccountState, Action, AnswerId, AppointmentId, Digest, Localized, MediaId, PersonId, PostId,
    PublicationId, RevisionId, SectionId, Service, StepId, TargetId,
    digest::Window,
    hand::HandOutcome,
    post::{Means, PostState},
    publication::{Proof, PublicationState, Shows},
};
use tatefuda_regulation::{Answer, Decision};
use utoipa::ToSchema;

use crate::removal::view::RemovalView;

use super::{
    content::{Content, MediumInput},
    limits::TextLength,
};

/// A person as named on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PostPerson)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// The position in which they acted, as named; empty when unknown.
    pub position: String,
    /// The section of that position.
    pub section: String,
    /// The extension number.
    pub extension: String,
}

/// A post, completely.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Post)]
pub struct PostView {
    /// Its id.
    pub id: PostId,
    /// Its version: `ETag`, and what commands name.
    pub version: i64,
    /// Where the paper lies.
    pub state: PostState,
    /// The title (件名).
    pub title: String,
    /// The document number, once passed on.
    pub document_number: Option<String>,
    /// The section to which it belongs.
    pub section: SectionId,
    /// Its name.
    pub section_name: String,
    /// Who began it.
    pub created_by: Person,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The moment for which the view holds; pages tell by it what is on its way.
    #[serde(skip)]
    pub read_at: Timestamp,
    /// Number of the present revision.
    pub revision: i64,
    /// The present content, as the composer takes it.
    pub content: Content,
    /// Digest of all targets together; a check form carries it.
    pub sheet: Digest,
    /// The 照合番号 of `sheet`.
    pub check_number: String,
    /// Per account.
    pub targets: Vec<TargetView>,
    /// What this person can do now. Offers, not permissions: the act itself asks again.
    pub offers: Offers,
    /// Every revision, oldest first.
    pub revisions: Vec<RevisionView>,
    /// Every step given, oldest first.
    pub steps: Vec<StepView>,
    /// Every comment, oldest first.
    pub notes: Vec<NoteView>,
    /// Every intended send, oldest first.
    pub publications: Vec<PublicationView>,
    /// What it corrects; absent: it is no correction.
    pub corrects: Option<CorrectionView>,
    /// Its own corrections, the first first.
    pub corrections: Vec<CorrectionView>,
    /// Within which time the text wants an error of it corrected, and how that stands.
    pub correction_clocks: Vec<CorrectionClock>,
    /// What the regulation says to correcting it, as this person; for the form that begins a correction.
    #[serde(skip)]
    pub correcting: Vec<Answer>,
    /// What the regulation says to taking down what is published, as this person, by account.
    #[serde(skip)]
    pub removing: Vec<(AccountId, Answer)>,
    /// The acts on this post as the operation records have them, oldest first, refused ones too.
    pub trail: Vec<TrailView>,
    /// The stored answers ("why?"), oldest first.
    pub answers: Vec<AnswerView>,
}

/// What goes to one account, and how it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostTarget)]
pub struct TargetView {
    /// Its id.
    pub id: TargetId,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// Its handle.
    pub handle: String,
    /// Its service.
    pub service: Option<Service>,
    /// Where on the service it lands, as `facebook:id:100`; part of what an approval covers.
    pub place: Option<String>,
    /// Where the account stood when this was written, where that is another place: approvals for it are void.
    pub moved_from: Option<String>,
    /// Whether a row of it was changed by hand; it is not sent, and saving it anew puts it right.
    pub altered: bool,
    /// Its state.
    pub account_state: Option<AccountState>,
    /// Whether a worker can send there; otherwise posting is done by hand.
    pub connector: bool,
    /// Whether the text of a post that is there can be changed in its place.
    pub edit: Way,
    /// Whether a post that is there can be taken away for those who have not seen it.
    pub remove: Way,
    /// The exact text.
    pub text: String,
    /// Whether it was written for this account.
    pub own_text: bool,
    /// The link.
    pub link: Option<String>,
    /// Pictures in order, with what was stated about each.
    pub media: Vec<MediumInput>,
    /// The digest that an approval covers.
    pub digest: Digest,
    /// Its 照合番号.
    pub check_number: String,
    /// What the regulation says to publishing it, asked for this person at the time `asked_for`. A preview.
    pub answer: Answer,
    /// The same asked for the person who wrote the present revision: what still stands between the post and its
    /// publication, whoever looks.
    pub clearance: Answer,
    /// The time asked about: the one for which it is scheduled, else now or the begin of the window.
    pub asked_for: Timestamp,
    /// Steps given that count for this very content.
    pub steps: Vec<StepView>,
    /// The live or last intended send.
    pub publication: Option<PublicationView>,
}

/// How something can be done with a post that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PostWay)]
pub enum Way {
    /// The program does it.
    Here,
    /// A person does it on the service's own screens.
    ByHand,
    /// Nobody can.
    Never,
}

/// What a person can do with a post now.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = PostOffers)]
pub struct Offers {
    /// Save another revision.
    pub edit: bool,
    /// Pass it on.
    pub submit: bool,
    /// Take it back (引戻し).
    pub take_back: bool,
    /// Send it back (差戻し).
    pub return_: bool,
    /// Give a step; whose turn it is by the chain.
    pub steps: Vec<StepOffer>,
    /// Publish now, together with what this person can state for it.
    pub publish: bool,
    /// Schedule it: as [`Self::publish`], or only the time is wrong.
    pub schedule: bool,
    /// Give it up.
    pub withdraw: bool,
    /// Cancel a send that has not begun.
    pub cancel: bool,
    /// Begin a correction of what is published.
    pub correct: bool,
    /// State what became of a send whose outcome is unknown.
    pub resolve: bool,
    /// State that such a send is not there.
    pub deny: bool,
}

/// That a post corrects another.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostCorrection)]
pub struct CorrectionView {
    /// The post that corrects.
    pub post: PostId,
    /// The post that is corrected.
    pub original: PostId,
    /// What is wrong there.
    pub what: String,
    /// When somebody noticed.
    pub found_at: Timestamp,
    /// Who began the correction.
    pub person: Person,
    /// When.
    pub at: Timestamp,
    /// Where the paper of the correction lies.
    pub state: PostState,
    /// When it first went out; absent: not yet.
    pub published_at: Option<Timestamp>,
}

/// Within which time the text wants an error corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PostCorrectionClock)]
pub struct CorrectionClock {
    /// The text's word for it.
    pub label: Localized,
    /// Since when it runs.
    pub from: Timestamp,
    /// Until when.
    pub due: Timestamp,
    /// Whether a correction went out.
    pub met: bool,
    /// Whether that was, or is, too late.
    pub late: bool,
}

/// A step that this person can give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PostStepOffer)]
pub struct StepOffer {
    /// The chain.
    pub chain: String,
    /// The step.
    pub step: String,
    /// The pack's word for it.
    pub label: Localized,
    /// For which accounts.
    pub accounts: Vec<AccountId>,
}

/// A revision in the history.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostRevision)]
pub struct RevisionView {
    /// Its id.
    pub id: RevisionId,
    /// Its number.
    pub number: i64,
    /// Who wrote it.
    pub person: Person,
    /// When.
    pub at: Timestamp,
    /// Its title.
    pub title: String,
}

/// A step given.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostStep)]
pub struct StepView {
    /// Its id.
    pub id: StepId,
    /// The chain.
    pub chain: String,
    /// The step.
    pub step: String,
    /// The pack's word for it; the step's id where the present pack does not know it.
    pub label: Localized,
    /// For which account.
    pub account: AccountId,
    /// For which content.
    pub digest: Digest,
    /// Whether that is the present content and it was not taken back.
    pub current: bool,
    /// By whom.
    pub person: Person,
    /// Whether they gave it for a holder who was away (代決).
    pub acting: bool,
    /// When.
    pub at: Timestamp,
    /// By which means.
    pub means: Option<Means>,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// The answer that allowed it.
    pub answer: AnswerId,
}

/// A comment.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostNote)]
pub struct NoteView {
    /// `return`, `resolve`, `withdraw`.
    pub kind: String,
    /// What was said.
    pub text: String,
    /// The sentence it refers to; may be empty.
    pub quote: String,
    /// The account whose text is quoted.
    pub account: Option<AccountId>,
    /// By whom.
    pub person: Person,
    /// When.
    pub at: Timestamp,
    /// On which revision.
    pub revision: RevisionId,
}

/// An intended send.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Publication)]
pub struct PublicationView {
    /// Its id.
    pub id: PublicationId,
    /// Its version.
    pub version: i64,
    /// The post.
    pub post: PostId,
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// The service.
    pub service: Option<Service>,
    /// Where it stands.
    pub state: PublicationState,
    /// The time chosen by a person.
    pub planned_at: Timestamp,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// The window it was scheduled in.
    pub window: Window,
    /// For whom it happens.
    pub scheduled_by: Person,
    /// Calls begun so far.
    pub attempts: i64,
    /// Why it failed, waits or is unknown, as a word; the text is `publication-reason-<word>`.
    pub reason: Option<String>,
    /// Further words of platform or person.
    pub reason_detail: Option<String>,
    /// The address on the platform.
    pub permalink: Option<String>,
    /// The platform's id.
    pub platform_post_id: Option<String>,
    /// How we know.
    pub proof: Option<Proof>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// The stored answer on which it rests or by which it waits.
    pub answer: Option<AnswerId>,
    /// When an unknown outcome is looked for next.
    pub look_at: Option<Timestamp>,
    /// How an address of a post looks on the service; none: it has no addresses, a picture of the screen counts there.
    pub address: Option<String>,
    /// From when on a look can say that it is not there; only while its outcome is unknown.
    pub deniable_from: Option<Timestamp>,
    /// Looks that people took for it, oldest first. Lists of posts leave them out.
    pub looks: Vec<LookView>,
    /// What people saw of it once it was published, oldest first. Lists of posts leave it out.
    pub evidence: Vec<EvidenceView>,
    /// Who took its text last to post it by hand. Lists of posts leave it out.
    pub taking: Option<TakingView>,
    /// Decisions to take it down, the first first. Lists of posts leave out what was kept.
    pub removals: Vec<RemovalView>,
}

/// Who took the text.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TakingView {
    /// Who, with their telephone.
    pub person: Person,
    /// When.
    pub at: Timestamp,
    /// The number of the device on which they are to post; absent: none that is known.
    pub device: Option<String>,
    /// What they said of it, in a word.
    pub said: Option<HandOutcome>,
    /// When they said it.
    pub said_at: Option<Timestamp>,
    /// On which device it was posted, as they say.
    pub posted_on: Option<String>,
    /// Why not, or what they remember.
    pub words: Option<String>,
}

/// What somebody saw of a published post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceView {
    /// Who.
    pub person: Person,
    /// When they looked, or posted it.
    pub at: Timestamp,
    /// What is the case.
    pub shows: Shows,
    /// What that is worth.
    pub grade: Proof,
    /// In their words.
    pub seen: String,
    /// At which address.
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
}

/// What somebody saw who looked for a send.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PublicationLook)]
pub struct LookView {
    /// Who.
    pub person: Person,
    /// When they looked.
    pub at: Timestamp,
    /// Whether it was there.
    pub there: bool,
    /// What they saw, in their words.
    pub seen: String,
    /// The address at which it was.
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<MediaId>,
}

/// One operation record.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostTrail)]
pub struct TrailView {
    /// Its number in the body's chain.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The command, as `post.submit`.
    pub command: String,
    /// Whether it was refused.
    pub refused: bool,
    /// Who; absent: the program.
    pub person: Option<Person>,
    /// In which capacity.
    pub capacity: Option<AppointmentId>,
    /// The program did it, on behalf of the person.
    pub by_program: bool,
    /// The stored answer.
    pub answer: Option<AnswerId>,
}

/// A stored answer in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PostAnswer)]
pub struct AnswerView {
    /// Its id.
    pub id: AnswerId,
    /// The act.
    pub action: Action,
    /// When it was asked.
    pub at: Timestamp,
    /// What it said.
    #[schema(value_type = String)]
    pub decision: Decision,
    /// For whom.
    pub person: Option<Person>,
    /// The answer.
    pub answer: Answer,
}

/// What changed since somebody last looked.
#[derive(Debug, Clone, Serialize)]
pub struct SinceLook {
    /// When they looked.
    pub at: Timestamp,
    /// What changed since.
    pub difference: super::diff::Difference,
}

/// What the regulation says to content that is not saved.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Preview)]
pub struct PreviewView {
    /// Per account, in the order of the form; a post without accounts has one entry without account.
    pub targets: Vec<PreviewTarget>,
    /// What is wrong with the form.
    pub problems: Vec<crate::failure::FieldError>,
    /// What is missing before it can be passed on.
    pub missing: Vec<crate::failure::FieldError>,
    /// What was read in the texts: proposals, with the clauses that speak of them. Links are not among them.
    pub found: Vec<crate::screening::Screened>,
    /// The time asked about.
    pub asked_for: Timestamp,
}

/// What the regulation says for one account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PreviewTarget {
    /// The account.
    pub account: Option<AccountId>,
    /// Its name.
    pub account_name: String,
    /// The 照合番号 that the content would have.
    pub check_number: String,
    /// What the regulation says to publishing it.
    pub answer: Answer,
    /// Whether it cannot be passed on so: refused, or open for the author alone.
    pub blocks_submit: bool,
    /// How long the text is as the service counts; none where no connector knows the service.
    pub length: Option<TextLength>,
}

/// A row of the list of posts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its version.
    pub version: i64,
    /// The title.
    pub title: String,
    /// Where the paper lies.
    pub state: PostState,
    /// The document number.
    pub document_number: Option<String>,
    /// The section.
    pub section_name: String,
    /// The category.
    pub category: Option<String>,
    /// Who wrote the present revision.
    pub person: Person,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The window.
    pub window: Window,
    /// The accounts to which it goes, in the order of the form.
    pub accounts: Vec<RowAccount>,
    /// The intended sends.
    pub publications: Vec<PublicationView>,
}

/// An account in a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PostRowAccount)]
pub struct RowAccount {
    /// Its id.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Its service.
    pub service: Option<Service>,
}

/// A page of the list.
#[derive(Debug, Clone, Serialize)]
pub struct PostPage {
    /// The rows, the last changed first.
    pub rows: Vec<PostRow>,
    /// Cursor of the next page.
    pub next: Option<Timestamp>,
    /// How many there are on all pages, without those of other sections that only wait for the reader.
    pub total: i64,
    /// There are more than were counted.
    pub more: bool,
}
