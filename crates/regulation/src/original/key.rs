//! What the parts of a text are counted by.

/// What a part is counted by among its siblings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// What stands before everything that is numbered: title, date, number.
    Preface,
    /// An article (第1条) or, in a text without articles, a numbered section.
    Number(u16),
    /// An annex by its name, `別紙1`.
    Annex(String),
    /// 附則, counted from 1.
    Supplement(u16),
    /// A part under a heading in 【 】, counted from 1.
    Block(u16),
    /// A paragraph of an article (項). The first has no number in print and is the article's own text.
    Paragraph(u16),
    /// What stands unnumbered after the numbered parts of a section, counted from 1.
    Tail(u16),
    /// `※1`
    Note(u16),
    /// `(1)`
    Item(u16),
    /// The item without a number of its own after the numbered ones.
    Unnumbered,
    /// `①`
    Circled(u16),
    /// `ア`
    Kana(char),
    /// `(ア)`
    KanaInBrackets(char),
    /// `・`, counted from 1.
    Bullet(u16),
}

impl Key {
    /// How deep it stands: a part contains what is deeper.
    pub(super) const fn depth(&self) -> u8 {
        match self {
            Self::Preface | Self::Number(_) | Self::Annex(_) | Self::Supplement(_) => 0,
            Self::Block(_) | Self::Paragraph(_) | Self::Tail(_) => 1,
            Self::Note(_) | Self::Item(_) | Self::Unnumbered => 2,
            Self::Circled(_) | Self::Kana(_) => 3,
            Self::KanaInBrackets(_) => 4,
            Self::Bullet(_) => 5,
        }
    }

    /// Whether it is a line of a list.
    pub(super) const fn is_item(&self) -> bool {
        self.depth() >= 2 && !matches!(self, Self::Note(_))
    }

    /// Whether a list begins with it.
    pub(super) const fn is_first(&self) -> bool {
        matches!(
            self,
            Self::Item(1) | Self::Circled(1) | Self::Kana('ア') | Self::KanaInBrackets('ア') | Self::Bullet(1)
        )
    }
}

/// Kana in the order in which texts count by them.
const KANA: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";

/// Where a kana stands in the count, from 1.
pub(super) fn kana_number(kana: char) -> Option<u16> {
    KANA.chars().position(|one| one == kana).and_then(|at| u16::try_from(at + 1).ok())
}

/// The number of a circled digit.
pub(super) fn circled(c: char) -> Option<u16> {
    match c {
        '①'..='⑳' => u16::try_from(u32::from(c) - u32::from('①') + 1).ok(),
        _ => None,
    }
}

/// A circled digit.
pub(super) fn to_circled(number: u16) -> String {
    match number {
        1..=20 => char::from_u32(u32::from('①') + u32::from(number) - 1).map(String::from).unwrap_or_default(),
        _ => format!("〔{number}〕"),
    }
}
