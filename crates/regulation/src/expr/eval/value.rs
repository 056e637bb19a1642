//! Values while a condition is evaluated: taken from facts and parameters by their type, and compared.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tatefuda_domain::Localized;

use crate::{
    expr::{halt::Halt, parse::Op},
    facts::{LIST_MAX, Value},
    schema::FieldType,
};

pub(super) fn fault<T>(ja: impl Into<String>, en: impl Into<String>) -> Result<T, Halt> {
    Err(Halt::Fault { field: None, why: Localized::new(ja, en) })
}

/// What cannot happen to a checked condition; kept as a fault, so that it never decides anything.
pub(super) fn mistyped<T>(en: &str) -> Result<T, Halt> {
    fault("条件の型が合いません", en)
}

/// A value while evaluating; borrows from facts, parameters and the expression.
#[derive(Debug, Clone, Copy)]
pub(super) enum Val<'a> {
    Bool(bool),
    Int(i64),
    Text(&'a str),
    Date(Date),
    Moment(Timestamp),
    Texts(&'a [String]),
    Ints(&'a [i64]),
    Records(&'a [BTreeMap<String, Value>]),
    Record(&'a BTreeMap<String, Value>),
}

pub(super) fn compare(op: Op, left: Val<'_>, right: Val<'_>) -> Result<bool, Halt> {
    match (left, right) {
        (Val::Int(a), Val::Int(b)) => Ok(match op {
            Op::Equal => a == b,
            Op::NotEqual => a != b,
            Op::Less => a < b,
            Op::LessEqual => a <= b,
            Op::Greater => a > b,
            _ => a >= b,
        }),
        (Val::Date(a), Val::Date(b)) => Ok(match op {
            Op::Equal => a == b,
            Op::NotEqual => a != b,
            Op::Less => a < b,
            Op::LessEqual => a <= b,
            Op::Greater => a > b,
            _ => a >= b,
        }),
        (Val::Moment(a), Val::Moment(b)) => Ok(match op {
            Op::Equal => a == b,
            Op::NotEqual => a != b,
            Op::Less => a < b,
            Op::LessEqual => a <= b,
            Op::Greater => a > b,
            _ => a >= b,
        }),
        (Val::Text(a), Val::Text(b)) => Ok((a == b) == (op == Op::Equal)),
        (Val::Bool(a), Val::Bool(b)) => Ok((a == b) == (op == Op::Equal)),
        _ => mistyped("compares different types"),
    }
}

pub(super) fn whole(value: Option<i64>) -> Result<i64, Halt> {
    value.map_or_else(|| fault("数が大きすぎます", "the number is too large"), Ok)
}

/// A value as its declared type; anything else is a fault, never a guess.
pub(super) fn typed<'a>(name: &str, value: &'a Value, ty: FieldType) -> Result<Val<'a>, Halt> {
    let wrong = |ja: &str, en: &str| Err(Halt::Fault { field: Some(name.into()), why: Localized::new(ja, en) });
    match (value, ty) {
        (Value::Nothing, _) => wrong("値がありません", "there is no value"),
        (Value::Bool(value), FieldType::Bool) => Ok(Val::Bool(*value)),
        (Value::Int(value), FieldType::Int) => Ok(Val::Int(*value)),
        (Value::Text(value), FieldType::Date) => {
            value.parse().map(Val::Date).or_else(|_| wrong("日付ではありません", "it is no day"))
        }
        (Value::Text(value), FieldType::Moment) => {
            value.parse().map(Val::Moment).or_else(|_| wrong("日時ではありません", "it is no moment"))
        }
        (Value::Text(value), FieldType::Choice(choices)) if !choices.iter().any(|choice| choice.0 == value) => {
            wrong("定められた値ではありません", "the value is none of the declared ones")
        }
        (Value::Text(value), FieldType::Text | FieldType::Choice(_) | FieldType::Category | FieldType::Level) => {
            Ok(Val::Text(value))
        }
        (Value::TextList(list), FieldType::TextList | FieldType::List(_)) if list.is_empty() => Ok(match ty {
            FieldType::TextList => Val::Texts(&[]),
            _ => Val::Records(&[]),
        }),
        (Value::List(list), FieldType::TextList) if list.is_empty() => Ok(Val::Texts(&[])),
        (Value::TextList(list), FieldType::TextList) if list.len() <= LIST_MAX => Ok(Val::Texts(list)),
        (Value::List(list), FieldType::List(_)) if list.len() <= LIST_MAX => Ok(Val::Records(list)),
        (Value::TextList(_) | Value::List(_), FieldType::TextList | FieldType::List(_)) => {
            wrong("256件を超えています", "the list is longer than 256 elements")
        }
        _ => wrong("値の型が違います", "the value has another type than declared"),
    }
}

/// A field of the record about to be given, as typed by a person.
pub(super) fn given<'a>(name: &str, text: &'a str, ty: FieldType, zone: &TimeZone) -> Result<Val<'a>, Halt> {
    let wrong = |ja: &str, en: &str| Err(Halt::Fault { field: Some(name.into()), why: Localized::new(ja, en) });
    let text = text.trim();
    match ty {
        FieldType::Bool => match text {
            "yes" => Ok(Val::Bool(true)),
            "no" => Ok(Val::Bool(false)),
            _ => wrong("はい・いいえのどちらでもありません", "it is neither yes nor no"),
        },
        FieldType::Int => text.parse().map(Val::Int).or_else(|_| wrong("数ではありません", "it is no number")),
        FieldType::Date => text.parse().map(Val::Date).or_else(|_| wrong("日付ではありません", "it is no day")),
        FieldType::Moment => tatefuda_calendar::moment(text, zone)
            .map_or_else(|| wrong("日時ではありません", "it is no moment"), |at| Ok(Val::Moment(at))),
        _ => Ok(Val::Text(text)),
    }
}

/// A parameter's value; its type was fixed when the settings were read.
pub(super) fn untyped(value: &Value) -> Result<Val<'_>, Halt> {
    match value {
        Value::Bool(value) => Ok(Val::Bool(*value)),
        Value::Int(value) => Ok(Val::Int(*value)),
        Value::Text(value) => Ok(Val::Text(value)),
        Value::TextList(list) => Ok(Val::Texts(list)),
        Value::Nothing | Value::List(_) => mistyped("not a value of a parameter"),
    }
}

/// Whether a host is a known one or lies under it.
pub(super) fn under(host: &str, known: &str) -> bool {
    let known = known.trim().trim_matches('.').to_ascii_lowercase();
    !known.is_empty() && (host == known || host.strip_suffix(&known).is_some_and(|rest| rest.ends_with('.')))
}
