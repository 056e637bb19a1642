//! First passwords and resets: made by the administrator, told over the telephone, changed at first use.

use secrecy::SecretString;
use tatefuda_domain::Entropy;

/// Consonants that are told apart by ear, and that no two spellings of the same sound use (no c/k/q, j/z, l/r).
const CONSONANTS: &[u8; 10] = b"kstnhmyrgb";
const VOWELS: &[u8; 5] = b"aiueo";
/// Without 0 and 1, which are taken for letters when read.
const DIGITS: &[u8; 8] = b"23456789";

/// A random password such as `Kamito-4827-Sanuge-5936`: readable aloud, all four kinds of characters, 57 bits.
///
/// Enough behind a limit of tries and for one use; not for anything that can be tried offline.
#[must_use]
pub fn initial_password(entropy: &dyn Entropy) -> SecretString {
    let mut text = String::with_capacity(23);
    for part in 0..4 {
        if part > 0 {
            text.push('-');
        }
        if part % 2 == 0 {
            for syllable in 0..3 {
                let consonant = char::from(pick(CONSONANTS, entropy));
                text.push(if syllable == 0 { consonant.to_ascii_uppercase() } else { consonant });
                text.push(char::from(pick(VOWELS, entropy)));
            }
        } else {
            text.extend((0..4).map(|_| char::from(pick(DIGITS, entropy))));
        }
    }
    SecretString::from(text)
}

/// An element, each equally likely: bytes beyond the last full multiple are thrown away.
fn pick<const N: usize>(from: &[u8; N], entropy: &dyn Entropy) -> u8 {
    let limit = 256 - 256 % N;
    loop {
        let mut byte = [0];
        entropy.fill(&mut byte);
        let byte = usize::from(byte[0]);
        if byte < limit {
            return from[byte % N];
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use secrecy::ExposeSecret;
    use tatefuda_testkit::SeededEntropy;

    use super::*;
    use crate::PasswordProperties;

    #[test]
    fn a_thousand_are_different_and_none_is_guessable() {
        let entropy = SeededEntropy::new(7);
        let all: Vec<SecretString> = (0..1_000).map(|_| initial_password(&entropy)).collect();
        let texts: BTreeSet<&str> = all.iter().map(ExposeSecret::expose_secret).collect();
        assert_eq!(texts.len(), 1_000);
        for password in all.iter().take(50) {
            let properties = PasswordProperties::of(password, &[]);
            assert_eq!((properties.length, properties.kinds, properties.guessable), (23, 4, false));
        }
    }

    #[test]
    fn every_letter_comes_up() {
        let entropy = SeededEntropy::new(7);
        let seen: BTreeSet<u8> = (0..2_000).map(|_| pick(CONSONANTS, &entropy)).collect();
        assert_eq!(seen.len(), CONSONANTS.len());
    }
}
