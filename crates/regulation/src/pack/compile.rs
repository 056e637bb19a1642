//! Raw items to a checked pack.

use super::{
    Pack,
    error::PackErrors,
    model::{
        Category, Classification, Clause, Exception, ExternalNorm, Header, HouseNoun, Layer, Lift, Mode, Parameter,
        Place, Power, Reading, Silence, Standing, clause_order,
    },
    names::{Names, spot},
    people, raw,
    read::{Placed, Raw, Reader},
    records, rules,
    source::PackSource,
    text, time,
};
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::{
    say::{self, code, say},
    terms::{Clauses, Id},
};

impl Pack {
    /// Parses, checks and compiles a pack.
    ///
    /// # Errors
    /// Everything found wrong, each pointing at its line.
    pub fn load(source: &PackSource) -> Result<Self, PackErrors> {
        let mut reader = Reader::new(source);
        let raw = reader.read();
        let pack = compile(&mut reader, raw, source);
        let (mut errors, unread) = (reader.errors, reader.unread);
        // What could not be read is not known either: names that therefore lead nowhere would bury what is wrong.
        errors.retain(|error| !error.is_about_a_name() || !unread.could_declare(&error.message.en));
        errors.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
        match pack {
            Some(pack) if errors.is_empty() => Ok(pack),
            _ => Err(PackErrors { errors }),
        }
    }
}

