//! The ledger of official accounts.

use tatefuda_app::{
    Actor, App, Failure,
    account::{Change, ChangeState, Connect, Register, Registered},
};

use crate::act::{Act, Row, Shown};

const TAG: &str = "accounts";

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
