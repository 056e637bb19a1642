//! What the text leaves to the body, with the values in force and those that wait.

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::{account::AccountView, org::Chart, setting::view::DocumentSettings};
use tatefuda_domain::{AccountState, Localized, PersonId, setting::SettingValue};
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_regulation::{
    Id, Pack,
    pack::{Acting, Binding, Parameter, ParameterScope},
};
use tatefuda_ui::{
    setting::{ParameterView, SettingView},
    view::{FormMeta, When},
};

use super::key::key_of;
use crate::{
    form::Form,
    lang,
    view::{clauses, words::Words},
};

/// What the page about one document needs besides it.
pub(crate) struct Reader<'a> {
    pub(crate) tr: &'a Translator,
    pub(crate) zone: &'a TimeZone,
    pub(crate) at: Timestamp,
    pub(crate) chart: &'a Chart,
    /// Names of services.
    pub(crate) words: &'a Words,
    pub(crate) accounts: &'a [AccountView],
    /// Who reads: the one who proposed cannot confirm.
    pub(crate) person: PersonId,
    /// Whether they may propose and confirm.
    pub(crate) may: bool,
    /// What was typed into the form of one key.
    pub(crate) typed: Option<&'a Form>,
    /// Fresh hidden fields.
    pub(crate) meta: &'a dyn Fn() -> FormMeta,
}

