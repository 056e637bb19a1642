//! 緊急停止: ending it. That it begins is waited for, by a handler of its own.

use axum::response::Response;
use tatefuda_app::stop::{ConfirmEnd, ProposeEnd};

use super::page::again;
use crate::{
    act::{About, Act, Row, Sent, version},
    error::WebError,
    form::{Form, Reader},
    page::Acted,
    routes::Access,
};

const TAG: &str = "publications";

impl Act for ProposeEnd {
    const ROW: Row = Row::post(
        "/stop/{id}/propose-end",
        "stop.propose-end",
        TAG,
        "Proposes to end a stop; it ends once another person has confirmed it.",
    )
    .on("stop")
    .seen()
    .quiet()
    .fails(&[403, 409])
    .form(Access::Staff, "/stop", "stop-end-proposed")
    .form_to("/stop/propose-end");
    type Shown = ();
}

impl Act for ConfirmEnd {
    const ROW: Row = Row::post(
        "/stop/{id}/end",
        "stop.end",
        TAG,
        "Ends a stop that another person proposed to end. What became held stays held.",
    )
    .on("stop")
    .seen()
    .quiet()
    .fails(&[403, 409])
    .form(Access::Staff, "/stop", "stop-ended")
    .form_to("/stop/end");
    type Shown = ();
}

impl Sent for ProposeEnd {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let stop = reader.needed("stop", "unreadable");
        let version = version(reader);
        let reason = reader.required("end_reason");
        Some(Self { stop: stop?, version: version?, reason })
    }

    /// What is wrong stands beside its field.
    async fn failed(about: &About<'_>, form: Form, why: Acted, to: String) -> Result<Response, WebError> {
        match why {
            Acted::Unusable(issues) => again(about.page, &form, &issues).await,
            why => Err(why.about(form, to)),
        }
    }
}

impl Sent for ConfirmEnd {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let stop = reader.needed("stop", "unreadable");
        let version = version(reader);
        Some(Self { stop: stop?, version: version? })
    }
}
