//! The documents of the body and what was set for them.

use super::{ClauseRef, FieldError, FieldInput, FormMeta, Tone, When, Who};

/// A document of the body.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// Title.
    pub title: String,
    /// Version in words.
    pub version: String,
    /// In force from.
    pub effective: String,
    /// Services that it governs.
    pub services: Vec<String>,
    /// Digest of the pack.
    pub digest: String,
    /// How many clauses.
    pub clauses: u32,
    /// What is missing or to be noted, e.g. an annex that is not held.
    pub remarks: Vec<String>,
}

/// An open parameter.
#[derive(Clone, Debug)]
pub struct ParameterView {
    /// Key of the setting, e.g. `param:password`.
    pub key: String,
    /// Scope: empty for the body, else e.g. an account.
    pub scope: String,
    /// Words of the pack.
    pub label: String,
    /// What it is for and where to look.
    pub hint: Option<String>,
    /// Clauses that leave it to the body.
    pub clauses: Vec<ClauseRef>,
    /// What stands still while it is unset.
    pub effect: Option<String>,
    /// The value in force.
    pub value: Option<SettingView>,
    /// Values that wait for the second person or for their day.
    pub proposals: Vec<SettingView>,
    /// Form to propose a value; `None` when the reader may not.
    pub form: Option<SettingForm>,
    /// The same for single accounts, where the pack lets them differ.
    pub accounts: Vec<ParameterView>,
}

/// One value that was proposed or is in force.
#[derive(Clone, Debug)]
pub struct SettingView {
    /// Id.
    pub id: String,
    /// Value in words.
    pub value: String,
    /// Source document.
    pub source: String,
    /// Note.
    pub note: Option<String>,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: When,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// From when it acts, in words.
    pub effective: String,
    /// Invented for practice.
    pub practice: bool,
    /// Confirms it; `None` when the reader may not, e.g. as the one who proposed it.
    pub confirm: Option<FormMeta>,
    /// Why the reader may not confirm it.
    pub not_mine: Option<String>,
}

/// Proposing a value.
#[derive(Clone, Debug)]
pub struct SettingForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// How the value is entered.
    pub input: FieldInput,
    /// How it is written.
    pub hint: Option<String>,
    /// What was typed.
    pub source: String,
    /// What was typed.
    pub note: String,
    /// `YYYY-MM-DD`.
    pub effective: String,
    /// Whether it is marked as practice.
    pub practice: bool,
}

/// A role of the pack and who holds it.
#[derive(Clone, Debug)]
pub struct RoleView {
    /// Holders and deputies; `role` is the label.
    pub who: Who,
    /// Clauses.
    pub clauses: Vec<ClauseRef>,
    /// Positions that carry it, in words; empty when unset.
    pub positions: Vec<String>,
    /// Where it is set or appointed.
    pub href: Option<String>,
}

/// How a doubtful place of the text is read.
#[derive(Clone, Debug)]
pub struct ReadingView {
    /// Clause.
    pub clause: ClauseRef,
    /// What is written.
    pub written: String,
    /// How it is read.
    pub read: String,
    /// Who decided, or that it is open.
    pub decided: String,
    /// Whether nobody decided yet.
    pub open: bool,
}

/// What the text does not say.
#[derive(Clone, Debug)]
pub struct SilenceView {
    /// About what.
    pub topic: String,
    /// What follows from it.
    pub effect: String,
    /// Near clauses.
    pub clauses: Vec<ClauseRef>,
}

impl ParameterView {
    /// Key of the word for its state.
    #[must_use]
    pub fn state_key(&self) -> &'static str {
        match (&self.value, self.proposals.is_empty()) {
            (None, true) if !self.scope.is_empty() => "setting-inherited",
            (Some(_), _) => "setting-set",
            (None, false) => "setting-waiting",
            (None, true) => "setting-unset",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match (&self.value, self.proposals.is_empty()) {
            (None, true) if !self.scope.is_empty() => Tone::Neutral,
            (Some(_), _) => Tone::Good,
            (None, false) => Tone::Info,
            (None, true) => Tone::Warn,
        }
    }

    /// Whether an account has a value of its own, or one that waits.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.accounts.iter().any(|one| one.value.is_some() || !one.proposals.is_empty())
    }

    /// Whether what was typed for an account is wrong.
    #[must_use]
    pub fn is_wrong(&self, errors: &[FieldError]) -> bool {
        let of = |one: &ParameterView, error: &FieldError| {
            error.field.strip_prefix(&one.anchor()).is_some_and(|rest| rest.starts_with('.'))
        };
        self.accounts.iter().any(|one| errors.iter().any(|error| of(one, error)))
    }

    /// Id of the element on the page, safe as an anchor.
    #[must_use]
    pub fn anchor(&self) -> String {
        anchor(&self.key, &self.scope)
    }
}

/// Id of a parameter on the settings page, safe as an anchor.
#[must_use]
pub fn anchor(key: &str, scope: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    if scope.is_empty() {
        key.chars().map(safe).collect()
    } else {
        format!("{key}-{scope}").chars().map(safe).collect()
    }
}
