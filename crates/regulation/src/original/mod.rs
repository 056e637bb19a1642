//! The original wording of a regulation: the body's own text, laid out by its printed numbers.
//!
//! A pack restates clauses in own words; what residents read has to be the text itself, which belongs to the body and is
//! loaded by it. Nothing but the printed numbers joins the two, so that a pack holds no sentence of anybody, and a text that
//! was copied from a PDF, a word processor or the register of a town is found in all the same.
//!
//! ```
//! use tatefuda_regulation::original::{Address, Outline};
//!
//! let outline = Outline::read("(投稿)\n第1条 投稿は平日に行う。ただし、緊急のときは、この限りでない。\n(1) 文章\n(2) 写真\n");
//! let proviso: Address = "1.2".parse()?;
//! assert_eq!(outline.find(&proviso).unwrap(), ["ただし、緊急のときは、この限りでない。"]);
//! assert_eq!(outline.find(&"1(2)".parse()?).unwrap(), ["写真"]);
//! # Ok::<(), tatefuda_regulation::original::BadAddress>(())
//! ```

mod address;
mod cite;
mod key;
mod marker;
mod outline;
mod place;

pub use address::{Address, BadAddress};
pub use cite::{Counting, printed};
pub use key::Key;
pub use outline::{Outline, Unit};
pub use place::{Anchored, anchored};
