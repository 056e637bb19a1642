//! What goes over the wire, as a value.

use tatefuda_domain::{Digest, digest::Canonical};

use crate::platform::OutgoingMedium;

/// Two texts are the same post when they differ only in what a platform is known to change: line ends and blanks at the
/// end. Anything more would let one post be taken for another.
pub(crate) fn comparable(text: &str) -> Option<String> {
    let text = tatefuda_domain::text::at_input(text);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A request without credentials: only what covered fields decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireRequest {
    /// `POST`.
    pub method: &'static str,
    /// Path below the platform's base address, with its version.
    pub path: String,
    /// Parameters in the order in which they are sent.
    pub params: Vec<(&'static str, String)>,
    /// Pictures in order. The platform names them only when they are there, so here stands what they are.
    pub media: Vec<WireMedium>,
}

/// A picture as the hash of a request covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireMedium {
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// Its type.
    pub mime: String,
    /// Its alternative text.
    pub alt: String,
}

impl WireMedium {
    /// As a hash covers a picture of a send.
    #[must_use]
    pub fn of(medium: &OutgoingMedium) -> Self {
        Self { hash: medium.hash, mime: medium.mime.clone(), alt: medium.alt.clone() }
    }
}

impl WireRequest {
    /// The hash that is stored with the attempt before the call.
    #[must_use]
    pub fn hash(&self) -> Digest {
        let mut out = Canonical::new("tatefuda.wire.v1\n");
        out.text(1, self.method).text(2, &self.path).count(3, self.params.len());
        for (name, value) in &self.params {
            out.text(4, name).text(5, value);
        }
        // Without pictures the hash is what it was before there were any.
        if !self.media.is_empty() {
            out.count(6, self.media.len());
            for medium in &self.media {
                out.bytes(7, medium.hash.as_bytes()).text(8, &medium.mime).text(9, &medium.alt);
            }
        }
        out.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_line_ends_and_outer_blanks_are_forgiven() {
        assert_eq!(comparable("a\r\nb \n"), comparable("a\nb"));
        assert_ne!(comparable("a b"), comparable("a  b"));
        assert_ne!(comparable("１"), comparable("1"));
        assert_eq!(comparable(" \n"), None);
    }
}
