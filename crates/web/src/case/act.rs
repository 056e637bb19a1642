//! Procedures and incidents.

use tatefuda_app::case::{
    AddPost, CloseCase, DoStep, OpenCase, Opened, Posted, ReportIncident, Stepped, Tell, WithdrawCase,
};
use tatefuda_domain::CaseId;

use crate::{
    act::{About, Act, Made, Row, Sent, Shown, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "cases";

impl Shown for Opened {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn id(&self) -> String {
        self.case.to_string()
    }
}

impl Shown for Stepped {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Act for OpenCase {
    const ROW: Row = Row::post("/cases", "case.open", TAG, "Opens a procedure of the text.")
        .makes()
        .located("/api/v1/cases/")
        .fails(&[403, 422]);
    type Shown = Opened;
}

impl Act for ReportIncident {
    const ROW: Row = Row::post(
        "/incidents",
        "case.report",
        TAG,
        "Reports that something happened; what the text begins with that alone, begins.",
    )
    .makes()
    .located("/api/v1/cases/")
    .fails(&[403, 409, 422]);
    type Shown = Opened;
}

impl Act for DoStep {
    const ROW: Row = Row::post("/cases/{id}/steps", "case.step", TAG, "Does a step, with the records that it takes.")
        .on("case")
        .seen()
        .fails(&[403, 409, 412, 422]);
    type Shown = Stepped;
}

impl Shown for Posted {}

impl Act for AddPost {
    const ROW: Row = Row::post(
        "/cases/{id}/posts",
        "case.post",
        TAG,
        "Adds a post that something that happened concerns: a send, a registered one, or an address.",
    )
    .on("case")
    .makes()
    .keyed()
    .fails(&[403, 409, 422]);
    type Shown = Posted;
}

impl Act for Tell {
    const ROW: Row =
        Row::post("/cases/{id}/told", "case.tell", TAG, "Writes down what was told to whom about what happened.")
            .on("case")
            .makes()
            .keyed()
            .fails(&[403, 409, 422]);
    type Shown = Made;
}

impl Act for CloseCase {
    const ROW: Row = Row::post("/cases/{id}/close", "case.close", TAG, "Closes a case in which everything is done.")
        .on("case")
        .seen()
        .fails(&[403, 409, 412])
        .form(Access::Staff, "/cases/{id}", "case-closed");
    type Shown = Opened;
}

impl Act for WithdrawCase {
    const ROW: Row = Row::post("/cases/{id}/withdraw", "case.withdraw", TAG, "Gives a case up, with the reason.")
        .on("case")
        .seen()
        .fails(&[403, 409, 412, 422])
        .form(Access::Staff, "/cases/{id}", "case-withdrawn");
    type Shown = Opened;
}

impl Sent for CloseCase {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { case: about.id::<CaseId>()?, version: version(reader)? })
    }
}

impl Sent for WithdrawCase {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.text("reason");
        Some(Self { case: about.id::<CaseId>()?, version: version(reader)?, reason })
    }
}
