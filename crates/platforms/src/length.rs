//! How long a text is, in the way each service counts.

mod weighted;

/// In what a service counts a text. The counter of the composer counts in the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextUnit {
    /// Unicode code points.
    CodePoint,
    /// UTF-16 units: what lies beyond the basic plane counts twice.
    Utf16,
    /// Bytes of UTF-8: a kana or a kanji counts three times, one beyond the basic plane four times.
    Utf8,
    /// X: kana, kanji and emoji count twice, every address on the web 23 times.
    Weighted,
}

impl TextUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::CodePoint, Self::Utf16, Self::Utf8, Self::Weighted];

    /// The word for the screen's counter and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CodePoint => "code-point",
            Self::Utf16 => "utf-16",
            Self::Utf8 => "utf-8",
            Self::Weighted => "weighted",
        }
    }

    /// In the unit in which the service sets its limit.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::CodePoint => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf8 => text.len(),
            Self::Weighted => weighted::length(text),
        }
    }
}

/// How long a text may be, and how its length is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLimit {
    /// At most so many units.
    pub max: usize,
    /// The service's unit.
    pub unit: TextUnit,
}

impl TextLimit {
    /// So many of a unit.
    #[must_use]
    pub const fn new(max: usize, unit: TextUnit) -> Self {
        Self { max, unit }
    }

    /// Counts a text in the service's units.
    #[must_use]
    pub fn count(&self, text: &str) -> usize {
        self.unit.count(text)
    }

    /// Whether a text is longer than the service takes.
    #[must_use]
    pub fn is_passed_by(&self, text: &str) -> bool {
        self.count(text) > self.max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A family of four emoji joined to one, and a character beyond the basic plane.
    #[test]
    fn each_unit_counts_in_its_own_way() {
        let counts = TextUnit::ALL.map(|unit| unit.count("祭👩‍👩‍👧‍👦𠮷"));
        assert_eq!(counts, [1 + 7 + 1, 1 + 11 + 2, 3 + 25 + 4, 2 + 2 + 2]);
        assert!(TextLimit::new(5_000, TextUnit::Utf8).is_passed_by(&"あ".repeat(1_667)));
    }
}
