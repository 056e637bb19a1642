use tatefuda_i18n::Lang;

use crate::{
    account::{
        AccountState,
        samples::{facebook, website},
    },
    post::samples::text,
    public::{PublicAccount, PublicPage, PublicPost},
    sample::{bare_shell, morning, noon, say},
};

impl PublicPage {
    /// Two accounts in use, one ended, a post and its correction.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let post = |id: &str, corrects: Option<&str>, corrected: Option<&str>| PublicPost {
            id: id.into(),
            at: noon(lang),
            text: text(lang),
            link: Some("https://www.mihon.example/matsuri".into()),
            corrects: corrects.map(Into::into),
            corrected: corrected.map(Into::into),
            pictures: vec![("media-m1.jpg".into(), say(lang, "みこしを担ぐ人々", "People carrying a shrine"))],
        };
        let account = |service: String, name: String, handle: &str| PublicAccount {
            service,
            name,
            handle: handle.into(),
            url: Some("https://www.facebook.com/mihon.town".into()),
            purpose: say(lang, "町の話題と行事のお知らせ", "News and events of the town"),
            unit: say(lang, "総務課 広報係", "Public Relations"),
            state: AccountState::Active,
            checked: Some(morning(lang)),
            ended: None,
            successor: None,
        };
        let (fb, site) = (facebook(lang), website(lang));
        Self {
            tr: bare_shell(lang).tr,
            body: say(lang, "みほん町", "Mihon Town"),
            prefecture: Some(say(lang, "さくら県", "Sakura Prefecture")),
            practice: true,
            phone: Some("0000-12-3456".into()),
            section: Some(say(lang, "総務課 広報係", "Public Relations")),
            accounts: vec![
                account(fb.service, fb.name, &fb.handle),
                PublicAccount { url: None, checked: None, ..account(site.service, site.name, &site.handle) },
                PublicAccount {
                    state: AccountState::Ended,
                    ended: Some(noon(lang)),
                    successor: Some("Facebook mihon.town".into()),
                    ..account("X".into(), say(lang, "みほん町", "Mihon Town"), "@mihon_town")
                },
            ],
            updated: morning(lang),
            posts: vec![post("n2", Some("n1"), None), post("n1", None, Some("n2"))],
            checkpoint: Some((42, "5f2c0f7f".repeat(8))),
        }
    }
}
