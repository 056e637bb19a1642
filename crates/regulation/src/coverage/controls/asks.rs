//! Whether the running program asks a control.

use tatefuda_domain::Action;

use super::control::Control;
use crate::coverage::wiring::{Part, Wiring};

pub fn unconnected(controls: &[Control], wiring: &Wiring) -> Vec<Vec<String>> {
    let mut lacks: Vec<Vec<String>> = controls.iter().map(|control| own(control, wiring)).collect();
    // What acts through others waits for one of them; names lead one or two steps far.
    loop {
        let mut changed = false;
        for (at, control) in controls.iter().enumerate() {
            let Some(names) = control.needs.through.as_ref().filter(|_| lacks[at].is_empty()) else { continue };
            let users = controls.iter().enumerate().filter(|(user, _)| *user != at);
            let mut naming = users.filter(|(_, user)| !user.needs.names.is_disjoint(names));
            if !naming.any(|(user, _)| lacks[user].is_empty()) {
                lacks[at].push("nothing that is connected uses it".to_owned());
                changed = true;
            }
        }
        if !changed {
            return lacks;
        }
    }
}

/// Whether something that runs makes an event happen.
fn happens(event: &str, wiring: &Wiring) -> bool {
    let first = event.split(':').next().unwrap_or(event);
    match first {
        "record" => wiring.actions.contains(&Action::RecordGive),
        // Answers to duties, and what is missed, come with the duties.
        "duty" | "missed" => wiring.parts.contains(&Part::Duties),
        _ => wiring.happens.contains(first),
    }
}

/// What a control itself lacks.
fn own(control: &Control, wiring: &Wiring) -> Vec<String> {
    let needs = &control.needs;
    let mut lacks = vec![];
    if !needs.one_of.is_empty() && needs.one_of.is_disjoint(&wiring.actions) {
        let acts: Vec<&str> = needs.one_of.iter().map(|act| act.as_str()).collect();
        lacks.push(format!("no command asks about {}", acts.join(", ")));
    }
    for act in needs.acts.difference(&wiring.actions) {
        lacks.push(format!("no command asks about {act}"));
    }
    for field in needs.fields.difference(&wiring.fields) {
        lacks.push(format!("nothing supplies {field}"));
    }
    for part in needs.parts.difference(&wiring.parts) {
        lacks.push(format!("{} are not connected", part.as_str()));
    }
    for event in needs.events.difference(&wiring.events) {
        lacks.push(format!("nothing records {event}"));
    }
    for thing in needs.things.difference(&wiring.things) {
        lacks.push(format!("there is no {thing} on which it could run"));
    }
    if let Some(events) = &needs.opened
        && !events.iter().any(|event| happens(event, wiring))
    {
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        lacks.push(format!("nothing makes {} happen", events.join(", ")));
    }
    if !needs.findings.is_empty() && needs.findings.is_disjoint(&wiring.findings) {
        let kinds: Vec<&str> = needs.findings.iter().map(String::as_str).collect();
        lacks.push(format!("nothing finds {}", kinds.join(", ")));
    }
    lacks
}
