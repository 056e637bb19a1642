use askama::Template;

use crate::{Shell, device::DeviceRow, view::FormMeta};

/// `GET /devices`; forms post to `/devices` and `/devices/{id}/revoke`.
#[derive(Clone, Debug, Template)]
#[template(path = "device/list.html")]
pub struct DevicesPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// The register.
    pub rows: Vec<DeviceRow>,
    pub meta: FormMeta,
    /// What was typed.
    pub number: String,
    /// Shown once, right after it was made.
    pub code: Option<String>,
}

/// `GET /devices/this`; the form posts there too.
#[derive(Clone, Debug, Template)]
#[template(path = "device/this.html")]
pub struct DevicePage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    /// As which device the browser is enrolled.
    pub number: Option<String>,
    pub meta: FormMeta,
}
