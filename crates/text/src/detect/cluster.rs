//! Numbers as they are written: groups of digits with signs between them.

use super::words::Words;

/// A run of digits and signs in the digit view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Each group of digits: first byte, byte after the last.
    pub groups: Vec<(usize, usize)>,
    /// The sign behind each group but the last; `\0` where a group only ends at its neighbour's kind of sign.
    pub signs: Vec<char>,
}

/// The most groups that one number has.
pub(super) const MOST: usize = 6;

/// The fewest digits of one number, and the most.
const FEWEST: usize = 6;
const LONGEST: usize = 18;

/// What a sign counts as that nobody writes between the groups of a number but to hide a telephone, or to read it aloud:
/// 090★1234★5678, 0229局33の2111.
pub(super) const ODD: char = '*';

/// Signs that stand between the groups of one number, as what they count.
fn joins(c: char) -> Option<char> {
    match c {
        '-' | ' ' | '.' | '・' | '/' | '_' | '(' | ')' | '\u{3000}' | 'の' => Some(c),
        '〔' | '[' => Some('('),
        '〕' | ']' => Some(')'),
        '\\' | '*' | '★' | '☆' | '=' | '→' | '|' | '~' | '♪' | '♡' | '❤' | '◆' | '◇' | '●' | '■' | '▲' | '#' | '+'
        | ':' | ';' | ',' | '、' | '\n' | '局' | '番' | '@' => Some(ODD),
        _ => None,
    }
}

/// Every cluster of a text in the digit view.
pub(super) fn clusters(text: &str) -> Vec<Cluster> {
    let bytes = text.as_bytes();
    let mut all = vec![];
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut cluster = Cluster { groups: vec![], signs: vec![] };
        loop {
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            cluster.groups.push((start, at));
            match sign(text, at) {
                Some((sign, next)) => {
                    cluster.signs.push(sign);
                    at = next;
                }
                None => break,
            }
        }
        all.push(cluster);
    }
    all
}

/// The sign at a place with digits behind it: at most three characters, the strongest of them.
fn sign(text: &str, at: usize) -> Option<(char, usize)> {
    let mut strongest = None;
    let mut end = at;
    for c in text[at..].chars().take(4) {
        if c.is_ascii_digit() {
            return strongest.map(|sign| (sign, end));
        }
        let counts = joins(c)?;
        strongest = match (strongest, counts) {
            (None, counts) => Some(counts),
            (Some('-' | ODD), _) | (Some(_), ' ') => strongest,
            (_, counts) => Some(counts),
        };
        end += c.len_utf8();
    }
    None
}

/// Groups that follow each other, as one number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window<'a> {
    digits: [u8; LONGEST],
    count: usize,
    lengths: [usize; MOST],
    pub text: &'a str,
    pub groups: &'a [(usize, usize)],
    /// Signs between them.
    pub signs: &'a [char],
    /// The sign before the first group, where another number stands before it.
    pub before: Option<char>,
    /// The sign behind the last.
    pub after: Option<char>,
}

impl<'a> Window<'a> {
    pub fn start(&self) -> usize {
        self.groups.first().map_or(0, |group| group.0)
    }

    pub fn end(&self) -> usize {
        self.groups.last().map_or(0, |group| group.1)
    }

    /// The digits without what stands between them.
    pub fn digits(&self) -> &str {
        // Always digits.
        str::from_utf8(&self.digits[..self.count]).unwrap_or_default()
    }

    pub fn group(&self, at: usize) -> &'a str {
        self.groups.get(at).map_or("", |(start, end)| &self.text[*start..*end])
    }

    /// How long each group is.
    pub fn lengths(&self) -> &[usize] {
        &self.lengths[..self.groups.len()]
    }

    /// Whether signs stand between that no number but a hidden one has.
    pub fn odd(&self) -> bool {
        self.signs.contains(&ODD)
    }

    /// Whether numbers beside it belong to it: 1-090-1234-5678.
    pub fn tied(&self) -> bool {
        let ties = |sign: Option<char>| sign.is_some_and(|sign| matches!(sign, '-' | '.' | '/' | '_'));
        ties(self.before) || ties(self.after)
    }

    /// Whether all signs between are of these.
    pub fn only(&self, signs: &[char]) -> bool {
        self.signs.iter().all(|sign| signs.contains(sign))
    }

    /// What stands before it, as far as so many characters.
    pub fn left(&self, characters: usize) -> &'a str {
        let start =
            self.text[..self.start()].char_indices().rev().take(characters).last().map_or(self.start(), |(at, _)| at);
        &self.text[start..self.start()]
    }

    /// What stands behind it, as far as so many characters.
    pub fn right(&self, characters: usize) -> &'a str {
        let rest = &self.text[self.end()..];
        let length = rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at);
        &rest[..length]
    }

    /// One of the words before or behind it, within so many characters.
    pub fn near(&self, words: &Words, characters: usize) -> Option<String> {
        words.in_either(self.left(characters), self.right(characters)).map(str::to_owned)
    }
}

/// Rows of single digits with a sign between each and the next, where such a row is as long as a number of interest: first and
/// last group.
pub(super) fn spelled(cluster: &Cluster) -> impl Iterator<Item = (usize, usize)> + '_ {
    let single = |at: usize| cluster.groups[at].1 - cluster.groups[at].0 == 1;
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < cluster.groups.len() {
            let begin = at;
            while at < cluster.groups.len() && single(at) {
                at += 1;
            }
            let count = at - begin;
            at = at.max(begin + 1);
            if matches!(count, 7 | 8 | 10..=12 | 14..=16) {
                return Some((begin, begin + count - 1));
            }
        }
        None
    })
}

/// Every window of a cluster, the longest at each place first; `take` says whether it is one, and then nothing else is
/// looked for within it.
pub(super) fn windows<'a>(text: &'a str, cluster: &'a Cluster, mut take: impl FnMut(Window<'a>) -> bool) {
    let mut from = 0;
    while from < cluster.groups.len() {
        let most = (cluster.groups.len() - from).min(MOST);
        let taken = (1..=most).rev().find(|count| {
            let groups = &cluster.groups[from..from + count];
            let all: usize = groups.iter().map(|(start, end)| end - start).sum();
            // No number of interest is shorter or longer: most windows end here.
            if !(FEWEST..=LONGEST).contains(&all) {
                return false;
            }
            let (mut digits, mut lengths, mut filled) = ([0; LONGEST], [0; MOST], 0);
            for (length, (start, end)) in lengths.iter_mut().zip(groups) {
                *length = end - start;
                digits[filled..filled + *length].copy_from_slice(&text.as_bytes()[*start..*end]);
                filled += *length;
            }
            take(Window {
                digits,
                count: all,
                lengths,
                text,
                groups,
                signs: &cluster.signs[from..from + count - 1],
                before: from.checked_sub(1).map(|at| cluster.signs[at]),
                after: cluster.signs.get(from + count - 1).copied(),
            })
        });
        from += taken.unwrap_or(1);
    }
}
