//! What a person plans for one target: a send of its own, or the one that was held, put back on the schedule.

use jiff::Timestamp;
use tatefuda_domain::{
    AnswerId, AppointmentId,
    digest::Window,
    publication::{Event, Publication, State},
};
use tatefuda_store::post::Target;

use super::move_on;
use crate::{command::Cx, failure::Failure};

/// Who sends what, when, on which answer.
pub(crate) struct Plan<'a> {
    pub target: &'a Target,
    pub window: Window,
    pub at: Timestamp,
    pub answer: AnswerId,
    pub capacity: AppointmentId,
}

impl Plan<'_> {
    /// A send that was not intended before.
    pub fn first(&self, cx: &Cx<'_>) -> Publication {
        Publication {
            id: cx.app.env.id(),
            version: 1,
            post: self.target.post,
            target: self.target.id,
            account: self.target.account,
            place: self.target.place.clone(),
            digest: self.target.digest,
            planned_at: self.at,
            due_at: self.at,
            window: self.window,
            scheduled_by: cx.actor.person,
            capacity: self.capacity,
            device: cx.actor.device,
            scheduled_at: cx.at,
            answer: Some(self.answer),
            lease_epoch: 0,
            attempts: 0,
            wire: None,
            state: State::Scheduled { why: None },
        }
    }

    /// A held send goes on, for the content as it is now and in the name of the person who says so.
    pub fn put_back(&self, cx: &Cx<'_>, held: &mut Publication) -> Result<(), Failure> {
        move_on(held, Event::Reschedule)?;
        (held.target, held.digest, held.window) = (self.target.id, self.target.digest, self.window);
        held.place.clone_from(&self.target.place);
        (held.planned_at, held.due_at) = (self.at, self.at);
        (held.scheduled_by, held.capacity, held.scheduled_at) = (cx.actor.person, self.capacity, cx.at);
        held.device = cx.actor.device;
        held.answer = Some(self.answer);
        Ok(())
    }
}
