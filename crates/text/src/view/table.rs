//! What each character reads as: one table for the first 65,536, computed once from Unicode's own data.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::pairs;

/// What kind of sign a character of the original is. Boundaries of words are changes of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// Signs of no further interest here.
    Symbol,
    /// ひらがな.
    Hiragana,
    /// カタカナ, half-width too.
    Katakana,
    /// 漢字 and 々.
    Kanji,
    /// Latin letters, full-width too.
    Latin,
    /// Digits of any width.
    Digit,
    /// 〇一二三…九: a digit or a word.
    KanjiDigit,
    Space,
    /// Ends of lines.
    Newline,
    /// 。！？ and their like: a sentence ends.
    Stop,
    /// 、 and commas.
    Comma,
    /// Brackets and quotation marks.
    Bracket,
    /// Signs that stand for a letter left out: ○ ● ＊ ×.
    Mask,
    /// ー 〜: the sound before it goes on.
    Long,
    /// Shown as nothing.
    Invisible,
    /// Letters of other scripts.
    Letter,
}

impl Class {
    const ALL: [Self; 16] = [
        Self::Symbol,
        Self::Hiragana,
        Self::Katakana,
        Self::Kanji,
        Self::Latin,
        Self::Digit,
        Self::KanjiDigit,
        Self::Space,
        Self::Newline,
        Self::Stop,
        Self::Comma,
        Self::Bracket,
        Self::Mask,
        Self::Long,
        Self::Invisible,
        Self::Letter,
    ];

    /// Whether it belongs to words.
    pub fn is_letter(self) -> bool {
        matches!(
            self,
            Self::Hiragana | Self::Katakana | Self::Kanji | Self::Latin | Self::Digit | Self::KanjiDigit | Self::Letter
        )
    }

    /// As one bit of a set.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Whether a word can go on from one to the other: 漢数字 are 漢字 here.
    pub fn same_script(self, other: Self) -> bool {
        let plain = |class| if class == Self::KanjiDigit { Self::Kanji } else { class };
        plain(self) == plain(other)
    }
}

/// How a character reads: packed, because the table is walked for every character of every text.
#[derive(Clone, Copy)]
pub struct Sign(u32);

const MAPPED: u32 = 0xffff;
const CLASS_SHIFT: u32 = 16;
/// Reads as itself, and the squeezed view keeps it as it is without looking further.
const PLAIN: u32 = 1 << 20;
/// Reads as several characters; the low bits are the index into [`Table::long`].
const EXPANDS: u32 = 1 << 21;
/// A voicing mark that joins what stands before it.
const VOICING: u32 = 1 << 22;
/// Reads as one other letter, the same in the light and the squeezed view: most カタカナ and capitals.
const TURNS: u32 = 1 << 23;
/// A dot of any width, as it stands in hosts.
const DOT: u32 = 1 << 24;
/// Every kind of bit for [`super::Seen`] that a character alone shows, from here up.
const SHOWS_SHIFT: u32 = 25;

/// What single characters show of a text, so that detectors look no further where nothing of theirs stands.
pub(super) mod shows {
    /// `>`, `≫`, `@`: somebody may be spoken to by a sign.
    pub const CALL: u32 = 1;
    /// `@` and the stars written for it.
    pub const AT: u32 = 1 << 1;
    /// The sign of confidentiality, or a bracket that such marks stand in.
    pub const MARK: u32 = 1 << 2;
    /// `:` or `/`, of which two beside each other begin a link.
    pub const SCHEME: u32 = 1 << 3;
}

fn shown(c: char) -> u32 {
    let mut bits = 0;
    if matches!(c, '>' | '＞' | '≫' | '@' | '＠') {
        bits |= shows::CALL;
    }
    if matches!(c, '@' | '＠' | '﹫' | '★' | '☆' | '◎' | '●' | '■' | '◆' | '※' | '♪' | '*' | '＊') {
        bits |= shows::AT;
    }
    if matches!(c, '㊙' | '(' | '（' | '【' | '〔') {
        bits |= shows::MARK;
    }
    if matches!(c, ':' | '/' | '：' | '／') {
        bits |= shows::SCHEME;
    }
    bits
}

impl Sign {
    pub fn class(self) -> Class {
        Class::ALL[(self.0 >> CLASS_SHIFT & 0xf) as usize]
    }

    pub fn is_plain(self) -> bool {
        self.0 & PLAIN != 0
    }

    pub fn is_voicing(self) -> bool {
        self.0 & VOICING != 0
    }

    fn expands(self) -> bool {
        self.0 & EXPANDS != 0
    }

    pub fn is_dot(self) -> bool {
        self.0 & DOT != 0
    }

    /// Bits of [`shows`].
    pub fn shows(self) -> u32 {
        self.0 >> SHOWS_SHIFT
    }

    /// The one letter that it reads as in every view, where there is one.
    pub fn turned(self) -> Option<char> {
        if self.0 & TURNS == 0 { None } else { char::from_u32(self.0 & MAPPED) }
    }
}

pub struct Table {
    signs: Box<[u32]>,
    long: Vec<Box<str>>,
}

pub static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

