//! What a condition says of optional fields.

use std::collections::BTreeSet;

use crate::{
    expr::{
        error::{ExprError, Span},
        parse::{Kind, Node, Op},
    },
    say::say,
};

/// Paths that are there whenever the condition has this value.
pub(super) fn guards(node: &Node, when: bool) -> BTreeSet<String> {
    match &node.kind {
        Kind::Call(name, arguments) if when && name == "has" => {
            match arguments.first().map(|argument| &argument.kind) {
                Some(Kind::Path(names)) => BTreeSet::from([names.join(".")]),
                _ => BTreeSet::new(),
            }
        }
        Kind::Not(inner) => guards(inner, !when),
        Kind::Binary(op @ (Op::And | Op::Or), left, right) => {
            let (a, b) = (guards(left, when), guards(right, when));
            if (*op == Op::And) == when {
                a.union(&b).cloned().collect()
            } else {
                a.intersection(&b).cloned().collect()
            }
        }
        _ => BTreeSet::new(),
    }
}

/// A field that may be missing is read without looking first.
pub(super) fn unguarded(path: &str, span: &Span) -> ExprError {
    ExprError::new("condition-unguarded", span.clone(), say!("{path} は無いことがあります", "{path} may be missing"))
        .help(say!("前に has({path}) && … と書いてください", "write has({path}) && … before it"))
}
