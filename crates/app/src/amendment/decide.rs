//! Putting an amendment forward, giving it back, confirming it as the second person, giving it up.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, AmendmentId,
    amendment::{Amendment, Event, Returned, State},
};
use tatefuda_regulation::Pack;
use tatefuda_store::regulation::{InForce, pack_put};
use utoipa::ToSchema;

use super::{Saved, check, moved, newest, not_now, outcome, seen};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure, FieldError, Forbidden},
    regulation::ActivateRegulation,
};

/// Characters of a reason.
const REASON_MAX: usize = 2_000;

/// Puts a draft forward, for a second person to confirm. It holds together by then, and says what decided it and from when
/// it is in force.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentVersion)]
pub struct ProposeAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
}

/// Confirms an amendment as the second person: it becomes a version of its document, in force from its day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentVersion)]
pub struct ConfirmAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
}

/// Gives an amendment back that was put forward, to be written on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentReason)]
pub struct ReturnAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// Gives an amendment up that is not confirmed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentReason)]
pub struct WithdrawAmendment {
    pub amendment: AmendmentId,
    /// The version that was on screen.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Command for ProposeAmendment {
    const NAME: &'static str = "amendment.propose";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        if !matches!(amendment.state, State::Draft { .. }) {
            return Err(not_now(tatefuda_domain::amendment::No::State(amendment.state.name())));
        }
        let (pack, _) = ready(cx, &amendment).await?;
        cx.before(amendment.base);
        cx.after(pack.digest());
        let event = Event::Propose { by: cx.actor.person, at: cx.at };
        moved(cx, amendment, event).await
    }
}

impl Command for ConfirmAmendment {
    const NAME: &'static str = "amendment.confirm";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = <ActivateRegulation as Command>::ASKS;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        match amendment.state {
            State::Proposed { by, .. } if by == cx.actor.person => {
                return Err(Failure::Forbidden(Forbidden::SamePerson));
            }
            State::Proposed { .. } => {}
            ref other => return Err(not_now(tatefuda_domain::amendment::No::State(other.name()))),
        }
        let (pack, base) = ready(cx, &amendment).await?;
        let digest = pack.digest();
        let day = amendment.from.unwrap_or(Date::MAX);
        let start = day.to_zoned(check::zone(&pack)).map_err(Failure::internal)?.timestamp();
        // Confirmed on its very day: what was done until then was done under the text before.
        let from = start.max(cx.at);
        let header = &pack.header;
        pack_put(cx.tx, cx.tenant(), digest, &header.id, &header.version, pack.source(), cx.at).await?;
        ActivateRegulation { pack: digest, house: base.house, from, until: base.until }.run(cx).await?;
        cx.subject("amendment", self.amendment);
        cx.touches("regulation", &amendment.document);
        cx.before(amendment.base);
        cx.after(digest);
        cx.detail("from", day.to_string());
        let event = Event::Confirm { by: cx.actor.person, at: cx.at, pack: digest };
        moved(cx, amendment, event).await
    }
}

impl Command for ReturnAmendment {
    const NAME: &'static str = "amendment.return";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        let reason = reason(cx, &self.reason)?;
        let returned = Returned { by: cx.actor.person, at: cx.at, reason };
        moved(cx, amendment, Event::Return(returned)).await
    }
}

impl Command for WithdrawAmendment {
    const NAME: &'static str = "amendment.withdraw";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        let amendment = seen(cx, self.amendment, self.version).await?;
        let reason = reason(cx, &self.reason)?;
        let event = Event::Withdraw { by: cx.actor.person, at: cx.at, reason };
        moved(cx, amendment, event).await
    }
}

fn reason(cx: &mut Cx<'_>, typed: &str) -> Result<String, Failure> {
    let mut input = Check::default();
    let reason = input.text("reason", typed, REASON_MAX);
    input.done()?;
    cx.detail("reason", &reason);
    Ok(reason)
}

/// The text that comes of it, and the version that it follows: everything is said, it holds together, and the document has
/// not moved on.
async fn ready(cx: &mut Cx<'_>, amendment: &Amendment) -> Result<(Pack, InForce), Failure> {
    let tenant = cx.tenant();
    let mut input = Check::default();
    for (field, text) in [("source", &amendment.source), ("decision", &amendment.decision)] {
        input.that(!text.is_empty(), field, "required");
    }
    input.that(amendment.decided_on.is_some(), "decided_on", "required");
    input.that(amendment.from.is_some(), "from", "required");
    input.that(!amendment.changes.is_empty(), "change", "amendment-nothing");
    let newest = newest(cx.tx, tenant, &amendment.document, cx.at).await?.ok_or(Failure::NotFound)?;
    if newest.pack != amendment.base {
        input.that(false, "change", "amendment-moved-on");
        input.done()?;
    }
    let outcome = outcome::outcome(cx.app, cx.tx, tenant, amendment).await?;
    for problem in &outcome.problems {
        let error = FieldError::new("change", "amendment-problem")
            .with("message", &problem.message.ja)
            .with("message_en", &problem.message.en)
            .with("help", &problem.help.ja)
            .with("help_en", &problem.help.en);
        input.push(error);
    }
    let base = outcome::base(cx.app, cx.tx, tenant, amendment).await?;
    if let Some(from) = amendment.from {
        input.that(check::day(&base, cx.at) <= from, "from", "amendment-day-past");
        // It follows the version from which it starts, which may itself be ahead of its day.
        input.that(check::day(&base, newest.from) <= from, "from", "amendment-before-base");
    }
    input.done()?;
    let pack = Pack::load(&outcome.source).map_err(Failure::internal)?;
    Ok((pack, newest))
}
