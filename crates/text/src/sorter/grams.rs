//! Groups of letters, and the signs that a text holds, as keys.

use crate::view::{Class, Seen};

/// Letters of the longest group.
pub const LONGEST: usize = 3;

/// Before the first and behind the last letter; neither is a letter of any view.
pub const BEGIN: char = '^';
pub const END: char = '$';
/// Begins the key of a sign.
const SIGN: char = '#';

/// One to three characters as a number: 21 bits each, the first in the highest place.
pub type Key = u64;

const BITS: u32 = 21;

/// The key of a group.
pub fn key(letters: &[char]) -> Key {
    letters.iter().fold(0, |key, c| with(key, *c))
}

/// A group with one more letter behind.
pub fn with(key: Key, c: char) -> Key {
    key << BITS | Key::from(u32::from(c))
}

/// The last two letters of a group of three, and so on.
pub fn last(key: Key, letters: u32) -> Key {
    key & ((1 << (BITS * letters)) - 1)
}

/// A group without its last letter; 0: nothing is left.
pub fn begins(key: Key) -> Key {
    key >> BITS
}

/// A group as it is written in the file of weights.
pub fn written(key: Key) -> String {
    let letters = (0..LONGEST as u32).rev().map(|at| (key >> (BITS * at)) as u32 & ((1 << BITS) - 1));
    letters.skip_while(|c| *c == 0).filter_map(char::from_u32).collect()
}

/// The key of a group as it is written.
pub fn parse(text: &str) -> Option<Key> {
    let letters: Vec<char> = text.chars().collect();
    (1..=LONGEST).contains(&letters.len()).then(|| key(&letters))
}

/// Digits are one: how high a floor is does not matter.
pub fn folded(c: char) -> char {
    if c.is_ascii_digit() { '0' } else { c }
}

/// Signs that the squeezed view leaves out and that tell how something is said, each with its letter.
const SIGNS: [(Class, char); 7] = [
    (Class::Stop, 's'),
    (Class::Comma, 'c'),
    (Class::Bracket, 'b'),
    (Class::Newline, 'n'),
    (Class::Long, 'l'),
    (Class::Mask, 'm'),
    (Class::Symbol, 'y'),
];

/// The signs that stand in a text.
pub fn signs(seen: Seen) -> impl Iterator<Item = Key> {
    SIGNS.into_iter().filter(move |(class, _)| seen.has(*class)).map(|(_, letter)| key(&[SIGN, letter]))
}

/// Every group of a text in the squeezed view, and its signs: what is learnt from. [`super::weigh`] walks the same
/// groups without those that cannot weigh anything.
pub fn all(view: &str, seen: Seen, mut each: impl FnMut(Key)) {
    let mut group = 0;
    let mut length = 0;
    for c in std::iter::once(BEGIN).chain(view.chars().map(folded)).chain(std::iter::once(END)) {
        group = last(with(group, c), LONGEST as u32);
        length = (length + 1).min(LONGEST as u32);
        for letters in 1..=length {
            each(last(group, letters));
        }
    }
    signs(seen).for_each(each);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Reading, View};

    #[test]
    fn groups_are_written_as_they_are_read() {
        for text in ["あ", "^た", "助けて", "𠮟る人", "#s"] {
            let key = parse(text).expect("a group");
            assert_eq!(written(key), text);
        }
        assert_eq!((parse(""), parse("助けてよ")), (None, None));
    }

    #[test]
    fn a_text_is_its_groups_and_its_signs() {
        let mut view = View::default();
        let seen = view.read("た9！", Reading::Plain);
        let mut groups = vec![];
        all(view.text(), seen, |key| groups.push(written(key)));
        assert_eq!(groups, ["^", "た", "^た", "0", "た0", "^た0", "$", "0$", "た0$", "#s"]);
    }
}
