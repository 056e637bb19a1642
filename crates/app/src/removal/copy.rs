//! Keep what the service shows, before a person takes it down: a picture of the screen, or why there is none.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    MediaId, PublicationId, RemovalId,
    removal::{CopyKind, RemovalCopy, RemovalRoad, RemovalState},
};
use tatefuda_store::removal::copy_insert;
use utoipa::ToSchema;

use super::{Decided, decide, expect_version, running, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    publication::{load, sent},
};

const MISSING_MAX: usize = 500;

/// Keeps a picture of a post as the service shows it, before it is taken down.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RemovalCopyInput)]
pub struct KeepCopy {
    /// The send that published it.
    pub publication: PublicationId,
    /// The version of the removal that was on screen.
    pub version: i64,
    /// A picture of the screen.
    #[serde(default)]
    pub picture: Option<MediaId>,
    /// Why none can be taken, where none can.
    #[serde(default)]
    pub missing: String,
}

impl Command for KeepCopy {
    const NAME: &'static str = "removal.copy";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    type Out = Decided;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Decided, Failure> {
        let (tenant, person) = (cx.tenant(), cx.actor.person);
        cx.actor.require_capacity()?;
        load(cx, self.publication).await?;
        // What somebody sees is kept whoever they are, as long as they may read the post.
        cx.told(None).await?;
        let mut check = Check::default();
        let missing = check.optional("missing", &self.missing, MISSING_MAX);
        check.that(self.picture.is_some() || !missing.is_empty(), "picture", "required");
        check.done()?;
        let removal = running(cx, self.publication).await?;
        expect_version(&removal, self.version)?;
        if removal.state.name() != RemovalState::Waiting {
            return Err(Failure::state(format!("removal-{}", removal.state.name().as_str())));
        }
        match self.picture {
            Some(picture) => screen(cx, removal.id, picture).await?,
            None => {
                cx.detail("missing", &missing);
                let copy = RemovalCopy { missing: Some(missing), ..empty(cx, removal.id, CopyKind::Missing) };
                copy_insert(cx.tx, tenant, &RemovalCopy { person: Some(person), ..copy }).await?;
            }
        }
        // Whoever looks at an older page sees that it was kept.
        save(cx, &removal).await?;
        Ok(Decided { removal: removal.id, road: RemovalRoad::Hand, state: removal.state.name() })
    }
}

/// Keeps a picture of the screen.
pub(super) async fn screen(cx: &mut Cx<'_>, removal: RemovalId, picture: MediaId) -> Result<(), Failure> {
    decide::usable(cx, picture).await?;
    let copy =
        RemovalCopy { person: Some(cx.actor.person), picture: Some(picture), ..empty(cx, removal, CopyKind::Screen) };
    Ok(copy_insert(cx.tx, cx.actor.tenant, &copy).await?)
}

pub(super) fn empty(cx: &Cx<'_>, removal: RemovalId, kind: CopyKind) -> RemovalCopy {
    RemovalCopy {
        id: cx.app.env.id(),
        removal,
        kind,
        at: cx.at,
        person: None,
        text: String::new(),
        link: None,
        url: None,
        platform_post: None,
        content: None,
        picture: None,
        missing: None,
    }
}
