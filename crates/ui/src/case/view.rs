use super::beside::{ConcernsView, FileForm, FileRow};
use crate::{
    answer::AnswerView,
    paper::PaperRow,
    record::{RecordFormView, StatementView},
    view::{Choice, ClauseRef, FormMeta, Link, Tone, When, Who},
};

/// A line of the list.
#[derive(Clone, Debug)]
pub struct CaseRow {
    pub id: String,
    /// The text's word for the procedure.
    pub label: String,
    /// What it is about, where somebody said it.
    pub title: Option<String>,
    /// What kind of thing it is about.
    pub about: String,
    /// The account concerned.
    pub account: Option<String>,
    /// Where it stands.
    pub state: CaseState,
    /// Steps whose turn it is.
    pub open: Vec<String>,
    /// How far it has come, in words.
    pub course: String,
    /// When it was opened.
    pub opened: When,
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// 進行中
    Running,
    /// 完了
    Closed,
    /// 取りやめ
    Withdrawn,
}

impl CaseState {
    /// Key of the word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Running => "case-running",
            Self::Closed => "case-closed",
            Self::Withdrawn => "case-withdrawn",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Running => Tone::Info,
            Self::Closed => Tone::Good,
            Self::Withdrawn => Tone::Neutral,
        }
    }
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 済み
    Done,
    /// いまの手順
    Open,
    /// 順番待ち
    Waits,
}

impl Standing {
    /// Key of the word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "case-step-done",
            Self::Open => "case-step-open",
            Self::Waits => "case-step-waits",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Good,
            Self::Open => Tone::Info,
            Self::Waits => Tone::Neutral,
        }
    }
}

/// A step as it stands.
#[derive(Clone, Debug)]
pub struct StepView {
    pub id: String,
    /// The text's word for it.
    pub label: String,
    /// What the text says of it.
    pub message: Option<String>,
    pub clauses: Vec<ClauseRef>,
    /// Where it stands.
    pub standing: Standing,
    /// The document that it takes: where it is drawn up, or where it was archived.
    pub paper: Option<Link>,
    /// The case may end without it.
    pub optional: bool,
    /// How many still have to do it, in words, where several do.
    pub more: Option<String>,
    /// Whose it is; where several do it, those who have not yet.
    pub owner: Vec<Who>,
    /// Each of them has to do it.
    pub each: bool,
    /// The steps that come first, by the text's words.
    pub waits_for: Vec<String>,
    /// Parts of the paper that are missing.
    pub missing: Vec<String>,
    /// Who did it, and when.
    pub done: Vec<(String, When)>,
    /// Files that were brought for it.
    pub files: Vec<Link>,
    /// Until when.
    pub due: Option<When>,
    /// That is over.
    pub late: bool,
    /// It comes today or on the next working day.
    pub soon: bool,
    /// The page on which the act is done that this step is.
    pub act: Option<String>,
    /// Doing it; `None`: it is not the reader's turn.
    pub form: Option<StepForm>,
}

impl StepView {
    /// The roles whose step it is, by the text's words: who did it may have carried it out for another of them.
    #[must_use]
    pub fn roles(&self) -> Vec<&str> {
        self.owner.iter().map(|who| who.role.as_str()).filter(|role| !role.is_empty()).collect()
    }
}

#[derive(Clone, Debug)]
pub struct StepForm {
    pub meta: FormMeta,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
    /// What the regulation says to it as things are, where it does not simply permit.
    pub answer: Option<AnswerView>,
}

/// An end that somebody can bring about.
#[derive(Clone, Debug)]
pub struct EndForm {
    /// `None`: it is not possible now.
    pub meta: Option<FormMeta>,
    /// What the regulation says to it, where it does not permit.
    pub answer: Option<AnswerView>,
    /// The reason, as typed.
    pub reason: String,
}

/// A case on its page.
#[derive(Clone, Debug)]
pub struct CaseView {
    pub row: CaseRow,
    /// Page of the account.
    pub account_href: Option<String>,
    /// What the text says of the procedure.
    pub message: Option<String>,
    pub clauses: Vec<ClauseRef>,
    /// How it was opened, in words.
    pub opened: String,
    /// When it was first noticed.
    pub detected: Option<When>,
    /// When it was reported.
    pub reported: Option<When>,
    /// How it ended, in words.
    pub ended: Option<String>,
    /// Why it was given up.
    pub reason: Option<String>,
    /// Under which version of which text it runs, where another is in force by now.
    pub kept: Option<String>,
    /// Its steps in the order of the text.
    pub steps: Vec<StepView>,
    /// What was given on it.
    pub records: Vec<StatementView>,
    /// What belongs to what happened; `None`: nothing did.
    pub concerns: Option<ConcernsView>,
    /// Files that were brought as evidence.
    pub files: Vec<FileRow>,
    /// Bringing more; `None`: the reader is in no office.
    pub bring: Option<FileForm>,
    /// Papers that were archived for it.
    pub papers: Vec<PaperRow>,
    pub close: Option<EndForm>,
    /// Giving it up.
    pub withdraw: Option<EndForm>,
}

/// A procedure that can be opened.
#[derive(Clone, Debug)]
pub struct OpenableView {
    /// Its id.
    pub procedure: String,
    /// The document that knows it.
    pub document: String,
    /// The text's word for it.
    pub label: String,
    pub clauses: Vec<ClauseRef>,
    /// Who opens it, in words of the text.
    pub who: Vec<String>,
    /// Opening it; `None`: it is another's.
    pub meta: Option<FormMeta>,
    /// It is about something that happened: it takes a title and a time.
    pub incident: bool,
}

/// What was typed of something that happened.
#[derive(Clone, Debug, Default)]
pub struct IncidentFields {
    pub title: String,
    /// `YYYY-MM-DD` or empty.
    pub detected_date: String,
    /// `HH:MM` or empty.
    pub detected_time: String,
    /// `YYYY-MM-DD` or empty.
    pub reported_date: String,
    /// `HH:MM` or empty.
    pub reported_time: String,
    /// Addresses of posts, one a line.
    pub urls: String,
    /// Posts to choose from.
    pub offered: Vec<Choice>,
}

/// What the list is narrowed to, as typed.
#[derive(Clone, Debug, Default)]
pub struct CaseSearch {
    /// The filter that is kept beside the search.
    pub state: Option<String>,
    pub text: String,
    /// Procedures to choose from.
    pub procedures: Vec<Choice>,
    /// Kinds of things to choose from.
    pub about: Vec<Choice>,
}
