//! What a feed or calendar says of a thing that waits: its kind, its number, where it stands and until when. Neither title
//! nor text of a post: calendars are shown on phones, in meetings and to colleagues.

use jiff::Timestamp;
use tatefuda_app::{post::view::PostRow, task::view::Today};
use tatefuda_domain::{Digest, PostId};
use tatefuda_i18n::Translator;

use crate::lang;

/// A thing that waits.
pub(super) struct Line {
    /// The same at each asking, so that programs know it again.
    pub key: Digest,
    /// What is to be done, with number and account.
    pub what: String,
    /// Since when, as far as that is known: the same at each asking.
    pub since: Timestamp,
    /// Until when.
    pub due: Option<Timestamp>,
    /// Path of the page where it is done.
    pub path: String,
}

/// Everything that waits, in the order of the page. What is only the reader's own draft waits for nobody.
pub(super) fn lines(tr: &Translator, today: &Today, epoch: Timestamp) -> Vec<Line> {
    let lang = lang::domain(tr.lang());
    let mut lines = vec![];
    for one in today.troubles() {
        let what = tr.text("feed-trouble");
        let line = about(&what, "", &one.publication.account_name);
        lines.push(new("trouble", &one.publication.id.to_string(), line, epoch, post_path(one.post, "")));
    }
    for one in &today.hand {
        let line = about(&tr.text("feed-hand"), "", &one.publication.account_name);
        let path = format!("/hand/{}", one.publication.id);
        lines.push(Line { due: one.until, ..new("hand", &path, line, epoch, path.clone()) });
    }
    for one in &today.findings {
        let line = about(&tr.text("feed-finding"), "", &one.publication.account_name);
        lines.push(new("finding", &one.publication.id.to_string(), line, epoch, post_path(one.post, "")));
    }
    for one in &today.removals {
        let line = about(&tr.text("feed-removal"), "", &one.publication.account_name);
        lines.push(new("removal", &one.publication.id.to_string(), line, epoch, post_path(one.post, "")));
    }
    let post = |kind: &str, what: String, row: &PostRow, page: &str| {
        let accounts = row.accounts.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(tr.pick("、", ", "));
        let line = about(&what, row.document_number.as_deref().unwrap_or_default(), &accounts);
        let line = new(kind, &format!("{}{what}", row.id), line, row.updated_at, post_path(row.id, page));
        Line { due: row.window.until, ..line }
    };
    for one in &today.steps {
        let step = one.steps.first().map(|step| step.label.get(lang).to_owned()).unwrap_or_default();
        lines.push(post("step", tr.with("web-task-step", &[("step", step.into())]), &one.post, "/check"));
    }
    for one in &today.returned {
        lines.push(post("returned", tr.text("state-returned"), &one.post, "/edit"));
    }
    for one in &today.records {
        let what = tr.with("web-task-record", &[("record", one.label.get(lang).into())]);
        lines.push(post("record", what, &one.post, ""));
    }
    lines.extend(today.ready.iter().map(|row| post("ready", tr.text("feed-ready"), row, "")));
    lines.extend(today.ending.iter().map(|row| post("ending", tr.text("web-task-ending"), row, "")));
    for one in &today.cases {
        let what = tr.with("web-task-case", &[("step", one.label.get(lang).into())]);
        let line = about(&what, one.procedure.get(lang), &one.account_name);
        let path = format!("/cases/{}", one.case);
        lines.push(Line { due: one.due, ..new("case", &format!("{path}{}", one.step), line, epoch, path) });
    }
    for one in &today.duties {
        let line = about(one.label.get(lang), "", &one.account_name);
        let key =
            [&one.document, &one.item, &one.instance, &one.subject.kind, &one.subject.id].map(String::as_str).join(" ");
        lines.push(Line { due: one.due, ..new("duty", &key, line, epoch, "/duties".to_owned()) });
    }
    lines
}

fn new(kind: &str, key: &str, what: String, since: Timestamp, path: String) -> Line {
    Line { key: Digest::of(format!("{kind} {key}").as_bytes()), what, since, due: None, path }
}

fn about(what: &str, number: &str, account: &str) -> String {
    [what, number, account].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn post_path(post: PostId, page: &str) -> String {
    format!("/posts/{post}{page}")
}
