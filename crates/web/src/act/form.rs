//! The page side of an act that is told once (decision 0028): its row makes the route of its form.
//!
//! This is for forms without a page of their own: they stand on another page, carry few fields, and lead back there. What
//! cannot be used or is refused is answered by the general page, with what was typed. Forms that are shown again with
//! what is wrong beside each field keep their own handlers.

use axum::{extract::RawPathParams, response::Response};
use tatefuda_app::command::Command;
use tatefuda_domain::Id;

use crate::{
    error::WebError,
    form::{Form, Reader},
    page::{Acted, Page},
    routes::Access,
};

/// The form of an act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    /// Where it is sent.
    pub(crate) path: &'static str,
    /// `noun.verb`.
    pub(crate) name: &'static str,
    /// Who may send it at all.
    pub(crate) access: Access,
    /// The page on which it stands.
    pub(crate) back: &'static str,
    /// What that page says afterwards.
    pub(crate) flash: &'static str,
}

/// An act that a form without a page of its own asks for.
pub(crate) trait Sent: Command + 'static {
    /// Its row.
    const SHEET: Sheet;

    /// The command, as far as the fields can be used; what is wrong with them is noted with the reader.
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self>
    where
        Self: Sized;

    /// The page on which it stood, where there are several.
    fn back(about: &About<'_>) -> String {
        about.filled(Self::SHEET.back)
    }
}

/// On what, from where and by whom a form was sent.
pub(crate) struct About<'p> {
    pub(crate) page: &'p Page,
    /// The id in the path; empty where there is none.
    id: String,
}

impl About<'_> {
    /// The thing that the path names. A text that is no id names nothing.
    pub(crate) fn id<T: Id>(&self) -> Option<T> {
        self.id.parse().ok()
    }

    /// An address with the id of the path filled in.
    pub(crate) fn filled(&self, path: &str) -> String {
        path.replace("{id}", &self.id)
    }

    /// The page from which the form was sent if it lies below a path, else another.
    pub(crate) fn back_below(&self, below: &str, otherwise: &str) -> String {
        let from = self.page.visit.came_from();
        if from.starts_with(below) { from.to_owned() } else { otherwise.to_owned() }
    }
}

/// The handler of such a form.
pub(crate) async fn sent<C: Sent>(page: Page, path: RawPathParams, form: Form) -> Result<Response, WebError> {
    let id = path.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned());
    if id.as_ref().is_some_and(|id| id.parse::<uuid::Uuid>().is_err()) {
        return Err(WebError::NotFound);
    }
    let about = About { page: &page, id: id.unwrap_or_default() };
    let to = C::back(&about);
    let mut reader = form.reader();
    let command = C::read(&about, &mut reader);
    if let Err(issues) = reader.finish() {
        return Err(Acted::unusable(issues).about(form, to));
    }
    let Some(command) = command else { return Err(WebError::NotFound) };
    match page.execute(&form, &command).await {
        Ok(_) => Ok(page.done(&to, C::SHEET.flash)),
        Err(failed) => Err(failed.about(form, to)),
    }
}

/// The version that the form showed.
pub(crate) fn version(reader: &mut Reader<'_>) -> Option<i64> {
    reader.needed("version", "not-a-number")
}

/// The last day of something.
pub(crate) fn last_day(about: &About<'_>, reader: &mut Reader<'_>) -> Option<jiff::Timestamp> {
    let until = reader.moment("until", "", about.page.zone(), true);
    if until.is_none() {
        reader.issue("until", "required");
    }
    until
}
