//! The light and the squeezed view, each in one walk over the original.

use unicode_normalization::char::compose;

use super::{
    Class, View, pairs,
    table::{Sign, TABLE, Table},
};

/// How the squeezed view reads what can be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Signs like ○ are separators.
    Plain,
    /// Signs like ○ stand for a letter left out; all are read as ○.
    Masked,
    /// Three and more equal characters are one, and a drawn-out vowel is none: うざざざい, ばああああか.
    Collapsed,
}

/// What a walk came across.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    classes: u32,
    /// How many digits and 漢数字.
    pub digits: u32,
    /// Whether three equal characters stood in a row.
    pub run: bool,
    /// Whether a sign stood that can hide a letter.
    pub mask: bool,
}

impl Seen {
    /// Whether a character of the class stood in the text.
    pub fn has(self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }
}

/// The sign that stands for a letter left out.
pub(crate) const MASK: char = '○';

/// 〇 is a digit, a word and the commonest mask.
const ZERO: char = '〇';

pub(super) fn light(original: &str, view: &mut View) {
    view.clear();
    let table: &Table = &TABLE;
    for (at, c) in original.char_indices() {
        let sign = table.sign(c);
        if sign.is_plain() {
            view.push(c, at, c.len_utf8());
        } else if sign.is_voicing() {
            voice(view, c, at);
        } else if sign.class() != Class::Invisible {
            expand(table, view, c, sign, at, |_, read| Some(read));
        }
    }
}

/// Appends what a character reads as, each part through `squeezed`.
fn expand(
    table: &Table,
    view: &mut View,
    c: char,
    sign: Sign,
    at: usize,
    squeezed: impl Fn(Option<char>, char) -> Option<char>,
) {
    let start = view.text.len();
    let mut parts = 0;
    table.read(c, sign, |read| {
        if let Some(read) = squeezed(view.text.chars().next_back(), read) {
            view.text.push(read);
            parts += 1;
        }
    });
    match parts {
        0 => {}
        1 if view.text.len() - start == c.len_utf8() => view.copied(start, at),
        _ => view.block(start, at, c.len_utf8()),
    }
}

/// か and a voicing mark directly behind it are が; a mark that joins nothing is not read.
fn voice(view: &mut View, mark: char, at: usize) {
    let plain = if matches!(mark, '\u{309a}' | '\u{309c}' | '\u{ff9f}') { '\u{309a}' } else { '\u{3099}' };
    let joined = view.text.chars().next_back().and_then(|before| compose(before, plain));
    if let Some(joined) = joined
        && view.end_of(view.text.len()) == at
    {
        view.replace_last(joined, at + mark.len_utf8());
    }
}

pub(super) fn squeeze(original: &str, reading: Reading, view: &mut View) -> Seen {
    view.clear();
    view.text.reserve(original.len());
    let table: &Table = &TABLE;
    let mut seen = Seen::default();
    let (mut before, mut before_class, mut run) = ('\0', Class::Space, 1u32);
    // Where the stretch of characters that read as themselves began.
    let mut open: Option<usize> = None;
    for (at, c) in original.char_indices() {
        let sign = table.sign(c);
        let class = sign.class();
        seen.classes |= class.bit();
        run = if c == before { run + 1 } else { 1 };
        seen.run |= run >= 3;
        if class == Class::KanjiDigit {
            seen.digits += 1;
            seen.mask |= c == ZERO;
        }
        if sign.is_plain() && reading == Reading::Plain {
            if open.is_none() {
                open = Some(at);
            }
        } else {
            close(view, original, &mut open, at);
            match class {
                _ if sign.is_voicing() => voice(view, c, at),
                Class::Mask => {
                    seen.mask = true;
                    if reading == Reading::Masked {
                        view.push(MASK, at, c.len_utf8());
                    }
                }
                _ if c == ZERO && reading == Reading::Masked => view.push(MASK, at, c.len_utf8()),
                _ if reading == Reading::Collapsed && run >= 3 => collapse(view, run),
                // バ一カ: a stroke between カタカナ lengthens.
                _ if c == '一' && before_class == Class::Katakana && katakana_at(table, original, at + 3) => {}
                Class::Digit => {
                    seen.digits += 1;
                    expand(table, view, c, sign, at, |before, read| {
                        let latin = before.is_some_and(|before| before.is_ascii_lowercase());
                        let read = if latin { pairs::leet(read).unwrap_or(read) } else { read };
                        squeezed(table, before, read)
                    });
                }
                _ if class.is_letter() => {
                    expand(table, view, c, sign, at, |before, read| squeezed(table, before, read))
                }
                _ => {}
            }
        }
        (before, before_class) = (c, class);
    }
    close(view, original, &mut open, original.len());
    seen
}

fn close(view: &mut View, original: &str, open: &mut Option<usize>, until: usize) {
    if let Some(start) = open.take() {
        let at = view.text.len();
        view.text.push_str(&original[start..until]);
        view.copied(at, start);
    }
}

/// What a letter of the light view is in the squeezed one.
fn squeezed(table: &Table, before: Option<char>, read: char) -> Option<char> {
    if before.is_some_and(|before| pairs::lengthens(read, before)) || !table.sign(read).class().is_letter() {
        return None;
    }
    Some(pairs::look_alike(read).unwrap_or(read))
}

/// The third of equal characters takes the second back; of a vowel that only draws out what stands before it, the
/// first goes too.
fn collapse(view: &mut View, run: u32) {
    if run > 3 {
        return;
    }
    let mut last = view.text.chars().rev();
    let (Some(repeated), Some(second)) = (last.next(), last.next()) else { return };
    if repeated == second {
        let drawn = last.next().is_some_and(|before| pairs::draws_out(repeated, before));
        view.take_last();
        if drawn {
            view.take_last();
        }
    }
}

fn katakana_at(table: &Table, original: &str, at: usize) -> bool {
    original.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| table.sign(c).class() == Class::Katakana)
}
