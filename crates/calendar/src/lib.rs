#![doc = include_str!("../README.md")]

mod day;
mod fiscal;
mod wareki;

pub use day::{date_at, end_of_day, start_of_day};
pub use fiscal::{FiscalYear, fiscal_year};
pub use wareki::{ERAS, Era, Wareki, wareki};
