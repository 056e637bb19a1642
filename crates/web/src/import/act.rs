//! Tables that come in as rows: what machines send. People bring files and look first ([`super::look`]).

use tatefuda_app::import::{ImportAccounts, ImportPeople, Imported};

use crate::act::{Act, Row, Shown};

const TAG: &str = "imports";

impl Shown for Imported {
    fn id(&self) -> String {
        self.import.to_string()
    }
}

impl Act for ImportAccounts {
    const ROW: Row = Row::post(
        "/imports/accounts",
        "import.accounts",
        TAG,
        "Brings in accounts that ran before the regulation was loaded (経過措置): all rows, or none.",
    )
    .makes()
    .located("/api/v1/imports/")
    .fails(&[403, 422]);
    type Shown = Imported;
}

impl Act for ImportPeople {
    const ROW: Row = Row::post(
        "/imports/people",
        "import.people",
        TAG,
        "Brings in a list of staff: all rows, or none. Nobody gets a password by it.",
    )
    .makes()
    .located("/api/v1/imports/")
    .fails(&[403, 422]);
    type Shown = Imported;
}
