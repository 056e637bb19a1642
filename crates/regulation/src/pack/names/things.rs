//! Names of calendars, procedures, duties, documents, events, and values that a parameter may hold.

use std::collections::BTreeSet;

use tatefuda_calendar::Period;
use tatefuda_domain::Localized;

use super::{Names, spot};
use crate::{
    pack::{
        model::{EVENTS, Event, Or, Place},
        raw_base::S,
    },
    say::{self, say},
    schema::ACCOUNT_STATES,
    terms::ParameterKind,
};

impl Names<'_, '_> {
    pub fn calendar(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.calendars);
        self.all(file, std::slice::from_ref(name), "unknown-calendar", "calendar", &known);
        self.calendars = known;
        name.get_ref().clone()
    }

    pub fn scheme(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.schemes);
        self.all(file, std::slice::from_ref(name), "unknown-scheme", "classification", &known);
        self.schemes = known;
        name.get_ref().clone()
    }

    pub fn class(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.classes);
        self.all(file, std::slice::from_ref(name), "unknown-class", "account class", &known);
        self.classes = known;
        name.get_ref().clone()
    }

    pub fn board(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.boards);
        self.all(file, std::slice::from_ref(name), "unknown-board", "board", &known);
        self.boards = known;
        name.get_ref().clone()
    }

    pub fn document(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.documents);
        self.all(file, std::slice::from_ref(name), "unknown-document", "document", &known);
        self.documents = known;
        name.get_ref().clone()
    }

    pub fn duty(&mut self, file: usize, name: &S) -> String {
        let known = std::mem::take(&mut self.duties);
        self.all(file, std::slice::from_ref(name), "unknown-duty", "duty", &known);
        self.duties = known;
        name.get_ref().clone()
    }

    /// A procedure; `procedure:x` is the same as `x`.
    pub fn procedure(&mut self, file: usize, name: &S) -> String {
        let id = name.get_ref().strip_prefix("procedure:").unwrap_or(name.get_ref()).to_owned();
        let known = std::mem::take(&mut self.procedures);
        let bare = toml::Spanned::new(name.span(), id.clone());
        self.all(file, std::slice::from_ref(&bare), "unknown-procedure", "procedure", &known);
        self.procedures = known;
        id
    }

    /// `procedure/step`.
    pub fn procedure_step(&mut self, file: usize, name: &S) -> (String, String) {
        let known = std::mem::take(&mut self.procedure_steps);
        self.all(file, std::slice::from_ref(name), "unknown-step", "step of a procedure", &known);
        self.procedure_steps = known;
        let (procedure, step) = name.get_ref().split_once('/').unwrap_or((name.get_ref(), ""));
        (procedure.to_owned(), step.to_owned())
    }

    pub fn read_items(&mut self, file: usize, names: &[S]) -> Vec<String> {
        let known = std::mem::take(&mut self.items);
        let found = self.all(file, names, "unknown-item", "item", &known);
        self.items = known;
        found
    }

    pub fn service(&mut self, file: usize, name: &S) -> String {
        if name.get_ref().parse::<tatefuda_domain::Service>().is_err() {
            let message =
                say!("「{}」はサービスの名前として使えません", "{:?} is not the word of a service", name.get_ref());
            self.reader.error(
                spot(file, name),
                "bad-service",
                message,
                say!("a-z、0-9、- を1文字以上32文字まで", "1 to 32 of a-z, 0-9 and -"),
            );
        }
        name.get_ref().clone()
    }

    pub fn state(&mut self, file: usize, name: &S) -> String {
        let known = ACCOUNT_STATES.iter().map(|state| state.0.to_owned()).collect();
        self.all(file, std::slice::from_ref(name), "unknown-state", "account state", &known);
        name.get_ref().clone()
    }

    pub fn fact(&mut self, file: usize, name: &S) -> String {
        let known = crate::schema::FIELDS.iter().map(|field| field.path.to_owned()).collect();
        self.all(file, std::slice::from_ref(name), "unknown-field", "fact", &known);
        name.get_ref().clone()
    }

    /// An event: one of the program's, or one that the pack itself makes.
    pub fn event(&mut self, file: usize, name: &S) -> Event {
        let text = name.get_ref();
        let known = match text.split_once(':') {
            None => EVENTS.contains(&text.as_str()),
            Some(("record", id)) => id.starts_with("house:") || self.records.contains(id),
            Some(("step", id)) => self.procedure_steps.contains(id),
            Some(("opened" | "closed", id)) => self.procedures.contains(id),
            Some(("duty" | "missed", id)) => self.duties.contains(id),
            Some(_) => false,
        };
        if !known && !self.reader.is_full() {
            let words = self.known_events();
            self.unknown(file, name, "unknown-event", "event", &words);
        }
        Event(text.clone())
    }

    /// Every event that the pack may name.
    pub(super) fn known_events(&self) -> BTreeSet<String> {
        EVENTS
            .iter()
            .map(|event| (*event).to_owned())
            .chain(self.records.iter().map(|id| format!("record:{id}")))
            .chain(self.procedure_steps.iter().map(|id| format!("step:{id}")))
            .chain(self.procedures.iter().flat_map(|id| [format!("opened:{id}"), format!("closed:{id}")]))
            .chain(self.duties.iter().flat_map(|id| [format!("duty:{id}"), format!("missed:{id}")]))
            .collect()
    }

    pub fn events(&mut self, file: usize, names: &[S]) -> Vec<Event> {
        names.iter().map(|name| self.event(file, name)).collect()
    }

    /// A value written in the pack, or the parameter that holds it.
    pub fn or<T: std::str::FromStr>(
        &mut self,
        place: Place,
        raw: crate::pack::raw_base::TextOrParam,
        kinds: &[ParameterKind],
        what: &str,
        help: Localized,
    ) -> Option<Or<T>> {
        let what = say::noun(what);
        match raw {
            crate::pack::raw_base::TextOrParam::Text(text) => match text.parse() {
                Ok(value) => Some(Or::Stated(value)),
                Err(_) => {
                    let meant = super::super::slips::period(&text).filter(|_| kinds.contains(&ParameterKind::Period));
                    let help = meant.map_or(help, |meant| say!("{meant} と書いてください", "write {meant}"));
                    self.reader.error(
                        place,
                        "bad-value",
                        say!([what], "「{text}」は{what}ではありません", "{text:?} is not {what}"),
                        help,
                    );
                    None
                }
            },
            crate::pack::raw_base::TextOrParam::Param(param) => {
                let name = toml::Spanned::new(place.start..place.end, param.param.clone());
                self.param(place.file, &name);
                if let Some(kind) = self.params.get(&param.param)
                    && !kinds.contains(kind)
                {
                    let message = say!(
                        [what],
                        "設定「{}」の値は{what}ではありません",
                        "the parameter {:?} does not hold {what}",
                        param.param
                    );
                    self.reader.error(place, "bad-parameter", message, help);
                }
                Some(Or::Param(param.param))
            }
        }
    }

    pub fn period(&mut self, place: Place, raw: crate::pack::raw_base::TextOrParam) -> Option<Or<Period>> {
        let help = say!(
            "30d、5wd、2w、6m、1y、1fy、48h か {{ param = \"<型が period の設定>\" }}",
            "30d, 5wd, 2w, 6m, 1y, 1fy, 48h, or {{ param = \"<parameter of type period>\" }}"
        );
        self.or(place, raw, &[ParameterKind::Period], "a period", help)
    }
}
