//! Permits that nobody wrote: what a pack seems to hold back and the engine lets pass, because nothing waits for it.

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use super::{Level, Lint};
use tatefuda_regulation::{
    pack::{Binding, Chain, Kept, Layer, Pack, RemedySpec, Timing, Together},
    say::{code, say},
};

pub fn check(lint: &mut Lint<'_>) {
    if lint.pack.header.layer == Layer::House {
        return;
    }
    uncategorised(lint);
    started_by_anybody(lint);
    waited_for_by_nothing(lint);
    mute(lint);
    kinds(lint);
    together(lint);
    without_limit(lint);
    working_days(lint);
}

/// Chains split by category leave content without one to nobody.
fn uncategorised(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for chain in pack.chains.iter().filter(|chain| !chain.guards.category.is_empty()) {
        let open = |act: &&Action| !asks_category(pack, **act) && !covered(pack, chain, **act);
        let Some(act) = chain.before.iter().find(open) else { continue };
        let message = say!(
            "「{}」は区分のある内容だけの流れです。区分のない内容の {act} について、求めるものがありません",
            "the chain {} is for content with a category; nothing is said of {act} without one",
            chain.id
        );
        let help = say!(
            "区分を求める rule（kept = 'has(post.category)'、remedy = [{{ choose = \"post.category\" }}]）か、区分で分けない chain を書いてください",
            "write a rule that asks for the category (kept = 'has(post.category)', remedy = [{{ choose = \"post.category\" }}]), or a chain that is not split by it"
        );
        lint.add(Level::Warning, chain.place, "no-category", message, help);
        // Of several split alike one is enough.
        return;
    }
}

/// Whether a rule makes the category be chosen before an act.
fn asks_category(pack: &Pack, act: Action) -> bool {
    pack.rules.iter().any(|rule| {
        rule.on.contains(&act)
            && rule.applies.is_none()
            && rule.guards.category.is_empty()
            && rule.remedies.iter().any(|one| matches!(one, RemedySpec::Choose(field) if field == "post.category"))
    })
}

/// Whether another chain stands before an act whatever the category.
fn covered(pack: &Pack, chain: &Chain, act: Action) -> bool {
    pack.chains.iter().any(|other| {
        other.before.contains(&act)
            && other.guards.category.is_empty()
            && other.applies.is_none()
            && (other.guards.class.is_empty() || chain.guards.class.iter().all(|one| other.guards.class.contains(one)))
    })
}

/// What holds back the opening of an account, and not its start, which is then open to everybody on the staff.
fn started_by_anybody(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    let step = |act: Action| pack.procedures.iter().flat_map(|one| &one.steps).any(|step| step.act == Some(act));
    let standing = |act: Action| pack.standings.iter().any(|one| one.on.contains(&act));
    let held = |act: Action| {
        let demands = |kept: &Kept| matches!(kept, Kept::Record(_) | Kept::Decision(_));
        pack.rules.iter().any(|rule| rule.on.contains(&act) && demands(&rule.kept)) || step(act) || standing(act)
    };
    if !held(Action::AccountOpen) || held(Action::AccountStart) {
        return;
    }
    let rule = pack.rules.iter().find(|rule| rule.on.contains(&Action::AccountOpen)).map(|rule| rule.place);
    let by = pack.standings.iter().find(|one| one.on.contains(&Action::AccountOpen)).map(|one| one.place);
    let opens = |one: &&tatefuda_regulation::pack::Procedure| {
        one.steps.iter().any(|step| step.act == Some(Action::AccountOpen))
    };
    let procedure = pack.procedures.iter().find(opens).map(|one| one.place);
    let place = rule.or(by).or(procedure).unwrap_or_default();
    let message = say!(
        "account.open（台帳への登録）だけが定められています。account.start（運用の開始）は職員の誰でも行えます",
        "only account.open, the entry in the register, is provided for; account.start is open to everybody on the staff"
    );
    let help = say!(
        "承認や手続を account.start に掛けるか、account.start の standing を書いてください",
        "let the approval or the procedure stand before account.start, or write a standing for it"
    );
    lint.add(Level::Warning, place, "start-open", message, help);
}

