//! Posts and publications.

use super::{
    Choice, ClauseRef, FieldView, FormMeta, LineView, Link, NeedView, Pair, PictureDraft, PictureView, PostState,
    Proof, PublicationState, RecordFormView, When,
};
use crate::diff::Span;

/// An account as a line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountRef {
    /// Id.
    pub id: String,
    /// Name of the service, e.g. Facebook.
    pub service: String,
    /// Name of the account.
    pub name: String,
    /// Handle or address on the service.
    pub handle: String,
}

/// The form of the composer.
#[derive(Clone, Debug)]
pub struct ComposerForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// The post that is edited; `None` for a new one.
    pub post_id: Option<String>,
    /// The revision from which the form is filled; what it does not show is taken from there.
    pub base: Option<i64>,
    /// A title that is not the first line of the text.
    pub title: Option<String>,
    /// What the form has no field for and carries along.
    pub carried: Vec<Pair>,
    /// Accounts of the ledger with the text for each.
    pub accounts: Vec<AccountDraft>,
    /// Text for all accounts that have none of their own.
    pub text: String,
    /// Link; may be empty.
    pub link: String,
    /// Pictures in order, with what was typed about each.
    pub pictures: Vec<PictureDraft>,
    /// Categories of the pack; empty when the pack has none.
    pub categories: Vec<Choice>,
    /// Clauses that ask for the category.
    pub category_clauses: Vec<ClauseRef>,
    /// Classification scheme of the pack; empty when it has none. Nothing chosen beforehand.
    pub classifications: Vec<Choice>,
    /// Clauses that ask for the classification.
    pub classification_clauses: Vec<ClauseRef>,
    /// Decision status values; empty when no rule reads it.
    pub decision_statuses: Vec<Choice>,
    /// Further declared fields.
    pub extra: Vec<FieldView>,
    /// The window in which sending is allowed without another check.
    pub window: WindowForm,
    /// Records that the author can give with this form.
    pub supplies: Vec<RecordFormView>,
    /// Verb of the pack for submitting; `None` when submitting is not possible from here.
    pub submit_label: Option<String>,
    /// Why the post came back, when it was returned.
    pub returned: Option<TrailEntry>,
    /// Steps that count for the stored content and no longer would for another, in words of the pack.
    pub voids: Vec<String>,
}

/// One account in the composer.
#[derive(Clone, Debug)]
pub struct AccountDraft {
    /// The account.
    pub account: AccountRef,
    /// Whether the post goes there.
    pub selected: bool,
    /// Text of its own; empty means the shared text.
    pub text: String,
    /// Link of its own, where the accounts of the post differ in their links.
    pub link: Option<String>,
    /// How many units the service allows; none where no connector knows it.
    pub limit: Option<u32>,
    /// What the service counts, as the counter of the page knows it: `code-point`, `utf-16`.
    pub unit: &'static str,
    /// How many units the text has now, as the service counts.
    pub count: u32,
    /// Why the account cannot be chosen, e.g. not yet in operation.
    pub closed: Option<String>,
    /// Whether the program can send there itself.
    pub connector: bool,
}

impl AccountDraft {
    /// Whether it can be chosen, or is chosen already: what stands in a post can be seen and taken out.
    #[must_use]
    pub fn offered(&self) -> bool {
        self.closed.is_none() || self.selected
    }

    /// Whether the text is longer than the service allows.
    #[must_use]
    pub fn too_long(&self) -> bool {
        self.limit.is_some_and(|limit| self.count > limit)
    }
}

/// The window, as date and time inputs that work without scripts.
#[derive(Clone, Debug, Default)]
pub struct WindowForm {
    /// `YYYY-MM-DD` or empty.
    pub from_date: String,
    /// `HH:MM` or empty.
    pub from_time: String,
    /// `YYYY-MM-DD` or empty.
    pub until_date: String,
    /// `HH:MM` or empty.
    pub until_time: String,
    /// Name of the time zone in words.
    pub zone: String,
}

/// Both texts of a stale save; nothing is lost.
#[derive(Clone, Debug)]
pub struct StaleSave {
    /// Who saved in between, and when.
    pub by: String,
    /// When.
    pub at: When,
    /// Version that is stored now; the form that follows carries it.
    pub version: i64,
    /// Field by field, where the two differ.
    pub fields: Vec<TwoTexts>,
}

/// One field of a stale save.
#[derive(Clone, Debug)]
pub struct TwoTexts {
    /// The field in words.
    pub label: String,
    /// What the reader typed.
    pub mine: String,
    /// What is stored.
    pub theirs: String,
    /// From theirs to mine.
    pub spans: Vec<Span>,
}

/// One line of the list of posts.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// Id.
    pub id: String,
    /// Document number.
    pub number: Option<String>,
    /// First line of the text.
    pub title: String,
    /// Accounts.
    pub accounts: Vec<String>,
    /// State.
    pub state: PostState,
    /// Author with section.
    pub author: String,
    /// Window in words.
    pub window: Option<String>,
    /// Last change.
    pub updated: When,
}

