//! The ledger of official accounts.

use tatefuda_app::{
    Actor, App, Failure,
    account::{Change, ChangeState, ChooseRoad, Connect, Register, Registered},
};
use tatefuda_domain::{SystemRight, account::Road};

use crate::{
    act::{About, Act, Row, Sent, Shown, version},
    form::Reader,
    routes::Access,
};

pub(super) const TAG: &str = "accounts";

impl Shown for Registered {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Act for Register {
    const ROW: Row = Row::post("/accounts", "account.register", TAG, "Enters an account.").makes();
    type Shown = Registered;
}

impl Act for Change {
    const ROW: Row = Row::put("/accounts/{id}", "account.change", TAG, "Changes what the ledger says of an account.")
        .on("account")
        .seen()
        .fails(&[403, 412]);
    type Shown = Registered;
}

impl Act for Connect {
    const ROW: Row = Row::post(
        "/accounts/{id}/connect",
        "account.connect",
        TAG,
        "Connects an account with its service; the former token is gone for good.",
    )
    .on("account")
    .quiet()
    .fails(&[403, 422]);
    type Shown = ();

    async fn ready(self, app: &App, actor: &Actor) -> Result<Self, Failure> {
        self.asked(app, actor).await
    }
}

impl Act for ChangeState {
    const ROW: Row = Row::post("/accounts/{id}/state", "account.state", TAG, "Starts, suspends, ends an account.")
        .on("account")
        .seen();
    type Shown = Registered;
}

impl Act for ChooseRoad {
    const ROW: Row = Row::post(
        "/accounts/{id}/road",
        "account.road",
        TAG,
        "Chooses whether posts go out by the connector or by hand.",
    )
    .on("account")
    .seen()
    .fails(&[403, 412, 422])
    .form(Access::Right(SystemRight::ManageAccounts), "/accounts/{id}", "account-road");
    type Shown = Registered;
}

impl Sent for ChooseRoad {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let road = match reader.line("road").as_str() {
            "" => None,
            word => {
                let road = Road::parse(word);
                if road.is_none() {
                    reader.issue("road", "not-a-choice");
                }
                road
            }
        };
        Some(Self { account: about.id()?, version: version?, road })
    }
}
