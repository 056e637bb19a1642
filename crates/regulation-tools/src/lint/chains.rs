//! Chains and steps: two at once, none that can be given, several holders without a word on how they act.

use tatefuda_domain::{Action, Localized};

use super::{Level, Lint};
use tatefuda_regulation::{
    pack::{Binding, Chain, Exclusion, Guards, Pack, Place, Role, RoleRef},
    say::{code, say},
    settings::Settings,
};

pub fn check(lint: &mut Lint<'_>, settings: &Settings) {
    at_once(lint);
    unreachable_chains(lint);
    steps(lint);
    guards(lint);
    co_holders(lint, settings);
}

/// Two chains that could apply to the same act at once.
fn at_once(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for (index, chain) in pack.chains.iter().enumerate() {
        for other in &pack.chains[index + 1..] {
            let replaces = chain.replaces(other) || other.replaces(chain);
            let both = chain.before.iter().any(|action| other.before.contains(action));
            if !both || replaces || !overlap(&chain.guards, &other.guards) {
                continue;
            }
            // Two conditions may exclude each other, one alone cannot; two modes may be in force at once or never.
            let modes = [&chain.guards.mode, &other.guards.mode];
            let apart =
                modes.iter().all(|modes| !modes.is_empty()) && !modes[0].iter().any(|mode| modes[1].contains(mode));
            let told = (chain.applies.is_none() || other.applies.is_none()) && !apart;
            let (level, may) = if told {
                (Level::Error, say!("同時に当てはまります", "can apply at once"))
            } else {
                (Level::Warning, say!("同時に当てはまることがあります", "may apply at once"))
            };
            let message = say!([may], "「{}」と「{}」が{may}", "the chains {} and {} {may}", chain.id, other.id);
            let help = say!(
                "where で分けるか、一方が他方に代わる（replaces）ようにしてください",
                "separate them by where, or let one replace the other"
            );
            // At the one that stands further down: there it becomes wrong.
            let later = if place(chain) < place(other) { other } else { chain };
            lint.add(level, later.place, "two-chains", message, help);
        }
    }
}

fn place(chain: &Chain) -> (usize, usize) {
    (chain.place.file, chain.place.start)
}

/// Whether a question could satisfy both.
fn overlap(a: &Guards, b: &Guards) -> bool {
    let share = |a: &[String], b: &[String]| a.is_empty() || b.is_empty() || a.iter().any(|one| b.contains(one));
    let before = |a: &Guards, b: &Guards| a.until.zip(b.from).is_some_and(|(until, from)| until < from);
    share(&a.class, &b.class)
        && share(&a.service, &b.service)
        && share(&a.category, &b.category)
        && share(&a.actor, &b.actor)
        && share(&a.state, &b.state)
        && !before(a, b)
        && !before(b, a)
}

/// A chain that another one always replaces.
fn unreachable_chains(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for chain in &pack.chains {
        let hides = |other: &&Chain| {
            other.replaces(chain)
                && other.applies.is_none()
                && chain.before.iter().all(|action| other.before.contains(action))
                && wider(&other.guards, &chain.guards)
        };
        if let Some(other) = pack.chains.iter().find(hides) {
            let message = say!(
                "「{}」は一度も使われません。いつも「{}」が代わります",
                "the chain {} never applies: {} always replaces it",
                chain.id,
                other.id
            );
            let help = say!(
                "もう一方がいつ代わるかを where か applies に書いてください",
                "say in where or applies when the other one replaces it"
            );
            lint.add(Level::Error, chain.place, "unreachable", message, help);
        }
    }
}

/// Whether every question that the second admits is admitted by the first.
fn wider(a: &Guards, b: &Guards) -> bool {
    let holds = |a: &[String], b: &[String]| a.is_empty() || (!b.is_empty() && b.iter().all(|one| a.contains(one)));
    holds(&a.class, &b.class)
        && holds(&a.service, &b.service)
        && holds(&a.mode, &b.mode)
        && holds(&a.category, &b.category)
        && holds(&a.actor, &b.actor)
        && holds(&a.state, &b.state)
        && a.role.is_empty()
        && a.from.is_none()
        && a.until.is_none()
        && a.until_param.is_none()
}

/// Steps that nobody can give.
fn steps(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for chain in &pack.chains {
        for step in &chain.steps {
            let excluded = |role: &RoleRef| step.exclude.contains(&Exclusion::Role(role.clone()));
            if !step.by.is_empty() && step.by.iter().all(excluded) {
                let message = say!(
                    "段「{}/{}」は誰にも行えません。行う役割そのものを除いています",
                    "nobody can give the step {}/{}: it excludes its own role",
                    chain.id,
                    step.id
                );
                lint.add(
                    Level::Error,
                    chain.place,
                    "unreachable",
                    message,
                    say!("by に無い役割を除いてください", "exclude another role than those in by"),
                );
            }
            if step.exclude.contains(&Exclusion::Step(step.id.clone())) {
                let message = say!(
                    "段「{}/{}」は、行った本人を除いています",
                    "the step {}/{} excludes whoever gives it",
                    chain.id,
                    step.id
                );
                lint.add(
                    Level::Error,
                    chain.place,
                    "unreachable",
                    message,
                    say!("ほかの段を行った人を除いてください", "exclude those who gave another step"),
                );
            }
        }
    }
}

