//! 緊急停止: ending it. That it begins is waited for, by a handler of its own.

use tatefuda_app::stop::{ConfirmEnd, ProposeEnd};

use crate::{
    act::{About, Act, Row, Sent, Sheet, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "publications";

impl Act for ProposeEnd {
    const ROW: Row = Row::post(
        "/api/v1/stop/{id}/propose-end",
        "stop_propose_end",
        TAG,
        "Proposes to end a stop; it ends once another person has confirmed it.",
    )
    .on("stop")
    .seen()
    .quiet()
    .fails(&[403, 409]);
    type Shown = ();
}

impl Act for ConfirmEnd {
    const ROW: Row = Row::post(
        "/api/v1/stop/{id}/end",
        "stop_end",
        TAG,
        "Ends a stop that another person proposed to end. What became held stays held.",
    )
    .on("stop")
    .seen()
    .quiet()
    .fails(&[403, 409]);
    type Shown = ();
}

impl Sent for ConfirmEnd {
    const SHEET: Sheet =
        Sheet { path: "/stop/end", name: "stop.end", access: Access::Staff, back: "/stop", flash: "stop-ended" };

    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let stop = reader.needed("stop", "unreadable");
        let version = version(reader);
        Some(Self { stop: stop?, version: version? })
    }
}
