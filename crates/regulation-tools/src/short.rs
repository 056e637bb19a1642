//! Answers in the short form of scenarios.

use std::collections::BTreeSet;

use tatefuda_regulation::answer::{Answer, NeedGroup, Remedy, Who};

/// The decision, every way of every group, what was used.
pub fn short(answer: &Answer) -> String {
    let ways = |group: &NeedGroup| group.alternatives.iter().map(way).collect::<Vec<_>>().join(" or ");
    let mut parts = vec![answer.decision.as_str().to_owned()];
    parts.extend(answer.groups.iter().map(ways));
    parts.extend(answer.exceptions_used.iter().map(|used| format!("exception {}", used.id)));
    parts.extend(answer.powers_used.iter().map(|used| format!("power {}", used.id)));
    parts.join("; ")
}

/// Persons who hold one of the roles.
pub fn persons(who: &[Who]) -> BTreeSet<String> {
    who.iter().flat_map(|who| &who.holders).map(|holder| holder.person.to_string()).collect()
}

/// A remedy in short form.
pub fn way(remedy: &Remedy) -> String {
    match remedy {
        Remedy::GiveStep { step, .. } => format!("give-step {step}"),
        Remedy::GiveRecord { kind, .. } => format!("give-record {kind}"),
        Remedy::ChooseField { field, .. } => format!("choose {field}"),
        Remedy::ChangeTime { to: Some(to), .. } => format!("change-time {to}"),
        Remedy::ChangeTime { to: None, .. } => "change-time".to_owned(),
        Remedy::WaitUntil { at } => format!("wait-until {at}"),
        Remedy::SetParameter { param, .. } => format!("set {param}"),
        Remedy::Appoint { role, .. } => format!("appoint {role}"),
        Remedy::ReplaceMedium { .. } => "replace-medium".to_owned(),
        Remedy::OpenProcedure { procedure, .. } => format!("open {procedure}"),
        Remedy::DoStep { procedure, step, .. } => format!("do-step {procedure}/{step}"),
        Remedy::AnswerDuty { duty, .. } => format!("answer {duty}"),
        Remedy::AskHuman { .. } => "ask".to_owned(),
        Remedy::All { of } => of.iter().map(way).collect::<Vec<_>>().join(" and "),
    }
}

/// Persons who can do it.
pub fn people(remedy: &Remedy) -> Vec<String> {
    match remedy {
        Remedy::GiveStep { who, .. } => persons(std::slice::from_ref(who)).into_iter().collect(),
        Remedy::GiveRecord { who, .. }
        | Remedy::SetParameter { who, .. }
        | Remedy::AskHuman { who, .. }
        | Remedy::DoStep { who, .. }
        | Remedy::AnswerDuty { who, .. }
        | Remedy::OpenProcedure { who, .. } => persons(who).into_iter().collect(),
        Remedy::All { of } => of.iter().flat_map(people).collect(),
        _ => vec![],
    }
}
