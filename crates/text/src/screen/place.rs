//! Where a hit stands: what lies between its letters, its neighbours, its sentence, its brackets.

use crate::view::{Class, class_of};

/// What lies between the letters of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    /// Nothing, or what is not seen or only lengthens.
    None,
    /// Signs of the same kind between every two letters.
    Even { spaces: bool, hard: bool },
    /// Signs between some.
    Uneven { spaces: bool, hard: bool },
}

/// More signs than this between two letters are no disguise.
const WIDEST: usize = 4;

/// What lies between the letters of a stretch; nothing where too much does.
pub(super) fn gaps(surface: &str) -> Option<Gaps> {
    let (mut pairs, mut broken, mut width) = (0, 0, 0);
    let (mut spaces, mut hard) = (true, false);
    let mut first = true;
    for c in surface.chars() {
        match class_of(c) {
            Class::Invisible | Class::Long => {}
            class if class.is_letter() => {
                // A voicing mark belongs to the letter before it.
                if matches!(c, '\u{3099}' | '\u{309a}' | '゛' | '゜' | 'ﾞ' | 'ﾟ') {
                    continue;
                }
                if !first {
                    pairs += 1;
                    broken += usize::from(width > 0);
                }
                (first, width) = (false, 0);
            }
            class => {
                width += 1;
                if width > WIDEST {
                    return None;
                }
                spaces &= class == Class::Space;
                hard |= matches!(class, Class::Stop | Class::Comma | Class::Newline | Class::Bracket);
            }
        }
    }
    Some(match broken {
        0 => Gaps::None,
        _ if broken == pairs => Gaps::Even { spaces, hard },
        _ => Gaps::Uneven { spaces, hard },
    })
}

/// The character on one side of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub c: char,
    pub class: Class,
}

/// The character before `at`, invisible ones aside.
pub(super) fn before(text: &str, at: usize) -> Option<Neighbour> {
    text[..at].chars().rev().take(WIDEST * 2).map(neighbour).find(|near| near.class != Class::Invisible)
}

/// The character at `at`, invisible ones aside.
pub(super) fn after(text: &str, at: usize) -> Option<Neighbour> {
    text[at..].chars().take(WIDEST * 2).map(neighbour).find(|near| near.class != Class::Invisible)
}

/// The letter before `at` behind as many separators as stand in the stretch itself.
pub(super) fn letter_before(text: &str, at: usize) -> Option<Neighbour> {
    text[..at].chars().rev().take(WIDEST).map(neighbour).find(|near| near.class.is_letter())
}

/// The letter behind `at` in the same way.
pub(super) fn letter_after(text: &str, at: usize) -> Option<Neighbour> {
    text[at..].chars().take(WIDEST).map(neighbour).find(|near| near.class.is_letter())
}

fn neighbour(c: char) -> Neighbour {
    Neighbour { c, class: class_of(c) }
}

/// Sentences and brackets of a text, found once where they are needed.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Ends of sentences.
    stops: Vec<u32>,
    /// Brackets that quote: from behind the opening one to the closing one, in the order of their ends.
    quotes: Vec<(u32, u32)>,
    ready: bool,
    open: Vec<(char, u32)>,
}

/// Brackets that are open at once; deeper ones are no quotations.
const DEEPEST: usize = 16;

impl Layout {
    pub fn forget(&mut self) {
        self.ready = false;
    }

    pub fn prepare(&mut self, text: &str) {
        if self.ready {
            return;
        }
        self.stops.clear();
        self.quotes.clear();
        self.open.clear();
        for (at, c) in text.char_indices() {
            match class_of(c) {
                // A drawn-out pause (…) is no end.
                Class::Stop if !matches!(c, '…' | '‥' | ';' | '；') => self.stops.push(at as u32),
                Class::Newline => self.stops.push(at as u32),
                Class::Bracket => self.bracket(c, at),
                _ => {}
            }
        }
        self.quotes.sort_unstable();
        self.ready = true;
    }

    fn bracket(&mut self, c: char, at: usize) {
        let pair = match c {
            '」' => '「',
            '』' => '『',
            '”' => '“',
            '｣' => '｢',
            '〟' | '〞' => '〝',
            '’' => '‘',
            '"' | '＂' => c,
            '「' | '『' | '“' | '｢' | '〝' | '‘' => '\0',
            _ => return,
        };
        let opens = pair == '\0' || pair == c && !self.open.iter().any(|(known, _)| *known == c);
        if opens {
            if self.open.len() < DEEPEST {
                self.open.push((c, (at + c.len_utf8()) as u32));
            }
        } else if let Some(index) = self.open.iter().rposition(|(known, _)| *known == pair) {
            let (_, from) = self.open[index];
            self.open.truncate(index);
            self.quotes.push((from, at as u32));
        }
    }

    /// Whether two places stand in one sentence.
    pub fn one_sentence(&self, a: usize, b: usize) -> bool {
        let sentence = |at: usize| self.stops.partition_point(|stop| (*stop as usize) < at);
        sentence(a) == sentence(b)
    }

    /// The quotation that a stretch stands in, unless it is nearly the whole text.
    pub fn quoted(&self, text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
        let upto = self.quotes.partition_point(|(from, _)| *from as usize <= start);
        let near = self.quotes[upto.saturating_sub(DEEPEST)..upto].iter().rev();
        let (from, until) = near.copied().find(|(_, until)| end <= *until as usize)?;
        let (from, until) = (from as usize, until as usize);
        let outside = text[..from].chars().chain(text[until..].chars()).filter(|c| class_of(*c).is_letter()).take(4);
        (outside.count() >= 4).then_some((from, until))
    }
}
