//! Cases as they are shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{
    AccountId, CaseFileId, CaseId, CasePostId, CaseToldId, Digest, Localized, OutsideId, PublicationId, RecordId,
    case::{CaseState, PostSort},
    publication::PublicationState,
    record::Subject,
};
use tatefuda_regulation::{Answer, ClauseRef, CourseStep, ProcedureSubject};
use utoipa::ToSchema;

use crate::post::view::Person;

/// A line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseRow)]
pub struct CaseRow {
    /// Its id.
    pub id: CaseId,
    /// Its version.
    pub version: i64,
    /// Id of the document under which it began.
    pub document: String,
    /// The procedure.
    pub procedure: String,
    /// The text's word for it; empty where the text cannot be read any more.
    pub label: Localized,
    /// The kind of thing that it is about.
    pub subject_kind: String,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// That account's name.
    pub account_name: String,
    /// What it is about, in words.
    pub title: String,
    /// Where it stands.
    pub state: CaseState,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who opened it; absent: the program, or it opened by what somebody did.
    pub opened_by: Option<Person>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Steps whose turn it is, by the text's words.
    pub open: Vec<Localized>,
    /// How many steps are done, of how many.
    pub done: usize,
    /// How many steps there are.
    pub steps: usize,
}

/// A case, completely.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Case)]
pub struct CaseView {
    /// What the list shows of it.
    #[serde(flatten)]
    pub row: CaseRow,
    /// What it is about.
    pub subject: Subject,
    /// The text under which it began, by its content hash.
    pub pack: Digest,
    /// The version of that text as it calls itself.
    pub text_version: String,
    /// Another version of that text is in force by now; the case keeps its own.
    pub text_changed: bool,
    /// What opened it by itself.
    pub origin: Option<String>,
    /// When it was first noticed.
    pub detected_at: Option<Timestamp>,
    /// When it was reported.
    pub reported_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<Person>,
    /// Why it was given up.
    pub reason: Option<String>,
    /// What the text says of the procedure.
    pub message: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Its steps in the order of the text.
    #[serde(rename = "course")]
    pub steps: Vec<StepView>,
    /// Records given on it since it was opened.
    pub records: Vec<CaseRecord>,
    /// Files that were brought as evidence, in the order in which they came.
    pub files: Vec<CaseFileView>,
    /// The posts that what happened concerns; none where nothing happened.
    pub posts: Vec<CasePostView>,
    /// What was told to whom about it, in the order in which it was.
    pub told: Vec<ToldView>,
    /// What the regulation says to closing it; absent: it ended.
    pub close: Option<Answer>,
    /// What the regulation says to giving it up; absent: it ended.
    pub withdraw: Option<Answer>,
}

/// A step with its people.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseStep)]
pub struct StepView {
    /// The step.
    #[serde(flatten)]
    pub step: CourseStep,
    /// Who did it, and when.
    pub by: Vec<StepBy>,
    /// It is this person's turn.
    pub mine: bool,
    /// What the regulation says to this person doing it now; absent: it is not open, or it is an act of its own.
    pub answer: Option<Answer>,
}

/// Somebody who did a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseStepBy)]
pub struct StepBy {
    /// Who.
    pub person: Person,
    /// When.
    pub at: Timestamp,
}

/// A file that was brought as evidence.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseFile)]
pub struct CaseFileView {
    /// Its id.
    pub id: CaseFileId,
    /// The step for which it was brought; absent: for the case as a whole.
    pub step: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is, as its bytes say.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of its bytes.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// Who brought it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
}

/// A post that what happened concerns.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CasePost)]
pub struct CasePostView {
    /// Its id among the posts of the case.
    pub id: CasePostId,
    /// What is known of it.
    #[serde(flatten)]
    pub post: ConcernedView,
    /// Who added it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
}

/// A post as it stands now, as far as it is known here.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ConcernedPost)]
pub struct ConcernedView {
    /// Whose it is. One that was unknown is `outside` once somebody registered it, and `own` once a send has its address.
    pub sort: PostSort,
    /// The send, where this program made it.
    pub publication: Option<PublicationId>,
    /// The registration, where it was made outside.
    pub outside: Option<OutsideId>,
    /// Its account; empty: nobody knows.
    pub account_name: String,
    /// Where the send stands.
    pub state: Option<PublicationState>,
    /// When it was posted, where somebody knows.
    pub posted_at: Option<Timestamp>,
    /// How it begins, where it is public.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
}

/// What was told to whom.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseTold)]
pub struct ToldView {
    /// Its id.
    pub id: CaseToldId,
    /// To whom.
    pub whom: String,
    /// How.
    pub how: String,
    /// What.
    pub text: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// Who wrote it down.
    pub by: Person,
    /// When that was.
    pub at: Timestamp,
}

/// A record of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseRecord)]
pub struct CaseRecord {
    /// Its id.
    pub id: RecordId,
    /// Its kind.
    pub kind: String,
    /// The kind's word.
    pub label: Localized,
    /// What was said, field by field.
    pub fields: BTreeMap<String, String>,
    /// Who gave it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
}

/// A procedure that can be opened on something.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Openable)]
pub struct Openable {
    /// Id of the document.
    pub document: String,
    /// The procedure.
    pub procedure: String,
    /// The text's word for it.
    pub label: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// Who opens it.
    pub who: Vec<Localized>,
    /// Whether this person may.
    pub mine: bool,
    /// What it is about.
    #[schema(value_type = String)]
    pub subject: ProcedureSubject,
}
