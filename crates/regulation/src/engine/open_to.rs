//! To whom an act is open that the asker may not do.

use super::{HOUSE, Regulation, words};
use crate::{
    answer::{Answer, Holder, Line, Outcome},
    pack::Builtin,
};

impl Regulation {
    /// Somebody to whom the act is open and the note that says so, where the asker is refused for not being admitted to
    /// it (HOUSE-18). Those who write ask as this person what their content still takes: that others bring it out is no
    /// fault of the content.
    pub fn open_to<'a>(&self, answer: &'a Answer) -> Option<(&'a Holder, Line)> {
        let rule = self.layers[HOUSE].builtin(Builtin::Standing)?;
        let line = answer.refusals.iter().find(|line| line.layer == self.house().header.id && line.rule == rule.id)?;
        let holders = || line.who.iter().flat_map(|who| &who.holders);
        let holder = holders().find(|holder| !holder.absent).or_else(|| holders().next())?;
        let labels: Vec<_> = line.who.iter().map(|who| who.label.clone()).collect();
        let note = Line { outcome: Outcome::Kept, message: words::open_to(&labels), remedies: vec![], ..line.clone() };
        Some((holder, note))
    }
}
