//! Operators.

use tatefuda_domain::Localized;

use super::{
    checker::Checker,
    guards::guards,
    tree::Expr,
    types::{Ty, expect},
};
use crate::{
    expr::{
        error::ExprError,
        parse::{Kind, Node, Op},
    },
    say::{noun, say},
};

impl Checker<'_> {
    pub(super) fn binary(&mut self, op: Op, left: &Node, right: &Node) -> Result<(Expr, Ty), ExprError> {
        if matches!(op, Op::And | Op::Or) {
            let (a, ty) = self.node(left)?;
            expect(ty, Ty::Bool, &left.span, side(op, "左", "left"))?;
            let known = guards(left, op == Op::And);
            let (b, ty) = self.under(known, right)?;
            expect(ty, Ty::Bool, &right.span, side(op, "右", "right"))?;
            let build = if op == Op::And { Expr::And } else { Expr::Or };
            return Ok((build(Box::new(a), Box::new(b)), Ty::Bool));
        }
        let (a, left_ty) = self.node(left)?;
        let (b, right_ty) = self.node(right)?;
        let (a, b) = (Box::new(a), Box::new(b));
        let whole = left.span.start..right.span.end;
        match op {
            Op::Equal | Op::NotEqual => {
                if !left_ty.same(right_ty)
                    || !matches!(left_ty, Ty::Bool | Ty::Int | Ty::Text(_) | Ty::Date | Ty::Moment)
                {
                    let (left, right, sign) = (left_ty.noun(), right_ty.noun(), op.sign());
                    let message = say!(
                        [left, right],
                        "「{sign}」で{left}と{right}を比べています",
                        "{sign} compares {left} with {right}"
                    );
                    return Err(ExprError::new("condition-type", whole, message).help(say!(
                        "文字列どうし、数どうし、真偽値どうしを比べてください",
                        "compare two texts, two numbers or two yes/no values"
                    )));
                }
                self.known_value(left_ty, right)?;
                self.known_value(right_ty, left)?;
                Ok((Expr::Compare(op, a, b), Ty::Bool))
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual
                if matches!((left_ty, right_ty), (Ty::Date, Ty::Date) | (Ty::Moment, Ty::Moment)) =>
            {
                Ok((Expr::Compare(op, a, b), Ty::Bool))
            }
            Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => {
                for (ty, side) in [(left_ty, left), (right_ty, right)] {
                    if matches!(ty, Ty::Text(_)) {
                        return Err(ExprError::new(
                            "condition-type",
                            side.span.clone(),
                            say!("文字列に大小はありません", "texts have no order"),
                        )
                        .help(say!(
                            "区分の段階には at_least(scheme, a, b) を使ってください",
                            "for levels of a classification use at_least(scheme, a, b)"
                        )));
                    }
                    expect(ty, Ty::Int, &side.span, say!("「{}」の両側", "a side of {}", op.sign()))?;
                }
                Ok((Expr::Compare(op, a, b), Ty::Bool))
            }
            Op::Add | Op::Subtract => {
                expect(left_ty, Ty::Int, &left.span, side(op, "左", "left"))?;
                expect(right_ty, Ty::Int, &right.span, side(op, "右", "right"))?;
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
                        let (left, right) = (left_ty.noun(), right_ty.noun());
                        let message = say!(
                            [left, right],
                            "in で{left}を{right}の中から探しています",
                            "in looks for {left} in {right}"
                        );
                        return Err(ExprError::new("condition-type", whole, message).help(say!(
                            "文字列の一覧から探します。記録には exists を使ってください",
                            "look for a text in a list of texts; for records use exists"
                        )));
                    }
                }
                Ok((Expr::In(a, b), Ty::Bool))
            }
            Op::And | Op::Or => Err(ExprError::new(
                "condition-type",
                whole,
                say!("この記号はここでは使えません", "unreachable operator"),
            )),
        }
    }

    pub(super) fn choice(&mut self, condition: &Node, yes: &Node, no: &Node) -> Result<(Expr, Ty), ExprError> {
        let (c, ty) = self.node(condition)?;
        expect(ty, Ty::Bool, &condition.span, noun("what stands before ?"))?;
        let (y, yes_ty) = self.under(guards(condition, true), yes)?;
        let (n, no_ty) = self.under(guards(condition, false), no)?;
        expect(no_ty, yes_ty, &no.span, noun("the part after :"))?;
        Ok((Expr::If(Box::new(c), Box::new(y), Box::new(n)), yes_ty))
    }
}

fn side(op: Op, ja: &str, en: &str) -> Localized {
    Localized::new(format!("「{}」の{ja}側", op.sign()), format!("the {en} side of {}", op.sign()))
}
