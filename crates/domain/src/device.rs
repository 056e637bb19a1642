//! Devices by their number (管理番号; decision 0021).

use jiff::Timestamp;

use crate::{DeviceId, PersonId, words::states};

/// A device, or the code with which one becomes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub number: String,
    /// Until when its code serves, or would have served.
    pub code_until: Timestamp,
    /// When the code was issued.
    pub issued_at: Timestamp,
    /// Where it stands.
    pub state: State,
}

states! {
    /// Where a device stands, with what is known there.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum State;

    /// The name of a [`State`].
    pub enum DeviceState {
        /// Its code waits for somebody to type it.
        Waiting = "waiting",
        /// What is done on it counts as done on it.
        Enrolled = "enrolled" {
            /// How it became one.
            enrolment: Enrolment,
        },
        /// It is one no more, or its code was taken back.
        Revoked = "revoked" {
            /// Since when.
            at: Timestamp,
            /// How it had become one; absent: it never did.
            enrolment: Option<Enrolment>,
        },
    }
}

/// How a device was enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enrolment {
    /// Who typed the code on it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

impl State {
    /// How it became one, where it ever did.
    pub const fn enrolment(&self) -> Option<Enrolment> {
        match self {
            Self::Waiting => None,
            Self::Enrolled { enrolment } => Some(*enrolment),
            Self::Revoked { enrolment, .. } => *enrolment,
        }
    }

    /// Since when it is one no more.
    pub const fn revoked_at(&self) -> Option<Timestamp> {
        match self {
            Self::Waiting | Self::Enrolled { .. } => None,
            Self::Revoked { at, .. } => Some(*at),
        }
    }
}

impl Device {
    /// Whether what is done on it counts as done on it.
    pub const fn counts(&self) -> bool {
        matches!(self.state, State::Enrolled { .. })
    }
}