/// An approval for which nothing waits.
fn waited_for_by_nothing(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    let named: Vec<(String, BTreeSet<String>)> = tatefuda_regulation::coverage::controls::items(pack)
        .into_iter()
        .map(|item| (bare(&item.id).to_owned(), item.needs.names))
        .collect();
    for procedure in &pack.procedures {
        let ends = procedure.ends_in.is_some() || procedure.steps.iter().any(|step| step.act.is_some());
        let own = format!("procedure:{}", procedure.id);
        let read = |id: &str| id != procedure.id.as_str() && !id.starts_with(&format!("{}/", procedure.id));
        // What reads or opens it elsewhere may wait for it; that it is only opened by something is no waiting.
        let waits = pack
            .rules
            .iter()
            .any(|rule| named.iter().any(|(id, names)| *id == rule.id.as_str() && names.contains(&own)));
        if ends || waits || procedure.subject == tatefuda_regulation::pack::ProcedureSubject::Incident {
            continue;
        }
        for step in &procedure.steps {
            let kind = step.record.as_ref().and_then(|id| pack.record_kinds.iter().find(|kind| kind.id == *id));
            // What those who open it look at themselves is no approval.
            let others = step.owner.iter().any(|owner| !procedure.opened_by.contains(owner));
            let approves = step.decision_of.is_some() || others && kind.is_some_and(|kind| kind.counts_if.is_some());
            let later = procedure.steps.iter().any(|other| other.after.contains(&step.id));
            let board = step.decision_of.as_ref().and_then(|id| pack.boards.iter().find(|board| board.id == *id));
            let record = kind.map(|kind| &kind.id).or_else(|| board.map(|board| &board.record));
            let asked = record.is_some_and(|record| {
                let name = format!("record:{record}");
                let asks =
                    |(id, names): &(String, BTreeSet<String>)| read(id) && names.contains(&name) && is_rule(pack, id);
                named.iter().any(asks)
                    || pack
                        .record_kinds
                        .iter()
                        .any(|kind| kind.approval.as_ref().is_some_and(|one| one.record == *record))
                    || pack.roles.iter().any(|role| matches!(&role.bound, Binding::Record(kind) if kind == record))
            });
            if !approves || later || asked {
                continue;
            }
            let message = say!(
                "手続「{}」の段「{}」の承認を待つものがありません。承認がなくても、どの行為も行えます",
                "nothing waits for the approval in the step {1} of the procedure {0}: no act is held back without it",
                procedure.id,
                step.id
            );
            let help = say!(
                "承認を待つ段に act = \"…\" を書くか、行為の rule でその記録を求めてください",
                "give the step that waits for it act = \"…\", or let a rule of the act demand the record"
            );
            lint.add(Level::Warning, procedure.place, "approval-unused", message, help);
        }
    }
}

/// Whether an id is one of a rule, an exception or a power: what holds an act back.
fn is_rule(pack: &Pack, id: &str) -> bool {
    pack.rules.iter().any(|one| one.id == id)
        || pack.exceptions.iter().any(|one| one.id == id)
        || pack.powers.iter().any(|one| one.id == id)
}

/// Monitors that tell nobody and open nothing.
fn mute(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for monitor in pack.monitors.iter().filter(|monitor| monitor.alert.is_empty() && monitor.opens.is_none()) {
        let message = say!(
            "見張り「{}」は誰にも知らせず、何も始めません",
            "the monitor {} tells nobody and opens nothing",
            monitor.id
        );
        let help = say!(
            "alert = [\"<role>\"] か opens = \"<procedure>\" を書いてください",
            "write alert = [\"<role>\"] or opens = \"<procedure>\""
        );
        lint.add(Level::Warning, monitor.place, "mute-monitor", message, help);
    }
}

/// Roles of kinds of actor: those that match nobody, and those that believe what the question says of itself.
fn kinds(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for role in &pack.roles {
        let staff = role.kinds.iter().any(|kind| kind == "staff");
        if role.bound == Binding::Staff && !role.kinds.is_empty() && !staff {
            let message = say!(
                "役割「{}」には誰も当たりません。bound = \"staff\" は職員だけを指し、kinds は職員のほかを求めています",
                "nobody holds the role {}: bound = \"staff\" means staff alone, and kinds asks for others",
                role.id
            );
            let help = say!(
                "任じる記録で定める（bound = \"record:<kind>\"）か、kinds を消してください",
                "bind it by the record that appoints them (bound = \"record:<kind>\"), or leave kinds out"
            );
            lint.add(Level::Error, role.place, "unreachable", message, help);
        }
        let Binding::ActorKind(kind) = &role.bound else { continue };
        let proved = pack.actor_kinds.iter().any(|known| known.id == *kind && !known.needs.is_empty());
        if !proved {
            let message = say!(
                "役割「{}」は、行為者が {kind} と名乗るだけで当たります。どの {kind} かを確かめるものがありません",
                "whoever says that it is a {kind} holds the role {}: nothing tells which one it is",
                role.id
            );
            let help = say!(
                "[[actor_kind]] id = \"{kind}\" に、登録の記録を求める needs = [\"<record>\"] を書いてください",
                "write [[actor_kind]] id = \"{kind}\" with needs = [\"<record>\"], the record by which it is registered"
            );
            lint.add(Level::Warning, role.place, "no-identity", message, help);
        }
    }
}

