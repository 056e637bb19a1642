//! Reading the sums that test runners print.

use std::ops::AddAssign;

/// What a runner says about its tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    /// Left out; the gate accepts none.
    pub skipped: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl Count {
    /// A step of the gate that is no test runner counts as one test.
    pub fn of_step(fine: bool) -> Self {
        Self { passed: u64::from(fine), failed: u64::from(!fine), skipped: 0 }
    }

    /// Adds what one line of output says, in the form of nextest, `cargo test` or TAP.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        let body = if let Some((_, rest)) = line.split_once("Summary [") {
            rest.split_once(" run: ").map(|(_, sums)| sums)
        } else if let Some(rest) = line.strip_prefix("test result: ") {
            rest.split_once(". ").map(|(_, sums)| sums)
        } else {
            self.read_tap(line);
            None
        };
        let words: Vec<&str> =
            body.unwrap_or_default().split([' ', ',', ';', '(', ')']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u64>() else { continue };
            match pair[1] {
                "passed" => self.passed += number,
                "failed" | "exec" | "timed" => self.failed += number,
                "skipped" | "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }

    fn read_tap(&mut self, line: &str) {
        let mut words = line.split(' ');
        let (Some("#"), Some(word), Some(Ok(number)), None) =
            (words.next(), words.next(), words.next().map(str::parse::<u64>), words.next())
        else {
            return;
        };
        match word {
            "pass" => self.passed += number,
            "fail" | "cancelled" => self.failed += number,
            "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &str) -> Count {
        let mut count = Count::default();
        lines.lines().for_each(|line| count.read(line));
        count
    }

    #[test]
    fn nextest() {
        let line = "     Summary [  12.302s] 120 tests run: 115 passed (2 slow, 1 leaky), 3 failed, 1 exec failed, 1 timed out, 4 skipped";
        assert_eq!(of(line), Count { passed: 115, failed: 5, skipped: 4 });
        let short = "     Summary [   0.004s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(of(short), Count { passed: 1, failed: 0, skipped: 0 });
    }

    #[test]
    fn cargo_test_adds_its_binaries_up() {
        let lines = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
            test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
        assert_eq!(of(lines), Count { passed: 7, failed: 3, skipped: 1 });
    }

    #[test]
    fn tap() {
        let lines = "ok 1 - a\n# tests 9\n# suites 2\n# pass 6\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n# duration_ms 12.5\n";
        assert_eq!(of(lines), Count { passed: 6, failed: 2, skipped: 1 });
    }

    #[test]
    fn other_lines_say_nothing() {
        assert_eq!(of("3 passed\n# pass many\nerror: 2 failed\n"), Count::default());
    }
}
