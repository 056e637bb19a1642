use crate::view::{FormMeta, Link, When};

/// That it is on.
#[derive(Clone, Debug)]
pub struct DisasterOn {
    /// As whoever began it called it.
    pub name: String,
    /// The moment that was recorded, which may lie before the recording.
    pub since: When,
    /// Who began it, with extension.
    pub by: String,
}

/// A form that begins or ends it.
#[derive(Clone, Debug)]
pub struct DisasterForm {
    pub meta: FormMeta,
    /// Which disaster, or why it ends, as typed.
    pub text: String,
    /// When, as typed; empty: now.
    pub date: String,
    pub time: String,
}

/// A post on the page.
#[derive(Clone, Debug)]
pub struct DisasterPost {
    pub href: String,
    pub title: String,
    pub accounts: Vec<String>,
    /// When it is meant to go out, or went out.
    pub at: Option<When>,
    /// Where what is missing is entered.
    pub act: Option<Link>,
}

/// Somebody to ring.
#[derive(Clone, Debug)]
pub struct DisasterContact {
    /// As what.
    pub role: String,
    /// Name, position.
    pub who: String,
    /// Number outside office hours, or extension in words; empty where none is known.
    pub telephone: String,
    /// Away, or from when until when on duty.
    pub note: String,
}

/// An account and when somebody looked at its comments.
#[derive(Clone, Debug)]
pub struct DisasterAccount {
    pub name: String,
    /// In words.
    pub service: String,
    /// Its name on the service, or its address.
    pub handle: String,
    /// Its page.
    pub url: Option<String>,
    /// When somebody last looked.
    pub looked: Option<When>,
    /// By whom.
    pub by: String,
    /// Where a look is recorded.
    pub act: String,
}
