use tatefuda_i18n::Lang;

use crate::{
    account::{OwnerForm, OwnerRow, OwnersView},
    sample::{meta, say},
    view::{Choice, FormMeta},
};

impl OwnersView {
    /// One that runs it now, and one that did.
    pub(super) fn sample(lang: Lang) -> Self {
        Self {
            rows: vec![owner(lang, "o1", true, Some(meta(331, Some(3)))), owner(lang, "o2", false, None)],
            add: Some(OwnerForm {
                meta: meta(332, Some(3)),
                sections: vec![Choice::new("s2", say(lang, "観光課", "Tourism"), false)],
            }),
        }
    }
}

fn owner(lang: Lang, id: &str, now: bool, end: Option<FormMeta>) -> OwnerRow {
    OwnerRow {
        id: id.into(),
        section: say(lang, "観光課", "Tourism"),
        from: say(lang, "2026年4月1日", "1 Apr 2026"),
        until: (!now).then(|| say(lang, "2026年9月30日", "30 Sep 2026")),
        now,
        end,
    }
}
