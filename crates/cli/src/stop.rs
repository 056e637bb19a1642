//! `tatefuda stop-all`: for whoever holds the server, also while nobody can sign in.

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use tatefuda_app::{
    Via,
    stop::{ACKNOWLEDGE, StopScope, Stopped, stop_everywhere},
};

use crate::{
    admin,
    world::{Place, complain, say},
};

/// `stop-all`.
#[derive(Debug, Args)]
pub struct StopAllArgs {
    #[command(flatten)]
    place: Place,
    /// Short name of the body; without it every body of the installation.
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// Why; stands in the operation records.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl StopAllArgs {
    pub async fn run(self) -> Result<ExitCode> {
        if self.reason.trim().is_empty() {
            bail!("give a --reason");
        }
        match self.stop().await {
            Ok(code) => Ok(code),
            // The database is away: the file beside this machine stops it all the same.
            Err(error) if self.body.is_none() => {
                complain(&error);
                if let Some(path) = self.place.node_state().put_stop_file(&self.reason)? {
                    say(&format!(
                        "{} stops this machine; put it beside every other machine that sends as well",
                        path.display()
                    ));
                }
                Ok(ExitCode::from(1))
            }
            Err(error) => Err(error),
        }
    }

    async fn stop(&self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let scope = if self.body.is_some() { StopScope::Body } else { StopScope::Installation };
        let bodies = admin::bodies(&app, self.body.as_deref()).await?;
        let stopped = stop_everywhere(&app, bodies, (Via::Cli, scope), &self.reason, ACKNOWLEDGE).await;
        let (mut whole, mut failed) = (true, None);
        for one in stopped {
            whole &= one.is_acknowledged();
            failed = failed.or(tell(one).err());
        }
        if let Some(error) = failed {
            return Err(error);
        }
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Names the machines that acknowledged, and those that did not.
fn tell(stopped: Stopped) -> Result<()> {
    let body = stopped.body.slug;
    let sending = stopped.sending.with_context(|| format!("{body} could not be stopped"))?;
    say(&format!("{body}: all sending is stopped"));
    if sending.nodes.is_empty() {
        say(&format!("{body}: no machine that sends has been heard of"));
    }
    for node in &sending.nodes {
        let state = match (node.acknowledged_at(), &node.seen) {
            (Some(at), _) => format!("acknowledged at {at}: from then on no send begins there"),
            (None, Some(seen)) => format!("{} calls still in hand", seen.in_hand),
            (None, None) if node.alive => "not acknowledged yet".to_owned(),
            (None, None) => format!("not heard of since {}", node.node.seen_at),
        };
        say(&format!("{body}: {}: {state}", node.node.name));
    }
    Ok(())
}
