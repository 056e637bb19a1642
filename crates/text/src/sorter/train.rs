//! How the weights are made: a deterministic program over the corpus of this repository. The same sentences give the same
//! file, byte by byte, on every machine: sums, products, quotients and square roots alone, no function that a platform
//! rounds in its own way, no clock, no chance but a counter.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

pub use super::learner::weights;
use super::{
    HEADS, Head, Sorter,
    grams::{self, Key},
};
use crate::{
    screen::Mode,
    view::{Reading, View},
};

/// A sentence to learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Who speaks: one file, `part/name`. No voice stands on both sides when it is asked how well new voices are read.
    pub voice: String,
    /// What a good reader says of it.
    pub labels: Vec<String>,
    /// Who would have written it to whom.
    pub mode: Mode,
    /// The sentence.
    pub text: String,
}

/// Labels of texts in which nothing may be found.
const INNOCENT: [&str; 6] = ["criticism", "title", "news", "warning", "name", "plain"];

/// Begins the label of a text that only looks as if it held a datum.
const LOOK_ALIKE: &str = "not_";

impl Sample {
    /// Whether it is an example of what a head looks for.
    pub fn is(&self, head: Head) -> bool {
        let has = |head: Head| self.labels.iter().any(|label| label == head.id());
        if head == Head::Harm { Head::HARM.into_iter().any(has) } else { has(head) }
    }

    /// Whether nothing may be found in it.
    pub fn is_innocent(&self) -> bool {
        self.labels.iter().all(|label| INNOCENT.contains(&label.as_str()) || label.starts_with(LOOK_ALIKE))
    }

    /// Whether it is labelled as one thing and no other.
    pub fn is_only(&self, label: &str) -> bool {
        self.labels == [label]
    }
}

/// Parts of the corpus that are open, in the order of their writing.
pub const PARTS: [&str; 13] = [
    "development",
    "second",
    "third",
    "fourth",
    "first-sealed",
    "second-sealed",
    "third-sealed",
    "fifth",
    "sixth",
    "fourth-sealed",
    "seventh",
    "fifth-sealed",
    "eighth",
];

/// Parts by the hand of the first writer.
const FIRST: [&str; 6] = ["development", "second", "third", "fourth", "second-sealed", "sixth"];

/// Who wrote a voice: one hand has its habits in all the voices that it takes on. Each part has one writer, but the first of them
/// wrote several, and in some parts the letter before the name of a voice tells who wrote it.
pub fn writer(voice: &str) -> &str {
    let (part, name) = voice.split_once('/').unwrap_or((voice, ""));
    match part {
        _ if FIRST.contains(&part) => "first",
        "seventh" | "fifth-sealed" | "eighth" => &voice[..part.len() + 1 + name.find('-').unwrap_or(name.len())],
        _ => part,
    }
}

/// The open parts of a corpus; those that are not there are left out.
///
/// # Errors
///
/// A file that cannot be read, or a line that has not three or four fields.
pub fn corpus(root: &Path) -> io::Result<Vec<Sample>> {
    let mut all = vec![];
    for part in PARTS {
        let Ok(entries) = fs::read_dir(root.join(part)) else { continue };
        let mut files = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        files.sort();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            for line in fs::read_to_string(&file)?.lines() {
                let fields: Vec<&str> = line.split('\t').collect();
                let ([labels, mode, text] | [labels, mode, _, text]) = fields[..] else {
                    return Err(io::Error::other(format!("{}: {line:?}", file.display())));
                };
                // Texts about data are labelled for data alone; those with a datum may threaten besides.
                if fields.len() == 4 && !labels.starts_with(LOOK_ALIKE) {
                    continue;
                }
                all.push(Sample {
                    voice: format!("{part}/{name}"),
                    labels: labels.split('+').map(str::to_owned).collect(),
                    mode: if mode == "draft" { Mode::Draft } else { Mode::Comment },
                    text: text.to_owned(),
                });
            }
        }
    }
    Ok(all)
}

/// How it is learnt. The values were chosen by what held-out voices say.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// Groups that are kept, at most.
    pub groups: usize,
    /// How much a mistake costs against the size of the weights.
    pub cost: f64,
    /// Rounds over all sentences.
    pub rounds: usize,
}

impl Default for Way {
    fn default() -> Self {
        Self { groups: 64_000, cost: 1.0, rounds: 12 }
    }
}

