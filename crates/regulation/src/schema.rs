//! The fact schema, version 1: every field that a condition may read (decision 0002).
//!
//! Additive. To add a field: add a row here, supply it in its provider, say so in the docs.

use crate::terms::Choice;
use tatefuda_domain::{AccountState, Localized};

/// A declared field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As `post.category`.
    pub path: &'static str,
    pub ty: FieldType,
    /// It may be known not to be there ([`crate::Value::Nothing`]); conditions guard it by `has`.
    pub optional: bool,
    /// Meaning in Japanese; also its label on screens.
    pub ja: &'static str,
    /// Meaning in English.
    pub en: &'static str,
    /// The noun that supplies it.
    pub provider: &'static str,
}

impl Field {
    /// Its meaning in both languages.
    pub fn label(&self) -> Localized {
        Localized::new(self.ja, self.en)
    }

    /// What may be chosen, where the schema itself says so.
    pub fn choices(&self) -> Vec<Choice> {
        choices(self.ty)
    }
}

fn choices(ty: FieldType) -> Vec<Choice> {
    match ty {
        FieldType::Choice(choices) => {
            choices.iter().map(|c| Choice { id: c.0.to_owned(), label: Localized::new(c.1, c.2) }).collect()
        }
        _ => vec![],
    }
}

/// Types of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// Free text.
    Text,
    /// A day, as `2026-04-01`.
    Date,
    /// A day with a time, as `2026-04-01T09:00:00+09:00`.
    Moment,
    /// One of these: value, Japanese, English.
    Choice(&'static [(&'static str, &'static str, &'static str)]),
    /// Id of a category of the pack.
    Category,
    /// A level of the pack's classification.
    Level,
    /// Several texts.
    TextList,
    /// Several records.
    List(&'static [Element]),
}

/// An element of the records in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    pub name: &'static str,
    /// Its type: [`FieldType::Bool`], [`FieldType::Int`], [`FieldType::Text`], [`FieldType::Level`] or a choice.
    pub ty: FieldType,
    /// It may be missing; conditions guard it by `has`.
    pub optional: bool,
    /// Meaning in Japanese.
    pub ja: &'static str,
    /// Meaning in English.
    pub en: &'static str,
}

impl Element {
    /// What may be chosen, where the schema itself says so.
    pub fn choices(&self) -> Vec<Choice> {
        choices(self.ty)
    }
}

const fn element(name: &'static str, ty: FieldType, ja: &'static str, en: &'static str) -> Element {
    Element { name, ty, optional: false, ja, en }
}

/// An element that is missing as long as nobody has answered it.
const fn answered(name: &'static str, ty: FieldType, ja: &'static str, en: &'static str) -> Element {
    Element { name, ty, optional: true, ja, en }
}

macro_rules! fields {
    ($($path:literal $provider:literal $ty:expr, $optional:literal, $ja:literal, $en:literal;)*) => {
        /// Every field, in the order of their paths.
        pub const FIELDS: &[Field] = &[$(Field {
            path: $path, ty: $ty, optional: $optional, ja: $ja, en: $en, provider: $provider,
        }),*];
    };
}

use FieldType::{Bool, Category, Choice as OneOf, Int, Level, List, Text, TextList};

/// Words of account states.
pub const ACCOUNT_STATES: &[(&str, &str, &str)] = &[
    (AccountState::Preparing.as_str(), "準備中", "preparing"),
    (AccountState::Active.as_str(), "運用中", "active"),
    (AccountState::Transition.as_str(), "運用中（経過措置）", "active (transition)"),
    (AccountState::Suspended.as_str(), "利用停止", "suspended"),
    (AccountState::Closed.as_str(), "運用終了（保持）", "ended, kept"),
    (AccountState::Deleted.as_str(), "削除済", "deleted"),
];

/// Words of the decision status of a matter.
pub const DECISION_STATUSES: &[(&str, &str, &str)] = &[
    ("none", "政策決定に関わらない", "not a matter of policy"),
    ("deliberating", "検討中（意思形成過程）", "under deliberation"),
    ("decided", "決定済", "decided"),
    ("published", "公表済", "already published"),
];

