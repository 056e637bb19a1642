//! The conditions of a pack.

use super::{Kept, pack::Pack};
use crate::expr::Condition;

impl Pack {
    /// Every condition of a self.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let rules = self.rules.iter().flat_map(|rule| {
            let kept = match &rule.kept {
                Kept::Condition(condition) => Some(&**condition),
                _ => None,
            };
            rule.applies.as_ref().into_iter().chain(kept)
        });
        let chains = self.chains.iter().filter_map(|chain| chain.applies.as_ref());
        let exceptions = self.exceptions.iter().filter_map(|exception| exception.applies.as_ref());
        let powers = self.powers.iter().filter_map(|power| power.applies.as_ref());
        let monitors = self.monitors.iter().flat_map(|monitor| std::iter::once(&monitor.fires).chain(&monitor.warns));
        let procedures = self.procedures.iter().filter_map(|procedure| procedure.applies.as_ref());
        let duties = self.duties.iter().filter_map(|duty| duty.applies.as_ref());
        rules.chain(chains).chain(exceptions).chain(powers).chain(monitors).chain(procedures).chain(duties)
    }
}
