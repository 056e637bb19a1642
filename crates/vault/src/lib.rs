#![doc = include_str!("../README.md")]

pub mod initial;
pub mod keyring;
pub mod os;
pub mod password;
pub mod properties;
pub mod sealer;
pub mod state;
pub mod token;

pub use initial::initial_password;
pub use keyring::{KeyRing, KeyRingError};
pub use os::OsEntropy;
pub use password::{PasswordHash, PasswordParams, Passwords, Verified};
pub use properties::PasswordProperties;
pub use sealer::{Place, Sealed, Sealer, SealingKey, Unsealable};
pub use state::{Kept, Machine, Mark, NodeState, StateError};
pub use token::{TokenKind, equal, is_like_token, new_token, token_hash};
