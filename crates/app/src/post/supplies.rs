//! Records given together with an act on a post, before the act itself is asked.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tatefuda_domain::AccountId;
use tatefuda_regulation::{FieldKind, RecordScope};
use tatefuda_store::post::Target;
use utoipa::ToSchema;

use super::paper::Paper;
use crate::{
    command::Cx,
    facts::SubjectRef,
    failure::Failure,
    record::{self, Supply},
    regulation::{Governing, governing},
};

/// A record given together with an act on a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SupplyInput)]
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
    let myself = SubjectRef::Person(cx.actor.person);
    for supplied in supplies {
        let named: Vec<AccountId> = supplied.account.into_iter().collect();
        let targets = paper.chosen(&named)?;
        let governing = governing(cx, paper, &targets).await?;
        let kind = governing.regulation.record_kind(&supplied.record.kind);
        let scope = kind.map(|kind| kind.scope);
        let names_somebody = kind.is_some_and(|kind| kind.fields.iter().any(|field| field.kind == FieldKind::Person));
        // What one states about oneself (a pledge) is no statement about the post.
        if scope == Some(RecordScope::Person) && !names_somebody {
            record::supply(cx, &supplied.record, &myself, None, Some(&governing.document)).await?;
            continue;
        }
        let bound = scope == Some(RecordScope::Digest);
        for target in targets.iter().take(if bound { targets.len() } else { 1 }) {
            let on = SubjectRef::Target { post: paper.post.id, account: target.account };
            record::supply(cx, &supplied.record, &on, Some(target.digest), None).await?;
        }
    }
    // The entry is about the post, not about the records.
    cx.subject("post", paper.post.id);
    Ok(())
}

/// The document under which the first of the targets stands.
async fn governing(cx: &mut Cx<'_>, paper: &Paper, targets: &[&Target]) -> Result<Arc<Governing>, Failure> {
    let tenant = cx.tenant();
    let first = targets.first().and_then(|target| paper.accounts.get(&target.account));
    governing::find(cx.app, cx.tx, tenant, first.map(|account| &account.service), cx.at).await
}
