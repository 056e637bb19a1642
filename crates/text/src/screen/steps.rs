//! What was done to a stretch of the original to read it.

use serde::Serialize;

use crate::view::{Class, class_of, look_alike};

/// One thing done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// ﾊﾞ → バ.
    HalfWidth,
    /// Ａ → a.
    FullWidth,
    /// カタカナ → ひらがな.
    Katakana,
    /// か゛ → が.
    Voicing,
    /// A → a.
    Case,
    /// 旧字体 → 新字体.
    OldForm,
    /// 力 → カ.
    LookAlike,
    /// Signs and spaces between.
    Separators,
    /// Characters shown as nothing.
    Invisible,
    /// ー, small vowels.
    Lengthening,
    /// Equal characters in a row.
    Repeats,
    /// ○ for a letter.
    Mask,
    /// Digits of other kinds, dashes of other kinds.
    Digits,
}

impl Step {
    /// In Japanese.
    pub fn ja(self) -> &'static str {
        match self {
            Self::HalfWidth => "半角→全角",
            Self::FullWidth => "全角→半角",
            Self::Katakana => "カタカナ→ひらがな",
            Self::Voicing => "濁点の合成",
            Self::Case => "大文字→小文字",
            Self::OldForm => "旧字体→新字体",
            Self::LookAlike => "似た字",
            Self::Separators => "記号除去",
            Self::Invisible => "見えない文字の除去",
            Self::Lengthening => "長音の除去",
            Self::Repeats => "くり返しの除去",
            Self::Mask => "伏せ字",
            Self::Digits => "数字の統一",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Self::HalfWidth => "half-width made full",
            Self::FullWidth => "full-width made half",
            Self::Katakana => "katakana as hiragana",
            Self::Voicing => "voicing mark joined",
            Self::Case => "lower case",
            Self::OldForm => "old form of a character",
            Self::LookAlike => "look-alike",
            Self::Separators => "signs taken out",
            Self::Invisible => "invisible characters taken out",
            Self::Lengthening => "lengthening taken out",
            Self::Repeats => "repeats taken out",
            Self::Mask => "letter left out",
            Self::Digits => "digits made plain",
        }
    }
}

/// The steps that the squeezed view takes on a stretch of the original.
pub fn of(surface: &str) -> Vec<Step> {
    let mut steps = vec![];
    let mut add = |step| {
        if !steps.contains(&step) {
            steps.push(step);
        }
    };
    let mut before = '\0';
    let mut run = 1;
    for c in surface.chars() {
        run = if c == before { run + 1 } else { 1 };
        if run >= 3 {
            add(Step::Repeats);
        }
        match (c, class_of(c)) {
            ('\u{3099}' | '\u{309a}' | '゛' | '゜', _) => add(Step::Voicing),
            ('ｦ'..='ﾟ', _) => add(Step::HalfWidth),
            (_, Class::Katakana) => add(Step::Katakana),
            ('！'..='～', class) if class.is_letter() => add(Step::FullWidth),
            ('A'..='Z', _) => add(Step::Case),
            (_, Class::Invisible) => add(Step::Invisible),
            (_, Class::Long) => add(Step::Lengthening),
            ('ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ', _) => {}
            (_, Class::Kanji | Class::KanjiDigit) => {
                if look_alike(c).is_some() && before != '\0' && matches!(class_of(before), Class::Katakana) {
                    add(Step::LookAlike);
                }
                if crate::view::modern(c) != c {
                    add(Step::OldForm);
                }
            }
            (_, class) if !class.is_letter() => add(Step::Separators),
            _ => {}
        }
        before = c;
    }
    steps
}
