#![doc = include_str!("../README.md")]
#![expect(clippy::disallowed_methods, reason = "the real world enters the tests here")]

pub mod amount;
pub mod clock;
pub mod entropy;
pub mod html;
pub mod interrupt;
pub mod pg;
pub mod picture;
pub mod sqlite;

pub use clock::ManualClock;
pub use entropy::SeededEntropy;
