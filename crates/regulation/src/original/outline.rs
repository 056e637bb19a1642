//! A text laid out by its numbers.
//!
//! Texts reach us as somebody copied them: broken in the middle of sentences at the end of a page, with marks of lists that a
//! converter put before numbers, with full-width and half-width digits side by side. What a line means follows from its mark,
//! from the line before and from what would come next in the count.

use super::{
    Address,
    key::{Key, kana_number},
    marker::{annex, article, bare_number, fold, is_supplement, marker},
};

/// Fewer characters than these, without a stop or a comma: a heading or an entry of a list, not the half of a sentence.
const SHORT: usize = 25;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is counted by.
    pub key: Key,
    /// Which of several siblings with the same key, from 1: texts count the same number twice.
    pub nth: u16,
    /// Its heading, if it has one.
    pub heading: String,
    /// Its own paragraphs, without those of its parts.
    pub own: Vec<String>,
    /// The line on which it begins, from 1.
    pub line: usize,
    pub(super) parent: Option<usize>,
    indent: usize,
}

impl Unit {
    /// Its own sentences, in order. A stop within brackets ends none.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.own.iter().flat_map(|paragraph| sentences(paragraph))
    }

    fn ended(&self) -> bool {
        self.own.last().is_none_or(|paragraph| paragraph.ends_with('。'))
    }
}

/// A text laid out by its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    units: Vec<Unit>,
}

impl Outline {
    /// Lays a text out. Every text has an outline; what is not understood stays where it stands.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let lines = lines(text);
        let mut reader = Reader::new(&lines);
        for at in 0..lines.len() {
            reader.line(at);
        }
        Self { units: reader.units }
    }

    /// Every part, in the order of the text.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The part of an address whose sentences are not asked for.
    pub(super) fn unit(&self, address: &Address) -> Option<&Unit> {
        let mut at: Option<usize> = None;
        for (key, nth) in address.steps() {
            let found = (0..self.units.len()).find(|index| {
                let unit = &self.units[*index];
                unit.parent == at && unit.key == *key && unit.nth == *nth
            });
            match (found, key) {
                (Some(found), _) => at = Some(found),
                // The first paragraph of an article is the article itself.
                (None, Key::Paragraph(1)) if at.is_some() => {}
                (None, _) => return None,
            }
        }
        self.units.get(at?)
    }

    /// The sentences at an address, or the paragraphs if it names no sentences; none if the text has no such place.
    #[must_use]
    pub fn find(&self, address: &Address) -> Option<Vec<&str>> {
        let unit = self.unit(address)?;
        let Some((from, to)) = address.sentences() else {
            let heading = unit.own.is_empty().then_some(unit.heading.as_str()).filter(|heading| !heading.is_empty());
            return Some(unit.own.iter().map(String::as_str).chain(heading).collect());
        };
        let found: Vec<&str> = unit.sentences().skip(usize::from(from) - 1).take(usize::from(to - from) + 1).collect();
        (found.len() == usize::from(to - from) + 1).then_some(found)
    }
}

fn is_short(text: &str) -> bool {
    text.chars().count() < SHORT && !text.contains(['。', '、'])
}

