use crate::view::{FormMeta, Tone, When};

/// A line of the register.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    pub id: String,
    pub number: String,
    /// Where it stands.
    pub state: DeviceState,
    /// Since when, or until when the code serves.
    pub at: When,
    /// Who typed the code on it.
    pub by: Option<String>,
    /// Takes it off the register; `None` when it is off.
    pub revoke: Option<FormMeta>,
}

/// Where a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// A code was made, nobody has typed it yet.
    Waiting,
    /// Its code is too old.
    Expired,
    /// A browser on it is enrolled.
    Enrolled,
    /// It is one no more.
    Revoked,
}

impl DeviceState {
    /// Key of the word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "device-waiting",
            Self::Expired => "device-expired",
            Self::Enrolled => "device-enrolled",
            Self::Revoked => "device-revoked",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Waiting => Tone::Info,
            Self::Enrolled => Tone::Good,
            Self::Expired | Self::Revoked => Tone::Neutral,
        }
    }
}
