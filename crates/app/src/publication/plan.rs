//! What a person plans for one target: a send of its own, or the one that was held, put back on the schedule.

use jiff::Timestamp;
use tatefuda_domain::{
    AnswerId, AppointmentId,
    digest::Window,
    publication::{PublicationEvent, PublicationState},
};
use tatefuda_store::{post::Target, publication::Publication};

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
            state: PublicationState::Scheduled,
            planned_at: self.at,
            due_at: self.at,
            window: self.window,
            lease_owner: None,
            lease_until: None,
            lease_epoch: 0,
            attempts: 0,
            wire_hash: None,
            match_hash: None,
            look_at: None,
            looks: 0,
            scheduled_by: cx.actor.person,
            capacity: self.capacity,
            device: cx.actor.device,
            scheduled_at: cx.at,
            platform_post_id: None,
            permalink: None,
            proof: None,
            published_at: None,
            reason: None,
            reason_detail: None,
            answer: Some(self.answer),
        }
    }

    /// A held send goes on, for the content as it is now and in the name of the person who says so.
    pub fn put_back(&self, cx: &Cx<'_>, held: &mut Publication) -> Result<(), Failure> {
        move_on(held, PublicationEvent::Reschedule)?;
        (held.target, held.digest, held.window) = (self.target.id, self.target.digest, self.window);
        held.place.clone_from(&self.target.place);
        (held.planned_at, held.due_at) = (self.at, self.at);
        (held.scheduled_by, held.capacity, held.scheduled_at) = (cx.actor.person, self.capacity, cx.at);
        held.device = cx.actor.device;
        (held.reason, held.reason_detail) = (None, None);
        held.answer = Some(self.answer);
        Ok(())
    }
}
