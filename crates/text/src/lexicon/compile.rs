//! From written layers to the automaton.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use jiff::civil::Date;

use super::{
    Boundary, Lexicon, inflect,
    raw::{RawEntry, RawSide},
};
use crate::{
    screen::{Category, Mode, Tier},
    sorter::Head,
    view::{MASK, Reading, View, class_of},
};

/// What is wrong in a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The layer.
    pub lexicon: String,
    /// The entry or group.
    pub id: String,
    /// What is wrong, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// What a pattern of the automaton stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Use {
    /// A form of an entry, by its number.
    Form(u32),
    /// Innocent for an entry.
    Except(u32),
    /// The same for words with ー, by their number: they count only where it is there, as in オーナーに beside おなに.
    Long(u32),
    /// A word of a group.
    Group(u32),
    /// Innocent for a group.
    GroupExcept(u32),
}

/// A form of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    pub entry: u32,
    pub boundary: Boundary,
    /// A letter is left out.
    pub masked: bool,
    /// As the entry writes it.
    pub written: Box<str>,
    /// How many letters it has.
    pub letters: usize,
    /// It ends in a drawn-out sound (うぜぇ), which the squeezed view leaves out and which must be there.
    pub drawn: bool,
    /// A short word with ー, as the light view reads it: without it it is another word.
    pub long: Option<Box<str>>,
}

/// On which side context stands.
pub(crate) type Side = RawSide;

/// An entry, ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub category: Category,
    pub tier: Tier,
    pub alone: Option<Tier>,
    /// Groups as bits.
    pub need: u64,
    pub also: u64,
    pub forbid: u64,
    pub unless: u64,
    pub within: usize,
    pub forbid_within: usize,
    pub side: Side,
    pub across: bool,
    pub mode: Option<Mode>,
    pub found_from: Option<Box<str>>,
    pub rule: Arc<str>,
    pub version: Arc<str>,
}

/// What a pattern is good for, together because it is asked for every hit of every text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Role {
    /// The groups that it is a word of, as bits.
    pub member: u64,
    /// The detectors that look at a text where it stands, as bits.
    pub hints: u32,
    /// The groups one of which must be near for any of its forms that need company.
    pub company: u64,
    /// The modes in which it can make a finding, and those in which one of its forms needs nothing beside it.
    pub modes: u8,
    pub free: u8,
}

impl Role {
    /// Whether one of its forms may find something where only words of these groups stand. Decided without a look at the
    /// entries, because most hits of most texts end here.
    pub fn may_find(self, mode: u8, present: u64) -> bool {
        self.modes & mode != 0 && (self.free & mode != 0 || self.company & present != 0)
    }

    fn add(&mut self, entry: &Entry) {
        let modes = entry.mode.map_or(bit(Mode::Draft) | bit(Mode::Comment), bit);
        self.modes |= modes;
        if entry.alone.is_some() || entry.need == 0 && entry.also == 0 {
            self.free |= modes;
        } else {
            self.company |= if entry.need == 0 { entry.also } else { entry.need };
        }
    }
}

/// Several modes of one use fit into a byte.
pub(crate) fn bit(mode: Mode) -> u8 {
    match mode {
        Mode::Draft => 1,
        Mode::Comment => 2,
    }
}

/// Everything that screening walks with.
pub(crate) struct Compiled {
    pub automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Uses of each pattern, one after the other.
    pub uses: Vec<Use>,
    /// Where the uses of a pattern begin; one more than there are patterns.
    pub bounds: Vec<u32>,
    /// What each pattern is good for.
    pub roles: Vec<Role>,
    pub forms: Vec<Form>,
    pub entries: Vec<Entry>,
    /// Boundaries of groups.
    pub groups: Vec<Boundary>,
    /// Groups beside whose words others may begin and end, as bits.
    pub joining: u64,
    /// The group of those spoken to: what begins with >>12 speaks to somebody, as a bit.
    pub spoken_to: u64,
    /// Groups whose words cancel what was learnt unless it weighs far more, each with its heads as bits of [`Head`].
    pub calm: Vec<(u64, u8)>,
    /// What was learnt and a layer takes out, as bits of [`Head`].
    pub unlearnt: u8,
    /// Innocent words with ー: whose, and as the light view reads them.
    pub long: Vec<(u32, Box<str>)>,
    /// The patterns as the automaton has them, for the naive matcher of tests.
    pub patterns: Vec<String>,
}

