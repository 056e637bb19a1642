//! The parts of a pack that stand alone: each from what was read to what the engine asks, its names resolved.

use crate::{
    pack::{
        Pack,
        model::{
            Category, Classification, Exception, ExternalNorm, Lift, Mode, Parameter, Place, Power, Reading, Silence,
            Standing,
        },
        names::{Names, spot},
        raw,
    },
    say::{self, code, say},
};

pub(super) fn category(n: &mut Names<'_, '_>, raw: raw::Category, place: Place) -> Category {
    Category {
        clauses: n.cited(place, &raw.clause),
        id: raw.id.into_inner(),
        label: raw.label,
        disaster: raw.disaster,
        place,
    }
}

pub(super) fn classification(n: &mut Names<'_, '_>, raw: raw::Classification, place: Place) -> Classification {
    if raw.levels.is_empty() == raw.order.is_none() {
        let message = say!(
            "区分には、段階か、その順序を定める設定のどちらかが要ります",
            "a classification needs either levels or the parameter that declares their order"
        );
        n.reader.error(
            place,
            "bad-classification",
            message,
            say!(
                "levels に低い方から高い方へ書くか、order = \"<parameter>\" とします",
                "levels from the least to the most sensitive, or order = \"<parameter>\""
            ),
        );
    }
    Classification {
        clauses: n.cited(place, &raw.clause),
        order: raw.order.map(|order| n.param(place.file, &order)),
        id: raw.id.into_inner(),
        label: raw.label,
        levels: raw.levels,
        usage: raw.r#use,
        place,
    }
}

pub(super) fn parameter(n: &mut Names<'_, '_>, raw: raw::Parameter, place: Place) -> Parameter {
    let parameter = Parameter {
        clauses: n.clauses(place.file, &raw.clause),
        source: raw.source.map(|source| n.norm(place.file, &source)),
        id: raw.id.into_inner(),
        label: raw.label,
        kind: raw.r#type,
        open: raw.open || raw.value.is_none(),
        value: raw.value.map(crate::pack::raw_base::Scalar::into_text),
        required_for: raw.required_for.into_iter().map(|what| what.into_inner()).collect(),
        hint: raw.hint,
        values: raw.values,
        scope: raw.scope,
        set_in: raw.set_in.map(|document| n.document(place.file, &document)),
        unit: raw.unit,
        place,
    };
    if let Some(value) = &parameter.value
        && let Err(why) = crate::pack::value::typed(&parameter, value)
    {
        n.reader.error(
            place,
            "bad-value",
            say!("値が型に合いません：{why}", "the value does not fit its type: {why}"),
            say::nothing(),
        );
    }
    parameter
}

pub(super) fn reading(n: &mut Names<'_, '_>, raw: raw::Reading, place: Place) -> Reading {
    let by = raw.decided_by.get_ref().as_str();
    if !matches!(by, "settings" | "pack") {
        n.reader.error(
            spot(place.file, &raw.decided_by),
            "bad-reading",
            say!("読み方を決めるものとして「{by}」は使えません", "a reading is not decided by {by:?}"),
            say!("settings か pack", "settings or pack"),
        );
    }
    let by_settings = by == "settings";
    if let Some(role) = raw.read.get_ref().strip_prefix("role:") {
        let role = toml::Spanned::new(raw.read.span(), role.to_owned());
        n.role(place.file, &role);
    }
    let param = raw.read.get_ref().strip_prefix("param:").map(|param| {
        if !by_settings {
            n.reader.error(
                spot(place.file, &raw.decided_by),
                "bad-reading",
                say!("設定で選ぶ読み方は settings が決めます", "what a parameter decides is decided by settings"),
                code("decided_by = \"settings\""),
            );
        }
        n.param(place.file, &toml::Spanned::new(raw.read.span(), param.to_owned()))
    });
    Reading {
        param,
        clause: n.clause(place.file, &raw.clause),
        id: raw.id.into_inner(),
        written: raw.written,
        read: raw.read.into_inner(),
        note: raw.note,
        by_settings,
        place,
    }
}

pub(super) fn norm(n: &mut Names<'_, '_>, raw: raw::ExternalNorm, place: Place) -> ExternalNorm {
    ExternalNorm {
        clauses: n.clauses(place.file, &raw.clause),
        id: raw.id.into_inner(),
        title: raw.title,
        version: raw.version,
        missing: raw.missing,
        place,
    }
}

