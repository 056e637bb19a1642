//! Lawful erasure of a text. The chain stays whole; the erasure is itself an entry.

use serde::Serialize;
use tatefuda_audit::{DetailRef, detail::ERASED_FIELD, erased_value};
use tatefuda_domain::SystemRight;
use tatefuda_store::audit::audit_erase;

use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
};

/// Erases one text of one entry with its salt.
#[derive(Debug, Clone, Serialize)]
pub struct EraseDetail {
    /// Number of the entry.
    pub seq: u64,
    /// Which text.
    pub field: String,
    /// On what ground; stays in the records.
    pub reason: String,
}

impl Command for EraseDetail {
    const NAME: &'static str = "audit.erase";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("audit", format!("{}:{}", self.seq, self.field));
        cx.actor.require(SystemRight::ReadAudit)?;
        cx.actor.require(SystemRight::ManageUsers)?;
        let mut input = Check::default();
        let reason = input.text("reason", &self.reason, 1_000);
        // What explains an erasure is not erasable, else the chain could not be told from a tampered one.
        input.that(self.field != ERASED_FIELD, "field", "not-erasable");
        input.done()?;
        cx.detail("reason", reason);
        cx.detail(ERASED_FIELD, erased_value([&DetailRef { seq: self.seq, field: self.field.clone() }]));
        if audit_erase(cx.tx, cx.tenant(), self.seq, &self.field, cx.at).await? {
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}
