//! Requests of sections for a post.

use tatefuda_app::request::{
    AmendRequest, AskPost, Asked, RefuseRequest, ReturnRequest, TakeRequest, Taken, WithdrawRequest,
};
use tatefuda_domain::RequestId;

use crate::{
    act::{About, Act, Row, Sent, Shown, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "requests";

impl Shown for Asked {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn id(&self) -> String {
        self.request.to_string()
    }
}

impl Shown for Taken {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Act for AskPost {
    const ROW: Row = Row::post("/requests", "request.ask", TAG, "Asks those who operate an account for a post.")
        .makes()
        .keyed()
        .located("/api/v1/requests/")
        .fails(&[403, 422]);
    type Shown = Asked;
}

impl Act for AmendRequest {
    const ROW: Row = Row::put(
        "/requests/{id}",
        "request.amend",
        TAG,
        "Puts a request right; whoever states the words makes it theirs.",
    )
    .on("request")
    .seen()
    .fails(&[403, 409, 412, 422]);
    type Shown = Asked;
}

impl Act for TakeRequest {
    const ROW: Row = Row::post(
        "/requests/{id}/take",
        "request.take",
        TAG,
        "Takes a request up: a draft with its words and pictures.",
    )
    .on("request")
    .seen()
    .fails(&[403, 409, 412, 422])
    .form(Access::Staff, "/requests/{id}", "request-taken");
    type Shown = Taken;
}

impl Act for ReturnRequest {
    const ROW: Row =
        Row::post("/requests/{id}/return", "request.return", TAG, "Gives a request back to those who asked.")
            .on("request")
            .seen()
            .fails(&[403, 409, 412, 422])
            .form(Access::Staff, "/requests/{id}", "request-returned");
    type Shown = Asked;
}

impl Act for RefuseRequest {
    const ROW: Row = Row::post("/requests/{id}/refuse", "request.refuse", TAG, "Says that a request is not met.")
        .on("request")
        .seen()
        .fails(&[403, 409, 412, 422])
        .form(Access::Staff, "/requests/{id}", "request-refused");
    type Shown = Asked;
}

impl Act for WithdrawRequest {
    const ROW: Row =
        Row::post("/requests/{id}/withdraw", "request.withdraw", TAG, "Takes a request away that is wished no longer.")
            .on("request")
            .seen()
            .fails(&[403, 409, 412])
            .form(Access::Staff, "/requests/{id}", "request-withdrawn");
    type Shown = Asked;
}

impl Sent for TakeRequest {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let chosen: Vec<_> = reader.form().all("accounts").map(str::parse).collect();
        if chosen.iter().any(Result::is_err) {
            reader.issue("accounts", "unknown-account");
        }
        let accounts = chosen.into_iter().filter_map(Result::ok).collect();
        Some(Self { request: about.id::<RequestId>()?, version: version(reader)?, accounts })
    }
}

impl Sent for ReturnRequest {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.text("reason");
        Some(Self { request: about.id::<RequestId>()?, version: version(reader)?, reason })
    }
}

impl Sent for RefuseRequest {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let reason = reader.text("reason");
        Some(Self { request: about.id::<RequestId>()?, version: version(reader)?, reason })
    }
}

impl Sent for WithdrawRequest {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self { request: about.id::<RequestId>()?, version: version(reader)? })
    }
}
