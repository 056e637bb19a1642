//! The light and the squeezed view, each in one walk over the original.

use unicode_normalization::char::compose;

use super::{
    Class, View, pairs,
    table::{Sign, TABLE, Table, shows},
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
    /// What single characters showed.
    shows: u32,
    /// How many digits and 漢数字 stand near each other, at most.
    pub digits: u32,
    /// Whether a dot with a letter or digit behind it stood there, or `:/`: a host may.
    pub host: bool,
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

    /// Whether somebody may be spoken to by a sign.
    pub(crate) fn call(self) -> bool {
        self.shows & shows::CALL != 0
    }

    /// Whether a sign stood that mail addresses have.
    pub(crate) fn at(self) -> bool {
        self.shows & shows::AT != 0
    }

    /// Whether a sign stood that marks of confidentiality begin with.
    pub(crate) fn mark(self) -> bool {
        self.shows & shows::MARK != 0
    }
}

/// Bytes between two digits of one number or address at most: 十条東八丁目.
const APART: usize = 24;

/// Counts digits that stand near each other.
#[derive(Default)]
struct Digits {
    count: u32,
    last: usize,
}

impl Digits {
    fn add(&mut self, at: usize, seen: &mut Seen) {
        self.count = if self.count > 0 && at - self.last <= APART { self.count + 1 } else { 1 };
        self.last = at;
        seen.digits = seen.digits.max(self.count);
    }
}

/// What stands behind a dot of a host, or of one written so that machines do not see it: `[.]`.
const BEHIND_DOT: u32 =
    Class::Latin.bit() | Class::Digit.bit() | Class::Invisible.bit() | Class::Bracket.bit() | Class::Letter.bit();

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
            voice(original, view, c, at, |class| class == Class::Invisible);
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

/// Characters between a letter and its voicing mark at most, where a word is written apart: ﾊ ﾞ ｶ.
const BETWEEN: usize = 2;

/// か and a voicing mark behind it are が, with nothing but what `passes` between; a mark that joins nothing is not read.
fn voice(original: &str, view: &mut View, mark: char, at: usize, passes: impl Fn(Class) -> bool) {
    let plain = if matches!(mark, '\u{309a}' | '\u{309c}' | '\u{ff9f}') { '\u{309a}' } else { '\u{3099}' };
    let joined = view.text.chars().next_back().and_then(|before| compose(before, plain));
    let Some(joined) = joined else { return };
    let Some(between) = original.get(view.end_of(view.text.len())..at) else { return };
    if between.chars().take(BETWEEN + 1).count() <= BETWEEN && between.chars().all(|c| passes(TABLE.sign(c).class())) {
        view.replace_last(joined, at + mark.len_utf8());
    }
}

pub(super) fn squeeze(original: &str, reading: Reading, view: &mut View) -> Seen {
    view.clear();
    view.text.reserve(original.len());
    let table: &Table = &TABLE;
    let mut seen = Seen::default();
    let (mut before, mut before_sign, mut run) = ('\0', table.sign(' '), 1u32);
    let mut digits = Digits::default();
    // Where the stretch of characters that read as themselves began.
    let mut open: Option<usize> = None;
    for (at, c) in original.char_indices() {
        let sign = table.sign(c);
        let class = sign.class();
        seen.classes |= class.bit();
        seen.shows |= sign.shows();
        seen.host |= before_sign.is_dot() && class.bit() & BEHIND_DOT != 0
            || before_sign.shows() & sign.shows() & shows::SCHEME != 0;
        if class == Class::Invisible {
            close(view, original, &mut open, at);
            continue;
        }
        run = if c == before { run + 1 } else { 1 };
        seen.run |= run >= 3;
        if class == Class::KanjiDigit {
            digits.add(at, &mut seen);
            seen.mask |= c == ZERO;
        }
        if reading == Reading::Plain && sign.is_plain() {
            if open.is_none() {
                open = Some(at);
            }
        } else if reading == Reading::Plain
            && let Some(turned) = sign.turned()
        {
            close(view, original, &mut open, at);
            view.push(turned, at, c.len_utf8());
        } else {
            close(view, original, &mut open, at);
            match class {
                _ if sign.is_voicing() => {
                    voice(original, view, c, at, |class| matches!(class, Class::Invisible | Class::Space))
                }
                Class::Mask => {
                    seen.mask = true;
                    if reading == Reading::Masked {
                        view.push(MASK, at, c.len_utf8());
                    }
                }
                _ if c == ZERO && reading == Reading::Masked => view.push(MASK, at, c.len_utf8()),
                _ if reading == Reading::Collapsed && run >= 3 => collapse(view, run),
                // バ一カ: a stroke between カタカナ lengthens.
                _ if c == '一' && before_sign.class() == Class::Katakana && katakana_at(table, original, at + 3) => {}
                Class::Digit => {
                    digits.add(at, &mut seen);
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
        (before, before_sign) = (c, sign);
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
