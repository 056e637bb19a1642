//! People of a body: entry, change, leaving, system rights, passwords.

mod change;
mod create;
mod end;
mod facts;
pub mod password;
mod reset;
mod rights;
mod view;

pub use change::ChangePerson;
pub(crate) use create::fits_login;
pub use create::{CreatePerson, CreatedPerson, create};
pub use end::EndPerson;
pub use password::{ChangePassword, change_password};
pub use reset::{ResetPassword, reset_password};
pub use rights::{GrantRight, RevokeRight};
pub use tatefuda_store::member::Person;
pub use view::{PersonView, find, list, managers, own};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Check,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::People),
    ..Noun::new(
        "member",
        &[
            Entry::of::<ChangePerson>(),
            Entry::of::<GrantRight>(),
            Entry::of::<RevokeRight>(),
            Entry::of::<EndPerson>(),
            Entry::of::<CreatePerson>(),
            Entry::of::<ChangePassword>(),
            Entry::of::<ResetPassword>(),
        ],
    )
};

/// What is entered about a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonTexts {
    /// The name.
    pub name: String,
    /// In kana.
    #[serde(default)]
    pub kana: String,
    /// In English letters.
    #[serde(default)]
    pub name_en: String,
    /// The extension number, where the position's does not fit.
    #[serde(default)]
    pub extension: String,
}

impl PersonTexts {
    pub(crate) fn checked(&self, check: &mut Check) -> Self {
        Self {
            name: check.text("name", &self.name, 100),
            kana: check.optional("kana", &self.kana, 200),
            name_en: check.optional("name_en", &self.name_en, 200),
            extension: check.optional("extension", &self.extension, 20),
        }
    }
}
