//! What a finding is about.

use serde::{Deserialize, Serialize};

/// A category: what was found, never what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Abuse,
    Discrimination,
    Threat,
    Obscenity,
    Incitement,
    SelfHarm,
    /// A call for rescue.
    Rescue,
    /// Hearsay.
    Rumour,
    Quotation,
    /// An undecided matter.
    Undecided,
    /// Politics.
    Political,
    /// Religion.
    Religious,
    /// Commerce.
    Commercial,
    Impersonation,
    /// Confidential matter.
    Confidential,
    /// Disrespectful wording.
    Disrespect,
    Copyright,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    PostalCode,
    Address,
    MyNumber,
    BankAccount,
    /// A driving licence number.
    DrivingLicence,
    /// A passport number.
    Passport,
    LicencePlate,
    /// A credit card number.
    CreditCard,
    Coordinates,
    /// A person's name.
    PersonName,
    /// A link.
    Url,
}

/// Each with its word in interfaces and in both languages.
const WORDS: &[(Category, &str, &str, &str)] = &[
    (Category::Abuse, "abuse", "誹謗・侮辱", "abuse"),
    (Category::Discrimination, "discrimination", "差別", "discrimination"),
    (Category::Threat, "threat", "脅し", "a threat"),
    (Category::Obscenity, "obscenity", "わいせつ", "obscenity"),
    (Category::Incitement, "incitement", "犯罪などのあおり", "incitement"),
    (Category::SelfHarm, "self_harm", "自分を傷つけるおそれ", "self-harm"),
    (Category::Rescue, "rescue", "救助の求め・危険の知らせ", "a call for rescue"),
    (Category::Rumour, "rumour", "伝聞・未確認", "hearsay"),
    (Category::Quotation, "quotation", "引用", "a quotation"),
    (Category::Undecided, "undecided", "決まっていないこと", "an undecided matter"),
    (Category::Political, "political", "政治活動", "politics"),
    (Category::Religious, "religious", "宗教活動", "religion"),
    (Category::Commercial, "commercial", "営利・勧誘", "commerce"),
    (Category::Impersonation, "impersonation", "なりすまし", "impersonation"),
    (Category::Confidential, "confidential", "取扱注意の情報", "confidential matter"),
    (Category::Disrespect, "disrespect", "配慮を欠く言い方", "disrespectful wording"),
    (Category::Copyright, "copyright", "著作権", "copyright"),
    (Category::Phone, "phone", "電話番号", "a telephone number"),
    (Category::Email, "email", "メールアドレス", "an e-mail address"),
    (Category::PostalCode, "postal_code", "郵便番号", "a postal code"),
    (Category::Address, "address", "住所", "an address"),
    (Category::MyNumber, "my_number", "マイナンバー", "a My Number"),
    (Category::BankAccount, "bank_account", "口座番号", "a bank account"),
    (Category::DrivingLicence, "driving_licence", "運転免許証番号", "a driving licence number"),
    (Category::Passport, "passport", "旅券番号", "a passport number"),
    (Category::LicencePlate, "licence_plate", "車両番号", "a licence plate"),
    (Category::CreditCard, "credit_card", "クレジットカード番号", "a credit card number"),
    (Category::Coordinates, "coordinates", "位置の座標", "coordinates"),
    (Category::PersonName, "person_name", "人の名前", "a person's name"),
    (Category::Url, "url", "リンク", "a link"),
];

impl Category {
    /// Every category.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|(category, ..)| *category)
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        let (_, id, ja, en) = WORDS[self as usize];
        (id, ja, en)
    }

    /// Its word in interfaces.
    pub fn id(self) -> &'static str {
        self.words().0
    }

    /// What it is, in Japanese.
    pub fn ja(self) -> &'static str {
        self.words().1
    }

    /// What it is, in English.
    pub fn en(self) -> &'static str {
        self.words().2
    }

    /// What packs call it in their mapping of findings.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Abuse => "expression.insult",
            Self::Discrimination => "expression.discrimination",
            Self::Threat => "expression.threat",
            Self::Obscenity => "expression.obscene",
            Self::Incitement => "expression.unlawful",
            Self::SelfHarm => "urgent.self_harm",
            Self::Rescue => "urgent.rescue",
            Self::Rumour => "expression.rumour",
            Self::Quotation => "quotation",
            Self::Undecided => "undecided",
            Self::Political => "expression.political",
            Self::Religious => "expression.religious",
            Self::Commercial => "expression.commercial",
            Self::Impersonation => "expression.impersonation",
            Self::Confidential => "confidential",
            Self::Disrespect => "expression.disrespect",
            Self::Copyright => "expression.copyright",
            Self::Phone => "personal.phone",
            Self::Email => "personal.email",
            Self::PostalCode => "personal.postal_code",
            Self::Address => "personal.address",
            Self::MyNumber => "personal.my_number",
            Self::BankAccount => "personal.bank_account",
            Self::DrivingLicence => "personal.driving_licence",
            Self::Passport => "personal.passport",
            Self::LicencePlate => "personal.licence_plate",
            Self::CreditCard => "personal.credit_card",
            Self::Coordinates => "personal.coordinates",
            Self::PersonName => "personal.name",
            Self::Url => "link",
        }
    }

    /// The category of a word.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|category| category.id() == id)
    }
}

/// How sure a finding is. Rules of thumb of the authors, not probabilities; the best comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Shown by its own form: a check digit with its keyword, a mark of confidentiality.
    Certain,
    /// A careful reader would say the same.
    Strong,
    /// Worth a look.
    Possible,
    /// Text alone cannot decide it: a place to look, no more.
    Cue,
}

impl Tier {
    /// Its word in interfaces.
    pub fn id(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Strong => "strong",
            Self::Possible => "possible",
            Self::Cue => "cue",
        }
    }

    /// In Japanese.
    pub fn ja(self) -> &'static str {
        match self {
            Self::Certain => "確実",
            Self::Strong => "強い",
            Self::Possible => "可能性",
            Self::Cue => "手がかり",
        }
    }
}

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// What staff are about to publish: warn early, they decide.
    Draft,
    /// What a citizen wrote: propose seldom and rightly.
    Comment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_categories() {
        for (at, (category, id, ..)) in WORDS.iter().enumerate() {
            assert_eq!(*category as usize, at);
            assert_eq!(Category::from_id(id), Some(*category));
        }
    }
}