/// Items that can never apply: guards about something that none of their acts is about, days in the wrong order.
fn guards(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    let mut never: Vec<(Place, Localized, Localized)> = vec![];
    for rule in &pack.rules {
        let on = |acts: &[Action]| rule.on.iter().any(|act| acts.contains(act));
        let mut wrong = |what: Localized, help| {
            never.push((
                rule.place,
                say!([what], "「{}」は一度も働きません。{what}", "the rule {} never applies: {what}", rule.id),
                help,
            ));
        };
        if !rule.guards.record.is_empty() && !on(&[Action::RecordGive]) {
            wrong(
                say!(
                    "記録についてのものですが、record.give に掛かっていません",
                    "it is about records, but not on record.give"
                ),
                code("on = [\"record.give\"]"),
            );
        }
        if !rule.guards.step.is_empty() && !on(&[Action::PostStep, Action::StepDo]) {
            wrong(
                say!(
                    "段についてのものですが、post.step にも step.do にも掛かっていません",
                    "it is about steps, but on neither post.step nor step.do"
                ),
                say!("on = [\"post.step\"] か [\"step.do\"]", "on = [\"post.step\"] or [\"step.do\"]"),
            );
        }
        if !rule.guards.duty.is_empty() && !on(&[Action::DutyAnswer]) {
            wrong(
                say!(
                    "務めについてのものですが、duty.answer に掛かっていません",
                    "it is about duties, but not on duty.answer"
                ),
                code("on = [\"duty.answer\"]"),
            );
        }
    }
    let dated = tatefuda_regulation::coverage::reads::dated(pack);
    for (name, place, guards) in dated {
        if guards.from.zip(guards.until).is_some_and(|(from, until)| until < from) {
            never.push((
                place,
                say!(
                    "{name} が効く日がありません。始まる前に終わります",
                    "{name} is never in force: it ends before it begins"
                ),
                code("from <= until"),
            ));
        }
    }
    for (place, message, help) in never {
        lint.add(Level::Error, place, "unreachable", message, help);
    }
}

/// Roles that several people hold, in steps that do not say how many of them must act.
fn co_holders(lint: &mut Lint<'_>, settings: &Settings) {
    let pack = lint.pack;
    for chain in &pack.chains {
        for step in chain.steps.iter().filter(|step| step.together.is_none()) {
            for role in step.by.iter().filter_map(|by| resolve(pack, settings, by)) {
                let Some(why) = several(role, settings).filter(|_| role.together.is_none()) else { continue };
                let message = say!(
                    [why],
                    "段「{}/{}」を「{}」の何人が行うかが示されていません。{why}",
                    "the step {}/{} does not say how many of {} give it: {why}",
                    chain.id,
                    step.id,
                    role.id
                );
                let help = say!(
                    "段か役割に together = \"any\"、\"all\"、数のどれかを書いてください",
                    "together = \"any\", \"all\" or a number, at the step or at the role"
                );
                lint.add(Level::Warning, chain.place, "no-quorum", message, help);
            }
        }
    }
}

/// Why a role has several holders.
fn several(role: &Role, settings: &Settings) -> Option<Localized> {
    if let Some(number) = role.min.filter(|min| *min > 1) {
        return Some(say!("{number}人以上います", "it has at least {number} holders"));
    }
    if let Some(number) = role.max.filter(|max| *max > 1) {
        return Some(say!("{number}人までいます", "it has up to {number} holders"));
    }
    let positions = settings.role_positions(&role.id).len();
    (role.bound == Binding::Position && positions > 1)
        .then(|| say!("設定で{positions}の職が定められています", "its setting names {positions} positions"))
}

fn resolve<'p>(pack: &'p Pack, settings: &Settings, role: &RoleRef) -> Option<&'p Role> {
    let id = match role {
        RoleRef::Own(id) => id.clone(),
        RoleRef::House(_) => return None,
        RoleRef::Reading(id) => {
            let reading = pack.readings.iter().find(|reading| reading.id == *id)?;
            let read = settings.get(&format!("reading:{id}")).unwrap_or(&reading.read);
            read.strip_prefix("role:").unwrap_or(read).to_owned()
        }
    };
    pack.roles.iter().find(|role| role.id == id)
}
