//! The ledger of official accounts.

use tatefuda_app::account::{Change, ChangeState, Connect, Register, Registered};

use crate::act::{Act, Row, Shown};
use crate::{api::caller::Caller, error::WebError};

const TAG: &str = "accounts";

impl Shown for Registered {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Act for Register {
    const ROW: Row = Row::post("/api/v1/accounts", "account_register", TAG, "Enters an account.").makes();
    type Shown = Registered;
}

impl Act for Change {
    const ROW: Row =
        Row::put("/api/v1/accounts/{id}", "account_change", TAG, "Changes what the ledger says of an account.")
            .on("account")
            .seen()
            .fails(&[403, 412]);
    type Shown = Registered;
}

impl Act for Connect {
    const ROW: Row = Row::post(
        "/api/v1/accounts/{id}/connect",
        "account_connect",
        TAG,
        "Connects an account with its service; the former token is gone for good.",
    )
    .on("account")
    .quiet()
    .fails(&[403, 422]);
    type Shown = ();

    async fn ready(self, caller: &Caller) -> Result<Self, WebError> {
        Ok(self.asked(caller.app(), caller.actor()).await?)
    }
}

impl Act for ChangeState {
    const ROW: Row =
        Row::post("/api/v1/accounts/{id}/state", "account_state", TAG, "Starts, suspends, ends an account.")
            .on("account")
            .seen();
    type Shown = Registered;
}
