//! Words of a pack by id, for things that are stored by id.

use std::collections::BTreeMap;

use tatefuda_app::account::AccountView;
use tatefuda_domain::Localized;
use tatefuda_i18n::Translator;
use tatefuda_regulation::Regulation;

use crate::lang;

/// Labels in the language of the page. An id that the pack does not know stands for itself: what was stored under an
/// earlier regulation is shown as it is rather than hidden.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    categories: BTreeMap<String, String>,
    /// How the body calls what these divide.
    pub(crate) category_word: String,
    pub(crate) classification_word: String,
    classes: BTreeMap<String, String>,
    pub(crate) class_word: String,
    classifications: BTreeMap<String, String>,
    decision_statuses: BTreeMap<String, String>,
    services: BTreeMap<String, String>,
}

impl Words {
    /// The words of several documents; the first one that knows an id wins.
    pub(crate) fn of<'a>(
        tr: &Translator,
        regulations: impl IntoIterator<Item = &'a Regulation>,
        accounts: &[AccountView],
    ) -> Self {
        let lang = lang::domain(tr.lang());
        let mut words = Self {
            category_word: tr.text("category"),
            classification_word: tr.text("classification"),
            class_word: tr.text("account-class"),
            ..Self::default()
        };
        let (mut category_word, mut classification_word, mut class_word) = (None, None, None);
        let put = |map: &mut BTreeMap<String, String>, id: &str, label: &Localized| {
            map.entry(id.to_owned()).or_insert_with(|| label.get(lang).to_owned());
        };
        for regulation in regulations {
            for category in regulation.categories() {
                put(&mut words.categories, &category.id, &category.label);
            }
            category_word = category_word.or(regulation.category_word());
            classification_word = classification_word.or(regulation.classification().map(|scheme| &scheme.label));
            class_word = class_word.or(regulation.class_word());
            for class in &regulation.body().account_classes {
                put(&mut words.classes, &class.id, &class.label);
            }
            for level in regulation.levels() {
                put(&mut words.classifications, &level.id, &level.label);
            }
        }
        let own = [
            (&mut words.category_word, category_word),
            (&mut words.classification_word, classification_word),
            (&mut words.class_word, class_word),
        ];
        for (word, own) in own {
            own.into_iter().for_each(|own: &Localized| own.get(lang).clone_into(word));
        }
        for choice in
            tatefuda_regulation::schema::field("post.decision_status").map(|f| f.choices()).unwrap_or_default()
        {
            put(&mut words.decision_statuses, &choice.id, &choice.label);
        }
        for account in accounts {
            put(&mut words.services, account.service.as_str(), &account.service_name);
        }
        words
    }

    /// The name of a service.
    pub(crate) fn service(&self, word: &str) -> String {
        self::word(&self.services, word)
    }

    pub(crate) fn category(&self, id: &str) -> String {
        word(&self.categories, id)
    }

    pub(crate) fn class(&self, id: &str) -> String {
        word(&self.classes, id)
    }

    /// Classes of accounts to choose from.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.classes.iter().map(|(id, label)| (id.as_str(), label.as_str()))
    }

    pub(crate) fn classification(&self, id: &str) -> String {
        word(&self.classifications, id)
    }

    pub(crate) fn decision_status(&self, id: &str) -> String {
        word(&self.decision_statuses, id)
    }
}

fn word(map: &BTreeMap<String, String>, id: &str) -> String {
    map.get(id).cloned().unwrap_or_else(|| id.to_owned())
}
