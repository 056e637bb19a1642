//! Tokens to a tree. The depth of recursion and the number of nodes are bounded while parsing, so
//! that no input overflows the stack here or in the passes that walk the tree later.

mod node;

pub use node::{Kind, Node, Op};
use tatefuda_domain::Localized;

use super::{
    error::{ExprError, MAX_DEPTH, MAX_NODES, Span},
    lex::{Token, lex},
};
use crate::say::say;

/// Parses a whole condition.
pub fn parse(text: &str) -> Result<Node, ExprError> {
    let mut parser = Parser { tokens: lex(text)?, at: 0, nodes: 0, depth: 0 };
    let node = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(node),
        token => Err(parser.error(unexpected(token))),
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
        Err({
            let found = shown(self.peek());
            self.error(say!([found], "「{sign}」が要りますが、{found}があります", "expected {sign:?}, found {found}"))
        })
    }

    fn error(&self, message: Localized) -> ExprError {
        ExprError::new("condition-syntax", self.span(), message)
    }

    fn node(&mut self, kind: Kind, span: Span) -> Result<Node, ExprError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ExprError::new(
                "condition-bounds",
                span,
                say!("条件の部分が{MAX_NODES}を超えています", "more than {MAX_NODES} parts"),
            )
            .help(say!("rule を二つに分けてください", "split the rule in two")));
        }
        Ok(Node { kind, span })
    }

    /// Runs one level deeper.
    fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, ExprError>) -> Result<T, ExprError> {
        if self.depth >= MAX_DEPTH {
            return Err(ExprError::new(
                "condition-bounds",
                self.span(),
                say!("入れ子が{MAX_DEPTH}段を超えています", "nested deeper than {MAX_DEPTH}"),
            )
            .help(say!("rule を二つに分けてください", "split the rule in two")));
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
                    return Err(ExprError::new(
                        "condition-bounds",
                        name_span,
                        say!("名前が8つを超えてつながっています", "a path of more than 8 names"),
                    ));
                }
                names.push(name);
                node.span.end = name_span.end;
            } else {
                return Err(ExprError::new(
                    "condition-syntax",
                    name_span,
                    say!("ここに .{name} は書けません", "unexpected .{name}"),
                )
                .help(say!("要素があるのは項目と変数だけです", "only fields and variables have elements")));
            }
        }
        if matches!(self.peek(), Token::Sign("[")) {
            return Err(self
                .error(say!("番号で要素を取り出すことはできません", "elements cannot be indexed"))
                .help(say!("exists、all か項目の名前を使ってください", "use exists, all or a field path")));
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
            Token::Ident(word) if word == "in" => Err(ExprError::new(
                "condition-syntax",
                span,
                say!("\"in\" の左に何かが要ります", "\"in\" needs something on its left"),
            )),
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
            token => Err(ExprError::new("condition-syntax", span, unexpected(&token))),
        }
    }

    fn name(&mut self) -> Result<(String, Span), ExprError> {
        match self.take() {
            (Token::Ident(name), span) => Ok((name, span)),
            (token, span) => Err(ExprError::new("condition-syntax", span, {
                let found = shown(&token);
                say!([found], "名前が要りますが、{found}があります", "expected a name, found {found}")
            })),
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

fn unexpected(token: &Token) -> Localized {
    let found = shown(token);
    say!([found], "ここに{found}は書けません", "unexpected {found}")
}

fn shown(token: &Token) -> Localized {
    match token {
        Token::Int(value) => say!("「{value}」", "{value}"),
        Token::Text(value) => say!("「{value:?}」", "{value:?}"),
        Token::Ident(word) => say!("「{word}」", "{word}"),
        Token::Sign(sign) => say!("「{sign}」", "{sign:?}"),
        Token::End => say!("条件の終わり", "the end"),
    }
}
