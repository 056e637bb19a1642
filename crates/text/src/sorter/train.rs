//! How the weights are made: a deterministic program over the corpus of this repository. The same sentences give the same
//! file, byte by byte, on every machine: sums, products, quotients and square roots alone, no function that a platform
//! rounds in its own way, no clock, no chance but a counter.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use super::{
    HEADS, Head, Sorter,
    grams::{self, Key},
    table::{LEAST, Limits, MOST, UNKNOWN, Value},
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
pub const PARTS: [&str; 9] =
    ["development", "second", "third", "fourth", "first-sealed", "second-sealed", "third-sealed", "fifth", "sixth"];

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
    /// Folds of voices by which limits are chosen.
    pub folds: usize,
}

impl Default for Way {
    fn default() -> Self {
        Self { groups: 20_000, cost: 1.0, rounds: 12, folds: 8 }
    }
}

/// A sentence as its groups: number, how often.
type Row = Vec<(u32, f64)>;

/// The sentences as groups. Read once for all that is learnt from them.
pub struct Texts {
    names: Vec<Key>,
    rows: Vec<Row>,
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

/// Weights from those sentences that are `chosen`, without limits.
pub fn weights(samples: &[Sample], texts: &Texts, chosen: &[usize], way: Way) -> Sorter {
    let mut often = vec![0u32; texts.names.len()];
    for row in chosen.iter().map(|at| &texts.rows[*at]) {
        row.iter().for_each(|(group, _)| often[*group as usize] += 1);
    }
    // What one sentence alone says is said by nobody else.
    let masses: Vec<u8> = often.iter().map(|count| if *count < 2 { 0 } else { mass(*count) }).collect();
    // Which groups matter shows before what each of them weighs to the last digit.
    let learnt = Learner { samples, texts, chosen, masses: &masses, way: Way { rounds: way.rounds / 2, ..way } }.all();
    let kept = kept(&learnt, &masses, texts, way.groups);
    let masses: Vec<u8> = masses.iter().zip(&kept).map(|(mass, kept)| if *kept { *mass } else { 0 }).collect();
    let learnt = Learner { samples, texts, chosen, masses: &masses, way }.all();
    written(&learnt, &masses, texts)
}

/// A group that two sentences share counts fully; the more share it, the less: to the power of -3/4.
fn mass(sentences: u32) -> u8 {
    let root = (2.0 / f64::from(sentences)).sqrt().sqrt();
    (255.0 * root * root * root).round().max(1.0) as u8
}

/// The weights of one head, before they are made whole numbers.
struct Learnt {
    weights: Vec<f64>,
    bias: f64,
}

struct Learner<'a> {
    samples: &'a [Sample],
    texts: &'a Texts,
    chosen: &'a [usize],
    /// 0: the group is not known.
    masses: &'a [u8],
    way: Way,
}

impl Learner<'_> {
    fn all(&self) -> Vec<Learnt> {
        let rows: Vec<Row> = self.chosen.iter().map(|at| self.row(&self.texts.rows[*at])).collect();
        Head::ALL.into_iter().map(|head| self.head(&rows, head)).collect()
    }

    /// A sentence of length one, as it is weighed: each group by the root of its mass, divided by that of all masses.
    fn row(&self, row: &Row) -> Row {
        let (mut length, mut kept) = (f64::from(LEAST) / 255.0, vec![]);
        for (group, count) in row {
            match self.masses[*group as usize] {
                0 => length += count * f64::from(UNKNOWN) / 255.0,
                mass => {
                    let mass = f64::from(mass) / 255.0;
                    length += count * mass;
                    kept.push((*group, count * mass.sqrt()));
                }
            }
        }
        let length = length.sqrt();
        kept.iter_mut().for_each(|(_, value)| *value /= length);
        kept
    }

    /// A machine of support vectors with squared loss, by descent in one sentence after the other (Hsieh and others 2008).
    fn head(&self, rows: &[Row], head: Head) -> Learnt {
        let signs: Vec<f64> =
            self.chosen.iter().map(|at| if self.samples[*at].is(head) { 1.0 } else { -1.0 }).collect();
        let of = |sign: f64| signs.iter().filter(|one| **one == sign).count().max(1) as f64;
        // Few examples count as much as the many others together.
        let half = signs.len() as f64 / 2.0;
        let (yes, no) = (0.5 * of(1.0) / (self.way.cost * half), 0.5 * of(-1.0) / (self.way.cost * half));
        let lengths: Vec<f64> =
            rows.iter().map(|row| 1.0 + row.iter().map(|(_, value)| value * value).sum::<f64>()).collect();
        let mut learnt = Learnt { weights: vec![0.0; self.texts.names.len()], bias: 0.0 };
        let mut given = vec![0.0; rows.len()];
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut dice = Dice(1);
        for _ in 0..self.way.rounds {
            dice.shuffle(&mut order);
            for at in &order {
                let (row, sign) = (&rows[*at], signs[*at]);
                let soft = if sign > 0.0 { yes } else { no };
                let score =
                    learnt.bias + row.iter().map(|(group, value)| learnt.weights[*group as usize] * value).sum::<f64>();
                let slope = sign * score - 1.0 + soft * given[*at];
                if given[*at] == 0.0 && slope >= 0.0 {
                    continue;
                }
                let next = f64::max(given[*at] - slope / (lengths[*at] + soft), 0.0);
                let step = (next - given[*at]) * sign;
                given[*at] = next;
                learnt.bias += step;
                for (group, value) in row {
                    learnt.weights[*group as usize] += step * value;
                }
            }
        }
        learnt
    }
}

