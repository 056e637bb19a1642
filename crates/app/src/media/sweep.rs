//! Pictures that were brought and never used do not stay for ever.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tatefuda_store::{media as stored, tenant::tenant_list};

use crate::{
    actor::{Actor, Via},
    command::{Command, Cx, Reads, execute},
    core::App,
    failure::Failure,
};

/// How long an unused picture waits for its post: somebody's long weekend and more.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Most pictures removed by one act.
const AT_ONCE: i64 = 100;

/// Removes pictures that nothing refers to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Sweep {}

impl Command for Sweep {
    const NAME: &'static str = "media.sweep";
    const READS: Reads<Self> = Reads::Open;
    type Out = usize;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<usize, Failure> {
        let tenant = cx.tenant();
        let unused = stored::unused(cx.tx, tenant, cx.at - KEPT, AT_ONCE).await?;
        for medium in &unused {
            stored::delete(cx.tx, tenant, medium.id).await?;
        }
        cx.detail("count", unused.len().to_string());
        Ok(unused.len())
    }
}

/// Removes pictures that were brought more than two weeks ago and are in no post, for every body. Bodies without any
/// are left alone. For the worker.
///
/// # Errors
/// Whatever the database says.
pub async fn sweep(app: &App) -> Result<usize, Failure> {
    let mut tx = app.db.read().await?;
    let mut bodies = vec![];
    for body in tenant_list(&mut tx).await? {
        if !stored::unused(&mut tx, body.id, app.env.now() - KEPT, 1).await?.is_empty() {
            bodies.push(body.id);
        }
    }
    tx.rollback().await?;
    let mut removed = 0;
    for body in bodies {
        removed += execute(app, &Actor::nobody(body, Via::Worker), app.env.id(), &Sweep {}).await?;
    }
    Ok(removed)
}
