//! What a table can say, and under which headings offices write it.

use super::ImportKind;

/// Something that a column can say. What the ledger keeps as one of its further lines has a field of the same name.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in forms, interface and texts.
    pub word: &'static str,
    /// Whether each row has to say it.
    pub needed: bool,
    /// Whether it is a day.
    pub(super) day: bool,
    /// Usual headings, without blanks, in small letters.
    pub(super) usual: &'static [&'static str],
}

const fn field(word: &'static str, needed: bool, usual: &'static [&'static str]) -> Field {
    Field { word, needed, day: false, usual }
}

const fn day(word: &'static str, usual: &'static [&'static str]) -> Field {
    Field { word, needed: false, day: true, usual }
}

const ACCOUNTS: &[Field] = &[
    field(
        "service",
        true,
        &["サービス名", "サービス", "媒体", "媒体名", "sns", "sns名", "sns種別", "種別", "種類", "ツール", "service"],
    ),
    field(
        "name",
        true,
        &[
            "アカウント名",
            "アカウント名称",
            "アカウントの名称",
            "名称",
            "表示名",
            "ページ名",
            "チャンネル名",
            "名前",
            "name",
        ],
    ),
    field("handle", false, &["アカウントid", "ユーザー名", "ユーザーネーム", "ハンドル", "ハンドル名", "id", "handle"]),
    field("department", false, &["部", "部局", "部局名", "部名", "department"]),
    field(
        "section",
        true,
        &[
            "所管課",
            "所管課等",
            "担当課",
            "所管",
            "所管部署",
            "担当部署",
            "運用課",
            "管理課",
            "課名",
            "所属",
            "部署",
            "課",
            "section",
        ],
    ),
    field(
        "shared_with",
        false,
        &[
            "共同運用課",
            "共同運用",
            "共同所管課",
            "共同所管",
            "関係課",
            "共管課",
            "共管",
            "副担当課",
            "共同で運用する課",
            "shared_with",
        ],
    ),
    field("url", false, &["url", "アドレス", "リンク", "urlアドレス", "アカウントurl", "ページurl"]),
    field("purpose", false, &["目的", "利用目的", "運用目的", "開設目的", "発信内容", "内容", "purpose"]),
    field("class", false, &["区分", "アカウント区分", "分類", "アカウントの種類", "class"]),
    field("in_charge", false, &["責任者", "管理者", "担当者名", "in_charge"]),
    day("opened", &["開設日", "開設年月日", "運用開始日", "利用開始日", "開始日", "登録日", "opened"]),
    field("external_id", false, &["ページid", "チャンネルid", "外部id", "サービス側の番号", "external_id"]),
    field("mail", false, &["登録メールアドレス", "登録メール", "メールアドレス", "メール", "mail", "email"]),
    field("mailbox", false, &["課メール", "課のメール", "問合せ先メール", "問い合わせ先メール", "mailbox"]),
    field(
        "profile_url",
        false,
        &["プロフィールurl", "プロフィールのurl", "プロフィール欄url", "プロフィールのアドレス", "profile_url"],
    ),
    field(
        "listing_url",
        false,
        &["ホームページ掲載url", "掲載url", "掲載ページ", "紹介ページ", "紹介ページのアドレス", "listing_url"],
    ),
    field("note", false, &["備考", "摘要", "メモ", "note"]),
];

const PEOPLE: &[Field] = &[
    field(
        "login",
        true,
        &["職員番号", "職員コード", "職員no", "ログイン名", "ログインid", "ユーザーid", "id", "login"],
    ),
    field("name", true, &["氏名", "名前", "職員氏名", "職員名", "name"]),
    field("kana", false, &["フリガナ", "ふりがな", "カナ", "かな", "氏名カナ", "カナ氏名", "氏名かな", "kana"]),
    field("name_en", false, &["ローマ字", "英字氏名", "英語表記", "name_en"]),
    field("extension", false, &["内線", "内線番号", "電話", "電話番号", "extension"]),
    field("department", false, &["部", "部局", "部局名", "部名", "department"]),
    field("section", false, &["所属", "所属名", "課", "課名", "課室名", "部署", "所属課", "section"]),
    field("position", false, &["職", "職名", "役職", "役職名", "補職名", "position"]),
    field("rank", false, &["職位", "職級", "級", "rank"]),
    field("kind", false, &["兼務", "本務兼務", "本務・兼務", "発令区分", "異動区分", "区分", "kind"]),
    day("from", &["発令日", "発令年月日", "着任日", "異動日", "開始日", "from"]),
    day("until", &["任期満了日", "終了日", "任期", "until"]),
];

/// What a table of a kind can say, in the order of forms.
pub const fn fields(kind: ImportKind) -> &'static [Field] {
    match kind {
        ImportKind::Accounts => ACCOUNTS,
        ImportKind::People => PEOPLE,
    }
}
