//! Tokens to a tree. The depth of recursion and the number of nodes are bounded while parsing, so
//! that no input overflows the stack here or in the passes that walk the tree later.

use super::{
    ExprError, MAX_DEPTH, MAX_NODES, Span,
    lex::{Token, lex},
};

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
    const fn power(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Add | Self::Subtract => 4,
            _ => 3,
        }
    }

    fn of(token: &Token) -> Option<Self> {
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

/// Parses a whole condition.
pub fn parse(text: &str) -> Result<Node, ExprError> {
    let mut parser = Parser { tokens: lex(text)?, at: 0, nodes: 0, depth: 0 };
    let node = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(node),
        token => Err(parser.error(format!("unexpected {}", shown(token)))),
    }
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    nodes: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn span(&self) -> Span {
        self.tokens[self.at].1.clone()
    }

    /// Takes a token; the last one, [`Token::End`], stays.
    fn take(&mut self) -> (Token, Span) {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(s) if *s == sign);
        if found {
            self.take();
        }
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), ExprError> {
        if self.eat(sign) {
            return Ok(());
        }
        Err(self.error(format!("expected {sign:?}, found {}", shown(self.peek()))))
    }

    fn error(&self, message: impl Into<String>) -> ExprError {
        ExprError::new("condition-syntax", self.span(), message)
    }

    fn node(&mut self, kind: Kind, span: Span) -> Result<Node, ExprError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ExprError::new("condition-bounds", span, format!("more than {MAX_NODES} parts"))
                .help("split the rule in two"));
        }
        Ok(Node { kind, span })
    }

    /// Runs one level deeper.
    fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, ExprError>) -> Result<T, ExprError> {
        if self.depth >= MAX_DEPTH {
            return Err(ExprError::new("condition-bounds", self.span(), format!("nested deeper than {MAX_DEPTH}"))
                .help("split the rule in two"));
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    fn expression(&mut self) -> Result<Node, ExprError> {
        self.deeper(|p| {
            let condition = p.binary(0)?;
            if !p.eat("?") {
                return Ok(condition);
            }
            let yes = p.expression()?;
            p.expect(":")?;
            let no = p.expression()?;
            let span = condition.span.start..no.span.end;
            p.node(Kind::If(Box::new(condition), Box::new(yes), Box::new(no)), span)
        })
    }

    fn binary(&mut self, least: u8) -> Result<Node, ExprError> {
        let mut left = self.unary()?;
        while let Some(op) = Op::of(self.peek()) {
            if op.power() <= least {
                break;
            }
            self.take();
            let right = self.binary(op.power())?;
            let span = left.span.start..right.span.end;
            left = self.node(Kind::Binary(op, Box::new(left), Box::new(right)), span)?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node, ExprError> {
        let start = self.span().start;
        for (sign, build) in [("!", Kind::Not as fn(Box<Node>) -> Kind), ("-", Kind::Negate)] {
            if self.eat(sign) {
                return self.deeper(|p| {
                    let inner = p.unary()?;
                    let span = start..inner.span.end;
                    p.node(build(Box::new(inner)), span)
                });
            }
        }
        self.postfix()
    }

    fn postfix(&mut self) -> Result<Node, ExprError> {
        let mut node = self.primary()?;
        while self.eat(".") {
            let (name, name_span) = self.name()?;
            let start = node.span.start;
            if matches!(self.peek(), Token::Sign("(")) {
                let kind = if name == "exists" || name == "all" {
                    self.quantifier(node, name == "all")?
                } else {
                    let arguments = self.arguments()?;
                    Kind::Method(Box::new(node), name, arguments)
                };
                let end = self.tokens[self.at.saturating_sub(1)].1.end;
                node = self.node(kind, start..end)?;
            } else if let Kind::Path(names) = &mut node.kind {
                if names.len() >= 8 {
                    return Err(ExprError::new("condition-bounds", name_span, "a path of more than 8 names"));
                }
                names.push(name);
                node.span.end = name_span.end;
            } else {
                return Err(ExprError::new("condition-syntax", name_span, format!("unexpected .{name}"))
                    .help("only fields and variables have elements"));
            }
        }
        if matches!(self.peek(), Token::Sign("[")) {
            return Err(self.error("elements cannot be indexed").help("use exists, all or a field path"));
        }
        Ok(node)
    }

    fn quantifier(&mut self, over: Node, all: bool) -> Result<Kind, ExprError> {
        self.expect("(")?;
        let (variable, _) = self.name()?;
        self.expect(",")?;
        let body = self.expression()?;
        self.expect(")")?;
        Ok(Kind::Quantifier { over: Box::new(over), all, variable, body: Box::new(body) })
    }

    fn primary(&mut self) -> Result<Node, ExprError> {
        let (token, span) = self.take();
        match token {
            Token::Int(value) => self.node(Kind::Int(value), span),
            Token::Text(value) => self.node(Kind::Text(value), span),
            Token::Ident(word) if word == "true" || word == "false" => self.node(Kind::Bool(word == "true"), span),
            Token::Ident(word) if word == "in" => {
                Err(ExprError::new("condition-syntax", span, "\"in\" needs something on its left"))
            }
            Token::Ident(word) if matches!(self.peek(), Token::Sign("(")) => {
                let arguments = self.arguments()?;
                let end = self.tokens[self.at.saturating_sub(1)].1.end;
                self.node(Kind::Call(word, arguments), span.start..end)
            }
            Token::Ident(word) => self.node(Kind::Path(vec![word]), span),
            Token::Sign("(") => {
                let inner = self.expression()?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("[") => {
                let items = self.items("]")?;
                let end = self.tokens[self.at.saturating_sub(1)].1.end;
                self.node(Kind::List(items), span.start..end)
            }
            token => Err(ExprError::new("condition-syntax", span, format!("unexpected {}", shown(&token)))),
        }
    }

    fn name(&mut self) -> Result<(String, Span), ExprError> {
        match self.take() {
            (Token::Ident(name), span) => Ok((name, span)),
            (token, span) => {
                Err(ExprError::new("condition-syntax", span, format!("expected a name, found {}", shown(&token))))
            }
        }
    }

    fn arguments(&mut self) -> Result<Vec<Node>, ExprError> {
        self.expect("(")?;
        self.items(")")
    }

    fn items(&mut self, close: &str) -> Result<Vec<Node>, ExprError> {
        let mut items = vec![];
        if self.eat(close) {
            return Ok(items);
        }
        loop {
            items.push(self.expression()?);
            if self.eat(close) {
                return Ok(items);
            }
            self.expect(",")?;
        }
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Int(value) => value.to_string(),
        Token::Text(value) => format!("{value:?}"),
        Token::Ident(word) => word.clone(),
        Token::Sign(sign) => format!("{sign:?}"),
        Token::End => "the end".to_owned(),
    }
}
