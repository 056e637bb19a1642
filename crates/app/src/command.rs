//! Units of work as values (decision 0008).

mod bound;
mod cx;
mod execute;
mod secret;

use std::future::Future;

use serde::{Serialize, de::DeserializeOwned};
use tatefuda_audit::Head;
use tatefuda_domain::{Action, Digest, TenantId};

pub use cx::Cx;
pub use execute::execute;
pub use secret::Secret;

pub use crate::reads::Reads;
use crate::{core::App, failure::Failure};

/// An act. Carried out by [`execute`], at most once per command id, with exactly one audit entry.
pub trait Command: Serialize + Sized + Send + Sync {
    /// Its name in audit entries, `noun.verb`.
    const NAME: &'static str;

    /// What somebody must be able to read to do it. For whoever may not, what it is about is not there.
    const READS: Reads<Self>;

    /// The acts about which it asks the regulation; asking about another one fails. Coverage of packs is computed from
    /// these (`registry`).
    const ASKS: &'static [Action] = &[];

    /// Events of the text's vocabulary that it makes happen, by their first part (`account.opened`, `step`). A lint of
    /// packs rests on these: a procedure that opens by an event nothing makes happen is not connected. Records need no
    /// mention.
    const HAPPENS: &'static [&'static str] = &[];

    /// Whether somebody whose initial password is not changed yet may do it.
    const WITH_INITIAL_PASSWORD: bool = false;

    /// What it gives back. Kept under the command id, so it must hold no text and no secret.
    type Out: Serialize + DeserializeOwned + Send;

    /// Digest of the input: the canonical JSON of the command. Secrets are left out ([`Secret`]).
    fn input(&self) -> Digest {
        let json = serde_json::to_value(self).expect("commands are plain data").to_string();
        Digest::of(format!("tatefuda.command.v1\n{}\n{json}", Self::NAME).as_bytes())
    }

    /// What is to be kept outside the database of its entry, before the act counts: a body that is entered is remembered by
    /// this node from its first entry on (decision 0024).
    fn entered(&self, app: &App, tenant: TenantId, head: Head) -> impl Future<Output = Result<(), Failure>> + Send {
        let _ = (app, tenant, head);
        async { Ok(()) }
    }

    /// Asks, steps the domain, writes rows. Runs inside one transaction and may run again from the start.
    fn run(&self, cx: &mut Cx<'_>) -> impl Future<Output = Result<Self::Out, Failure>> + Send;
}
