//! Amendments, as people and programs ask for them.

use tatefuda_app::amendment::{
    ChangeAmendment, ConfirmAmendment, DescribeAmendment, OpenAmendment, ProposeAmendment, RebaseAmendment,
    ReturnAmendment, Saved, UndoChange, WithdrawAmendment,
};
use tatefuda_domain::{
    SystemRight,
    amendment::{Change, ClauseText, ListedAccount, NewClause},
};

use crate::{
    act::{About, Act, Row, Sent, Shown, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "amendments";
const RIGHT: Access = Access::Right(SystemRight::ManageRegulation);
const BACK: &str = "/amendments/{id}";

impl Shown for Saved {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn id(&self) -> String {
        self.amendment.to_string()
    }
}

/// An act on an amendment that was seen.
const fn on(path: &'static str, name: &'static str, says: &'static str, flash: &'static str) -> Row {
    Row::post(path, name, TAG, says).on("amendment").seen().fails(&[403, 404, 409, 412, 422]).form(RIGHT, BACK, flash)
}

impl Act for OpenAmendment {
    const ROW: Row = Row::post(
        "/amendments",
        "amendment.open",
        TAG,
        "Opens an amendment (改正) of a document: a draft that starts from its newest version.",
    )
    .makes()
    .keyed()
    .located("/api/v1/amendments/")
    .fails(&[403, 404, 422])
    .form(RIGHT, "/amendments", "amendment-opened");
    type Shown = Saved;
}

impl Act for ChangeAmendment {
    const ROW: Row =
        on("/amendments/{id}/changes", "amendment.change", "Enters one change of the text.", "amendment-changed");
    type Shown = Saved;
}

impl Act for UndoChange {
    const ROW: Row =
        on("/amendments/{id}/undo", "amendment.undo", "Takes back what was entered for a thing.", "amendment-undone");
    type Shown = Saved;
}

impl Act for DescribeAmendment {
    const ROW: Row = on(
        "/amendments/{id}/source",
        "amendment.describe",
        "Says what decided the amendment and from when it is in force.",
        "amendment-described",
    );
    type Shown = Saved;
}

impl Act for RebaseAmendment {
    const ROW: Row = on(
        "/amendments/{id}/rebase",
        "amendment.rebase",
        "Lets a draft start from the newest version of its document.",
        "amendment-rebased",
    );
    type Shown = Saved;
}

impl Act for ProposeAmendment {
    const ROW: Row = on(
        "/amendments/{id}/propose",
        "amendment.propose",
        "Puts a draft forward, for a second person to confirm.",
        "amendment-proposed",
    );
    type Shown = Saved;
}

impl Act for ConfirmAmendment {
    const ROW: Row = on(
        "/amendments/{id}/confirm",
        "amendment.confirm",
        "Confirms an amendment as the second person: it becomes a version of its document, in force from its day.",
        "amendment-confirmed",
    );
    type Shown = Saved;
}

impl Act for ReturnAmendment {
    const ROW: Row = on(
        "/amendments/{id}/return",
        "amendment.return",
        "Gives an amendment back that was put forward.",
        "amendment-returned",
    );
    type Shown = Saved;
}

impl Act for WithdrawAmendment {
    const ROW: Row = on(
        "/amendments/{id}/withdraw",
        "amendment.withdraw",
        "Gives an amendment up that is not confirmed.",
        "amendment-withdrawn",
    );
    type Shown = Saved;
}

impl Sent for OpenAmendment {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { document: reader.text("document") })
    }
}

impl Sent for ChangeAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let change = change(reader);
        Some(Self { amendment: about.id()?, version: version?, change: change? })
    }
}

/// A change as its form says it.
fn change(reader: &mut Reader<'_>) -> Option<Change> {
    let kind = reader.text("kind");
    Some(match kind.as_str() {
        "clause" => Change::Clause(ClauseText {
            clause: reader.text("clause"),
            number: reader.text("number"),
            heading: reader.text("heading"),
            ja: reader.text("ja"),
            en: reader.text("en"),
        }),
        "new-clause" => Change::NewClause(NewClause {
            place: reader.text("place"),
            after: reader.text("after"),
            number: reader.text("number"),
            heading: reader.text("heading"),
            ja: reader.text("ja"),
            en: reader.text("en"),
        }),
        "strike" => Change::Strike { clause: reader.text("clause") },
        "account" => Change::Account(ListedAccount {
            account: reader.text("account"),
            service: reader.text("service"),
            name: reader.text("name"),
            handle: reader.text("handle"),
            url: reader.text("url"),
            class: reader.text("class"),
            clause: reader.text("clause"),
        }),
        "unlist" => Change::Unlist { account: reader.text("account") },
        "value" => Change::Value { parameter: reader.text("parameter"), value: reader.text("value") },
        "step" => {
            let by = reader.form().all("by").map(str::to_owned).collect();
            Change::Step { chain: reader.text("chain"), step: reader.text("step"), by }
        }
        _ => {
            reader.issue("kind", "unreadable");
            return None;
        }
    })
}

impl Sent for UndoChange {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let change = reader.text("change");
        Some(Self { amendment: about.id()?, version: version(reader)?, change })
    }
}

impl Sent for DescribeAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let mut day = |field: &'static str| {
            let text = reader.text(field);
            let day = text.parse().ok();
            if !text.is_empty() && day.is_none() {
                reader.issue(field, "unreadable");
            }
            day
        };
        let (decided_on, from) = (day("decided_on"), day("from"));
        let (source, decision) = (reader.text("source"), reader.text("decision"));
        Some(Self { amendment: about.id()?, version: version?, source, decision, decided_on, from })
    }
}

impl Sent for RebaseAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { amendment: about.id()?, version: version(reader)? })
    }
}

impl Sent for ProposeAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { amendment: about.id()?, version: version(reader)? })
    }
}

impl Sent for ConfirmAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { amendment: about.id()?, version: version(reader)? })
    }
}

impl Sent for ReturnAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.text("reason");
        Some(Self { amendment: about.id()?, version: version(reader)?, reason })
    }
}

impl Sent for WithdrawAmendment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.text("reason");
        Some(Self { amendment: about.id()?, version: version(reader)?, reason })
    }
}
