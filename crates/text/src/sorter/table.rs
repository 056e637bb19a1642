//! The weights: as a file that can be read line by line, and as a table that is asked a hundred times a sentence.

use std::fmt::Write as _;

use super::{HEADS, Head, VERSION, grams, grams::Key};

/// Learnt weights, ready to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Sorter {
    pub(super) heads: [Limits; HEADS],
    /// The groups in the order of the file, each with its place in the table.
    keys: Vec<(Key, u32)>,
    /// Eight bits of the key at each place, 0 where it is empty: most questions end here, and the whole of it stays near.
    tags: Vec<u8>,
    /// What stands there, in one piece, so that an answer costs one look.
    cells: Vec<Cell>,
    /// By how much a key is shifted to find its place.
    shift: u32,
}

/// What a group weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Value {
    pub weights: [i8; HEADS],
    /// How much of the length of a text it counts for: a common group counts little.
    pub mass: u8,
}

/// A place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Cell {
    /// A part of the key.
    print: u32,
    value: Value,
}

/// What a sum means for one head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Limits {
    /// One step of a weight.
    pub scale: f32,
    /// Where a text without any known group stands.
    pub bias: f32,
    /// From here on alone as `strong` and as `possible`.
    pub strong: f32,
    pub possible: f32,
    /// Below this an entry of the lexicon is doubted.
    pub doubt: f32,
}

impl Default for Limits {
    /// Says nothing.
    fn default() -> Self {
        Self { scale: 0.0, bias: -1.0, strong: f32::MAX, possible: f32::MAX, doubt: f32::MIN }
    }
}

/// The mass of a group that nobody has seen; a group that two sentences share has 255.
pub(super) const UNKNOWN: u32 = 52;

/// What every stretch counts beside its groups: a word or two say little, whatever they weigh.
pub(super) const LEAST: u32 = 4 * 255;

/// The most that is written: a weight is one printable character.
pub(super) const MOST: i8 = 46;
/// The character of weight 0.
const ZERO: i8 = b'O' as i8;

/// Groups at most: what fits into a program without being noticed.
const MANY: usize = 1 << 17;

impl Sorter {
    /// From groups with their values; none twice.
    pub(super) fn new(heads: [Limits; HEADS], groups: Vec<(Key, Value)>) -> Result<Self, String> {
        if groups.len() > MANY {
            return Err(format!("{} groups are too many", groups.len()));
        }
        let bits = (groups.len() * 2).next_power_of_two().trailing_zeros().max(1);
        let mut sorter = Self {
            heads,
            keys: Vec::with_capacity(groups.len()),
            tags: vec![0; 1 << bits],
            cells: vec![Cell::default(); 1 << bits],
            shift: 64 - bits,
        };
        for (key, value) in groups {
            let (mut slot, print, tag) = sorter.place(key);
            while sorter.tags[slot] != 0 {
                // The same print further on would never be reached.
                if sorter.cells[slot].print == print {
                    return Err(format!("{:?} cannot be told from another", grams::written(key)));
                }
                slot = (slot + 1) & (sorter.tags.len() - 1);
            }
            sorter.tags[slot] = tag;
            sorter.cells[slot] = Cell { print, value };
            sorter.keys.push((key, slot as u32));
        }
        Ok(sorter)
    }