/// Searching in a list.
#[derive(Clone, Debug, Default)]
pub struct SearchForm {
    /// The filter that stays.
    pub state: Option<String>,
    /// What is searched for.
    pub text: String,
}

/// A filter of a list.
#[derive(Clone, Debug)]
pub struct FilterTab {
    /// Address.
    pub href: String,
    /// Words.
    pub label: String,
    /// How many.
    pub count: Option<u32>,
    /// Whether it is the current one.
    pub current: bool,
}

/// A post with its history.
#[derive(Clone, Debug)]
pub struct PostView {
    /// Id.
    pub id: String,
    /// Document number.
    pub number: Option<String>,
    /// First line of the text.
    pub title: String,
    /// State.
    pub state: PostState,
    /// 照合番号 of the sheet.
    pub code: String,
    /// Number of the revision.
    pub revision: u32,
    /// Author with section and capacity.
    pub author: String,
    /// When it was begun.
    pub created: When,
    /// Category in words.
    pub category: Option<String>,
    /// Classification in words.
    pub classification: Option<String>,
    /// Decision status in words.
    pub decision_status: Option<String>,
    /// Further declared fields in words.
    pub extra: Vec<Pair>,
    /// Window in words.
    pub window: Option<String>,
    /// One target for each account.
    pub targets: Vec<TargetView>,
    /// The text of a draft that goes nowhere yet; else it stands in the targets.
    pub text: Option<String>,
    /// Whether a send has begun or is due at once, so that the page will soon say something else.
    pub moving: bool,
}

/// How the post reads on one account.
#[derive(Clone, Debug)]
pub struct TargetView {
    /// The account.
    pub account: AccountRef,
    /// Text exactly as it will be sent.
    pub text: String,
    /// Link.
    pub link: Option<String>,
    /// Pictures in order.
    pub pictures: Vec<PictureView>,
    /// Where on the service it lands, in words.
    pub place: Option<String>,
    /// Why checks given for it do not count, where that is not for its content.
    pub warning: Option<String>,
    /// 照合番号 of the target.
    pub code: String,
    /// What became of it, newest last.
    pub publications: Vec<PublicationView>,
    /// Whether the program can send there itself.
    pub connector: bool,
}

/// One intended send.
#[derive(Clone, Debug)]
pub struct PublicationView {
    /// Id.
    pub id: String,
    /// State.
    pub state: PublicationState,
    /// For when it is planned.
    pub planned: Option<When>,
    /// When it was published.
    pub published: Option<When>,
    /// How we know.
    pub proof: Option<Proof>,
    /// Address on the service.
    pub url: Option<String>,
    /// Why it failed, is held or is unknown.
    pub reason: Option<String>,
    /// The stored answer, when the regulation held it.
    pub answer_id: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// Looks that people took for it.
    pub looks: Vec<LookView>,
    /// The form with which a person resolves an unknown send.
    pub resolve: Option<ResolveForm>,
    /// Why it waits and how it goes on, where it is held.
    pub held: Option<HeldView>,
}

/// A look at the account, for a send whose result is unknown.
#[derive(Clone, Debug)]
pub struct LookView {
    /// When.
    pub at: When,
    /// Who.
    pub who: String,
    /// Whether it was there, in words.
    pub found: String,
    /// What was seen.
    pub seen: String,
    /// Id of a picture of the screen.
    pub picture: Option<String>,
}

/// A send that waits for a person: what stands in its way, and the ways on.
#[derive(Clone, Debug, Default)]
pub struct HeldView {
    /// The clauses on which it was held, each with what it says here.
    pub lines: Vec<LineView>,
    /// What was missing, with who can give it.
    pub needs: Vec<NeedView>,
    /// What to do now, in one sentence.
    pub way: String,
    /// Where that is done, when it is another page.
    pub link: Option<Link>,
    /// Sending it after all; `None` while the regulation does not permit it or the reader may not.
    pub resume: Option<ResumeForm>,
    /// Giving it up; `None` when the reader may not.
    pub cancel: Option<FormMeta>,
}

/// Puts a held send back on the schedule; posts to `/publications/{id}/reschedule`.
#[derive(Clone, Debug, Default)]
pub struct ResumeForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// The window in words.
    pub window: Option<String>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// What a person can say about a send whose result is unknown.
#[derive(Clone, Debug)]
pub struct ResolveForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// What may be stated: values `published`, `not-published`, …
    pub outcomes: Vec<Choice>,
    /// Whether only others may say that it is not there.
    pub denied_by_others: bool,
    /// How an address of a post looks there; none: a picture of the screen is asked for.
    pub address: Option<String>,
    /// What was typed as address.
    pub url: String,
    /// What was seen.
    pub seen: String,
    /// What was typed as note.
    pub note: String,
}

/// One line of the trail.
#[derive(Clone, Debug)]
pub struct TrailEntry {
    /// When.
    pub at: When,
    /// Who.
    pub who: String,
    /// In which capacity.
    pub capacity: String,
    /// What was done, in words.
    pub what: String,
    /// A comment that belongs to it.
    pub comment: Option<String>,
    /// Whether it was refused.
    pub refused: bool,
    /// The stored answer behind it.
    pub answer_id: Option<String>,
    /// 照合番号 of the content it was about.
    pub code: Option<String>,
    /// Whether the content changed since.
    pub stale: bool,
}

