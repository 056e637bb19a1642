//! Screening: findings for drafts of staff and comments of citizens. It proposes; the pack says what a finding means;
//! a named person decides.

mod boundary;
mod category;
mod finding;
mod merge;
mod own;
mod pass;
mod place;
mod steps;

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

pub use category::{Category, Mode, Tier};
pub use finding::{Finding, Note, Offsets};
pub use own::Own;
pub use steps::Step;

use crate::{
    detect,
    lexicon::{self, Compiled, Lexicon, Problem},
    link::LinkData,
    sorter::{self, Sorter},
    view::{Reading, View},
};

/// Reads texts by a lexicon, the sorter and the detectors. Made once, used for every text.
pub struct Screener {
    compiled: Compiled,
    sorter: Option<Arc<Sorter>>,
    own: Own,
    links: LinkData,
}

/// Room that is used again for each text.
#[derive(Default)]
pub struct Scratch {
    view: View,
    pass: pass::Room,
    sorter: sorter::Room,
}

impl Scratch {
    /// Steps that judging what the lexicon found and weighing have taken so far: for the test that they grow with the text.
    #[doc(hidden)]
    pub fn steps(&self) -> usize {
        self.pass.steps + self.sorter.steps
    }
}

impl Screener {
    /// With layers of lexicon from the lowest to the highest, all entries in force.
    ///
    /// # Errors
    ///
    /// What is wrong in the layers.
    pub fn new(layers: impl IntoIterator<Item = Lexicon>) -> Result<Self, Vec<Problem>> {
        Self::made(&layers.into_iter().collect::<Vec<_>>(), None)
    }

    /// With the entries in force on a day.
    ///
    /// # Errors
    ///
    /// What is wrong in the layers.
    pub fn on(day: Date, layers: impl IntoIterator<Item = Lexicon>) -> Result<Self, Vec<Problem>> {
        Self::made(&layers.into_iter().collect::<Vec<_>>(), Some(day))
    }

    fn made(layers: &[Lexicon], on: Option<Date>) -> Result<Self, Vec<Problem>> {
        Ok(Self {
            compiled: Compiled::new(layers, on)?,
            sorter: Some(sorter::standard()),
            own: Own::default(),
            links: detect::standard_links(),
        })
    }

    /// With the lexicon of the program alone, made at its first use.
    ///
    /// # Panics
    ///
    /// Never with the lexicon of this repository: a test makes it.
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Screener> = LazyLock::new(|| match Screener::new([lexicon::base()]) {
            Ok(screener) => screener,
            Err(problems) => panic!("{problems:?}"),
        });
        &STANDARD
    }

    /// With other weights, or without any: only what was written by hand finds something then.
    #[must_use]
    pub fn with_sorter(mut self, sorter: Option<Arc<Sorter>>) -> Self {
        self.sorter = sorter;
        self
    }

    /// The body's own contact data, which is no finding.
    #[must_use]
    pub fn with_own(mut self, own: Own) -> Self {
        self.own = own;
        self
    }

    /// What is in a text, in its order.
    pub fn screen(&self, text: &str, mode: Mode) -> Vec<Finding> {
        self.screen_with(&mut Scratch::default(), text, mode)
    }

    /// The same with room that is used again, for many texts.
    pub fn screen_with(&self, scratch: &mut Scratch, text: &str, mode: Mode) -> Vec<Finding> {
        let mut found = self.all(scratch, text, mode);
        merge::merge(&mut found);
        found
    }

    /// Everything that is found, before what overlaps is made one.
    pub(crate) fn every(&self, text: &str, mode: Mode) -> Vec<Finding> {
        self.all(&mut Scratch::default(), text, mode)
    }

    /// How many words the automaton alone finds in a text already squeezed: the baseline of the benchmark.
    #[doc(hidden)]
    pub fn bare(&self, squeezed: &str) -> usize {
        self.compiled.automaton.as_ref().map_or(0, |automaton| automaton.find_overlapping_iter(squeezed).count())
    }

    fn all(&self, scratch: &mut Scratch, text: &str, mode: Mode) -> Vec<Finding> {
        let mut found = vec![];
        // Bytes are counted in 32 bits; no platform and no form admits such a text.
        if text.len() > u32::MAX as usize {
            return found;
        }
        let Scratch { view, pass, sorter: room } = scratch;
        let seen = view.read(text, Reading::Plain);
        let came = pass::run(&self.compiled, (text, seen), view, pass, Reading::Plain, mode, &mut found);
        // What staff write tells of what residents call for; it was learnt from those.
        let sorter = self.sorter.as_deref().filter(|_| mode == Mode::Comment);
        if let Some(sorter) = sorter {
            sorter::read(sorter, (text, seen), view, room);
        }
        for (reading, needed) in [(Reading::Masked, seen.mask), (Reading::Collapsed, seen.run)] {
            if needed {
                view.read(text, reading);
                pass::run(&self.compiled, (text, seen), view, pass, reading, mode, &mut found);
            }
        }
        if let Some(sorter) = sorter {
            let calm = self.compiled.calmed(came.present);
            sorter::say(sorter, self.compiled.unlearnt, (text, calm), view, room, &mut found);
        }
        let hints = came.hints;
        detect::run(&detect::Input { text, seen, hints, mode, own: &self.own, links: &self.links }, &mut found);
        found
    }
}
