use crate::view::{Choice, ClauseRef, FormMeta, Link, Tone, When};

/// Something that waits, or that is told.
#[derive(Clone, Debug)]
pub struct DutyRow {
    /// Tells the forms of a page apart.
    pub id: String,
    /// The text's word for it.
    pub label: String,
    /// What the text says of it.
    pub message: Option<String>,
    pub clauses: Vec<ClauseRef>,
    /// What it is about, in words.
    pub about: String,
    /// How it stands.
    pub state: DutyState,
    /// Until when.
    pub due: Option<When>,
    /// That is over.
    pub late: bool,
    /// How long it has waited, where it has no deadline.
    pub age: Option<String>,
    /// Answering it; `None`: it is met otherwise, or it is another's.
    pub form: Option<DutyForm>,
    /// Where it is met otherwise.
    pub link: Option<Link>,
}

/// The form by which a duty is answered.
#[derive(Clone, Debug)]
pub struct DutyForm {
    pub meta: FormMeta,
    /// Id of the document.
    pub document: String,
    pub duty: String,
    pub instance: String,
    /// The account concerned; empty: none.
    pub account: String,
    /// The person concerned; empty: none.
    pub person: String,
    /// The case concerned; empty: none.
    pub case: String,
    /// The words by which it is answered.
    pub answers: Vec<Choice>,
    /// What was typed beside the answer.
    pub note: String,
}

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyState {
    /// 期限前
    Open,
    /// 期限なし
    Waits,
    /// 期限切れ
    Missed,
    /// まもなく
    Warns,
    /// 該当
    Fires,
    /// 判定できない
    CannotJudge,
}

impl DutyState {
    /// Key of the word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "duty-open",
            Self::Waits => "duty-waits",
            Self::Missed => "duty-missed",
            Self::Warns => "duty-warns",
            Self::Fires => "duty-fires",
            Self::CannotJudge => "duty-cannot-judge",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Open | Self::Waits => Tone::Info,
            Self::Missed | Self::Fires => Tone::Bad,
            Self::Warns | Self::CannotJudge => Tone::Warn,
        }
    }
}
