//! Rules.

use toml::Spanned;

use super::{
    model::{ExceptionGrant, Guards, Kept, Layer, Place, RemedySpec, Rule},
    names::{Names, spot},
    raw,
};
use crate::{
    say::{self, code, say},
    schema,
    terms::Strength,
};

pub fn rule(n: &mut Names<'_, '_>, raw: raw::Rule, place: Place, layer: Layer) -> Option<Rule> {
    let file = place.file;
    let at = spot(file, &raw.id);
    let demands = usize::from(raw.kept.is_some())
        + usize::from(raw.ban)
        + usize::from(raw.record.is_some())
        + usize::from(raw.decision.is_some())
        + usize::from(raw.builtin.is_some());
    let informs = raw.strength == Strength::Information && demands == 0;
    if demands != 1 && !informs {
        let help = say!(
            "kept、ban、record、decision のちょうど一つ。書かなくてよいのは strength が information のときだけです",
            "exactly one of kept, ban, record, decision; none only for strength information"
        );
        n.reader.error(
            at,
            "bad-demand",
            say!("何を求めるかが{demands}通りに書かれています", "the rule says in {demands} ways what is demanded"),
            help,
        );
    }
    if (raw.strength == Strength::AsNeeded) != raw.decision.is_some() {
        n.reader.error(
            at,
            "bad-demand",
            say!(
                "strength の as-needed と decision は必ず一緒に使います",
                "strength as-needed and decision belong together"
            ),
            code("decision = \"<record kind>\""),
        );
    }
    if raw.strength == Strength::Power {
        n.reader.error(
            at,
            "bad-strength",
            say!("権限（power）は rule ではありません", "a power is no rule"),
            say!("[[power]] として書いてください", "write it as [[power]]"),
        );
    }
    if raw.exception.is_some() && raw.strength != Strength::Principle {
        let help = say!(
            "記録で例外を認められるのは principle だけです。ほかの強さでは [[exception]] を書いてください",
            "only a principle opens to a record; for other strengths write an [[exception]]"
        );
        n.reader.error(
            at,
            "bad-exception",
            say!("この強さには例外の記録がありません", "this strength knows no exception record"),
            help,
        );
    }
    if layer != Layer::House && (raw.builtin.is_some() || raw.liftable) {
        n.reader.error(
            at,
            "house-only",
            say!(
                "builtin と liftable は house のパックだけのものです",
                "builtin and liftable belong to the house pack"
            ),
            say!("消してください", "leave them out"),
        );
    }
    let given = given(&raw);
    let given = given.as_deref();
    let applies = n.condition(file, given, raw.applies);
    let kept = if raw.ban {
        Kept::Never
    } else if let Some(kind) = &raw.record {
        Kept::Record(n.record(file, kind))
    } else if let Some(kind) = &raw.decision {
        Kept::Decision(n.record(file, kind))
    } else if let Some(builtin) = &raw.builtin {
        Kept::Builtin(*builtin.get_ref())
    } else if raw.kept.is_some() {
        Kept::Condition(Box::new(n.condition_after(file, given, applies.as_ref(), raw.kept)?))
    } else {
        Kept::Always
    };
    // The record that a rule demands is also its remedy.
    let mut remedies: Vec<RemedySpec> = match &kept {
        Kept::Record(kind) | Kept::Decision(kind) => vec![RemedySpec::Record(kind.clone())],
        _ => vec![],
    };
    remedies.extend(raw.remedy.into_iter().filter_map(|raw| remedy(n, file, raw)));
    Some(Rule {
        clauses: n.cited(place, &raw.clause),
        strength: raw.strength,
        on: n.asked_before(place, &raw.on, &raw.not_on),
        guards: n.guards_between(file, raw.r#where, raw.from.as_ref(), raw.until.as_ref()),
        applies,
        kept,
        remedies,
        exception: raw.exception.map(|grant| ExceptionGrant {
            by: n.roles(file, &grant.by),
            record: match grant.record {
                Some(kind) => n.record(file, &kind),
                None => {
                    n.house(super::model::HouseNoun::Record, "exception", at);
                    "house:exception".to_owned()
                }
            },
        }),
        id: raw.id.into_inner().into(),
        tags: raw.tags,
        message: raw.message,
        covers: raw.covers,
        liftable: raw.liftable,
        place,
    })
}

/// The record kind whose fields the rule's conditions may read: the single one that its guards name, where all its
/// acts give a record.
fn given(raw: &raw::Rule) -> Option<String> {
    let gives = raw.on.iter().all(|on| ["record.give", "step.do", "duty.answer"].contains(&on.get_ref().as_str()));
    match raw.r#where.as_ref().map(|guards| guards.record.as_slice()) {
        Some([kind]) if gives && !raw.on.is_empty() => Some(kind.get_ref().clone()),
        _ => None,
    }
}

