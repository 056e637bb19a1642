use crate::view::{FormMeta, Link, Tone, When};

/// A document, clause by clause.
#[derive(Clone, Debug)]
pub struct BookView {
    pub title: String,
    /// Version in words.
    pub version: String,
    /// Since when the original text is here; absent: only summaries are shown.
    pub wording: Option<When>,
    /// To load the original text, for whoever may.
    pub load: Option<LoadForm>,
    pub clauses: Vec<BookClause>,
}

/// The form by which the original text is loaded.
#[derive(Clone, Debug)]
pub struct LoadForm {
    pub meta: FormMeta,
    /// Id of the document.
    pub document: String,
}

impl BookView {
    /// How many clauses stand in a state.
    #[must_use]
    pub fn count(&self, state: BookState) -> usize {
        self.clauses.iter().filter(|clause| clause.state == state).count()
    }
}

#[derive(Clone, Debug)]
pub struct BookClause {
    /// Its id; also the anchor of the page.
    pub id: String,
    /// The heading of the article or section that begins with this clause.
    pub heading: String,
    /// What it says, in our own words.
    pub text: String,
    /// What the original text says there.
    pub wording: Option<String>,
    /// Its strength, in words.
    pub strength: String,
    /// How it acts, in words.
    pub classes: Vec<String>,
    /// How it stands.
    pub state: BookState,
    /// What acts on it.
    pub controls: Vec<BookControl>,
    /// Where the body's open value is set.
    pub unset: Vec<Link>,
    /// The newest answer that cited it.
    pub evidence: Option<(Link, When)>,
    /// How often it was cited of late, and since when that was counted, in words.
    pub cited: String,
}

impl BookClause {
    /// A name that may stand in an address.
    #[must_use]
    pub fn anchor(&self) -> String {
        clause_anchor(&self.id)
    }
}

/// The anchor of a clause on the handbook's page.
#[must_use]
pub fn clause_anchor(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c.to_string() } else { format!("_{:x}", u32::from(c)) };
    format!("clause-{}", id.chars().map(plain).collect::<String>())
}

/// What acts on a clause.
#[derive(Clone, Debug)]
pub struct BookControl {
    /// Kind and name.
    pub name: String,
    /// When it is asked, in words.
    pub acts: Vec<String>,
    /// The running program asks it.
    pub wired: bool,
}

/// How a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookState {
    /// Kept when asked last.
    Kept,
    /// Something is open.
    Open,
    /// Cannot be judged.
    CannotJudge,
    /// Not connected yet.
    NotConnected,
    /// Not asked yet.
    Quiet,
    /// Only shown.
    Shown,
}

impl BookState {
    /// Every state, in the order in which they are counted.
    pub const ALL: [Self; 6] =
        [Self::Kept, Self::Open, Self::CannotJudge, Self::Quiet, Self::NotConnected, Self::Shown];

    /// The key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kept => "book-kept",
            Self::Open => "book-open",
            Self::CannotJudge => "book-cannot-judge",
            Self::NotConnected => "book-not-connected",
            Self::Quiet => "book-quiet",
            Self::Shown => "book-shown",
        }
    }

    /// The tone of its badge.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Kept => Tone::Good,
            Self::Open | Self::CannotJudge => Tone::Warn,
            Self::NotConnected | Self::Quiet | Self::Shown => Tone::Neutral,
        }
    }
}
