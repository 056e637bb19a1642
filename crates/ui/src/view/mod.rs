//! What pages show, as plain values. No row, no request and no decision is in here.

mod account;
mod answer;
mod common;
mod device;
mod form;
mod from_answer;
mod handbook;
mod org;
mod picture;
mod post;
mod regulation;
mod screening;
mod sending;
mod state;

pub use account::*;
pub use answer::*;
pub use common::*;
pub use device::*;
pub use form::*;
pub use from_answer::Reader;
pub use handbook::*;
pub use org::*;
pub use picture::*;
pub use post::*;
pub use regulation::*;
pub use screening::*;
pub use sending::*;
pub use state::*;
