//! What came before, words, listed accounts, calendars, grounds, documents.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use tatefuda_domain::Localized;

use super::{
    model::{AccountClass, Calendar, Document, Former, Ground, ListedAccount, Part, PartContent, Place, Term},
    names::{Names, spot},
    raw_time as raw,
};
use crate::say::{self, code, say};

pub fn former(n: &mut Names<'_, '_>, raw: raw::Former, place: Place) -> Former {
    Former {
        from: n.date(place.file, raw.from.as_ref()),
        until: n.date(place.file, raw.until.as_ref()),
        clauses: n.clauses(place.file, &raw.clause),
        id: raw.id.into_inner(),
        title: raw.title,
        services: raw.services,
        relation: raw.relation,
        place,
    }
}

pub fn term(n: &mut Names<'_, '_>, raw: raw::Term, place: Place) -> Term {
    Term {
        clauses: n.clauses(place.file, &raw.clause),
        word: raw.word,
        text: Localized::new(raw.ja, raw.en),
        service: raw.service.map(|service| n.service(place.file, &service)),
        aliases: raw.aliases,
        place,
    }
}

pub fn account(n: &mut Names<'_, '_>, raw: raw::Account, place: Place) -> ListedAccount {
    ListedAccount {
        service: n.service(place.file, &raw.service),
        class: raw.class.map(|class| n.class(place.file, &class)),
        clauses: n.cited(place, &raw.clause),
        id: raw.id.into_inner(),
        name: raw.name,
        handle: raw.handle,
        url: raw.url,
        note: raw.note,
        place,
    }
}

pub fn class(n: &mut Names<'_, '_>, raw: raw::AccountClass, place: Place) -> AccountClass {
    AccountClass { clauses: n.clauses(place.file, &raw.clause), id: raw.id.into_inner(), label: raw.label, place }
}

pub fn ground(n: &mut Names<'_, '_>, raw: raw::Ground, place: Place) -> Ground {
    Ground {
        clauses: n.cited(place, &raw.clause),
        id: raw.id.into_inner(),
        label: raw.label,
        reason: raw.reason,
        place,
    }
}

pub fn calendar(n: &mut Names<'_, '_>, raw: raw::Calendar, place: Place) -> Calendar {
    let hours = tatefuda_calendar::HoursSpec {
        days: raw.days,
        from: raw.from,
        until: raw.until,
        end: tatefuda_calendar::End::default(),
        holidays: raw.holidays,
        also: vec![],
        closed: raw.closed,
        open: vec![],
        minutes: raw.minutes,
    };
    if let Err(errors) = hours.build(TimeZone::UTC) {
        for error in errors {
            n.reader.error(
                place,
                "bad-calendar",
                {
                    let (field, problem) = (error.field, error.problem);
                    Localized::new(format!("{field}：{}", problem.ja()), format!("{field}: {}", problem.en()))
                },
                say::nothing(),
            );
        }
    }
    Calendar {
        clauses: n.clauses(place.file, &raw.clause),
        closed_param: raw.closed_param.map(|param| n.param(place.file, &param)),
        open_param: raw.open_param.map(|param| n.param(place.file, &param)),
        id: raw.id.into_inner(),
        label: raw.label,
        hours,
        place,
    }
}

pub fn document(n: &mut Names<'_, '_>, raw: raw::Document, place: Place) -> Document {
    let record = raw.record.map(|kind| n.record(place.file, &kind));
    let mut ids = BTreeSet::new();
    let parts = raw
        .parts
        .into_iter()
        .filter_map(|part| {
            if !ids.insert(part.id.get_ref().clone()) {
                let message =
                    say!("部分「{}」が二度定められています", "the part {:?} is declared twice", part.id.get_ref());
                n.reader.error(
                    spot(place.file, &part.id),
                    "doubled-id",
                    message,
                    say!("それぞれ別の id にしてください", "give each its own id"),
                );
            }
            self::part(n, place.file, part, record.as_deref())
        })
        .collect();
    Document {
        clauses: n.cited(place, &raw.clause),
        verify: raw.verify.map(|duty| n.duty(place.file, &duty)),
        id: raw.id.into_inner(),
        label: raw.label,
        kind: raw.kind,
        scope: raw.scope,
        derived: raw.derived,
        record,
        parts,
        place,
    }
}

fn part(n: &mut Names<'_, '_>, file: usize, raw: raw::Part, record: Option<&str>) -> Option<Part> {
    let at = spot(file, &raw.id);
    let mut found = vec![];
    match (raw.ja, raw.en) {
        (Some(ja), Some(en)) => found.push(PartContent::Text(Localized::new(ja, en))),
        (None, None) => {}
        _ => n.reader.error(
            at,
            "one-language",
            say!("決まった文は両方の言語で書きます", "fixed text stands in both languages"),
            say!("ja と en を書いてください", "write ja and en"),
        ),
    }
    if let Some(field) = &raw.field {
        match record {
            Some(kind) => found.push(PartContent::Field(n.kind_field(file, kind, field))),
            None => n.reader.error(
                at,
                "no-record",
                say!("この文書には記録がありません", "the document has no record"),
                code("record = \"<kind>\""),
            ),
        }
    }
    if let Some(fact) = &raw.fact {
        found.push(PartContent::Fact(n.fact(file, fact)));
    }
    if let Some(param) = &raw.param {
        found.push(PartContent::Param(n.param(file, param)));
    }
    if !raw.clauses.is_empty() {
        found.push(PartContent::Clauses(n.clauses(file, &raw.clauses)));
    }
    if raw.grounds {
        found.push(PartContent::Grounds);
    }
    if found.len() != 1 {
        let help = say!(
            "ja と en、field、fact、param、clauses、grounds のどれか一つ",
            "one of ja with en, field, fact, param, clauses, grounds"
        );
        n.reader.error(
            at,
            "bad-part",
            say!("一つの部分に書けるのは一つだけです", "a part holds exactly one thing"),
            help,
        );
        return None;
    }
    Some(Part {
        clauses: n.clauses(file, &raw.clause),
        id: raw.id.into_inner(),
        label: raw.label,
        required: raw.required,
        content: found.remove(0),
    })
}
