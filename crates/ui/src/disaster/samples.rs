use tatefuda_i18n::Lang;

use super::{DisasterAccount, DisasterCardPage, DisasterContact, DisasterForm, DisasterOn, DisasterPage, DisasterPost};
use crate::{
    Nav,
    sample::{meta, morning, noon, say, shell},
    view::{FieldError, Link},
};

fn post(lang: Lang, id: &str, title: (&str, &str), act: Option<&str>) -> DisasterPost {
    DisasterPost {
        href: format!("/posts/{id}"),
        title: say(lang, title.0, title.1),
        accounts: vec!["見本町".into()],
        at: Some(noon(lang)),
        act: act
            .map(|href| Link { href: href.into(), label: say(lang, "解除を記録する", "Record the all-clear") }),
    }
}

fn accounts(lang: Lang) -> Vec<DisasterAccount> {
    let one = |name: &str, looked: bool| DisasterAccount {
        name: name.into(),
        service: "X".into(),
        handle: "@mihon_town".into(),
        url: Some("https://x.com/mihon_town".into()),
        looked: looked.then(|| noon(lang)),
        by: if looked { say(lang, "東 由美", "Higashi Yumi") } else { String::new() },
        act: "/records/new?kind=house:comments-looked&subject_kind=account&subject=a1".into(),
    };
    vec![one("見本町", true), one("見本町防災", false)]
}

fn contact(lang: Lang, role: (&str, &str), note: (&str, &str)) -> DisasterContact {
    DisasterContact {
        role: say(lang, role.0, role.1),
        who: say(lang, "南 太一 総務課長", "Minami Taichi, head of General Affairs"),
        telephone: "090-1111-2222".into(),
        note: say(lang, note.0, note.1),
    }
}

impl DisasterPage {
    /// It is on.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/disaster"),
            on: Some(DisasterOn {
                name: say(lang, "台風第10号", "typhoon No. 10"),
                since: morning(lang),
                by: say(lang, "東 由美（内線 203）", "Higashi Yumi (ext. 203)"),
            }),
            form: Some(DisasterForm {
                meta: meta(230, None),
                text: String::new(),
                date: String::new(),
                time: String::new(),
            }),
            held: vec![post(lang, "p1", ("桜まつりのお知らせ", "Cherry festival"), None)],
            coming: vec![post(lang, "p2", ("図書館の催し", "At the library"), None)],
            open: vec![post(lang, "p3", ("避難指示（川沿い）", "Evacuate (river side)"), Some("/records/new?kind=x"))],
            accounts: accounts(lang),
            on_call: vec![contact(lang, ("当番", "on duty"), ("12月1日から12月2日まで", "1 to 2 December"))],
            deciders: vec![contact(lang, ("情報発信責任者", "responsible person"), ("不在", "away"))],
        }
    }

    /// It is off, and was to be begun without a name.
    #[must_use]
    pub fn sample_off(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.shell.errors = vec![FieldError {
            field: "text".into(),
            message: say(lang, "入力してください。", "Please enter it."),
        }];
        page.on = None;
        page.form = Some(DisasterForm {
            meta: meta(231, None),
            text: String::new(),
            date: "2026-12-01".into(),
            time: "23:00".into(),
        });
        page.held.clear();
        page.coming.clear();
        page.open.clear();
        page.on_call.clear();
        page.deciders.clear();
        page
    }
}

impl DisasterCardPage {
    /// As it is printed.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        Self {
            shell: shell(lang, Nav::None, "/disaster/card"),
            body: say(lang, "見本町", "Mihon Town"),
            printed: morning(lang),
            accounts: accounts(lang),
            on_call: vec![contact(lang, ("当番", "on duty"), ("12月1日から12月2日まで", "1 to 2 December"))],
            deciders: vec![contact(lang, ("情報発信責任者", "responsible person"), ("在席", "in"))],
        }
    }
}
