//! Who acts, in which capacity, with which rights, through which door.

use std::collections::BTreeSet;

use tatefuda_domain::{AppointmentId, DeviceId, Id as _, PersonId, SystemRight, TenantId};
use uuid::Uuid;

use crate::failure::{Failure, Forbidden};

/// Through which door an act comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// The pages.
    Screen,
    /// The JSON interface with a personal token.
    Api,
    /// The worker, for the person who scheduled.
    Worker,
    /// The command line on the server.
    Cli,
}

/// What a session or token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Be told what waits, in a feed or calendar of one's own; opens nothing else.
    Feeds,
    /// Look only.
    Read,
    /// Look and act.
    Act,
}

impl Scope {
    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feeds => "feeds",
            Self::Read => "read",
            Self::Act => "act",
        }
    }

    /// All of them, from what opens least.
    pub const ALL: [Self; 3] = [Self::Feeds, Self::Read, Self::Act];

    /// Reads the word back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// Who acts. Every query and command takes one and sees only its body's rows.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The body.
    pub tenant: TenantId,
    /// The person; nil for the program itself (see [`Actor::program`]).
    pub person: PersonId,
    /// The appointment in which they act; absent for somebody without a running one.
    pub capacity: Option<AppointmentId>,
    /// What they may read or administer.
    pub rights: BTreeSet<SystemRight>,
    /// Through which door.
    pub via: Via,
    /// The enrolled device on which they act, or acted when they scheduled. Whether it still counts is looked up at each
    /// act.
    pub device: Option<DeviceId>,
    /// Whether they may act.
    pub scope: Scope,
    /// Their password is an initial one: nothing may be done before it is changed.
    pub must_change_password: bool,
}

impl Actor {
    /// A person with full scope.
    pub fn new(
        tenant: TenantId,
        person: PersonId,
        capacity: Option<AppointmentId>,
        rights: BTreeSet<SystemRight>,
        via: Via,
    ) -> Self {
        Self { tenant, person, capacity, rights, via, device: None, scope: Scope::Act, must_change_password: false }
    }

    /// The program itself: nobody's person, no capacity, no rights.
    pub fn nobody(tenant: TenantId, via: Via) -> Self {
        Self::new(tenant, PersonId::from_uuid(Uuid::nil()), None, BTreeSet::new(), via)
    }

    /// Whoever holds the server: for the command line and for setting up.
    pub fn program(tenant: TenantId, via: Via) -> Self {
        Self { rights: SystemRight::ALL.iter().copied().collect(), ..Self::nobody(tenant, via) }
    }

    /// The person, unless the program itself acts.
    pub fn named(&self) -> Option<PersonId> {
        (!self.person.uuid().is_nil()).then_some(self.person)
    }

    /// Whether they have a system right.
    pub fn may(&self, right: SystemRight) -> bool {
        self.rights.contains(&right)
    }

    /// Demands a system right.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] naming the right.
    pub fn require(&self, right: SystemRight) -> Result<(), Failure> {
        if self.may(right) { Ok(()) } else { Err(Failure::Forbidden(Forbidden::Right(right))) }
    }

    /// Demands a capacity.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]: no running appointment.
    pub fn require_capacity(&self) -> Result<AppointmentId, Failure> {
        self.capacity.ok_or(Failure::Forbidden(Forbidden::NoCapacity))
    }
}
