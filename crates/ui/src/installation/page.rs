use askama::Template;

use crate::{Shell, installation::StoppedBody};

/// `GET` and `POST /installation/stop`.
#[derive(Clone, Debug, Template)]
#[template(path = "installation/stop.html")]
pub struct InstallationStopPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// What was typed.
    pub reason: String,
    /// What the stop came to; `None` before it.
    pub stopped: Option<Vec<StoppedBody>>,
}
