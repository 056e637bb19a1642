//! One walk over one reading of a text: what the lexicon finds there.

use std::cell::Cell;

use super::{
    Finding, Mode, Note, Tier, boundary,
    place::{self, Gaps, Layout},
};
use crate::{
    lexicon::{Boundary, Compiled, Form, Side, Use, bit},
    screen::Category,
    view::{Class, Reading, Seen, View, class_of},
};

/// A pattern found, judged no further.
#[derive(Debug, Clone, Copy)]
struct Raw {
    pattern: u32,
    start: u32,
    end: u32,
}

/// A use of a pattern found, in the view and in the original.
#[derive(Debug, Clone, Copy)]
struct Hit {
    what: Use,
    /// In the view.
    start: u32,
    end: u32,
    /// In the original.
    from: u32,
    until: u32,
    gaps: Gaps,
}

/// A word of a group, for context.
#[derive(Debug, Clone, Copy)]
struct Near {
    bit: u64,
    start: u32,
    end: u32,
    from: u32,
    until: u32,
}

/// How a hit stands in the original.
#[derive(Debug, Clone, Copy)]
struct Placed {
    /// Where it ends, with a drawn-out sound that belongs to it.
    until: usize,
    /// Whether signs stand between some of its letters, so that it may be chance.
    uneven: bool,
}

/// Room that is used again.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Steps taken since it was made.
    pub steps: usize,
    raw: Vec<Raw>,
    hits: Vec<Hit>,
    near: Vec<Near>,
    /// Innocent stretches: whose, start, end.
    innocent: Vec<(Use, u32, u32)>,
    /// Entries that can find anything here, in order: the innocent words of others do not matter.
    candidates: Vec<u32>,
    /// Hits that stand as words.
    placed: Vec<(Hit, Placed)>,
    /// Where words begin and end in the view.
    starts: Vec<u32>,
    ends: Vec<u32>,
    layout: Layout,
}

/// Bytes of one character of Japanese.
const WIDTH: usize = 3;

/// What a walk came across, beside what it found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Came {
    /// The detectors that have something to look at.
    pub hints: u32,
    /// The groups of which a word stood there.
    pub present: u64,
}

/// Adds what the lexicon finds in one reading.
pub(super) fn run(
    compiled: &Compiled,
    (text, seen): (&str, Seen),
    view: &View,
    room: &mut Room,
    reading: Reading,
    mode: Mode,
    found: &mut Vec<Finding>,
) -> Came {
    let Some(automaton) = &compiled.automaton else { return Came::default() };
    room.raw.clear();
    let (mut modes, mut present, mut hints) = (0, 0, 0);
    for hit in automaton.find_overlapping_iter(view.text()) {
        let role = compiled.roles[hit.value() as usize];
        modes |= role.modes;
        present |= role.member;
        hints |= role.hints;
        room.raw.push(Raw { pattern: hit.value(), start: hit.start() as u32, end: hit.end() as u32 });
    }
    let own = bit(mode);
    let came = Came { hints, present };
    if modes & own == 0 {
        return came;
    }
    // Whoever is spoken to by a sign alone is no word of the lexicon.
    if seen.call() {
        present |= compiled.spoken_to;
    }
    // The groups that those entries look for which can find anything at all.
    let mut wanted = None;
    room.candidates.clear();
    for raw in room.raw.iter().filter(|raw| compiled.roles[raw.pattern as usize].may_find(own, present)) {
        for what in compiled.uses_of(raw.pattern) {
            if let Use::Form(form) = what
                && compiled.can_find(*form, present, mode)
            {
                let entry = &compiled.entries[compiled.forms[*form as usize].entry as usize];
                let groups = entry.need | entry.also | entry.forbid | entry.unless;
                wanted = Some(wanted.unwrap_or(compiled.joining) | groups);
                room.candidates.push(compiled.forms[*form as usize].entry);
            }
        }
    }
    if let Some(wanted) = wanted {
        room.candidates.sort_unstable();
        room.candidates.dedup();
        let pass = Pass { compiled, text, view, reading, mode, present, wanted, steps: Cell::new(room.raw.len()) };
        pass.judge(room, found);
        room.steps += pass.steps.get();
    }
    came
}

