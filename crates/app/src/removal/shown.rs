//! Keep what the service shows of a post, before the program takes it away. For the worker.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    PublicationId, RemovalId,
    removal::{CopyKind, RemovalCopy, State},
};
use tatefuda_store::removal::copy_insert;

use super::{copy::empty, running};
use crate::{
    command::{Command, Cx, Reads},
    failure::Failure,
    publication::{load, sent},
};

/// Keeps what the service shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepShown {
    /// The send that published it.
    pub publication: PublicationId,
    /// Which worker has it.
    pub owner: String,
    /// What is there; absent: it could not be seen.
    pub shown: Option<Shown>,
    /// Why nothing could be seen.
    pub missing: Option<String>,
}

/// A post as the service shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The service's id.
    pub id: String,
    pub text: String,
    pub permalink: Option<String>,
}

impl Command for KeepShown {
    const NAME: &'static str = "removal.keep";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    type Out = RemovalId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<RemovalId, Failure> {
        load(cx, self.publication).await?;
        cx.told(None).await?;
        let removal = running(cx, self.publication).await?;
        if !matches!(&removal.state, State::Removing { by, .. } if *by == self.owner) {
            return Err(Failure::state("lease-lost"));
        }
        let copy = match &self.shown {
            Some(shown) => RemovalCopy {
                text: shown.text.clone(),
                url: shown.permalink.clone(),
                platform_post: Some(shown.id.clone()),
                ..empty(cx, removal.id, CopyKind::Shown)
            },
            None => RemovalCopy { missing: self.missing.clone(), ..empty(cx, removal.id, CopyKind::Missing) },
        };
        copy_insert(cx.tx, cx.actor.tenant, &copy).await?;
        Ok(removal.id)
    }
}
