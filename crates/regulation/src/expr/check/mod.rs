//! Types a tree against the fact schema.

mod functions;
mod guards;
mod types;

pub use functions::FUNCTIONS;

use std::collections::BTreeSet;

use guards::{guards, unguarded};
use jiff::civil::Date;
use types::{Elements, Ty, Values, expect};

use super::{
    ExprError, MAX_QUANTIFIERS, Query, Span, Vocabulary,
    parse::{Kind, Node, Op},
};
use crate::{
    pack::{ParameterKind, nearest},
    schema::{self, FieldType},
};

/// What a condition may name.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Names that the pack declares.
    pub vocabulary: &'a Vocabulary,
    /// The record kind whose fields stand under `given`.
    pub given: Option<&'a str>,
}

/// A typed expression, ready to evaluate.
#[derive(Debug, Clone)]
pub enum Expr {
    Bool(bool),
    Int(i64),
    Text(String),
    Texts(Vec<String>),
    Ints(Vec<i64>),
    Field {
        path: &'static str,
        ty: FieldType,
    },
    Has(&'static str),
    /// The element of a list that a quantifier stands at, counted from the outermost.
    Variable(usize),
    Element {
        variable: usize,
        name: String,
        ty: FieldType,
    },
    HasElement {
        variable: usize,
        name: String,
    },
    Param(String),
    /// A list parameter of the house.
    HouseParam(String),
    /// A field of the record about to be given.
    Given {
        name: String,
        ty: FieldType,
    },
    HasGiven(String),
    /// Records of a kind.
    Records(String),
    Date(Date),
    Ask(Query),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Compare(Op, Box<Expr>, Box<Expr>),
    Add(Box<Expr>, Box<Expr>),
    Subtract(Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    Size(Box<Expr>),
    TextTest(TextTest, Box<Expr>, Box<Expr>),
    Quantifier {
        over: Box<Expr>,
        all: bool,
        body: Box<Expr>,
    },
    AtLeast {
        scheme: String,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    HostIn(Box<Expr>, Box<Expr>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

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
    expect(ty, Ty::Bool, &node.span, "a condition")?;
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

/// An element as a condition sees it.
struct Seen {
    ty: FieldType,
    seen: Ty,
    optional: bool,
}

struct Checker<'s> {
    scope: &'s Scope<'s>,
    reads: BTreeSet<&'static str>,
    params: BTreeSet<String>,
    house_params: BTreeSet<String>,
    queries: BTreeSet<Query>,
    kinds: BTreeSet<String>,
    variables: Vec<(String, Ty)>,
    /// Paths known to be there at this place, because a `has` guards it.
    guarded: BTreeSet<String>,
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
                expect(ty, Ty::Bool, &inner.span, "the operand of !")?;
                Ok((Expr::Not(Box::new(expr)), Ty::Bool))
            }
            Kind::Negate(inner) => {
                let (expr, ty) = self.node(inner)?;
                expect(ty, Ty::Int, &inner.span, "the operand of -")?;
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
                    return Err(ExprError::new("condition-type", item.span.clone(), "a list holds texts or numbers")
                        .help("write the values themselves"));
                }
            }
            if !texts.is_empty() && !ints.is_empty() {
                return Err(ExprError::new("condition-type", item.span.clone(), "the list mixes texts and numbers"));
            }
        }
        Ok(match (texts.is_empty(), ints.is_empty()) {
            (true, true) => (Expr::Texts(vec![]), Ty::EmptyList),
            (true, false) => (Expr::Ints(ints), Ty::Ints),
            _ => (Expr::Texts(texts), Ty::Texts(Values::Any)),
        })
    }

    fn variable(&self, name: &str) -> Option<(usize, Ty)> {
        self.variables.iter().position(|(known, _)| known == name).map(|index| (index, self.variables[index].1))
    }

