#![doc = include_str!("../README.md")]

mod bundle;
mod lang;
mod notice;
mod time;

pub use bundle::{I18n, Translator};
pub use fluent_bundle::FluentValue as Arg;
pub use lang::Lang;
pub use notice::{headline, told};
pub use time::DateStyle;
