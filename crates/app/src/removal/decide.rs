//! Decide that a published post is taken down. What was published is kept in the same transaction, before anything is done.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, MediaId, PublicationId, RemovalId,
    publication::{Proof, Publication, State as Sent},
    removal::{CopyKind, Event, Removal, RemovalCopy, RemovalRoad, RemovalState, State},
};
use tatefuda_platforms::capability::{self, Ability, Offer};
use tatefuda_store::{
    Error, account, feed,
    post::Target,
    removal::{copy_insert, removal_insert},
};
use utoipa::ToSchema;

use super::{current, move_on};
use crate::{
    account::road,
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    media,
    post::{PostSupply, asking, paper::Paper, supplies},
    publication::{expect_version, load, save, sent},
};

/// Longest reason in characters.
pub(super) const REASON_MAX: usize = 2_000;

/// Decides that a published post is taken down.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RemoveInput)]
pub struct Remove {
    /// The send that published it.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// Why.
    pub reason: String,
    /// A picture of the screen as it is now.
    #[serde(default)]
    pub picture: Option<MediaId>,
    /// Records given together with it.
    #[serde(default)]
    pub supplies: Vec<PostSupply>,
}

/// How it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RemovalDecided)]
pub struct Decided {
    /// The removal.
    pub removal: RemovalId,
    /// How it is carried out.
    pub road: RemovalRoad,
    /// Where it stands.
    pub state: RemovalState,
}

impl Command for Remove {
    const NAME: &'static str = "removal.decide";
    const READS: Reads<Self> = Reads::Of(|act| Some(sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostRemove, Action::RecordGive];
    type Out = Decided;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Decided, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        let mut intent = load(cx, self.publication).await?;
        let paper = Paper::load(cx.tx, tenant, intent.post).await?;
        if !self.supplies.is_empty() {
            expect_version(&intent, self.version)?;
            supplies::give(cx, &paper, &self.supplies).await?;
        }
        let asked = cx.ask(asking::about(Action::PostRemove, intent.post, intent.account)).await?;
        let reason = self.checked()?;
        let answer = cx.require(asked).await?;
        expect_version(&intent, self.version)?;
        if !matches!(intent.state, Sent::Published { .. }) {
            return Err(Failure::state("not-published"));
        }
        if current(cx, intent.id).await?.is_some_and(|one| one.state.name().is_live()) {
            return Err(Failure::state("removal-live"));
        }
        let road = road(cx, &intent).await?;
        let mut removal = Removal {
            id: cx.app.env.id(),
            version: 1,
            publication: intent.id,
            post: intent.post,
            account: intent.account,
            road,
            reason,
            person: cx.actor.person,
            capacity,
            device: cx.actor.device,
            at: cx.at,
            answer: Some(answer),
            tries: 0,
            state: match road {
                RemovalRoad::Hand => State::Waiting,
                RemovalRoad::Connector | RemovalRoad::Feed => State::Asked { due_at: cx.at, why: None },
            },
        };
        if road == RemovalRoad::Feed {
            move_on(&mut removal, Event::Gone { at: cx.at, proof: Proof::Api })?;
        }
        removal_insert(cx.tx, tenant, &removal).await.map_err(|error| match error {
            Error::Unique(_) => Failure::state("removal-live"),
            other => other.into(),
        })?;
        self.keep(cx, &removal, &intent, paper.targets.iter().find(|one| one.account == intent.account)).await?;
        if road == RemovalRoad::Feed {
            feed::withdraw(cx.tx, tenant, intent.id, cx.at).await?;
        }
        cx.detail("reason", &removal.reason);
        cx.detail("road", road.as_str());
        // Also where its own state stays: whoever looks at an older page sees that something was decided.
        save(cx, &mut intent).await?;
        Ok(Decided { removal: removal.id, road, state: removal.state.name() })
    }
}

/// How a post of a send is taken down.
async fn road(cx: &mut Cx<'_>, intent: &Publication) -> Result<RemovalRoad, Failure> {
    let tenant = cx.tenant();
    let account = account::get(cx.tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
    if account.service.is_website() {
        return Ok(RemovalRoad::Feed);
    }
    match capability::of(&account.service).offer(Ability::Remove) {
        // Nobody can: what was sent stays with those who received it.
        Offer::Never => Err(Failure::state("removal-impossible")),
        Offer::Here if known_there(intent) && !road::by_hand(cx.tx, tenant, &account).await? => {
            Ok(RemovalRoad::Connector)
        }
        Offer::Here | Offer::ByHand => Ok(RemovalRoad::Hand),
    }
}

/// Whether the service's id of the post is known: without it nobody but a person finds it.
fn known_there(intent: &Publication) -> bool {
    intent.state.platform_post().is_some()
}

impl Remove {
    fn checked(&self) -> Result<String, Failure> {
        let mut check = Check::default();
        let reason = check.text("reason", &self.reason, REASON_MAX);
        check.done()?;
        Ok(reason)
    }

    /// What was sent, from our own rows, and the picture of the screen that came with the decision.
    async fn keep(
        &self,
        cx: &mut Cx<'_>,
        removal: &Removal,
        intent: &Publication,
        target: Option<&Target>,
    ) -> Result<(), Failure> {
        let tenant = cx.tenant();
        let there = intent.state.platform_post();
        let sent = RemovalCopy {
            id: cx.app.env.id(),
            removal: removal.id,
            kind: CopyKind::Sent,
            at: cx.at,
            person: None,
            text: target.map(|target| target.text.clone()).unwrap_or_default(),
            link: target.and_then(|target| target.link.clone()),
            url: there.and_then(|post| post.permalink.clone()),
            platform_post: there.map(|post| post.id.clone()),
            content: Some(intent.digest),
            picture: None,
            missing: None,
        };
        copy_insert(cx.tx, tenant, &sent).await?;
        if let Some(picture) = self.picture {
            super::copy::screen(cx, removal.id, picture).await?;
        }
        Ok(())
    }
}

/// A picture of the screen that the actor may see.
pub(super) async fn usable(cx: &mut Cx<'_>, picture: MediaId) -> Result<(), Failure> {
    if media::visible(cx.app, cx.tx, cx.actor, picture).await?.is_none() {
        return Err(Failure::invalid("picture", "unknown-medium"));
    }
    cx.detail("picture", picture.to_string());
    Ok(())
}