    /// Where a key would stand, with its print and its tag.
    fn place(&self, key: Key) -> (usize, u32, u8) {
        let mixed = (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed >> self.shift) as usize, (mixed >> 8) as u32, (mixed >> 40) as u8 | 1)
    }

    /// What a group weighs; absent: nobody has seen it.
    pub(super) fn value(&self, key: Key) -> Option<&Value> {
        let (mut slot, print, tag) = self.place(key);
        loop {
            let found = self.tags[slot];
            if found == 0 {
                return None;
            }
            if found == tag && self.cells[slot].print == print {
                return Some(&self.cells[slot].value);
            }
            slot = (slot + 1) & (self.tags.len() - 1);
        }
    }

    /// The groups with what they weigh, in the order of the file.
    fn groups_of(&self) -> impl Iterator<Item = (Key, &Value)> {
        self.keys.iter().map(|(key, slot)| (*key, &self.cells[*slot as usize].value))
    }

    /// With the limits of another, for weights that were learnt without some voices.
    #[must_use]
    pub fn with_limits_of(mut self, other: &Self) -> Self {
        for (own, other) in self.heads.iter_mut().zip(&other.heads) {
            *own = Limits { scale: own.scale, bias: own.bias, ..*other };
        }
        self
    }

    #[cfg(test)]
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> {
        self.keys.iter().map(|(key, _)| *key)
    }

    /// Whether anything was learnt.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// How many groups it knows.
    pub fn groups(&self) -> usize {
        self.keys.len()
    }

    /// What a group weighs for a head; for whoever reads the weights.
    pub fn weight(&self, group: &str, head: Head) -> Option<i8> {
        let key = grams::parse(group)?;
        Some(self.value(key)?.weights[head as usize])
    }

    /// What a sum is for a head, on the scale of its limits.
    pub(super) fn score(&self, head: usize, sum: i32, mass: u32) -> f32 {
        let limits = &self.heads[head];
        limits.bias + limits.scale * sum as f32 / ((mass + LEAST) as f32 / 255.0).sqrt()
    }

    /// As it is committed: the version, a line for each head with scale, bias and limits, a line for each group with
    /// its weights and its mass, one character each.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        // Writing into a string cannot fail.
        let _ = writeln!(out, "{VERSION}");
        for (head, limits) in Head::ALL.into_iter().zip(&self.heads) {
            let Limits { scale, bias, strong, possible, doubt } = limits;
            let _ = writeln!(out, "{}\t{scale}\t{bias}\t{strong}\t{possible}\t{doubt}", head.id());
        }
        for (key, value) in self.groups_of() {
            let _ = write!(out, "{}\t", grams::written(key));
            for weight in value.weights {
                out.push(char::from((ZERO + weight) as u8));
            }
            let _ = writeln!(out, "\t{}", value.mass);
        }
        out
    }

    /// From what is committed.
    ///
    /// # Errors
    ///
    /// The line that is not as it has to be.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        if first != VERSION {
            return Err(format!("it is of version {first:?}, the program of {VERSION}"));
        }
        let mut heads = [Limits::default(); HEADS];
        for (head, limits) in Head::ALL.into_iter().zip(&mut heads) {
            let line = lines.next().unwrap_or_default();
            *limits = head_of(head, line).ok_or_else(|| format!("{line:?} is no head {}", head.id()))?;
        }
        let groups: Result<_, String> =
            lines.map(|line| group_of(line).ok_or_else(|| format!("{line:?} is no group"))).collect();
        Self::new(heads, groups?)
    }
}

fn head_of(head: Head, line: &str) -> Option<Limits> {
    let mut fields = line.split('\t');
    (fields.next()? == head.id()).then_some(())?;
    let mut number = || fields.next()?.parse().ok();
    Some(Limits { scale: number()?, bias: number()?, strong: number()?, possible: number()?, doubt: number()? })
}

fn group_of(line: &str) -> Option<(Key, Value)> {
    let mut fields = line.split('\t');
    let key = grams::parse(fields.next()?)?;
    let written: [u8; HEADS] = fields.next()?.as_bytes().try_into().ok()?;
    let mut weights = [0; HEADS];
    for (weight, c) in weights.iter_mut().zip(written) {
        *weight = i8::try_from(c).ok()? - ZERO;
    }
    weights.iter().all(|weight| (-MOST..=MOST).contains(weight)).then_some(())?;
    Some((key, Value { weights, mass: fields.next()?.parse().ok()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Sorter {
        let value = |weight| Value { weights: [weight; HEADS], mass: 200 };
        let groups = ["助", "助け", "助けて", "^", "#s"].map(|group| grams::parse(group).expect("a group"));
        Sorter::new(Default::default(), groups.into_iter().zip([3, -46, 46, 0, 1].map(value)).collect()).expect("small")
    }

    #[test]
    fn what_is_written_is_read_again() {
        let sorter = small();
        assert_eq!(Sorter::from_text(&sorter.to_text()), Ok(sorter));
    }

    #[test]
    fn every_group_is_found_and_no_other() {
        let sorter = small();
        assert_eq!(sorter.value(grams::parse("助け").expect("a group")).map(|value| value.weights[0]), Some(-46));
        assert_eq!(sorter.value(grams::parse("けて").expect("a group")), None);
        assert_eq!((sorter.weight("助けて", Head::Rescue), sorter.weight("けて", Head::Rescue)), (Some(46), None));
        for key in sorter.keys() {
            assert!(sorter.value(key).is_some());
        }
    }

    #[test]
    fn what_is_not_as_it_has_to_be_is_refused_with_its_line() {
        let text = small().to_text();
        assert!(Sorter::from_text(&text.replace(VERSION, "sorter@0")).is_err_and(|error| error.contains("sorter@0")));
        assert!(Sorter::from_text(&text.replace("rescue", "rescued")).is_err_and(|error| error.contains("rescued")));
        assert!(
            Sorter::from_text(&format!("{text}助けてよ\tOOOOOOOO\t1\n")).is_err_and(|error| error.contains("助けてよ"))
        );
        assert!(Sorter::from_text(&format!("{text}助け\tOOOOOOOO\t1\n")).is_err(), "a group twice");
        assert!(Sorter::from_text(&format!("{text}水\tOOO~OOOO\t1\n")).is_err(), "a weight beyond the most");
    }
}
