//! What is made of the scores of a text beside what the lexicon found.

use std::sync::{Arc, LazyLock};

use super::{
    Head, Sorter, VERSION,
    weigh::{Room, Stretch, walk},
};
use crate::{
    screen::{Category, Finding, Note, Tier},
    view::{Reading, View},
};

/// How much more than elsewhere something must weigh where words stand that cancel it in the lexicon: harm where a text
/// speaks of the body, its offices and what they do or tells what others said, a call where it tells news or everyday life.
const CALM: f32 = 0.35;
/// Bytes of the shortest text, as it is read, of which harm is doubted: ten letters.
const FEW: usize = 30;
/// Words shown at most.
const SHOWN: usize = 3;
/// Characters of one of them at most.
const WIDE: usize = 12;

/// What is made of the scores beside what the lexicon found. `calm`: heads of which words stand there that cancel
/// them; `off`: heads that a layer has taken out.
pub(crate) fn say(
    sorter: &Sorter,
    off: u8,
    (text, calm): (&str, u8),
    view: &mut View,
    room: &mut Room,
    found: &mut Vec<Finding>,
) {
    if room.stretches.len() > 1 {
        found.sort_by_key(|finding| finding.start);
    }
    let mut plain = false;
    let mut added = vec![];
    let mut rest = found.as_mut_slice();
    for (at, stretch) in room.stretches.iter().enumerate() {
        let verdicts = verdicts(sorter, off, calm, stretch);
        let silent = verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Nothing);
        if silent && rest.is_empty() {
            continue;
        }
        // The view may hold another reading by now.
        if !plain {
            view.read(text, Reading::Plain);
            plain = true;
        }
        let until =
            if at + 1 == room.stretches.len() { text.len() } else { view.original(stretch.start, stretch.end).1 };
        let own = rest.partition_point(|finding| finding.start < until);
        let (own, others) = rest.split_at_mut(if room.stretches.len() > 1 { own } else { rest.len() });
        rest = others;
        room.steps += own.len();
        let mut judge = Judge { sorter, off, text, view, stretch, own, added: vec![] };
        // Who calls for rescue wants to live.
        let called = verdicts.contains(&(Head::Rescue, Verdict::Strong));
        for (head, verdict) in verdicts {
            if !(called && head == Head::SelfHarm && verdict != Verdict::Doubt) {
                judge.one(head, verdict);
            }
        }
        judge.kinds();
        added.append(&mut judge.added);
    }
    found.append(&mut added);
}

/// What a score says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Strong,
    Possible,
    Nothing,
    /// Texts of this kind hardly ever read so.
    Doubt,
}

fn verdicts(sorter: &Sorter, off: u8, calm: u8, stretch: &Stretch) -> [(Head, Verdict); 4] {
    [Head::Harm, Head::Rescue, Head::SelfHarm, Head::Incitement].map(|head| {
        let (score, limits) = (stretch.scores[head as usize], &sorter.heads[head as usize]);
        let verdict = match score {
            _ if off & head.bit() != 0 => Verdict::Nothing,
            _ if calm & head.bit() != 0 && score >= limits.doubt && score < limits.strong + CALM => Verdict::Nothing,
            _ if score >= limits.strong => Verdict::Strong,
            _ if score >= limits.possible => Verdict::Possible,
            _ if score < limits.doubt => Verdict::Doubt,
            _ => Verdict::Nothing,
        };
        (head, verdict)
    })
}

fn belongs(head: Head, category: Category) -> bool {
    match head {
        Head::Harm => Head::of(category).is_some_and(|own| Head::HARM.contains(&own)),
        own => own.category() == Some(category),
    }
}

/// One stretch with what was found there by hand and what is added.
struct Judge<'a> {
    sorter: &'a Sorter,
    off: u8,
    text: &'a str,
    view: &'a View,
    stretch: &'a Stretch,
    own: &'a mut [Finding],
    added: Vec<Finding>,
}