fn compile(reader: &mut Reader<'_>, mut raw: Raw, source: &PackSource) -> Option<Pack> {
    super::inherit::inherit(reader, &mut raw);
    let mut names = Names::new(reader, &raw);
    let n = &mut names;
    let header = header(n, raw.header);
    let layer = header.as_ref().map_or(Layer::Body, |(header, _)| header.layer);
    let mut pack = Pack {
        clauses: raw.clauses.into_iter().map(|(item, place)| clause(item, place)).collect(),
        roles: raw.roles.into_iter().map(|(item, place)| people::role(n, item, place)).collect(),
        categories: raw.categories.into_iter().map(|(item, place)| category(n, item, place)).collect(),
        classifications: raw.classifications.into_iter().map(|(item, place)| classification(n, item, place)).collect(),
        parameters: raw.parameters.into_iter().map(|(item, place)| parameter(n, item, place)).collect(),
        readings: raw.readings.into_iter().map(|(item, place)| reading(n, item, place)).collect(),
        norms: raw.norms.into_iter().map(|(item, place)| norm(n, item, place)).collect(),
        record_kinds: raw.records.into_iter().map(|(item, place)| records::record(n, item, place)).collect(),
        chains: raw.chains.into_iter().map(|(item, place)| rules::chain(n, item, place)).collect(),
        rules: {
            let findings =
                raw.findings.into_iter().map(|(item, place)| rules::finding(n, item, place)).collect::<Vec<_>>();
            let rules = raw.rules.into_iter().map(|(item, place)| rules::rule(n, item, place, layer));
            rules.chain(findings).flatten().collect()
        },
        exceptions: {
            let own = raw.exceptions.into_iter().map(|(item, place)| exception(n, item, place)).collect::<Vec<_>>();
            let transitions = raw.transitions.into_iter().map(|(item, place)| transition(n, item, place));
            own.into_iter().chain(transitions.collect::<Vec<_>>()).collect()
        },
        powers: raw.powers.into_iter().map(|(item, place)| power(n, item, place)).collect(),
        silences: raw.silences.into_iter().map(|(item, place)| silence(n, item, place)).collect(),
        standings: raw.standings.into_iter().map(|(item, place)| standing(n, item, place)).collect(),
        lifts: raw.lifts.into_iter().map(|(item, place)| lift(n, item, place)).collect(),
        modes: raw.modes.into_iter().map(|(item, place)| mode(n, item, place)).collect(),
        formers: raw.formers.into_iter().map(|(item, place)| text::former(n, item, place)).collect(),
        terms: raw.terms.into_iter().map(|(item, place)| text::term(n, item, place)).collect(),
        accounts: raw.accounts.into_iter().map(|(item, place)| text::account(n, item, place)).collect(),
        account_classes: raw.account_classes.into_iter().map(|(item, place)| text::class(n, item, place)).collect(),
        calendars: raw.calendars.into_iter().map(|(item, place)| text::calendar(n, item, place)).collect(),
        grounds: raw.grounds.into_iter().map(|(item, place)| text::ground(n, item, place)).collect(),
        documents: raw.documents.into_iter().map(|(item, place)| text::document(n, item, place)).collect(),
        actor_kinds: raw.actor_kinds.into_iter().map(|(item, place)| people::actor_kind(n, item, place)).collect(),
        boards: raw.boards.into_iter().map(|(item, place)| people::board(n, item, place)).collect(),
        read_as: raw.read_as.into_iter().map(|(item, place)| people::read_as(n, item, place)).collect(),
        procedures: raw.procedures.into_iter().map(|(item, place)| time::procedure(n, item, place)).collect(),
        duties: raw.duties.into_iter().filter_map(|(item, place)| time::duty(n, item, place)).collect(),
        clocks: raw.clocks.into_iter().map(|(item, place)| time::clock(n, item, place)).collect(),
        counts: raw.counts.into_iter().filter_map(|(item, place)| time::count(n, item, place)).collect(),
        baselines: raw.baselines.into_iter().filter_map(|(item, place)| time::baseline(n, item, place)).collect(),
        monitors: raw.monitors.into_iter().filter_map(|(item, place)| time::monitor(n, item, place)).collect(),
        needs_power: vec![],
        header: Header {
            id: String::new(),
            body: Default::default(),
            title: Default::default(),
            layer,
            version: String::new(),
            from: None,
            until: None,
            services: vec![],
            zone: String::new(),
            scope_clause: None,
            clauses: Clauses::default(),
            contact: vec![],
            human_road: Default::default(),
            outside_road: Default::default(),
            number: String::new(),
            base: None,
            held: true,
            fiscal_start: 4,
            sub_rules: None,
        },
        house_refs: vec![],
        digest: source.digest(),
        source: Arc::new(source.clone()),
    };
    if layer != Layer::House {
        pack.lifts.iter().for_each(|lift| n.house(HouseNoun::Rule, &lift.rule, lift.place));
    }
    // What may be chosen in fields of type ground.
    let grounds: Vec<crate::terms::Choice> = pack
        .grounds
        .iter()
        .map(|ground| crate::terms::Choice { id: ground.id.clone(), label: ground.label.clone() })
        .collect();
    for field in pack.record_kinds.iter_mut().flat_map(|kind| &mut kind.fields) {
        if field.kind == crate::terms::FieldKind::Ground {
            field.choices.clone_from(&grounds);
        }
    }
    acyclic(n, &pack);
    pack.house_refs = std::mem::take(&mut n.house_refs);
    let (header, needs_power) = header?;
    pack.header = header;
    pack.needs_power = needs_power;
    // The order of the regulation: by clause, then by id, whatever the order in the files.
    let order = clause_order(&pack.clauses);
    let key = |clauses: &[Id], id: &str| {
        (clauses.iter().filter_map(|clause| order.get(clause.as_str())).min().copied(), id.to_owned())
    };
    pack.rules.sort_by_cached_key(|rule| key(&rule.clauses, &rule.id));
    pack.chains.sort_by_cached_key(|chain| key(&chain.clauses, &chain.id));
    pack.exceptions.sort_by_cached_key(|exception| key(&exception.clauses, &exception.id));
    pack.powers.sort_by_cached_key(|power| key(&power.clauses, &power.id));
    pack.silences.sort_by_cached_key(|silence| key(&silence.clauses, &silence.id));
    pack.procedures.sort_by_cached_key(|procedure| key(&procedure.clauses, &procedure.id));
    pack.duties.sort_by_cached_key(|duty| key(&duty.clauses, &duty.id));
    pack.monitors.sort_by_cached_key(|monitor| key(&monitor.clauses, &monitor.id));
    pack.read_as.sort_by_cached_key(|entry| key(&entry.clauses, &entry.id));
    pack.calendars.sort_by_cached_key(|calendar| key(&calendar.clauses, &calendar.id));
    pack.classifications.sort_by_cached_key(|scheme| key(&scheme.clauses, &scheme.id));
    pack.formers.sort_by_cached_key(|former| key(&former.clauses, &former.id));
    // A standing need not have an id: then what it says tells it from others.
    pack.standings.sort_by_cached_key(|one| {
        (key(&one.clauses, &one.id), one.on.clone(), one.by.iter().map(|by| format!("{by:?}")).collect::<Vec<_>>())
    });
    Some(pack)
}

