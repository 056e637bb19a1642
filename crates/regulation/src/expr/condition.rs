//! A condition that was checked.

use std::collections::BTreeSet;

use super::{
    check,
    error::{ExprError, MAX_BYTES},
    eval::{self, World},
    halt::Halt,
    parse,
    query::Query,
};
use crate::say::say;

/// A checked condition.
#[derive(Debug, Clone)]
pub struct Condition {
    text: String,
    pub(super) expr: check::Expr,
    reads: BTreeSet<&'static str>,
    params: BTreeSet<String>,
    house_params: BTreeSet<String>,
    queries: BTreeSet<Query>,
    kinds: BTreeSet<String>,
    /// Optional fields that are there whenever it holds.
    secures: BTreeSet<String>,
}

impl Condition {
    /// Parses and checks a condition.
    ///
    /// # Errors
    /// What is wrong and where in the text: syntax, unknown names, mixed types, unguarded optional
    /// fields, bounds.
    pub fn compile(text: &str, scope: &check::Scope<'_>) -> Result<Self, ExprError> {
        Self::compile_after(None, text, scope)
    }

    /// The same for a condition that is evaluated only where an earlier one holds.
    ///
    /// # Errors
    /// As [`Self::compile`].
    pub fn compile_after(earlier: Option<&Self>, text: &str, scope: &check::Scope<'_>) -> Result<Self, ExprError> {
        if text.len() > MAX_BYTES {
            return Err(ExprError::new(
                "condition-bounds",
                0..text.len(),
                say!("条件が{MAX_BYTES}バイトを超えています", "longer than {MAX_BYTES} bytes"),
            )
            .help(say!("rule を二つに分けてください", "split the rule in two")));
        }
        let node = parse::parse(text)?;
        let checked = check::check(&node, scope, earlier.map(|earlier| earlier.secures.clone()).unwrap_or_default())?;
        Ok(Self {
            text: text.to_owned(),
            expr: checked.expr,
            reads: checked.reads,
            params: checked.params,
            house_params: checked.house_params,
            queries: checked.queries,
            kinds: checked.kinds,
            secures: checked.secures,
        })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Paths of the fields that it reads.
    pub fn reads(&self) -> &BTreeSet<&'static str> {
        &self.reads
    }

    /// Parameters that it reads.
    pub fn params(&self) -> &BTreeSet<String> {
        &self.params
    }

    /// List parameters of the house that it reads.
    pub fn house_params(&self) -> &BTreeSet<String> {
        &self.house_params
    }

    /// What it asks of the engine.
    pub fn queries(&self) -> &BTreeSet<Query> {
        &self.queries
    }

    /// Record kinds that it reads, by the pack's own names.
    pub fn kinds(&self) -> &BTreeSet<String> {
        &self.kinds
    }

    /// Evaluates it.
    ///
    /// # Errors
    /// [`Halt`]: a fault or an unset parameter, wherever it was met.
    pub fn holds(&self, world: &World<'_>) -> Result<bool, Halt> {
        eval::holds(&self.expr, world)
    }
}