/// A counter that looks like chance.
struct Dice(u64);

impl Dice {
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (self.0 >> 33) as usize % (at + 1));
        }
    }
}

/// What a group adds to a sum: its weight by the root of its mass.
fn added(learnt: &Learnt, masses: &[u8], group: usize) -> f64 {
    learnt.weights[group] * (f64::from(masses[group]) / 255.0).sqrt()
}

/// The groups that weigh most for any head, and those that they begin with: a group is asked for only behind these.
fn kept(learnt: &[Learnt], masses: &[u8], texts: &Texts, most: usize) -> Vec<bool> {
    let mut order: Vec<(f64, usize)> = (0..masses.len())
        .filter(|group| masses[*group] > 0)
        .map(|group| {
            let weighs = |head: Head| {
                let share = if matches!(head, Head::Harm | Head::Rescue) { 1.0 } else { 0.5 };
                share * added(&learnt[head as usize], masses, group).abs()
            };
            (Head::ALL.into_iter().map(weighs).fold(0.0, f64::max), group)
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept = vec![false; masses.len()];
    let mut count = 0;
    for (_, group) in order {
        if count >= most {
            break;
        }
        let mut key = texts.names[group];
        while key != 0 {
            if let Ok(group) = texts.names.binary_search(&key)
                && !kept[group]
            {
                kept[group] = true;
                count += 1;
            }
            key = grams::begins(key);
        }
    }
    kept
}

/// In whole numbers, as they are committed.
fn written(learnt: &[Learnt], masses: &[u8], texts: &Texts) -> Sorter {
    let known: Vec<usize> = (0..masses.len()).filter(|group| masses[*group] > 0).collect();
    let mut values = vec![[0i8; HEADS]; known.len()];
    let mut heads = [Limits::default(); HEADS];
    for (head, learnt) in learnt.iter().enumerate() {
        let added: Vec<f64> = known.iter().map(|group| added(learnt, masses, *group)).collect();
        // The very heaviest are cut, so that the light ones are not lost.
        let mut sizes: Vec<f64> = added.iter().map(|one| one.abs()).collect();
        sizes.sort_by(f64::total_cmp);
        let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or_default();
        let scale = if most > 0.0 { most / f64::from(MOST) } else { 1.0 };
        for (value, added) in values.iter_mut().zip(&added) {
            value[head] = (added / scale).round().clamp(-f64::from(MOST), f64::from(MOST)) as i8;
        }
        heads[head].scale = scale as f32;
        heads[head].bias = learnt.bias as f32;
    }
    let groups = known
        .iter()
        .zip(values)
        .map(|(group, weights)| (texts.names[*group], Value { weights, mass: masses[*group] }))
        .collect();
    // Told apart by 32 bits at few thousand places: a test reads what is committed.
    Sorter::new(heads, groups).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Every sentence as weights read it that were learnt without its voice.
pub fn held_out(samples: &[Sample], texts: &Texts, way: Way) -> Vec<[f32; HEADS]> {
    let mut scores = vec![[0.0; HEADS]; samples.len()];
    for (inside, outside) in folds(samples, way.folds) {
        let sorter = weights(samples, texts, &inside, way);
        for at in outside {
            scores[at] = sorter.scores(&samples[at].text);
        }
    }
    scores
}

/// Sentences to learn from and sentences to ask about, for each fold of voices.
pub fn folds(samples: &[Sample], folds: usize) -> Vec<(Vec<usize>, Vec<usize>)> {
    let voices: BTreeSet<&str> = samples.iter().map(|sample| sample.voice.as_str()).collect();
    let fold: BTreeMap<&str, usize> = voices.into_iter().enumerate().map(|(at, voice)| (voice, at % folds)).collect();
    let side = |number: usize| (0..samples.len()).partition(|at| fold[samples[*at].voice.as_str()] != number);
    (0..folds).map(side).collect()
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
            Head::Rescue => Allowed { strong: 100, possible: 250, doubt: 400 },
            Head::Harm => Allowed { strong: 70, possible: 200, doubt: 700 },
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
