//! Papers (文書・様式) as they were submitted: a document of a text, filled in and archived. Nothing of one changes later.

use jiff::Timestamp;

use crate::{
    case::By,
    digest::Digest,
    id::{AccountId, CaseId, PaperId},
    record::Subject,
};

/// Longest number of a paper (文書番号), in characters.
pub const NUMBER_MAX: usize = 60;
/// Longest mark of a section in such numbers (記号), in characters.
pub const MARK_MAX: usize = 20;

/// What is known of an archived paper. Its bytes stand apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub id: PaperId,
    /// Id of the text that calls for it.
    pub document: String,
    /// That text, by its content hash: what it says later changes no paper.
    pub pack: Digest,
    /// The form, as the text names it.
    pub form: String,
    /// Its title, as printed.
    pub title: String,
    /// What it is about.
    pub subject: Subject,
    /// The account concerned, where there is one.
    pub account: Option<AccountId>,
    /// The case for which it was drawn up, where there is one.
    pub case: Option<CaseId>,
    /// Its number (文書番号), as printed; empty: it has none.
    pub number: String,
    /// Who archived it.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// How many bytes.
    pub size: i64,
}

/// A number of a section in a fiscal year (27港企区第1416号): the year of the era, the mark of the section, its count.
pub fn number(year: &str, mark: &str, count: i64) -> String {
    format!("{year}{mark}第{count}号")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_offices_write_it() {
        assert_eq!(number("27", "港企区", 1416), "27港企区第1416号");
        assert_eq!(number("元", "総", 1), "元総第1号");
    }
}
