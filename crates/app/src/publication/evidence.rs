//! Add what somebody saw of a published post (decision 0034). Appended: what was said before stands.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    EvidenceId, MediaId, PublicationId,
    publication::{Event, Evidence, Proof, Publication, Shows, State, open_finding},
};
use tatefuda_store::{
    hand,
    publication::evidence::{evidence_insert, evidence_list},
};
use utoipa::ToSchema;

use super::{expect_version, load, move_on, save};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    media, removal,
};

const SEEN_MAX: usize = 2_000;
const URL_MAX: usize = 2_000;

/// States what somebody saw of a published post. A look of somebody else than whoever posted it makes the proof 目視; what
/// is different or gone stands beside the proof and waits for somebody until it is settled.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = EvidenceInput)]
pub struct AddEvidence {
    /// The send.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// What is the case.
    pub shows: Shows,
    /// When they looked; absent: just now.
    #[serde(default)]
    pub looked_at: Option<Timestamp>,
    /// What they saw, or how it was settled, in their words.
    #[serde(default)]
    pub seen: String,
    /// At which address.
    #[serde(default)]
    pub url: Option<String>,
    /// A picture of the screen.
    #[serde(default)]
    pub picture: Option<MediaId>,
}

/// What was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Added {
    /// Its id.
    pub id: EvidenceId,
    /// What it is worth.
    pub grade: Proof,
}

impl Command for AddEvidence {
    const NAME: &'static str = "publication.evidence";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    type Out = Added;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Added, Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        let mut intent = load(cx, self.publication).await?;
        let (seen, url) = self.checked()?;
        // What somebody saw is recorded whoever they are, as long as they may read the post: the regulation is not asked
        // about facts, and the look of somebody apart is worth most.
        cx.told(None).await?;
        expect_version(&intent, self.version)?;
        let State::Published { at: published, .. } = intent.state else { return Err(Failure::state("not-published")) };
        let looked_at = self.looked_at.unwrap_or(cx.at);
        let mut check = Check::default();
        check.that(looked_at <= cx.at, "looked_at", "in-the-future");
        // Forms choose minutes.
        check.that(looked_at >= published - SignedDuration::from_mins(1), "looked_at", "before-published");
        check.done()?;
        let known = evidence_list(cx.tx, tenant, intent.id).await?.all()?;
        if self.shows == Shows::Settled && open_finding(&known).is_none() {
            return Err(Failure::state("nothing-to-settle"));
        }
        if let Some(picture) = self.picture {
            if media::visible(cx.app, cx.tx, cx.actor, picture).await?.is_none() {
                return Err(Failure::invalid("picture", "unknown-medium"));
            }
            cx.detail("picture", picture.to_string());
        }
        let grade = if self.is_another(cx, &intent, &known).await? { Proof::Seen } else { Proof::Stated };
        let evidence = Evidence {
            id: cx.app.env.id(),
            publication: intent.id,
            person: cx.actor.person,
            capacity,
            at: cx.at,
            looked_at,
            shows: self.shows,
            grade,
            seen,
            url,
            picture: self.picture,
        };
        evidence_insert(cx.tx, tenant, &evidence).await?;
        cx.detail("shows", self.shows.as_str());
        cx.detail("grade", grade.as_str());
        if !evidence.seen.is_empty() {
            cx.detail("seen", &evidence.seen);
        }
        removal::seen(cx, &intent, (self.shows, grade, looked_at)).await?;
        if self.shows == Shows::AsSent {
            move_on(&mut intent, Event::Confirm { proof: grade })?;
        }
        // Also where the state stays: who looks at a form that is older than this sees that something was added.
        save(cx, &mut intent).await?;
        Ok(Added { id: evidence.id, grade })
    }
}

impl AddEvidence {
    fn checked(&self) -> Result<(String, Option<String>), Failure> {
        let mut check = Check::default();
        let seen = match self.shows {
            Shows::AsSent => check.optional("seen", &self.seen, SEEN_MAX),
            Shows::Different | Shows::Gone | Shows::Settled => check.text("seen", &self.seen, SEEN_MAX),
        };
        let url = check.optional("url", self.url.as_deref().unwrap_or_default(), URL_MAX);
        check.that(url.is_empty() || tatefuda_text::is_web_address(&url), "url", "bad-link");
        check.done()?;
        Ok((seen, Some(url).filter(|url| !url.is_empty())))
    }

    /// Whether it is somebody else who looked than whoever had the text in their hands, scheduled it, or said before that it
    /// is there.
    async fn is_another(&self, cx: &mut Cx<'_>, intent: &Publication, known: &[Evidence]) -> Result<bool, Failure> {
        let me = cx.actor.person;
        let takings = hand::taking_list(cx.tx, cx.actor.tenant, intent.id).await?;
        let stated = known.iter().any(|one| one.grade == Proof::Stated && one.person == me);
        let posted = match takings.is_empty() {
            // Whose statement resolved a send of a connector is not kept: it could be theirs.
            true => intent.scheduled_by == me || intent.state.proof() == Some(Proof::Stated),
            false => takings.iter().any(|one| one.person == me),
        };
        Ok(!stated && !posted)
    }
}
