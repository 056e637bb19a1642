//! The tree.

use crate::expr::{error::Span, lex::Token};

/// A node with its place in the text.
#[derive(Debug, Clone)]
pub struct Node {
    pub kind: Kind,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub enum Kind {
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Node>),
    /// `a.b.c`; the first name may be a variable of a quantifier.
    Path(Vec<String>),
    Not(Box<Node>),
    Negate(Box<Node>),
    Binary(Op, Box<Node>, Box<Node>),
    If(Box<Node>, Box<Node>, Box<Node>),
    Call(String, Vec<Node>),
    Method(Box<Node>, String, Vec<Node>),
    Quantifier {
        over: Box<Node>,
        all: bool,
        variable: String,
        body: Box<Node>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Add,
    Subtract,
}

impl Op {
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
            Self::Add => "+",
            Self::Subtract => "-",
        }
    }

    /// Binding power; `? :` binds weaker than all of these.
    pub(super) const fn power(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Add | Self::Subtract => 4,
            _ => 3,
        }
    }

    pub(super) fn of(token: &Token) -> Option<Self> {
        const ALL: [Op; 10] = [
            Op::Or,
            Op::And,
            Op::Equal,
            Op::NotEqual,
            Op::Less,
            Op::LessEqual,
            Op::Greater,
            Op::GreaterEqual,
            Op::Add,
            Op::Subtract,
        ];
        match token {
            Token::Sign(sign) => ALL.into_iter().find(|op| op.sign() == *sign),
            Token::Ident(word) if word == "in" => Some(Self::In),
            _ => None,
        }
    }
}
