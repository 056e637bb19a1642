//! 読替え: items read with other roles.

use std::borrow::Cow;

use super::{cx::Cx, guards};
use crate::{
    pack::{ReadAs, RoleRef},
    terms::ClauseRef,
};

/// Read-as entries that speak of an item now. A fault means that one does not apply.
fn of<'r>(cx: Cx<'r, '_>, item: &str) -> impl Iterator<Item = &'r ReadAs> {
    let entries = &cx.regulation.layers[cx.layer].pack.read_as;
    entries.iter().filter(move |entry| {
        entry.of.iter().any(|of| of == item)
            && guards::admit(cx.regulation, cx.layer, &entry.guards, cx.question).unwrap_or(false)
    })
}

/// The roles of an item as they are to be read now.
pub fn roles<'a>(cx: Cx<'_, '_>, item: &str, written: &'a [RoleRef]) -> Cow<'a, [RoleRef]> {
    if cx.regulation.layers[cx.layer].pack.read_as.is_empty() {
        return Cow::Borrowed(written);
    }
    let entries: Vec<&ReadAs> = of(cx, item).collect();
    if entries.is_empty() {
        return Cow::Borrowed(written);
    }
    // The written text is what is read otherwise, never what another entry made of it.
    let read = |role: &RoleRef| {
        let name = match role {
            RoleRef::Own(id) => id.clone(),
            RoleRef::House(id) => format!("house:{id}"),
            RoleRef::Reading(id) => format!("reading:{id}"),
        };
        entries.iter().find_map(|entry| entry.replace.get(&name)).unwrap_or(role).clone()
    };
    Cow::Owned(written.iter().map(read).collect())
}

/// Clauses of the entries by which an item is read now.
pub fn cited(cx: Cx<'_, '_>, item: &str) -> Vec<ClauseRef> {
    if cx.regulation.layers[cx.layer].pack.read_as.is_empty() {
        return vec![];
    }
    of(cx, item).flat_map(|entry| cx.cite(&entry.clauses)).collect()
}
