//! Typed guards.

use super::{modes, question::Question, regulation::Regulation, roles};
use crate::{expr::Halt, facts::Value, pack::Guards};

/// Whether guards admit a question, as seen from a layer.
///
/// # Errors
/// A field that a guard reads is absent, or a value is unset: whether the item applies cannot be judged.
pub fn admit(regulation: &Regulation, layer: usize, guards: &Guards, question: &Question<'_>) -> Result<bool, Halt> {
    admit_as(regulation, layer, guards, question, false)
}

/// The same for what only tightens: it reaches whoever holds the role in whatever capacity, so that nobody gets around it
/// by acting in another one.
///
/// # Errors
/// As [`admit`].
pub fn reach(regulation: &Regulation, layer: usize, guards: &Guards, question: &Question<'_>) -> Result<bool, Halt> {
    admit_as(regulation, layer, guards, question, true)
}

fn admit_as(
    regulation: &Regulation,
    layer: usize,
    guards: &Guards,
    question: &Question<'_>,
    any_capacity: bool,
) -> Result<bool, Halt> {
    let facts = question.facts;
    let subject = facts.subject.as_ref();
    let named = |list: &[String], name: Option<&str>| {
        list.is_empty() || name.is_some_and(|name| list.iter().any(|x| x == name))
    };
    let field = |list: &[String], path: &str, known: Option<&str>| -> Result<bool, Halt> {
        if list.is_empty() {
            return Ok(true);
        }
        if known.is_some() {
            return Ok(named(list, known));
        }
        match facts.get(path) {
            Ok(Value::Text(value)) => Ok(named(list, Some(value))),
            Ok(Value::Nothing) => Ok(false),
            Ok(_) => Err(Halt::absent(path, "")),
            Err(why) => Err(Halt::absent(path, why)),
        }
    };
    // What the question itself says decides first; only then may a field be missed.
    let step = question.step.as_deref();
    // A step of a procedure is also named as `procedure/step`.
    let full = question.procedure.as_deref().zip(step).map(|(procedure, step)| format!("{procedure}/{step}"));
    if !named(&guards.record, question.record_kind.as_deref())
        || !(named(&guards.step, step) || full.is_some() && named(&guards.step, full.as_deref()))
        || !named(&guards.duty, question.duty.as_deref())
        || !named(&guards.actor, Some(&facts.actor.kind))
        || !in_force(regulation, layer, guards, question)?
    {
        return Ok(false);
    }
    if !guards.mode.is_empty() && !guards.mode.iter().any(|mode| modes::in_force(regulation, layer, question, mode)) {
        return Ok(false);
    }
    if !guards.role.is_empty() {
        let roles: Vec<_> = guards.role.iter().map(|role| (layer, role.clone())).collect();
        let held = if any_capacity {
            roles::person_holds(regulation, question, &roles)
        } else {
            roles::actor_holds(regulation, question, &roles)
        };
        if !held.map_err(|key| Halt::Key(key.0))? {
            return Ok(false);
        }
    }
    Ok(field(&guards.service, "target.service", subject.and_then(|s| s.service.as_deref()))?
        && field(&guards.class, "account.class", subject.and_then(|s| s.account_class.as_deref()))?
        && field(&guards.state, "account.state", None)?
        && field(&guards.category, "post.category", None)?
        && finding(&guards.finding, question)?)
}

/// Whether the day of the question lies between the days of the item.
fn in_force(regulation: &Regulation, layer: usize, guards: &Guards, question: &Question<'_>) -> Result<bool, Halt> {
    if guards.from.is_none() && guards.until.is_none() && guards.until_param.is_none() {
        return Ok(true);
    }
    let day = regulation.day(question.at);
    let until = match &guards.until_param {
        None => guards.until,
        Some(param) => match regulation.layers[layer].params.get(param) {
            Some(Value::Text(text)) => Some(text.parse().map_err(|_| Halt::Unset(param.clone()))?),
            _ => return Err(Halt::Unset(param.clone())),
        },
    };
    Ok(guards.from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until))
}

fn finding(kinds: &[String], question: &Question<'_>) -> Result<bool, Halt> {
    if kinds.is_empty() {
        return Ok(true);
    }
    match question.facts.get("post.findings") {
        Ok(Value::List(list)) => Ok(list.iter().any(|one| match one.get("kind") {
            Some(Value::Text(kind)) => kinds.contains(kind),
            _ => false,
        })),
        Ok(Value::TextList(list)) if list.is_empty() => Ok(false),
        Ok(_) => Err(Halt::absent("post.findings", "")),
        Err(why) => Err(Halt::absent("post.findings", why)),
    }
}
