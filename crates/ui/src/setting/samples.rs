use tatefuda_i18n::Lang;

use crate::{
    sample::{meta, morning, say},
    setting::{SettingForm, SettingView},
    view::FieldInput,
};

pub(crate) fn setting(lang: Lang, value: String) -> SettingView {
    SettingView {
        id: "s1".into(),
        value,
        source: say(lang, "情報セキュリティ規程 第12条（R8総第3号）", "Security rules, art. 12 (R8-3)"),
        note: Some(say(lang, "練習のための値です。", "Invented for practice.")),
        proposed_by: say(lang, "北野 さくら", "Kitano Sakura"),
        proposed_at: morning(lang),
        confirmed_by: Some(say(lang, "南 太一", "Minami Taichi")),
        effective: say(lang, "2026年4月1日", "1 Apr 2026"),
        practice: true,
        confirm: None,
        not_mine: None,
    }
}

pub(crate) fn form(number: u32, input: FieldInput) -> SettingForm {
    SettingForm {
        meta: meta(number, None),
        input,
        hint: None,
        source: String::new(),
        note: String::new(),
        effective: "2026-08-04".into(),
    }
}
