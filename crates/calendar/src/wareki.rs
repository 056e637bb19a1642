//! Japanese years.

use std::fmt;

use jiff::civil::{Date, date};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// As written.
    pub name: &'static str,
    /// The letter used in short dates.
    pub letter: char,
    /// Its first day.
    pub from: Date,
}

/// The eras since the Gregorian calendar came into use, the newest last. A new era is a new row.
pub const ERAS: &[Era] = &[
    // Meiji began in 1868; Japan counts by the Gregorian calendar since 1873-01-01 (明治6年).
    Era { name: "明治", letter: 'M', from: date(1868, 1, 25) },
    Era { name: "大正", letter: 'T', from: date(1912, 7, 30) },
    Era { name: "昭和", letter: 'S', from: date(1926, 12, 25) },
    Era { name: "平成", letter: 'H', from: date(1989, 1, 8) },
    Era { name: "令和", letter: 'R', from: date(2019, 5, 1) },
];

/// A day in an era. Displayed as `令和元年7月1日`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wareki {
    pub era: Era,
    /// The year of the era, from 1.
    pub year: i16,
    pub day: Date,
}

/// A day in its era; `None` before 1868-01-25.
pub fn wareki(day: Date) -> Option<Wareki> {
    let era = ERAS.iter().rev().find(|era| era.from <= day)?;
    Some(Wareki { era: *era, year: day.year() - era.from.year() + 1, day })
}

impl Wareki {
    /// `元` for the first year, else the number.
    pub fn year_text(&self) -> String {
        if self.year == 1 { "元".to_owned() } else { self.year.to_string() }
    }

    /// As `R1.7.1`.
    pub fn short(&self) -> String {
        format!("{}{}.{}.{}", self.era.letter, self.year, self.day.month(), self.day.day())
    }
}

impl fmt::Display for Wareki {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}年{}月{}日", self.era.name, self.year_text(), self.day.month(), self.day.day())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn first_years_and_edges() {
        let text = |y, m, d| wareki(date(y, m, d)).unwrap().to_string();
        assert_eq!(text(2019, 4, 30), "平成31年4月30日");
        assert_eq!(text(2019, 5, 1), "令和元年5月1日");
        assert_eq!(text(2019, 7, 1), "令和元年7月1日");
        assert_eq!(text(2020, 1, 1), "令和2年1月1日");
        assert_eq!(text(1989, 1, 7), "昭和64年1月7日");
        assert_eq!(text(1926, 12, 25), "昭和元年12月25日");
        assert_eq!(text(1912, 7, 29), "明治45年7月29日");
        assert!(wareki(date(1868, 1, 24)).is_none());
    }

    #[test]
    fn short_dates() {
        assert_eq!(wareki(date(2019, 7, 1)).unwrap().short(), "R1.7.1");
        assert_eq!(wareki(date(2019, 4, 30)).unwrap().short(), "H31.4.30");
    }
}