/// Layers from the lowest to the highest, as they hold on a day, into what screening walks with.
///
/// # Errors
///
/// Everything that is wrong in them.
pub fn compile(layers: &[Lexicon], on: Option<Date>) -> Result<(), Vec<Problem>> {
    Compiled::new(layers, on).map(|_| ())
}

impl Compiled {
    pub fn new(layers: &[Lexicon], on: Option<Date>) -> Result<Self, Vec<Problem>> {
        let mut builder = Builder::default();
        builder.groups(layers);
        builder.entries(layers, on);
        for (word, hint) in crate::detect::hints() {
            *builder.hints.entry(squeezed(word)).or_default() |= hint;
        }
        builder.finish()
    }

    /// Heads of which a word stands in the text that cancels them, by the groups that stand there.
    pub fn calmed(&self, present: u64) -> u8 {
        self.calm.iter().filter(|(group, _)| present & group != 0).fold(0, |heads, (_, head)| heads | head)
    }

    /// Whether an entry can find anything where only words of these groups stand. Most hits end here: a common word whose
    /// company is not in the text.
    pub fn can_find(&self, form: u32, present: u64, mode: Mode) -> bool {
        let entry = &self.entries[self.forms[form as usize].entry as usize];
        if entry.mode.is_some_and(|own| own != mode) {
            return false;
        }
        entry.alone.is_some()
            || (entry.need == 0 || entry.need & present != 0) && (entry.also == 0 || entry.also & present != 0)
    }

    pub fn uses_of(&self, pattern: u32) -> &[Use] {
        let bound = |at: u32| self.bounds[at as usize] as usize;
        &self.uses[bound(pattern)..bound(pattern + 1)]
    }
}

#[derive(Default)]
struct Builder {
    /// Every use of every pattern, in the order of writing: a map would cost an allocation for each of some hundred thousand.
    patterns: Vec<(String, Use)>,
    view: View,
    forms: Vec<Form>,
    entries: Vec<Entry>,
    groups: Vec<Boundary>,
    group_ids: HashMap<String, u32>,
    problems: Vec<Problem>,
    joining: u64,
    long: Vec<(u32, Box<str>)>,
    hints: HashMap<String, u32>,
    unlearnt: u8,
}

/// Groups of the base that say that something is told, played or criticised.
const CALM: [(&str, Head); 5] = [
    ("office", Head::Harm),
    ("report", Head::Harm),
    ("news", Head::Rescue),
    ("daily", Head::Rescue),
    ("report_harm", Head::SelfHarm),
];

/// Letters behind its stem that an inflected word with a letter left out has at most: 殺してやる.
const INFLECTED: usize = 4;

/// As the automaton sees it.
pub(crate) fn squeezed(word: &str) -> String {
    View::squeezed(word).text().to_owned()
}

impl Builder {
    fn problem(&mut self, lexicon: &str, id: &str, ja: impl Into<String>, en: impl Into<String>) {
        self.problems.push(Problem { lexicon: lexicon.to_owned(), id: id.to_owned(), ja: ja.into(), en: en.into() });
    }

    fn pattern(&mut self, word: String, what: Use) {
        self.patterns.push((word, what));
    }

    /// As the automaton sees a word, with room that is used again.
    fn squeezed(&mut self, word: &str) -> String {
        self.view.read(word, Reading::Plain);
        self.view.text().to_owned()
    }

    fn groups(&mut self, layers: &[Lexicon]) {
        for layer in layers {
            for group in &layer.groups {
                let number = match self.group_ids.get(&group.id) {
                    // A higher layer adds words to a group of a lower one.
                    Some(number) => *number,
                    None => {
                        let number = self.groups.len() as u32;
                        self.groups.push(group.boundary);
                        self.group_ids.insert(group.id.clone(), number);
                        number
                    }
                };
                self.joining |= if group.joins && number < 64 { 1 << number } else { 0 };
                if number >= 64 {
                    self.problem(&layer.id, &group.id, "語群は64までです", "there are at most 64 groups");
                    continue;
                }
                for word in &group.words {
                    let word = self.squeezed(word);
                    if word.is_empty() {
                        self.problem(&layer.id, &group.id, "文字のない語があります", "a word holds no letter");
                    } else {
                        self.pattern(word, Use::Group(number));
                    }
                }
                for word in &group.except {
                    let word = self.squeezed(word);
                    self.pattern(word, Use::GroupExcept(number));
                }
            }
        }
    }

    fn group_bit(&self, id: &str) -> u64 {
        self.group_ids.get(id).filter(|number| **number < 64).map_or(0, |number| 1 << number)
    }

