//! Devices of the body (端末): which browser runs on which numbered device (decision 0021). What a number means (allowed,
//! lost, returned) is a record of the pack; here is only how the program knows on which device somebody acts.

mod enrol;
pub(crate) mod facts;
mod issue;
mod revoke;
mod view;

pub use enrol::{Enrol, Enrolled, enrol};
pub use issue::{Issue, Issued, issue};
pub use revoke::Revoke;
pub use tatefuda_domain::device::Device;
pub use view::{DeviceView, list, of_secret, own};

use tatefuda_domain::{Digest, TenantId};

use crate::noun::{Entry, Noun};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun {
    facts: Some(&facts::Devices),
    ..Noun::new("device", &[Entry::of::<Issue>(), Entry::of::<Enrol>(), Entry::of::<Revoke>()])
};

/// Hash of a code as typed: blanks and case say nothing.
fn code_hash(tenant: TenantId, code: &str) -> Digest {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    Digest::of(format!("tatefuda.device-code.v1\n{tenant}\n{code}").as_bytes())
}

fn secret_hash(tenant: TenantId, secret: &str) -> Digest {
    Digest::of(format!("tatefuda.device.v1\n{tenant}\n{secret}").as_bytes())
}
