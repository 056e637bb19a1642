//! Lists of words that are looked for in short stretches of a text: every word by its first or last letter, because a
//! search for each of them would cost more than everything else a detector does.

use std::collections::HashMap;

/// Words looked for anywhere in a stretch.
pub(super) struct Words {
    list: &'static [&'static str],
    /// Whether a word begins with a letter whose low bits are these.
    mask: u64,
}

impl Words {
    /// From a list in the order of preference.
    pub const fn new(list: &'static [&'static str]) -> Self {
        let (mut mask, mut at) = (0, 0);
        while at < list.len() {
            mask |= 1 << low_bits_of_first(list[at]);
            at += 1;
        }
        Self { list, mask }
    }

    /// The number of the first of the words, in their order, that stands in a text.
    fn position(&self, text: &str) -> Option<usize> {
        let mut best = None;
        for (at, c) in text.char_indices() {
            if self.mask >> (c as u32 & 63) & 1 == 0 {
                continue;
            }
            let rest = &text[at..];
            let known = self.list[..best.unwrap_or(self.list.len())].iter();
            best = known.enumerate().find(|(_, word)| begins(rest, word)).map(|(number, _)| number).or(best);
        }
        best
    }

    /// The first of the words, in their order, that stands in one of two texts.
    pub fn in_either(&self, a: &str, b: &str) -> Option<&'static str> {
        let (a, b) = (self.position(a), self.position(b));
        a.into_iter().chain(b).min().map(|number| self.list[number])
    }

    /// All of the words that stand in a text, in their order.
    pub fn all_in(&self, text: &str) -> Vec<&'static str> {
        self.list.iter().copied().filter(|word| text.contains(word)).collect()
    }

    /// The first of the words, in their order, that stands in a text.
    pub fn find_in(&self, text: &str) -> Option<&'static str> {
        self.position(text).map(|number| self.list[number])
    }
}

/// `starts_with`, deciding by one byte where it can: all of these letters share their first.
fn begins(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.len() >= word.len() && text[word.len() - 1] == word[word.len() - 1] && text.starts_with(word)
}

const fn low_bits_of_first(word: &str) -> u32 {
    let bytes = word.as_bytes();
    // The last byte of a letter in UTF-8 holds its six lowest bits.
    let last = match bytes[0] {
        0..0xc0 => 0,
        0xc0..0xe0 => 1,
        0xe0..0xf0 => 2,
        _ => 3,
    };
    bytes[last] as u32 & 63
}

/// Words that a stretch may end with.
pub(super) struct Endings(HashMap<char, Vec<&'static str>>);

impl Endings {
    /// From words, which stay in their order.
    pub fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_last: HashMap<char, Vec<&'static str>> = HashMap::new();
        for word in words {
            if let Some(last) = word.chars().next_back() {
                by_last.entry(last).or_default().push(word);
            }
        }
        Self(by_last)
    }

    /// The longest of the words that a text ends with.
    pub fn end_of(&self, text: &str) -> Option<&'static str> {
        let known = self.0.get(&text.chars().next_back()?)?;
        known.iter().copied().filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_list_is_found_wherever_it_stands() {
        static WORDS: Words = Words::new(&["電話", "tel", "でんわ", "☎", "📞"]);
        assert_eq!(WORDS.find_in("でんわかtelか電話"), Some("電話"));
        assert_eq!(WORDS.in_either("でんわ", "tel"), Some("tel"));
        assert_eq!(WORDS.find_in("うちの📞です"), Some("📞"));
        assert_eq!(WORDS.find_in("te で ん わ 電"), None);
        assert_eq!(WORDS.find_in(""), None);
    }

    #[test]
    fn the_longest_ending_is_found() {
        let endings = Endings::new(["市", "さいたま市", "さん"]);
        assert_eq!(endings.end_of("埼玉県さいたま市"), Some("さいたま市"));
        assert_eq!(endings.end_of("市は"), None);
    }
}
