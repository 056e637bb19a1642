#![doc = include_str!("../README.md")]

pub mod address;
pub mod capability;
pub mod client;
pub mod facebook;
pub mod outcome;
pub mod platform;
mod redact;
pub mod wire;

pub use address::Whose;
pub use capability::{Capabilities, Connector, Support, capabilities, has_addresses, late_minutes, text_limit};
pub use client::{HttpSettings, client};
pub use facebook::{Facebook, FacebookConfig};
pub use outcome::{ReadError, RejectClass, Rejection, SendOutcome, UnknownWhy, WaitClass};
pub use platform::{
    BoxFuture, Gate, LimitFinding, LimitKind, OpenGate, OutgoingMedium, OutgoingPost, Platform, PlatformPost,
    Platforms, SendContext, TextLimit, TextUnit,
};
pub use wire::WireRequest;
