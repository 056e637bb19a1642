#![doc = include_str!("../README.md")]

mod bundle;
mod lang;
mod time;

pub use bundle::{I18n, Translator};
pub use fluent_bundle::FluentValue as Arg;
pub use lang::Lang;
pub use time::DateStyle;
