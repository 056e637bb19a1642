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

    /// Reads `R1.7.1`; `None` where no such day lies in that era.
    pub fn parse_short(text: &str) -> Option<Self> {
        let mut rest = text.chars();
        let letter = rest.next()?.to_ascii_uppercase();
        let at = ERAS.iter().position(|era| era.letter == letter)?;
        let mut numbers = rest.as_str().split('.').map(|part| part.parse::<i16>().ok());
        let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
        if numbers.next().is_some() || year < 1 {
            return None;
        }
        let gregorian = ERAS[at].from.year().checked_add(year - 1)?;
        let day = Date::new(gregorian, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        wareki(day).filter(|found| found.era == ERAS[at])
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
    use proptest::prelude::*;

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
        assert_eq!(Wareki::parse_short("R1.7.1").unwrap().day, date(2019, 7, 1));
        assert_eq!(Wareki::parse_short("h31.4.30").unwrap().day, date(2019, 4, 30));
        for wrong in ["", "R", "R0.1.1", "R1.4.30", "H31.5.1", "X1.1.1", "R1.2.30", "R1.1", "R1.1.1.1", "R99999.1.1"] {
            assert!(Wareki::parse_short(wrong).is_none(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn short_dates_read_back(days in 0_i64..100_000) {
            let day = date(1868, 1, 25).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(Wareki::parse_short(&wareki(day).unwrap().short()).unwrap().day, day);
        }

        #[test]
        fn parsing_never_panics(text in any::<String>()) {
            let _ = Wareki::parse_short(&text);
        }
    }
}