fn header(
    n: &mut Names<'_, '_>,
    mut found: Vec<Placed<raw::Header>>,
) -> Option<(Header, Vec<tatefuda_domain::Action>)> {
    if found.len() > 1 {
        n.reader.error(
            found[1].1,
            "doubled-id",
            say!("[pack] が二つあります", "the pack has two heads"),
            say!("[pack] は一つだけ残してください", "keep one [pack]"),
        );
    }
    let Some((raw, place)) = (!found.is_empty()).then(|| found.remove(0)) else {
        // Where its head could not be read, that was said already.
        if n.reader.errors.is_empty() {
            let help =
                say!("[pack] に id、title、layer を書いて始めてください", "begin with [pack] and its id, title, layer");
            n.reader.error(Place::default(), "no-head", say!("[pack] がありません", "the pack has no head"), help);
        }
        return None;
    };
    let file = place.file;
    if raw.language != 1 {
        let message = say!(
            "このプログラムが読めるのは言語1の規程パックです（{} ではありません）",
            "this program reads pack language 1, not {}",
            raw.language
        );
        n.reader.error(
            place,
            "language",
            message,
            say!("パックに合った新しいプログラムを使ってください", "use a program that is as new as the pack"),
        );
    }
    n.id(file, &raw.id);
    if TimeZone::get(raw.zone.get_ref()).is_err() {
        let message = say!("「{}」という時間帯はありません", "unknown time zone {:?}", raw.zone.get_ref());
        n.reader.error(spot(file, &raw.zone), "bad-zone", message, say!("例：Asia/Tokyo", "for example Asia/Tokyo"));
    }
    if raw.id.get_ref() == "house" && raw.layer != Layer::House {
        n.reader.error(
            spot(file, &raw.id),
            "bad-id",
            say!("house という名は house のパックだけのものです", "only the house pack is called house"),
            say!("別の id にしてください", "choose another id"),
        );
    }
    for service in &raw.services {
        if service.get_ref().parse::<tatefuda_domain::Service>().is_err() {
            let message =
                say!("「{}」はサービスの名前として使えません", "{:?} is not the word of a service", service.get_ref());
            n.reader.error(
                spot(file, service),
                "bad-service",
                message,
                say!("a-z、0-9、- を1文字以上32文字まで", "1 to 32 of a-z, 0-9 and -"),
            );
        }
    }
    let needs_power = raw.needs_power.iter().filter_map(|name| n.action(file, name)).collect();
    let header = Header {
        from: n.date(file, raw.from.as_ref()),
        until: n.date(file, raw.until.as_ref()),
        scope_clause: raw.scope_clause.map(|clause| n.clause(file, &clause)),
        clauses: n.clauses(file, &raw.clause),
        contact: n.roles(file, &raw.contact),
        id: raw.id.into_inner(),
        body: raw.body,
        human_road: raw.human_road,
        outside_road: raw.outside_road,
        title: raw.title,
        layer: raw.layer,
        version: raw.version,
        services: raw.services.into_iter().map(|service| service.into_inner()).collect(),
        zone: raw.zone.into_inner(),
        number: raw.number,
        base: raw.base.map(|base| base.into_inner()),
        held: raw.held,
        fiscal_start: raw.fiscal_start,
        sub_rules: raw.sub_rules.map(|rules| super::model::SubRules {
            clauses: n.cited(place, &rules.clause),
            record: n.record(file, &rules.record),
        }),
    };
    Some((header, needs_power))
}

