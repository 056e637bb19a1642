//! Tokens for sessions and for the API. Only their hash is stored.

use secrecy::{ExposeSecret, SecretString};
use tatefuda_domain::{Digest, Entropy};

/// What a token is for. The prefix lets people and scanners recognise a leaked one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A sign-in session, in a cookie.
    Session,
    /// A personal token for the API.
    Personal,
    /// An enrolled device, in a cookie.
    Device,
    /// A feed or calendar of one's own, in its address.
    Feed,
}

impl TokenKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Session => "tfs_",
            Self::Personal => "tfp_",
            Self::Device => "tfd_",
            Self::Feed => "tff_",
        }
    }
}

/// Whether a text begins as a token does; what does stands in no log.
#[must_use]
pub fn is_like_token(text: &str) -> bool {
    let kinds = [TokenKind::Session, TokenKind::Personal, TokenKind::Device, TokenKind::Feed];
    kinds.iter().any(|kind| text.starts_with(kind.prefix()))
}

/// A new token: prefix and 256 random bits as 64 hexadecimal digits. Shown once; store [`token_hash`] of it.
#[must_use]
pub fn new_token(kind: TokenKind, entropy: &dyn Entropy) -> SecretString {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    SecretString::from(format!("{}{}", kind.prefix(), hex::encode(bytes)))
}

/// What is stored and searched for. Plain SHA-256 is enough: 256 random bits cannot be tried out.
#[must_use]
pub fn token_hash(token: &SecretString) -> Digest {
    Digest::of(token.expose_secret().as_bytes())
}

/// Compares without telling by its time where the first difference is.
#[must_use]
pub fn equal(one: &[u8], two: &[u8]) -> bool {
    let difference = one.iter().zip(two).fold(0, |seen, (a, b)| std::hint::black_box(seen | (a ^ b)));
    one.len() == two.len() && difference == 0
}

#[cfg(test)]
mod tests {
    use tatefuda_testkit::SeededEntropy;

    use super::*;

    #[test]
    fn tokens_differ_and_say_what_they_are_for() {
        let entropy = SeededEntropy::new(1);
        let (one, two) = (new_token(TokenKind::Personal, &entropy), new_token(TokenKind::Personal, &entropy));
        assert!(one.expose_secret().starts_with("tfp_") && one.expose_secret().len() == 68);
        assert_ne!(token_hash(&one), token_hash(&two));
        assert!(!format!("{one:?}").contains("tfp_"));
    }

    #[test]
    fn equal_is_equality() {
        assert!(equal(b"", b"") && equal(b"abc", b"abc"));
        assert!(!equal(b"abc", b"abd") && !equal(b"abc", b"ab") && !equal(b"", b"a"));
    }
}
