//! Roles, kinds of actor, boards, read-as.

use super::{
    model::{ActorKind, Binding, Board, Deputies, Place, ReadAs, Role, Together},
    names::{Names, spot},
    raw, raw_time,
};
use crate::say::{code, say};

pub fn role(n: &mut Names<'_, '_>, raw: raw::Role, place: Place) -> Role {
    let bound = raw.bound.get_ref();
    let bound = match bound.split_once(':') {
        Some(("record", kind)) => {
            let (kind, field) = kind.split_once('.').map_or((kind, None), |(kind, field)| (kind, Some(field)));
            let name = toml::Spanned::new(raw.bound.span(), kind.to_owned());
            let kind = n.record(place.file, &name);
            match field {
                None => Binding::Record(kind),
                Some(field) => {
                    n.person_field(place.file, &name, field);
                    Binding::RecordField { kind, field: field.to_owned() }
                }
            }
        }
        Some(("table", param)) => {
            let param = toml::Spanned::new(raw.bound.span(), param.to_owned());
            let key = match &raw.key {
                Some(key) => n.fact(place.file, key),
                None => {
                    let help =
                        say!("key = \"<fact>\"（例：post.category）", "key = \"<fact>\", for example post.category");
                    n.reader.error(
                        place,
                        "no-key",
                        say!("表は事実を手がかりに引きます", "a table is read by a fact"),
                        help,
                    );
                    String::new()
                }
            };
            Binding::Table { param: n.table(place.file, &param), key }
        }
        Some(("actor", kind)) => Binding::ActorKind(kind.to_owned()),
        _ => match bound.as_str() {
            "position" => Binding::Position,
            "staff" => Binding::Staff,
            "author" => Binding::Author,
            "another" => Binding::Another,
            "step-holder" => Binding::StepHolder,
            "exception-granter" => Binding::ExceptionGranter,
            other => {
                let message = say!("役割を「{other}」で定めることはできません", "a role is not bound by {other:?}");
                let help = say!(
                    "position、record:<kind>、record:<kind>.<field>、table:<parameter>、staff、author、another、step-holder、exception-granter、actor:<kind> のどれか",
                    "position, record:<kind>, record:<kind>.<field>, table:<parameter>, staff, author, another, step-holder, exception-granter or actor:<kind>"
                );
                n.reader.error(spot(place.file, &raw.bound), "bad-binding", message, help);
                Binding::Position
            }
        },
    };
    Role {
        clauses: n.clauses(place.file, &raw.clause),
        id: raw.id.into_inner(),
        label: raw.label,
        bound,
        deputies: match raw.deputies {
            None => Deputies::Silent,
            Some(super::raw_base::Deputies::Said(said)) => Deputies::Said(said),
            Some(super::raw_base::Deputies::Param(param)) => {
                let param = toml::Spanned::new(place.start..place.end, param.param);
                Deputies::Param(n.flag(place.file, &param))
            }
        },
        hint: raw.hint,
        within: raw.within,
        also: n.roles(place.file, &raw.also),
        rank: raw.rank.map(|rank| (n.scheme(place.file, &rank.scheme), rank.at_least)),
        branch: raw.branch,
        kinds: raw.kinds,
        records: raw.records.iter().map(|kind| n.record(place.file, kind)).collect(),
        min: raw.min,
        max: raw.max,
        together: raw.together.and_then(|raw| together(n, place, &raw)),
        place,
    }
}

/// `any`, `all` or a number.
pub fn together(n: &mut Names<'_, '_>, place: Place, raw: &super::raw_base::Together) -> Option<Together> {
    match raw {
        super::raw_base::Together::Count(0) => {
            n.reader.error(
                place,
                "bad-together",
                say!("0人では足りません", "nobody is not enough"),
                say!("\"any\"、\"all\"、1以上の数のどれか", "\"any\", \"all\" or a number from 1"),
            );
            None
        }
        super::raw_base::Together::Count(count) => Some(Together::Count(*count)),
        super::raw_base::Together::Word(word) if word == "any" => Some(Together::Any),
        super::raw_base::Together::Word(word) if word == "all" => Some(Together::All),
        super::raw_base::Together::Word(word) => {
            n.reader.error(
                place,
                "bad-together",
                say!("「{word}」は数ではありません", "{word:?} is no number"),
                say!("\"any\"、\"all\"、数のどれか", "\"any\", \"all\" or a number"),
            );
            None
        }
    }
}

pub fn actor_kind(n: &mut Names<'_, '_>, raw: raw_time::ActorKind, place: Place) -> ActorKind {
    ActorKind {
        clauses: n.clauses(place.file, &raw.clause),
        needs: raw.needs.iter().map(|kind| n.record(place.file, kind)).collect(),
        id: raw.id.into_inner(),
        label: raw.label,
        place,
    }
}

pub fn board(n: &mut Names<'_, '_>, raw: raw_time::Board, place: Place) -> Board {
    Board {
        clauses: n.clauses(place.file, &raw.clause),
        secretary: n.roles(place.file, &raw.secretary),
        record: n.record(place.file, &raw.record),
        id: raw.id.into_inner(),
        label: raw.label,
        place,
    }
}

pub fn read_as(n: &mut Names<'_, '_>, raw: raw_time::ReadAs, place: Place) -> ReadAs {
    if raw.replace.is_empty() {
        n.reader.error(
            place,
            "no-role",
            say!("読み替えるものがありません", "it replaces nothing"),
            code("replace = { <role> = \"<role>\" }"),
        );
    }
    let mut replace = std::collections::BTreeMap::new();
    for (written, read) in &raw.replace {
        let name = toml::Spanned::new(read.span(), written.clone());
        n.role(place.file, &name);
        replace.insert(written.clone(), n.role(place.file, read));
    }
    ReadAs {
        of: n.read_items(place.file, &raw.of),
        guards: n.guards(place.file, raw.r#where),
        clauses: n.cited(place, &raw.clause),
        id: raw.id.into_inner(),
        replace,
        place,
    }
}
