//! Something happened, and the text has procedures that begin by that alone: which of them, it says itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action,
    case::{By, TITLE_MAX},
};
use utoipa::ToSchema;

use super::{
    concern::{self, PostInput},
    keep::{About, open_for},
    open::{Opened, incident},
};
use crate::{
    account,
    command::{Command, Cx, Reads},
    facts::{Ask, SubjectRef},
    failure::{Check, Failure},
};

const EVENT: &str = "incident.opened";

/// Reports that something happened. What the text begins with that, begins.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = IncidentInput)]
pub struct ReportIncident {
    /// The account concerned.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// What happened, in words.
    pub title: String,
    /// When it was first noticed. Absent: at this moment.
    #[serde(default)]
    pub detected_at: Option<Timestamp>,
    /// When it was reported. Absent: at this moment.
    #[serde(default)]
    pub reported_at: Option<Timestamp>,
    /// The posts that it concerns, where something happened.
    #[serde(default)]
    pub posts: Vec<PostInput>,
}

/// When it was noticed and when it was reported: neither to come, and nothing is reported before somebody noticed it. Without a
/// word both were at this moment; where only one is given, the other is that or this moment, whichever can be.
pub(super) fn times(
    check: &mut Check,
    detected: Option<Timestamp>,
    reported: Option<Timestamp>,
    now: Timestamp,
) -> (Timestamp, Timestamp) {
    check.that(detected.is_none_or(|at| at <= now), "detected_at", "in-future");
    check.that(reported.is_none_or(|at| at <= now), "reported_at", "in-future");
    let reported_at = reported.unwrap_or(now);
    let detected_at = detected.unwrap_or(reported_at);
    check.that(reported.is_none() || detected_at <= reported_at, "reported_at", "before-detection");
    (detected_at, reported_at)
}

impl Command for ReportIncident {
    const NAME: &'static str = "case.report";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::IncidentOpen];
    const HAPPENS: &[&str] = &[EVENT, "opened"];
    type Out = Opened;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Opened, Failure> {
        let (tenant, id) = (cx.tenant(), cx.app.env.id());
        cx.subject("case", id);
        let mut check = Check::default();
        let title = check.text("title", &self.title, TITLE_MAX);
        let (detected_at, reported_at) = times(&mut check, self.detected_at, self.reported_at, cx.at);
        check.done()?;
        if let Some(account) = self.account
            && account::facts::service(cx.tx, tenant, account).await?.is_none()
        {
            return Err(Failure::invalid("account", "unknown-account"));
        }
        let on = SubjectRef::Incident { case: id, account: self.account };
        let asked = cx.ask(Ask::new(Action::IncidentOpen, on.clone())).await?;
        cx.require(asked).await?;
        let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
        let about = About { title, detected_at: Some(detected_at), reported_at: Some(reported_at), by: Some(by) };
        cx.detail("title", &about.title);
        let opened = open_for(cx.app, cx.tx, tenant, EVENT, &on, &about, cx.at).await?;
        // Nothing begins by itself: it is opened by name, or the text knows nothing of the kind.
        let first = opened.first().ok_or_else(|| Failure::state("no-procedure-begins"))?.id;
        concern::add(cx, first, &self.posts).await?;
        for case in &opened {
            cx.happened(format!("opened:{}", case.procedure), incident(id))?;
        }
        Ok(Opened { case: first, version: 1 })
    }
}
