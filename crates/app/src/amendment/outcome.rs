//! The text that would come of an amendment.

use std::sync::Arc;

use tatefuda_domain::{TenantId, amendment::Amendment};
use tatefuda_regulation::{
    Pack, PackSource, Regulation,
    amend::{Ended, Head, Problem, amend},
};
use tatefuda_store::Tx;

use crate::{core::App, failure::Failure, governing, regulation::Governing};

/// What would come of an amendment.
pub(super) struct Outcome {
    pub source: PackSource,
    /// What ends, or loses what it rests on, with clauses that are struck.
    pub ended: Vec<Ended>,
    /// What stands in its way; empty: it holds together.
    pub problems: Vec<Problem>,
    /// The text, joined with the promises of the product and the values in force; absent: it does not hold together.
    pub governing: Option<Arc<Governing>>,
}

impl Outcome {
    /// The text as it would be.
    pub fn pack(&self) -> Option<&Pack> {
        self.governing.as_ref().map(|governing| governing.regulation.body())
    }
}

/// The text from which it starts.
pub(super) async fn base(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    amendment: &Amendment,
) -> Result<Arc<Pack>, Failure> {
    app.regulations.pack(tx, tenant, amendment.base).await
}

/// Applies the changes and looks whether the outcome holds together.
pub(super) async fn outcome(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    amendment: &Amendment,
) -> Result<Outcome, Failure> {
    let base = base(app, tx, tenant, amendment).await?;
    let remark = [amendment.source.as_str(), amendment.decision.as_str()];
    let remark: Vec<&str> = remark.into_iter().filter(|text| !text.is_empty()).collect();
    let head = amendment.from.map(|from| Head { from, remark: remark.join(" ") });
    let amended = amend(&base, &amendment.changes, head.as_ref());
    let (source, ended, mut problems) = (amended.source, amended.ended, amended.problems);
    let told = |errors| Problem::of(&base, &source, &amendment.changes, &errors);
    let mut governing = None;
    match Pack::load(&source) {
        Err(errors) => problems.extend(told(errors)),
        Ok(pack) => {
            let now = app.env.now();
            let newest = super::newest(tx, tenant, &amendment.document, now).await?.ok_or(Failure::NotFound)?;
            let house = app.regulations.pack(tx, tenant, newest.house).await?;
            let settings = governing::settings(tx, tenant, &amendment.document, now).await?;
            let digest = pack.digest();
            match Regulation::new(house, Arc::new(pack), settings) {
                Err(errors) => problems.extend(told(errors)),
                Ok(regulation) => {
                    governing = Some(Arc::new(Governing {
                        document: amendment.document.clone(),
                        pack: digest,
                        house: newest.house,
                        from: None,
                        regulation: Arc::new(regulation),
                        unreadable: None,
                    }));
                }
            }
        }
    }
    Ok(Outcome { source, ended, problems, governing })
}
