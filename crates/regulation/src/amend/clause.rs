//! Clauses that say something else, and new ones.

use tatefuda_domain::amendment::{ClauseText, NewClause};
use toml_edit::{Item, Table};

use super::{
    Problem, clause_id,
    files::{Files, list, localized, put, set},
};
use crate::{original::Address, pack::Pack, say::say};

pub(super) fn change(files: &mut Files, base: &Pack, text: &ClauseText) -> Result<(), Problem> {
    let table = files.item("clause", &text.clause).ok_or_else(|| missing(&text.clause))?;
    set(table, "ja", &text.ja);
    set(table, "en", english(&text.ja, &text.en));
    let known = base.clause(&text.clause);
    if !text.number.is_empty() && known.is_none_or(|clause| clause.printed.ja != text.number) {
        put(table, "printed", localized(&text.number, &text.number));
    }
    let number = known.and_then(|clause| clause.at.first()?.first()?.number());
    heading(files, number, &text.heading)
}

pub(super) fn add(files: &mut Files, base: &Pack, new: &NewClause) -> Result<(), Problem> {
    let at: Address = new.place.parse().map_err(|_| {
        Problem::new(
            "bad-place",
            say!("条の位置「{}」が読めません", "the place {:?} of a clause cannot be read", new.place),
            say!("例：4(1)、7-2(8)、附則2", "for example 4(1), 7-2(8), 附則2"),
        )
    })?;
    let id = clause_id(base, &new.place);
    if files.item("clause", &id).is_some() {
        return Err(Problem::new(
            "clause-there",
            say!("「{}」の条は既にあります", "there is a clause at {:?} already", new.place),
            say!(
                "その条の要旨を改めるか、ほかの位置にしてください",
                "change what that clause says, or choose another place"
            ),
        ));
    }
    if !new.after.is_empty() && files.item("clause", &new.after).is_none() {
        return Err(missing(&new.after));
    }
    let mut table = Table::new();
    set(&mut table, "id", &id);
    set(&mut table, "at", &new.place);
    if !new.number.is_empty() {
        put(&mut table, "printed", localized(&new.number, &new.number));
    }
    // Nothing acts on it yet: it is shown.
    put(&mut table, "class", list(["informational"]));
    set(&mut table, "strength", "information");
    set(&mut table, "ja", &new.ja);
    set(&mut table, "en", english(&new.ja, &new.en));
    files.add("clause", &new.after, table);
    heading(files, at.number(), &new.heading)
}

/// What stands for the English where nobody wrote it.
fn english<'t>(ja: &'t str, en: &'t str) -> &'t str {
    if en.is_empty() { ja } else { en }
}

fn heading(files: &mut Files, number: Option<u16>, text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Ok(());
    }
    let Some(number) = number else {
        return Err(Problem::new(
            "no-heading",
            say!("この位置には見出しがありません", "there is no heading at this place"),
            say!("見出しを空にしてください", "leave the heading empty"),
        ));
    };
    let Some(pack) = files.pack() else { return Ok(()) };
    let headings = pack.entry("headings").or_insert_with(|| Item::Table(Table::new()));
    let Some(headings) = headings.as_table_like_mut() else { return Ok(()) };
    let key = number.to_string();
    let before = headings.get(&key).and_then(|one| one.as_table_like()?.get("ja")?.as_str());
    if before != Some(text) {
        headings.insert(&key, toml_edit::value(localized(text, text)));
    }
    Ok(())
}

pub(super) fn missing(clause: &str) -> Problem {
    Problem::new(
        "no-clause",
        say!("「{clause}」の条がありません", "there is no clause {clause:?}"),
        say!(
            "ほかの改正で削られたか、受け継いだ条です。この変更を取り消してください",
            "another amendment struck it, or it is inherited; take this change back"
        ),
    )
}
