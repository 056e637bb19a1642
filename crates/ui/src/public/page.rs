use askama::Template;
use tatefuda_i18n::Lang;
use tatefuda_i18n::Translator;

use crate::{account::AccountState, view::When};

/// `GET /public/{body}/`, and one file of the static export.
///
/// All links are relative, so that the folder works wherever it lies: `index.html`, `en.html`,
/// `feed.atom`, `feed.json`, `public.css`.
#[derive(Clone, Debug, Template)]
#[template(path = "public/show.html")]
pub struct PublicPage {
    pub tr: Translator,
    /// Name of the body.
    pub body: String,
    /// Prefecture, because bodies of one name exist in several.
    pub prefecture: Option<String>,
    /// Invented data: the page says so.
    pub practice: bool,
    /// Telephone number for questions.
    pub phone: Option<String>,
    /// Section that answers them.
    pub section: Option<String>,
    /// Accounts, ended ones included.
    pub accounts: Vec<PublicAccount>,
    /// When the list was made.
    pub updated: When,
    /// The newest posts on the body's own feed, at most a few.
    pub posts: Vec<PublicPost>,
    /// Sequence number and head hash of the newest published checkpoint of the operations record.
    pub checkpoint: Option<(u64, String)>,
}

/// One account for residents.
#[derive(Clone, Debug)]
pub struct PublicAccount {
    /// Name of the service.
    pub service: String,
    /// Name of the account.
    pub name: String,
    pub handle: String,
    /// Address; only of our own accounts.
    pub url: Option<String>,
    /// What it is for.
    pub purpose: String,
    /// Unit that runs it.
    pub unit: String,
    /// Where it stands.
    pub state: AccountState,
    /// When a person last looked at it.
    pub checked: Option<When>,
    /// Since when it is ended.
    pub ended: Option<When>,
    /// What follows it.
    pub successor: Option<String>,
}

/// One post of the body's own feed.
#[derive(Clone, Debug)]
pub struct PublicPost {
    /// Anchor.
    pub id: String,
    pub at: When,
    pub text: String,
    pub link: Option<String>,
    /// Anchor of the post that it corrects.
    pub corrects: Option<String>,
    /// Anchor of its newest correction.
    pub corrected: Option<String>,
    /// Pictures: name of the file beside the page, alternative text.
    pub pictures: Vec<(String, String)>,
}

impl PublicPage {
    /// Text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.tr.text(key)
    }

    /// Text of a key with one variable.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: &str) -> String {
        self.tr.with(key, &[(name, value.into())])
    }

    /// Name with the prefecture.
    #[must_use]
    pub fn full_name(&self) -> String {
        match (&self.prefecture, self.tr.lang()) {
            (None, _) => self.body.clone(),
            (Some(p), Lang::Ja) => format!("{p}{}", self.body),
            (Some(p), Lang::En) => format!("{}, {p}", self.body),
        }
    }

    /// Accounts that are in use.
    #[must_use]
    pub fn ours(&self) -> Vec<&PublicAccount> {
        self.accounts.iter().filter(|a| a.state != AccountState::Ended).collect()
    }

    #[must_use]
    pub fn ended(&self) -> Vec<&PublicAccount> {
        self.accounts.iter().filter(|a| a.state == AccountState::Ended).collect()
    }
}
