//! What goes over the wire, as a value.

use tatefuda_domain::{Digest, digest::Canonical};

/// A request without credentials: only what covered fields decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireRequest {
    /// `POST`.
    pub method: &'static str,
    /// Path below the platform's base address, with its version.
    pub path: String,
    /// Parameters in the order in which they are sent.
    pub params: Vec<(&'static str, String)>,
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
        out.finish()
    }
}
