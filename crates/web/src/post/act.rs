//! Posts (投稿).

use serde::Serialize;
use tatefuda_app::post::{
    self as posts, Draft, Edit, GiveStep, Given, Publish, Return, Scheduled, Submit, TakeBack, Withdraw,
};
use utoipa::ToSchema;

use crate::act::{Act, Row, Shown};

const TAG: &str = "posts";

/// A post as it was saved.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Saved {
    /// The post.
    post: String,
    /// Its version now.
    version: i64,
    /// Number of its present revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<i64>,
    /// Digest of all its targets: what a step is given for.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
}

impl From<posts::Saved> for Saved {
    fn from(saved: posts::Saved) -> Self {
        let (post, sheet) = (saved.post.to_string(), Some(saved.sheet.to_string()));
        Self { post, version: saved.version, revision: Some(saved.revision), sheet }
    }
}

impl From<Given> for Saved {
    fn from(given: Given) -> Self {
        let (post, sheet) = (given.post.to_string(), Some(given.sheet.to_string()));
        Self { post, version: given.version, revision: None, sheet }
    }
}

impl Shown for Saved {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }

    fn id(&self) -> String {
        self.post.clone()
    }
}

impl Shown for Scheduled {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Act for Draft {
    const ROW: Row = Row::post("/api/v1/posts", "post_create", TAG, "Begins a post.")
        .makes()
        .located("/api/v1/posts/")
        .keyed()
        .fails(&[403, 422]);
    type Shown = Saved;
}

impl Act for Edit {
    const ROW: Row = Row::put("/api/v1/posts/{id}/revision", "post_edit", TAG, "Saves another revision.")
        .on("post")
        .seen()
        .keyed()
        .fails(&[412, 428]);
    type Shown = Saved;
}

impl Act for Submit {
    const ROW: Row = on("/api/v1/posts/{id}/submit", "post_submit", "Passes a post on to the next person (回す).");
    type Shown = Saved;
}

impl Act for TakeBack {
    const ROW: Row = on("/api/v1/posts/{id}/take-back", "post_take_back", "Takes a post back (引戻し).").fails(&[409]);
    type Shown = Saved;
}

impl Act for Return {
    const ROW: Row = on("/api/v1/posts/{id}/return", "post_return", "Sends a post back to its authors (差戻し).");
    type Shown = Saved;
}

impl Act for GiveStep {
    const ROW: Row = Row::post(
        "/api/v1/posts/{id}/steps",
        "post_step",
        TAG,
        "Gives a step of the chain for exactly the content that was shown.",
    )
    .on("post")
    .makes()
    .fails(&[412, 403]);
    type Shown = Saved;
}

impl Act for Publish {
    const ROW: Row =
        on("/api/v1/posts/{id}/publications", "post_publish", "Schedules the send of a post, or sends it now.").makes();
    type Shown = Scheduled;
}

impl Act for Withdraw {
    const ROW: Row =
        on("/api/v1/posts/{id}/withdraw", "post_withdraw", "Gives a post up for good (取りやめ).").fails(&[409]);
    type Shown = Saved;
}

/// An act on a post of which the version that was seen is named.
const fn on(path: &'static str, name: &'static str, says: &'static str) -> Row {
    Row::post(path, name, TAG, says).on("post").seen()
}
