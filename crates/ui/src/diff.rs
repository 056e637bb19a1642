//! What changed between two texts, in pieces that a person can see at a glance.
//!
//! Japanese has no blanks between words, so each kanji, kana or sign is a piece of its own;
//! runs of Latin letters and of digits stay together, so that a changed time reads as a whole.

/// A piece of text with what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Unchanged.
    Same(String),
    /// No longer there.
    Removed(String),
    /// New.
    Added(String),
    /// Unchanged text that is left out, in characters; only after [`condense`].
    Gap(usize),
}

/// Above this many cells the middle part is compared by lines; keeps a request within bounds.
const CELLS: usize = 4_000_000;

/// The changes from `before` to `after`. Concatenating all but `Added` gives `before`, all but
/// `Removed` gives `after`.
#[must_use]
pub fn words(before: &str, after: &str) -> Vec<Span> {
    let (a, b) = (pieces(before), pieces(after));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);

    let mut spans = Spans::default();
    spans.push(Kind::Same, &a[..head].concat());
    if mid_a.len().saturating_mul(mid_b.len()) <= CELLS {
        compare(mid_a, mid_b, &mut spans);
    } else {
        let (text_a, text_b) = (mid_a.concat(), mid_b.concat());
        let lines_a: Vec<&str> = text_a.split_inclusive('\n').collect();
        let lines_b: Vec<&str> = text_b.split_inclusive('\n').collect();
        if lines_a.len().saturating_mul(lines_b.len()) <= CELLS {
            compare(&lines_a, &lines_b, &mut spans);
        } else {
            spans.push(Kind::Removed, &text_a);
            spans.push(Kind::Added, &text_b);
        }
    }
    spans.push(Kind::Same, &a[a.len() - tail..].concat());
    spans.done()
}

/// How many separate places changed; a replaced word is one place.
#[must_use]
pub fn places(spans: &[Span]) -> u32 {
    let mut count = 0;
    let mut inside = false;
    for span in spans {
        let changed = matches!(span, Span::Removed(_) | Span::Added(_));
        if changed && !inside {
            count += 1;
        }
        inside = changed;
    }
    count
}

/// Leaves out the middle of long unchanged text, so that a person sees only the change with
/// `keep` characters around it.
#[must_use]
pub fn condense(spans: &[Span], keep: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let last = spans.len().saturating_sub(1);
    for (i, span) in spans.iter().enumerate() {
        let Span::Same(text) = span else {
            out.push(span.clone());
            continue;
        };
        let chars: Vec<char> = text.chars().collect();
        let head = if i == 0 { 0 } else { keep };
        let tail = if i == last { 0 } else { keep };
        // Leaving out a few characters would cost more attention than it saves.
        if spans.len() < 2 || chars.len() <= head + tail + keep {
            out.push(span.clone());
            continue;
        }
        if head > 0 {
            out.push(Span::Same(chars[..head].iter().collect()));
        }
        out.push(Span::Gap(chars.len() - head - tail));
        if tail > 0 {
            out.push(Span::Same(chars[chars.len() - tail..].iter().collect()));
        }
    }
    out
}

fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match class(first) {
            None => first.len_utf8(),
            some => rest.find(|c| class(c) != some).unwrap_or(rest.len()),
        };
        let (piece, tail) = rest.split_at(len);
        out.push(piece);
        rest = tail;
    }
    out
}