impl Judge<'_> {
    fn one(&mut self, head: Head, verdict: Verdict) {
        let wanted = match verdict {
            Verdict::Strong => Tier::Strong,
            Verdict::Possible => Tier::Possible,
            Verdict::Doubt => return self.doubt(head),
            Verdict::Nothing => return,
        };
        if self.serious(head) {
            return;
        }
        // What an entry holds for possible and the weights as well: two that know nothing of each other. What is quoted
        // stays what it is.
        let weak = |finding: &Finding| finding.tier == Tier::Possible && !finding.notes.contains(&Note::Quoted);
        if let Some(at) = self.own.iter().position(|finding| weak(finding) && belongs(head, finding.category)) {
            let words = self.pieces(Head::of(self.own[at].category).unwrap_or(head)).0;
            self.own[at].tier = Tier::Strong;
            self.own[at].notes.push(Note::Learnt(words));
            return;
        }
        let kind = if head == Head::Harm { self.kind() } else { head };
        self.add(kind, wanted);
    }

    /// Whether harm, rescue and so on is found for sure.
    fn serious(&self, head: Head) -> bool {
        let sure = |finding: &Finding| finding.tier <= Tier::Strong && belongs(head, finding.category);
        self.own.iter().chain(&self.added).any(sure)
    }

    /// What an entry took too literally becomes a thing to look at.
    fn doubt(&mut self, head: Head) {
        let whole = self.view.original(self.stretch.start, self.stretch.end);
        // A few words are near nothing, whatever they are: their score says that little is known of them.
        if head == Head::Harm && self.stretch.end - self.stretch.start < FEW {
            return;
        }
        for finding in self.own.iter_mut() {
            // A kind of harm that weighs something by itself is not doubted for the whole: of some there are few examples.
            let own = Head::of(finding.category).unwrap_or(head) as usize;
            let far = own == head as usize || self.stretch.scores[own] < self.sorter.heads[own].possible;
            // What is more than half of what is said is not doubted for the rest.
            let part = (finding.end - finding.start) * 2 < whole.1 - whole.0;
            if far && part && finding.tier == Tier::Strong && belongs(head, finding.category) {
                finding.tier = Tier::Possible;
                finding.notes.push(Note::Unlike);
            }
        }
    }

    /// Where harm is found, every further kind of it that weighs enough by itself: an insult may threaten besides.
    fn kinds(&mut self) {
        if self.off & Head::Harm.bit() != 0 || !self.serious(Head::Harm) {
            return;
        }
        for kind in Head::HARM {
            if self.stretch.scores[kind as usize] >= self.sorter.heads[kind as usize].strong && !self.serious(kind) {
                self.add(kind, Tier::Strong);
            }
        }
    }

    /// Which kind of harm it is most of all.
    fn kind(&self) -> Head {
        let above = |head: &Head| self.stretch.scores[*head as usize] - self.sorter.heads[*head as usize].strong;
        Head::HARM.into_iter().max_by(|a, b| above(a).total_cmp(&above(b))).unwrap_or(Head::Abuse)
    }

    fn add(&mut self, head: Head, tier: Tier) {
        static THIS: LazyLock<Arc<str>> = LazyLock::new(|| VERSION.into());
        let (words, (start, end)) = self.pieces(head);
        // Where only what is missing weighs, there is no word to show.
        if self.off & head.bit() == 0
            && start < end
            && let Some(category) = head.category()
        {
            let surface = self.text[start..end].to_owned();
            self.added.push(Finding {
                category,
                tier,
                start,
                end,
                reading: surface.clone(),
                surface,
                rule: head.rule().into(),
                version: THIS.clone(),
                notes: vec![Note::Learnt(words)],
            });
        }
    }

    /// The words that weighed most, as they are written, and the stretch from the first to the last of them.
    fn pieces(&self, head: Head) -> (Vec<String>, (usize, usize)) {
        let Self { sorter, text, view, stretch, .. } = *self;
        let read = &view.text()[stretch.start..stretch.end];
        let starts: Vec<usize> = read.char_indices().map(|(at, _)| at).chain(std::iter::once(read.len())).collect();
        let mut weights = vec![0.0f32; starts.len() - 1];
        walk(sorter, read, |end, letters, value| {
            // A group is shared by its letters; its bounds are none.
            let last = starts.partition_point(|at| *at < end);
            let first = last.saturating_sub(letters as usize);
            let share = f32::from(value.weights[head as usize]) / letters as f32;
            for weight in weights[first..last.min(starts.len() - 1)].iter_mut() {
                *weight += share;
            }
        });
        let mut runs = runs(&weights);
        runs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        runs.truncate(SHOWN);
        // A run that weighs a fraction of the first explains nothing.
        let least = runs.first().map_or(0.0, |run| run.0 / 4.0);
        runs.retain(|run| run.0 >= least);
        runs.sort_by_key(|run| run.1);
        let original =
            |first: usize, last: usize| view.original(stretch.start + starts[first], stretch.start + starts[last]);
        let words: Vec<String> = runs
            .iter()
            .map(|(_, first, last)| {
                let (from, until) = original(*first, *last);
                text[from..until].to_owned()
            })
            .collect();
        let place = match (runs.first(), runs.last()) {
            (Some(first), Some(last)) => original(first.1, last.2),
            _ => (0, 0),
        };
        (words, place)
    }
}

/// Stretches of letters that weigh for it, each with its sum, begin and end.
fn runs(weights: &[f32]) -> Vec<(f32, usize, usize)> {
    let mut runs: Vec<(f32, usize, usize)> = vec![];
    for (at, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        match runs.last_mut() {
            Some((sum, first, last)) if *last == at && at - *first < WIDE => {
                *sum += weight;
                *last = at + 1;
            }
            _ => runs.push((*weight, at, at + 1)),
        }
    }
    runs
}
