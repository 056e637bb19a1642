//! `tatefuda stop-all`: for whoever holds the server, also while nobody can sign in.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use tatefuda_app::{
    Actor, App, Via, execute,
    stop::{self, ACKNOWLEDGE, StopAll, StopScope},
    tenant::Tenant,
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
        // All are stopped before anybody is waited for.
        for body in &bodies {
            let program = Actor::program(body.id, Via::Cli);
            let command = StopAll { reason: self.reason.clone(), scope, by_file: false };
            execute(&app, &program, app.env.id(), &command).await?;
            say(&format!("{}: all sending is stopped", body.slug));
        }
        let mut reached = true;
        for body in &bodies {
            reached &= tell(&app, body).await?;
        }
        Ok(if reached { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Names the machines that acknowledged, and those that did not.
async fn tell(app: &App, body: &Tenant) -> Result<bool> {
    stop::acknowledge(app, body.id, ACKNOWLEDGE).await?;
    let sending = stop::view::sending(app, &Actor::program(body.id, Via::Cli)).await?;
    if sending.nodes.is_empty() {
        say(&format!("{}: no machine that sends has been heard of", body.slug));
    }
    let mut reached = true;
    for node in &sending.nodes {
        let state = match (node.acknowledged_at(), &node.seen) {
            (Some(at), _) => format!("acknowledged at {at}: from then on no send begins there"),
            (None, Some(seen)) => format!("{} calls still in hand", seen.in_hand),
            (None, None) if node.alive => "not acknowledged yet".to_owned(),
            (None, None) => format!("not heard of since {}", node.node.seen_at),
        };
        reached &= node.acknowledged_at().is_some();
        say(&format!("{}: {}: {state}", body.slug, node.node.name));
    }
    Ok(reached)
}
