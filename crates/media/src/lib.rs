#![doc = include_str!("../README.md")]

mod blocks;
mod clean;
mod kind;
mod place;
mod proof;
mod scan;
mod whole;

pub use clean::{Cleaned, MediaError, clean};
pub use kind::{FileKind, file_kind};
pub use place::Removed;
pub use proof::{PROOFS, Proof, ProofError, handed_out, proof};

/// Largest file that is taken, in bytes.
pub const FILE_MAX: usize = 20 * 1024 * 1024;
/// Most pixels of a picture that is taken; the largest that telephones make by themselves.
pub const PIXELS_MAX: u64 = 50_000_000;
/// Longest side of a kept picture in pixels; larger ones are made smaller. Platforms show no more.
pub const SIDE_MAX: u32 = 2_048;
/// Longest side of the small preview in pixels.
pub const PREVIEW_SIDE: u32 = 360;
/// Largest kept file in bytes; the smallest limit of the platforms.
pub const KEPT_MAX: usize = 4_000_000;
