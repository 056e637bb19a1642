//! A publication: one intended send of one target, at most once (decision 0007).

mod attempt;
mod evidence;
mod state;

use jiff::Timestamp;

pub use self::{
    attempt::{Attempt, AttemptEnd, AttemptOutcome},
    evidence::{Evidence, Shows, open_finding},
    state::{Event, InvalidTransition, PlatformPost, Proof, PublicationState, State, Why, Wire},
};
use crate::{
    AccountId, AnswerId, AppointmentId, DeviceId, Digest, PersonId, Place, PostId, PublicationId, TargetId,
    digest::Window,
};

/// One intended send of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub id: PublicationId,
    /// Counts its changes.
    pub version: i64,
    pub post: PostId,
    /// The target as it was when the send was scheduled.
    pub target: TargetId,
    pub account: AccountId,
    /// Where that account stood when the send was scheduled; a send begins only while it stands there.
    pub place: Option<Place>,
    /// The content that was scheduled.
    pub digest: Digest,
    /// The time a person chose.
    pub planned_at: Timestamp,
    /// When it is to be tried; later than `planned_at` after the platform asked to wait.
    pub due_at: Timestamp,
    /// The window that was in force when it was scheduled.
    pub window: Window,
    /// For whom the send happens.
    pub scheduled_by: PersonId,
    /// The regulation is asked in it again at the send.
    pub capacity: AppointmentId,
    /// On which device, where on an enrolled one.
    pub device: Option<DeviceId>,
    /// When it was scheduled.
    pub scheduled_at: Timestamp,
    /// The last stored answer about it.
    pub answer: Option<AnswerId>,
    /// Counts leases: an outcome of a former lease is recognised as such.
    pub lease_epoch: i64,
    /// Calls begun so far.
    pub attempts: i64,
    /// What the last call was to send. Outlives that call: whatever came of it, this text may be found there.
    pub wire: Option<Wire>,
    /// Where it stands, with what is known there.
    pub state: State,
}

impl Publication {
    /// Moves it. Whatever belonged to the former state alone is gone with it.
    ///
    /// # Errors
    /// The move is not possible from here; nothing is changed.
    pub fn step(&mut self, event: Event) -> Result<(), InvalidTransition> {
        let (leases, wire) = match &event {
            Event::Lease { .. } => (true, None),
            Event::Take { wire, .. } => (true, Some(*wire)),
            Event::Begin { wire, .. } => (false, Some(*wire)),
            _ => (false, None),
        };
        self.state = self.state.clone().after(event)?;
        self.lease_epoch += i64::from(leases);
        if wire.is_some() {
            self.wire = wire;
            self.attempts += 1;
        }
        Ok(())
    }
}
