//! Tasks by hand, as the interface offers them.

use tatefuda_app::hand::{Answer, Take, Took};

use crate::act::{Act, Row, Shown};

const TAG: &str = "publications";

impl Shown for Took {}

impl Act for Take {
    const ROW: Row = Row::post(
        "/publications/{id}/take",
        "publication.take",
        TAG,
        "Takes a task by hand. From here on nobody else gets its text; it is read at `/hand`.",
    )
    .on("publication")
    .seen()
    .fails(&[403, 409, 422]);
    type Shown = Took;
}

impl Act for Answer {
    const ROW: Row = Row::post(
        "/publications/{id}/answer",
        "publication.answer",
        TAG,
        "States what became of a task by hand; only whoever took it can.",
    )
    .on("publication")
    .seen()
    .fails(&[409, 403, 422]);
    type Shown = tatefuda_app::publication::Finished;
}
