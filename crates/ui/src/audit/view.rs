use crate::view::When;

/// One entry of the record of operations.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Number in the chain.
    pub seq: u64,
    pub at: When,
    /// Who, in which capacity.
    pub who: String,
    /// Command in words.
    pub command: String,
    /// Subject in words.
    pub subject: String,
    /// Page of the subject.
    pub subject_href: Option<String>,
    /// Whether the act was refused.
    pub refused: bool,
    /// The stored answer.
    pub answer_id: Option<String>,
    /// First characters of the hash.
    pub hash: String,
}

/// Result of verifying the chain.
#[derive(Clone, Debug)]
pub struct VerifyView {
    /// When it was done.
    pub at: When,
    /// How many entries were read.
    pub entries: u64,
    /// The head that was reached.
    pub head: String,
    /// What is wrong; empty means the chain is whole.
    pub findings: Vec<String>,
    /// Whether the end is proven by a published head.
    pub end_proven: bool,
}