/// Words for the places of comments.
pub const COMMENT_PLACES: &[(&str, &str, &str)] = &[
    ("feed", "投稿へのコメント", "comment on a post"),
    ("story", "ストーリーズへのコメント", "comment on a story"),
    ("message", "ダイレクトメッセージ", "direct message"),
];

/// Words for the people in a picture.
pub const PEOPLE: &[(&str, &str, &str)] = &[
    ("none", "写っていない", "nobody"),
    ("unidentifiable", "写っているが、個人を特定できない", "people, but nobody can tell who"),
    ("identifiable", "個人を特定できる人が写っている", "people who can be identified"),
];

/// Words for who holds the rights in a picture.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("own", "自ら撮影・作成した", "taken or made by ourselves"),
    ("other", "ほかの権利者がいる", "somebody else holds rights"),
    ("unknown", "分からない", "not known"),
];

const LINKS: &[Element] = &[
    element("host", Text, "ホスト名", "host"),
    element("scheme", Text, "方式（httpsなど）", "scheme"),
    element("shortened", Bool, "短縮URLである", "it is a shortened link"),
    element("url", Text, "URL", "address"),
];

// Whatever a person answers about a picture is optional: unanswered stays missing, nothing is assumed.
const MEDIA: &[Element] = &[
    answered("children", Bool, "個人を特定できる人に子どもがいる", "children are among the identifiable people"),
    answered("classification", Level, "この画像の情報の分類", "classification of this medium"),
    answered("consents", Int, "示された同意の数（人ごと）", "consents referred to, one for each person"),
    element("has_alt", Bool, "画像の説明（代替テキスト）がある", "it has an alternative text"),
    element("kind", OneOf(&[("image", "画像", "picture"), ("video", "動画", "video")]), "種類", "kind"),
    answered(
        "other_text",
        Bool,
        "他者の文章・画面・作品が読める形で写っている",
        "writing, screens or works of others are legible in it",
    ),
    answered("people", OneOf(PEOPLE), "写っている人", "people in it"),
    answered("people_count", Int, "個人を特定できる人の数", "number of identifiable people"),
    answered("rights", OneOf(RIGHTS), "権利", "who holds the rights"),
    answered("rights_holder", Text, "権利者の名前", "name of the other holder of rights"),
];
const FINDINGS: &[Element] =
    &[element("excerpt", Text, "該当する部分", "the passage"), element("kind", Text, "種類", "kind")];