/// How many holders act is asked of steps of chains; a step of a procedure is done by one of them.
fn together(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for procedure in &pack.procedures {
        for step in &procedure.steps {
            let several = step.owner.iter().find_map(|owner| {
                let tatefuda_regulation::pack::RoleRef::Own(id) = owner else { return None };
                let role = pack.roles.iter().find(|role| role.id == *id)?;
                matches!(role.together, Some(Together::All | Together::Count(2..))).then_some(&role.id)
            });
            if let Some(role) = several {
                let message = say!(
                    "手続「{}」の段「{}」は「{role}」の一人で済みます。役割の together は手続の段には働きません",
                    "the step {1} of the procedure {0} is done by one of {role}: together does not act in procedures",
                    procedure.id,
                    step.id
                );
                let help = say!(
                    "それぞれが済ませる役割を acks = [\"<role>\", …] に書くか、全員の記録を条件 all_gave(…) で求めてください",
                    "name roles that each have to do it in acks = [\"<role>\", …], or ask for the record of each by all_gave(…)"
                );
                lint.add(Level::Warning, procedure.place, "together-idle", message, help);
            }
        }
    }
}

/// Duties after an event that say nothing of how long: they are over with that day.
fn without_limit(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for duty in &pack.duties {
        if matches!(duty.timing, Timing::On(_)) && duty.within.is_none() {
            let message = say!(
                "務め「{}」に期限がありません。出来事の日のうちに果たさなければ、果たされなかったものとなります",
                "the duty {} states no limit: what is not done on the day of the event counts as missed",
                duty.id
            );
            let help = say!(
                "規程の定める期間（その日のうちなら within = \"0d\"）か、設定 within = {{ param = \"…\" }} を書いてください",
                "write the period that the text gives (within = \"0d\" for the same day), or the parameter that holds it: within = {{ param = \"…\" }}"
            );
            lint.add(Level::Warning, duty.place, "no-limit", message, help);
        }
    }
}

/// Working days need a calendar that says which those are.
fn working_days(lint: &mut Lint<'_>) {
    let mut pack = lint.pack.clone();
    if !pack.calendars.is_empty() {
        return;
    }
    let mut found = vec![];
    crate::mutate::periods(&mut pack, &mut |name, period| {
        if period.to_string().ends_with("wd") {
            found.push((name, period.to_string()));
        }
    });
    for parameter in
        pack.parameters.iter().filter(|parameter| parameter.kind == tatefuda_regulation::pack::ParameterKind::Period)
    {
        if parameter.value.as_deref().is_some_and(|value| value.trim().ends_with("wd")) {
            found.push((format!("parameter:{}", parameter.id), parameter.value.clone().unwrap_or_default()));
        }
    }
    for (name, period) in found {
        let place = place_of(lint.pack, &name);
        let message = say!(
            "{period} は開庁日で数えますが、開庁日を定める暦がありません",
            "{period} counts working days, but no calendar says which days those are"
        );
        lint.add(Level::Warning, place, "no-calendar", message, code("[[calendar]]"));
    }
}

/// Where the item stands that a place of the walk over periods names.
fn place_of(pack: &Pack, name: &str) -> tatefuda_regulation::pack::Place {
    let mut parts = name.split(':');
    let (what, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let id = id.split('/').next().unwrap_or(id);
    let found = match what {
        "record" => pack.record_kinds.iter().find(|one| one.id == id).map(|one| one.place),
        "mode" => pack.modes.iter().find(|one| one.id == id).map(|one| one.place),
        "procedure" => pack.procedures.iter().find(|one| one.id == id).map(|one| one.place),
        "duty" => pack.duties.iter().find(|one| one.id == id).map(|one| one.place),
        "count" => pack.counts.iter().find(|one| one.id == id).map(|one| one.place),
        "baseline" => pack.baselines.iter().find(|one| one.id == id).map(|one| one.place),
        "monitor" => pack.monitors.iter().find(|one| one.id == id).map(|one| one.place),
        "parameter" => pack.parameters.iter().find(|one| one.id == id).map(|one| one.place),
        _ => None,
    };
    found.unwrap_or_default()
}

/// The id of a control without its kind.
fn bare(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, rest)| rest)
}
