//! Stop all sending of a body.

use serde::{Deserialize, Serialize};
use tatefuda_domain::StopId;
use tatefuda_store::stop::{Stop, stop_insert, stop_live};

use super::REASON_MAX;
use crate::{Check, Command, Cx, Failure, Reads, Via, hand};

/// Stops all sending of the body from the moment at which it is stored. Everybody in office may: a stop too many costs
/// little, one too few cannot be made good. While one is open a further one is an entry and changes nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopAll {
    /// Why.
    pub reason: String,
    /// Of this body alone, or of the whole installation, one body after the other.
    #[serde(default)]
    pub scope: StopScope,
    /// The program found the file that stops.
    #[serde(default)]
    pub by_file: bool,
}

/// How far a stop reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopScope {
    /// The one to which whoever stops belongs.
    #[default]
    Body,
    /// Every body of the installation.
    Installation,
}

impl StopScope {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Installation => "installation",
        }
    }
}

impl Command for StopAll {
    const NAME: &'static str = "stop.all";
    const READS: Reads<Self> = Reads::Open;
    type Out = StopId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<StopId, Failure> {
        let tenant = cx.tenant();
        // Whoever holds the server may, and the file that lies there.
        if cx.actor.named().is_some() {
            cx.actor.require_capacity()?;
        }
        let mut check = Check::default();
        let reason = match self.by_file {
            true => check.optional("reason", &self.reason, REASON_MAX),
            false => check.text("reason", &self.reason, REASON_MAX),
        };
        check.done()?;
        cx.detail("reason", &reason);
        if let Some(open) = stop_live(cx.tx, tenant).await? {
            cx.subject("stop", open.id);
            return Ok(open.id);
        }
        let stop = Stop {
            id: cx.app.env.id(),
            version: 1,
            scope: self.scope.as_str().to_owned(),
            source: match (self.by_file, cx.actor.via) {
                (true, _) => "file",
                (_, Via::Screen) => "screen",
                (_, Via::Api) => "api",
                (_, Via::Worker | Via::Cli) => "cli",
            }
            .to_owned(),
            reason,
            stopped_at: cx.at,
            stopped_by: cx.actor.named(),
            end_reason: String::new(),
            end_proposed_at: None,
            end_proposed_by: None,
            ended_at: None,
            ended_by: None,
        };
        cx.subject("stop", stop.id);
        stop_insert(cx.tx, tenant, &stop).await?;
        // What waits for somebody's hands goes back to whoever scheduled it; what is in hands is listed.
        let recalled = hand::recall(cx).await?;
        if recalled > 0 {
            cx.detail("recalled", recalled.to_string());
        }
        Ok(stop.id)
    }
}
