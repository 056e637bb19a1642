//! A share with its interval.

use std::fmt;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rate {
    /// Those that are.
    pub hit: usize,
    /// All.
    pub of: usize,
}

impl Rate {
    /// Counts one.
    pub fn add(&mut self, hit: bool) {
        self.hit += usize::from(hit);
        self.of += 1;
    }

    /// The share alone.
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    pub fn share(self) -> String {
        if self.of == 0 { "–".into() } else { format!("{:.3}", self.hit as f64 / self.of as f64) }
    }

    /// The interval of Wilson at 95 %.
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    pub fn interval(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (n, z) = (self.of as f64, 1.96_f64);
        let p = self.hit as f64 / n;
        let middle = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
    }
}

impl fmt::Display for Rate {
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.of == 0 {
            return f.write_str("–");
        }
        let (low, high) = self.interval();
        write!(f, "{:.3} ({low:.2}–{high:.2})", self.hit as f64 / self.of as f64)
    }
}
