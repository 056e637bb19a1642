//! Evaluates a typed expression. Left to right, stopping where the result is known; an error that
//! is met is never absorbed.

mod value;

use std::{cell::Cell, collections::BTreeMap, fmt};

use value::{Val, compare, fault, given, mistyped, typed, under, untyped, whole};

use super::{
    address,
    check::{AddressTest, Expr, TextTest},
    error::MAX_WORK,
    halt::Halt,
    query::{Oracle, Told, Views},
};
use crate::{
    facts::{Facts, LIST_MAX, Value},
    schema::FieldType,
};

/// What a condition is evaluated against.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub facts: &'a Facts,
    /// Values of the pack's parameters that are set.
    pub params: &'a BTreeMap<String, Value>,
    /// Levels of each classification scheme from the least to the most sensitive; `Err` names the
    /// parameter that is not set.
    pub schemes: &'a BTreeMap<String, Result<Vec<String>, String>>,
    /// Values set for the account concerned; they go before `params`.
    pub account_params: Option<&'a BTreeMap<String, Value>>,
    /// Values of the house's parameters.
    pub house_params: &'a BTreeMap<String, Value>,
    /// Records as conditions see them.
    pub views: &'a Views,
    /// Where the clock is read.
    pub zone: &'a jiff::tz::TimeZone,
    /// Answers what is asked beyond the fields.
    pub oracle: &'a dyn Oracle,
}

impl fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").finish_non_exhaustive()
    }
}

/// Whether a condition holds.
pub fn holds<'a>(expr: &'a Expr, world: &World<'a>) -> Result<bool, Halt> {
    let machine = Machine { world: *world, work: Cell::new(0) };
    machine.truth(expr, &Frame::Bottom)
}

/// Variables of quantifiers, the innermost on top; at most two deep.
enum Frame<'f, 'a> {
    Bottom,
    Variable { value: Val<'a>, depth: usize, below: &'f Frame<'f, 'a> },
}

impl<'a> Frame<'_, 'a> {
    const fn height(&self) -> usize {
        match self {
            Self::Bottom => 0,
            Self::Variable { depth, .. } => *depth + 1,
        }
    }

    /// A variable counted from the outermost.
    fn get(&self, index: usize) -> Option<Val<'a>> {
        match self {
            Self::Bottom => None,
            Self::Variable { value, depth, .. } if *depth == index => Some(*value),
            Self::Variable { below, .. } => below.get(index),
        }
    }
}

struct Machine<'a> {
    world: World<'a>,
    work: Cell<u32>,
}

impl<'a> Machine<'a> {
    fn truth(&self, expr: &'a Expr, frame: &Frame<'_, 'a>) -> Result<bool, Halt> {
        match self.value(expr, frame)? {
            Val::Bool(value) => Ok(value),
            _ => mistyped("expected true or false"),
        }
    }

    fn int(&self, expr: &'a Expr, frame: &Frame<'_, 'a>) -> Result<i64, Halt> {
        match self.value(expr, frame)? {
            Val::Int(value) => Ok(value),
            _ => mistyped("expected a number"),
        }
    }