    fn path(&mut self, names: &[String], span: &Span) -> Result<(Expr, Ty), ExprError> {
        if let Some((variable, ty)) = self.variable(&names[0]) {
            let Some(name) = names.get(1) else { return Ok((Expr::Variable(variable), ty)) };
            let element = self.element(ty, name, names.len(), span)?;
            if element.optional && !self.guarded.contains(&names.join(".")) {
                return Err(unguarded(&names.join("."), span));
            }
            return Ok((Expr::Element { variable, name: name.clone(), ty: element.ty }, element.seen));
        }
        if names == ["today"] {
            return Ok(self.ask(Query::Today, Ty::Date));
        }
        if names[0] == "given" {
            let element = self.given(names, span)?;
            if element.optional && !self.guarded.contains(&names.join(".")) {
                return Err(unguarded(&names.join("."), span));
            }
            return Ok((Expr::Given { name: names[1].clone(), ty: element.ty }, element.seen));
        }
        let field = field(names, span)?;
        if field.optional && !self.guarded.contains(field.path) {
            return Err(unguarded(field.path, span));
        }
        self.reads.insert(field.path);
        Ok((Expr::Field { path: field.path, ty: field.ty }, Ty::of(field.ty)))
    }

    fn ask(&mut self, query: Query, ty: Ty) -> (Expr, Ty) {
        self.queries.insert(query.clone());
        (Expr::Ask(query), ty)
    }

    /// A field of the record about to be given.
    fn given(&self, names: &[String], span: &Span) -> Result<Seen, ExprError> {
        let Some(kind) = self.scope.given else {
            return Err(ExprError::new("condition-unknown", span.clone(), "no single record is given here").help(
                "given.… stands in rules on record.give, step.do or duty.answer that name one record kind in where",
            ));
        };
        let place = self.scope.vocabulary.kinds.keys().position(|known| known == kind).unwrap_or(usize::MAX);
        let Some(name) = names.get(1) else {
            return Err(ExprError::new("condition-type", span.clone(), "given is a record").help("given.<field>"));
        };
        self.element(Ty::Record(Elements::Kind(place)), name, names.len(), span)
    }

    fn element(&self, ty: Ty, name: &str, length: usize, span: &Span) -> Result<Seen, ExprError> {
        let Ty::Record(elements) = ty else {
            return Err(ExprError::new("condition-type", span.clone(), format!("{} has no elements", ty.name())));
        };
        let (known, seen): (Vec<&str>, Option<Seen>) = match elements {
            Elements::Schema(elements) => (
                elements.iter().map(|element| element.name).collect(),
                elements.iter().find(|element| element.name == name).map(|element| Seen {
                    ty: element.ty,
                    seen: Ty::of(element.ty),
                    optional: element.optional,
                }),
            ),
            Elements::Kind(place) => {
                let fields = self.scope.vocabulary.kinds.values().nth(place).map_or(&[][..], Vec::as_slice);
                let found = fields.iter().position(|field| field.name == name).map(|at| {
                    let field = &fields[at];
                    let seen = match field.ty() {
                        FieldType::Text if !field.choices.is_empty() => Ty::Text(Values::Kind(place, at)),
                        ty => Ty::of(ty),
                    };
                    Seen { ty: field.ty(), seen, optional: field.optional }
                });
                (fields.iter().map(|field| field.name.as_str()).collect(), found)
            }
        };
        match seen {
            Some(seen) if length == 2 => Ok(seen),
            Some(_) => Err(ExprError::new("condition-unknown", span.clone(), "elements have no parts")),
            None => {
                let help = nearest(name, known.iter().copied())
                    .map_or_else(|| format!("known are {}", known.join(", ")), |near| format!("did you mean {near}?"));
                Err(ExprError::new("condition-unknown", span.clone(), format!("unknown element {name}")).help(help))
            }
        }
    }

