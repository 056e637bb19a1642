//! To whom an act is open that the asker may not do.

use super::{
    regulation::{HOUSE, Regulation},
    words,
};
use crate::{
    answer::{Answer, Holder, Line, Outcome},
    pack::Builtin,
};

impl Regulation {
    /// The refusal of an act that is not the asker's at all, whatever its content (HOUSE-18).
    pub fn not_admitted<'a>(&self, answer: &'a Answer) -> Option<&'a Line> {
        let rule = self.layers[HOUSE].builtin(Builtin::Standing)?;
        answer.refusals.iter().find(|line| line.layer == self.house().header.id && line.rule == rule.id)
    }

    /// Somebody to whom the act is open and the note that says so, where the asker is not admitted to it. Those who
    /// write ask as this person what their content still takes: that others bring it out is no fault of the content.
    pub fn open_to<'a>(&self, answer: &'a Answer) -> Option<(&'a Holder, Line)> {
        let line = self.not_admitted(answer)?;
        let holders = || line.who.iter().flat_map(|who| &who.holders);
        let holder = holders().find(|holder| !holder.absent).or_else(|| holders().next())?;
        let labels: Vec<_> = line.who.iter().map(|who| who.label.clone()).collect();
        let note = Line { outcome: Outcome::Kept, message: words::open_to(&labels), remedies: vec![], ..line.clone() };
        Some((holder, note))
    }
}
