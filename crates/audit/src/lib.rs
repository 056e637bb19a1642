#![doc = include_str!("../README.md")]

pub mod checkpoint;
pub mod detail;
pub mod entry;
pub mod export;
pub mod head;
pub mod verify;

pub use checkpoint::{Checkpoint, CheckpointKeys, CheckpointSigner};
pub use detail::{Detail, DetailRef, Secret, erased_value};
pub use entry::{AnswerRef, Draft, Entry, EntryKind, Subject, Unreadable};
pub use export::{Export, ExportError, ExportHeader, ExportWriter, read_export};
pub use head::{Head, InvalidHead};
pub use verify::{End, Finding, FindingKind, Verdict, VerifyInput, verify};
