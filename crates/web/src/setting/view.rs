//! Documents of the body and what was set for them.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::{account::AccountView, org::Chart, setting::view::DocumentSettings};
use tatefuda_domain::{AccountState, Localized, PersonId, setting::SettingValue};
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_regulation::{
    self as engine, Id, Pack,
    pack::{Binding, Parameter, ParameterKind, ParameterScope, Role},
};
use tatefuda_ui::{
    answer::AnswerView,
    regulation::{DocumentView, ReadingView, RoleView, SilenceView},
    setting::{ParameterView, SettingForm, SettingView},
    view::{Choice, FieldInput, FormMeta, When, Who},
};

use super::hours;
use crate::view::{self, clause, clauses, stored_too, words::Words};
use crate::{form::Form, lang};

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
struct Open<'a> {
    key: String,
    label: &'a Localized,
    hint: String,
    clauses: &'a [Id],
    /// What stays refused while it is unset.
    required_for: &'a [String],
    input: Input<'a>,
}

#[derive(Clone, Copy)]
enum Input<'a> {
    Parameter(&'a Parameter),
    Positions,
    /// How the pack proposes to read it; `role:<id>` for a role of the text.
    Reading(&'a str),
}

/// The role as which a place is read, if it is one.
fn role_read(read: &str) -> Option<&str> {
    read.strip_prefix("role:")
}

impl Reader<'_> {
    fn lang(&self) -> tatefuda_domain::Lang {
        lang::domain(self.tr.lang())
    }

    fn when(&self, at: Timestamp) -> When {
        When::new(self.tr, at, self.zone)
    }

    /// The document itself.
    pub(crate) fn document(&self, one: &DocumentSettings) -> DocumentView {
        let (regulation, lang) = (&one.governing.regulation, self.lang());
        let pack = regulation.body();
        let missing = pack
            .norms
            .iter()
            .filter(|norm| norm.missing)
            .map(|norm| self.tr.with("web-norm-missing", &[("title", norm.title.get(lang).into())]));
        let mut services: Vec<String> =
            pack.header.services.iter().map(|service| self.words.service(service)).collect();
        services.extend(regulation.settings().extensions().map(|(service, setting)| {
            let name = self.words.service(service);
            self.tr.with("web-service-extended", &[("name", name.into()), ("source", setting.source.as_str().into())])
        }));
        DocumentView {
            title: pack.header.title.get(lang).to_owned(),
            version: pack.header.version.clone(),
            effective: one.governing.from.map_or_else(
                || self.tr.text("web-nothing"),
                |from| self.tr.date(from.to_zoned(self.zone.clone()).date(), DateStyle::Wareki),
            ),
            services,
            digest: one.governing.pack.to_string(),
            clauses: u32::try_from(pack.clauses.len()).unwrap_or(u32::MAX),
            remarks: missing.collect(),
        }
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
        // Rules and chains that a principle opens to a permission, and nobody named in the text grants it.
        let keys = regulation.setting_keys();
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
        }
    }

    /// What counts while nothing is set, in words: a value that the document itself, or the program, states. What the
    /// engine calls unset has none.
    fn stated(&self, one: &DocumentSettings, open: &Open<'_>) -> Option<String> {
        let Input::Parameter(parameter) = open.input else { return None };
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

    /// A stored value in words: positions and roles by name, yes and no, what passwords must be; else as it is.
    fn words(&self, one: &DocumentSettings, open: &Open<'_>, value: &str) -> String {
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
    fn acts(&self, required_for: &[String]) -> String {
        let words: Vec<String> = required_for
            .iter()
            .map(|what| match what.as_str() {
                "activation" => self.tr.text("web-activation"),
                act => view::command(self.tr, act),
            })
            .collect();
        words.join(self.tr.pick("、", ", "))
    }

    fn position(&self, id: &str) -> String {
        let position = self.chart.positions.iter().find(|position| position.id.to_string() == id);
        position.map_or_else(|| id.to_owned(), |position| view::position(self.tr, self.chart, position))
    }

    fn form(&self, one: &DocumentSettings, open: &Open<'_>, in_force: Option<&SettingValue>) -> SettingForm {
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

    /// Roles of the pack with those who hold them, by position or by a record.
    pub(crate) fn roles(&self, one: &DocumentSettings, holders: &BTreeMap<String, engine::Who>) -> Vec<RoleView> {
        let regulation = &one.governing.regulation;
        let role = |role: &Role| RoleView {
            who: match holders.get(&role.id) {
                Some(who) => AnswerView::who(self.tr, who),
                None => Who { role: role.label.get(self.lang()).to_owned(), ..Who::default() },
            },
            clauses: clauses(self.tr, regulation, &role.clauses),
            positions: regulation.settings().role_positions(&role.id).iter().map(|id| self.position(id)).collect(),
            href: match &role.bound {
                Binding::Record(kind) => {
                    Some(format!("/records/new?kind={}&subject_kind=person", crate::text::query_value(kind)))
                }
                _ => None,
            },
        };
        regulation.body().roles.iter().map(role).collect()
    }

    /// What a place is read as: a role by its name in the text, else the words themselves.
    fn read_as(&self, one: &DocumentSettings, read: &str) -> String {
        let role =
            role_read(read).and_then(|id| one.governing.regulation.body().roles.iter().find(|role| role.id == id));
        role.map_or_else(|| read.to_owned(), |role| role.label.get(self.lang()).to_owned())
    }

    /// How doubtful places are read.
    pub(crate) fn readings(&self, one: &DocumentSettings) -> Vec<ReadingView> {
        let regulation = &one.governing.regulation;
        let views = regulation.body().readings.iter().map(|reading| {
            let key =
                reading.param.as_ref().map_or_else(|| format!("reading:{}", reading.id), |id| format!("param:{id}"));
            let set = one.in_force(&key, self.at);
            let open = reading.by_settings && set.is_none();
            ReadingView {
                clause: clause(self.tr, regulation, &reading.clause),
                written: reading.written.clone(),
                read: self.read_as(one, set.map_or(&reading.read, |value| &value.value)),
                decided: match set {
                    Some(value) => value.source.clone(),
                    None if open => self.tr.text("web-reading-open"),
                    None => self.tr.text("web-reading-pack"),
                },
                open,
            }
        });
        views.collect()
    }

    /// What the text does not say.
    pub(crate) fn silences(&self, one: &DocumentSettings) -> Vec<SilenceView> {
        let regulation = &one.governing.regulation;
        let views = regulation.body().silences.iter().map(|silence| SilenceView {
            topic: silence.message.get(self.lang()).to_owned(),
            effect: self.tr.text("web-silence-effect"),
            clauses: clauses(self.tr, regulation, &silence.clauses),
        });
        views.collect()
    }
}

/// A text in a field that can hold it: one line cannot hold several.
fn text(value: String) -> FieldInput {
    if value.contains('\n') { FieldInput::Multiline(value) } else { FieldInput::Text(value) }
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

/// The key of a setting, of the body or of one account. The page holds the two apart because they are shown apart; stored
/// they are one word, which the digest of all values in force covers.
pub(crate) fn key_of(key: &str, scope: &str) -> String {
    if scope.is_empty() { key.to_owned() } else { format!("{key}@{scope}") }
}

/// Which document a key belongs to, where the form does not say.
pub(crate) fn document_of(documents: &[DocumentSettings], key: &str) -> Option<String> {
    let knows = |one: &&DocumentSettings| {
        let regulation = &one.governing.regulation;
        match key.split_once(':') {
            Some(("param", _)) => regulation.parameter_of(key).is_some(),
            Some(("role" | "reading" | "exception", _)) => regulation.setting_keys().iter().any(|open| open.key == key),
            _ => true,
        }
    };
    documents.iter().find(knows).or(documents.first()).map(|one| one.governing.document.clone())
}
