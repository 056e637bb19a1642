//! From the engine's answer to what a screen shows.

use jiff::tz::TimeZone;
use tatefuda_domain::Localized;
use tatefuda_i18n::Translator;
use tatefuda_regulation as engine;

use crate::{
    answer::{AnswerView, Decision, LineView, NeedView, TraceRow, Turn},
    view::{ClauseRef, Holder, Pair, When, Who},
};

/// Who reads the answer, and where. Without it nothing is the reader's turn but what anybody can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    /// Id of the person; decides whose turn a step or a record is.
    pub person: &'a str,
    /// The post that the answer is about, for links.
    pub post: Option<&'a str>,
    /// The account that the answer is about, for links; an answer about a post is about several.
    pub account: Option<&'a str>,
    /// Whether the fields of the post or of the account stand on the same page, so that links stay on it.
    pub on_form: bool,
    /// The zone of the body, for moments; UTC without it.
    pub zone: Option<&'a TimeZone>,
}

impl AnswerView {
    /// An answer of the engine. `id` is the id under which it is stored; a preview has none.
    #[must_use]
    pub fn from_answer(
        tr: &Translator,
        answer: &engine::Answer,
        id: Option<String>,
        reader: Option<&Reader<'_>>,
    ) -> Self {
        let nobody = Reader::default();
        let from = From { tr, reader: reader.unwrap_or(&nobody) };
        Self {
            decision: match answer.decision {
                engine::Decision::Permitted => Decision::Permitted,
                engine::Decision::Needs => Decision::Needs,
                engine::Decision::Refused => Decision::Refused,
            },
            id,
            refusals: answer.refusals.iter().map(|l| from.line(l)).collect(),
            needs: answer.groups.iter().map(|g| from.need(g)).collect(),
            notes: answer.notes.iter().map(|l| from.line(l)).collect(),
            citations: clauses(&answer.citations),
        }
    }

    /// A role with those who hold it, apart from any answer.
    #[must_use]
    pub fn who(tr: &Translator, who: &engine::Who) -> Who {
        let nobody = Reader::default();
        From { tr, reader: &nobody }.who(who)
    }

    /// Digests and versions with which the answer can be replayed.
    #[must_use]
    pub fn digests(tr: &Translator, answer: &engine::Answer) -> Vec<Pair> {
        vec![
            Pair::new(tr.text("digest-pack"), answer.pack_digest.to_string()),
            Pair::new(tr.text("digest-settings"), answer.settings_digest.to_string()),
            Pair::new(tr.text("digest-facts"), answer.facts_digest.to_string()),
            Pair::new(tr.text("digest-semantics"), answer.semantics.to_string()),
        ]
    }
}

impl TraceRow {
    /// One line of the engine's trace. `layer` names the document, `text` says what the rule says.
    #[must_use]
    pub fn from_trace(tr: &Translator, line: &engine::TraceLine, layer: String, text: String) -> Self {
        Self {
            rule: line.rule.to_string(),
            layer,
            clauses: line.clauses.iter().map(|id| ClauseRef::id(id.as_str())).collect(),
            strength: strength(tr, line.strength),
            outcome: tr.text(outcome_key(line.outcome)),
            stands_in_way: line.decision != engine::Decision::Permitted,
            applied: line.outcome != engine::Outcome::NotApplicable,
            text,
        }
    }
}

pub(super) struct From<'a> {
    tr: &'a Translator,
    pub(super) reader: &'a Reader<'a>,
}

