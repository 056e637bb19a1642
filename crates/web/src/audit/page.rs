//! 操作記録: the chain of entries, newest first.

use axum::response::Response;
use tatefuda_app::{audit, org, publication};
use tatefuda_audit::{CheckpointKeys, End, Entry, EntryKind};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    audit::{AuditPage, AuditRow, VerifyView},
    view::{FilterTab, Link, When},
};

use crate::{error::WebError, html, page::Page, view};

/// Entries on one page.
const ROWS: i64 = 50;

/// `GET /audit?before=&kind=&verify=1`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let before = page.visit.query("before").parse().ok();
    let kind = page.visit.query("kind");
    let entries = audit::view::newest(page.app(), page.actor(), before, ROWS).await?;
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let named = audit::view::names(page.app(), page.actor(), &entries).await?;
    let shell = page.shell(Nav::Audit).await;
    let tr = shell.tr.clone();
    let oldest = entries.iter().filter_map(|one| one.entry.as_ref().ok()).map(|entry| entry.seq).min();
    let full = i64::try_from(entries.len()).unwrap_or(ROWS) >= ROWS;
    let wanted = |entry: &Entry| match kind.as_str() {
        "done" => entry.kind == EntryKind::Done,
        "refused" => entry.kind == EntryKind::Refused,
        _ => true,
    };
    let mut rows = Vec::new();
    for one in &entries {
        match &one.entry {
            Ok(entry) if wanted(entry) => rows.push(row(&page, &tr, &chart, &named, entry)),
            Ok(_) => {}
            // Shown, never skipped: somebody has to look at it.
            Err(unreadable) => tracing::error!(?unreadable, "an entry of the operation records cannot be read"),
        }
    }
    let suffix = match kind.as_str() {
        "done" | "refused" => format!("&kind={kind}"),
        _ => String::new(),
    };
    let view = AuditPage {
        filters: ["", "done", "refused"].map(|value| filter(&tr, value, &kind)).to_vec(),
        rows,
        verify: verify(&page, &tr).await?,
        next: oldest
            .filter(|seq| *seq > 1 && full)
            .map(|seq| Link { href: format!("/audit?before={seq}{suffix}"), label: tr.text("web-older") }),
        shell,
    };
    Ok(html::ok(view.render()))
}

fn filter(tr: &Translator, value: &str, current: &str) -> FilterTab {
    let (href, key) = match value {
        "" => ("/audit".to_owned(), "audit-all"),
        "done" => ("/audit?kind=done".to_owned(), "audit-done"),
        other => (format!("/audit?kind={other}"), "audit-refused"),
    };
    let known = ["done", "refused"].contains(&current);
    let current = current == value || (value.is_empty() && !known);
    FilterTab { href, label: tr.text(key), current }
}

fn row(page: &Page, tr: &Translator, chart: &org::Chart, named: &Named, entry: &Entry) -> AuditRow {
    let appointment = entry
        .capacity
        .and_then(|id| chart.appointments.iter().find(|one| one.appointment.id == id))
        .or_else(|| chart.appointments.iter().find(|one| Some(one.appointment.person) == entry.person));
    let who = match (appointment, entry.person) {
        (Some(one), _) => format!("{}{}{}", one.person_name, tr.pick("　", ", "), view::appointment(tr, one)),
        (None, Some(person)) => {
            let id = person.to_string();
            named.get(&("person".to_owned(), id.clone())).cloned().unwrap_or(id)
        }
        (None, None) => tr.text("web-the-program"),
    };
    let who = if publication::OF_THE_PROGRAM.contains(&entry.command.as_str()) {
        let program = tr.text("web-the-program");
        tr.with("web-on-behalf-of", &[("program", program.as_str().into()), ("person", who.as_str().into())])
    } else {
        who
    };
    let href = match entry.subject.kind.as_str() {
        "post" => Some(format!("/posts/{}", entry.subject.id)),
        "person" => Some(format!("/people/{}", entry.subject.id)),
        "record" => Some(format!("/records/{}", entry.subject.id)),
        "account" => Some(format!("/accounts/{}", entry.subject.id)),
        // Something that happened has the id of the case in which it is dealt with.
        "case" | "incident" => Some(format!("/cases/{}", entry.subject.id)),
        _ => None,
    };
    let noun = format!("subject-{}", entry.subject.kind);
    let noun = if tr.has(&noun) { tr.text(&noun) } else { entry.subject.kind.clone() };
    AuditRow {
        seq: entry.seq,
        at: When::new(tr, entry.at, page.zone()),
        who,
        command: view::command(tr, &entry.command),
        subject: match named.get(&(entry.subject.kind.clone(), entry.subject.id.clone())) {
            Some(name) => format!("{noun}{}{name}", tr.pick("：", ": ")),
            // Of these there is one, or nobody would know it by a name.
            None if matches!(entry.subject.kind.as_str(), "body" | "tenant" | "session" | "login") => noun,
            None => tr.with("audit-subject", &[("noun", noun.into()), ("id", tail(&entry.subject.id).into())]),
        },
        subject_href: href,
        refused: entry.kind == EntryKind::Refused,
        answer_id: entry.answer.map(|answer| answer.id.to_string()),
        hash: entry.hash.to_string().chars().take(12).collect(),
    }
}

/// Names of subjects by kind and id.
type Named = std::collections::BTreeMap<(String, String), String>;

/// The end of an id is what tells ids apart; its beginning is the time.
fn tail(id: &str) -> String {
    id.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect()
}

/// Verifies on demand: it reads the whole chain, which grows for as long as the body posts.
async fn verify(page: &Page, tr: &Translator) -> Result<Option<VerifyView>, WebError> {
    if page.visit.query("verify").is_empty() {
        return Ok(None);
    }
    let keys = CheckpointKeys::of(&audit::checkpoint::signer(page.app()));
    let verdict = audit::verify::run(page.app(), page.actor(), keys, None).await?;
    Ok(Some(VerifyView {
        at: When::new(tr, page.now(), page.zone()),
        entries: verdict.entries,
        head: verdict.head.to_string(),
        findings: verdict.findings.iter().map(|finding| format!("{finding:?}")).collect(),
        end_proven: matches!(verdict.end, End::Proven { .. }),
    }))
}