fields! {
    "account.branch" "account" Text, true, "運用する課の部局（町長部局、教育委員会など）", "branch of the owning section (mayor, board of education …)";
    "account.class" "account" Text, true, "アカウントの種類", "class of the account";
    "account.handle" "account" Text, true, "アカウント名（@から始まる名など）", "handle of the account";
    "account.listing_url" "account" Text, true, "アカウントを紹介する公式サイトのページ", "page of the body's website that introduces the account";
    "account.mail" "account" Text, true, "登録メールアドレス", "registered mail address";
    "account.mail_personal" "account" Bool, true, "登録メールが職員個人のアドレスである", "the registered mail address is a person's mailbox";
    "account.name" "account" Text, true, "アカウントの表示名", "name of the account";
    "account.profile_host" "account" Text, true, "プロフィールに書いたURLのホスト名", "host of the address in the profile";
    "account.profile_url" "account" Text, true, "プロフィールに書いたURL", "address in the profile";
    "account.purpose" "account" Text, true, "運用の目的", "purpose of the account";
    "account.registered" "account" Bool, false, "台帳に登録されている", "the account is registered";
    "account.section_accounts" "account" Int, false, "同じ課のほかのアカウントの数", "further accounts of the owning section";
    "account.section_level" "account" Text, true, "運用する組織の段階（部、課など）", "level of the owning unit (department, section …)";
    "account.sections" "account" TextList, false, "運用する課", "owning sections";
    "account.service" "account" Text, false, "アカウントのサービス", "service of the account";
    "account.state" "account" OneOf(ACCOUNT_STATES), false, "アカウントの状態", "state of the account";
    "account.url" "account" Text, true, "アカウントのURL", "address of the account";
    "actor.branch" "member" Text, true, "行為者の部局", "branch of the actor";
    "actor.device" "member" Text, true, "行為に使う機器の番号", "identifier of the device used";
    "actor.kind" "member" Text, false, "行為者の種類", "kind of actor";
    "actor.person" "member" Text, false, "行為者", "the person who acts";
    "actor.rank" "member" Text, true, "行為者の職位", "rank of the actor";
    "actor.section" "member" Text, true, "行為者の課", "section of the actor";
    "comment.hostile" "comment" Bool, true, "攻撃的な反応である", "the comment is hostile";
    "comment.life_safety" "comment" Bool, true, "人命に関わる", "life and limb are at stake";
    "comment.personal_data" "comment" Bool, true, "個人情報を含む", "the comment holds personal data";
    "comment.place" "comment" OneOf(COMMENT_PLACES), true, "書き込まれた場所", "where it was written";
    "incident.kind" "incident" Text, true, "事案の種類", "kind of incident";
    "password.digits" "credential" Bool, false, "数字を含む", "the password holds digits";
    "password.guessable" "credential" Bool, false, "推測されやすい", "the password is easy to guess";
    "password.length" "credential" Int, false, "パスワードの文字数", "length of the password in characters";
    "password.letters" "credential" Bool, false, "英字を含む", "the password holds letters";
    "password.symbols" "credential" Bool, false, "記号を含む", "the password holds symbols";
    "post.category" "post" Category, true, "投稿内容の種類", "kind of content";
    "post.classification" "post" Level, true, "情報の分類", "classification of the information";
    "post.decision_status" "post" OneOf(DECISION_STATUSES), true, "政策決定の段階", "where the matter stands in deciding";
    "post.disaster" "post" Bool, true, "生命・安全にかかわる種類である", "its kind concerns life and limb";
    "post.findings" "post" List(FINDINGS), false, "本文から見つかったもの", "findings in the text";
    "post.has_window" "post" Bool, false, "投稿できる期間が決まっている", "a window for sending is set";
    "post.in_window" "post" Bool, false, "投稿時刻が期間の内にある", "the time lies inside the window";
    "post.late" "post" Bool, false, "期間又は許容される遅れを過ぎた", "past its window or later than tolerated";
    "post.links" "post" List(LINKS), false, "本文のリンク", "links in the text";
    "post.media" "post" List(MEDIA), false, "画像・動画", "media";
    "post.media_count" "post" Int, false, "画像・動画の数", "number of media";
    "post.media_unanswered" "post" Int, false, "写っている人や権利が未回答の画像・動画の数", "media whose people or rights nobody has stated yet";
    "post.people_identifiable" "post" Int, true, "画像・動画に写る、個人を特定できる人の数", "identifiable people over all media";
    "post.scheduled_by" "post" Text, true, "送信を予約した人", "who scheduled the send";
    "post.text" "post" Text, false, "本文", "text";
    "record.kind" "record" Text, false, "記録の種類", "kind of the record";
    "record.person" "record" Text, true, "記録が指す職員", "the person whom the record names";
    "record.rule" "record" Text, true, "ただし書の対象となる規定", "the rule that an exception is for";
    "target.service" "post" Text, false, "投稿先のサービス", "service of the target";
}

pub fn field(path: &str) -> Option<&'static Field> {
    FIELDS.binary_search_by(|field| field.path.cmp(path)).ok().map(|index| &FIELDS[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_sorted_and_unique() {
        assert!(FIELDS.windows(2).all(|pair| pair[0].path < pair[1].path));
    }

    #[test]
    fn every_field_is_explained_in_both_languages() {
        for field in FIELDS {
            assert!(!field.ja.is_empty() && !field.en.is_empty() && !field.provider.is_empty(), "{}", field.path);
            let FieldType::List(elements) = field.ty else { continue };
            for element in elements {
                assert!(!element.ja.is_empty() && !element.en.is_empty(), "{}.{}", field.path, element.name);
            }
            assert!(elements.windows(2).all(|pair| pair[0].name < pair[1].name), "{}", field.path);
        }
    }
}
