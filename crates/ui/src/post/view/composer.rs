use crate::{
    account::AccountRef,
    diff::Span,
    post::TrailEntry,
    record::{Declared, RecordFormView},
    view::{Choice, FormMeta, Pair, When},
};

/// One picture in the composer. Field names are `<name>.<id>`; nothing is chosen beforehand, because an answer that nobody
/// gave ("no people in it") would be taken for one.
#[derive(Clone, Debug)]
pub struct PictureDraft {
    pub id: String,
    /// From 1.
    pub number: usize,
    /// Whether it is the last one.
    pub last: bool,
    /// Whether it is not there (any more) for this reader.
    pub missing: bool,
    /// Whether the file carried a place, which the kept picture does not.
    pub place_removed: bool,
    /// Alternative text.
    pub alt: String,
    /// Who can be seen.
    pub people: Vec<Choice>,
    /// How many can be identified.
    pub people_count: String,
    /// One consent a line.
    pub consents: String,
    /// Who holds the rights.
    pub rights: Vec<Choice>,
    /// The name of another holder.
    pub rights_holder: String,
    /// Whether works of others are legible.
    pub other_text: Vec<Choice>,
    /// Levels of the classification; empty when the pack has none.
    pub classifications: Vec<Choice>,
    /// The field of that choice.
    pub level_field: String,
    /// Accounts of the post that do not show it.
    pub not_on: Vec<String>,
}

impl PictureDraft {
    /// Whether the questions about identifiable people are unfolded.
    #[must_use]
    pub fn asks_people(&self) -> bool {
        !self.people_count.is_empty()
            || !self.consents.is_empty()
            || self.people.iter().skip(2).any(|choice| choice.selected)
    }
}

impl PictureDraft {
    /// Whether the questions about rights and level are unfolded: somebody answered otherwise than the list says.
    #[must_use]
    pub fn rights_open(&self) -> bool {
        let chosen = |list: &[Choice]| list.iter().any(|choice| choice.selected);
        chosen(&self.rights) || chosen(&self.other_text) || chosen(&self.classifications)
    }
}

#[derive(Clone, Debug)]
pub struct ComposerForm {
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
    /// How the body calls what they divide.
    pub category_word: String,
    /// How the body calls its classification.
    pub classification_word: String,
    /// Classification scheme of the pack; empty when it has none. Nothing chosen beforehand.
    pub classifications: Vec<Choice>,
    /// The window in which sending is allowed without another check.
    pub window: WindowForm,
    /// What else is asked, and what is confirmed by passing it on.
    pub asked: Asked,
    /// Verb of the pack for submitting; `None` when submitting is not possible from here.
    pub submit_label: Option<String>,
    /// Why the post came back, when it was returned.
    pub returned: Option<TrailEntry>,
    /// Steps that count for the stored content and no longer would for another, in words of the pack.
    pub voids: Vec<String>,
}

/// What the regulation asks of a text beyond the text: by itself where something in it gives reason to, else in one list
/// that whoever passes it on confirms with that.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Declarations of the list; a line has a box of its own where something in the text makes it live.
    pub joined: Vec<RecordFormView>,
    /// Further statements of the list, that stand in fields of the post.
    pub lines: Vec<Declared>,
    /// Fields that the list answers, as the form names them.
    pub confirms: Vec<String>,
    /// Where the matter stands in deciding; empty when no rule reads it.
    pub decision: Vec<Choice>,
    /// Whether that is answered by a line of the list, unless something else is chosen.
    pub decision_folded: bool,
    /// Records that are asked by themselves.
    pub supplies: Vec<RecordFormView>,
    /// What the button says; none where nothing can be passed on from here.
    pub verb: Option<String>,
}

impl Asked {
    /// How many statements passing it on confirms.
    #[must_use]
    pub fn confirmed(&self) -> usize {
        let open = |form: &RecordFormView| form.lines.iter().filter(|line| line.tick.is_none()).count();
        self.joined.iter().map(open).sum::<usize>() + self.lines.len()
    }

    /// Whether something is confirmed by passing it on.
    #[must_use]
    pub fn confirms_anything(&self) -> bool {
        self.confirmed() > 0
    }

    /// Every record that can be given here.
    #[must_use]
    pub fn forms(&self) -> Vec<RecordFormView> {
        self.joined.iter().chain(&self.supplies).cloned().collect()
    }
}

#[derive(Clone, Debug)]
pub struct AccountDraft {
    pub account: AccountRef,
    /// Whether the post goes there.
    pub selected: bool,
    /// Text of its own; empty means the shared text.
    pub text: String,
    /// Link of its own, where the accounts of the post differ in their links.
    pub link: Option<String>,
    /// How many units the service allows; none where no connector knows it.
    pub limit: Option<u32>,
    /// What the service counts, as the counter of the page knows it: `code-point`, `utf-16`, `utf-8` (bytes), `weighted` (as X does).
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

impl WindowForm {
    /// Whether something of it is chosen; else it stays folded.
    #[must_use]
    pub fn is_set(&self) -> bool {
        [&self.from_date, &self.from_time, &self.until_date, &self.until_time].iter().any(|one| !one.is_empty())
    }
}

/// Both texts of a stale save; nothing is lost.
#[derive(Clone, Debug)]
pub struct StaleSave {
    /// Who saved in between, and when.
    pub by: String,
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
