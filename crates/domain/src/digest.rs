//! What an approval covers: the digest of a target, versions 1 and 2 (decision 0003).

use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use crate::{
    account::Place,
    action::Action,
    id::{AccountId, PostId, TenantId},
};

/// A SHA-256 digest; as text 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text that is not a digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a digest: {0:?}")]
pub struct InvalidDigest(pub String);

impl Digest {
    /// SHA-256 of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Wraps 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 照合番号: 40 bits in Crockford base32, two groups of four, for eyes and telephones.
    /// Enough that two contents of one post are not taken for each other on the telephone; proof is the whole digest.
    pub fn check_number(&self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bits = self.0[..5].iter().fold(0_u64, |acc, byte| acc << 8 | u64::from(*byte));
        let mut out = String::with_capacity(9);
        for group in (0..8).rev() {
            if group == 3 {
                out.push('-');
            }
            let index = usize::try_from(bits >> (group * 5) & 31).unwrap_or(0);
            out.push(char::from(ALPHABET[index]));
        }
        out
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = InvalidDigest;
    fn from_str(text: &str) -> Result<Self, InvalidDigest> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| InvalidDigest(text.to_owned()))?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = InvalidDigest;
    fn try_from(text: String) -> Result<Self, InvalidDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// Writes the canonical length-prefixed encoding: tag, length, bytes.
pub struct Canonical(Vec<u8>);

impl Canonical {
    /// Starts with the domain separation, which names the version.
    pub fn new(domain: &str) -> Self {
        Self(domain.as_bytes().to_vec())
    }

    /// Adds bytes under a tag.
    /// Its length goes before it, so that no two lists of fields are written as the same bytes.
    pub fn bytes(&mut self, tag: u8, bytes: &[u8]) -> &mut Self {
        self.0.push(tag);
        self.0.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a text under a tag.
    pub fn text(&mut self, tag: u8, text: &str) -> &mut Self {
        self.bytes(tag, text.as_bytes())
    }

    /// Adds a value or its absence, which differs from the empty value.
    pub fn optional(&mut self, tag: u8, value: Option<&[u8]>) -> &mut Self {
        match value {
            Some(bytes) => self.bytes(tag, bytes),
            None => {
                // A length that no value has.
                self.0.push(tag);
                self.0.extend_from_slice(&u64::MAX.to_be_bytes());
                self
            }
        }
    }

    /// Adds the number of elements that follow.
    pub fn count(&mut self, tag: u8, count: usize) -> &mut Self {
        self.bytes(tag, &(count as u64).to_be_bytes())
    }

    /// The digest of everything written.
    pub fn finish(&self) -> Digest {
        Digest::of(&self.0)
    }
}

/// When a post may be sent: both ends inclusive; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = WindowInput)]
pub struct Window {
    /// Not before.
    pub from: Option<Timestamp>,
    /// Not after.
    pub until: Option<Timestamp>,
}

impl Window {
    /// Whether a moment lies inside.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && !self.is_past(at)
    }

    /// Whether the window has closed.
    pub fn is_past(&self, at: Timestamp) -> bool {
        self.until.is_some_and(|until| until < at)
    }
}

/// A medium as part of content: content-addressed, so that the bytes are covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRef {
    /// SHA-256 of the bytes that will be sent.
    pub hash: Digest,
    /// `image`, `video`.
    pub kind: String,
    /// Text for those who do not see it.
    pub alt: String,
}

/// Everything that an approval covers for one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetContent {
    /// The body.
    pub tenant: TenantId,
    /// The post.
    pub post: PostId,
    /// The account to which it goes.
    pub account: AccountId,
    /// Where that account is on its service. Absent: approved before places were covered (version 1).
    pub place: Option<Place>,
    /// What will be done, `post.publish`.
    pub action: Action,
    /// The exact text.
    pub text: String,
    /// A link sent apart from the text.
    pub link: Option<String>,
    /// Media in order.
    pub media: Vec<MediaRef>,
    /// Options of the platform.
    pub options: BTreeMap<String, String>,
    /// The category.
    pub category: Option<String>,
    /// The classification of the information.
    pub classification: Option<String>,
    /// Where the matter stands in the body's deciding.
    pub decision_status: Option<String>,
    /// Further declared fields on which a chain or the approver's view depends.
    pub fields: BTreeMap<String, String>,
    /// When it may be sent.
    pub window: Window,
}

impl TargetContent {
    /// The digest: version 2, and version 1 of content without a place.
    pub fn digest(&self) -> Digest {
        let version = if self.place.is_some() { "tatefuda.target.v2\n" } else { "tatefuda.target.v1\n" };
        let mut out = Canonical::new(version);
        out.text(1, &self.tenant.to_string())
            .text(2, &self.post.to_string())
            .text(3, &self.account.to_string())
            .text(4, self.action.as_str())
            .text(5, &self.text)
            .optional(6, self.link.as_deref().map(str::as_bytes))
            .count(7, self.media.len());
        for medium in &self.media {
            out.bytes(8, medium.hash.as_bytes()).text(9, &medium.kind).text(10, &medium.alt);
        }
        pairs(&mut out, 11, &self.options);
        out.optional(14, self.category.as_deref().map(str::as_bytes))
            .optional(15, self.classification.as_deref().map(str::as_bytes))
            .optional(16, self.decision_status.as_deref().map(str::as_bytes));
        pairs(&mut out, 17, &self.fields);
        for (tag, end) in [(20, self.window.from), (21, self.window.until)] {
            out.optional(tag, end.map(|at| at.as_microsecond().to_be_bytes()).as_ref().map(<[u8; 8]>::as_slice));
        }
        if let Some(place) = &self.place {
            out.text(22, place.service().as_str())
                .optional(23, place.id().map(str::as_bytes))
                .optional(24, place.handle().map(str::as_bytes));
        }
        out.finish()
    }
}

fn pairs(out: &mut Canonical, tag: u8, pairs: &BTreeMap<String, String>) {
    out.count(tag, pairs.len());
    for (key, value) in pairs {
        out.text(tag + 1, key).text(tag + 2, value);
    }
}

/// The digest of what a check form shows: all targets of a post together.
pub fn sheet_digest(targets: impl IntoIterator<Item = Digest>) -> Digest {
    let mut sorted: Vec<Digest> = targets.into_iter().collect();
    sorted.sort_unstable();
    let mut out = Canonical::new("tatefuda.sheet.v1\n");
    for digest in &sorted {
        out.bytes(1, digest.as_bytes());
    }
    out.finish()
}

#[cfg(test)]
mod tests;
