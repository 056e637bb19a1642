//! Weights from sentences: which groups are known, what each of them weighs, as whole numbers.

use super::{
    HEADS, Head, Sorter, grams,
    table::{LEAST, Limits, MOST, UNKNOWN, Value},
    train::{Row, Sample, Texts, Way},
};

/// How much more an innocent sentence counts for harm than one that is something else.
const INNOCENT: f64 = 3.0;
/// The label of what nobody would remove and nobody would praise.
const DISDAIN: &str = "disrespect";

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
        // Innocents count more than others that only are something else: they are what may not be flagged.
        let soft: Vec<Option<f64>> = self
            .chosen
            .iter()
            .map(|at| {
                let sample = &self.samples[*at];
                match head {
                    _ if sample.is(head) => Some(yes),
                    Head::Rescue | Head::SelfHarm | Head::Incitement => Some(no),
                    _ if sample.is_innocent() => Some(no / INNOCENT),
                    // Disdain is no example of harm and none of its absence.
                    _ if sample.is_only(DISDAIN) => None,
                    _ => Some(no),
                }
            })
            .collect();
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
                let Some(soft) = soft[*at] else { continue };
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
