//! What is known while a condition is checked.

use std::collections::BTreeSet;

use tatefuda_domain::Localized;

use super::types::Ty;
use crate::{
    expr::{
        error::ExprError,
        parse::{Kind, Node},
        query::Query,
        vocabulary::Vocabulary,
    },
    say::{self, nearest, noun, say},
    schema::FieldType,
};

/// What a condition may name.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Names that the pack declares.
    pub vocabulary: &'a Vocabulary,
    /// The record kind whose fields stand under `given`.
    pub given: Option<&'a str>,
}

/// An element as a condition sees it.
pub(super) struct Seen {
    pub(super) ty: FieldType,
    pub(super) seen: Ty,
    pub(super) optional: bool,
}

/// Collects what a condition reads while its parts are typed.
pub(super) struct Checker<'s> {
    pub(super) scope: &'s Scope<'s>,
    pub(super) reads: BTreeSet<&'static str>,
    pub(super) params: BTreeSet<String>,
    pub(super) house_params: BTreeSet<String>,
    pub(super) queries: BTreeSet<Query>,
    pub(super) kinds: BTreeSet<String>,
    pub(super) variables: Vec<(String, Ty)>,
    /// Paths known to be there at this place, because a `has` guards it.
    pub(super) guarded: BTreeSet<String>,
}

/// A text that stands in the condition itself.
pub(super) fn literal(node: &Node, what: impl Into<Localized>) -> Result<&str, ExprError> {
    match &node.kind {
        Kind::Text(text) => Ok(text),
        _ => {
            let what = what.into();
            let message = say!([what], "{what}は文字列として書きます", "{what} is written as a text");
            Err(ExprError::new("condition-type", node.span.clone(), message))
        }
    }
}

/// A name that is not known, and the one that was probably meant.
pub(super) fn unknown<'a>(
    what: &str,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    node: &Node,
) -> ExprError {
    let help = nearest(word, known.clone()).map_or_else(|| say::known(known.clone().take(20)), say::did_you_mean_text);
    let what = noun(what);
    let message = say!([what], "「{word}」という{what}はありません", "unknown {what} {word:?}");
    ExprError::new("condition-unknown", node.span.clone(), message).help(help)
}
