//! Acts, what holds an act back, and conditions, as a pack names them.

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use super::{Names, spot};
use crate::{
    expr::{Condition, Scope},
    pack::{
        model::{Guards, HouseNoun, Place},
        raw_base::{self, S},
    },
    say::say,
};

impl Names<'_, '_> {
    pub fn actions(&mut self, place: Place, names: &[S]) -> Vec<Action> {
        if names.is_empty() {
            self.reader.error(
                place,
                "no-action",
                say!("行為がありません", "it names no act"),
                say!("例：on = [\"post.publish\"]", "for example on = [\"post.publish\"]"),
            );
        }
        if names.len() == 1 && names[0].get_ref() == "*" {
            return Action::ALL.to_vec();
        }
        names.iter().filter_map(|name| self.action(place.file, name)).collect()
    }

    /// The acts before which an item is asked. A correction is a publication: what is asked before publishing is asked
    /// before it too, unless the item says that it is not.
    pub fn asked_before(&mut self, place: Place, names: &[S], not: &[S]) -> Vec<Action> {
        let mut acts = self.actions(place, names);
        if acts.contains(&Action::PostPublish) && !acts.contains(&Action::PostCorrect) {
            acts.push(Action::PostCorrect);
        }
        for name in not {
            let Some(left_out) = self.action(place.file, name) else { continue };
            if !acts.contains(&left_out) {
                let message =
                    say!("「{left_out}」はもともと対象ではありません", "{left_out} is not among the acts anyway");
                let help = say!(
                    "on に post.publish があるときの post.correct など、対象になる行為を書いてください",
                    "name an act that is covered, such as post.correct where on names post.publish"
                );
                self.reader.error(spot(place.file, name), "not-covered", message, help);
            }
            acts.retain(|act| *act != left_out);
        }
        acts
    }

    pub fn action(&mut self, file: usize, name: &S) -> Option<Action> {
        let parsed = name.get_ref().parse().ok();
        if parsed.is_none() {
            let known = Action::ALL.iter().map(|action| action.as_str().to_owned()).collect();
            self.unknown(file, name, "unknown-action", "act", &known);
        }
        parsed
    }

    pub fn guards(&mut self, file: usize, raw: Option<raw_base::Guards>) -> Guards {
        let Some(raw) = raw else { return Guards::default() };
        let plain = |names: &[S]| names.iter().map(|name| name.get_ref().clone()).collect::<Vec<_>>();
        let take = std::mem::take::<BTreeSet<String>>;
        let (categories, modes, steps) =
            (take(&mut self.categories), take(&mut self.modes), take(&mut self.guard_steps));
        let (duties, classes) = (take(&mut self.duties), take(&mut self.classes));
        let guards = Guards {
            class: self.all(file, &raw.class, "unknown-class", "account class", &classes),
            service: plain(&raw.service),
            mode: self.all(file, &raw.mode, "unknown-mode", "mode", &modes),
            category: self.all(file, &raw.category, "unknown-category", "category", &categories),
            actor: plain(&raw.actor),
            state: raw.state.iter().map(|name| self.state(file, name)).collect(),
            record: raw.record.iter().map(|name| self.record(file, name)).collect(),
            step: self.all(file, &raw.step, "unknown-step", "step", &steps),
            finding: vec![],
            duty: self.all(file, &raw.duty, "unknown-duty", "duty", &duties),
            role: self.roles(file, &raw.role),
            from: None,
            until: None,
            until_param: None,
        };
        (self.categories, self.modes, self.guard_steps) = (categories, modes, steps);
        (self.duties, self.classes) = (duties, classes);
        guards
    }

    /// Guards of an item that is in force between two days.
    pub fn guards_between(
        &mut self,
        file: usize,
        raw: Option<raw_base::Guards>,
        from: Option<&S>,
        until: Option<&S>,
    ) -> Guards {
        Guards { from: self.date(file, from), until: self.date(file, until), ..self.guards(file, raw) }
    }

    pub fn findings(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = tatefuda_text::FINDING_KINDS.iter().map(|kind| kind.id.to_owned()).collect();
        self.all(file, names, "unknown-finding", "finding", &known)
    }

    /// Compiles a condition; its errors point into the file. `given`: the record kind whose fields it may read.
    pub fn condition(&mut self, file: usize, given: Option<&str>, text: Option<S>) -> Option<Condition> {
        self.condition_after(file, given, None, text)
    }

    /// The same for a condition that is evaluated only where an earlier one holds.
    pub fn condition_after(
        &mut self,
        file: usize,
        given: Option<&str>,
        earlier: Option<&Condition>,
        text: Option<S>,
    ) -> Option<Condition> {
        let text = text.filter(|_| !self.reader.is_full())?;
        let scope = Scope { vocabulary: &self.vocabulary, given };
        match Condition::compile_after(earlier, text.get_ref(), &scope) {
            Ok(condition) => {
                let at = Place { file, start: text.span().start, end: text.span().end };
                for id in condition.house_params() {
                    self.house(HouseNoun::ListParameter, id, at);
                }
                Some(condition)
            }
            Err(error) => {
                let span = text.span();
                let source = self.reader.files.get(file).map_or("", |(_, text)| *text);
                // In a literal string the text stands unchanged between the quotes.
                let offset = source.get(span.clone()).and_then(|written| written.find(text.get_ref().as_str()));
                let place = offset.map_or(Place { file, start: span.start, end: span.end }, |offset| Place {
                    file,
                    start: span.start + offset + error.span.start,
                    end: span.start + offset + error.span.end,
                });
                let message = error.message;
                self.reader.error(
                    place,
                    error.code,
                    say!([message], "条件の中：{message}", "in the condition: {message}"),
                    error.help,
                );
                None
            }
        }
    }
}
