//! What the running program asks and supplies. Coverage compares packs with it.

use std::collections::BTreeSet;

use serde::Serialize;
use tatefuda_domain::Action;

/// A part of the program on which controls rest, beside acts and fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// How often events happened is part of the facts.
    Counts,
    /// Documents and forms are shown.
    Documents,
    /// Duties are kept: their instances are listed, answers are part of the facts.
    Duties,
    /// Fields of a record about to be given are part of the facts.
    Given,
    /// Accounts that the text lists are compared with the ledger.
    ListedAccounts,
    /// The worker asks monitors.
    Monitors,
    /// The organisation is part of the facts.
    Organisation,
    /// Procedures are kept: those that run and the steps done are part of the facts.
    Procedures,
    /// Records are part of the facts.
    Records,
    /// Steps of chains are part of the facts.
    Steps,
    /// The text is shown, clause by clause.
    Texts,
}

impl Part {
    /// The word in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Documents => "documents",
            Self::Duties => "duties",
            Self::Given => "given fields",
            Self::ListedAccounts => "listed accounts",
            Self::Monitors => "monitors",
            Self::Organisation => "organisation",
            Self::Procedures => "procedures",
            Self::Records => "records",
            Self::Steps => "steps",
            Self::Texts => "texts",
        }
    }
}

/// What a program asks and supplies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wiring {
    /// Acts about which a registered command asks.
    pub actions: BTreeSet<Action>,
    /// Fields that a provider supplies.
    pub fields: BTreeSet<String>,
    /// Events whose last time is part of the facts; those that packs make come with their parts.
    pub events: BTreeSet<String>,
    /// Events that a registered command makes happen, by their first part; those of records come with the records.
    pub happens: BTreeSet<String>,
    /// Kinds of things on which procedures can run.
    pub things: BTreeSet<String>,
    /// Kinds of findings that a detector finds.
    pub findings: BTreeSet<String>,
    /// Parts that run.
    pub parts: BTreeSet<Part>,
}
