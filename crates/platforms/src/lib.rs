#![doc = include_str!("../README.md")]

pub mod act;
pub mod address;
mod budget;
pub mod capability;
pub mod client;
pub mod credentials;
pub mod facebook;
mod failure;
pub mod hmac;
pub mod host;
mod http;
pub mod instagram;
pub mod length;
pub mod line;
pub mod outcome;
pub mod platform;
mod redact;
pub mod stage;
pub mod website;
pub mod wire;
pub mod x;

pub use act::{ActError, Comment, Moderation, There};
pub use address::Whose;
pub use capability::{
    Ability, Capabilities, Connector, Offer, PostKind, Renewal, Support, Version, capabilities, has_addresses,
    late_minutes, text_limit,
};
pub use client::{HttpSettings, client};
pub use credentials::{AppKeys, CredentialKind, Credentials};
pub use facebook::{Facebook, FacebookConfig};
pub use host::{HostConfig, PictureHost};
pub use instagram::{Instagram, InstagramConfig};
pub use length::{TextLimit, TextUnit};
pub use line::{Line, LineConfig};
pub use outcome::{ReadError, RejectClass, Rejection, SendOutcome, UnknownWhy, WaitClass};
pub use platform::{
    BoxFuture, Gate, LimitFinding, LimitKind, OpenGate, OutgoingMedium, OutgoingPost, Platform, PlatformPost,
    Platforms, Publishing, SendContext,
};
pub use stage::{Next, Stage, StageContext, StageKind, StageOutcome, Standing, Standings};
pub use website::Website;
pub use wire::WireRequest;
pub use x::{X, XConfig};