pub(super) fn exception(n: &mut Names<'_, '_>, raw: raw::Exception, place: Place) -> Exception {
    if raw.of.is_empty() && raw.of_tag.is_none() {
        n.reader.error(
            place,
            "no-target",
            say!(
                "何に対するただし書かが of でも of_tag でも示されていません",
                "the exception says from what it excepts neither by of nor by of_tag"
            ),
            code("of = [\"<rule>\"]"),
        );
    }
    Exception {
        of: n.excepted(place.file, &raw.of),
        of_tag: raw.of_tag.map(|tag| n.tag(place.file, &tag)),
        clauses: n.cited(place, &raw.clause),
        guards: n.guards_between(place.file, raw.r#where, raw.from.as_ref(), raw.until.as_ref()),
        applies: n.condition(place.file, None, raw.applies),
        needs: raw.needs.iter().map(|kind| n.record(place.file, kind)).collect(),
        id: raw.id.into_inner().into(),
        message: raw.message,
        place,
    }
}

/// 経過措置: an exception with an end.
pub(super) fn transition(n: &mut Names<'_, '_>, raw: crate::pack::raw_time::Transition, place: Place) -> Exception {
    if raw.of.is_empty() && raw.of_tag.is_none() {
        n.reader.error(
            place,
            "no-target",
            say!(
                "何に対する経過措置かが of でも of_tag でも示されていません",
                "the transition says from what it excepts neither by of nor by of_tag"
            ),
            code("of = [\"<rule>\"]"),
        );
    }
    if raw.until.is_none() == raw.until_param.is_none() {
        let help = say!(
            "until = \"2027-03-31\" か until_param = \"<parameter>\"",
            "until = \"2027-03-31\" or until_param = \"<parameter>\""
        );
        n.reader.error(place, "no-end", say!("経過措置には終わりの日が要ります", "a transition ends on a day"), help);
    }
    let until_param = raw.until_param.as_ref().map(|param| n.param(place.file, param));
    let guards = n.guards_between(place.file, raw.r#where, None, raw.until.as_ref());
    Exception {
        of: n.excepted(place.file, &raw.of),
        of_tag: raw.of_tag.map(|tag| n.tag(place.file, &tag)),
        clauses: n.cited(place, &raw.clause),
        guards: crate::pack::model::Guards { until_param, ..guards },
        applies: n.condition(place.file, None, raw.applies),
        needs: vec![],
        id: raw.id.into_inner().into(),
        message: raw.message,
        place,
    }
}

pub(super) fn power(n: &mut Names<'_, '_>, raw: raw::Power, place: Place) -> Power {
    Power {
        clauses: n.cited(place, &raw.clause),
        grants: n.actions(place, &raw.grants),
        by: n.roles(place.file, &raw.by),
        guards: n.guards(place.file, raw.r#where),
        applies: n.condition(place.file, None, raw.applies),
        needs: raw.needs.iter().map(|kind| n.record(place.file, kind)).collect(),
        id: raw.id.into_inner().into(),
        message: raw.message,
        place,
    }
}

pub(super) fn silence(n: &mut Names<'_, '_>, raw: raw::Silence, place: Place) -> Silence {
    Silence {
        on: n.asked_before(place, &raw.on, &raw.not_on),
        guards: n.guards(place.file, raw.r#where),
        clauses: n.clauses(place.file, &raw.clause),
        id: raw.id.into_inner().into(),
        message: raw.message,
        place,
    }
}

pub(super) fn standing(n: &mut Names<'_, '_>, raw: raw::Standing, place: Place) -> Standing {
    if raw.by.is_empty() {
        n.reader.error(
            place,
            "no-role",
            say!("standing に役割がありません", "a standing names no role"),
            code("by = [\"<role>\"]"),
        );
    }
    Standing {
        id: raw.id.map(|id| id.into_inner()).unwrap_or_default(),
        guards: n.guards(place.file, raw.r#where),
        on: n.actions(place, &raw.on),
        by: n.roles(place.file, &raw.by),
        clauses: n.clauses(place.file, &raw.clause),
        place,
    }
}

pub(super) fn lift(n: &mut Names<'_, '_>, raw: raw::Lift, place: Place) -> Lift {
    let place_of_rule = spot(place.file, &raw.rule);
    Lift {
        clauses: n.cited(place, &raw.clause),
        adopted: raw.adopted.map(|param| n.flag(place.file, &param)),
        rule: raw.rule.into_inner(),
        place: place_of_rule,
    }
}

pub(super) fn mode(n: &mut Names<'_, '_>, raw: raw::Mode, place: Place) -> Mode {
    Mode {
        clauses: n.clauses(place.file, &raw.clause),
        start: raw.start.map(|kind| n.record(place.file, &kind)),
        end: raw.end.map(|kind| n.record(place.file, &kind)),
        longest: raw.longest.and_then(|period| n.period(place, period)),
        id: raw.id.into_inner(),
        label: raw.label,
        place,
    }
}

pub(super) fn acyclic(n: &mut Names<'_, '_>, pack: &Pack) {
    for (index, tangle) in crate::pack::bounds::tangled(&pack.exceptions) {
        let exception = &pack.exceptions[index];
        let (code, message, help) = tangle.said(&exception.id);
        n.reader.error(exception.place, code, message, help);
    }
}
