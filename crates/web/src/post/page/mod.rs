//! Posts (投稿).

pub(crate) mod act;
mod asked;
pub(crate) mod base;
pub(crate) mod calendar;
pub(crate) mod check;
pub(crate) mod compose;
mod composer;
pub(crate) mod correction;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod live;
mod medium;
pub(crate) mod pictures;
pub(crate) mod show;
mod stale;

use tatefuda_app::{
    account::{self, AccountView},
    setting::view::{DocumentSettings, documents},
};
use tatefuda_i18n::Translator;

use crate::{error::WebError, page::Page, view::words::Words};

/// What pages about posts read besides the post: the documents in force and the ledger.
pub(crate) struct Surroundings {
    pub(crate) documents: Vec<DocumentSettings>,
    pub(crate) accounts: Vec<AccountView>,
    pub(crate) words: Words,
}

impl Surroundings {
    pub(crate) async fn load(page: &Page, tr: &Translator) -> Result<Self, WebError> {
        let documents = documents(page.app(), page.actor()).await?;
        let accounts = account::ledger(page.app(), page.actor()).await?;
        let words = Words::of(tr, documents.iter().map(|one| &*one.governing.regulation), &accounts);
        Ok(Self { documents, accounts, words })
    }
}
