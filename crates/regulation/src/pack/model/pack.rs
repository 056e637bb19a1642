//! The whole of a pack.

use std::sync::Arc;

use tatefuda_domain::{Action, Digest};

use super::{
    AccountClass, ActorKind, Baseline, Board, Calendar, Category, Chain, Classification, Clause, Clock, Count,
    Document, Duty, Exception, ExternalNorm, Former, Ground, Header, Lift, ListedAccount, Mode, Monitor, Parameter,
    Power, Procedure, ReadAs, Reading, RecordKind, Role, Rule, Silence, Standing, Term, house::HouseRef,
};
use crate::pack::source::PackSource;

/// A loaded pack: parsed, checked, compiled.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The head.
    pub header: Header,
    /// Clauses in the order of the text.
    pub clauses: Vec<Clause>,
    pub roles: Vec<Role>,
    /// Categories in the order of the text.
    pub categories: Vec<Category>,
    /// Classification schemes.
    pub classifications: Vec<Classification>,
    pub parameters: Vec<Parameter>,
    /// Reading notes.
    pub readings: Vec<Reading>,
    pub norms: Vec<ExternalNorm>,
    pub record_kinds: Vec<RecordKind>,
    pub chains: Vec<Chain>,
    /// Rules in the order of the regulation.
    pub rules: Vec<Rule>,
    /// Provisos.
    pub exceptions: Vec<Exception>,
    pub powers: Vec<Power>,
    /// Silence entries.
    pub silences: Vec<Silence>,
    /// Who may do what.
    pub standings: Vec<Standing>,
    /// House rules that the pack lifts.
    pub lifts: Vec<Lift>,
    pub modes: Vec<Mode>,
    /// Documents that came before.
    pub formers: Vec<Former>,
    /// Glossary.
    pub terms: Vec<Term>,
    /// Accounts that the text lists.
    pub accounts: Vec<ListedAccount>,
    pub account_classes: Vec<AccountClass>,
    /// Opening hours.
    pub calendars: Vec<Calendar>,
    /// Grounds for acting on what others wrote, in the order of the files.
    pub grounds: Vec<Ground>,
    /// Documents and forms.
    pub documents: Vec<Document>,
    /// Kinds of actor beside staff.
    pub actor_kinds: Vec<ActorKind>,
    /// Bodies that decide at meetings.
    pub boards: Vec<Board>,
    /// 読替え.
    pub read_as: Vec<ReadAs>,
    pub procedures: Vec<Procedure>,
    pub duties: Vec<Duty>,
    pub clocks: Vec<Clock>,
    pub counts: Vec<Count>,
    pub baselines: Vec<Baseline>,
    pub monitors: Vec<Monitor>,
    /// Acts that need a power (house).
    pub needs_power: Vec<Action>,
    /// Checked when house and body are joined.
    pub house_refs: Vec<HouseRef>,
    /// See [`Pack::digest`].
    pub digest: Digest,
    /// See [`Pack::source`].
    pub source: Arc<PackSource>,
}

impl Pack {
    /// Content hash of the source.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The source it was loaded from.
    pub fn source(&self) -> &PackSource {
        &self.source
    }

    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.id == id)
    }
}
