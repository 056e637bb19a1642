//! Kinds of records.

use std::collections::BTreeSet;

use super::{
    model::{Place, RecordField, RecordKind},
    names::{Names, spot},
    raw,
};
use crate::{
    say::{self, code, say},
    terms::FieldKind,
};

pub fn record(n: &mut Names<'_, '_>, raw: raw::Record, place: Place) -> RecordKind {
    let mut ids = BTreeSet::new();
    for field in &raw.fields {
        if !ids.insert(field.id.get_ref().clone()) {
            let message =
                say!("項目「{}」が二度定められています", "the field {:?} is declared twice", field.id.get_ref());
            n.reader.error(
                spot(place.file, &field.id),
                "doubled-id",
                message,
                say!("それぞれ別の id にしてください", "give each its own id"),
            );
        }
        if (field.r#type == FieldKind::Choice) == field.choices.is_empty() {
            n.reader.error(
                spot(place.file, &field.id),
                "bad-field",
                say!(
                    "選択肢は型が choice の項目だけに、必ず書きます",
                    "choices belong to a field of type choice, and only there"
                ),
                say::nothing(),
            );
        }
    }
    for field in raw.approval.iter().flat_map(|approval| &approval.fields).filter(|one| !ids.contains(one.get_ref())) {
        let message = say!("「{}」という項目はありません", "unknown field {:?}", field.get_ref());
        n.reader.error(
            spot(place.file, field),
            "unknown-field",
            message,
            say!("この種類の項目を書いてください", "name a field of this kind"),
        );
    }
    if let Some(counts_if) = &raw.counts_if
        && !ids.contains(counts_if.field.get_ref())
    {
        let message = say!("「{}」という項目はありません", "unknown field {:?}", counts_if.field.get_ref());
        n.reader.error(
            spot(place.file, &counts_if.field),
            "unknown-field",
            message,
            say!("この種類の項目を書いてください", "name a field of this kind"),
        );
    }
    if let Some(uses) = raw.uses
        && uses != 1
    {
        n.reader.error(
            place,
            "bad-uses",
            say!("{uses}回という回数は使えません", "{uses} uses are not supported"),
            say!("1とするか、制限がなければ書きません", "1, or leave it out for no limit"),
        );
    }
    if let Some(role) = &raw.appoints {
        n.role(place.file, role);
        if raw.scope != crate::terms::RecordScope::Person {
            n.reader.error(
                spot(place.file, role),
                "bad-scope",
                say!("指名の記録は人についてのものです", "an appointment speaks of a person"),
                code("scope = \"person\""),
            );
        }
    }
    if let Some(validity) = &raw.validity {
        for field in [&validity.from, &validity.until].into_iter().flatten() {
            let date = raw.fields.iter().any(|known| {
                known.id.get_ref() == field.get_ref() && matches!(known.r#type, FieldKind::Date | FieldKind::Moment)
            });
            if !date {
                let message = say!(
                    "「{}」は型が date か moment の項目ではありません",
                    "{:?} is no field of type date or moment",
                    field.get_ref()
                );
                n.reader.error(
                    spot(place.file, field),
                    "unknown-field",
                    message,
                    say!("この種類の日付か日時の項目を書いてください", "name a date or moment field of this kind"),
                );
            }
        }
    }
    let validity = raw.validity.map_or((None, None), |validity| {
        (validity.from.map(|field| field.into_inner()), validity.until.map(|field| field.into_inner()))
    });
    let lines = raw.lines.into_iter().map(|line| super::model::DeclarationLine {
        clause: n.clause(place.file, &line.clause),
        text: tatefuda_domain::Localized::new(line.ja, line.en),
    });
    RecordKind {
        lines: lines.collect(),
        clauses: n.clauses(place.file, &raw.clause),
        by: n.roles(place.file, &raw.by),
        id: raw.id.into_inner(),
        label: raw.label,
        help: raw.help,
        scope: raw.scope,
        uses: raw.uses,
        appoints: raw.appoints.map(|role| role.into_inner()),
        counts_if: raw.counts_if.map(|counts_if| (counts_if.field.into_inner(), counts_if.is)),
        approval: raw.approval.map(|approval| super::model::Approval {
            record: n.record(place.file, &approval.record),
            later: approval.later.map(|param| n.flag(place.file, &param)),
            fields: approval.fields.into_iter().map(|field| field.into_inner()).collect(),
        }),
        validity,
        term: raw.term.and_then(|term| n.period(place, term)),
        renewed: raw.renewed,
        supersedes: raw.supersedes,
        retain: raw.retain.and_then(|retain| n.period(place, retain)),
        fields: raw
            .fields
            .into_iter()
            .map(|field| RecordField {
                id: field.id.into_inner(),
                label: field.label,
                help: field.help,
                kind: field.r#type,
                choices: field.choices,
                required: field.required,
            })
            .collect(),
        place,
    }
}
