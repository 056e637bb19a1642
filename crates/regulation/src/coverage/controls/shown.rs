//! Documents, categories, schemes, parameters, words, readings, norms, grounds, listed accounts, what came before.

use tatefuda_domain::Action;

use super::control::Control;
use crate::{
    coverage::wiring::Part,
    pack::{
        ClauseClass::{Enforced, Informational, Published, Routed},
        Pack, PartContent,
    },
    terms::{Id, ParameterKind},
};

pub fn controls(pack: &Pack) -> Vec<Control> {
    let mut all = vec![];
    for document in &pack.documents {
        let mut whole = Control::new("document", &document.id, &document.clauses, &[Published]);
        whole.needs.parts.insert(Part::Documents);
        whole = whole.names("duty", &document.verify);
        if let Some(kind) = &document.record {
            whole = whole.records([kind]);
            whole.needs.acts.insert(Action::RecordGive);
        }
        all.push(whole);
        for part in &document.parts {
            // A part without clauses of its own is spoken for by its document.
            let mut clauses = part.clauses.to_vec();
            let mut carries = vec![Published, Informational];
            if let PartContent::Clauses(ids) = &part.content {
                clauses.extend(ids.iter().filter(|id| !part.clauses.contains(id)).cloned().collect::<Vec<_>>());
                carries.reverse();
            }
            let mut control = Control::new("part", format!("{}/{}", document.id, part.id), &clauses, &carries);
            control.needs.parts.insert(Part::Documents);
            match &part.content {
                PartContent::Fact(path) => {
                    control.needs.fields.insert(path.clone());
                }
                PartContent::Param(param) => {
                    control.needs.names.insert(format!("param:{param}"));
                }
                PartContent::Grounds => {
                    control.needs.names.insert("grounds".to_owned());
                }
                PartContent::Text(text) => {
                    let placed = text.ja.split("{param.").skip(1).filter_map(|rest| rest.split('}').next());
                    control = control.names("param", placed);
                }
                PartContent::Field(_) | PartContent::Clauses(_) => {}
            }
            all.push(control);
        }
    }
    for category in &pack.categories {
        let mut control = Control::new("category", &category.id, &category.clauses, &[Enforced, Informational]);
        control.needs.fields.insert("post.category".to_owned());
        all.push(control);
    }
    for scheme in &pack.classifications {
        let mut control = Control::new("classification", &scheme.id, &scheme.clauses, &[Enforced]);
        if scheme.usage == crate::pack::SchemeUse::Information {
            control.needs.fields.insert("post.classification".to_owned());
        }
        control.needs.names.extend(scheme.order.iter().map(|param| format!("param:{param}")));
        all.push(control);
    }
    let read = super::super::reads::parameters(pack);
    for parameter in &pack.parameters {
        let mut carries = if read.contains(parameter.id.as_str()) { vec![Enforced] } else { vec![] };
        carries.extend(parameter.set_in.as_ref().map(|_| Published));
        carries.push(Informational);
        let mut control = Control::new("parameter", &parameter.id, &parameter.clauses, &carries)
            .names("norm", &parameter.source)
            .names("document", &parameter.set_in);
        // A period may be counted in working days.
        let period = parameter.kind == ParameterKind::Period;
        control.needs.names.extend(super::time::working(pack).filter(|_| period));
        let used = carries.contains(&Enforced);
        all.push(if used { control.passive(format!("param:{}", parameter.id)) } else { control });
    }
    for account in &pack.accounts {
        let mut control = Control::new("account", &account.id, &account.clauses, &[Published, Enforced]);
        control = control.names("class", &account.class);
        control.needs.parts.insert(Part::ListedAccounts);
        all.push(control);
    }
    for class in &pack.account_classes {
        let mut control = Control::new("class", &class.id, &class.clauses, &[Enforced, Informational]);
        control.needs.fields.insert("account.class".to_owned());
        all.push(control.passive(format!("class:{}", class.id)));
    }
    for ground in &pack.grounds {
        let control = Control::new("ground", &ground.id, &ground.clauses, &[Informational, Routed]);
        all.push(control.passive("grounds".to_owned()));
    }
    for (index, term) in pack.terms.iter().enumerate() {
        all.push(shown(Control::new("term", index + 1, &term.clauses, &[Informational])));
    }
    for reading in &pack.readings {
        let clauses = std::slice::from_ref(&reading.clause);
        let control = Control::new("reading", &reading.id, clauses, &[Informational]);
        let control = control.names("param", &reading.param);
        all.push(shown(control.names("role", reading.read.strip_prefix("role:"))));
    }
    for norm in &pack.norms {
        all.push(shown(Control::new("norm", &norm.id, &norm.clauses, &[Informational])));
    }
    for former in &pack.formers {
        all.push(Control::new("former", &former.id, &former.clauses, &[Enforced, Informational]));
    }
    let head = |what: &str, clauses: &[Id], carries: &[_]| Control::new("head", what, clauses, carries);
    let scope: Vec<Id> = pack.header.scope_clause.iter().cloned().collect();
    all.push(head("scope", &scope, &[Informational, Enforced]).roles(&pack.header.contact));
    // Outside its services and days no question is answered by it.
    all.push(head("in-force", &pack.header.clauses, &[Enforced, Informational]));
    if let Some(rules) = &pack.header.sub_rules {
        let mut control = head("sub-rules", &rules.clauses, &[Routed, Enforced]).records([&rules.record]);
        control.needs.acts.insert(Action::RecordGive);
        all.push(control);
    }
    all
}

fn shown(mut control: Control) -> Control {
    control.needs.parts.insert(Part::Texts);
    control
}
