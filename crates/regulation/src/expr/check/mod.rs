//! Types a tree against the fact schema.

mod calls;
mod checker;
mod functions;
mod guards;
mod names;
mod operators;
mod paths;
mod tree;
mod types;

pub use checker::Scope;
use checker::{Checker, unknown};
pub use names::FUNCTIONS;
pub use tree::{AddressTest, Expr, TextTest};

use std::collections::BTreeSet;

use guards::guards;
use types::{Ty, Values, expect};

use super::{
    error::{ExprError, MAX_QUANTIFIERS},
    parse::{Kind, Node},
    query::Query,
};
use crate::{
    say::{noun, say},
    schema,
};

pub struct Checked {
    pub expr: Expr,
    pub reads: BTreeSet<&'static str>,
    pub params: BTreeSet<String>,
    pub house_params: BTreeSet<String>,
    pub queries: BTreeSet<Query>,
    pub kinds: BTreeSet<String>,
    pub secures: BTreeSet<String>,
}

/// Checks a whole condition, which must be true or false.
pub fn check(node: &Node, scope: &Scope<'_>, guarded: BTreeSet<String>) -> Result<Checked, ExprError> {
    let mut checker = Checker {
        scope,
        reads: BTreeSet::new(),
        params: BTreeSet::new(),
        house_params: BTreeSet::new(),
        queries: BTreeSet::new(),
        kinds: BTreeSet::new(),
        variables: vec![],
        guarded,
    };
    let (expr, ty) = checker.node(node)?;
    expect(ty, Ty::Bool, &node.span, noun("a condition"))?;
    Ok(Checked {
        expr,
        reads: checker.reads,
        params: checker.params,
        house_params: checker.house_params,
        queries: checker.queries,
        kinds: checker.kinds,
        secures: guards(node, true),
    })
}

impl Checker<'_> {
    fn node(&mut self, node: &Node) -> Result<(Expr, Ty), ExprError> {
        match &node.kind {
            Kind::Bool(value) => Ok((Expr::Bool(*value), Ty::Bool)),
            Kind::Int(value) => Ok((Expr::Int(*value), Ty::Int)),
            Kind::Text(value) => Ok((Expr::Text(value.clone()), Ty::Text(Values::Any))),
            Kind::List(items) => self.list(items),
            Kind::Path(names) => self.path(names, &node.span),
            Kind::Not(inner) => {
                let (expr, ty) = self.node(inner)?;
                expect(ty, Ty::Bool, &inner.span, noun("the operand of !"))?;
                Ok((Expr::Not(Box::new(expr)), Ty::Bool))
            }
            Kind::Negate(inner) => {
                let (expr, ty) = self.node(inner)?;
                expect(ty, Ty::Int, &inner.span, noun("the operand of -"))?;
                Ok((Expr::Negate(Box::new(expr)), Ty::Int))
            }
            Kind::Binary(op, left, right) => self.binary(*op, left, right),
            Kind::If(condition, yes, no) => self.choice(condition, yes, no),
            Kind::Call(name, arguments) => self.call(name, arguments, &node.span),
            Kind::Method(target, name, arguments) => self.method(target, name, arguments, &node.span),
            Kind::Quantifier { over, all, variable, body } => self.quantifier(over, *all, variable, body),
        }
    }

    /// Checks a part under the additional knowledge that these paths are there.
    fn under(&mut self, known: BTreeSet<String>, node: &Node) -> Result<(Expr, Ty), ExprError> {
        let before = self.guarded.clone();
        self.guarded.extend(known);
        let result = self.node(node);
        self.guarded = before;
        result
    }

    fn list(&mut self, items: &[Node]) -> Result<(Expr, Ty), ExprError> {
        let (mut texts, mut ints) = (vec![], vec![]);
        for item in items {
            match &item.kind {
                Kind::Text(value) => texts.push(value.clone()),
                Kind::Int(value) => ints.push(*value),
                _ => {
                    return Err(ExprError::new(
                        "condition-type",
                        item.span.clone(),
                        say!("一覧に書けるのは文字列か数です", "a list holds texts or numbers"),
                    )
                    .help(say!("値そのものを書いてください", "write the values themselves")));
                }
            }
            if !texts.is_empty() && !ints.is_empty() {
                return Err(ExprError::new(
                    "condition-type",
                    item.span.clone(),
                    say!("一覧に文字列と数が混ざっています", "the list mixes texts and numbers"),
                ));
            }
        }
        Ok(match (texts.is_empty(), ints.is_empty()) {
            (true, true) => (Expr::Texts(vec![]), Ty::EmptyList),
            (true, false) => (Expr::Ints(ints), Ty::Ints),
            _ => (Expr::Texts(texts), Ty::Texts(Values::Any)),
        })
    }

    fn quantifier(&mut self, over: &Node, all: bool, variable: &str, body: &Node) -> Result<(Expr, Ty), ExprError> {
        let (list, ty) = self.node(over)?;
        let element = match ty {
            Ty::Records(elements) => Ty::Record(elements),
            Ty::Texts(values) => Ty::Text(values),
            Ty::Ints => Ty::Int,
            _ => {
                let found = ty.noun();
                let message = say!(
                    [found],
                    "exists と all を使えるのは一覧ですが、これは{found}です",
                    "exists and all go over a list, but this is {found}"
                );
                return Err(ExprError::new("condition-type", over.span.clone(), message));
            }
        };
        if self.variables.len() >= MAX_QUANTIFIERS {
            return Err(ExprError::new(
                "condition-bounds",
                over.span.clone(),
                say!(
                    "exists と all の入れ子が{MAX_QUANTIFIERS}段を超えています",
                    "quantifiers nested deeper than {MAX_QUANTIFIERS}"
                ),
            ));
        }
        let taken = self.variable(variable).is_some()
            || ["given", "today", "at"].contains(&variable)
            || schema::FIELDS.iter().any(|f| f.path.split('.').next() == Some(variable));
        if taken {
            return Err(ExprError::new(
                "condition-unknown",
                body.span.clone(),
                say!("「{variable}」という名前は使われています", "the name {variable} is taken"),
            )
            .help(say!("変数に別の名前を付けてください", "choose another name for the variable")));
        }
        self.variables.push((variable.to_owned(), element));
        let result = self.node(body);
        self.variables.pop();
        let (expr, ty) = result?;
        expect(ty, Ty::Bool, &body.span, noun("the condition on each element"))?;
        Ok((Expr::Quantifier { over: Box::new(list), all, body: Box::new(expr) }, Ty::Bool))
    }

    /// A literal compared with a closed set must be in the set.
    fn known_value(&self, ty: Ty, node: &Node) -> Result<(), ExprError> {
        let (Ty::Text(values), Kind::Text(value)) = (ty, &node.kind) else { return Ok(()) };
        match values {
            Values::OneOf(choices) if !choices.iter().any(|choice| choice.0 == value) => {
                Err(unknown("value", value, choices.iter().map(|choice| choice.0), node))
            }
            Values::Category if !self.scope.vocabulary.categories.contains(value.as_str()) => {
                Err(unknown("category", value, self.scope.vocabulary.categories.iter().map(String::as_str), node))
            }
            Values::Kind(kind, field) => {
                let fields = self.scope.vocabulary.kinds.values().nth(kind);
                let choices = fields.and_then(|fields| fields.get(field)).map_or(&[][..], |field| &field.choices);
                if choices.iter().any(|choice| choice == value) {
                    return Ok(());
                }
                Err(unknown("value", value, choices.iter().map(String::as_str), node))
            }
            _ => Ok(()),
        }
    }
}
