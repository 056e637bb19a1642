//! What stands beside the chain: texts and personal data, which the law may require to be erased.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, digest::Canonical};

/// The value of a detail and the salt that keeps its commitment from being guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// 32 random bytes, as 64 hexadecimal digits outside.
    #[serde(with = "salt_text")]
    pub salt: [u8; 32],
    /// The text.
    pub value: String,
}

/// One field of an entry, kept outside the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// The entry to which it belongs.
    pub seq: u64,
    /// Name of the field, unique within the entry.
    pub field: String,
    /// Salt and value; absent once erased. The row itself stays.
    pub secret: Option<Secret>,
}

impl Detail {
    /// The commitment that the entry holds for this detail; `None` once erased.
    #[must_use]
    pub fn commitment(&self) -> Option<Digest> {
        let secret = self.secret.as_ref()?;
        let mut out = Canonical::new("tatefuda.commit.v1\n");
        out.bytes(1, &secret.salt).text(2, &self.field).text(3, &secret.value);
        Some(out.finish())
    }

    /// The same detail with value and salt removed.
    #[must_use]
    pub fn erased(self) -> Self {
        Self { secret: None, ..self }
    }

    /// Where it stands.
    #[must_use]
    pub fn reference(&self) -> DetailRef {
        DetailRef { seq: self.seq, field: self.field.clone() }
    }
}

/// Names one detail, in the entry that records its erasure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DetailRef {
    /// The entry.
    pub seq: u64,
    pub field: String,
}

/// Field under which the entry of an erasure lists what it erased; see [`erased_value`].
pub const ERASED_FIELD: &str = "audit.erased";

/// The value of the detail [`ERASED_FIELD`]: one `seq:field` per line. An erasure whose entry lists nothing is found by
/// the verifier as unexplained.
#[must_use]
pub fn erased_value<'a>(details: impl IntoIterator<Item = &'a DetailRef>) -> String {
    let lines: Vec<String> = details.into_iter().map(|one| format!("{}:{}", one.seq, one.field)).collect();
    lines.join("\n")
}

/// Reads the value of [`ERASED_FIELD`]; lines that name nothing are left out.
pub(crate) fn erased_refs(value: &str) -> impl Iterator<Item = DetailRef> {
    value.lines().filter_map(|line| {
        let (seq, field) = line.split_once(':')?;
        Some(DetailRef { seq: seq.parse().ok()?, field: field.to_owned() })
    })
}

mod salt_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(salt: &[u8; 32], out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&hex::encode(salt))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(input)?;
        let mut salt = [0; 32];
        hex::decode_to_slice(&text, &mut salt).map_err(D::Error::custom)?;
        Ok(salt)
    }
}
