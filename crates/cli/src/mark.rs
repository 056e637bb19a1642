//! `tatefuda mark`: whether this database is the true one, for whoever holds the server.

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use tatefuda_app::{
    Actor, App, Via,
    copy::{self, AdmitNode, AnswerDoubt, DoubtAnswer, ReleaseCopy},
    execute, member,
    session::actor_of,
    tenant::Tenant,
};
use tatefuda_domain::{NodeId, SystemRight};

use crate::{
    admin,
    world::{Place, say},
};

/// Marks and copies.
#[derive(Debug, Subcommand)]
pub enum Mark {
    /// Say how the mark of this machine stands, what is in doubt, and which machines send.
    Show(Show),
    /// Say that this database is the true one, in the name of a person; or let another machine send.
    Admit(Admit),
}

/// `mark show`.
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    place: Place,
    /// Short name of the body; without it every body.
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
}

/// `mark admit`.
#[derive(Debug, Args)]
pub struct Admit {
    #[command(flatten)]
    place: Place,
    /// Short name of the body.
    #[arg(long, value_name = "BODY")]
    body: String,
    /// Sign-in name of the person who says so.
    #[arg(long, value_name = "LOGIN")]
    by: String,
    /// How it was found out; stands in the operation records.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Let this machine send, instead of ending a hold. Run it on a machine that holds the mark.
    #[arg(long, value_name = "NODE")]
    node: Option<NodeId>,
    /// Answer whatever is not answered yet: nothing of it was sent, and it goes on as planned.
    #[arg(long)]
    nothing_was_sent: bool,
}

impl Mark {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Show(show) => show.run().await,
            Self::Admit(admit) => admit.run().await,
        }
    }
}

impl Show {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let mut sound = true;
        for body in admin::bodies(&app, self.body.as_deref()).await? {
            let found = copy::view::standing(&app, &Actor::program(body.id, Via::Cli)).await?;
            sound &= found.bearing.is_sound() && found.hold.is_none();
            let mark =
                found.bearing.mark().map_or_else(|| "-".to_owned(), |mark| format!("{}:{}", mark.seq, mark.hash));
            say(&format!("{}: {} {mark}", body.slug, found.bearing.as_str()));
            if let Some(hold) = &found.hold {
                say(&format!("{}: sending is held since {} ({})", body.slug, hold.held_at, hold.cause));
            }
            for doubt in &found.doubts {
                let answer = doubt.doubt.answer.as_deref().unwrap_or("?");
                say(&format!("  {answer}\t{}\t{}\t{}", doubt.doubt.state, doubt.account, doubt.title));
            }
            for node in &found.nodes {
                let alive = if node.alive { "alive" } else { "silent" };
                say(&format!("  machine {} {} {alive} {}", node.node.id, node.node.name, node.node.standing));
            }
        }
        Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

impl Admit {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let body = admin::bodies(&app, Some(&self.body)).await?.pop().context("there is no such body")?;
        let person = self.person(&app, &body).await?;
        if let Some(node) = self.node {
            let admit = AdmitNode { node, reason: self.reason.clone() };
            execute(&app, &person, app.env.id(), &admit).await?;
            say(&format!("{}: {node} may send", body.slug));
            return Ok(ExitCode::SUCCESS);
        }
        // This machine tells its own standing first, so that what is admitted is what it holds.
        copy::look_after(&app).await?;
        let Some(hold) = copy::view::standing(&app, &person).await?.hold else {
            say(&format!("{}: sending is not held", body.slug));
            return Ok(ExitCode::SUCCESS);
        };
        if self.nothing_was_sent {
            for doubt in copy::view::standing(&app, &person).await?.doubts {
                if doubt.doubt.answer.is_none() {
                    let (doubt, note) = (doubt.doubt.id, self.reason.clone());
                    let command = AnswerDoubt { doubt, answer: DoubtAnswer::GoesOn, note };
                    execute(&app, &person, app.env.id(), &command).await?;
                }
            }
        }
        let open = copy::view::standing(&app, &person).await?.open();
        if open > 0 {
            bail!(
                "{open} answers are missing: give them on the page “copies of the database”, or add --nothing-was-sent"
            );
        }
        let release = ReleaseCopy { hold: hold.id, version: hold.version, reason: self.reason.clone() };
        execute(&app, &person, app.env.id(), &release).await?;
        copy::look_after(&app).await?;
        say(&format!("{}: sending goes on", body.slug));
        Ok(ExitCode::SUCCESS)
    }

    /// The person in whose name whoever holds the server says so. The server stands for the right.
    async fn person(&self, app: &App, body: &Tenant) -> Result<Actor> {
        let program = Actor::program(body.id, Via::Cli);
        let people = member::list(app, &program).await?;
        let known = people.into_iter().find(|one| one.person.login == self.by);
        let known = known.with_context(|| format!("nobody signs in as {:?} at {}", self.by, body.slug))?;
        let mut tx = app.db.read().await?;
        let actor = actor_of(app, &mut tx, body.id, known.person.id, None, Via::Cli).await?;
        let mut actor = actor.with_context(|| format!("{} has left", self.by))?;
        actor.rights.insert(SystemRight::ManageAccounts);
        actor.must_change_password = false;
        Ok(actor)
    }
}
