//! Raw items to a checked pack.

mod parts;

use super::{
    Pack, chains,
    error::PackErrors,
    model::{Header, HouseNoun, Layer, Place, clause_order},
    names::{Names, spot},
    people, raw,
    read::{Placed, Raw, Reader},
    records, rules,
    source::PackSource,
    text, time,
};
use std::{collections::BTreeMap, sync::Arc};

use jiff::tz::TimeZone;
use parts::{
    acyclic, category, classification, exception, lift, mode, norm, parameter, power, reading, silence, standing,
    transition,
};

use crate::{
    say::say,
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
    let counting = header.as_ref().map(|(header, _)| header.counting).unwrap_or_default();
    let mut pack = Pack {
        clauses: raw
            .clauses
            .into_iter()
            .map(|(item, place)| super::wording::clause(n, item, counting, place))
            .collect(),
        roles: raw.roles.into_iter().map(|(item, place)| people::role(n, item, place)).collect(),
        categories: raw.categories.into_iter().map(|(item, place)| category(n, item, place)).collect(),
        classifications: raw.classifications.into_iter().map(|(item, place)| classification(n, item, place)).collect(),
        parameters: raw.parameters.into_iter().map(|(item, place)| parameter(n, item, place)).collect(),
        readings: raw.readings.into_iter().map(|(item, place)| reading(n, item, place)).collect(),
        norms: raw.norms.into_iter().map(|(item, place)| norm(n, item, place)).collect(),
        record_kinds: raw.records.into_iter().map(|(item, place)| records::record(n, item, place)).collect(),
        chains: raw.chains.into_iter().map(|(item, place)| chains::chain(n, item, place)).collect(),
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
            category_word: Default::default(),
            class_word: Default::default(),
            base: None,
            held: true,
            fiscal_start: 4,
            sub_rules: None,
            counting,
            headings: BTreeMap::new(),
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
        category_word: raw.category_word,
        class_word: raw.class_word,
        base: raw.base.map(|base| base.into_inner()),
        held: raw.held,
        fiscal_start: raw.fiscal_start,
        sub_rules: raw.sub_rules.map(|rules| super::model::SubRules {
            clauses: n.cited(place, &rules.clause),
            record: n.record(file, &rules.record),
        }),
        counting: raw.counting,
        headings: raw.headings,
    };
    Some((header, needs_power))
}