impl Table {
    fn new() -> Self {
        let mut table = Self { signs: vec![0; 0x1_0000].into_boxed_slice(), long: vec![] };
        for code in 0..0x1_0000u32 {
            let Some(c) = char::from_u32(code) else { continue };
            let class = class(c);
            let folded = fold(c);
            let mut sign = (class as u32) << CLASS_SHIFT;
            let mut chars = folded.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) if (only as u32) < 0x1_0000 => {
                    sign |= only as u32;
                    if class.is_letter() && class != Class::Digit && !pairs::has_squeezed_form(c) {
                        let letter = self::class(only);
                        if only == c {
                            sign |= PLAIN;
                        } else if letter.is_letter() && letter != Class::Digit && !pairs::has_squeezed_form(only) {
                            sign |= TURNS;
                        }
                    }
                    if only == '.' || only == '。' {
                        sign |= DOT;
                    }
                }
                _ => {
                    sign |= EXPANDS | table.long.len() as u32;
                    table.long.push(folded.into());
                }
            }
            if is_voicing(c) {
                sign |= VOICING;
                sign &= !(PLAIN | TURNS);
            }
            sign |= shown(c) << SHOWS_SHIFT;
            table.signs[code as usize] = sign;
        }
        table
    }

    /// The sign of a character.
    #[inline]
    pub fn sign(&self, c: char) -> Sign {
        match self.signs.get(c as usize) {
            Some(sign) => Sign(*sign),
            None => Sign((class(c) as u32) << CLASS_SHIFT | EXPANDS),
        }
    }

    /// Gives each character that a character reads as in the light view.
    #[inline]
    pub fn read(&self, c: char, sign: Sign, mut each: impl FnMut(char)) {
        if !sign.expands() {
            each(char::from_u32(sign.0 & MAPPED).unwrap_or(c));
        } else if (c as u32) < 0x1_0000 {
            self.long[(sign.0 & MAPPED) as usize].chars().for_each(each);
        } else {
            fold(c).chars().for_each(each);
        }
    }
}

/// The class of a character.
pub fn class_of(c: char) -> Class {
    TABLE.sign(c).class()
}

/// Compatibility form, lower case, カタカナ as ひらがな, 旧字体 as 新字体. Invisible characters read as nothing, which the
/// views see to.
fn fold(c: char) -> String {
    let mut folded = String::new();
    for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
        let c = match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            'ヽ' => 'ゝ',
            'ヾ' => 'ゞ',
            'ヷ' => 'わ',
            '\u{309b}' => '\u{3099}',
            '\u{309c}' => '\u{309a}',
            c => pairs::modern(c),
        };
        if !is_voicing(c) && class(c) != Class::Invisible {
            folded.push(c);
        }
    }
    folded
}

fn is_voicing(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{309b}' | '\u{309c}' | '\u{ff9e}' | '\u{ff9f}')
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Newline,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => Class::Invisible,
        // Marks set over and through letters to break words up.
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' => {
            Class::Invisible
        }
        _ if is_voicing(c) => Class::Hiragana,
        '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' => Class::KanjiDigit,
        'ー' | 'ｰ' | '〜' | '～' => Class::Long,
        'ぁ'..='ゖ' | 'ゝ'..='ゟ' => Class::Hiragana,
        'ァ'..='ヺ' | 'ヽ'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾝ' => Class::Katakana,
        '々' | '〆' | '㐀'..='䶿' | '一'..='鿿' | '豈'..='\u{faff}' | '⺀'..='⿕' | '\u{20000}'..='\u{3ffff}' => {
            Class::Kanji
        }
        '。' | '！' | '？' | '!' | '?' | '．' | '｡' | '…' | '‥' | '♪' | '‼' | '⁇' | '⁈' | '⁉' | ';' | '；' => {
            Class::Stop
        }
        '、' | '，' | ',' | '､' => Class::Comma,
        '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | '\'' | '«' | '»' => Class::Bracket,
        '「'..='】'
        | '〔'..='〟'
        | '（'
        | '）'
        | '［'
        | '］'
        | '｛'
        | '｝'
        | '＜'
        | '＞'
        | '｢'
        | '｣'
        | '“'
        | '”'
        | '‘'
        | '’'
        | '＂'
        | '＇'
        | '〈'
        | '〉' => Class::Bracket,
        '○' | '◯' | '●' | '⚪' | '⚫' | '⭕' | '*' | '＊' | '×' | '✕' | '✖' | '❌' | '■' | '□' | '◎' | '△' | '▲'
        | '☓' => Class::Mask,
        _ if c.is_whitespace() => Class::Space,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' | 'À'..='ɏ' => Class::Latin,
        '0'..='9' | '０'..='９' => Class::Digit,
        _ if c.is_numeric() => Class::Digit,
        // Letters within circles and the like read as letters.
        'ⓐ'..='ⓩ' | 'Ⓐ'..='Ⓩ' | '\u{1d400}'..='\u{1d6a5}' | '\u{1f110}'..='\u{1f149}' => Class::Latin,
        '\u{3200}'..='\u{33ff}' => Class::Letter,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Symbol,
    }
}