/// A value that the body may set: its key and what the pack says of it.
pub(super) struct Open<'a> {
    pub(super) key: String,
    label: &'a Localized,
    hint: String,
    clauses: &'a [Id],
    /// What stays refused while it is unset.
    required_for: &'a [String],
    pub(super) input: Input<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Input<'a> {
    Parameter(&'a Parameter),
    Positions,
    /// Who acts for holders of a role, by the body's own rules.
    Deputies,
    /// How the pack proposes to read it; `role:<id>` for a role of the text.
    Reading(&'a str),
}

impl Reader<'_> {
    pub(super) fn lang(&self) -> tatefuda_domain::Lang {
        lang::domain(self.tr.lang())
    }

    fn when(&self, at: Timestamp) -> When {
        When::new(self.tr, at, self.zone)
    }

    /// Everything that the text leaves to the body.
    pub(crate) fn parameters(&self, one: &DocumentSettings) -> Vec<ParameterView> {
        let regulation = &one.governing.regulation;
        let mut open: Vec<Open<'_>> = parameters(regulation.body(), "param:", self.lang());
        open.extend(parameters(regulation.house(), "param:house:", self.lang()));
        for role in regulation.body().roles.iter().filter(|role| role.bound == Binding::Position) {
            open.push(Open {
                key: format!("role:{}", role.id),
                label: &role.label,
                hint: role.hint.get(self.lang()).to_owned(),
                clauses: &role.clauses,
                required_for: &[],
                input: Input::Positions,
            });
        }
        let keys = regulation.setting_keys();
        open.extend(keys.iter().filter(|key| key.key.starts_with("deputies:")).map(|key| Open {
            key: key.key.clone(),
            label: &key.label,
            hint: key.hint.get(self.lang()).to_owned(),
            clauses: &key.clauses,
            required_for: &[],
            input: Input::Deputies,
        }));
        // Rules and chains that a principle opens to a permission, and nobody named in the text grants it.
        open.extend(keys.iter().filter(|key| key.key.starts_with("exception:")).map(|key| Open {
            key: key.key.clone(),
            label: &key.hint,
            hint: self.tr.text("web-setting-exception"),
            clauses: &key.clauses,
            required_for: &[],
            input: Input::Positions,
        }));
        let mut views: Vec<ParameterView> = open.iter().map(|open| self.parameter(one, open)).collect();
        for reading in regulation.body().readings.iter().filter(|one| one.by_settings && one.param.is_none()) {
            let label = Localized::new(reading.written.clone(), String::new());
            let ids = [reading.clause.clone()];
            views.push(self.parameter(
                one,
                &Open {
                    key: format!("reading:{}", reading.id),
                    label: &label,
                    hint: reading.note.get(self.lang()).to_owned(),
                    clauses: &ids,
                    required_for: &[],
                    input: Input::Reading(&reading.read),
                },
            ));
        }
        views
    }

    fn parameter(&self, one: &DocumentSettings, open: &Open<'_>) -> ParameterView {
        let mut view = self.scoped(one, open, "");
        if let Input::Parameter(parameter) = &open.input
            && parameter.scope == ParameterScope::Account
        {
            // Of accounts that have ended only what was set for them is still shown.
            let ended = |line: &AccountView| matches!(line.state, AccountState::Closed | AccountState::Deleted);
            let covered = self
                .accounts
                .iter()
                .filter(|line| one.governing.covers(&line.service))
                .filter(|line| !ended(line) || one.values.contains_key(&key_of(&open.key, &line.id.to_string())));
            view.accounts = covered
                .map(|line| {
                    let id = line.id.to_string();
                    let own = Open { key: key_of(&open.key, &id), hint: String::new(), required_for: &[], ..*open };
                    let service = self.words.service(line.service.as_str());
                    let label = format!("{}{}{service}", line.name, self.tr.pick("　", ", "));
                    ParameterView { key: open.key.clone(), label, clauses: vec![], ..self.scoped(one, &own, &id) }
                })
                .collect();
        }
        view
    }

    /// A value of the body, or of one account.
    fn scoped(&self, one: &DocumentSettings, open: &Open<'_>, scope: &str) -> ParameterView {
        let effect = if open.required_for.is_empty() {
            None
        } else {
            Some(self.tr.with("web-setting-required", &[("acts", self.acts(open.required_for).as_str().into())]))
        };
        let in_force = one.in_force(&open.key, self.at);
        ParameterView {
            document: one.governing.document.clone(),
            key: open.key.clone(),
            scope: scope.to_owned(),
            label: open.label.get(self.lang()).to_owned(),
            hint: Some(open.hint.clone()).filter(|hint| !hint.is_empty()),
            clauses: clauses(self.tr, &one.governing.regulation, open.clauses),
            effect,
            stated: self.stated(one, open).filter(|_| scope.is_empty()),
            value: in_force.map(|value| self.value(one, open, value)),
            proposals: one.waiting(&open.key, self.at).into_iter().map(|value| self.value(one, open, value)).collect(),
            form: self.may.then(|| self.form(one, open, in_force)),
            accounts: vec![],
            again: false,
        }
    }

    /// What counts while nothing is set, in words: a value that the document itself, or the program, states. What the
    /// engine calls unset has none.
    fn stated(&self, one: &DocumentSettings, open: &Open<'_>) -> Option<String> {
        let parameter = match open.input {
            Input::Parameter(parameter) => parameter,
            // While nobody says who acts for a holder, nobody does.
            Input::Deputies => return Some(self.words(one, open, Acting::No.as_str())),
            Input::Positions | Input::Reading(_) => return None,
        };
        let value = parameter.value.as_ref()?;
        let unset = one.unset.iter().any(|unset| unset.key == open.key);
        (!unset).then(|| self.words(one, open, value))
    }

    fn value(&self, one: &DocumentSettings, open: &Open<'_>, value: &SettingValue) -> SettingView {
        let name = |id: &PersonId| one.names.get(id).cloned().unwrap_or_else(|| self.tr.text("web-the-program"));
        let waits = value.confirmed_by.is_none();
        let mine = value.proposed_by == self.person;
        SettingView {
            id: value.id.to_string(),
            value: self.words(one, open, &value.value),
            source: value.source.clone(),
            note: Some(value.note.clone()).filter(|note| !note.is_empty()),
            proposed_by: name(&value.proposed_by),
            proposed_at: self.when(value.proposed_at),
            confirmed_by: value.confirmed_by.as_ref().map(name),
            effective: self.tr.date(value.effective_from.to_zoned(self.zone.clone()).date(), DateStyle::Gregorian),
            practice: value.practice,
            confirm: (waits && self.may && !mine).then(|| (self.meta)()),
            not_mine: (waits && self.may && mine).then(|| self.tr.text("web-setting-not-mine")),
        }
    }
}

fn parameters<'a>(pack: &'a Pack, prefix: &str, lang: tatefuda_domain::Lang) -> Vec<Open<'a>> {
    let open = pack.parameters.iter().filter(|parameter| parameter.open || parameter.value.is_none());
    open.map(|parameter| Open {
        key: format!("{prefix}{}", parameter.id),
        label: &parameter.label,
        hint: parameter.hint.get(lang).to_owned(),
        clauses: &parameter.clauses,
        required_for: &parameter.required_for,
        input: Input::Parameter(parameter),
    })
    .collect()
}
