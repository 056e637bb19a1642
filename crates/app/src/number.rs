//! Document numbers per body, series and fiscal year, gap-free: a refused act gives its number back.

use std::fmt;

use serde::{Deserialize, Serialize};
use tatefuda_calendar::{date_at, fiscal_year};
use tatefuda_store::counter::counter_next;

use crate::{Cx, Failure, tenant};

/// The month in which a fiscal year begins (地方自治法208条).
pub(crate) const FISCAL_START: i8 = 4;

/// A number of a document. As text `広報-2026-15`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentNumber {
    /// What is numbered together; each series begins anew with the fiscal year.
    pub series: String,
    /// The year in which the fiscal year began.
    pub year: i16,
    /// From 1.
    pub number: i64,
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.series, self.year, self.number)
    }
}

/// Takes the next number of a series in the fiscal year of the act.
///
/// # Errors
/// Whatever the database says.
pub async fn take(cx: &mut Cx<'_>, series: &str) -> Result<DocumentNumber, Failure> {
    let zone = tenant::zone(cx.tx, cx.tenant()).await?;
    let year = fiscal_year(date_at(cx.at, &zone), FISCAL_START).0;
    let number = counter_next(cx.tx, cx.actor.tenant, &format!("{series}:{year}")).await?;
    Ok(DocumentNumber { series: series.to_owned(), year, number })
}
