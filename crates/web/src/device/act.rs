//! 端末

use tatefuda_app::device::Revoke;
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Row, Sent},
    form::Reader,
    routes::Access,
};

impl Act for Revoke {
    const ROW: Row = Row::page("/devices/{id}/revoke", "device.revoke").form(
        Access::Right(SystemRight::ManageUsers),
        "/devices",
        "device-revoked",
    );
    type Shown = ();
}

impl Sent for Revoke {
    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}
