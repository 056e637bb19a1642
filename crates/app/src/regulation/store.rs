//! Keeps a pack under its content hash. It binds nobody before it is brought into force.

use std::sync::Arc;

use serde::Serialize;
use tatefuda_domain::{Digest, SystemRight};
use tatefuda_regulation::{Pack, PackErrors, PackSource, Regulation, Settings};
use tatefuda_store::regulation::{pack_list, pack_put};

use super::HOUSE;
use crate::{Command, Cx, Failure, FieldError, Reads};

/// Stores a pack that loads without an error.
#[derive(Debug, Clone, Serialize)]
pub struct StorePack {
    /// Its files.
    pub source: PackSource,
}

impl Command for StorePack {
    const NAME: &'static str = "pack.store";
    const READS: Reads<Self> = Reads::Open;
    type Out = Digest;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Digest, Failure> {
        let digest = self.source.digest();
        cx.subject("pack", digest);
        cx.actor.require(SystemRight::ManageRegulation)?;
        let pack = Pack::load(&self.source).map_err(|errors| invalid(&errors))?;
        // Read against the house pack that is here, so that a lift or reference that does not fit is named now.
        let house = pack_list(cx.tx, cx.actor.tenant).await?.into_iter().rev().find(|stored| stored.pack == HOUSE);
        let pack = Arc::new(pack);
        if let Some(house) = house.filter(|_| pack.header.id != HOUSE) {
            let house = cx.app.regulations.pack(cx.tx, cx.actor.tenant, house.digest).await?;
            Regulation::new(house, Arc::clone(&pack), Settings::default()).map_err(|errors| invalid(&errors))?;
        }
        cx.after(digest);
        pack_put(cx.tx, cx.actor.tenant, digest, &pack.header.id, &pack.header.version, &self.source, cx.at).await?;
        Ok(digest)
    }
}

/// Errors of a pack as errors of a form, each with its place.
pub(super) fn invalid(errors: &PackErrors) -> Failure {
    let error = |error: &tatefuda_regulation::PackError| {
        FieldError::new("source", "pack-error")
            .with("code", error.code)
            .with("message", &error.message.ja)
            .with("message_en", &error.message.en)
            .with("help", &error.help.ja)
            .with("help_en", &error.help.en)
            .with("file", &error.file)
            .with("line", error.line)
    };
    Failure::Invalid(errors.errors.iter().map(error).collect())
}
