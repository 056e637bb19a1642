//! Numbers and days written in a condition, and the same condition with one of them moved: for mutation tests.

use jiff::ToSpan as _;

use super::{check::Expr, condition::Condition};

impl Condition {
    /// The numbers and days that it states, in the order in which they are evaluated.
    pub fn stated(&self) -> Vec<String> {
        let mut expr = self.expr.clone();
        let mut found = vec![];
        visit(&mut expr, &mut |number| {
            found.push(match number {
                Number::Int(int) => int.to_string(),
                Number::Date(date) => date.to_string(),
            });
        });
        found
    }

    /// Classification schemes that it compares by.
    pub fn schemes(&self) -> Vec<&str> {
        let mut found = vec![];
        let mut open = vec![&self.expr];
        while let Some(expr) = open.pop() {
            if let Expr::AtLeast { scheme, .. } = expr {
                found.push(scheme.as_str());
            }
            open.extend(parts(expr));
        }
        found
    }

    /// The same with the number or day at a place of [`Self::stated`] moved by so many.
    pub fn moved(&self, place: usize, by: i8) -> Self {
        let mut moved = self.clone();
        let mut at = 0;
        visit(&mut moved.expr, &mut |number| {
            if at == place {
                match number {
                    Number::Int(int) => *int = int.saturating_add(i64::from(by)),
                    Number::Date(date) => *date = date.saturating_add(i64::from(by).days()),
                }
            }
            at += 1;
        });
        moved
    }
}

/// Something that can be moved by one.
enum Number<'e> {
    Int(&'e mut i64),
    Date(&'e mut jiff::civil::Date),
}

/// The expressions inside one.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Not(inner) | Expr::Negate(inner) | Expr::Size(inner) | Expr::DateOf(inner) => vec![inner],
        Expr::And(left, right)
        | Expr::Or(left, right)
        | Expr::Compare(_, left, right)
        | Expr::Add(left, right)
        | Expr::Subtract(left, right)
        | Expr::In(left, right)
        | Expr::TextTest(_, left, right)
        | Expr::AtLeast { left, right, .. }
        | Expr::HostIn(left, right)
        | Expr::AddressTest(_, left, right) => vec![left, right],
        Expr::If(condition, yes, no) => vec![condition, yes, no],
        Expr::Quantifier { over, body, .. } => vec![over, body],
        _ => vec![],
    }
}

/// Depth is bounded where conditions are parsed.
fn visit(expr: &mut Expr, each: &mut impl FnMut(Number<'_>)) {
    match expr {
        Expr::Int(int) => each(Number::Int(int)),
        Expr::Ints(ints) => ints.iter_mut().for_each(|int| each(Number::Int(int))),
        Expr::Date(date) => each(Number::Date(date)),
        Expr::Not(inner) | Expr::Negate(inner) | Expr::Size(inner) | Expr::DateOf(inner) => visit(inner, each),
        Expr::And(left, right)
        | Expr::Or(left, right)
        | Expr::Compare(_, left, right)
        | Expr::Add(left, right)
        | Expr::Subtract(left, right)
        | Expr::In(left, right)
        | Expr::TextTest(_, left, right)
        | Expr::AtLeast { left, right, .. }
        | Expr::HostIn(left, right)
        | Expr::AddressTest(_, left, right) => {
            visit(left, each);
            visit(right, each);
        }
        Expr::If(condition, yes, no) => {
            visit(condition, each);
            visit(yes, each);
            visit(no, each);
        }
        Expr::Quantifier { over, body, .. } => {
            visit(over, each);
            visit(body, each);
        }
        Expr::Bool(_)
        | Expr::Text(_)
        | Expr::Texts(_)
        | Expr::Field { .. }
        | Expr::Has(_)
        | Expr::Variable(_)
        | Expr::Element { .. }
        | Expr::HasElement { .. }
        | Expr::Param(_)
        | Expr::HouseParam(_)
        | Expr::Given { .. }
        | Expr::HasGiven(_)
        | Expr::Records(_)
        | Expr::Ask(_) => {}
    }
}
