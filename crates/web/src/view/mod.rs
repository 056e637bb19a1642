//! From use-cases and regulation to what screens show.

pub(crate) mod words;

use tatefuda_app::{
    org::{AppointmentView, Chart, Position},
    tenant::Tenant,
};
use tatefuda_i18n::Translator;
use tatefuda_regulation::Regulation;
use tatefuda_ui::view::{Choice, ClauseRef, Holder};

use crate::lang;

/// Whom to ask at the body, as its list for residents names them.
pub(crate) fn contact(body: &Tenant) -> Holder {
    Holder {
        name: body.contact_unit.clone(),
        position: String::new(),
        extension: Some(body.contact_phone.clone()).filter(|number| !number.is_empty()),
        absent: None,
    }
}

/// A clause with its text as the packs hold it.
pub(crate) fn clause(tr: &Translator, regulation: &Regulation, id: &str) -> ClauseRef {
    let found = regulation.body().clause(id).or_else(|| regulation.house().clause(id));
    let text = found.map(|clause| clause.text.get(lang::domain(tr.lang())).to_owned());
    ClauseRef { id: id.to_owned(), text: text.filter(|text| !text.is_empty()) }
}

pub(crate) fn clauses(tr: &Translator, regulation: &Regulation, ids: &[impl AsRef<str>]) -> Vec<ClauseRef> {
    ids.iter().map(|id| clause(tr, regulation, id.as_ref())).collect()
}

/// A name in the language of the page; an empty English one falls back to Japanese.
pub(crate) fn pick<'a>(tr: &Translator, ja: &'a str, en: &'a str) -> &'a str {
    if en.is_empty() { ja } else { tr.pick(ja, en) }
}

/// Section and position of an appointment.
pub(crate) fn appointment(tr: &Translator, view: &AppointmentView) -> String {
    let section = pick(tr, &view.section_name, &view.section_name_en);
    let position = pick(tr, &view.position_name, &view.position_name_en);
    format!("{section}{}{position}", tr.pick(" ", ", "))
}

/// How an appointment is held, where that is not the usual way: 兼務, 事務取扱, and for whom it stands in.
pub(crate) fn appointment_kind(tr: &Translator, chart: &Chart, view: &AppointmentView) -> Option<String> {
    use tatefuda_regulation::AppointmentKind as K;
    let one = &view.appointment;
    let kind = match one.kind {
        K::Regular => None,
        K::Concurrent => Some(tr.text("web-appointment-concurrent")),
        K::Acting => Some(tr.text("web-appointment-acting")),
    };
    let of = one.deputy_of.and_then(|id| chart.appointments.iter().find(|other| other.appointment.id == id));
    let deputy = of.map(|other| tr.with("web-deputy-of", &[("person", other.person_name.as_str().into())]));
    let parts: Vec<String> = kind.into_iter().chain(deputy).collect();
    (!parts.is_empty()).then(|| parts.join(tr.pick("、", ", ")))
}

/// Section and name of a position.
pub(crate) fn position(tr: &Translator, chart: &Chart, position: &Position) -> String {
    let name = pick(tr, &position.name_ja, &position.name_en);
    match chart.sections.iter().find(|section| section.id == position.section) {
        Some(section) => {
            format!("{}{}{name}", pick(tr, &section.name_ja, &section.name_en), tr.pick(" ", ", "))
        }
        None => name.to_owned(),
    }
}

/// A command in words: `post.take_back` → `command-post-take-back`.
pub(crate) fn command(tr: &Translator, name: &str) -> String {
    let key = format!("command-{}", name.replace(['.', '_'], "-"));
    if tr.has(&key) { tr.text(&key) } else { name.to_owned() }
}

/// A stored value that a list of things no longer has, by its name.
pub(crate) fn named_too(mut choices: Vec<Choice>, stored: &str, name: &str) -> Vec<Choice> {
    if !stored.is_empty() && choices.iter().all(|one| one.value != stored) {
        choices.push(Choice::new(stored, name, true));
    }
    choices
}

/// A value that no document in force knows (any more) stays a choice while it stands: a list without it would take
/// it away.
pub(crate) fn stored_too(tr: &Translator, mut choices: Vec<Choice>, stored: &str) -> Vec<Choice> {
    if !stored.is_empty() && !choices.is_empty() && choices.iter().all(|one| one.value != stored) {
        choices.push(Choice { hint: Some(tr.text("composer-unknown-choice")), ..Choice::new(stored, stored, true) });
    }
    choices
}
