//! Settings: what the text leaves to the body.

use tatefuda_app::setting::{ConfirmSetting, ProposeSetting};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Made, Row, Sent, Sheet},
    form::Reader,
    routes::Access,
};

const TAG: &str = "regulation";

impl Act for ProposeSetting {
    const ROW: Row = Row::post(
        "/api/v1/settings",
        "setting_propose",
        TAG,
        "Proposes a value; it acts once another person confirmed it.",
    )
    .makes()
    .answers("Proposed");
    type Shown = Made;
}

impl Act for ConfirmSetting {
    const ROW: Row =
        Row::post("/api/v1/settings/{id}/confirm", "setting_confirm", TAG, "Confirms a value as a second person.")
            .on("id")
            .quiet();
    type Shown = ();
}

impl Sent for ConfirmSetting {
    const SHEET: Sheet = Sheet {
        path: "/regulation/settings/{id}/confirm",
        name: "setting.confirm",
        access: Access::Right(SystemRight::ManageRegulation),
        back: "/regulation",
        flash: "setting-confirmed",
    };

    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}
