//! 端末

use tatefuda_app::device::Revoke;
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Sent, Sheet},
    form::Reader,
    routes::Access,
};

impl Sent for Revoke {
    const SHEET: Sheet = Sheet {
        path: "/devices/{id}/revoke",
        name: "device.revoke",
        access: Access::Right(SystemRight::ManageUsers),
        back: "/devices",
        flash: "device-revoked",
    };

    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}
