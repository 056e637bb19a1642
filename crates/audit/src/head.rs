//! The end of a chain.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use tatefuda_domain::Digest;

/// The last entry of a chain: its number and its hash. As text `12:ab34…` (64 hexadecimal digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Head {
    /// Number of the last entry; 0 for a chain without entries.
    pub seq: u64,
    /// Hash of the last entry; all zero for a chain without entries.
    pub hash: Digest,
}

/// A text that is not a head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a head of an audit chain, expected <number>:<64 hexadecimal digits>: {0:?}")]
pub struct InvalidHead(pub String);

impl Head {
    /// The head of a chain without entries.
    pub const EMPTY: Self = Self { seq: 0, hash: Digest::from_bytes([0; 32]) };
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Head {
    type Err = InvalidHead;
    fn from_str(text: &str) -> Result<Self, InvalidHead> {
        let invalid = || InvalidHead(text.to_owned());
        let (seq, hash) = text.trim().split_once(':').ok_or_else(invalid)?;
        Ok(Self { seq: seq.parse().map_err(|_| invalid())?, hash: hash.parse().map_err(|_| invalid())? })
    }
}

impl TryFrom<String> for Head {
    type Error = InvalidHead;
    fn try_from(text: String) -> Result<Self, InvalidHead> {
        text.parse()
    }
}

impl From<Head> for String {
    fn from(head: Head) -> Self {
        head.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_back() {
        let head = Head { seq: 12, hash: Digest::of(b"x") };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "12", "x:00", "12:00", ":"] {
            assert!(wrong.parse::<Head>().is_err(), "{wrong}");
        }
    }
}