struct Pass<'a> {
    compiled: &'a Compiled,
    text: &'a str,
    view: &'a View,
    reading: Reading,
    mode: Mode,
    /// Groups of which a word stands in the text, and those that matter.
    present: u64,
    wanted: u64,
    /// Steps of the loops that a text can make long: the test of growth counts these and no seconds.
    steps: Cell<usize>,
}

impl Pass<'_> {
    fn judge(&self, room: &mut Room, found: &mut Vec<Finding>) {
        self.collect(room);
        if room.hits.is_empty() {
            return;
        }
        room.placed.clear();
        for hit in &room.hits {
            if let Use::Form(number) = hit.what
                && let Some(placed) = self.placed(room, hit, &self.compiled.forms[number as usize])
            {
                room.placed.push((*hit, placed));
            }
        }
        if room.placed.is_empty() {
            return;
        }
        room.layout.forget();
        room.layout.prepare(self.text);
        for (hit, placed) in &room.placed {
            if let Use::Form(number) = hit.what {
                let form = &self.compiled.forms[number as usize];
                found.extend(self.finding(room, hit, *placed, form));
            }
        }
    }

    /// Those spoken to by a sign alone: >>12, and @name at the beginning.
    fn spoken_to(&self, near: &mut Vec<Near>) {
        let bit = self.compiled.spoken_to;
        if bit == 0 {
            return;
        }
        for sign in [">>", "＞＞", "≫", "@", "＠"] {
            // Few, so that a text of nothing else stays cheap: what stands before the first ones is read again.
            for (at, _) in self.text.match_indices(sign).take(2) {
                let rest = &self.text[at + sign.len()..];
                let number = rest.starts_with(|c: char| class_of(c) == Class::Digit);
                let name =
                    at == 0 && sign.contains(['@', '＠']) && rest.starts_with(|c: char| class_of(c) == Class::Latin);
                if number && !sign.contains(['@', '＠']) || name {
                    let place = self.view.place_of(at);
                    near.push(Near { bit, start: place, end: place, from: at as u32, until: (at + sign.len()) as u32 });
                }
            }
        }
    }

    /// Sorts what was found into hits, context and innocent stretches.
    fn collect(&self, room: &mut Room) {
        let Room { raw, hits, near, innocent, starts, ends, candidates, .. } = room;
        hits.clear();
        near.clear();
        innocent.clear();
        starts.clear();
        ends.clear();
        for found in raw.iter() {
            let matters = |what: &Use| match *what {
                Use::Form(form) => self.compiled.can_find(form, self.present, self.mode),
                Use::Group(group) | Use::GroupExcept(group) => self.wanted & 1 << group != 0,
                Use::Except(entry) => candidates.binary_search(&entry).is_ok(),
                Use::Long(number) => candidates.binary_search(&self.compiled.long[number as usize].0).is_ok(),
            };
            if !self.compiled.uses_of(found.pattern).iter().any(matters) {
                continue;
            }
            let (from, until) = self.view.original(found.start as usize, found.end as usize);
            let (start, end) = (found.start, found.end);
            // Far more of the original than of the view: letters by chance, far from each other.
            if until - from > (end - start) as usize * 6 + 24 {
                continue;
            }
            let Some(gaps) = place::gaps(&self.text[from..until]) else { continue };
            for what in self.compiled.uses_of(found.pattern) {
                match *what {
                    _ if !matters(what) => {}
                    Use::Except(_) | Use::GroupExcept(_) => innocent.push((*what, start, end)),
                    Use::Long(number) => {
                        let (entry, light) = &self.compiled.long[number as usize];
                        // The mark may stand right behind what was found.
                        let reach = self.text[until..].chars().next().filter(|c| class_of(*c) == Class::Long);
                        let until = until + reach.map_or(0, char::len_utf8);
                        if View::light(&self.text[from..until]).text().starts_with(&**light) {
                            innocent.push((Use::Except(*entry), start, end));
                        }
                    }
                    Use::Group(number) => {
                        let boundary = self.compiled.groups[number as usize];
                        let hit = Hit { what: *what, start, end, from: from as u32, until: until as u32, gaps };
                        if matches!(gaps, Gaps::Uneven { hard: true, .. } | Gaps::Even { hard: true, .. })
                            || !self.bounded(&hit, boundary, None)
                        {
                            continue;
                        }
                        let bit = 1 << number;
                        near.push(Near { bit, start, end, from: from as u32, until: until as u32 });
                        if self.compiled.joining & bit != 0 {
                            starts.push(start);
                            ends.push(end);
                        }
                    }
                    Use::Form(_) => {
                        hits.push(Hit { what: *what, start, end, from: from as u32, until: until as u32, gaps });
                    }
                }
            }
        }
        if hits.is_empty() {
            return;
        }
        self.spoken_to(near);
        innocent.sort_unstable();
        near.sort_unstable_by_key(|near| near.start);
        near.retain(|near| {
            let whose = Use::GroupExcept(near.bit.trailing_zeros());
            !covered(innocent, whose, near.start, near.end)
        });
        starts.sort_unstable();
        ends.sort_unstable();
    }

    /// Whether a hit stands as a word of its own, by its letters and its neighbours alone.
    fn placed(&self, room: &Room, hit: &Hit, form: &Form) -> Option<Placed> {
        // The other readings only add what they are for.
        if form.masked != (self.reading == Reading::Masked) {
            return None;
        }
        let mut until = hit.until as usize;
        if form.drawn {
            // うぜぇ without its end is another word.
            let drawn = self.text[until..]
                .chars()
                .next()
                .filter(|c| matches!(c, 'ぇ' | 'ェ' | 'ｪ' | 'ー' | '〜' | '～' | 'え'))?;
            until += drawn.len_utf8();
        }
        if let Some(long) = &form.long
            && hit.gaps == Gaps::None
            && !form.masked
        {
            let reach =
                self.text[until..].chars().next().filter(|c| class_of(*c) == Class::Long).map_or(0, char::len_utf8);
            let light = View::light(&self.text[hit.from as usize..until + reach]);
            if !light.text().starts_with(&**long) {
                return None;
            }
        }
        // Two signs beside each other stand for a name (○○さん), not for a letter.
        if form.masked && self.beside_mask(hit) {
            return None;
        }
        if covered(&room.innocent, Use::Except(form.entry), hit.start, hit.end) {
            return None;
        }
        let uneven = match hit.gaps {
            Gaps::None => false,
            Gaps::Even { hard: true, .. } if form.letters < 3 => return None,
            Gaps::Even { .. } => false,
            Gaps::Uneven { hard: true, .. } => return None,
            Gaps::Uneven { spaces, .. } => form.letters < 3 || spaces && form.letters < 4,
        };
        self.bounded(hit, form.boundary, Some(room)).then_some(Placed { until, uneven })
    }

    /// What a hit is by what stands around it.
    fn finding(&self, room: &Room, hit: &Hit, placed: Placed, form: &Form) -> Option<Finding> {
        let entry = &self.compiled.entries[form.entry as usize];
        let (until, mut weaker) = (placed.until, placed.uneven);
        let harm = matches!(
            entry.category,
            Category::Abuse | Category::Threat | Category::Discrimination | Category::Obscenity | Category::Disrespect
        );
        let rest = &self.text[until..];
        if harm && (boundary::names_a_thing(rest) || boundary::of_an_office(rest)) {
            return None;
        }
        weaker |= harm && boundary::taken_up(rest);
        let mut notes = vec![];
        if placed.uneven {
            notes.push(Note::Uneven);
        }
        if self.near(room, hit, entry.forbid, entry.forbid_within, Side::Any, false).is_some()
            && self.near(room, hit, entry.unless, entry.within, Side::Any, false).is_none()
        {
            return None;
        }
        let mut tier = entry.tier;
        for (groups, side) in [(entry.need, entry.side), (entry.also, Side::Any)] {
            if groups == 0 {
                continue;
            }
            match self.near(room, hit, groups, entry.within, side, entry.across) {
                Some(near) => notes.push(Note::Near(self.text[near.from as usize..near.until as usize].to_owned())),
                None => tier = entry.alone?,
            }
        }
        if form.masked {
            notes.push(Note::Masked);
        }
        if tier < Tier::Possible && room.layout.quoted(self.text, hit.from as usize, hit.until as usize).is_some() {
            notes.push(Note::Quoted);
            weaker = true;
        }
        if weaker {
            tier = tier.max(Tier::Possible);
        }
        // What the form begins with only shows what kind of word it stands behind.
        let from = hit.from as usize;
        let led = entry.found_from.as_deref();
        let start = led.and_then(|word| self.text[from..until].find(word)).map_or(from, |at| from + at);
        let reading = led.and_then(|word| form.written.find(word)).map_or(&*form.written, |at| &form.written[at..]);
        Some(Finding {
            category: entry.category,
            tier,
            start,
            end: until,
            surface: self.text[start..until].to_owned(),
            reading: reading.to_owned(),
            rule: entry.rule.clone(),
            version: entry.version.clone(),
            notes,
        })
    }

    /// Whether a hit begins and ends where a word does. With `room` also where another word of the lexicon ends or
    /// begins right beside it: おまえはばかだからしね.
    fn bounded(&self, hit: &Hit, boundary: Boundary, room: Option<&Room>) -> bool {
        let (from, until) = (hit.from as usize, hit.until as usize);
        let rest = &self.view.text()[hit.end as usize..];
        if boundary == Boundary::Whole {
            return boundary::opens(self.text, from) && boundary::closes(self.text, until, rest);
        }
        if boundary == Boundary::Called {
            return boundary::called(self.text, from) && boundary::closes(self.text, until, rest);
        }
        if boundary::within_latin(self.text, from, until) {
            return false;
        }
        let begins = !boundary.start()
            || boundary::begins(self.text, from, hit.gaps, (hit.end - hit.start) as usize / WIDTH)
            || room.is_some_and(|room| {
                let at = hit.start as usize;
                let ends_at = |at: usize| room.ends.binary_search(&(at as u32)).is_ok();
                ends_at(at) && !boundary::grows(self.text, from, hit.end - hit.start)
                    || boundary::particle_before(self.view.text(), at).is_some_and(|length| ends_at(at - length))
            });
        begins
            && (!boundary.end()
                || boundary::ends(self.text, until, hit.gaps, rest)
                || room.is_some_and(|room| room.starts.binary_search(&hit.end).is_ok()))
    }

    fn beside_mask(&self, hit: &Hit) -> bool {
        let mask = |c: Option<char>| c.is_some_and(|c| class_of(c) == Class::Mask || c == '〇');
        mask(self.text[..hit.from as usize].chars().next_back()) || mask(self.text[hit.until as usize..].chars().next())
    }

    /// A word of the groups within so many characters in the same sentence.
    fn near(&self, room: &Room, hit: &Hit, groups: u64, within: usize, side: Side, across: bool) -> Option<Near> {
        if groups == 0 {
            return None;
        }
        let reach = (within * WIDTH) as u32;
        let earliest = hit.start.saturating_sub(reach);
        let first = room.near.partition_point(|near| near.start < earliest);
        room.near[first..].iter().take_while(|near| near.start <= hit.end.saturating_add(reach)).copied().find(|near| {
            self.steps.set(self.steps.get() + 1);
            let right = match side {
                Side::Any => near.end <= hit.start || near.start >= hit.end,
                Side::Before => near.end <= hit.start,
                Side::After => near.start >= hit.end,
            };
            near.bit & groups != 0
                && right
                && (across || room.layout.one_sentence(near.from as usize, hit.from as usize))
        })
    }
}

/// Whether an innocent stretch of the given kind covers a place.
fn covered(innocent: &[(Use, u32, u32)], whose: Use, start: u32, end: u32) -> bool {
    let first = innocent.partition_point(|(what, ..)| *what < whose);
    let own = &innocent[first..];
    let last = own.partition_point(|(what, from, _)| *what == whose && *from <= start);
    // Innocent words are short: only those that begin a little before can cover it.
    own[..last]
        .iter()
        .rev()
        .take_while(|(_, from, _)| start - from <= 128 * WIDTH as u32)
        .any(|(_, _, until)| end <= *until)
}
