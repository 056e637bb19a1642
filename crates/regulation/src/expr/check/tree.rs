//! Typed expressions.

use jiff::civil::Date;

use crate::{
    expr::{parse::Op, query::Query},
    schema::FieldType,
};

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
    /// The day on which a moment lies.
    DateOf(Box<Expr>),
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
    AddressTest(AddressTest, Box<Expr>, Box<Expr>),
}

/// How addresses are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressTest {
    /// Both lead to the same place.
    Same,
    /// It leads to one of several places.
    In,
    /// It leads to one of several places or below one.
    Below,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}
