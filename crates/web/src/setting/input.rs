//! How a value of the body is entered: one control per kind of parameter, with what is stored or was typed.

use tatefuda_app::setting::view::DocumentSettings;
use tatefuda_domain::setting::SettingValue;
use tatefuda_regulation::pack::{Acting, ParameterKind};
use tatefuda_ui::{
    setting::SettingForm,
    view::{Choice, FieldInput},
};

use super::{
    key::key_of,
    view::{Input, Open, Reader},
    words::{acting, role_read},
};
use crate::view::{self, stored_too};

impl Reader<'_> {
    pub(super) fn form(&self, one: &DocumentSettings, open: &Open<'_>, in_force: Option<&SettingValue>) -> SettingForm {
        let typed = self.typed.filter(|form| {
            let same = key_of(form.get("key"), form.get("scope")) == open.key;
            // Two documents in force may leave the same value to the body.
            same && (!form.has("document") || form.get("document") == one.governing.document)
        });
        let value = match typed {
            Some(form) => form.all("value").collect::<Vec<_>>().join("\n"),
            None => in_force.map(|value| value.value.clone()).unwrap_or_default(),
        };
        let kept = |name: &str| typed.map(|form| form.get(name).to_owned()).unwrap_or_default();
        SettingForm {
            meta: (self.meta)(),
            input: self.input(one, open, value),
            hint: self.form_of(open),
            source: kept("source"),
            note: kept("note"),
            effective: kept("effective"),
        }
    }

    /// How a value is written, where that is not plain from the field.
    fn form_of(&self, open: &Open<'_>) -> Option<String> {
        let Input::Parameter(parameter) = &open.input else { return None };
        let key = match parameter.kind {
            ParameterKind::Period => "field-not-a-period",
            ParameterKind::Hours => "setting-form-hours",
            ParameterKind::Table => "field-not-a-table",
            ParameterKind::PasswordPolicy => "field-not-a-password-policy",
            ParameterKind::List => "setting-form-list",
            ParameterKind::Order => {
                let levels = parameter.values.join(self.tr.pick("、", ", "));
                return Some(self.tr.with("setting-form-order", &[("levels", levels.as_str().into())]));
            }
            ParameterKind::Text | ParameterKind::Int | ParameterKind::Bool | ParameterKind::Choice => return None,
        };
        Some(self.tr.text(key))
    }

    fn input(&self, one: &DocumentSettings, open: &Open<'_>, value: String) -> FieldInput {
        match &open.input {
            Input::Positions => {
                let choices = self.chart.positions.iter().map(|position| {
                    let id = position.id.to_string();
                    let chosen = value.lines().any(|line| line.trim() == id);
                    Choice::new(id, view::position(self.tr, self.chart, position), chosen)
                });
                // A role can be held by several positions, also by one that the chart no longer has.
                let mut choices: Vec<Choice> = choices.collect();
                for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    if choices.iter().all(|one| one.value != line) {
                        choices.push(Choice::new(line, self.position(line), true));
                    }
                }
                FieldInput::Several(choices)
            }
            Input::Deputies => {
                let said = Acting::ALL.map(|one| {
                    let word = one.as_str();
                    Choice::new(word, self.tr.text(acting(one)), word == value)
                });
                FieldInput::Choice(stored_too(self.tr, said.into(), &value))
            }
            // Read as a role: one of those that the text has, by name.
            Input::Reading(read) if role_read(read).is_some() => {
                let chosen = if value.is_empty() { *read } else { value.as_str() };
                let roles = one.governing.regulation.body().roles.iter().map(|role| {
                    let value = format!("role:{}", role.id);
                    let selected = value == chosen;
                    Choice::new(value, role.label.get(self.lang()), selected)
                });
                FieldInput::Choice(stored_too(self.tr, roles.collect(), chosen))
            }
            Input::Reading(read) => text(if value.is_empty() { (*read).to_owned() } else { value }),
            Input::Parameter(parameter) => match parameter.kind {
                ParameterKind::Text | ParameterKind::Period => text(value),
                ParameterKind::Int => FieldInput::Number(value),
                ParameterKind::Bool => FieldInput::YesNo(match value.as_str() {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                }),
                ParameterKind::Choice => FieldInput::Choice(stored_too(
                    self.tr,
                    parameter.values.iter().map(|one| Choice::new(one, one, *one == value)).collect(),
                    &value,
                )),
                ParameterKind::List
                | ParameterKind::Order
                | ParameterKind::Table
                | ParameterKind::Hours
                | ParameterKind::PasswordPolicy => FieldInput::Multiline(value),
            },
        }
    }
}

/// A text in a field that can hold it: one line cannot hold several.
fn text(value: String) -> FieldInput {
    if value.contains('\n') { FieldInput::Multiline(value) } else { FieldInput::Text(value) }
}
