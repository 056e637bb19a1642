//! What the ledger says of an account: its lines, their bounds, and how they are checked.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{SectionId, account::Account};
use utoipa::ToSchema;

use super::view::AccountView;
use crate::{
    command::Cx,
    facts::org::{self, Org},
    failure::{Check, Failure},
};

/// What the ledger says of an account, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountTexts {
    /// Its name on the service.
    pub name: String,
    /// Its handle.
    #[serde(default)]
    pub handle: String,
    /// Its address for residents.
    #[serde(default)]
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub purpose: String,
    /// The section that operates it.
    pub section: SectionId,
    /// Its class, where the body's pack has classes.
    #[serde(default)]
    pub class: Option<String>,
    /// The service's own id, such as that of a page.
    #[serde(default)]
    pub external_id: Option<String>,
    /// Whether it stands on the public page.
    #[serde(default)]
    pub listed: bool,
    /// A remark on the public page.
    #[serde(default)]
    pub public_note: String,
    /// The mail address with which it is registered at the service. Absent: as it stands.
    #[serde(default)]
    pub mail: Option<String>,
    /// Whether that address is one person's own mailbox. Absent: the answer for the same address stays, another
    /// address is unanswered.
    #[serde(default)]
    pub mail_personal: Option<bool>,
    /// The address that its profile shows. Absent: as it stands.
    #[serde(default)]
    pub profile_url: Option<String>,
    /// The page of the body's website that introduces it. Absent: as it stands.
    #[serde(default)]
    pub listing_url: Option<String>,
    /// The section's mailbox in which mail about it is read. Absent: as it stands.
    #[serde(default)]
    pub mailbox: Option<String>,
}

/// One more thing that the ledger says of an account, in a line that may be empty. Page, bounds and change take it from
/// [`LINES`]; how to add one: `docs/how-to/add-a-field.md`.
pub struct Line {
    /// Its name in forms, interface and texts.
    pub name: &'static str,
    /// What may stand there.
    pub kind: LineKind,
    /// What stands there.
    pub of: fn(&AccountView) -> String,
    /// What is to stand there; absent: as it stands.
    pub typed: fn(&mut AccountTexts) -> &mut Option<String>,
    kept: fn(&mut Account) -> &mut String,
}

/// What may stand in a [`Line`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// An address on the web.
    Link,
    /// A mail address.
    Mail,
}

macro_rules! lines {
    ($($name:ident: $kind:ident),* $(,)?) => {
        /// The lines, in the order of forms.
        pub const LINES: [Line; [$(stringify!($name)),*].len()] = [$(Line {
            name: stringify!($name),
            kind: LineKind::$kind,
            of: |one| one.$name.clone(),
            typed: |texts| &mut texts.$name,
            kept: |account| &mut account.$name,
        }),*];
    };
}

lines! {
    listing_url: Link,
    profile_url: Link,
    mailbox: Mail,
}

impl Line {
    /// Key of its label; that of its hint is `<label>-hint`.
    pub fn label(&self) -> String {
        format!("account-{}", self.name.replace('_', "-"))
    }

    fn checked(&self, text: &str, check: &mut Check) -> String {
        let (longest, wrong, fits): (usize, &str, fn(&str) -> bool) = match self.kind {
            LineKind::Link => (LINK_MAX, "bad-link", tatefuda_text::is_web_address),
            LineKind::Mail => (MAIL_MAX, "bad-mail", is_mail),
        };
        let text = check.optional(self.name, text, longest);
        check.that(text.is_empty() || fits(&text), self.name, wrong);
        text
    }
}

/// Longest mail address that is accepted, in characters (RFC 5321, section 4.5.3.1.3, less its brackets).
const MAIL_MAX: usize = 254;
const LINK_MAX: usize = 2_000;

fn is_mail(text: &str) -> bool {
    let sound = |part: &str| !part.is_empty() && part.chars().all(|c| !c.is_whitespace() && !"@<>,;".contains(c));
    text.rsplit_once('@').is_some_and(|(name, host)| {
        let dots = host.split('.').all(|label| !label.is_empty()) && host.contains('.');
        sound(name) && sound(host) && dots
    })
}

impl AccountTexts {
    /// A name and a section, nothing else.
    pub fn named(name: impl Into<String>, section: SectionId) -> Self {
        Self {
            name: name.into(),
            section,
            handle: String::new(),
            url: String::new(),
            purpose: String::new(),
            class: None,
            external_id: None,
            listed: false,
            public_note: String::new(),
            mail: None,
            mail_personal: None,
            profile_url: None,
            listing_url: None,
            mailbox: None,
        }
    }

    pub(super) async fn checked(&self, cx: &mut Cx<'_>) -> Result<Self, Failure> {
        let org = org::load(cx.app, cx.tx, cx.tenant()).await?;
        let mut check = Check::default();
        let texts = self.sound(&org, &mut check);
        check.done()?;
        Ok(texts)
    }

    /// The texts as they are kept; what is wrong with them is noted.
    pub(crate) fn sound(&self, org: &Org, check: &mut Check) -> Self {
        let blank = |text: String| Some(text).filter(|text| !text.is_empty());
        let mut texts = Self {
            name: check.text("name", &self.name, 200),
            handle: check.optional("handle", &self.handle, 200),
            url: check.optional("url", &self.url, 2_000),
            purpose: check.optional("purpose", &self.purpose, 2_000),
            section: self.section,
            class: blank(check.optional("class", self.class.as_deref().unwrap_or_default(), 100)),
            external_id: blank(check.optional("external_id", self.external_id.as_deref().unwrap_or_default(), 200)),
            listed: self.listed,
            public_note: check.optional("public_note", &self.public_note, 2_000),
            mail: self.mail.as_deref().map(|mail| check.optional("mail", mail, MAIL_MAX)),
            mail_personal: self.mail_personal,
            ..self.clone()
        };
        check.that(texts.url.is_empty() || tatefuda_text::is_web_address(&texts.url), "url", "bad-link");
        for line in &LINES {
            let typed = (line.typed)(&mut texts);
            *typed = typed.as_deref().map(|text| line.checked(text, check));
        }
        let mail = texts.mail.as_deref().unwrap_or_default();
        check.that(mail.is_empty() || is_mail(mail), "mail", "bad-mail");
        check.that(org.sections.contains_key(&self.section), "section", "unknown-section");
        texts
    }

    pub(super) fn onto(mut self, mut account: Account) -> Account {
        for line in &LINES {
            if let Some(text) = (line.typed)(&mut self).take() {
                *(line.kept)(&mut account) = text;
            }
        }
        let mail = self.mail.unwrap_or_else(|| account.mail.clone());
        let known = account.mail_personal.filter(|_| mail == account.mail);
        Account {
            // What was answered of one address says nothing of another, and nothing of none.
            mail_personal: self.mail_personal.or(known).filter(|_| !mail.is_empty()),
            mail,
            name: self.name,
            handle: self.handle,
            url: self.url,
            purpose: self.purpose,
            section: self.section,
            class: self.class,
            external_id: self.external_id,
            listed: self.listed,
            public_note: self.public_note,
            ..account
        }
    }
}
