//! The row of a command (decision 0028).
//!
//! The body of a request is the command as JSON, less what the address and the headers say: the id in the path and the
//! version in `If-Match`. So nothing is copied from an input into a command, and what a command can carry is described,
//! bounded and read from one type.

use std::future::Future;

use axum::http::StatusCode;
use serde::{Serialize, de::DeserializeOwned};
use tatefuda_app::{Actor, App, Failure, command::Command};
use utoipa::ToSchema;

use crate::routes::Access;

/// Where and how the interface offers an act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// `false`: what is at the address is replaced by what is sent (`PUT`).
    pub(super) posts: bool,
    /// Below `/api/v1`; the form is sent to the same path of the pages, if it does not say another.
    pub(super) path: &'static str,
    /// `noun.verb`; `noun_verb` for programs that are generated from the description.
    pub(super) name: &'static str,
    pub(super) tag: &'static str,
    pub(super) says: &'static str,
    /// The field of the command that the id in the path fills.
    pub(super) on: Option<&'static str>,
    /// Whether `If-Match` names the version that was seen.
    pub(super) seen: bool,
    /// Whether the description says that `Idempotency-Key` is the id of the command; it is for every act.
    pub(super) keyed: bool,
    /// What is answered when it is done.
    pub(super) status: StatusCode,
    /// Other answers that are worth knowing.
    pub(super) fails: &'static [u16],
    /// Below which address what was made can be looked at.
    pub(super) located: Option<&'static str>,
    /// The name of the answer, where its type serves several acts.
    pub(super) answer: Option<&'static str>,
    /// Its form, where one without a page of its own asks for it.
    pub(super) form: Option<Sheet>,
}

/// The form of an act that stands on a page which shows something else, and leads back there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    /// Who may send it at all.
    access: Access,
    /// The page on which it stands.
    pub(crate) back: &'static str,
    /// What that page says afterwards.
    pub(super) flash: &'static str,
    /// Where it is sent, if not to the path of the row.
    pub(super) path: Option<&'static str>,
}

impl Sheet {
    /// Who may send it at all.
    pub(crate) const fn access(&self) -> Access {
        self.access
    }
}

impl Row {
    /// An act by `POST`.
    pub(crate) const fn post(path: &'static str, name: &'static str, tag: &'static str, says: &'static str) -> Self {
        let (status, fails) = (StatusCode::OK, &[403_u16] as &[u16]);
        Self {
            posts: true,
            path,
            name,
            tag,
            says,
            on: None,
            seen: false,
            keyed: false,
            status,
            fails,
            located: None,
            answer: None,
            form: None,
        }
    }

    /// An act that people ask for on a page, and programs do not.
    pub(crate) const fn page(path: &'static str, name: &'static str) -> Self {
        Self::post(path, name, "", "")
    }

    /// `noun.verb`.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    /// An act by `PUT`.
    pub(crate) const fn put(path: &'static str, name: &'static str, tag: &'static str, says: &'static str) -> Self {
        Self { posts: false, ..Self::post(path, name, tag, says) }
    }

    /// The field of the command that the id in the path fills.
    pub(crate) const fn on(self, field: &'static str) -> Self {
        Self { on: Some(field), ..self }
    }

    /// The version that was seen is named in `If-Match`; the command has it in its field `version`.
    pub(crate) const fn seen(self) -> Self {
        Self { seen: true, ..self }
    }

    /// The description names `Idempotency-Key`, as for acts that are likely to be repeated.
    pub(crate) const fn keyed(self) -> Self {
        Self { keyed: true, ..self }
    }

    /// Something is made: 201.
    pub(crate) const fn makes(self) -> Self {
        Self { status: StatusCode::CREATED, ..self }
    }

    /// There is nothing to say about it but that it is done: 204.
    pub(crate) const fn quiet(self) -> Self {
        Self { status: StatusCode::NO_CONTENT, ..self }
    }

    /// Statuses of problems that its callers should expect.
    pub(crate) const fn fails(self, fails: &'static [u16]) -> Self {
        Self { fails, ..self }
    }

    /// What was made lies below this address, and `Location` says so.
    pub(crate) const fn located(self, below: &'static str) -> Self {
        Self { located: Some(below), ..self }
    }

    /// Names the answer in the description.
    pub(crate) const fn answers(self, name: &'static str) -> Self {
        Self { answer: Some(name), ..self }
    }

    /// People ask for it too: who may, on which page the form stands, and what that page says afterwards.
    pub(crate) const fn form(self, access: Access, back: &'static str, flash: &'static str) -> Self {
        Self { form: Some(Sheet { access, back, flash, path: None }), ..self }
    }

    /// The form is sent to another path than the row's, such as one whose id stands in a field.
    pub(crate) const fn form_to(self, path: &'static str) -> Self {
        match self.form {
            Some(form) => Self { form: Some(Sheet { path: Some(path), ..form }), ..self },
            None => panic!("first the form, then where it is sent"),
        }
    }
}

/// An act as the world outside asks for it. Programs can where it is in [`super::routes`], people where its form is in the
/// table of routes ([`super::Sent`]).
pub(crate) trait Act: Command + 'static {
    /// Its row.
    const ROW: Row;

    /// What is answered.
    type Shown: Shown + From<Self::Out>;

    /// What belongs before the act and outside of its transaction, whoever asks.
    fn ready(self, _app: &App, _actor: &Actor) -> impl Future<Output = Result<Self, Failure>> + Send {
        async move { Ok(self) }
    }
}

/// An act that is read from what a program sends.
pub(crate) trait Offered: Act + DeserializeOwned + ToSchema {}

impl<A: Act + DeserializeOwned + ToSchema> Offered for A {}

/// The answer to an act.
pub(crate) trait Shown: Serialize + ToSchema {
    /// The version of what is there now, for `ETag`.
    fn version(&self) -> Option<i64> {
        None
    }

    /// The id of what was made, for `Location`.
    fn id(&self) -> String {
        String::new()
    }
}

/// Nothing to say.
impl Shown for () {}

/// Something that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Made {
    id: String,
}

impl<T: std::fmt::Display> From<T> for Made {
    fn from(id: T) -> Self {
        Self { id: id.to_string() }
    }
}

impl Shown for Made {}

/// The version of something that was changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Changed {
    version: i64,
}

impl From<i64> for Changed {
    fn from(version: i64) -> Self {
        Self { version }
    }
}

impl Shown for Changed {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}
