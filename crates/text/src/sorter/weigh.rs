//! What the weights say of a text: sums over its groups, stretch by stretch.

use super::{
    HEADS, Sorter,
    grams::{self, BEGIN, END, LONGEST},
    table::{UNKNOWN, Value},
};
use crate::view::{Class, Reading, Seen, View, class_of};

/// Letters of a text that is weighed as one, at most.
const WHOLE: usize = 120;
/// Longer texts are weighed in stretches of so many letters at most that end with sentences, because one line of abuse weighs
/// little among ten of thanks.
const STRETCH: usize = 60;
/// What the groups of a stretch weigh together.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    weights: [i32; HEADS],
    mass: u32,
}

impl Sum {
    fn add(&mut self, value: &Value) {
        for (sum, weight) in self.weights.iter_mut().zip(value.weights) {
            *sum += i32::from(weight);
        }
        self.mass += u32::from(value.mass);
    }
}

/// A stretch of a text with its scores.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// In the squeezed view.
    pub start: usize,
    pub end: usize,
    pub scores: [f32; HEADS],
}

/// Room that is used again.
#[derive(Debug, Default)]
pub(crate) struct Room {
    pub(super) stretches: Vec<Stretch>,
    /// Letters weighed since it was made.
    pub steps: usize,
}

/// Weighs a text in the plain reading: `view` is its squeezed view.
pub(crate) fn read(sorter: &Sorter, (text, seen): (&str, Seen), view: &View, room: &mut Room) {
    room.stretches.clear();
    if sorter.is_empty() {
        return;
    }
    let read = view.text();
    let mut start = 0;
    // A letter takes three bytes almost always: a short text is not counted.
    if read.len() > WHOLE * 3 {
        let mut last = 0;
        let mut letters = 0;
        for (end, count) in sentences(text, view) {
            if letters + count > STRETCH && last > start {
                weigh(sorter, read, seen, (start, last), room);
                (start, letters) = (last, 0);
            }
            (last, letters) = (end, letters + count);
        }
    }
    if start < read.len() {
        weigh(sorter, read, seen, (start, read.len()), room);
    }
}

/// Where sentences end in the view, each with its letters; what has no end is cut.
fn sentences<'a>(text: &'a str, view: &'a View) -> impl Iterator<Item = (usize, usize)> + 'a {
    let mut at = 0;
    let mut ends = text
        .char_indices()
        .filter(|(_, c)| matches!(class_of(*c), Class::Stop | Class::Newline))
        .map(|(at, _)| view.place_of(at) as usize)
        .chain(std::iter::once(view.text().len()));
    let mut end = ends.next().unwrap_or_default();
    std::iter::from_fn(move || {
        while end <= at {
            end = ends.next()?;
        }
        let rest = &view.text()[at..end];
        let (length, count) = match rest.char_indices().nth(STRETCH) {
            Some((length, _)) => (length, STRETCH),
            None => (rest.len(), rest.chars().count()),
        };
        at += length;
        Some((at, count))
    })
}

impl Sorter {
    /// The scores of a comment, each the highest of its stretches: for whoever measures.
    pub fn scores(&self, text: &str) -> [f32; HEADS] {
        let (mut view, mut room) = (View::default(), Room::default());
        let seen = view.read(text, Reading::Plain);
        read(self, (text, seen), &view, &mut room);
        let mut scores = [f32::MIN; HEADS];
        for stretch in &room.stretches {
            scores.iter_mut().zip(stretch.scores).for_each(|(most, score)| *most = most.max(score));
        }
        scores
    }
}

fn weigh(sorter: &Sorter, view: &str, seen: Seen, (start, end): (usize, usize), room: &mut Room) {
    let mut sum = Sum::default();
    room.steps += end - start;
    let mut unknown = walk(sorter, &view[start..end], |_, _, value| sum.add(value));
    for key in grams::signs(seen) {
        match sorter.value(key) {
            Some(value) => sum.add(value),
            None => unknown += 1,
        }
    }
    sum.mass += unknown * UNKNOWN;
    let mut scores = [0.0; HEADS];
    for (head, score) in scores.iter_mut().enumerate() {
        *score = sorter.score(head, sum.weights[head], sum.mass);
    }
    room.stretches.push(Stretch { start, end, scores });
}

