use crate::{
    answer::{LineView, NeedView},
    publication::Proof,
    record::RecordFormView,
    view::{Choice, FormMeta, Tone, When},
};

/// A decision to take a published post down, and how it stands.
#[derive(Clone, Debug)]
pub struct RemovalRow {
    /// Id of the send that published it.
    pub publication: String,
    /// Where it stands, in words.
    pub state: String,
    pub tone: Tone,
    /// How it is carried out, in words.
    pub road: String,
    pub reason: String,
    /// Who decided.
    pub who: String,
    pub at: When,
    /// Since when it is gone, or could not be taken down.
    pub ended: Option<When>,
    /// How we know that it is gone.
    pub proof: Option<Proof>,
    /// Why it failed, waits or is unknown.
    pub why: Option<String>,
    /// What somebody has to do now.
    pub next: Option<String>,
    /// What was kept.
    pub copies: Vec<CopyRow>,
    /// What a person does who takes it down.
    pub hand: Option<HandRemoval>,
    /// `None` where the reader may not decide, or somebody may be at it.
    pub call_off: Option<FormMeta>,
}

/// What was kept of a post before it was taken down.
#[derive(Clone, Debug)]
pub struct CopyRow {
    /// Of what it is, in words.
    pub what: String,
    pub at: When,
    /// Who kept it; `None`: the program.
    pub who: Option<String>,
    pub text: String,
    pub url: Option<String>,
    /// A picture of the screen.
    pub picture: Option<String>,
    /// Why there is nothing.
    pub missing: Option<String>,
}

/// Taking it down by hand: first a copy, then the word of whoever did it.
#[derive(Clone, Debug)]
pub struct HandRemoval {
    /// Where it is to be taken down.
    pub account: String,
    /// The enrolled devices on which that may be done; empty where the body has none.
    pub devices: Vec<String>,
    /// Keeping a picture of the screen; `None` once something is kept, or it is too late.
    pub copy: Option<FormMeta>,
    pub answer: FormMeta,
    pub outcomes: Vec<Choice>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
}

/// Deciding that a post is taken down, or why the reader may not.
#[derive(Clone, Debug)]
pub struct TakeDown {
    /// What cannot be undone.
    pub says: Vec<String>,
    /// Clauses that do not let the reader decide.
    pub lines: Vec<LineView>,
    /// What is missing, and who can help.
    pub needs: Vec<NeedView>,
    pub form: Option<RemoveForm>,
}

#[derive(Clone, Debug)]
pub struct RemoveForm {
    pub meta: FormMeta,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}