/// What the reader can do with the post now. `None` is not offered.
#[derive(Clone, Debug, Default)]
pub struct PostActions {
    /// Whether the edit page is offered.
    pub edit: bool,
    /// Submit.
    pub submit: Option<SubmitForm>,
    /// 引戻し
    pub take_back: Option<FormMeta>,
    /// Label of the step when the reader can give it; leads to the check page.
    pub check: Option<String>,
    /// 差戻し
    pub send_back: Option<ReturnForm>,
    /// Choose a time inside the window.
    pub schedule: Option<ScheduleForm>,
    /// Publish now.
    pub publish: Option<PublishForm>,
    /// Cancel what is scheduled.
    pub cancel: Option<FormMeta>,
    /// 取りやめ
    pub withdraw: Option<FormMeta>,
}

impl PostActions {
    /// Nothing is offered.
    #[must_use]
    pub fn none(&self) -> bool {
        !self.edit
            && self.submit.is_none()
            && self.take_back.is_none()
            && self.check.is_none()
            && self.send_back.is_none()
            && self.schedule.is_none()
            && self.publish.is_none()
            && self.cancel.is_none()
            && self.withdraw.is_none()
    }
}

/// Submitting a post.
#[derive(Clone, Debug)]
pub struct SubmitForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Verb of the pack.
    pub label: String,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// Returning a post with a comment.
#[derive(Clone, Debug)]
pub struct ReturnForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Where it goes back to; empty when there is only the author.
    pub to: Vec<Choice>,
    /// What was typed.
    pub comment: String,
}

/// Choosing a time inside the window.
#[derive(Clone, Debug)]
pub struct ScheduleForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Sheet digest in hexadecimal that the page shows.
    pub shown: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    /// The window in words.
    pub window: Option<String>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// Publishing now.
#[derive(Clone, Debug)]
pub struct PublishForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Sheet digest in hexadecimal that the page shows.
    pub shown: String,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// What changed in one target.
#[derive(Clone, Debug)]
pub struct TargetDiff {
    /// The account.
    pub account: AccountRef,
    /// Text with its changes; empty when the text is the same.
    pub text: Vec<Span>,
    /// Other fields that changed.
    pub fields: Vec<FieldChange>,
}

impl TargetDiff {
    /// How many separate places of the text changed.
    #[must_use]
    pub fn places(&self) -> u32 {
        crate::diff::places(&self.text)
    }
}

/// A field that changed.
#[derive(Clone, Debug)]
pub struct FieldChange {
    /// The field in words.
    pub label: String,
    /// Before.
    pub before: String,
    /// Now.
    pub after: String,
    /// Ids of the pictures before and now, where the field is a picture.
    pub pictures: Option<(Option<String>, Option<String>)>,
}

/// What changed since the reader last looked.
#[derive(Clone, Debug)]
pub struct Changes {
    /// When the reader last looked.
    pub since: Option<When>,
    /// Target by target; only those with changes.
    pub targets: Vec<TargetDiff>,
}

/// One thing on 今日の仕事.
#[derive(Clone, Debug)]
pub struct TaskItem {
    /// What it is about.
    pub title: String,
    /// Where it is done.
    pub href: String,
    /// What to do, in words.
    pub action: String,
    /// Accounts.
    pub accounts: Vec<String>,
    /// State in words.
    pub state: String,
    /// How it is marked.
    pub tone: super::Tone,
    /// Until when.
    pub deadline: Option<When>,
    /// Whether the deadline has passed.
    pub overdue: bool,
    /// Clauses behind it.
    pub clauses: Vec<ClauseRef>,
    /// Who sent it, with extension.
    pub from: Option<String>,
}

/// A group on 今日の仕事.
#[derive(Clone, Debug)]
pub struct TaskGroup {
    /// Which group.
    pub kind: TaskKind,
    /// Label of the pack for the group, e.g. 確認待ち; else the default words.
    pub label: Option<String>,
    /// Its things.
    pub items: Vec<TaskItem>,
}

/// Groups of 今日の仕事, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// Results that a person must look at.
    Trouble,
    /// Steps that wait for the reader.
    Steps,
    /// Posts that came back.
    Returned,
    /// Records that are needed.
    Records,
    /// Cleared, so that a time can be chosen.
    Ready,
    /// What has a date.
    Deadlines,
    /// Begun, without a date.
    Drafts,
}

impl TaskKind {
    /// Key of the default words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Trouble => "home-trouble",
            Self::Steps => "home-steps",
            Self::Returned => "home-returned",
            Self::Records => "home-records",
            Self::Ready => "home-ready",
            Self::Deadlines => "home-deadlines",
            Self::Drafts => "home-drafts",
        }
    }

    /// Id of the heading.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Trouble => "trouble",
            Self::Steps => "steps",
            Self::Returned => "returned",
            Self::Records => "records",
            Self::Ready => "ready",
            Self::Deadlines => "deadlines",
            Self::Drafts => "drafts",
        }
    }
}
