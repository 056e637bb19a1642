//! Sealing of secrets that must be stored and used again, such as the token of a page.

use std::{fmt, str::FromStr};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use secrecy::{ExposeSecret, SecretString};
use tatefuda_domain::{Digest, Entropy, digest::Canonical};
use zeroize::{Zeroize, Zeroizing};

/// A key for sealing. Never printed.
#[derive(Clone)]
pub struct SealingKey {
    id: String,
    key: Zeroizing<[u8; 32]>,
}

impl SealingKey {
    /// From 32 secret bytes.
    #[must_use]
    pub fn new(key: [u8; 32]) -> Self {
        let mut named = b"tatefuda.sealing-key.v1\n".to_vec();
        named.extend_from_slice(&key);
        let mut id = Digest::of(&named).to_string();
        named.zeroize();
        id.truncate(16);
        Self { id, key: Zeroizing::new(key) }
    }

    /// Names the key without telling it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealingKey").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where a sealed value belongs. It is bound to it: copied to another row or body it cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The body.
    pub tenant: &'a str,
    /// As in the schema; so that a sealed value opens nowhere but where it was put.
    pub table: &'a str,
    pub column: &'a str,
    /// Primary key of the row.
    pub row: &'a str,
}

impl Place<'_> {
    fn bytes(&self) -> [u8; 32] {
        let mut out = Canonical::new("tatefuda.sealed.v1\n");
        out.text(1, self.tenant).text(2, self.table).text(3, self.column).text(4, self.row);
        *out.finish().as_bytes()
    }
}

/// A sealed value. As text, to store: `v1.<key id>.<nonce>.<ciphertext>`, both in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    key_id: String,
    nonce: [u8; 24],
    ciphertext: Vec<u8>,
}

impl Sealed {
    /// The key that it needs.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1.{}.{}.{}", self.key_id, hex::encode(self.nonce), hex::encode(&self.ciphertext))
    }
}

impl FromStr for Sealed {
    type Err = Unsealable;
    fn from_str(text: &str) -> Result<Self, Unsealable> {
        let mut parts = text.split('.');
        let (Some("v1"), Some(key_id), Some(nonce), Some(ciphertext), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Unsealable::Malformed);
        };
        let mut bytes = [0; 24];
        hex::decode_to_slice(nonce, &mut bytes).map_err(|_| Unsealable::Malformed)?;
        let ciphertext = hex::decode(ciphertext).map_err(|_| Unsealable::Malformed)?;
        Ok(Self { key_id: key_id.to_owned(), nonce: bytes, ciphertext })
    }
}

/// Why a sealed value cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// The stored text is none of ours.
    #[error("not a sealed value")]
    Malformed,
    /// Its key is not in the key ring: the wrong `keys` folder, or a key that was thrown away too early.
    #[error("sealed with the key {0}, which is not in the key ring")]
    UnknownKey(String),
    /// It was changed, or moved from another place.
    #[error("the sealed value was changed or belongs to another place")]
    Broken,
}

/// Seals with the current key, opens with any it has.
#[derive(Debug, Clone)]
pub struct Sealer {
    current: SealingKey,
    older: Vec<SealingKey>,
}

impl Sealer {
    /// With the current key and those before it.
    #[must_use]
    pub fn new(current: SealingKey, older: Vec<SealingKey>) -> Self {
        Self { current, older }
    }

    /// Seals a secret for its place, under a random nonce of 24 bytes.
    ///
    /// # Panics
    /// Never for secrets below 256 GiB.
    #[must_use]
    pub fn seal(&self, place: &Place<'_>, secret: &SecretString, entropy: &dyn Entropy) -> Sealed {
        let mut nonce = [0; 24];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: &place.bytes() };
        let ciphertext = cipher(&self.current)
            .encrypt(&XNonce::from(nonce), payload)
            .expect("a secret is shorter than the cipher's limit");
        Sealed { key_id: self.current.id.clone(), nonce, ciphertext }
    }

    /// Opens a sealed value at its place.
    ///
    /// # Errors
    /// Its key is missing, or it was changed or moved.
    pub fn open(&self, place: &Place<'_>, sealed: &Sealed) -> Result<SecretString, Unsealable> {
        let key = std::iter::once(&self.current)
            .chain(&self.older)
            .find(|key| key.id == sealed.key_id)
            .ok_or_else(|| Unsealable::UnknownKey(sealed.key_id.clone()))?;
        let payload = Payload { msg: &sealed.ciphertext, aad: &place.bytes() };
        let bytes = cipher(key).decrypt(&XNonce::from(sealed.nonce), payload).map_err(|_| Unsealable::Broken)?;
        let text = String::from_utf8(bytes).map_err(|_| Unsealable::Broken)?;
        Ok(SecretString::from(text))
    }
}

fn cipher(key: &SealingKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*key.key).into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tatefuda_testkit::SeededEntropy;

    use super::*;

    const PLACE: Place<'static> = Place { tenant: "t", table: "account", column: "credentials", row: "r" };

    fn sealer() -> Sealer {
        Sealer::new(SealingKey::new([1; 32]), vec![])
    }

    #[test]
    fn a_value_opens_only_at_its_place() {
        let sealed = sealer().seal(&PLACE, &SecretString::from("EAAB-page-token"), &SeededEntropy::new(1));
        assert_eq!(sealer().open(&PLACE, &sealed).expect("opens").expose_secret(), "EAAB-page-token");
        for place in [
            Place { tenant: "u", ..PLACE },
            Place { table: "x", ..PLACE },
            Place { column: "x", ..PLACE },
            Place { row: "x", ..PLACE },
            // Lengths are part of it: no shifting of letters from one part to the next.
            Place { tenant: "ta", table: "ccount", ..PLACE },
        ] {
            assert_eq!(sealer().open(&place, &sealed).expect_err("closed"), Unsealable::Broken);
        }
    }

    #[test]
    fn older_keys_still_open_and_unknown_ones_are_named() {
        let sealed = sealer().seal(&PLACE, &SecretString::from("x"), &SeededEntropy::new(1));
        let rotated = Sealer::new(SealingKey::new([2; 32]), vec![SealingKey::new([1; 32])]);
        let anew = rotated.seal(&PLACE, &SecretString::from("x"), &SeededEntropy::new(2));
        assert!(rotated.open(&PLACE, &sealed).is_ok() && anew.key_id() != sealed.key_id());
        let lost = Sealer::new(SealingKey::new([2; 32]), vec![]);
        assert_eq!(lost.open(&PLACE, &sealed).expect_err("no key"), Unsealable::UnknownKey(sealed.key_id().to_owned()));
    }

    #[test]
    fn nothing_prints_the_secret() {
        let sealed = sealer().seal(&PLACE, &SecretString::from("EAAB-page-token"), &SeededEntropy::new(1));
        let shown = format!("{sealed} {sealed:?} {:?} {:?}", sealer(), SealingKey::new([0xab; 32]));
        assert!(!shown.contains("EAAB") && !shown.contains("171, 171") && !shown.contains("abab"));
    }

    proptest! {
        #[test]
        fn any_changed_bit_closes_it(secret in ".{0,40}", place in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let sealed = sealer().seal(&PLACE, &SecretString::from(secret), &SeededEntropy::new(1));
            let text = sealed.to_string();
            prop_assert_eq!(text.parse::<Sealed>(), Ok(sealed.clone()));
            let mut changed = sealed;
            let at = place.index(changed.ciphertext.len());
            changed.ciphertext[at] ^= 1 << bit;
            prop_assert_eq!(sealer().open(&PLACE, &changed).expect_err("broken"), Unsealable::Broken);
        }
    }
}