fn sentences(paragraph: &str) -> Vec<&str> {
    let (mut found, mut depth, mut from) = (vec![], 0_i32, 0);
    for (at, c) in paragraph.char_indices() {
        match fold(c) {
            '(' | '「' | '『' | '〔' | '[' => depth += 1,
            ')' | '」' | '』' | '〕' | ']' => depth = (depth - 1).max(0),
            '。' if depth == 0 => {
                found.push(paragraph[from..at + c.len_utf8()].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(paragraph[from..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// A line as it counts: without its indentation and without the mark of a list that a converter put there.
struct Line<'t> {
    content: &'t str,
    indent: usize,
    number: usize,
    after_blank: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = vec![];
    let mut blank = false;
    for (number, raw) in text.lines().enumerate() {
        let content = raw.trim();
        let content = content.strip_prefix("- ").or_else(|| content.strip_prefix("* ")).unwrap_or(content).trim_start();
        if content.is_empty() {
            blank = true;
            continue;
        }
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        found.push(Line { content, indent, number: number + 1, after_blank: blank });
        blank = false;
    }
    found
}

struct Reader<'t> {
    lines: &'t [Line<'t>],
    units: Vec<Unit>,
    /// The part to which the next line may belong.
    current: usize,
    has_articles: bool,
    /// The last number of a section or article.
    last: u16,
    /// A heading in brackets that waits for its article.
    caption: String,
}

impl<'t> Reader<'t> {
    fn new(lines: &'t [Line<'t>]) -> Self {
        let preface =
            Unit { key: Key::Preface, nth: 1, heading: String::new(), own: vec![], line: 1, parent: None, indent: 0 };
        Self {
            lines,
            units: vec![preface],
            current: 0,
            has_articles: lines.iter().any(|line| article(line.content).is_some()),
            last: 0,
            caption: String::new(),
        }
    }

    fn line(&mut self, at: usize) {
        let line = &self.lines[at];
        if self.is_caption(at) {
            self.caption = line.content.trim_matches(['(', ')', '（', '）']).to_owned();
            return;
        }
        if is_supplement(line.content) {
            let number = 1 + self.count(None, |key| matches!(key, Key::Supplement(_)));
            self.open(Key::Supplement(number), line);
            return;
        }
        if let Some((name, heading)) = annex(line.content) {
            self.open(Key::Annex(name), line);
            self.units[self.current].heading = heading;
            return;
        }
        match self.key_of(at) {
            Some((key, rest)) => self.mark(key, rest.trim(), line),
            None => self.text(at),
        }
    }

    /// What a line begins with, as far as the line and the count tell.
    fn key_of(&self, at: usize) -> Option<(Key, &'t str)> {
        let line = self.lines[at].content;
        if let Some((key, rest)) = marker(line) {
            return self.in_count(&key).then_some((key, rest));
        }
        let (number, rest) = bare_number(line)?;
        if self.has_articles {
            let next =
                std::iter::once(&self.units[self.current]).chain(self.chain(self.current)).find_map(|unit| match unit
                    .key
                {
                    Key::Paragraph(number) => Some(number + 1),
                    Key::Number(_) | Key::Supplement(_) => Some(2),
                    _ => None,
                });
            return (next == Some(number)).then_some((Key::Paragraph(number), rest));
        }
        (number == self.last + 1).then_some((Key::Number(number), rest))
    }

    /// Kana count only in their order: a line may begin with one by chance.
    fn in_count(&self, key: &Key) -> bool {
        let (Key::Kana(kana) | Key::KanaInBrackets(kana)) = key else { return true };
        let depth = key.depth();
        let before = std::iter::once(&self.units[self.current])
            .chain(self.chain(self.current))
            .find(|unit| unit.key.depth() == depth)
            .and_then(|unit| match unit.key {
                Key::Kana(kana) | Key::KanaInBrackets(kana) => kana_number(kana),
                _ => None,
            });
        kana_number(*kana) == Some(before.unwrap_or(0) + 1)
    }

    fn is_caption(&self, at: usize) -> bool {
        let line = self.lines[at].content;
        let closed = line.starts_with(['(', '（']) && line.ends_with([')', '）']) && marker(line).is_none();
        closed && self.lines.get(at + 1).is_some_and(|next| article(next.content).is_some())
    }

    /// The parts that contain a part, from the inside.
    fn chain(&self, of: usize) -> impl Iterator<Item = &Unit> {
        std::iter::successors(self.units[of].parent, |at| self.units[*at].parent).map(|at| &self.units[at])
    }

    fn count(&self, parent: Option<usize>, is: impl Fn(&Key) -> bool) -> u16 {
        let found = self.units.iter().filter(|unit| unit.parent == parent && is(&unit.key)).count();
        u16::try_from(found).unwrap_or(u16::MAX - 1)
    }

    /// The innermost part around the present place that may contain a key.
    fn parent_of(&self, key: &Key) -> Option<usize> {
        let mut at = Some(self.current);
        while let Some(index) = at {
            if self.units[index].key.depth() < key.depth() {
                return Some(index);
            }
            at = self.units[index].parent;
        }
        None
    }

    fn open(&mut self, key: Key, line: &Line<'_>) {
        let parent = self.parent_of(&key);
        let nth = 1 + self.count(parent, |other| *other == key);
        self.units.push(Unit {
            key,
            nth,
            heading: String::new(),
            own: vec![],
            line: line.number,
            parent,
            indent: line.indent,
        });
        self.current = self.units.len() - 1;
    }

    fn mark(&mut self, key: Key, rest: &str, line: &Line<'_>) {
        let parent = self.parent_of(&key);
        let key = match key {
            Key::Bullet(_) => Key::Bullet(1 + self.count(parent, |key| matches!(key, Key::Bullet(_)))),
            Key::Block(_) => Key::Block(1 + self.count(parent, |key| matches!(key, Key::Block(_)))),
            key => key,
        };
        if let Key::Number(number) = key {
            self.last = number;
        }
        let headed =
            matches!(key, Key::Number(_)) && !self.has_articles && !rest.contains('。') || matches!(key, Key::Note(_));
        let block = matches!(key, Key::Block(_)).then(|| line.content.split_once('】').map_or("", |(name, _)| name));
        self.open(key, line);
        let caption = std::mem::take(&mut self.caption);
        let unit = &mut self.units[self.current];
        unit.heading = caption;
        if let Some(name) = block {
            unit.heading = name.trim_start_matches('【').to_owned();
        } else if headed {
            unit.heading = rest.to_owned();
            return;
        }
        if !rest.is_empty() {
            unit.own.push(rest.to_owned());
        }
    }

    /// A line without a mark: it goes on, begins a paragraph, or closes a list.
    fn text(&mut self, at: usize) {
        let line = &self.lines[at];
        let short = is_short(line.content);
        let heads = short
            && self
                .lines
                .get(at + 1)
                .and_then(|next| marker(next.content))
                .is_some_and(|(key, _)| key.is_first() || key == Key::Bullet(0));
        let unit = &self.units[self.current];
        let within = unit.key.is_item();
        if heads && (within && line.indent <= unit.indent || matches!(unit.key, Key::Tail(_))) {
            return self.tail(line);
        }
        let name = unit.own.first().is_some_and(|own| is_short(own)) && line.after_blank && !short;
        let above = line.indent > unit.indent || name;
        if within && above && !unit.ended() && unit.own.len() == 1 && unit.heading.is_empty() {
            // 「(1) アカウントの取得」 above indented lines, or set off from whole sentences, is their heading.
            let unit = &mut self.units[self.current];
            unit.heading = unit.own.remove(0);
            unit.own.push(line.content.to_owned());
            return;
        }
        let entry = line.after_blank && short;
        let begins = unit.ended() || entry || within && line.indent > unit.indent;
        if within && unit.ended() && line.indent <= unit.indent {
            self.tail(line);
        } else if begins {
            self.units[self.current].own.push(line.content.to_owned());
        } else if let Some(last) = self.units[self.current].own.last_mut() {
            last.push_str(line.content);
        }
    }

    fn tail(&mut self, line: &Line<'_>) {
        let parent = self.parent_of(&Key::Tail(0));
        let number = 1 + self.count(parent, |key| matches!(key, Key::Tail(_)));
        self.open(Key::Tail(number), line);
        self.units[self.current].own.push(line.content.to_owned());
    }
}
