//! Typed guards.

use crate::{
    expr::Halt,
    facts::{Question, Value},
    pack::Guards,
};

/// Whether guards admit a question.
///
/// # Errors
/// A field that a guard reads is absent: whether the rule applies cannot be judged.
pub fn admit(guards: &Guards, question: &Question<'_>) -> Result<bool, Halt> {
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
    if !named(&guards.mode, question.mode.as_deref())
        || !named(&guards.record, question.record_kind.as_deref())
        || !named(&guards.step, question.step.as_deref())
        || !named(&guards.actor, Some(&facts.actor.kind))
    {
        return Ok(false);
    }
    Ok(field(&guards.service, "target.service", subject.and_then(|s| s.service.as_deref()))?
        && field(&guards.class, "account.class", subject.and_then(|s| s.account_class.as_deref()))?
        && field(&guards.state, "account.state", None)?
        && field(&guards.category, "post.category", None)?
        && finding(&guards.finding, question)?)
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