    fn text(&self, expr: &'a Expr, frame: &Frame<'_, 'a>) -> Result<&'a str, Halt> {
        match self.value(expr, frame)? {
            Val::Text(value) => Ok(value),
            _ => mistyped("expected a text"),
        }
    }

    fn texts(&self, expr: &'a Expr, frame: &Frame<'_, 'a>) -> Result<&'a [String], Halt> {
        match self.value(expr, frame)? {
            Val::Texts(value) => Ok(value),
            Val::Records([]) => Ok(&[]),
            _ => mistyped("expected a list of texts"),
        }
    }

    fn value(&self, expr: &'a Expr, frame: &Frame<'_, 'a>) -> Result<Val<'a>, Halt> {
        self.work.set(self.work.get() + 1);
        if self.work.get() > MAX_WORK {
            return fault("条件の計算が大きすぎます", format!("more than {MAX_WORK} steps"));
        }
        Ok(match expr {
            Expr::Bool(value) => Val::Bool(*value),
            Expr::Int(value) => Val::Int(*value),
            Expr::Text(value) => Val::Text(value),
            Expr::Texts(values) => Val::Texts(values),
            Expr::Ints(values) => Val::Ints(values),
            Expr::Field { path, ty } => self.field(path, *ty)?,
            Expr::Has(path) => Val::Bool(*self.known(path)? != Value::Nothing),
            Expr::Variable(index) => self.variable(*index, frame)?,
            Expr::Element { variable, name, ty } => {
                let record = self.record(*variable, frame)?;
                match record.get(name) {
                    Some(value) => typed(name, value, *ty)?,
                    None => return Err(Halt::absent(name, "")),
                }
            }
            Expr::HasElement { variable, name } => {
                let record = self.record(*variable, frame)?;
                Val::Bool(record.get(name).is_some_and(|value| *value != Value::Nothing))
            }
            Expr::HouseParam(id) => match self.world.house_params.get(id) {
                Some(value) => untyped(value)?,
                None => return Err(Halt::Unset(format!("house:{id}"))),
            },
            Expr::Given { name, ty } => match self.world.facts.given.get(name) {
                Some(text) => given(name, text, *ty, self.world.zone)?,
                None => return Err(Halt::absent(name, "")),
            },
            Expr::HasGiven(name) => {
                Val::Bool(self.world.facts.given.get(name).is_some_and(|text| !text.trim().is_empty()))
            }
            Expr::Records(kind) => match self.world.views.get(kind) {
                Some(list) if list.len() <= LIST_MAX => Val::Records(list),
                Some(_) => return fault("256件を超えています", "the list is longer than 256 elements"),
                None => return Err(Halt::absent(&format!("record {kind}"), "")),
            },
            Expr::Date(date) => Val::Date(*date),
            Expr::DateOf(inner) => match self.value(inner, frame)? {
                Val::Moment(at) => Val::Date(tatefuda_calendar::date_at(at, self.world.zone)),
                _ => return mistyped("expected a moment"),
            },
            Expr::Ask(query) => match self.world.oracle.tell(query)? {
                Told::Bool(value) => Val::Bool(value),
                Told::Int(value) => Val::Int(value),
                Told::Date(value) => Val::Date(value),
                Told::Moment(value) => Val::Moment(value),
            },
            Expr::Param(id) => {
                match self.world.account_params.and_then(|own| own.get(id)).or_else(|| self.world.params.get(id)) {
                    Some(value) => untyped(value)?,
                    None => return Err(Halt::Unset(id.clone())),
                }
            }
            Expr::Not(inner) => Val::Bool(!self.truth(inner, frame)?),
            Expr::Negate(inner) => Val::Int(whole(self.int(inner, frame)?.checked_neg())?),
            Expr::And(left, right) => Val::Bool(self.truth(left, frame)? && self.truth(right, frame)?),
            Expr::Or(left, right) => Val::Bool(self.truth(left, frame)? || self.truth(right, frame)?),
            Expr::If(condition, yes, no) => {
                return if self.truth(condition, frame)? { self.value(yes, frame) } else { self.value(no, frame) };
            }
            Expr::Compare(op, left, right) => {
                Val::Bool(compare(*op, self.value(left, frame)?, self.value(right, frame)?)?)
            }
            Expr::Add(left, right) => Val::Int(whole(self.int(left, frame)?.checked_add(self.int(right, frame)?))?),
            Expr::Subtract(left, right) => {
                Val::Int(whole(self.int(left, frame)?.checked_sub(self.int(right, frame)?))?)
            }
            Expr::In(item, list) => {
                let item = self.value(item, frame)?;
                Val::Bool(match (item, self.value(list, frame)?) {
                    (Val::Text(item), Val::Texts(list)) => list.iter().any(|one| one == item),
                    (Val::Int(item), Val::Ints(list)) => list.contains(&item),
                    (_, Val::Texts([]) | Val::Ints([]) | Val::Records([])) => false,
                    _ => return mistyped("in looks in a list of the same type"),
                })
            }
            Expr::Size(inner) => Val::Int(
                i64::try_from(match self.value(inner, frame)? {
                    Val::Text(text) => text.chars().count(),
                    Val::Texts(list) => list.len(),
                    Val::Ints(list) => list.len(),
                    Val::Records(list) => list.len(),
                    _ => return mistyped("size() counts texts and lists"),
                })
                .unwrap_or(i64::MAX),
            ),
            Expr::TextTest(test, text, part) => {
                let (text, part) = (self.text(text, frame)?, self.text(part, frame)?);
                Val::Bool(match test {
                    TextTest::Contains => text.contains(part),
                    TextTest::StartsWith => text.starts_with(part),
                    TextTest::EndsWith => text.ends_with(part),
                })
            }
            Expr::Quantifier { over, all, body } => Val::Bool(self.quantifier(over, *all, body, frame)?),
            Expr::AtLeast { scheme, left, right } => {
                let (left, right) = (self.text(left, frame)?, self.text(right, frame)?);
                Val::Bool(self.at_least(scheme, left, right)?)
            }
            Expr::AddressTest(test, address, other) => {
                let address = self.text(address, frame)?;
                Val::Bool(match test {
                    AddressTest::Same => address::same(address, self.text(other, frame)?),
                    AddressTest::In => self.texts(other, frame)?.iter().any(|one| address::same(address, one)),
                    AddressTest::Below => self.texts(other, frame)?.iter().any(|one| address::below(address, one)),
                })
            }
            Expr::HostIn(host, list) => {
                let host = self.text(host, frame)?.trim_end_matches('.').to_ascii_lowercase();
                Val::Bool(self.texts(list, frame)?.iter().any(|known| under(&host, known)))
            }
        })
    }

    fn known(&self, path: &'static str) -> Result<&'a Value, Halt> {
        self.world.facts.get(path).map_err(|why| Halt::absent(path, why))
    }

    fn field(&self, path: &'static str, ty: FieldType) -> Result<Val<'a>, Halt> {
        typed(path, self.known(path)?, ty)
    }

    fn variable(&self, index: usize, frame: &Frame<'_, 'a>) -> Result<Val<'a>, Halt> {
        frame.get(index).map_or_else(|| mistyped("no such variable"), Ok)
    }

    fn record(&self, index: usize, frame: &Frame<'_, 'a>) -> Result<&'a BTreeMap<String, Value>, Halt> {
        match self.variable(index, frame)? {
            Val::Record(record) => Ok(record),
            _ => mistyped("expected a record"),
        }
    }

    fn quantifier(&self, over: &'a Expr, all: bool, body: &'a Expr, frame: &Frame<'_, 'a>) -> Result<bool, Halt> {
        let list = self.value(over, frame)?;
        let each = |value: Val<'a>| self.truth(body, &Frame::Variable { value, depth: frame.height(), below: frame });
        match list {
            Val::Records(list) => any_or_all(list.iter().map(Val::Record), all, each),
            Val::Texts(list) => any_or_all(list.iter().map(|text| Val::Text(text)), all, each),
            Val::Ints(list) => any_or_all(list.iter().map(|int| Val::Int(*int)), all, each),
            _ => mistyped("expected a list"),
        }
    }

    fn at_least(&self, scheme: &str, left: &str, right: &str) -> Result<bool, Halt> {
        let order = match self.world.schemes.get(scheme) {
            Some(Ok(order)) => order,
            Some(Err(param)) => return Err(Halt::Unset(param.clone())),
            None => return mistyped("no such classification scheme"),
        };
        let rank = |level: &str| {
            order.iter().position(|known| known == level).map_or_else(
                || {
                    fault(
                        format!("「{level}」は分類の順序に定められていません"),
                        format!("the level {level:?} is not declared in the scheme {scheme}"),
                    )
                },
                Ok,
            )
        };
        Ok(rank(left)? >= rank(right)?)
    }
}

/// Stops at the first element that decides; an error before it is an error.
fn any_or_all<'a>(
    mut values: impl Iterator<Item = Val<'a>>,
    all: bool,
    each: impl Fn(Val<'a>) -> Result<bool, Halt>,
) -> Result<bool, Halt> {
    values
        .find_map(|value| match each(value) {
            Ok(found) if found == all => None,
            decided => Some(decided),
        })
        .unwrap_or(Ok(all))
}
