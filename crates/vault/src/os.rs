//! The randomness of the operating system.

use chacha20poly1305::aead::common::getrandom;
use tatefuda_domain::Entropy;

/// What the command line passes as [`Entropy`].
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    /// # Panics
    /// When the operating system has no randomness to give; going on would make guessable secrets.
    fn fill(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system gives randomness");
    }
}
