use crate::view::{Choice, ClauseRef, FormMeta, Pair, When};

/// A table that came in.
#[derive(Clone, Debug)]
pub struct ImportLine {
    pub id: String,
    /// In words.
    pub kind: String,
    /// What it was called where it comes from.
    pub source: String,
    /// How many rows.
    pub rows: i64,
    /// Who brought it in.
    pub by: String,
    pub at: When,
}

/// What a column can say.
#[derive(Clone, Debug)]
pub struct FieldGuide {
    pub label: String,
    /// A sentence about it.
    pub hint: String,
    /// Whether each row has to say it.
    pub needed: bool,
}

/// A table as it was read, with what its columns are taken for.
#[derive(Clone, Debug, Default)]
pub struct ImportTable {
    pub meta: FormMeta,
    /// `accounts` or `people`.
    pub kind: String,
    /// The table itself, cells separated by tabs.
    pub text: String,
    /// What it was called where it comes from.
    pub source: String,
    /// `1904` where its numbers count days from then.
    pub epoch: String,
    /// Of a workbook: which sheet was read, and which were not.
    pub sheet: Option<String>,
    /// The row of headings.
    pub headings: Vec<Choice>,
    pub columns: Vec<ImportColumn>,
    /// How many rows of data there are, in words.
    pub count: String,
    /// Sections and positions that would be added, in words.
    pub added: Option<String>,
    /// What is wrong, by row and column.
    pub problems: Vec<ImportProblem>,
    /// By which decision.
    pub basis: String,
    /// Accounts: until when they may go on.
    pub running_until: String,
    /// Accounts: whether they stand on the public page.
    pub listed: bool,
    /// People: whether sections and positions are added.
    pub add_units: bool,
}

/// A column, and what it is taken for.
#[derive(Clone, Debug, Default)]
pub struct ImportColumn {
    /// Its number, from 1.
    pub number: usize,
    /// Its heading, or its number in words.
    pub heading: String,
    /// Its first cells below the heading.
    pub first: Vec<String>,
    /// What it can be taken for.
    pub fields: Vec<Choice>,
    /// Whether an empty cell says what the one above says.
    pub down: bool,
}

/// Something that is wrong.
#[derive(Clone, Debug)]
pub struct ImportProblem {
    /// The number of the row; absent: of the table as a whole.
    pub row: Option<usize>,
    /// The column, in words.
    pub column: String,
    /// What to do.
    pub message: String,
}

/// A row that came in.
#[derive(Clone, Debug)]
pub struct ImportedRow {
    /// Its number in the table.
    pub number: i64,
    pub name: String,
    /// Where what it became is shown; absent: the reader may not look.
    pub href: Option<String>,
    /// What it said beyond what is entered.
    pub said: Vec<Pair>,
    /// What the text asks and was missing then, with the clauses.
    pub repairs: Vec<(String, Vec<ClauseRef>)>,
}
