//! A stored value as people say it: positions and roles by name, hours and what passwords must be in words.

use tatefuda_app::setting::view::DocumentSettings;
use tatefuda_regulation::pack::{Acting, ParameterKind};

use super::{
    hours,
    view::{Input, Open, Reader},
};
use crate::view;

/// The role as which a place is read, if it is one.
pub(super) fn role_read(read: &str) -> Option<&str> {
    read.strip_prefix("role:")
}

impl Reader<'_> {
    /// A stored value in words: positions and roles by name, yes and no, what passwords must be; else as it is.
    pub(super) fn words(&self, one: &DocumentSettings, open: &Open<'_>, value: &str) -> String {
        match &open.input {
            Input::Positions => {
                let names: Vec<String> = value.lines().map(|line| self.position(line.trim())).collect();
                names.join(self.tr.pick("、", ", "))
            }
            Input::Parameter(parameter) if parameter.kind == ParameterKind::Bool => match value {
                "yes" => self.tr.text("yes"),
                "no" => self.tr.text("no"),
                other => other.to_owned(),
            },
            Input::Parameter(parameter) if parameter.kind == ParameterKind::PasswordPolicy => {
                let lines: Vec<String> = value.lines().map(|line| self.policy(line.trim())).collect();
                lines.join(self.tr.pick("、", ", "))
            }
            Input::Parameter(parameter) if parameter.kind == ParameterKind::Hours => {
                hours::in_words(self.tr, value).unwrap_or_else(|| value.to_owned())
            }
            Input::Deputies => Acting::parse(value).map_or_else(|| value.to_owned(), |one| self.tr.text(acting(one))),
            Input::Reading(_) => self.read_as(one, value),
            Input::Parameter(_) => value.to_owned(),
        }
    }

    /// A line of a password policy in words, where it is one that this program knows.
    fn policy(&self, line: &str) -> String {
        match line.split_once('=').map(|(name, number)| (name.trim(), number.trim())) {
            Some(("min_length", number)) => self.tr.with("web-policy-length", &[("n", number.into())]),
            Some(("min_kinds", number)) => self.tr.with("web-policy-kinds", &[("n", number.into())]),
            _ => line.to_owned(),
        }
    }

    /// What stays refused while a value is unset, in words: acts by name, and bringing the document into force.
    pub(super) fn acts(&self, required_for: &[String]) -> String {
        let words: Vec<String> = required_for
            .iter()
            .map(|what| match what.as_str() {
                "activation" => self.tr.text("web-activation"),
                act => view::command(self.tr, act),
            })
            .collect();
        words.join(self.tr.pick("、", ", "))
    }

    pub(super) fn position(&self, id: &str) -> String {
        let position = self.chart.positions.iter().find(|position| position.id.to_string() == id);
        position.map_or_else(|| id.to_owned(), |position| view::position(self.tr, self.chart, position))
    }

    /// What a place is read as: a role by its name in the text, else the words themselves.
    pub(super) fn read_as(&self, one: &DocumentSettings, read: &str) -> String {
        let role =
            role_read(read).and_then(|id| one.governing.regulation.body().roles.iter().find(|role| role.id == id));
        role.map_or_else(|| read.to_owned(), |role| role.label.get(self.lang()).to_owned())
    }
}

/// What a body's rules on acting decisions say, in words.
pub(super) const fn acting(said: Acting) -> &'static str {
    match said {
        Acting::No => "acting-no",
        Acting::Yes => "acting-yes",
        Acting::Urgent => "acting-urgent",
        Acting::Ordinary => "acting-ordinary",
        Acting::UrgentOrdinary => "acting-urgent-ordinary",
    }
}
