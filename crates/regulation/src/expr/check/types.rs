//! Types of conditions.

use tatefuda_domain::Localized;

use crate::{
    expr::error::{ExprError, Span},
    say::{Noun, noun, say},
    schema::{Element, FieldType},
};

/// A type. `Text` carries the closed set of its values, where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ty {
    Bool,
    Int,
    Text(Values),
    Texts(Values),
    Ints,
    Date,
    Moment,
    Records(Elements),
    Record(Elements),
    EmptyList,
}

/// What the records of a list are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Elements {
    /// Declared in the fact schema.
    Schema(&'static [Element]),
    /// Fields of the record kind at this place of the vocabulary.
    Kind(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    Any,
    OneOf(&'static [(&'static str, &'static str, &'static str)]),
    Category,
    Level,
    /// Choices of a field of a record kind, by their places in the vocabulary.
    Kind(usize, usize),
}

impl Ty {
    pub(super) fn of(ty: FieldType) -> Self {
        match ty {
            FieldType::Bool => Self::Bool,
            FieldType::Int => Self::Int,
            FieldType::Text => Self::Text(Values::Any),
            FieldType::Date => Self::Date,
            FieldType::Moment => Self::Moment,
            FieldType::Choice(choices) => Self::Text(Values::OneOf(choices)),
            FieldType::Category => Self::Text(Values::Category),
            FieldType::Level => Self::Text(Values::Level),
            FieldType::TextList => Self::Texts(Values::Any),
            FieldType::List(elements) => Self::Records(Elements::Schema(elements)),
        }
    }

    /// As it is called.
    pub(super) fn noun(self) -> Noun<'static> {
        noun(match self {
            Self::Bool => "true or false",
            Self::Int => "a number",
            Self::Text(_) => "a text",
            Self::Texts(_) => "a list of texts",
            Self::Ints => "a list of numbers",
            Self::Date => "a day",
            Self::Moment => "a moment",
            Self::Records(_) => "a list of records",
            Self::Record(_) => "a record",
            Self::EmptyList => "an empty list",
        })
    }

    pub(super) fn same(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

pub(super) fn expect(found: Ty, wanted: Ty, span: &Span, what: impl Into<Localized>) -> Result<(), ExprError> {
    if found.same(wanted) {
        return Ok(());
    }
    let (what, wanted, found) = (what.into(), wanted.noun(), found.noun());
    let message = say!(
        [what, wanted, found],
        "{what}は{wanted}でなければなりませんが、これは{found}です",
        "{what} must be {wanted}, but this is {found}"
    );
    Err(ExprError::new("condition-type", span.clone(), message))
}
