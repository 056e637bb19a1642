//! Cases (手続・事案): procedures of the text that run on an account, an incident, a person or the body. One runner for all of
//! them; which steps there are, whose they are and what they take is the text's (decision 0033).

mod concern;
mod end;
mod facts;
mod file;
mod find;
mod incident;
mod keep;
mod list;
mod open;
mod stand;
mod step;
pub mod view;

use tatefuda_regulation::ProcedureSubject;

pub use concern::{AddPost, PostInput, Posted, Tell, concernable};
pub use end::{CloseCase, WithdrawCase};
pub(crate) use file::must_be_kept;
pub use file::{AddFile, FileAdded, HandedOut, file, file_problem};
pub use find::{begins_by_report, find, openable, text};
pub use incident::ReportIncident;
pub(crate) use keep::Opens;
pub use list::{CaseFilter, CasePage, list};
pub use open::{OpenCase, Opened};
pub(crate) use stand::{asked_of, of_act, running, subject_of, text as text_of};
pub use step::{DoStep, Stepped};
pub use tatefuda_media::ProofError;

use crate::noun::{Entry, Noun};

/// What procedures can run on here. Comments of others are kept nowhere yet, and a post has its chain.
pub const SUBJECTS: [ProcedureSubject; 4] =
    [ProcedureSubject::Account, ProcedureSubject::Body, ProcedureSubject::Incident, ProcedureSubject::Person];

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Cases),
    follows: Some(&keep::Cases),
    ..Noun::new(
        "case",
        &[
            Entry::of::<AddFile>(),
            Entry::of::<AddPost>(),
            Entry::of::<CloseCase>(),
            Entry::of::<DoStep>(),
            Entry::of::<OpenCase>(),
            Entry::of::<ReportIncident>(),
            Entry::of::<Tell>(),
            Entry::of::<WithdrawCase>(),
        ],
    )
};