fn clause(raw: raw::Clause, place: Place) -> Clause {
    Clause {
        id: raw.id.into_inner().into(),
        text: tatefuda_domain::Localized::new(raw.ja, raw.en),
        strength: raw.strength,
        class: raw.class,
        place,
    }
}

fn category(n: &mut Names<'_, '_>, raw: raw::Category, place: Place) -> Category {
    Category {
        clauses: n.cited(place, &raw.clause),
        id: raw.id.into_inner(),
        label: raw.label,
        disaster: raw.disaster,
        place,
    }
}

fn classification(n: &mut Names<'_, '_>, raw: raw::Classification, place: Place) -> Classification {
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

fn parameter(n: &mut Names<'_, '_>, raw: raw::Parameter, place: Place) -> Parameter {
    let parameter = Parameter {
        clauses: n.clauses(place.file, &raw.clause),
        source: raw.source.map(|source| n.norm(place.file, &source)),
        id: raw.id.into_inner(),
        label: raw.label,
        kind: raw.r#type,
        open: raw.open || raw.value.is_none(),
        value: raw.value.map(super::raw_base::Scalar::into_text),
        required_for: raw.required_for.into_iter().map(|what| what.into_inner()).collect(),
        hint: raw.hint,
        values: raw.values,
        scope: raw.scope,
        set_in: raw.set_in.map(|document| n.document(place.file, &document)),
        unit: raw.unit,
        place,
    };
    if let Some(value) = &parameter.value
        && let Err(why) = super::value::typed(&parameter, value)
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

fn reading(n: &mut Names<'_, '_>, raw: raw::Reading, place: Place) -> Reading {
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

fn norm(n: &mut Names<'_, '_>, raw: raw::ExternalNorm, place: Place) -> ExternalNorm {
    ExternalNorm {
        clauses: n.clauses(place.file, &raw.clause),
        id: raw.id.into_inner(),
        title: raw.title,
        version: raw.version,
        missing: raw.missing,
        place,
    }
}

fn exception(n: &mut Names<'_, '_>, raw: raw::Exception, place: Place) -> Exception {
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
fn transition(n: &mut Names<'_, '_>, raw: crate::pack::raw_time::Transition, place: Place) -> Exception {
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
        guards: super::model::Guards { until_param, ..guards },
        applies: n.condition(place.file, None, raw.applies),
        needs: vec![],
        id: raw.id.into_inner().into(),
        message: raw.message,
        place,
    }
}

fn power(n: &mut Names<'_, '_>, raw: raw::Power, place: Place) -> Power {
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

fn silence(n: &mut Names<'_, '_>, raw: raw::Silence, place: Place) -> Silence {
    Silence {
        on: n.asked_before(place, &raw.on, &raw.not_on),
        guards: n.guards(place.file, raw.r#where),
        clauses: n.clauses(place.file, &raw.clause),
        id: raw.id.into_inner().into(),
        message: raw.message,
        place,
    }
}

fn standing(n: &mut Names<'_, '_>, raw: raw::Standing, place: Place) -> Standing {
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

fn lift(n: &mut Names<'_, '_>, raw: raw::Lift, place: Place) -> Lift {
    let place_of_rule = spot(place.file, &raw.rule);
    Lift {
        clauses: n.cited(place, &raw.clause),
        adopted: raw.adopted.map(|param| n.flag(place.file, &param)),
        rule: raw.rule.into_inner(),
        place: place_of_rule,
    }
}

fn mode(n: &mut Names<'_, '_>, raw: raw::Mode, place: Place) -> Mode {
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

fn acyclic(n: &mut Names<'_, '_>, pack: &Pack) {
    for (index, tangle) in super::bounds::tangled(&pack.exceptions) {
        let exception = &pack.exceptions[index];
        let (code, message, help) = tangle.said(&exception.id);
        n.reader.error(exception.place, code, message, help);
    }
}