    fn bits(&mut self, layer: &str, id: &str, names: &[String]) -> u64 {
        let mut bits = 0;
        for name in names {
            match self.group_ids.get(name) {
                Some(number) if *number < 64 => bits |= 1u64 << number,
                Some(_) => {}
                None => self.problem(
                    layer,
                    id,
                    format!("「{name}」という語群はありません"),
                    format!("there is no group {name:?}"),
                ),
            }
        }
        bits
    }

    fn entries(&mut self, layers: &[Lexicon], on: Option<Date>) {
        let mut last: HashMap<&str, usize> = HashMap::new();
        for (depth, layer) in layers.iter().enumerate() {
            let mut own = HashSet::new();
            for entry in &layer.entries {
                if !own.insert(&entry.id) {
                    self.problem(&layer.id, &entry.id, "同じ id の項目が二つあります", "two entries have this id");
                }
                last.insert(&entry.id, depth);
            }
        }
        for (depth, layer) in layers.iter().enumerate() {
            let version: Arc<str> = format!("{}@{}", layer.id, layer.version).into();
            for entry in &layer.entries {
                let in_force = on.is_none_or(|day| {
                    entry.from.is_none_or(|from| from <= day) && entry.until.is_none_or(|until| day <= until)
                });
                if last.get(entry.id.as_str()) != Some(&depth) || !in_force {
                    continue;
                }
                match Head::ALL.into_iter().find(|head| entry.id == head.rule()) {
                    Some(head) if entry.drop => self.unlearnt |= head.bit(),
                    _ if entry.drop => {}
                    Some(_) => self.problem(
                        &layer.id,
                        &entry.id,
                        "学習した見分けの id です。drop だけができます",
                        "this is the id of what was learnt; it can only be dropped",
                    ),
                    None => self.entry(layers, layer, entry, &version),
                }
            }
        }
    }

    fn entry(&mut self, layers: &[Lexicon], layer: &Lexicon, raw: &RawEntry, version: &Arc<str>) {
        let number = self.entries.len() as u32;
        let defaults: Vec<_> = layers
            .iter()
            .flat_map(|layer| &layer.defaults)
            .filter(|default| default.category == raw.category)
            .collect();
        let mut forbid_within = raw.within;
        let mut names = raw.forbid.clone();
        for default in defaults {
            forbid_within = forbid_within.max(default.within);
            names.extend(default.forbid.iter().filter(|name| !raw.despite.contains(name)).cloned());
        }
        let forbid = self.bits(&layer.id, &raw.id, &names);
        let need = self.bits(&layer.id, &raw.id, &raw.need);
        let unless = self.bits(&layer.id, &raw.id, &raw.unless);
        let also = self.bits(&layer.id, &raw.id, &raw.also);
        self.entries.push(Entry {
            category: raw.category,
            tier: raw.tier,
            alone: if raw.need.is_empty() { Some(raw.tier) } else { raw.alone },
            need,
            also,
            forbid,
            unless,
            within: raw.within,
            forbid_within,
            side: raw.side,
            across: raw.across,
            mode: raw.mode,
            found_from: raw.found_from.as_deref().map(Into::into),
            rule: raw.id.as_str().into(),
            version: version.clone(),
        });
        let mut any = false;
        for (words, boundary) in [(&raw.compounds(), raw.boundary), (&raw.readings, raw.reading_boundary)] {
            for word in words {
                for innocent in raw.inflect.map_or_else(Vec::new, |kind| inflect::innocent(word, kind)) {
                    let innocent = self.squeezed(&innocent);
                    self.pattern(innocent, Use::Except(number));
                }
                // A letter is left out where the word is, not in what it ends with: of all forms of a verb the short ones do.
                let stem = raw.inflect.map(|_| squeezed(word).chars().count().saturating_sub(1));
                let masks = raw.masks.then_some(stem);
                let all = match raw.inflect {
                    Some(kind) => inflect::forms(word, kind),
                    None => vec![word.clone()],
                };
                for form in all {
                    any |= self.form(number, &form, boundary, masks, raw.short_masks);
                }
            }
        }
        if !any {
            self.problem(&layer.id, &raw.id, "読める語がありません", "it has no form that can be read");
        }
        for word in &raw.except {
            let light = View::light(word);
            // What only lengthens (しねぇよ beside しねよ) has to be there.
            let letters = light.text().chars().filter(|c| class_of(*c).is_letter()).count();
            let drawn = letters != squeezed(word).chars().count();
            if light.text().contains('ー') || drawn {
                let long = self.long.len() as u32;
                self.long.push((number, light.text().into()));
                self.pattern(squeezed(word), Use::Long(long));
            } else {
                self.pattern(squeezed(word), Use::Except(number));
            }
        }
    }

