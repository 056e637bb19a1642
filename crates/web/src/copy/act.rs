//! 写しの照合: what may have been sent since, and who may send.

use tatefuda_app::copy::{AdmitNode, AnswerDoubt, DoubtAnswer, ReleaseCopy};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Row, Sent, Sheet, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "publications";

impl Act for AnswerDoubt {
    const ROW: Row = Row::post(
        "/api/v1/copy/doubts/{id}",
        "copy_answer",
        TAG,
        "Answers what may have been sent since the database was copied.",
    )
    .on("doubt")
    .quiet()
    .fails(&[403, 409]);
    type Shown = ();
}

impl Act for ReleaseCopy {
    const ROW: Row = Row::post(
        "/api/v1/copy/holds/{id}/release",
        "copy_release",
        TAG,
        "Ends the hold: this database is the true one.",
    )
    .on("hold")
    .seen()
    .quiet()
    .fails(&[403, 409]);
    type Shown = ();
}

impl Act for AdmitNode {
    const ROW: Row = Row::post(
        "/api/v1/copy/nodes/{id}/admit",
        "copy_admit",
        TAG,
        "Lets a new machine send. Only a machine that holds the mark takes this.",
    )
    .on("node")
    .quiet()
    .fails(&[403, 409]);
    type Shown = ();
}

impl Sent for AnswerDoubt {
    const SHEET: Sheet = Sheet {
        path: "/copy/doubts/{id}",
        name: "copy.answer",
        access: Access::Right(SystemRight::ManageAccounts),
        back: "/copy",
        flash: "doubt-answered",
    };

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
    const SHEET: Sheet = Sheet {
        path: "/copy/release",
        name: "copy.release",
        access: Access::Right(SystemRight::ManageAccounts),
        back: "/copy",
        flash: "copy-released",
    };

    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let hold = reader.needed("hold", "unreadable");
        let version = version(reader);
        let reason = reader.required("reason");
        Some(Self { hold: hold?, version: version?, reason })
    }
}

impl Sent for AdmitNode {
    const SHEET: Sheet = Sheet {
        path: "/copy/nodes/{id}/admit",
        name: "copy.admit",
        access: Access::Right(SystemRight::ManageAccounts),
        back: "/copy",
        flash: "node-admitted",
    };

    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.required("reason");
        Some(Self { node: about.id()?, reason })
    }
}
