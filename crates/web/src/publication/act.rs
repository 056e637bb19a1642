//! Intended sends that wait for a person.

use tatefuda_app::publication::{AddEvidence, Added, Cancel, Finished, Reschedule, Resolve};

use super::page::back;
use crate::{
    act::{About, Act, Row, Sent, Shown, version},
    error::WebError,
    form::Reader,
    record::within::supplies,
    routes::Access,
};

const TAG: &str = "publications";

impl Shown for Finished {}

impl Act for Cancel {
    const ROW: Row =
        Row::post("/publications/{id}/cancel", "publication.cancel", TAG, "Cancels a send that has not begun.")
            .on("publication")
            .fails(&[409])
            .form(Access::Staff, "/posts", "publication-cancelled");
    type Shown = Finished;
}

impl Act for Resolve {
    const ROW: Row = Row::post(
        "/publications/{id}/resolve",
        "publication.resolve",
        TAG,
        "States what became of a send whose outcome is unknown.",
    )
    .on("publication")
    .seen()
    .fails(&[409, 403, 422]);
    type Shown = Finished;
}

impl Act for Reschedule {
    const ROW: Row = Row::post(
        "/publications/{id}/reschedule",
        "publication.reschedule",
        TAG,
        "Puts a held send back on the schedule.",
    )
    .on("publication")
    .seen()
    .form(Access::Staff, "/posts", "publication-rescheduled");
    type Shown = Finished;
}

impl Sent for Cancel {
    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { publication: about.id()? })
    }

    async fn back(about: &About<'_>) -> Result<String, WebError> {
        back(about.page, about.thing()?).await
    }
}

impl Sent for Reschedule {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        // Without a time: as soon as it may.
        let at = reader.moment("date", "time", about.page.zone(), false);
        Some(Self { publication: about.id()?, version: version?, at, supplies: supplies(reader.form()) })
    }

    async fn back(about: &About<'_>) -> Result<String, WebError> {
        back(about.page, about.thing()?).await
    }
}

impl Shown for Added {}

impl Act for AddEvidence {
    const ROW: Row = Row::post(
        "/publications/{id}/evidence",
        "publication.evidence",
        TAG,
        "Adds what somebody saw of a published post.",
    )
    .on("publication")
    .seen()
    .fails(&[403, 409, 422]);
    type Shown = Added;
}
