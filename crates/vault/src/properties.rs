//! What the regulation may know of a password: these properties, never the password.

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

/// Guesses per zxcvbn's scale of 0 to 4 at which a password counts as guessable: below 3 it falls to an attacker who
/// has stolen the hashes.
const SAFE_SCORE: u8 = 3;

/// Facts about a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PasswordProperties {
    /// Number of characters.
    pub length: usize,
    /// How many kinds of characters it has: small letters, capital letters, digits, everything else. 0 to 4.
    pub kinds: u8,
    /// Whether it is easily guessed: a word, a date, a row of keys, or something about the person or the body.
    pub guessable: bool,
}

impl PasswordProperties {
    /// Computes the properties. `known` is what everybody can find out: the person's names and login, the names of the
    /// body, of its mascot, of the program.
    #[must_use]
    pub fn of(password: &SecretString, known: &[&str]) -> Self {
        let text = password.expose_secret();
        let kind = |matches: fn(char) -> bool| u8::from(text.chars().any(matches));
        let kinds = kind(|c| c.is_ascii_lowercase())
            + kind(|c| c.is_ascii_uppercase())
            + kind(|c| c.is_ascii_digit())
            + kind(|c| !c.is_ascii_alphanumeric());
        // A login such as `sato.hanako@example.lg.jp` gives its parts away as well.
        let parts: Vec<&str> = known
            .iter()
            .flat_map(|word| word.split(|c: char| !c.is_alphanumeric()).chain([*word]))
            .filter(|word| word.chars().count() > 1)
            .collect();
        let score = u8::from(zxcvbn::zxcvbn(text, &parts).score());
        Self { length: text.chars().count(), kinds, guessable: score < SAFE_SCORE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str, known: &[&str]) -> PasswordProperties {
        PasswordProperties::of(&SecretString::from(password), known)
    }

    #[test]
    fn length_and_kinds_are_counted() {
        assert_eq!(of("", &[]), PasswordProperties { length: 0, kinds: 0, guessable: true });
        assert_eq!((of("aB3!", &[]).length, of("aB3!", &[]).kinds), (4, 4));
        assert_eq!((of("ひみつ", &[]).length, of("ひみつ", &[]).kinds), (3, 1));
    }

    #[test]
    fn the_obvious_is_guessable() {
        for obvious in ["password1", "qwertyuiop", "20260401", "aaaaaaaaaaaa", "Passw0rd!"] {
            assert!(of(obvious, &[]).guessable, "{obvious}");
        }
        assert!(!of("kamito-4827-sanuke", &[]).guessable);
    }

    #[test]
    fn what_everybody_knows_is_guessable() {
        assert!(!of("hanakosato-koho", &[]).guessable);
        assert!(of("hanakosato-koho", &["hanakosato@koho.example"]).guessable);
    }
}
