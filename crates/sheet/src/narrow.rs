//! Signs of double width in the width in which machines read them.

/// Latin letters, digits and punctuation of double width in single width, an ideographic space as a space. Everything else,
/// names with 髙 or 𠮷 among it, stays.
pub fn narrow(text: &str) -> String {
    text.chars().map(sign).collect()
}

fn sign(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        // Dashes and wave lines of which keyboards and programs have several.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// As [`narrow`], without blanks: for comparing words that people space as they like (`総　務 課`).
pub fn packed(text: &str) -> String {
    narrow(text).chars().filter(|c| !c.is_whitespace()).collect()
}
