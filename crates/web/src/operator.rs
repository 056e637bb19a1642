//! The key of whoever operates the installation.

use std::{fmt, str::FromStr};

use tatefuda_domain::Digest;

/// Fewest characters: 32 of a random text are beyond guessing, so no brake on tries is needed, which others could use to
/// keep the operator out.
const LEAST: usize = 32;

/// What the operator's key must hash to. The key itself is kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct OperatorKey(Digest);

/// A key that could be guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeakKey;

impl OperatorKey {
    /// Whether it was typed. Digests are compared, so how long it takes says nothing about the key.
    pub(crate) fn opens(&self, typed: &str) -> bool {
        digest(typed) == self.0
    }
}

fn digest(key: &str) -> Digest {
    Digest::of(format!("tatefuda.operator-key.v1\n{}", key.trim()).as_bytes())
}

impl FromStr for OperatorKey {
    type Err = WeakKey;

    fn from_str(key: &str) -> Result<Self, WeakKey> {
        let key = key.trim();
        let distinct: std::collections::BTreeSet<char> = key.chars().collect();
        let strong = key.chars().count() >= LEAST && distinct.len() >= 8 && !key.contains(char::is_whitespace);
        if strong { Ok(Self(digest(key))) } else { Err(WeakKey) }
    }
}

impl fmt::Debug for OperatorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OperatorKey")
    }
}

impl fmt::Display for WeakKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the operator's key needs at least {LEAST} random characters without spaces (`openssl rand -hex 32`)")
    }
}

impl std::error::Error for WeakKey {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_keys_that_cannot_be_guessed_are_taken() {
        for weak in [
            "",
            "  ",
            "password",
            "a".repeat(40).as_str(),
            "0123456789abcdef0123456789abcde",
            "0123456789abcdef 0123456789abcdef",
        ] {
            assert_eq!(weak.parse::<OperatorKey>(), Err(WeakKey), "{weak:?}");
        }
        let key: OperatorKey = "0123456789abcdef0123456789abcdef\n".parse().expect("a key");
        assert!(key.opens(" 0123456789abcdef0123456789abcdef ") && !key.opens("0123456789abcdef0123456789abcdee"));
        assert!(!key.opens("") && format!("{key:?}") == "OperatorKey");
    }
}
