//! Signed checkpoints: what keeps somebody with write access to the database from computing the whole chain anew.

use std::collections::BTreeMap;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, TenantId, digest::Canonical};

use crate::head::Head;

/// A signed statement: at this time the chain of this body ended here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The body.
    pub tenant: TenantId,
    /// The end of the chain.
    pub head: Head,
    /// When it was signed.
    pub at: Timestamp,
    /// Which key signed it.
    pub key_id: String,
    /// Ed25519 signature, 128 hexadecimal digits, small letters.
    pub signature: String,
}

impl Checkpoint {
    fn message(tenant: TenantId, head: &Head, at: Timestamp, key_id: &str) -> [u8; 32] {
        let mut out = Canonical::new("tatefuda.checkpoint.v1\n");
        out.text(1, &tenant.to_string())
            .bytes(2, &head.seq.to_be_bytes())
            .bytes(3, head.hash.as_bytes())
            .bytes(4, &at.as_nanosecond().to_be_bytes())
            .text(5, key_id);
        *out.finish().as_bytes()
    }
}

/// Signs checkpoints. Its `Debug` shows the key id only.
pub struct CheckpointSigner {
    key: SigningKey,
    key_id: String,
}

impl CheckpointSigner {
    /// From the 32 secret bytes that the key ring keeps.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        let key_id = key_id(&key.verifying_key());
        Self { key, key_id }
    }

    /// Names the key: the first 16 hexadecimal digits of the SHA-256 of the public key.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The public key as 64 hexadecimal digits; safe to print and publish.
    #[must_use]
    pub fn public_key(&self) -> String {
        hex::encode(self.key.verifying_key().as_bytes())
    }

    /// Signs the end of a chain. The time is cut to whole microseconds.
    #[must_use]
    pub fn sign(&self, tenant: TenantId, head: Head, at: Timestamp) -> Checkpoint {
        let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
        let signature = self.key.sign(&Checkpoint::message(tenant, &head, at, &self.key_id));
        Checkpoint { tenant, head, at, key_id: self.key_id.clone(), signature: hex::encode(signature.to_bytes()) }
    }
}

impl std::fmt::Debug for CheckpointSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CheckpointSigner").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

/// The public keys whose checkpoints count.
#[derive(Debug, Clone, Default)]
pub struct CheckpointKeys(BTreeMap<String, VerifyingKey>);

/// A text that is not a public key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an Ed25519 public key, expected 64 hexadecimal digits")]
pub struct InvalidKey;

/// Why a checkpoint does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadCheckpoint {
    UnknownKey,
    BadSignature,
}

impl CheckpointKeys {
    /// No key: no checkpoint counts.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a public key written as 64 hexadecimal digits.
    ///
    /// # Errors
    /// The text is not a public key.
    pub fn add(&mut self, public_key: &str) -> Result<&mut Self, InvalidKey> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(public_key.trim(), &mut bytes).map_err(|_| InvalidKey)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| InvalidKey)?;
        self.0.insert(key_id(&key), key);
        Ok(self)
    }

    /// The key of a signer, for verification on the machine that signs.
    #[must_use]
    pub fn of(signer: &CheckpointSigner) -> Self {
        Self(BTreeMap::from([(signer.key_id.clone(), signer.key.verifying_key())]))
    }

    pub(crate) fn check(&self, checkpoint: &Checkpoint) -> Result<(), BadCheckpoint> {
        let key = self.0.get(&checkpoint.key_id).ok_or(BadCheckpoint::UnknownKey)?;
        let mut bytes = [0; 64];
        // One signature has one spelling: what was written differently was touched.
        if checkpoint.signature.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(BadCheckpoint::BadSignature);
        }
        hex::decode_to_slice(&checkpoint.signature, &mut bytes).map_err(|_| BadCheckpoint::BadSignature)?;
        let message = Checkpoint::message(checkpoint.tenant, &checkpoint.head, checkpoint.at, &checkpoint.key_id);
        // Strict: also refuses the malleable forms that plain verification lets pass.
        key.verify_strict(&message, &Signature::from_bytes(&bytes)).map_err(|_| BadCheckpoint::BadSignature)
    }
}

fn key_id(key: &VerifyingKey) -> String {
    let mut id = Digest::of(key.as_bytes()).to_string();
    id.truncate(16);
    id
}