    /// Adds a form. `masks`: whether a letter of it may be left out, and of an inflected word how many letters its stem
    /// has.
    fn form(
        &mut self,
        entry: u32,
        written: &str,
        boundary: Boundary,
        masks: Option<Option<usize>>,
        short_masks: bool,
    ) -> bool {
        let word = self.squeezed(written);
        let count = word.chars().count();
        if count == 0 {
            return false;
        }
        let drawn = written.ends_with(['ぇ', 'ェ']);
        let light = (count <= 3).then(|| View::light(written));
        let long = light.filter(|light| light.text().contains('ー')).map(|light| light.text().into());
        let form = Form { entry, boundary, masked: false, written: written.into(), letters: count, drawn, long };
        let number = self.forms.len() as u32;
        let stem = masks.unwrap_or_default();
        let short = stem.is_none_or(|stem| count <= stem.max(1) + INFLECTED);
        if !(masks.is_some() && short && (count >= 3 || short_masks && count == 2)) {
            self.forms.push(form);
            self.pattern(word, Use::Form(number));
        } else {
            let letters: Vec<char> = word.chars().collect();
            self.forms.push(form.clone());
            self.pattern(word, Use::Form(number));
            let masked = self.forms.len() as u32;
            self.forms.push(Form { masked: true, ..form });
            for at in 0..stem.map_or(letters.len(), |stem| stem.clamp(1, letters.len())) {
                let word: String = letters.iter().enumerate().map(|(i, c)| if i == at { MASK } else { *c }).collect();
                self.pattern(word, Use::Form(masked));
            }
        }
        true
    }

    fn finish(mut self) -> Result<Compiled, Vec<Problem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let mut patterns = std::mem::take(&mut self.patterns);
        // Stable: the uses of one pattern stay in the order of writing.
        patterns.sort_by(|a, b| a.0.cmp(&b.0));
        let mut hints: Vec<&String> = self.hints.keys().collect();
        hints.sort_unstable();
        let mut uses = patterns.into_iter().peekable();
        let mut hints = hints.into_iter().cloned().peekable();
        let spoken_to = self.group_bit("you");
        let calm = CALM.iter().map(|(group, head)| (self.group_bit(group), head.bit())).collect();
        let mut compiled = Compiled {
            automaton: None,
            uses: vec![],
            bounds: vec![0],
            roles: vec![],
            forms: self.forms,
            entries: self.entries,
            groups: self.groups,
            joining: self.joining,
            spoken_to,
            calm,
            unlearnt: self.unlearnt,
            long: self.long,
            patterns: vec![],
        };
        loop {
            let word = match (uses.peek(), hints.peek()) {
                (Some((word, _)), Some(hint)) => word.min(hint).clone(),
                (Some((word, _)), None) => word.clone(),
                (None, Some(hint)) => hint.clone(),
                (None, None) => break,
            };
            hints.next_if_eq(&word);
            let first = compiled.uses.len();
            while let Some((_, what)) = uses.next_if(|(of, _)| *of == word) {
                if !compiled.uses[first..].contains(&what) {
                    compiled.uses.push(what);
                }
            }
            if word.is_empty() {
                compiled.uses.truncate(first);
                continue;
            }
            let mut role = Role { hints: self.hints.get(&word).copied().unwrap_or_default(), ..Role::default() };
            for what in &compiled.uses[first..] {
                match *what {
                    Use::Group(number) => role.member |= 1 << number,
                    Use::Form(form) => role.add(&compiled.entries[compiled.forms[form as usize].entry as usize]),
                    _ => {}
                }
            }
            compiled.roles.push(role);
            compiled.bounds.push(compiled.uses.len() as u32);
            compiled.patterns.push(word);
        }
        if !compiled.patterns.is_empty() {
            let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::Standard)
                .build_with_values(compiled.patterns.iter().zip(0u32..));
            match automaton {
                Ok(automaton) => compiled.automaton = Some(automaton),
                Err(error) => {
                    return Err(vec![Problem {
                        lexicon: String::new(),
                        id: String::new(),
                        ja: format!("語彙が大きすぎます: {error}"),
                        en: format!("the lexicon is too large: {error}"),
                    }]);
                }
            }
        }
        Ok(compiled)
    }
}
