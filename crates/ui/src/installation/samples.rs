use tatefuda_i18n::Lang;

use crate::{
    Nav,
    copy::samples::node,
    installation::{InstallationStopPage, StoppedBody},
    sample::{say, shell},
    view::{FieldError, Tone},
};

impl InstallationStopPage {
    /// The key was wrong.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut shell = shell(lang, Nav::None, "/installation/stop");
        shell.errors = vec![FieldError {
            field: "secret".into(),
            message: say(lang, "運用者の鍵が違います。", "That is not the operator’s key."),
        }];
        Self { shell, reason: say(lang, "乗っ取りの疑い", "An account may have been taken over"), stopped: None }
    }

    /// One body is stopped, one could not be.
    #[must_use]
    pub fn sample_done(lang: Lang) -> Self {
        let body = |ja, en, stopped, nodes| StoppedBody { name: say(lang, ja, en), stopped, nodes };
        let seen = node(lang, 1, ("停止を確認しました", "Acknowledged the stop"), Tone::Good);
        Self {
            shell: shell(lang, Nav::None, "/installation/stop"),
            reason: String::new(),
            stopped: Some(vec![
                body("東町", "Higashi Town", true, vec![seen]),
                body("西村", "Nishi Village", false, vec![]),
            ]),
        }
    }
}
