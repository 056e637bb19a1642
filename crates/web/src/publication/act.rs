//! Intended sends that wait for a person.

use tatefuda_app::publication::{Cancel, Finished, Reschedule, Resolve};

use crate::act::{Act, Row, Shown};

const TAG: &str = "publications";

impl Shown for Finished {}

impl Act for Cancel {
    const ROW: Row =
        Row::post("/api/v1/publications/{id}/cancel", "publication_cancel", TAG, "Cancels a send that has not begun.")
            .on("publication")
            .fails(&[409]);
    type Shown = Finished;
}

impl Act for Resolve {
    const ROW: Row = Row::post(
        "/api/v1/publications/{id}/resolve",
        "publication_resolve",
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
        "/api/v1/publications/{id}/reschedule",
        "publication_reschedule",
        TAG,
        "Puts a held send back on the schedule.",
    )
    .on("publication")
    .seen();
    type Shown = Finished;
}
