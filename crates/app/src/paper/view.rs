//! Papers as they are shown.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, CaseId, Digest, Localized, PaperId, RecordId, SectionId};
use tatefuda_regulation::{ClauseRef, DocumentKind, DocumentScope};
use utoipa::ToSchema;

use crate::post::view::Person;

/// A line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Paper)]
pub struct PaperRow {
    /// Its id.
    pub id: PaperId,
    /// Id of the text that calls for it.
    pub document: String,
    /// That text, by its content hash.
    #[schema(value_type = String)]
    pub pack: Digest,
    /// The form, as the text names it.
    pub form: String,
    /// Its title, as printed.
    pub title: String,
    /// Its number (文書番号); empty: it has none.
    pub number: String,
    /// The kind of thing that it is about: `account`, `body`, `incident`.
    pub subject_kind: String,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// That account's name.
    pub account_name: String,
    /// The case for which it was drawn up.
    pub case: Option<CaseId>,
    /// Who archived it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of its bytes.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// How many bytes.
    pub size: i64,
}

/// A document that can be drawn up.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PaperForm)]
pub struct Drawable {
    /// Id of the text.
    pub document: String,
    /// The form, as the text names it.
    pub form: String,
    /// Its title.
    pub label: Localized,
    /// What it is.
    #[schema(value_type = String)]
    pub kind: DocumentKind,
    /// Of what there is one.
    #[schema(value_type = String)]
    pub scope: DocumentScope,
    /// The clauses that call for it.
    pub clauses: Vec<ClauseRef>,
    /// Parts that it lacks, by their headings.
    pub missing: Vec<Localized>,
}

/// A document as it would be printed now.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PaperDraft)]
pub struct Drawn {
    /// What it is.
    #[serde(flatten)]
    pub what: Drawable,
    /// Its form did not come with the text: it was made from its items.
    pub derived: bool,
    /// The clauses that call for it, by their printed numbers.
    pub numbers: Vec<Localized>,
    /// The text's own title.
    pub text_title: Localized,
    /// That text, by its content hash.
    #[schema(value_type = String)]
    pub pack: Digest,
    /// Its parts in order.
    pub parts: Vec<DrawnPart>,
    /// The people through whose hands it goes, in the words of the text.
    pub seals: Vec<Seal>,
    /// The kind of record that holds what is written into it.
    pub record_kind: Option<String>,
    /// The record whose fields it shows; absent: none was given.
    pub record: Option<RecordId>,
    /// The account concerned.
    pub account: Option<AccountId>,
    /// The case for which it is drawn up.
    pub case: Option<CaseId>,
    /// What stands in it, by its hash: whoever archives it names what they saw.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// Under what it would be numbered; empty: nobody gave the section a mark.
    pub mark: String,
}

/// A part of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PaperDraftPart)]
pub struct DrawnPart {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: Localized,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseRef>,
    /// The document is incomplete without it.
    pub required: bool,
    /// What it holds, line by line; empty: nothing yet.
    pub lines: Vec<DrawnLine>,
    /// Where it comes from.
    pub source: Source,
}

/// A line of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PaperDraftLine)]
pub struct DrawnLine {
    /// The printed number of the clause that it gives; empty: it gives none.
    pub number: Localized,
    /// What it says.
    pub text: Localized,
    /// Whether that is the wording of the text itself. Where a clause is given otherwise, it is a summary (要旨).
    pub original: bool,
}

/// Where a part comes from, so that what is missing can be entered there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case", tag = "from")]
#[schema(as = PaperPartSource)]
pub enum Source {
    /// The text itself: nothing is entered.
    Text,
    /// A field of a record.
    Record {
        /// The kind of record.
        kind: String,
        /// Its field.
        field: String,
    },
    /// The ledger.
    Ledger {
        /// The field.
        field: String,
    },
    /// A setting of the text.
    Setting {
        /// Id of the parameter.
        param: String,
    },
}

/// A field of 決裁欄.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PaperSeal)]
pub struct Seal {
    /// The role, in the words of the text.
    pub role: Localized,
    /// Who did their step; empty: nobody yet.
    pub name: String,
    /// When.
    pub at: Option<Timestamp>,
}

/// A section and the mark by which its papers are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PaperMark)]
pub struct Mark {
    /// The section.
    pub section: SectionId,
    /// Its name.
    pub name: Localized,
    /// The mark; empty: it has none.
    pub mark: String,
}