/// Walks the groups that are known, each with where it ends and its letters; answers how many are not. A group is only
/// asked for where the one without its last letter is known: the table holds no group without that.
pub(super) fn walk(sorter: &Sorter, stretch: &str, mut known: impl FnMut(usize, u32, &Value)) -> u32 {
    let mut group = 0;
    // Of the groups that end with the letter before: whether the one of so many letters is known.
    let mut before = [true, false, false];
    let (mut all, mut hits, mut length) = (0, 0, 0);
    let letters = stretch.char_indices().map(|(at, c)| (at + c.len_utf8(), grams::folded(c)));
    for (end, c) in std::iter::once((0, BEGIN)).chain(letters).chain(std::iter::once((stretch.len(), END))) {
        group = grams::last(grams::with(group, c), LONGEST as u32);
        length = (length + 1).min(LONGEST as u32);
        all += length;
        let mut now = [true, false, false];
        for letters in 1..=LONGEST {
            if !before[letters - 1] {
                continue;
            }
            if let Some(value) = sorter.value(grams::last(group, letters as u32)) {
                if letters < LONGEST {
                    now[letters] = true;
                }
                hits += 1;
                known(end, letters as u32, value);
            }
        }
        before = now;
    }
    all - hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sorter::standard;

    /// The same without leaving a group out: what the walk does not ask for weighs nothing.
    fn naive(sorter: &Sorter, text: &str) -> [f32; HEADS] {
        let mut view = View::default();
        let seen = view.read(text, Reading::Plain);
        let mut sum = Sum::default();
        grams::all(view.text(), seen, |key| match sorter.value(key) {
            Some(value) => sum.add(value),
            None => sum.mass += UNKNOWN,
        });
        std::array::from_fn(|head| sorter.score(head, sum.weights[head], sum.mass))
    }

    #[test]
    fn the_walk_weighs_what_all_groups_weigh() {
        let sorter = standard();
        for text in [
            "助けて",
            "お前ら！ふざけるな",
            "屋根の上、水が２階まで(泣)",
            "ｱﾘｶﾞﾄｳ",
            "A",
            "町長の答弁は無責任だと思います。",
        ] {
            assert_eq!(sorter.scores(text), naive(&sorter, text), "{text}");
        }
    }

    #[test]
    fn stretches_cover_a_long_text_and_end_with_sentences() {
        let sorter = standard();
        let text = "短い文です。".repeat(60) + &"切れ目のない".repeat(60);
        let (mut view, mut room) = (View::default(), Room::default());
        let seen = view.read(&text, Reading::Plain);
        read(&sorter, (&text, seen), &view, &mut room);
        let bounds: Vec<_> = room.stretches.iter().map(|stretch| (stretch.start, stretch.end)).collect();
        assert!(bounds.len() > 4 && bounds[0].0 == 0 && bounds[bounds.len() - 1].1 == view.text().len(), "{bounds:?}");
        assert!(bounds.windows(2).all(|pair| pair[0].1 == pair[1].0), "{bounds:?}");
        assert!(bounds.iter().all(|(start, end)| view.text()[*start..*end].chars().count() <= STRETCH), "{bounds:?}");
        assert!(view.text()[..bounds[0].1].ends_with("短い文です"));
    }

    #[test]
    fn every_group_stands_behind_the_one_it_begins_with() {
        let sorter = standard();
        for key in sorter.keys() {
            let begins = grams::begins(key);
            assert!(
                begins == 0 || begins == grams::key(&['#']) || sorter.value(begins).is_some(),
                "{}",
                grams::written(key)
            );
        }
    }
}
