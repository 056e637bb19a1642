//! What is written and has no effect: a monitor that tells nobody, a kind that never matches, a limit without a value.

use tatefuda_regulation::{
    pack::{Binding, Timing},
    say::{code, say},
};

use super::place_of;
use crate::lint::{Level, Lint};

/// Monitors that tell nobody and open nothing.
pub(super) fn mute(lint: &mut Lint<'_>) {
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
pub(super) fn kinds(lint: &mut Lint<'_>) {
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

/// A step of a procedure says how many do it, and its roles or its act say otherwise.
pub(super) fn together(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for procedure in &pack.procedures {
        for step in procedure.steps.iter().filter(|step| step.together.is_some()) {
            let (message, help) = if !step.acks.is_empty() {
                (
                    say!(
                        "手続「{}」の段「{}」は acks の役割のそれぞれが行うので、together は働きません",
                        "the step {1} of the procedure {0} is done by each role of acks: together has no effect",
                        procedure.id,
                        step.id
                    ),
                    say!("acks か together のどちらか一方を書いてください", "write either acks or together"),
                )
            } else if step.act.is_some() {
                (
                    say!(
                        "手続「{}」の段「{}」は行為そのもので、一度で済みます。together は働きません",
                        "the step {1} of the procedure {0} is an act and done once: together has no effect",
                        procedure.id,
                        step.id
                    ),
                    say!(
                        "何人かで決める段を、行為の段の前に置いてください",
                        "put a step in which they agree before the step that is the act"
                    ),
                )
            } else {
                continue;
            };
            lint.add(Level::Warning, procedure.place, "together-idle", message, help);
        }
    }
}

/// Duties after an event that say nothing of how long: they are over with that day. What the text gives no deadline says so.
pub(super) fn without_limit(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for duty in &pack.duties {
        if matches!(duty.timing, Timing::On(_)) && duty.within.is_none() && !duty.no_limit {
            let message = say!(
                "務め「{}」に期限がありません。出来事の日のうちに果たさなければ、果たされなかったものとなります",
                "the duty {} states no limit: what is not done on the day of the event counts as missed",
                duty.id
            );
            let help = say!(
                "規程の定める期間（その日のうちなら within = \"0d\"）か、設定 within = {{ param = \"…\" }} を書いてください。期限を定めない規程なら no_limit = true と書きます",
                "write the period that the text gives (within = \"0d\" for the same day), or the parameter that holds it: within = {{ param = \"…\" }}; where the text gives no deadline, no_limit = true"
            );
            lint.add(Level::Warning, duty.place, "no-limit", message, help);
        }
    }
}

/// Working days need a calendar that says which those are.
pub(super) fn working_days(lint: &mut Lint<'_>) {
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
