use tatefuda_i18n::Lang;

use crate::{
    Nav,
    device::{DevicePage, DeviceRow, DeviceState, DevicesPage},
    sample::{meta, morning, say, shell},
    view::FieldError,
};

impl DevicesPage {
    /// A device in each state, and a code that was just made.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let row = |id: &str, state: DeviceState, number: u32| DeviceRow {
            id: id.into(),
            number: format!("PC-{number}"),
            state,
            at: morning(lang),
            by: (state == DeviceState::Enrolled).then(|| say(lang, "佐藤 清", "Kiyoshi Sato")),
            revoke: (state != DeviceState::Revoked).then(|| meta(number, None)),
        };
        Self {
            shell: shell(lang, Nav::Organisation, "/devices"),
            rows: vec![
                row("d1", DeviceState::Enrolled, 131),
                row("d2", DeviceState::Waiting, 132),
                row("d3", DeviceState::Expired, 133),
                row("d4", DeviceState::Revoked, 134),
            ],
            meta: meta(135, None),
            number: String::new(),
            code: Some("Kamito-4827-Sanuge-5936".into()),
        }
    }
}

impl DevicePage {
    /// A browser that is enrolled, with an error in a further code.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::None, "/devices/this");
        shell.errors = vec![FieldError {
            field: "code".into(),
            message: say(lang, "このコードは使えません。", "This code cannot be used."),
        }];
        Self { shell, number: Some("PC-131".into()), meta: meta(136, None) }
    }
}