/// Runs of one class stay together; `None` stands alone.
fn class(c: char) -> Option<u8> {
    match c {
        '0'..='9' | '０'..='９' => Some(0),
        // Letters of scripts that write words apart.
        c if c.is_alphabetic() && u32::from(c) < 0x2E80 => Some(1),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Same,
    Removed,
    Added,
}

/// Collects pieces; within one place what was removed stands before what was added.
#[derive(Default)]
struct Spans {
    out: Vec<Span>,
    removed: String,
    added: String,
    same: String,
}

impl Spans {
    fn push(&mut self, kind: Kind, text: &str) {
        if text.is_empty() {
            return;
        }
        match kind {
            Kind::Same => {
                self.flush_changes();
                self.same.push_str(text);
            }
            Kind::Removed => {
                self.flush_same();
                self.removed.push_str(text);
            }
            Kind::Added => {
                self.flush_same();
                self.added.push_str(text);
            }
        }
    }

    fn flush_same(&mut self) {
        if !self.same.is_empty() {
            self.out.push(Span::Same(std::mem::take(&mut self.same)));
        }
    }

    fn flush_changes(&mut self) {
        if !self.removed.is_empty() {
            self.out.push(Span::Removed(std::mem::take(&mut self.removed)));
        }
        if !self.added.is_empty() {
            self.out.push(Span::Added(std::mem::take(&mut self.added)));
        }
    }

    fn done(mut self) -> Vec<Span> {
        self.flush_same();
        self.flush_changes();
        self.out
    }
}

/// Longest common subsequence; the table is bounded by [`CELLS`].
fn compare(a: &[&str], b: &[&str], spans: &mut Spans) {
    let width = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            spans.push(Kind::Same, a[i]);
            i += 1;
            j += 1;
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            spans.push(Kind::Removed, a[i]);
            i += 1;
        } else {
            spans.push(Kind::Added, b[j]);
            j += 1;
        }
    }
    spans.push(Kind::Removed, &a[i..].concat());
    spans.push(Kind::Added, &b[j..].concat());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(spans: &[Span]) -> String {
        spans
            .iter()
            .filter_map(|s| match s {
                Span::Same(t) | Span::Removed(t) => Some(t.as_str()),
                Span::Added(_) | Span::Gap(_) => None,
            })
            .collect()
    }

    fn after(spans: &[Span]) -> String {
        spans
            .iter()
            .filter_map(|s| match s {
                Span::Same(t) | Span::Added(t) => Some(t.as_str()),
                Span::Removed(_) | Span::Gap(_) => None,
            })
            .collect()
    }

    #[test]
    fn one_character_is_one_place() {
        let spans = words("公民館で行います。", "公民舘で行います。");
        assert_eq!(
            spans,
            [
                Span::Same("公民".into()),
                Span::Removed("館".into()),
                Span::Added("舘".into()),
                Span::Same("で行います。".into())
            ]
        );
        assert_eq!(places(&spans), 1);
    }

    #[test]
    fn a_number_is_replaced_as_a_whole() {
        let spans = words("8月3日 10時から", "8月13日 10時から");
        assert!(spans.contains(&Span::Removed("3".into())) && spans.contains(&Span::Added("13".into())));
    }

    #[test]
    fn both_texts_can_be_read_back() {
        let cases = [
            ("", ""),
            ("", "a"),
            ("a", ""),
            ("one two three", "one 2 three four"),
            ("雪まつりは中止です。\n問合せ：内線203", "雪まつりは延期です。\n\n問合せ：内線204"),
            ("ab", "ba"),
        ];
        for (a, b) in cases {
            let spans = words(a, b);
            assert_eq!(before(&spans), a);
            assert_eq!(after(&spans), b);
        }
    }

    #[test]
    fn only_the_change_with_its_surroundings_is_left() {
        let spans = words(
            &format!("{}赤{}", "あ".repeat(100), "い".repeat(100)),
            &format!("{}青{}", "あ".repeat(100), "い".repeat(100)),
        );
        assert_eq!(
            condense(&spans, 10),
            [
                Span::Gap(90),
                Span::Same("あ".repeat(10)),
                Span::Removed("赤".into()),
                Span::Added("青".into()),
                Span::Same("い".repeat(10)),
                Span::Gap(90),
            ]
        );
        assert_eq!(condense(&words("同じ", "同じ"), 1), [Span::Same("同じ".into())]);
    }

    #[test]
    fn long_texts_stay_within_bounds() {
        let a = "雪".repeat(60_000);
        let b = "雨".repeat(60_000);
        let spans = words(&a, &b);
        assert_eq!(spans.len(), 2);
        assert_eq!(places(&words(&a, &a)), 0);
    }
}