/// A sentence as its groups: number, how often.
pub(super) type Row = Vec<(u32, f64)>;

/// The sentences as groups. Read once for all that is learnt from them.
pub struct Texts {
    pub(super) names: Vec<Key>,
    pub(super) rows: Vec<Row>,
}

impl Texts {
    /// Reads the sentences.
    pub fn new(samples: &[Sample]) -> Self {
        let mut view = View::default();
        let mut read: Vec<BTreeMap<Key, u32>> = vec![];
        for sample in samples {
            let seen = view.read(&sample.text, Reading::Plain);
            let mut groups = BTreeMap::new();
            grams::all(view.text(), seen, |key| *groups.entry(key).or_default() += 1);
            read.push(groups);
        }
        let names: BTreeSet<Key> = read.iter().flat_map(BTreeMap::keys).copied().collect();
        let names: Vec<Key> = names.into_iter().collect();
        let number = |key: &Key| names.binary_search(key).unwrap_or_default() as u32;
        let rows =
            read.iter().map(|groups| groups.iter().map(|(key, count)| (number(key), f64::from(*count))).collect());
        Self { rows: rows.collect(), names }
    }
}

/// Every sentence as weights read it that were learnt without its writer.
pub fn held_out(samples: &[Sample], texts: &Texts, way: Way) -> Vec<[f32; HEADS]> {
    let mut scores = vec![[0.0; HEADS]; samples.len()];
    for (inside, outside) in folds(samples) {
        let sorter = weights(samples, texts, &inside, way);
        for at in outside {
            scores[at] = sorter.scores(&samples[at].text);
        }
    }
    scores
}

/// Sentences to learn from and sentences to ask about, for each writer: folds of voices would promise more than a new writer
/// keeps.
pub fn folds(samples: &[Sample]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let writers: BTreeSet<&str> = samples.iter().map(|sample| writer(&sample.voice)).collect();
    let side = |of: &str| (0..samples.len()).partition(|at| writer(&samples[*at].voice) != of);
    writers.into_iter().map(side).collect()
}

/// How often innocents may be flagged where voices are new, of ten thousand.
struct Allowed {
    strong: usize,
    possible: usize,
    /// Examples below the limit of doubt, of ten thousand.
    doubt: usize,
}

/// The limits, from what held-out voices say.
pub fn limits(samples: &[Sample], scores: &[[f32; HEADS]], sorter: &mut Sorter) {
    for head in Head::ALL {
        let of = |wanted: &dyn Fn(&Sample) -> bool| -> Vec<f32> {
            let mut all: Vec<f32> = samples
                .iter()
                .zip(scores)
                .filter(|(one, _)| wanted(one))
                .map(|(_, scores)| scores[head as usize])
                .collect();
            all.sort_by(|a, b| b.total_cmp(a));
            all
        };
        let Allowed { strong, possible, doubt } = match head {
            // Who calls in vain loses more than who looks in vain.
            Head::Rescue => Allowed { strong: 180, possible: 300, doubt: 600 },
            Head::Harm => Allowed { strong: 50, possible: 150, doubt: 2000 },
            // Few examples, and others beside them: only what stands out.
            Head::SelfHarm | Head::Incitement => Allowed { strong: 15, possible: 30, doubt: 0 },
            // Asked only for what harm as a whole doubts.
            _ => Allowed { strong: 15, possible: 60, doubt: 1000 },
        };
        let innocent = of(&Sample::is_innocent);
        let examples = of(&|sample| sample.is(head));
        // Above all that may not be flagged.
        let at =
            |list: &[f32], share: usize| list.get(list.len() * share / 10_000).map_or(f32::MAX, |score| score + 0.001);
        let limits = &mut sorter.heads[head as usize];
        limits.strong = at(&innocent, strong);
        limits.possible = at(&innocent, possible);
        limits.doubt = examples.get(examples.len() - 1 - examples.len() * doubt / 10_000).copied().unwrap_or(f32::MIN);
    }
}

/// What is committed: weights from all sentences, with limits from held-out voices.
pub fn made(samples: &[Sample]) -> Sorter {
    let way = Way::default();
    let texts = Texts::new(samples);
    let all: Vec<usize> = (0..samples.len()).collect();
    let mut sorter = weights(samples, &texts, &all, way);
    limits(samples, &held_out(samples, &texts, way), &mut sorter);
    sorter
}
