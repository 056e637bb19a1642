//! What would help, with the place where it is done.

use tatefuda_regulation as engine;

use super::from_answer::From;
use crate::{answer::RemedyView, view::Choice};

impl From<'_> {
    pub(super) fn remedy(&self, remedy: &engine::Remedy) -> RemedyView {
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
            },
            engine::Remedy::ChooseField { field, label, choices } => RemedyView::ChooseField {
                field: control(field),
                label: self.say(label),
                choices: choices.iter().map(|c| Choice::new(c.id.clone(), self.say(&c.label), false)).collect(),
                href: self.control_href(field),
            },
            engine::Remedy::ChangeTime { label, to, then } => {
                let mut times = vec![self.say(label)];
                times.extend(to.iter().chain(then).map(|to| self.moment(*to).text));
                RemedyView::ChangeTime { times, href: self.post_href("from_date") }
            }
            engine::Remedy::DoStep { procedure, label, who, after, .. } => RemedyView::DoStep {
                label: self.say(label),
                who: self.people(who),
                later: !after.is_empty(),
                href: self.reader.account.map(|account| {
                    format!("/cases?state=running&account={}&procedure={}", encode(account), encode(procedure))
                }),
            },
            engine::Remedy::AnswerDuty { label, who, .. } => {
                RemedyView::AnswerDuty { label: self.say(label), who: self.people(who) }
            }
            engine::Remedy::WaitUntil { at } => RemedyView::WaitUntil { at: self.moment(*at) },
            engine::Remedy::SetParameter { param, label, who } => RemedyView::SetParameter {
                label: self.say(label),
                href: format!("/regulation#{}", crate::setting::anchor(param, "")),
                who: self.people(who),
            },
            engine::Remedy::Appoint { label, .. } => RemedyView::Appoint { role: self.say(label) },
            engine::Remedy::ReplaceMedium { label } => RemedyView::ReplaceMedium {
                what: self.say(label),
                href: self.post_href("pictures").filter(|_| !self.reader.on_form),
            },
            engine::Remedy::OpenProcedure { label, who, .. } => RemedyView::OpenProcedure {
                label: self.say(label),
                who: self.people(who),
                href: self.reader.account.map(|account| format!("/cases/new?account={}", encode(account))),
            },
            engine::Remedy::AskHuman { who, label } => {
                RemedyView::AskHuman { text: self.say(label), who: self.people(who) }
            }
            engine::Remedy::All { of } => RemedyView::All(of.iter().map(|r| self.remedy(r)).collect()),
        }
    }

    /// A control of the composer: on this page, or on the page that edits the post. Without either there is none, and
    /// the remedy is only said: a link to nowhere would send people looking for a field that is not there.
    fn post_href(&self, control: &str) -> Option<String> {
        if self.reader.account.is_some() {
            return None;
        }
        match self.reader.post {
            _ if self.reader.on_form => Some(format!("#{control}")),
            post => post.map(|id| format!("/posts/{id}/edit#{control}")),
        }
    }

    /// Where a fact can be changed, by its path in the fact schema.
    fn control_href(&self, path: &str) -> Option<String> {
        // These belong to the section that runs the account, and are changed with it.
        if matches!(path, "account.branch" | "account.section_level") {
            return Some("/organisation".to_owned());
        }
        let control = control(path)?;
        if path.starts_with("post.") {
            return self.post_href(control);
        }
        // The form of an account stands on its page, for whoever may change it; for others the field is nowhere.
        (self.reader.account.is_some() && self.reader.on_form).then(|| format!("#{control}"))
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
}

/// The control of the composer or of the account's form that fills a fact. Not every fact has one: some follow from the
/// text, from the clock or from the organisation.
pub(super) fn control(path: &str) -> Option<&'static str> {
    Some(match path {
        "post.text" => "text",
        "post.links" => "link",
        "post.category" => "category",
        "post.classification" => "classification",
        "post.decision_status" => "decision_status",
        "post.media" | "post.media_count" | "post.media_unanswered" | "post.people_identifiable" => "pictures",
        "account.name" => "name",
        "account.handle" => "handle",
        "account.url" => "url",
        "account.purpose" => "purpose",
        "account.class" => "class",
        "account.mail" => "mail",
        "account.mail_personal" => "mail_personal",
        "account.listing_url" => "listing_url",
        "account.profile_url" | "account.profile_host" => "profile_url",
        "account.sections" => "section",
        _ => return None,
    })
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
