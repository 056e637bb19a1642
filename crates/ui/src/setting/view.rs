use crate::view::{ClauseRef, FieldError, FieldInput, FormMeta, Tone, When};

/// An open parameter.
#[derive(Clone, Debug)]
pub struct ParameterView {
    /// Id of the document that leaves it to the body.
    pub document: String,
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
    /// The value that counts while the body sets none, in words; `None`: nothing counts, it is unset.
    pub stated: Option<String>,
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
    /// A document before it on the page leaves a value of the same key to the body: its id says which document it is of.
    pub again: bool,
}

/// One value that was proposed or is in force.
#[derive(Clone, Debug)]
pub struct SettingView {
    pub id: String,
    /// Value in words.
    pub value: String,
    /// Source document.
    pub source: String,
    pub note: Option<String>,
    /// Who proposed it.
    pub proposed_by: String,
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
}

impl ParameterView {
    /// Key of the word for its state.
    #[must_use]
    pub fn state_key(&self) -> &'static str {
        match (&self.value, self.proposals.is_empty()) {
            (None, true) if !self.scope.is_empty() => "setting-inherited",
            (Some(_), _) => "setting-set",
            (None, false) => "setting-waiting",
            (None, true) if self.stated.is_some() => "setting-stated",
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
            (None, true) if self.stated.is_some() => Tone::Neutral,
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
        // What leads here from elsewhere names the key alone and meets the first.
        match self.again {
            true => anchor(&format!("{} {}", self.key, self.document), &self.scope),
            false => anchor(&self.key, &self.scope),
        }
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
