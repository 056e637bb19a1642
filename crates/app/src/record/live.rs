//! Statements that are confirmed together, and what in a text has to be answered by itself (decision 0040).

use std::collections::BTreeSet;

use tatefuda_regulation::{Live, RecordKind, Regulation, hosts, live_findings};
use tatefuda_store::post;
use tatefuda_text::Finding;

use super::Supply;
use crate::{Cx, Failure, facts::SubjectRef};

/// The field that answers "yes" for everything in a statement that nothing in the content makes live. It is stored line by
/// line, as if each had been answered.
pub const TOGETHER: &str = "*";

/// What stands in a text that goes out and is a reason to ask by itself.
pub fn found(regulation: &Regulation, text: &str, link: Option<&str>) -> Vec<Finding> {
    live_findings(text, link, &hosts(regulation.house(), regulation.settings()))
}

/// What of a statement about stored content is to be answered by itself; `None`: it is not confirmed together, every line has
/// its answer.
///
/// # Errors
/// [`Failure::Invalid`]: statements of this kind, or about this, are not confirmed together.
pub(super) async fn of(
    cx: &mut Cx<'_>,
    regulation: &Regulation,
    (record, kind): (&Supply, &RecordKind),
    on: &SubjectRef,
) -> Result<Option<Live>, Failure> {
    if record.fields.get(TOGETHER).is_none_or(|answer| answer != "yes") {
        return Ok(None);
    }
    let SubjectRef::Target { post, account } = on else { return Err(not_together()) };
    if !regulation.confirmed_together(kind) {
        return Err(not_together());
    }
    let tenant = cx.tenant();
    let paper = post::get(cx.tx, tenant, *post).await?.ok_or(Failure::NotFound)?;
    let targets = post::targets(cx.tx, tenant, paper.revision).await?;
    let target = targets.iter().find(|target| target.account == *account).ok_or(Failure::NotFound)?;
    let found = found(regulation, &target.text, target.link.as_deref());
    let kinds: BTreeSet<String> = found.into_iter().map(|one| one.kind).collect();
    Ok(Some(regulation.live(&record.kind, &kinds)))
}

fn not_together() -> Failure {
    Failure::invalid(format!("fields.{TOGETHER}"), "not-together")
}
