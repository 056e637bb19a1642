//! What surrounds every page for staff: header, navigation, messages.

use std::sync::Arc;

use tatefuda_i18n::{Arg, Lang, Translator};
use tatefuda_regulation::Regulation;

use crate::view::{FieldError, Tone};

/// The surroundings of one page and its texts. One value for all pages, so that a page cannot leave out what must stand on
/// every one: that data are invented, that sending is stopped, what is wrong with the input.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Texts in the language of the page.
    pub tr: Translator,
    /// The body that is signed in to; `None` on the sign-in page of an installation with several.
    pub body: Option<BodyBadge>,
    /// Who is signed in; without it the header has no navigation and no sign-out.
    pub person: Option<PersonBadge>,
    /// Which entry of the navigation is the current page.
    pub nav: Nav,
    /// System rights that add entries to the navigation.
    pub rights: Rights,
    /// How many things wait for this person; shown in the title of the tab.
    pub waiting: u32,
    /// Path and query of this page, to come back to after changing the language or the capacity.
    pub path: String,
    /// What stands in the way of every send.
    pub sending: SendingBanner,
    /// One message about what was just done.
    pub flash: Option<Flash>,
    /// What is wrong with the input; shown as a summary with links to the fields.
    pub errors: Vec<FieldError>,
    /// Changes with the assets so that browsers fetch new ones.
    pub assets: String,
    /// The documents in force, by which clauses are cited.
    pub texts: Vec<Arc<Regulation>>,
}

/// What stands in the way of every send; shown on every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SendingBanner {
    /// Somebody stopped all sending.
    pub stopped: bool,
    /// The database may be a copy.
    pub copied: bool,
}

/// The public body in the header.
#[derive(Clone, Debug)]
pub struct BodyBadge {
    /// Name in the language of the page.
    pub name: String,
    /// Opaque id or short name, as in `/public/{id}/`.
    pub id: String,
    /// Whether its data are invented for practice; a banner says so on every page.
    pub practice: bool,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct PersonBadge {
    /// Name of the person.
    pub name: String,
    /// The capacity in which the person acts now; `None` for somebody without any.
    pub capacity: Option<String>,
    /// All capacities that can be chosen, the current one included.
    pub capacities: Vec<CapacityChoice>,
}

/// One capacity (an appointment) that can be chosen.
#[derive(Clone, Debug)]
pub struct CapacityChoice {
    /// Value of the form field `capacity`.
    pub id: String,
    /// Section and position, e.g. 広報課 係員.
    pub label: String,
    /// Roles that the position carries, as words of the pack; filled where one chooses among them.
    pub roles: Vec<String>,
    /// Whether it is the current one.
    pub current: bool,
}

/// Entries of the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nav {
    /// 今日の仕事
    Home,
    /// 投稿案一覧
    Posts,
    /// 予定表
    Calendar,
    /// 投稿案の作成
    Compose,
    /// 依頼
    Requests,
    /// 公式アカウント台帳
    Accounts,
    /// 手続・事案
    Cases,
    /// 文書
    Papers,
    /// 規程の設定
    Regulation,
    /// 職員
    People,
    /// 組織
    Organisation,
    /// 操作記録
    Audit,
    /// No entry is current.
    #[default]
    None,
}

/// System rights as far as the navigation shows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rights {
    /// May manage people and appointments.
    pub people: bool,
    /// May read the audit entries.
    pub audit: bool,
}

/// A message about what was just done.
#[derive(Clone, Debug)]
pub struct Flash {
    /// How it is marked; a word stands beside the colour.
    pub tone: Tone,
    /// One sentence in the language of the page.
    pub text: String,
}

impl Shell {
    /// A shell with nothing but texts, as for the sign-in page.
    #[must_use]
    pub fn new(tr: Translator) -> Self {
        Self {
            tr,
            body: None,
            person: None,
            nav: Nav::None,
            rights: Rights::default(),
            waiting: 0,
            path: "/".to_owned(),
            sending: SendingBanner::default(),
            flash: None,
            errors: Vec::new(),
            assets: env!("CARGO_PKG_VERSION").to_owned(),
            texts: Vec::new(),
        }
    }

    /// A clause as the text prints its number. What no document in force has keeps its id.
    #[must_use]
    pub fn cite<'a>(&'a self, id: &'a str) -> &'a str {
        let Some(clause) = self.texts.iter().find_map(|text| text.body().clause(id)) else { return id };
        match self.lang() {
            Lang::Ja => &clause.printed.ja,
            Lang::En => &clause.printed.en,
        }
    }

    /// An address as an example for people: what differs from post to post is left open.
    #[must_use]
    pub fn address(&self, pattern: &str) -> String {
        let mut parts = pattern.split('{');
        let mut shown = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            shown.push('…');
            shown.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
        }
        shown
    }

    /// The language of the page.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.tr.lang()
    }

    /// Text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.tr.text(key)
    }

    /// Text of a key with one variable.
    #[must_use]
    pub fn t1<A: ToArg>(&self, key: &str, name: &str, value: A) -> String {
        self.tr.with(key, &[(name, value.to_arg())])
    }

    /// Text of a key with two variables.
    #[must_use]
    pub fn t2<A: ToArg, B: ToArg>(&self, key: &str, first: &str, a: A, second: &str, b: B) -> String {
        self.tr.with(key, &[(first, a.to_arg()), (second, b.to_arg())])
    }

    /// Language of a piece of data, for its `lang` attribute.
    #[must_use]
    pub fn lang_of(&self, text: &str) -> &'static str {
        crate::view::lang_of(text)
    }

    /// A sentence that may quote data, as markup: see [`crate::view::mixed`].
    #[must_use]
    pub fn mixed(&self, text: impl AsRef<str>) -> String {
        crate::view::mixed(self.lang(), text)
    }

    /// What is wrong with one field, if anything is.
    #[must_use]
    pub fn error(&self, field: impl AsRef<str>) -> Option<&str> {
        let field = field.as_ref();
        self.errors.iter().find(|e| e.field == field).map(|e| e.message.as_str())
    }

    /// Separator of items in a line of text.
    #[must_use]
    pub fn join<S: AsRef<str>>(&self, items: &[S]) -> String {
        join(&self.tr, items)
    }
}

/// Joins items with the comma of the language.
pub(crate) fn join<S: AsRef<str>>(tr: &Translator, items: &[S]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    items.join(tr.pick("、", ", "))
}

/// What can fill a variable of a text.
pub trait ToArg {
    /// The value as the formatter takes it.
    fn to_arg(&self) -> Arg<'_>;
}

impl ToArg for str {
    fn to_arg(&self) -> Arg<'_> {
        self.into()
    }
}
impl ToArg for String {
    fn to_arg(&self) -> Arg<'_> {
        self.as_str().into()
    }
}
impl ToArg for u32 {
    fn to_arg(&self) -> Arg<'_> {
        (*self).into()
    }
}
impl ToArg for u64 {
    fn to_arg(&self) -> Arg<'_> {
        (*self).into()
    }
}
impl ToArg for i64 {
    fn to_arg(&self) -> Arg<'_> {
        (*self).into()
    }
}
impl ToArg for usize {
    fn to_arg(&self) -> Arg<'_> {
        (*self).into()
    }
}
impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> Arg<'_> {
        (*self).to_arg()
    }
}
