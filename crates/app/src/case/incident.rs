//! Something happened, and the text has procedures that begin by that alone: which of them, it says itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action,
    case::{By, TITLE_MAX},
};
use utoipa::ToSchema;

use super::{
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
        check.that(self.detected_at.is_none_or(|at| at <= cx.at), "detected_at", "in-future");
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
        let about = About { title, detected_at: Some(self.detected_at.unwrap_or(cx.at)), by: Some(by) };
        cx.detail("title", &about.title);
        let opened = open_for(cx.app, cx.tx, tenant, EVENT, &on, &about, cx.at).await?;
        // Nothing begins by itself: it is opened by name, or the text knows nothing of the kind.
        let first = opened.first().ok_or_else(|| Failure::state("no-procedure-begins"))?.id;
        for case in &opened {
            cx.happened(format!("opened:{}", case.procedure), incident(id))?;
        }
        Ok(Opened { case: first, version: 1 })
    }
}
