//! 写しの照合: what may have been sent since, and who may send.

use tatefuda_app::copy::{AdmitNode, AnswerDoubt, DoubtAnswer, ReleaseCopy};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Row, Sent, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "publications";

impl Act for AnswerDoubt {
    const ROW: Row = Row::post(
        "/copy/doubts/{id}",
        "copy.answer",
        TAG,
        "Answers what may have been sent since the database was copied.",
    )
    .on("doubt")
    .quiet()
    .fails(&[403, 409])
    .form(Access::Right(SystemRight::ManageAccounts), "/copy", "doubt-answered");
    type Shown = ();
}

impl Act for ReleaseCopy {
    const ROW: Row =
        Row::post("/copy/holds/{id}/release", "copy.release", TAG, "Ends the hold: this database is the true one.")
            .on("hold")
            .seen()
            .quiet()
            .fails(&[403, 409])
            .form(Access::Right(SystemRight::ManageAccounts), "/copy", "copy-released")
            .form_to("/copy/release");
    type Shown = ();
}

impl Act for AdmitNode {
    const ROW: Row = Row::post(
        "/copy/nodes/{id}/admit",
        "copy.admit",
        TAG,
        "Lets a new machine send. Only a machine that holds the mark takes this.",
    )
    .on("node")
    .quiet()
    .fails(&[403, 409])
    .form(Access::Right(SystemRight::ManageAccounts), "/copy", "node-admitted");
    type Shown = ();
}

impl Sent for AnswerDoubt {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let word = reader.required("answer");
        let note = reader.line("note");
        let answer = DoubtAnswer::parse(&word);
        if answer.is_none() {
            reader.issue("answer", "not-a-choice");
        }
        Some(Self { doubt: about.id()?, answer: answer?, note })
    }
}

impl Sent for ReleaseCopy {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let hold = reader.needed("hold", "unreadable");
        let version = version(reader);
        let reason = reader.required("reason");
        Some(Self { hold: hold?, version: version?, reason })
    }
}

impl Sent for AdmitNode {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.required("reason");
        Some(Self { node: about.id()?, reason })
    }
}
