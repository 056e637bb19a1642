//! Fiscal years (年度).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A fiscal year, named by the calendar year in which it begins (令和8年度 is 2026).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

/// The fiscal year of a day. `start_month` is 4 for Japanese bodies; values outside 1 to 12 count as 1.
pub fn fiscal_year(day: Date, start_month: i8) -> FiscalYear {
    let start_month = if (1..=12).contains(&start_month) { start_month } else { 1 };
    FiscalYear(if day.month() < start_month { day.year() - 1 } else { day.year() })
}

impl FiscalYear {
    /// First and last day, where they are in the range of dates.
    pub fn days(self, start_month: i8) -> Option<(Date, Date)> {
        let start_month = if (1..=12).contains(&start_month) { start_month } else { 1 };
        let first = Date::new(self.0, start_month, 1).ok()?;
        let next = Date::new(self.0.checked_add(1)?, start_month, 1).ok()?;
        Some((first, next.yesterday().ok()?))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_year_turns_on_the_first_of_april() {
        assert_eq!(fiscal_year(date(2026, 3, 31), 4), FiscalYear(2025));
        assert_eq!(fiscal_year(date(2026, 4, 1), 4), FiscalYear(2026));
        assert_eq!(FiscalYear(2027).days(4).unwrap(), (date(2027, 4, 1), date(2028, 3, 31)));
    }

    proptest! {
        #[test]
        fn a_day_lies_in_its_year(year in 1900_i16..2200, day in 0_i64..365, start in -3_i8..16) {
            let day = date(year, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let (first, last) = fiscal_year(day, start).days(start).unwrap();
            prop_assert!(first <= day && day <= last);
            prop_assert_eq!(fiscal_year(last.tomorrow().unwrap(), start).0, fiscal_year(day, start).0 + 1);
        }
    }
}
