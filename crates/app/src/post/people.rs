//! Names of people and accounts for views.

use std::{collections::BTreeMap, sync::Arc};

use tatefuda_domain::{
    AccountId, AppointmentId, PersonId, SectionId, Service,
    account::Account,
    hand::Taking,
    publication::{Evidence, Publication, State},
};
use tatefuda_platforms::{
    address, capabilities,
    capability::{self, Ability, Offer},
};
use tatefuda_store::publication::look::{Found, Look};

use super::view::{EvidenceView, LookView, Person, PublicationView, TakingView, Way};
use crate::facts::org::Org;

/// What ids are called at the moment.
pub(crate) struct Names {
    pub org: Arc<Org>,
    pub accounts: BTreeMap<AccountId, Account>,
}

impl Names {
    pub fn person(&self, id: PersonId, capacity: Option<AppointmentId>) -> Person {
        let person = self.org.people.get(&id);
        let appointment = self.org.appointments.iter().find(|one| Some(one.id) == capacity);
        let position = appointment.and_then(|one| self.org.positions.get(&one.position));
        let section = appointment.and_then(|one| self.org.sections.get(&one.section));
        Person {
            id,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            position: position.map(|position| position.name_ja.clone()).unwrap_or_default(),
            section: section.map(|section| section.name_ja.clone()).unwrap_or_default(),
            extension: position
                .map(|position| position.extension.clone())
                .filter(|extension| !extension.is_empty())
                .or_else(|| person.map(|person| person.extension.clone()))
                .unwrap_or_default(),
        }
    }

    pub fn section(&self, id: SectionId) -> String {
        self.org.sections.get(&id).map(|section| section.name_ja.clone()).unwrap_or_default()
    }

    pub fn account(&self, id: AccountId) -> String {
        self.accounts.get(&id).map(|account| account.name.clone()).unwrap_or_default()
    }

    pub fn service(&self, id: AccountId) -> Option<&Service> {
        self.accounts.get(&id).map(|account| &account.service)
    }

    pub fn connector(&self, id: AccountId) -> bool {
        self.service(id).and_then(capabilities).is_some_and(|row| row.can_publish())
    }

    /// How something can be done with a post that is there.
    pub fn way(&self, id: AccountId, ability: Ability) -> Way {
        match self.service(id).map(|service| capability::of(service).offer(ability)) {
            Some(Offer::Here) => Way::Here,
            Some(Offer::ByHand) => Way::ByHand,
            Some(Offer::Never) | None => Way::Never,
        }
    }

    pub fn look(&self, one: Look) -> LookView {
        LookView {
            person: self.person(one.person, Some(one.capacity)),
            at: one.looked_at,
            there: one.found == Found::There,
            seen: one.seen,
            url: one.url,
            picture: one.picture,
        }
    }

    pub fn evidence(&self, one: Evidence) -> EvidenceView {
        EvidenceView {
            person: self.person(one.person, Some(one.capacity)),
            at: one.looked_at,
            shows: one.shows,
            grade: one.grade,
            seen: one.seen,
            url: one.url,
            picture: one.picture,
        }
    }

    /// `device`: the number of the device on which it was to be posted.
    pub fn taking(&self, one: &Taking, device: Option<String>) -> TakingView {
        let said = one.said.as_ref();
        TakingView {
            person: self.person(one.person, Some(one.capacity)),
            at: one.at,
            device,
            said: said.map(|said| said.outcome),
            said_at: said.map(|said| said.at),
            posted_on: said.and_then(|said| said.posted_on.clone()),
            words: said.and_then(|said| said.words.clone()),
        }
    }

    pub fn publication(&self, one: &Publication) -> PublicationView {
        PublicationView {
            id: one.id,
            version: one.version,
            post: one.post,
            account: one.account,
            account_name: self.account(one.account),
            service: self.service(one.account).cloned(),
            state: one.state.name(),
            planned_at: one.planned_at,
            due_at: one.due_at,
            window: one.window,
            scheduled_by: self.person(one.scheduled_by, Some(one.capacity)),
            attempts: one.attempts,
            reason: one.state.reason().map(ToOwned::to_owned),
            reason_detail: one.state.why().and_then(|why| why.detail.clone()),
            permalink: one.state.platform_post().and_then(|post| post.permalink.clone()),
            platform_post_id: one.state.platform_post().map(|post| post.id.clone()),
            proof: one.state.proof(),
            published_at: match one.state {
                State::Published { at, .. } => Some(at),
                _ => None,
            },
            answer: one.answer,
            look_at: match one.state {
                State::Unknown { look_at, .. } => Some(look_at),
                _ => None,
            },
            address: self
                .service(one.account)
                .and_then(|service| address::example(service.as_str()))
                .map(|shape| shape.ja.clone()),
            deniable_from: None,
            looks: vec![],
            evidence: vec![],
            taking: None,
            removals: vec![],
        }
    }
}
