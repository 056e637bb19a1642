//! Hashing of passwords with argon2id.

use std::fmt;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::phc::PasswordHash as Phc,
};
use secrecy::{ExposeSecret, SecretString};
use tatefuda_domain::Entropy;

/// A stored hash in PHC form (`$argon2id$v=19$m=…`). Not a secret like the password, but never shown either.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// A stored text that is not the hash of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the hash of a password")]
pub struct InvalidHash;

impl PasswordHash {
    /// Takes a stored text.
    ///
    /// # Errors
    /// It is not an argon2id hash in PHC form.
    pub fn from_stored(text: &str) -> Result<Self, InvalidHash> {
        let hash = Phc::new(text).map_err(|_| InvalidHash)?;
        if hash.algorithm.as_str() != "argon2id" || hash.hash.is_none() || hash.salt.is_none() {
            return Err(InvalidHash);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text to store.
    #[must_use]
    pub fn as_stored(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// What hashing costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordParams {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Threads that may fill the memory side by side; part of the hash.
    pub lanes: u32,
}

impl PasswordParams {
    /// OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 20 ms.
    pub const STRONG: Self = Self { memory: 19 * 1024, passes: 2, lanes: 1 };
    /// For tests that sign in a thousand times. Never for stored passwords of people.
    // lint: dead: tests of every crate need it, and it has to stand beside the strong one
    pub const CHEAP_FOR_TESTS: Self = Self { memory: 8, passes: 1, lanes: 1 };
}

/// Whether a password fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// It fits.
    Yes {
        /// The hash was made with other parameters than those of today: hash the password anew and store that.
        outdated: bool,
    },
    /// It does not fit.
    No,
}

/// Hashes and verifies. Both take tens of milliseconds and megabytes: call them on a blocking thread, few at a time.
#[derive(Debug, Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
}

impl Passwords {
    /// With these parameters for new hashes.
    ///
    /// # Panics
    /// When the parameters are outside what argon2 allows (memory at least eight KiB per lane).
    #[must_use]
    pub fn new(params: PasswordParams) -> Self {
        let params = Params::new(params.memory, params.passes, params.lanes, None)
            .expect("parameters are constants of the program and within argon2's bounds");
        Self { argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params) }
    }

    /// Hashes a password under a fresh salt of 16 bytes.
    ///
    /// # Panics
    /// Never for passwords below 4 GiB.
    #[must_use]
    pub fn hash(&self, password: &SecretString, entropy: &dyn Entropy) -> PasswordHash {
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        let hash = self
            .argon
            .hash_password_with_salt(password.expose_secret().as_bytes(), &salt)
            .expect("salt and password are within argon2's bounds");
        PasswordHash(hash.to_string())
    }

    /// Verifies a password. Use [`Passwords::verify_nobody`] where there is no hash.
    #[must_use]
    pub fn verify(&self, password: &SecretString, hash: &PasswordHash) -> Verified {
        let Ok(stored) = Phc::new(&hash.0) else { return Verified::No };
        match self.argon.verify_password(password.expose_secret().as_bytes(), &stored) {
            Ok(()) => {
                let params = Params::try_from(&stored);
                let wanted = self.argon.params();
                let same = params.is_ok_and(|params| {
                    (params.m_cost(), params.t_cost(), params.p_cost())
                        == (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
                });
                Verified::Yes { outdated: !same }
            }
            Err(_) => Verified::No,
        }
    }

    /// Spends the same time for a person that does not exist, so that the time of an answer does not tell who does.
    #[must_use]
    pub fn verify_nobody(&self, password: &SecretString) -> Verified {
        let _ = self.argon.hash_password_with_salt(password.expose_secret().as_bytes(), &[0; 16]);
        Verified::No
    }
}

#[cfg(test)]
mod tests {
    use tatefuda_testkit::SeededEntropy;

    use super::*;

    #[test]
    fn fits_only_itself_and_salts_differ() {
        let passwords = Passwords::new(PasswordParams::CHEAP_FOR_TESTS);
        let entropy = SeededEntropy::new(1);
        let password = SecretString::from("正しい馬 battery");
        let hash = passwords.hash(&password, &entropy);
        assert_eq!(passwords.verify(&password, &hash), Verified::Yes { outdated: false });
        assert_eq!(passwords.verify(&SecretString::from("正しい馬 batterY"), &hash), Verified::No);
        assert_ne!(hash, passwords.hash(&password, &entropy));
        assert_eq!(passwords.verify_nobody(&password), Verified::No);
    }

    #[test]
    fn the_stored_form_names_what_it_cost() {
        let hash = Passwords::new(PasswordParams::STRONG).hash(&SecretString::from("x"), &SeededEntropy::new(1));
        assert!(hash.as_stored().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.as_stored());
        assert_eq!(PasswordHash::from_stored(hash.as_stored()), Ok(hash.clone()));
        let cheap = Passwords::new(PasswordParams::CHEAP_FOR_TESTS);
        assert_eq!(cheap.verify(&SecretString::from("x"), &hash), Verified::Yes { outdated: true });
        assert!(!format!("{hash:?}").contains("argon2id"));
    }

    #[test]
    fn only_argon2id_is_taken() {
        for text in
            ["", "x", "$argon2i$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19"]
        {
            assert_eq!(PasswordHash::from_stored(text), Err(InvalidHash), "{text}");
        }
    }
}
