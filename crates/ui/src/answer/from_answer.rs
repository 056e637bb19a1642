//! From the engine's answer to what a screen shows.

use jiff::tz::TimeZone;
use tatefuda_domain::Localized;
use tatefuda_i18n::Translator;
use tatefuda_regulation as engine;

use crate::{
    answer::{AnswerView, Decision, LineView, NeedView, RemedyView, TraceRow, Turn},
    view::{Choice, ClauseRef, Holder, Pair, When, Who},
};

/// Who reads the answer, and where. Without it nothing is the reader's turn but what anybody can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    /// Id of the person; decides whose turn a step or a record is.
    pub person: &'a str,
    /// The post that the answer is about, for links.
    pub post: Option<&'a str>,
    /// The account that the answer is about, for links.
    pub account: Option<&'a str>,
    /// Whether the fields of the post stand on the same page, so that links stay on it.
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

struct From<'a> {
    tr: &'a Translator,
    reader: &'a Reader<'a>,
}

impl From<'_> {
    fn say(&self, text: &Localized) -> String {
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
    fn mine(&self, remedy: &engine::Remedy) -> bool {
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

    fn remedy(&self, remedy: &engine::Remedy) -> RemedyView {
        match remedy {
            engine::Remedy::GiveStep { label, who, after, .. } => RemedyView::GiveStep {
                label: self.say(label),
                href: self.reader.post.filter(|_| self.mine(remedy)).map(|id| format!("/posts/{id}/check")),
                who: self.who(who),
                later: !after.is_empty(),
            },
            engine::Remedy::GiveRecord { kind, label, scope, who, fixed } => RemedyView::GiveRecord {
                label: self.say(label),
                who: self.people(who),
                href: self.mine(remedy).then(|| self.record_href(kind, *scope, fixed)).flatten(),
                form: None,
            },
            engine::Remedy::ChooseField { field, label, choices } => RemedyView::ChooseField {
                field: form_field(field),
                label: self.say(label),
                choices: choices.iter().map(|c| Choice::new(c.id.clone(), self.say(&c.label), false)).collect(),
                href: self.edit_href(),
            },
            engine::Remedy::ChangeTime { label, to } => {
                let mut times = vec![self.say(label)];
                times.extend(to.map(|to| self.moment(to).text));
                RemedyView::ChangeTime { times, href: self.edit_href() }
            }
            engine::Remedy::DoStep { label, who, after, .. } => {
                RemedyView::DoStep { label: self.say(label), who: self.people(who), later: !after.is_empty() }
            }
            engine::Remedy::AnswerDuty { label, who, .. } => {
                RemedyView::AnswerDuty { label: self.say(label), who: self.people(who) }
            }
            engine::Remedy::WaitUntil { at } => RemedyView::WaitUntil { at: self.moment(*at) },
            engine::Remedy::SetParameter { param, label, who } => RemedyView::SetParameter {
                label: self.say(label),
                href: format!("/regulation#{}", crate::setting::anchor(param, "")),
                who: self.people(who),
            },
            engine::Remedy::Appoint { label, .. } => RemedyView::Appoint {
                role: self.say(label),
                href: Some("/regulation#roles".to_owned()),
                who: Vec::new(),
            },
            engine::Remedy::ReplaceMedium { label } => {
                RemedyView::ReplaceMedium { what: self.say(label), href: self.edit_href() }
            }
            engine::Remedy::OpenProcedure { label, who, .. } => {
                RemedyView::OpenProcedure { label: self.say(label), href: None, who: self.people(who) }
            }
            engine::Remedy::AskHuman { who, label } => {
                RemedyView::AskHuman { text: self.say(label), who: self.people(who) }
            }
            engine::Remedy::All { of } => RemedyView::All(of.iter().map(|r| self.remedy(r)).collect()),
        }
    }

    fn edit_href(&self) -> Option<String> {
        if self.reader.on_form {
            return None;
        }
        self.reader.post.map(|id| format!("/posts/{id}/edit"))
    }

    /// The page with the generated form; values that the form carries along follow as `fixed.*`.
    fn record_href(
        &self,
        kind: &str,
        scope: engine::RecordScope,
        fixed: &std::collections::BTreeMap<String, String>,
    ) -> Option<String> {
        let (subject_kind, subject) = match scope {
            engine::RecordScope::Subject | engine::RecordScope::Digest => {
                match (self.reader.post, self.reader.account) {
                    (Some(post), _) => ("post", post),
                    (None, Some(account)) => ("account", account),
                    (None, None) => return None,
                }
            }
            engine::RecordScope::Account => ("account", self.reader.account?),
            engine::RecordScope::Person => ("person", ""),
            engine::RecordScope::Body => ("body", ""),
        };
        let mut href = format!("/records/new?kind={}&subject_kind={subject_kind}", encode(kind));
        if !subject.is_empty() {
            href.push_str(&format!("&subject={}", encode(subject)));
        }
        for (name, value) in fixed {
            href.push_str(&format!("&fixed.{}={}", encode(name), encode(value)));
        }
        Some(href)
    }

    fn moment(&self, at: jiff::Timestamp) -> When {
        When::new(self.tr, at, self.reader.zone.unwrap_or(&TimeZone::UTC))
    }

    fn people(&self, list: &[engine::Who]) -> Vec<Who> {
        list.iter().map(|w| self.who(w)).collect()
    }

    fn who(&self, who: &engine::Who) -> Who {
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

/// Path in the fact schema → name of the form field.
fn form_field(path: &str) -> String {
    if let Some(field) = path.strip_prefix("account.") {
        return if field == "profile_host" { "profile_url" } else { field }.to_owned();
    }
    match path.strip_prefix("post.") {
        Some("links") => "link".to_owned(),
        Some(known @ ("text" | "link" | "category" | "classification" | "decision_status")) => known.to_owned(),
        Some("accounts" | "target") => "accounts".to_owned(),
        Some("media" | "media_count" | "media_unanswered" | "people_identifiable") => "pictures".to_owned(),
        Some(other) => format!("extra.{other}"),
        None => path.to_owned(),
    }
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
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
mod tests {
    use std::sync::Arc;

    use tatefuda_domain::Digest;
    use tatefuda_i18n::{I18n, Lang};

    use super::*;

    fn answer(groups: Vec<engine::NeedGroup>) -> engine::Answer {
        let digest = Digest::of(b"x");
        engine::Answer {
            decision: engine::Decision::Needs,
            refusals: Vec::new(),
            groups,
            notes: Vec::new(),
            exceptions_used: Vec::new(),
            powers_used: Vec::new(),
            consumes: Vec::new(),
            citations: Vec::new(),
            trace: Vec::new(),
            pack_digest: digest,
            settings_digest: digest,
            facts_digest: digest,
            semantics: engine::SEMANTICS,
        }
    }

    fn group(remedy: engine::Remedy) -> engine::NeedGroup {
        engine::NeedGroup {
            id: "body/x".into(),
            layer: "body".into(),
            rule: "x".into(),
            clauses: vec![engine::ClauseRef { id: "X-1".into(), document: "x".into() }],
            strength: engine::Strength::Duty,
            message: Localized::new("必要です", "needed"),
            alternatives: vec![remedy],
        }
    }

    fn step(person: &str) -> engine::Remedy {
        engine::Remedy::GiveStep {
            chain: "c".into(),
            step: "s".into(),
            label: Localized::new("確認", "check"),
            who: engine::Who {
                role: "r".into(),
                label: Localized::new("室長", "head"),
                holders: engine::Holders::from_iter([engine::Holder {
                    person: person.into(),
                    capacity: "a".into(),
                    name: "Kita".into(),
                    position: "head".into(),
                    section: "office".into(),
                    extension: "203".into(),
                    absent: true,
                    deputy: false,
                }]),
            },
            after: Vec::new(),
        }
    }

    #[test]
    fn the_calm_line_counts_what_is_mine() {
        let t = Arc::new(I18n::new()).translator(Lang::Ja);
        let field = engine::Remedy::ChooseField {
            field: "post.category".into(),
            label: Localized::new("区分", "category"),
            choices: Vec::new(),
        };
        let answer = answer(vec![group(field), group(step("p1"))]);
        let author = Reader { person: "p2", post: Some("7"), on_form: true, ..Reader::default() };
        let view = AnswerView::from_answer(&t, &answer, None, Some(&author));
        assert_eq!(view.calm(&t), "あと1つ：区分");
        assert_eq!(view.theirs().len(), 1);

        let checker = Reader { person: "p1", post: Some("7"), ..Reader::default() };
        let view = AnswerView::from_answer(&t, &answer, None, Some(&checker));
        assert_eq!(view.mine().len(), 2);
        let RemedyView::GiveStep { href, who, .. } = &view.needs[1].alternatives[0] else {
            panic!("a step");
        };
        assert_eq!(href.as_deref(), Some("/posts/7/check"));
        assert_eq!(who.holders[0].extension.as_deref(), Some("203"));
        assert!(who.holders[0].absent.is_some());
    }

    #[test]
    fn when_only_others_are_left_the_line_says_who() {
        let t = Arc::new(I18n::new()).translator(Lang::En);
        let view = AnswerView::from_answer(&t, &answer(vec![group(step("p1"))]), None, None);
        assert_eq!(view.calm(&t), "Everything on your side is there. Next: check by head");
    }

    #[test]
    fn a_link_to_a_record_carries_its_fixed_values() {
        let t = Arc::new(I18n::new()).translator(Lang::En);
        let remedy = engine::Remedy::GiveRecord {
            kind: "house:exception".into(),
            label: Localized::new("許可", "permission"),
            scope: engine::RecordScope::Digest,
            who: engine::People::default(),
            fixed: [("rule".to_owned(), "a&b".to_owned())].into(),
        };
        let reader = Reader { person: "p", post: Some("7"), ..Reader::default() };
        let view = AnswerView::from_answer(&t, &answer(vec![group(remedy)]), None, Some(&reader));
        let RemedyView::GiveRecord { href, .. } = &view.needs[0].alternatives[0] else {
            panic!("a record");
        };
        assert_eq!(
            href.as_deref(),
            Some("/records/new?kind=house:exception&subject_kind=post&subject=7&fixed.rule=a%26b")
        );
    }
}
