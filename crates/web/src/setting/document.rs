//! One document of the body: what it is, who holds its roles, how its doubtful places are read, what it does not say.

use std::collections::BTreeMap;

use tatefuda_app::setting::view::DocumentSettings;
use tatefuda_i18n::DateStyle;
use tatefuda_regulation::{
    self as engine,
    pack::{Binding, Role},
};
use tatefuda_ui::{
    answer::AnswerView,
    regulation::{DocumentView, ReadingView, RoleView, SilenceView},
    view::Who,
};

use super::view::Reader;
use crate::view::{clause, clauses};

impl Reader<'_> {
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
