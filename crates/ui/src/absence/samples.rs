use tatefuda_i18n::Lang;

use crate::{
    Nav,
    absence::{AbsenceForm, AbsenceRow, AbsencesPage},
    sample::{meta, say, shell},
};

pub(crate) fn absences(lang: Lang) -> Vec<AbsenceRow> {
    vec![AbsenceRow {
        id: "ab1".into(),
        from: say(lang, "2026年8月3日（月） 9:00", "Mon 3 Aug 2026, 09:00"),
        until: None,
        current: true,
        end: meta(110, None),
    }]
}

pub(crate) fn absence_form() -> AbsenceForm {
    AbsenceForm { meta: meta(111, None), person: "u1".into(), from_date: "2026-08-04".into(), ..AbsenceForm::default() }
}

impl AbsencesPage {
    /// Somebody who is away.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self { shell: shell(lang, Nav::None, "/absences"), rows: absences(lang), form: absence_form() }
    }
}