impl From<'_> {
    pub(super) fn say(&self, text: &Localized) -> String {
        // A pack without English words shows its Japanese ones rather than nothing.
        let en = if text.en.is_empty() { &text.ja } else { &text.en };
        self.tr.pick(&text.ja, en).to_owned()
    }

    fn line(&self, line: &engine::Line) -> LineView {
        LineView {
            text: self.say(&line.message),
            clauses: clauses(&line.clauses),
            strength: shown_strength(self.tr, line.strength),
            who: self.people(&self.unnamed(line)),
            remedies: line.remedies.iter().map(|r| self.remedy(r)).collect(),
        }
    }

    /// People whom the line names but none of its remedies does; nobody is listed twice.
    fn unnamed(&self, line: &engine::Line) -> Vec<engine::Who> {
        let named = |who: &engine::Who| {
            line.remedies.iter().any(|r| match r {
                engine::Remedy::AskHuman { who: asked, .. } => asked.contains(who),
                engine::Remedy::GiveStep { who: giver, .. } => giver == who,
                _ => false,
            })
        };
        line.who.iter().filter(|who| !named(who)).cloned().collect()
    }

    fn need(&self, group: &engine::NeedGroup) -> NeedView {
        let mine = group.alternatives.iter().any(|r| self.mine(r));
        NeedView {
            short: group.alternatives.first().map_or_else(|| self.say(&group.message), |r| self.short(r)),
            text: self.say(&group.message),
            clauses: clauses(&group.clauses),
            strength: shown_strength(self.tr, group.strength),
            turn: if mine { Turn::Me } else { Turn::Other },
            alternatives: group.alternatives.iter().map(|r| self.remedy(r)).collect(),
        }
    }

    /// Few words for the calm line.
    fn short(&self, remedy: &engine::Remedy) -> String {
        match remedy {
            engine::Remedy::GiveStep { label, who, .. } => {
                self.tr.with("short-step", &[("role", self.say(&who.label).into()), ("step", self.say(label).into())])
            }
            engine::Remedy::GiveRecord { label, .. }
            | engine::Remedy::ChooseField { label, .. }
            | engine::Remedy::ChangeTime { label, .. }
            | engine::Remedy::DoStep { label, .. }
            | engine::Remedy::AnswerDuty { label, .. }
            | engine::Remedy::SetParameter { label, .. }
            | engine::Remedy::Appoint { label, .. }
            | engine::Remedy::ReplaceMedium { label }
            | engine::Remedy::OpenProcedure { label, .. }
            | engine::Remedy::AskHuman { label, .. } => self.say(label),
            engine::Remedy::WaitUntil { at } => self.moment(*at).text,
            engine::Remedy::All { of } => {
                let parts: Vec<String> = of.iter().map(|r| self.short(r)).collect();
                crate::shell::join(self.tr, &parts)
            }
        }
    }

    /// Whether the reader can do it.
    pub(super) fn mine(&self, remedy: &engine::Remedy) -> bool {
        match remedy {
            engine::Remedy::GiveStep { who, after, .. } => after.is_empty() && self.among(who),
            engine::Remedy::GiveRecord { who, .. } => who.is_empty() || who.iter().any(|w| self.among(w)),
            engine::Remedy::ChooseField { .. }
            | engine::Remedy::ChangeTime { .. }
            | engine::Remedy::ReplaceMedium { .. }
            | engine::Remedy::OpenProcedure { .. } => true,
            engine::Remedy::SetParameter { who, .. } => who.iter().any(|w| self.among(w)),
            engine::Remedy::DoStep { who, after, .. } => after.is_empty() && who.iter().any(|w| self.among(w)),
            engine::Remedy::AnswerDuty { who, .. } => who.iter().any(|w| self.among(w)),
            engine::Remedy::WaitUntil { .. } | engine::Remedy::Appoint { .. } | engine::Remedy::AskHuman { .. } => {
                false
            }
            engine::Remedy::All { of } => of.iter().any(|r| self.mine(r)),
        }
    }

    fn among(&self, who: &engine::Who) -> bool {
        who.holders.iter().any(|h| h.person == self.reader.person)
    }

    pub(super) fn moment(&self, at: jiff::Timestamp) -> When {
        When::new(self.tr, at, self.reader.zone.unwrap_or(&TimeZone::UTC))
    }

    pub(super) fn people(&self, list: &[engine::Who]) -> Vec<Who> {
        list.iter().map(|w| self.who(w)).collect()
    }

    pub(super) fn who(&self, who: &engine::Who) -> Who {
        let of = |deputy: bool| who.holders.iter().filter(|h| h.deputy == deputy).map(|h| self.holder(h)).collect();
        Who { role: self.say(&who.label), holders: of(false), deputies: of(true) }
    }

    fn holder(&self, holder: &engine::Holder) -> Holder {
        let place: Vec<&str> =
            [holder.section.as_str(), holder.position.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        Holder {
            name: holder.name.to_string(),
            position: place.join(self.tr.pick(" ", ", ")),
            extension: (!holder.extension.is_empty()).then(|| holder.extension.to_string()),
            absent: holder.absent.then(String::new),
        }
    }
}

fn clauses(list: &[engine::ClauseRef]) -> Vec<ClauseRef> {
    list.iter().map(|c| ClauseRef::id(c.id.as_str())).collect()
}

/// Ordinary duties carry no mark; the reader needs to see only what differs.
fn shown_strength(tr: &Translator, of: engine::Strength) -> Option<String> {
    (of != engine::Strength::Duty).then(|| strength(tr, of))
}

fn strength(tr: &Translator, of: engine::Strength) -> String {
    tr.text(match of {
        engine::Strength::Absolute => "strength-absolute",
        engine::Strength::Duty => "strength-duty",
        engine::Strength::Principle => "strength-principle",
        engine::Strength::AsNeeded => "strength-as-needed",
        engine::Strength::Effort => "strength-effort",
        engine::Strength::Power => "strength-power",
        engine::Strength::Information => "strength-information",
    })
}

fn outcome_key(outcome: engine::Outcome) -> &'static str {
    match outcome {
        engine::Outcome::NotApplicable => "outcome-not-applicable",
        engine::Outcome::Kept => "outcome-kept",
        engine::Outcome::Open => "outcome-open",
        engine::Outcome::Broken => "outcome-broken",
        engine::Outcome::Excepted => "outcome-excepted",
        engine::Outcome::Unset => "outcome-unset",
        engine::Outcome::Fault => "outcome-fault",
        engine::Outcome::Granted => "outcome-granted",
        engine::Outcome::Silent => "outcome-silent",
    }
}

#[cfg(test)]
mod tests;
