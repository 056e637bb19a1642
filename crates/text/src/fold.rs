//! Compatibility folding with a way back to the original.

use unicode_normalization::UnicodeNormalization;

/// Folded text and, for each of its bytes, where in the original it came from.
pub struct Folded {
    pub text: String,
    /// One more than there are bytes: the last is the length of the original.
    origins: Vec<usize>,
}

impl Folded {
    /// Folds character by character (NFKC), so that full-width letters read as plain ones. Characters
    /// that are shown as nothing (zero-width space, soft hyphen) are left out, as browsers do in hosts.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            if is_invisible(c) {
                continue;
            }
            if c.is_ascii() {
                text.push(c);
            } else {
                text.extend(std::iter::once(c).nfkc());
            }
            origins.resize(text.len(), at);
        }
        origins.push(original.len());
        Self { text, origins }
    }

    /// The byte range of the original for a range of the folded text.
    pub fn original(&self, original: &str, start: usize, end: usize) -> (usize, usize) {
        let from = self.origins[start.min(self.text.len())];
        // The last folded byte belongs to a character of the original, which is covered whole.
        let last = if end > start { self.origins[(end - 1).min(self.text.len())] } else { from };
        let until = original[last..].chars().next().map_or(original.len(), |c| last + c.len_utf8());
        (from, if end > start { until } else { from })
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
