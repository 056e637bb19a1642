//! Accounts that the text lists, values that stand in it, and who gives a step.

use tatefuda_domain::amendment::ListedAccount;
use toml_edit::{Item, Table, Value};

use super::{
    Problem,
    files::{Files, list, put, set},
};
use crate::{pack::Pack, say::say, terms::ParameterKind};

fn fill(table: &mut Table, listed: &ListedAccount) {
    set(table, "service", &listed.service);
    for (key, text) in
        [("name", &listed.name), ("handle", &listed.handle), ("url", &listed.url), ("class", &listed.class)]
    {
        if text.is_empty() {
            table.remove(key);
        } else {
            set(table, key, text);
        }
    }
    put(table, "clause", list([listed.clause.as_str()]));
}

/// Lists an account, or lists it otherwise. A remark of the pack's author on what stood there before goes with that.
pub(super) fn account(files: &mut Files, listed: &ListedAccount) -> Result<(), Problem> {
    if files.item("clause", &listed.clause).is_none() {
        return Err(super::clause::missing(&listed.clause));
    }
    if let Some(table) = files.item("account", &listed.account) {
        fill(table, listed);
        table.remove("note");
        return Ok(());
    }
    let mut table = Table::new();
    set(&mut table, "id", &listed.account);
    fill(&mut table, listed);
    files.add("account", "", table);
    Ok(())
}

pub(super) fn remove(files: &mut Files, account: &str) -> Result<(), Problem> {
    if files.take("account", account) {
        return Ok(());
    }
    Err(Problem::new(
        "no-account",
        say!("「{account}」のアカウントは掲げられていません", "the text lists no account {account:?}"),
        say!("この変更を取り消してください", "take this change back"),
    ))
}

pub(super) fn value(files: &mut Files, base: &Pack, parameter: &str, text: &str) -> Result<(), Problem> {
    let kind = base.parameters.iter().find(|one| one.id == parameter && one.value.is_some()).map(|one| one.kind);
    let table = files.item("parameter", parameter);
    let (Some(kind), Some(table)) = (kind, table) else {
        return Err(Problem::new(
            "no-value",
            say!("「{parameter}」の値は、条文にありません", "no value {parameter:?} stands in the text"),
            say!("規程が団体に委ねた値は、設定で決めます", "what the text leaves to the body is a setting"),
        ));
    };
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let new = match kind {
        ParameterKind::Int => text.trim().parse::<i64>().map(Value::from).map_err(|_| {
            Problem::new(
                "not-a-number",
                say!("「{text}」は数ではありません", "{text:?} is no number"),
                say!("数字だけを書いてください", "write digits only"),
            )
        })?,
        ParameterKind::Bool => Value::from(text.trim() == "yes"),
        ParameterKind::List
        | ParameterKind::Order
        | ParameterKind::Hours
        | ParameterKind::Table
        | ParameterKind::PasswordPolicy => list(lines()),
        ParameterKind::Text | ParameterKind::Choice | ParameterKind::Period => Value::from(text.trim()),
    };
    put(table, "value", new);
    Ok(())
}

pub(super) fn step(files: &mut Files, chain: &str, step: &str, by: &[String]) -> Result<(), Problem> {
    let by = || list(by.iter().map(String::as_str));
    let steps = files.item("chain", chain).and_then(|table| table.get_mut("steps"));
    let set = |found: Option<()>| {
        found.ok_or_else(|| {
            Problem::new(
                "no-step",
                say!("「{chain}」に「{step}」の段階がありません", "there is no step {step:?} in {chain:?}"),
                say!("この変更を取り消してください", "take this change back"),
            )
        })
    };
    match steps {
        Some(Item::ArrayOfTables(tables)) => {
            set(tables.iter_mut().find(|one| super::files::named(one) == Some(step)).map(|one| put(one, "by", by())))
        }
        Some(Item::Value(Value::Array(array))) => {
            let mut tables = array.iter_mut().filter_map(Value::as_inline_table_mut);
            let found = tables.find(|one| one.get("id").and_then(Value::as_str) == Some(step));
            set(found.map(|one| drop(one.insert("by", by()))))
        }
        _ => set(None),
    }
}
