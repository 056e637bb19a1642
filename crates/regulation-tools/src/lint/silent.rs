//! Permits that nobody wrote: what a pack seems to hold back and the engine lets pass, because nothing waits for it.

mod unheard;

use std::collections::BTreeSet;

use tatefuda_domain::Action;
use unheard::{kinds, mute, together, without_limit, working_days};

use super::{Level, Lint};
use tatefuda_regulation::{
    pack::{Binding, Chain, Kept, Layer, Pack, RemedySpec},
    say::say,
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
