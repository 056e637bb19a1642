//! Public bodies.

mod change;
mod create;
mod facts;
mod view;

pub use change::ChangeTenant;
pub use create::CreateTenant;
pub use tatefuda_store::tenant::Tenant;
pub use view::{by_slug, find, list, zone};

use crate::{
    failure::Check,
    noun::{Entry, Noun},
};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Body),
    ..Noun::new("tenant", &[Entry::of::<CreateTenant>(), Entry::of::<ChangeTenant>()])
};

/// The texts of a body, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TenantTexts {
    pub name_ja: String,
    pub name_kana: String,
    /// In English.
    pub name_en: String,
    pub prefecture: String,
    /// The unit that answers questions of residents.
    pub contact_unit: String,
    /// Its telephone number.
    pub contact_phone: String,
}

impl TenantTexts {
    fn checked(&self, check: &mut Check) -> Self {
        Self {
            name_ja: check.text("name_ja", &self.name_ja, 100),
            name_kana: check.text("name_kana", &self.name_kana, 200),
            name_en: check.optional("name_en", &self.name_en, 200),
            prefecture: check.text("prefecture", &self.prefecture, 20),
            contact_unit: check.optional("contact_unit", &self.contact_unit, 100),
            contact_phone: check.optional("contact_phone", &self.contact_phone, 40),
        }
    }
}
