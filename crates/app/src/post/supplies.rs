//! Records given together with an act on a post, before the act itself is asked.

use serde::{Deserialize, Serialize};
use tatefuda_domain::AccountId;
use tatefuda_regulation::RecordScope;
use tatefuda_store::post::Target;

use super::paper::Paper;
use crate::{
    command::Cx,
    facts::SubjectRef,
    failure::Failure,
    record::{self, Supply},
    regulation::governing,
};

/// A record given together with an act on a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostSupply {
    /// The record as typed.
    #[serde(flatten)]
    pub record: Supply,
    /// For which account; absent: for the post, i.e. each account where the kind is bound to exact content.
    #[serde(default)]
    pub account: Option<AccountId>,
}

/// Writes the records. The caller has checked that the content on screen is the present one.
pub(crate) async fn give(cx: &mut Cx<'_>, paper: &Paper, supplies: &[PostSupply]) -> Result<(), Failure> {
    for supplied in supplies {
        let named: Vec<AccountId> = supplied.account.into_iter().collect();
        let targets = paper.chosen(&named)?;
        let bound = bound_to_content(cx, paper, &targets, &supplied.record.kind).await?;
        for target in targets.iter().take(if bound { targets.len() } else { 1 }) {
            let on = SubjectRef::Target { post: paper.post.id, account: target.account };
            record::supply(cx, &supplied.record, &on, Some(target.digest), None).await?;
        }
    }
    // The entry is about the post, not about the records.
    cx.subject("post", paper.post.id);
    Ok(())
}

async fn bound_to_content(cx: &mut Cx<'_>, paper: &Paper, targets: &[&Target], kind: &str) -> Result<bool, Failure> {
    let tenant = cx.tenant();
    let first = targets.first().and_then(|target| paper.accounts.get(&target.account));
    let service = first.map(|account| &account.service);
    let governing = governing::find(cx.app, cx.tx, tenant, service, cx.at).await?;
    Ok(governing.regulation.record_kind(kind).is_some_and(|kind| kind.scope == RecordScope::Digest))
}
