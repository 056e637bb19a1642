//! The page side of an act that is told once (decision 0028): its row makes the route of its form.
//!
//! This is for forms without a page of their own: they stand on another page, carry few fields, and lead back there. What
//! cannot be used or is refused is answered by the general page, with what was typed, or by the page on which the form
//! stands ([`Sent::failed`]). Forms with a page of their own keep their handlers.

use std::future::Future;

use axum::{extract::RawPathParams, response::Response};
use tatefuda_domain::Id;

use super::row::{Act, Sheet};
use crate::{
    error::WebError,
    form::{Form, Reader},
    page::{Acted, Page},
};

/// An act that a form without a page of its own asks for.
pub(crate) trait Sent: Act {
    /// Its form, as its row tells it.
    const SHEET: Sheet = match Self::ROW.form {
        Some(form) => form,
        None => panic!("its row tells no form"),
    };

    /// The command, as far as the fields can be used; what is wrong with them is noted with the reader.
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// The page to which it leads back, where its row cannot tell.
    fn back(about: &About<'_>) -> impl Future<Output = Result<String, WebError>> + Send {
        let to = about.filled(Self::SHEET.back);
        async move { Ok(to) }
    }

    /// What is answered when it did not happen. `to`: where it would have led back.
    fn failed(
        _about: &About<'_>,
        form: Form,
        why: Acted,
        to: String,
    ) -> impl Future<Output = Result<Response, WebError>> + Send {
        async move { Err(why.about(form, to)) }
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

    /// As [`Self::id`], where there is nothing to do without.
    ///
    /// # Errors
    /// [`WebError::NotFound`].
    pub(crate) fn thing<T: Id>(&self) -> Result<T, WebError> {
        self.id().ok_or(WebError::NotFound)
    }

    /// An address with the id of the path filled in.
    fn filled(&self, path: &str) -> String {
        path.replace("{id}", &self.id)
    }

    /// The page from which the form was sent if it lies below a path, else another.
    pub(crate) fn back_below(&self, below: &str, otherwise: &str) -> String {
        let from = self.page.visit.came_from();
        if from.starts_with(below) { from.to_owned() } else { otherwise.to_owned() }
    }
}

/// Where such a form is sent.
pub(crate) const fn path<C: Sent>() -> &'static str {
    match C::SHEET.path {
        Some(path) => path,
        None => C::ROW.path,
    }
}

/// The handler of such a form.
pub(crate) async fn sent<C: Sent>(page: Page, path: RawPathParams, form: Form) -> Result<Response, WebError> {
    let id = path.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned());
    if id.as_ref().is_some_and(|id| id.parse::<uuid::Uuid>().is_err()) {
        return Err(WebError::NotFound);
    }
    let about = About { page: &page, id: id.unwrap_or_default() };
    let to = C::back(&about).await?;
    let mut reader = form.reader();
    let command = C::read(&about, &mut reader);
    if let Err(issues) = reader.finish() {
        return C::failed(&about, form, Acted::Unusable(issues), to).await;
    }
    let Some(command) = command else { return Err(WebError::NotFound) };
    let done = match command.ready(page.app(), page.actor()).await {
        Ok(command) => page.execute(&form, &command).await,
        Err(failure) => Err(Acted::Failed(failure)),
    };
    match done {
        Ok(_) => Ok(page.done(&to, C::SHEET.flash)),
        Err(why) => C::failed(&about, form, why, to).await,
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
