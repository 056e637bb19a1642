use std::sync::Arc;
use tatefuda_i18n::I18n;
use tatefuda_i18n::Lang;

use crate::{
    BodyBadge, CapacityChoice, Nav, PersonBadge, Rights, Shell,
    view::{ClauseRef, FormMeta, Holder, When, Who},
};

/// Chooses the words of the language.
pub(crate) fn say(lang: Lang, ja: &str, en: &str) -> String {
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

pub(crate) fn bare_shell(lang: Lang) -> Shell {
    Shell { assets: "sample".to_owned(), ..Shell::new(Arc::new(I18n::new()).translator(lang)) }
}

pub(crate) fn shell(lang: Lang, nav: Nav, path: &str) -> Shell {
    let operator = say(lang, "総務課 広報係 係員", "Public Relations, officer");
    Shell {
        body: Some(BodyBadge { name: say(lang, "みほん町", "Mihon Town"), id: "mihon".into(), practice: true }),
        person: Some(PersonBadge {
            name: say(lang, "北野 さくら", "Kitano Sakura"),
            capacity: Some(operator.clone()),
            capacities: vec![
                CapacityChoice {
                    id: "c1".into(),
                    label: operator,
                    roles: vec![say(lang, "担当者", "Operator")],
                    current: true,
                },
                CapacityChoice {
                    id: "c2".into(),
                    label: say(lang, "防災課 主任（兼務）", "Disaster Prevention, chief officer"),
                    roles: vec![],
                    current: false,
                },
            ],
        }),
        nav,
        rights: Rights { people: true, audit: true },
        waiting: 3,
        path: path.to_owned(),
        ..bare_shell(lang)
    }
}

pub(crate) fn when(lang: Lang, iso: &str, ja: &str, en: &str) -> When {
    When { iso: iso.to_owned(), text: say(lang, ja, en) }
}

pub(crate) fn morning(lang: Lang) -> When {
    when(lang, "2026-08-03T00:12:00Z", "2026年8月3日（月） 9:12", "Mon 3 Aug 2026, 09:12")
}

pub(crate) fn noon(lang: Lang) -> When {
    when(lang, "2026-08-03T03:05:00Z", "2026年8月3日（月） 12:05", "Mon 3 Aug 2026, 12:05")
}

pub(crate) fn evening(lang: Lang) -> When {
    when(lang, "2026-08-03T08:00:00Z", "2026年8月3日（月） 17:00", "Mon 3 Aug 2026, 17:00")
}

pub(crate) fn meta(number: u32, version: Option<i64>) -> FormMeta {
    FormMeta { command_id: format!("01980000-0000-7000-8000-{number:012}"), version }
}

pub(crate) fn clause(id: &str) -> ClauseRef {
    ClauseRef::id(id)
}

pub(crate) fn head(lang: Lang) -> Holder {
    Holder {
        name: say(lang, "南 太一", "Minami Taichi"),
        position: say(lang, "総務課 課長", "General Affairs, head"),
        extension: Some("203".into()),
        absent: Some(say(lang, "14時まで議会", "in the assembly until 14:00")),
    }
}

pub(crate) fn deputy(lang: Lang) -> Holder {
    Holder {
        name: say(lang, "東 由美", "Higashi Yumi"),
        position: say(lang, "総務課 課長補佐", "General Affairs, deputy head"),
        extension: Some("204".into()),
        absent: None,
    }
}

pub(crate) fn responsible(lang: Lang) -> Who {
    Who {
        role: say(lang, "運用責任者", "Account manager"), holders: vec![head(lang)], deputies: vec![deputy(lang)]
    }
}
