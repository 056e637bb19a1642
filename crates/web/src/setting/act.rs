//! Settings: what the text leaves to the body.

use tatefuda_app::setting::{ConfirmSetting, ProposeSetting};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Made, Row, Sent},
    form::Reader,
    routes::Access,
};

const TAG: &str = "regulation";

impl Act for ProposeSetting {
    const ROW: Row =
        Row::post("/settings", "setting.propose", TAG, "Proposes a value; it acts once another person confirmed it.")
            .makes()
            .answers("Proposed");
    type Shown = Made;
}

impl Act for ConfirmSetting {
    const ROW: Row =
        Row::post("/settings/{id}/confirm", "setting.confirm", TAG, "Confirms a value as a second person.")
            .on("id")
            .quiet()
            .form(Access::Right(SystemRight::ManageRegulation), "/regulation", "setting-confirmed")
            .form_to("/regulation/settings/{id}/confirm");
    type Shown = ();
}

impl Sent for ConfirmSetting {
    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}