    fn has(&mut self, node: &Node) -> Result<(Expr, Ty), ExprError> {
        let Kind::Path(names) = &node.kind else {
            return Err(ExprError::new("condition-type", node.span.clone(), "has() takes a field"));
        };
        if let Some((variable, ty)) = self.variable(&names[0]) {
            let Some(name) = names.get(1) else {
                return Err(ExprError::new("condition-type", node.span.clone(), "has() takes an element of it"));
            };
            self.element(ty, name, names.len(), &node.span)?;
            return Ok((Expr::HasElement { variable, name: name.clone() }, Ty::Bool));
        }
        if names[0] == "given" {
            self.given(names, &node.span)?;
            return Ok((Expr::HasGiven(names[1].clone()), Ty::Bool));
        }
        let field = field(names, &node.span)?;
        if !field.optional {
            return Err(ExprError::new("condition-type", node.span.clone(), format!("{} is always there", field.path))
                .help("leave has() out"));
        }
        self.reads.insert(field.path);
        Ok((Expr::Has(field.path), Ty::Bool))
    }

    fn binary(&mut self, op: Op, left: &Node, right: &Node) -> Result<(Expr, Ty), ExprError> {
        if matches!(op, Op::And | Op::Or) {
            let (a, ty) = self.node(left)?;
            expect(ty, Ty::Bool, &left.span, &format!("the left side of {}", op.sign()))?;
            let known = guards(left, op == Op::And);
            let (b, ty) = self.under(known, right)?;
            expect(ty, Ty::Bool, &right.span, &format!("the right side of {}", op.sign()))?;
            let build = if op == Op::And { Expr::And } else { Expr::Or };
            return Ok((build(Box::new(a), Box::new(b)), Ty::Bool));
        }
        let (a, left_ty) = self.node(left)?;
        let (b, right_ty) = self.node(right)?;
        let (a, b) = (Box::new(a), Box::new(b));
        let whole = left.span.start..right.span.end;
        match op {
            Op::Equal | Op::NotEqual => {
                if !left_ty.same(right_ty) || !matches!(left_ty, Ty::Bool | Ty::Int | Ty::Text(_) | Ty::Date) {
                    return Err(ExprError::new(
                        "condition-type",
                        whole,
                        format!("{} compares {} with {}", op.sign(), left_ty.name(), right_ty.name()),
                    )
                    .help("compare two texts, two numbers or two yes/no values"));
                }
                self.known_value(left_ty, right)?;
                self.known_value(right_ty, left)?;
                Ok((Expr::Compare(op, a, b), Ty::Bool))
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual
                if (left_ty, right_ty) == (Ty::Date, Ty::Date) =>
            {
                Ok((Expr::Compare(op, a, b), Ty::Bool))
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => {
                for (ty, side) in [(left_ty, left), (right_ty, right)] {
                    if matches!(ty, Ty::Text(_)) {
                        return Err(ExprError::new("condition-type", side.span.clone(), "texts have no order")
                            .help("for levels of a classification use at_least(scheme, a, b)"));
                    }
                    expect(ty, Ty::Int, &side.span, &format!("a side of {}", op.sign()))?;
                }
                Ok((Expr::Compare(op, a, b), Ty::Bool))
            }
            Op::Add | Op::Subtract => {
                expect(left_ty, Ty::Int, &left.span, &format!("the left side of {}", op.sign()))?;
                expect(right_ty, Ty::Int, &right.span, &format!("the right side of {}", op.sign()))?;
                Ok((if op == Op::Add { Expr::Add(a, b) } else { Expr::Subtract(a, b) }, Ty::Int))
            }
            Op::In => {
                match (left_ty, right_ty) {
                    (Ty::Text(_), Ty::Texts(_)) => {
                        if let Kind::List(items) = &right.kind {
                            items.iter().try_for_each(|item| self.known_value(left_ty, item))?;
                        }
                    }
                    (Ty::Text(_) | Ty::Int, Ty::EmptyList) | (Ty::Int, Ty::Ints) => {}
                    _ => {
                        return Err(ExprError::new(
                            "condition-type",
                            whole,
                            format!("in looks for {} in {}", left_ty.name(), right_ty.name()),
                        )
                        .help("look for a text in a list of texts; for records use exists"));
                    }
                }
                Ok((Expr::In(a, b), Ty::Bool))
            }
            Op::And | Op::Or => Err(ExprError::new("condition-type", whole, "unreachable operator")),
        }
    }

    fn choice(&mut self, condition: &Node, yes: &Node, no: &Node) -> Result<(Expr, Ty), ExprError> {
        let (c, ty) = self.node(condition)?;
        expect(ty, Ty::Bool, &condition.span, "what stands before ?")?;
        let (y, yes_ty) = self.under(guards(condition, true), yes)?;
        let (n, no_ty) = self.under(guards(condition, false), no)?;
        expect(no_ty, yes_ty, &no.span, "the part after :")?;
        Ok((Expr::If(Box::new(c), Box::new(y), Box::new(n)), yes_ty))
    }

    fn call(&mut self, name: &str, arguments: &[Node], span: &Span) -> Result<(Expr, Ty), ExprError> {
        let Some((_, count)) = functions::FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = functions::FUNCTIONS.iter().map(|(known, _)| *known).collect();
            let help = nearest(name, known.iter().copied())
                .map_or_else(|| format!("known are {}", known.join(", ")), |n| format!("did you mean {n}?"));
            return Err(
                ExprError::new("condition-unknown", span.clone(), format!("unknown function {name}")).help(help)
            );
        };
        if arguments.len() != *count {
            return Err(ExprError::new(
                "condition-type",
                span.clone(),
                format!("{name} takes {count} argument(s), here are {}", arguments.len()),
            ));
        }
        if let Some(asked) = self.query(name, arguments)? {
            return Ok(asked);
        }
        match name {
            "has" => self.has(&arguments[0]),
            "param" => self.param(&arguments[0]),
            "size" => {
                let (expr, ty) = self.node(&arguments[0])?;
                if matches!(ty, Ty::Bool | Ty::Int | Ty::Record(_)) {
                    return Err(ExprError::new(
                        "condition-type",
                        arguments[0].span.clone(),
                        format!("size() counts a text or a list, but this is {}", ty.name()),
                    ));
                }
                Ok((Expr::Size(Box::new(expr)), Ty::Int))
            }
            "at_least" => {
                let scheme = literal(&arguments[0], "the name of a classification scheme")?;
                self.named("classification scheme", &self.scope.vocabulary.schemes, &arguments[0])?;
                let (left, left_ty) = self.node(&arguments[1])?;
                expect(left_ty, Ty::Text(Values::Any), &arguments[1].span, "the level")?;
                let (right, right_ty) = self.node(&arguments[2])?;
                expect(right_ty, Ty::Text(Values::Any), &arguments[2].span, "the level compared with")?;
                let (left, right) = (Box::new(left), Box::new(right));
                Ok((Expr::AtLeast { scheme: scheme.to_owned(), left, right }, Ty::Bool))
            }
            _ => {
                let (host, ty) = self.node(&arguments[0])?;
                expect(ty, Ty::Text(Values::Any), &arguments[0].span, "the host")?;
                let (list, ty) = self.node(&arguments[1])?;
                if ty != Ty::EmptyList {
                    expect(ty, Ty::Texts(Values::Any), &arguments[1].span, "the list of hosts")?;
                }
                Ok((Expr::HostIn(Box::new(host), Box::new(list)), Ty::Bool))
            }
        }
    }

    fn param(&mut self, node: &Node) -> Result<(Expr, Ty), ExprError> {
        let id = literal(node, "the id of a parameter")?;
        if let Some(id) = id.strip_prefix("house:") {
            self.house_params.insert(id.to_owned());
            return Ok((Expr::HouseParam(id.to_owned()), Ty::Texts(Values::Any)));
        }
        let Some(kind) = self.scope.vocabulary.params.get(id) else {
            return Err(unknown("parameter", id, self.scope.vocabulary.params.keys().map(String::as_str), node));
        };
        let ty = match kind {
            ParameterKind::Text | ParameterKind::Choice => Ty::Text(Values::Any),
            ParameterKind::Int => Ty::Int,
            ParameterKind::Bool => Ty::Bool,
            ParameterKind::List | ParameterKind::Order => Ty::Texts(Values::Any),
            ParameterKind::PasswordPolicy => {
                return Err(ExprError::new("condition-type", node.span.clone(), "a password policy is not a value")
                    .help("ask meets(\"<parameter>\")"));
            }
            ParameterKind::Period | ParameterKind::Table | ParameterKind::Hours => {
                return Err(ExprError::new("condition-type", node.span.clone(), "periods and tables are not values")
                    .help("name it where a period is expected: { param = \"…\" }"));
            }
        };
        self.params.insert(id.to_owned());
        Ok((Expr::Param(id.to_owned()), ty))
    }

    fn method(&mut self, target: &Node, name: &str, arguments: &[Node], span: &Span) -> Result<(Expr, Ty), ExprError> {
        let test = match name {
            "contains" => TextTest::Contains,
            "startsWith" => TextTest::StartsWith,
            "endsWith" => TextTest::EndsWith,
            _ => {
                let known = ["contains", "startsWith", "endsWith", "exists", "all"];
                let help = nearest(name, known)
                    .map_or_else(|| format!("known are {}", known.join(", ")), |n| format!("did you mean {n}?"));
                return Err(
                    ExprError::new("condition-unknown", span.clone(), format!("unknown function .{name}()")).help(help)
                );
            }
        };
        let [argument] = arguments else {
            return Err(ExprError::new("condition-type", span.clone(), format!(".{name}() takes one text")));
        };
        let (text, ty) = self.node(target)?;
        expect(ty, Ty::Text(Values::Any), &target.span, &format!("what stands before .{name}()"))?;
        let (part, ty) = self.node(argument)?;
        expect(ty, Ty::Text(Values::Any), &argument.span, &format!("the argument of .{name}()"))?;
        Ok((Expr::TextTest(test, Box::new(text), Box::new(part)), Ty::Bool))
    }

    fn quantifier(&mut self, over: &Node, all: bool, variable: &str, body: &Node) -> Result<(Expr, Ty), ExprError> {
        let (list, ty) = self.node(over)?;
        let element = match ty {
            Ty::Records(elements) => Ty::Record(elements),
            Ty::Texts(values) => Ty::Text(values),
            Ty::Ints => Ty::Int,
            _ => {
                return Err(ExprError::new(
                    "condition-type",
                    over.span.clone(),
                    format!("exists and all go over a list, but this is {}", ty.name()),
                ));
            }
        };
        if self.variables.len() >= MAX_QUANTIFIERS {
            return Err(ExprError::new(
                "condition-bounds",
                over.span.clone(),
                format!("quantifiers nested deeper than {MAX_QUANTIFIERS}"),
            ));
        }
        let taken = self.variable(variable).is_some()
            || ["given", "today", "at"].contains(&variable)
            || schema::FIELDS.iter().any(|f| f.path.split('.').next() == Some(variable));
        if taken {
            return Err(ExprError::new(
                "condition-unknown",
                body.span.clone(),
                format!("the name {variable} is taken"),
            )
            .help("choose another name for the variable"));
        }
        self.variables.push((variable.to_owned(), element));
        let result = self.node(body);
        self.variables.pop();
        let (expr, ty) = result?;
        expect(ty, Ty::Bool, &body.span, "the condition on each element")?;
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

fn field(names: &[String], span: &Span) -> Result<&'static schema::Field, ExprError> {
    let path = names.join(".");
    schema::field(&path).ok_or_else(|| {
        let help = nearest(&path, schema::FIELDS.iter().map(|field| field.path)).map_or_else(
            || "the fields are listed by `regulation schema`".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        ExprError::new("condition-unknown", span.clone(), format!("unknown field {path}")).help(help)
    })
}

fn literal<'n>(node: &'n Node, what: &str) -> Result<&'n str, ExprError> {
    match &node.kind {
        Kind::Text(text) => Ok(text),
        _ => Err(ExprError::new("condition-type", node.span.clone(), format!("{what} is written as a text"))),
    }
}

fn unknown<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str> + Clone, node: &Node) -> ExprError {
    let help = nearest(word, known.clone()).map_or_else(
        || format!("known are {}", known.clone().take(20).collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean {near:?}?"),
    );
    ExprError::new("condition-unknown", node.span.clone(), format!("unknown {what} {word:?}")).help(help)
}
