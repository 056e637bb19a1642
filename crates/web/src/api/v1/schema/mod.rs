//! What the views of the use-cases look like as JSON. Nothing here is built: the answers are the views themselves, and a
//! test holds each of them against its description.
#![expect(dead_code, reason = "descriptions of what the views serialise to")]

mod account;
mod answer;
mod org;
mod post;
mod screening;

pub(crate) use account::Account;
pub(crate) use answer::{Answer, Localized};
pub(crate) use org::{Organisation, Pending, Person};
pub(crate) use post::{Post, PostRow, Preview, PublicationState};
pub(crate) use screening::Screened;
