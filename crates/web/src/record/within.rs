//! Records given inside the form of another act.

use std::collections::BTreeMap;

use tatefuda_app::{
    post::{Content, PostSupply},
    record::Supply,
};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, FieldKind, RecordScope, Remedy, Who};
use tatefuda_ui::record::RecordFormView;

use super::view::{About, Filling, Lists, form as generated};
use crate::{form::Form, page::Page, post::page::Surroundings};

/// Records given inside another form: `supply` names the kinds, `supply.<kind>.<field>` holds the fields.
/// A kind whose fields are all blank was not given.
pub(crate) fn supplies(form: &Form) -> Vec<PostSupply> {
    let mut found = Vec::new();
    for kind in form.all("supply") {
        let prefix = format!("supply.{kind}.");
        let fields: BTreeMap<String, String> = form
            .below(&prefix)
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .collect();
        if !fields.is_empty() {
            let record = Supply { kind: kind.to_owned(), fields, valid_from: None, valid_until: None };
            found.push(PostSupply { record, account: None });
        }
    }
    found
}

/// Forms of the records that the reader can give and without which the act waits, to stand inside the form of the
/// act. Kinds without fields have a page of their own: an empty form would give them unasked.
pub(crate) fn forms(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    about: &About,
    answer: &Answer,
    typed: &Form,
    only: Option<RecordScope>,
) -> Vec<RecordFormView> {
    forms_about(page, tr, around, (about, None), answer, typed, only)
}

/// The same in the composer, where what nothing in the content makes live is confirmed together.
pub(crate) fn forms_about(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    (about, content): (&About, Option<&Content>),
    answer: &Answer,
    typed: &Form,
    only: Option<RecordScope>,
) -> Vec<RecordFormView> {
    let person = page.actor().person.to_string();
    let lists = Lists::default();
    let mut forms: Vec<RecordFormView> = Vec::new();
    for group in &answer.groups {
        let [Remedy::GiveRecord { kind, who, fixed, .. }] = group.alternatives.as_slice() else { continue };
        let found = around.documents.iter().find_map(|one| {
            let regulation = &one.governing.regulation;
            regulation.record_kind(kind).map(|declared| (regulation, declared))
        });
        let Some((regulation, declared)) = found else { continue };
        let lists_needed = declared.fields.iter().any(|f| matches!(f.kind, FieldKind::Person | FieldKind::Account));
        let known = forms.iter().any(|form| form.kind == *kind);
        let other_scope = only.is_some_and(|scope| scope != declared.scope);
        let answered = !declared.fields.is_empty() || !declared.lines.is_empty();
        if known || other_scope || !answered || lists_needed || !holds(who, &person) {
            continue;
        }
        let prefix = format!("supply.{kind}.");
        let values = with_fixed(typed, &prefix, fixed);
        let filling = Filling { meta: page.meta(None), prefix: &prefix, typed: &values, lists: &lists, content };
        forms.push(generated(tr, regulation, (kind, declared), about, filling));
    }
    forms
}

fn holds(who: &[Who], person: &str) -> bool {
    who.iter().any(|who| who.holders.iter().any(|holder| holder.person == person))
}

fn with_fixed(typed: &Form, prefix: &str, fixed: &BTreeMap<String, String>) -> Form {
    let mut pairs = typed.pairs().to_vec();
    pairs.extend(fixed.iter().map(|(field, value)| (format!("{prefix}{field}"), value.clone())));
    Form::of(pairs)
}