/// A findings mapping is a rule that a finding in the text makes live.
pub fn finding(n: &mut Names<'_, '_>, raw: raw::Finding, place: Place) -> Option<Rule> {
    let of = n.findings(place.file, &raw.of);
    if of.is_empty() {
        n.reader.error(
            place,
            "no-finding",
            say!("どの検出結果についてかが書かれていません", "the mapping names no finding"),
            code("of = [\"link\"]"),
        );
    }
    forbidden_only_when_sure(n, &raw, place);
    let rule = raw::Rule {
        id: raw.id,
        clause: raw.clause,
        strength: raw.strength,
        on: raw.on,
        not_on: raw.not_on,
        r#where: raw.r#where,
        from: None,
        until: None,
        applies: None,
        kept: None,
        ban: raw.ban,
        record: raw.record,
        decision: raw.decision,
        builtin: None,
        remedy: vec![],
        exception: None,
        tags: vec![],
        message: raw.message,
        covers: false,
        liftable: false,
    };
    let mut rule = rule_of_body(n, rule, place)?;
    rule.guards = Guards { finding: of, ..rule.guards };
    Some(rule)
}

/// Reading proposes, people decide: a finding refuses by itself only where the text forbids the thing absolutely and the
/// finding leaves no doubt.
fn forbidden_only_when_sure(n: &mut Names<'_, '_>, raw: &raw::Finding, place: Place) {
    let guess = |name: &str| tatefuda_text::FINDING_KINDS.iter().any(|kind| kind.id == name && !kind.sure);
    let Some(doubtful) = raw.of.iter().find(|of| guess(of.get_ref())).filter(|_| raw.ban) else { return };
    let name = doubtful.get_ref();
    n.reader.error(
        spot(place.file, doubtful),
        "ban-on-a-guess",
        say!(
            "{name} は読み取りの推定です。推定だけで禁止することはできません",
            "{name} is a reading that may be wrong; nothing is forbidden by it alone"
        ),
        say!(
            "of = [\"{name}.certain\"] とするか、ban を record に変えて人が確かめてください",
            "write of = [\"{name}.certain\"], or ask for a record instead of the ban"
        ),
    );
}

fn rule_of_body(n: &mut Names<'_, '_>, raw: raw::Rule, place: Place) -> Option<Rule> {
    rule(n, raw, place, Layer::Body)
}

fn remedy(n: &mut Names<'_, '_>, file: usize, raw: Spanned<raw::Remedy>) -> Option<RemedySpec> {
    let span = raw.span();
    let place = Place { file, start: span.start, end: span.end };
    let raw = raw.into_inner();
    let mut found = vec![];
    if let Some(field) = &raw.choose {
        if schema::field(field.get_ref()).is_none() {
            let near = crate::say::nearest(field.get_ref(), schema::FIELDS.iter().map(|field| field.path));
            let help = near.map_or_else(say::nothing, say::did_you_mean);
            n.reader.error(
                spot(file, field),
                "unknown-field",
                say!("「{}」という項目はありません", "unknown field {:?}", field.get_ref()),
                help,
            );
        }
        found.push(RemedySpec::Choose(field.get_ref().clone()));
    }
    if let Some(kind) = &raw.record {
        found.push(RemedySpec::Record(n.record(file, kind)));
    }
    if let Some(param) = &raw.parameter {
        found.push(RemedySpec::Parameter(n.param(file, param)));
    }
    if let Some(role) = &raw.appoint {
        found.push(RemedySpec::Appoint(n.role(file, role)));
    }
    let calendar = raw.calendar.as_ref().map(|calendar| n.calendar(file, calendar));
    if calendar.is_some() && raw.change_time.is_none() {
        n.reader.error(
            place,
            "bad-remedy",
            say!("calendar は change_time と一緒に使います", "calendar belongs to change_time"),
            code("change_time = { ja, en }, calendar"),
        );
    }
    found.extend(raw.change_time.map(|label| RemedySpec::ChangeTime(label, calendar)));
    if let Some(procedure) = &raw.procedure {
        found.push(RemedySpec::Procedure(n.procedure(file, procedure)));
    }
    if let Some(step) = &raw.step {
        let (procedure, step) = n.procedure_step(file, step);
        found.push(RemedySpec::Step(procedure, step));
    }
    found.extend(raw.replace_medium.map(RemedySpec::ReplaceMedium));
    if let Some(roles) = &raw.ask {
        found.push(RemedySpec::Ask(n.roles(file, roles), raw.label.clone().unwrap_or_default()));
    }
    if found.len() != 1 || (raw.label.is_some() && raw.ask.is_none()) {
        let help = say!(
            "choose、record、parameter、appoint、change_time、replace_medium、procedure、step、ask（label とともに）のどれか一つ",
            "one of choose, record, parameter, appoint, change_time, replace_medium, procedure, step, ask (with label)"
        );
        n.reader.error(
            place,
            "bad-remedy",
            say!("解消の方法は一つだけ書きます", "a remedy is exactly one thing"),
            help,
        );
    }
    (found.len() == 1).then(|| found.remove(0))
}
