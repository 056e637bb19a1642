//! Functions that the engine answers: clocks, records, procedures, roles.

use std::collections::BTreeSet;

use super::{
    Ty,
    checker::{Checker, literal, unknown},
    tree::Expr,
    types::Elements,
};
use crate::{
    expr::{
        error::ExprError,
        parse::{Kind, Node},
        query::Query,
    },
    say::{code, noun, say},
    terms::ParameterKind,
};

impl Checker<'_> {
    /// A name written as a text that must be declared.
    pub(super) fn named(&self, what: &str, known: &BTreeSet<String>, node: &Node) -> Result<String, ExprError> {
        let word = literal(node, {
            let what = noun(what);
            say!([what], "{what}の名前", "the name of a {what}")
        })?;
        if known.contains(word) {
            return Ok(word.to_owned());
        }
        Err(unknown(what, word, known.iter().map(String::as_str), node))
    }

    fn kind(&mut self, node: &Node) -> Result<String, ExprError> {
        let word = literal(node, noun("the name of a record kind"))?;
        let kinds = &self.scope.vocabulary.kinds;
        if !kinds.contains_key(word) {
            return Err(unknown("record kind", word, kinds.keys().map(String::as_str), node));
        }
        self.kinds.insert(word.to_owned());
        Ok(word.to_owned())
    }

    /// Functions that the engine answers.
    pub(super) fn query(&mut self, name: &str, arguments: &[Node]) -> Result<Option<(Expr, Ty)>, ExprError> {
        let v = self.scope.vocabulary;
        let asked = match name {
            "date" => {
                let text = literal(&arguments[0], noun("a day"))?;
                let date = text.parse().map_err(|_| {
                    ExprError::new(
                        "condition-type",
                        arguments[0].span.clone(),
                        say!("「{text}」は日付ではありません", "{text:?} is no day"),
                    )
                    .help(say!("date(\"2026-04-01\") のように書いてください", "write date(\"2026-04-01\")"))
                })?;
                (Expr::Date(date), Ty::Date)
            }
            "within" => {
                if !matches!(&arguments[1].kind, Kind::Path(names) if names == &["at"]) {
                    return Err(ExprError::new(
                        "condition-type",
                        arguments[1].span.clone(),
                        say!("within() の二つめは at です", "within() asks about at"),
                    )
                    .help(code("within(\"<calendar>\", at)")));
                }
                let calendar = self.named("calendar", &v.calendars, &arguments[0])?;
                self.ask(Query::Within(calendar), Ty::Bool)
            }
            "days" => {
                let id = self.named("clock", &v.clocks, &arguments[0])?;
                self.ask(Query::Days(id), Ty::Int)
            }
            "count" => {
                let id = self.named("count", &v.counts, &arguments[0])?;
                self.ask(Query::Count(id), Ty::Int)
            }
            "baseline" => {
                let id = self.named("baseline", &v.baselines, &arguments[0])?;
                self.ask(Query::Baseline(id), Ty::Int)
            }
            "latest" => {
                let id = self.named("baseline", &v.baselines, &arguments[0])?;
                self.ask(Query::Latest(id), Ty::Int)
            }
            "recorded" => {
                let kind = self.kind(&arguments[0])?;
                self.ask(Query::Recorded(kind), Ty::Bool)
            }
            "record_date" => {
                let kind = self.kind(&arguments[0])?;
                self.ask(Query::RecordDate(kind), Ty::Date)
            }
            "records" => {
                let kind = self.kind(&arguments[0])?;
                let place = v.kinds.keys().position(|known| *known == kind).unwrap_or(usize::MAX);
                (Expr::Records(kind), Ty::Records(Elements::Kind(place)))
            }
            "open" => {
                let id = self.named("procedure", &v.procedures, &arguments[0])?;
                self.ask(Query::Open(id), Ty::Bool)
            }
            "done" => {
                let id = self.named("step of a procedure", &v.procedure_steps, &arguments[0])?;
                self.ask(Query::Done(id), Ty::Bool)
            }
            "step_date" => {
                let id = self.named("step of a procedure", &v.procedure_steps, &arguments[0])?;
                self.ask(Query::StepDate(id), Ty::Date)
            }
            "holders" => {
                let role = self.named("role", &v.roles, &arguments[0])?;
                self.ask(Query::Holders(role), Ty::Int)
            }
            "all_gave" => {
                let kind = self.kind(&arguments[0])?;
                let role = self.named("role", &v.roles, &arguments[1])?;
                self.ask(Query::AllGave(kind, role), Ty::Bool)
            }
            "all_gave_since" => {
                let kind = self.kind(&arguments[0])?;
                let role = self.named("role", &v.roles, &arguments[1])?;
                let event = self.named("event", &v.events, &arguments[2])?;
                self.ask(Query::AllGaveSince(kind, role, event), Ty::Bool)
            }
            "after" => {
                let first = self.named("event", &v.events, &arguments[0])?;
                let second = self.named("event", &v.events, &arguments[1])?;
                self.ask(Query::After(first, second), Ty::Bool)
            }
            "overdue" => {
                let clock = self.named("clock", &v.clocks, &arguments[0])?;
                let id = literal(&arguments[1], noun("the id of a parameter"))?;
                if v.params.get(id) != Some(&ParameterKind::Period) {
                    let known = v.params.iter().filter(|(_, kind)| **kind == ParameterKind::Period);
                    return Err(unknown(
                        "parameter of type period",
                        id,
                        known.map(|(id, _)| id.as_str()),
                        &arguments[1],
                    ));
                }
                self.params.insert(id.to_owned());
                self.ask(Query::Overdue(clock, id.to_owned()), Ty::Bool)
            }
            "complete" => {
                let id = self.named("document", &v.documents, &arguments[0])?;
                self.ask(Query::Complete(id), Ty::Bool)
            }
            "listed" => self.ask(Query::Listed, Ty::Bool),
            "meets" => {
                let id = literal(&arguments[0], noun("the id of a parameter"))?;
                if v.params.get(id) != Some(&ParameterKind::PasswordPolicy) {
                    let known = v.params.iter().filter(|(_, kind)| **kind == ParameterKind::PasswordPolicy);
                    return Err(unknown("password policy", id, known.map(|(id, _)| id.as_str()), &arguments[0]));
                }
                self.reads.extend([
                    "password.digits",
                    "password.guessable",
                    "password.length",
                    "password.letters",
                    "password.symbols",
                ]);
                self.params.insert(id.to_owned());
                self.ask(Query::Meets(id.to_owned()), Ty::Bool)
            }
            "mode" => {
                let id = self.named("mode", &v.modes, &arguments[0])?;
                self.ask(Query::Mode(id), Ty::Bool)
            }
            _ => return Ok(None),
        };
        if name == "listed" {
            self.reads.extend(["account.handle", "account.name", "account.service"]);
        }
        Ok(Some(asked))
    }
}
