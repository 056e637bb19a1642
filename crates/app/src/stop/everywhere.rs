//! Stop every body of the installation at once: for whoever operates it (command line, or the operator's key).

use std::time::Duration;

use super::{
    StopAll, StopScope, reached,
    view::{self, Sending},
    watch::LOOK,
};
use crate::{
    actor::{Actor, Via},
    command::execute,
    core::App,
    failure::Failure,
    tenant::Tenant,
};

/// What a stop of the installation came to in one body.
#[derive(Debug)]
pub struct Stopped {
    pub body: Tenant,
    /// How its sending stands now, or why it could not be stopped.
    pub sending: Result<Sending, Failure>,
}

impl Stopped {
    /// Whether each machine that was ever heard of has acknowledged.
    #[must_use]
    pub fn is_acknowledged(&self) -> bool {
        let acknowledged = |sending: &Sending| sending.nodes.iter().all(|node| node.acknowledged_at().is_some());
        self.sending.as_ref().is_ok_and(acknowledged)
    }
}

/// Stops these bodies, then waits for their machines together until `patience` has passed. A body that cannot be stopped
/// keeps none of the others sending: each is tried, and what it came to is said of each.
pub async fn stop_everywhere(
    app: &App,
    bodies: Vec<Tenant>,
    (via, scope): (Via, StopScope),
    reason: &str,
    patience: Duration,
) -> Vec<Stopped> {
    let command = StopAll { reason: reason.to_owned(), scope, by_file: false };
    let mut stopped = Vec::with_capacity(bodies.len());
    for body in bodies {
        let program = Actor::program(body.id, via);
        let done = execute(app, &program, app.env.id(), &command).await;
        stopped.push((body, program, done));
    }
    let looks = patience.as_millis() / LOOK.as_millis();
    for _ in 0..=looks {
        let mut waits = false;
        for (body, _, done) in &stopped {
            waits |= done.is_ok() && matches!(reached(app, body.id).await, Ok(false));
        }
        if !waits {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    let mut said = Vec::with_capacity(stopped.len());
    for (body, program, done) in stopped {
        let sending = match done {
            Ok(_) => view::sending(app, &program).await,
            Err(failure) => Err(failure),
        };
        said.push(Stopped { body, sending });
    }
    said
}
