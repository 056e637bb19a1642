//! Whether somebody acts for a holder, and within what limits of the body's own rules.

use jiff::Timestamp;

use super::{bearers, held::may_give, resolve};
use crate::{
    engine::{question::Question, regulation::Regulation},
    facts::Value,
    pack::{Acting, Deputies, Role, RoleRef},
};

/// Whether deputies act in a role.
pub(super) fn represented(regulation: &Regulation, question: &Question<'_>, layer: usize, role: &Role) -> bool {
    match &role.deputies {
        Deputies::Said(said) => *said,
        Deputies::Param(param) => {
            let account = crate::engine::time::account_of(question);
            regulation.layers[layer].param(param, account) == Some(&Value::Bool(true))
        }
        Deputies::Silent => acting(regulation, layer, role) != Acting::No,
    }
}

/// What the body's own rules on acting decisions say of a role; where they say nothing, nobody acts.
fn acting(regulation: &Regulation, layer: usize, role: &Role) -> Acting {
    let said =
        role.leaves_deputies().then(|| regulation.settings.get(&regulation.layers[layer].key("deputies", &role.id)));
    said.flatten().and_then(Acting::parse).unwrap_or(Acting::No)
}

/// Whether a person, acting in a capacity, holds a role themselves, not for somebody away.
pub fn is_holder(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    reference: &RoleRef,
    who: (&str, &str),
    at: Timestamp,
) -> bool {
    let Ok(Some(role)) = resolve(regulation, layer, reference) else { return false };
    let org = &question.facts.org;
    let is = |place: usize| org[place].person == who.0 && org[place].capacity == who.1;
    bearers(regulation, question, role, at)
        .is_ok_and(|bearers| bearers.iter().any(|(place, deputy)| !deputy && is(*place)))
}

/// The limits within which a person, acting in a capacity, may give a step that belongs to one of several roles; `None`: a
/// role of theirs admits them as themselves, or none admits them, or the body's rules set no limit. Of several roles for which
/// they could act the first counts.
pub fn limits(
    regulation: &Regulation,
    question: &Question<'_>,
    layer: usize,
    refs: &[RoleRef],
    who: (&str, &str),
    at: Timestamp,
) -> Option<Acting> {
    let mut found = None;
    for reference in refs {
        let Ok(Some(role)) = resolve(regulation, layer, reference) else { continue };
        if is_holder(regulation, question, layer, reference, who, at) {
            return None;
        }
        if found.is_none() && may_give(regulation, question, layer, reference, who, at) == Ok(true) {
            found = Some(acting(regulation, role.layer, role.role));
        }
    }
    found.filter(|limits| limits.only_urgent() || limits.only_ordinary())
}
