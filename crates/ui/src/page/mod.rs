//! One struct for each page. A handler fills it; the template renders it; nothing else happens here.

mod account;
mod copy;
mod device;
mod entry;
mod error;
mod handbook;
mod home;
mod member;
mod org;
mod post;
mod public;
mod record;
mod regulation;
mod screening;
mod stop;
mod trouble;

pub use account::*;
pub use copy::*;
pub use device::*;
pub use entry::*;
pub use error::*;
pub use handbook::*;
pub use home::*;
pub use member::*;
pub use org::*;
pub use post::*;
pub use public::*;
pub use record::*;
pub use regulation::*;
pub use screening::*;
pub use stop::*;
pub use trouble::*;
