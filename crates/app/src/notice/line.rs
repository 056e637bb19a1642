//! What is told of a thing that waits, to calendars, feed readers and places: its kind, its number, where it stands and until
//! when.

use jiff::Timestamp;
use tatefuda_domain::{
    Digest, Localized, PostId,
    notice::{Line, What},
};

use crate::{post::view::PostRow, task::view::Today};

/// Everything that waits, in the order of the page. What is only the reader's own draft waits for nobody. `epoch`: since when
/// that is said to wait of which nobody knows since when.
#[must_use]
pub fn lines(today: &Today, epoch: Timestamp) -> Vec<Line> {
    let mut lines = vec![];
    for one in today.troubles() {
        lines.push(of_send("trouble", &one.publication.id.to_string(), &one.publication.account_name, epoch, one.post));
    }
    for one in &today.hand {
        let path = format!("/hand/{}", one.publication.id);
        let line = of_send("hand", &path, &one.publication.account_name, epoch, one.post);
        lines.push(Line { due: one.until, path, ..line });
    }
    for one in &today.findings {
        lines.push(of_send("finding", &one.publication.id.to_string(), &one.publication.account_name, epoch, one.post));
    }
    for one in &today.removals {
        lines.push(of_send("removal", &one.publication.id.to_string(), &one.publication.account_name, epoch, one.post));
    }
    for one in &today.steps {
        let (id, label) = one.steps.first().map(|step| (step.step.as_str(), step.label.clone())).unwrap_or_default();
        lines.push(of_post("step", id, with("web-task-step", "step", label), &one.post, "/check"));
    }
    for one in &today.returned {
        lines.push(of_post("returned", "", text("state-returned"), &one.post, "/edit"));
    }
    for one in &today.records {
        let what = with("web-task-record", "record", one.label.clone());
        lines.push(of_post("record", &one.kind, what, &one.post, ""));
    }
    lines.extend(today.ready.iter().map(|row| of_post("ready", "", text("feed-ready"), row, "")));
    lines.extend(today.ending.iter().map(|row| of_post("ending", "", text("web-task-ending"), row, "")));
    for one in &today.cases {
        let path = format!("/cases/{}", one.case);
        let what = with("web-task-case", "step", one.label.clone());
        let key = key("case", &format!("{path}{}", one.step));
        let accounts = named(&one.account_name);
        lines.push(Line { key, what, also: one.procedure.clone(), accounts, since: epoch, due: one.due, path });
    }
    for one in &today.duties {
        let id =
            [&one.document, &one.item, &one.instance, &one.subject.kind, &one.subject.id].map(String::as_str).join(" ");
        lines.push(Line {
            key: key("duty", &id),
            what: What::Label(one.label.clone()),
            also: Localized::default(),
            accounts: named(&one.account_name),
            since: epoch,
            due: one.due,
            path: "/duties".to_owned(),
        });
    }
    lines
}

fn of_send(kind: &str, id: &str, account: &str, epoch: Timestamp, post: PostId) -> Line {
    Line {
        key: key(kind, id),
        what: text(&format!("feed-{kind}")),
        also: Localized::default(),
        accounts: named(account),
        since: epoch,
        due: None,
        path: format!("/posts/{post}"),
    }
}

fn of_post(kind: &str, id: &str, what: What, row: &PostRow, page: &str) -> Line {
    let number = row.document_number.as_deref().unwrap_or_default();
    Line {
        key: key(kind, &format!("{}{id}", row.id)),
        what,
        also: Localized::new(number, number),
        accounts: row.accounts.iter().map(|one| one.name.clone()).collect(),
        since: row.updated_at,
        due: row.window.until,
        path: format!("/posts/{}{page}", row.id),
    }
}

fn key(kind: &str, id: &str) -> Digest {
    Digest::of(format!("{kind} {id}").as_bytes())
}

fn text(key: &str) -> What {
    What::Text(key.to_owned())
}

fn with(key: &str, name: &str, label: Localized) -> What {
    What::With { key: key.to_owned(), name: name.to_owned(), label }
}

fn named(account: &str) -> Vec<String> {
    if account.is_empty() { vec![] } else { vec![account.to_owned()] }
}
