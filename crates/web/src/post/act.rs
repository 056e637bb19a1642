//! Posts (投稿).

use axum::response::Response;
use serde::Serialize;
use tatefuda_app::post::{
    self as posts, Correct, Draft, Edit, GiveStep, Given, Publish, Return, Scheduled, Submit, TakeBack, Withdraw,
};
use tatefuda_domain::post::Means;
use utoipa::ToSchema;

use super::page::act::{failed, not_given};
use crate::{
    act::{About, Act, Row, Sent, Shown, version},
    error::WebError,
    form::{Form, Reader},
    page::Acted,
    record::within::supplies,
    routes::Access,
};

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
    const ROW: Row = Row::post("/posts", "post.create", TAG, "Begins a post.")
        .makes()
        .located("/api/v1/posts/")
        .keyed()
        .fails(&[403, 422]);
    type Shown = Saved;
}

impl Act for Edit {
    const ROW: Row = Row::put("/posts/{id}/revision", "post.edit", TAG, "Saves another revision.")
        .on("post")
        .seen()
        .keyed()
        .fails(&[412, 428]);
    type Shown = Saved;
}

impl Act for Submit {
    const ROW: Row = on("/posts/{id}/submit", "post.submit", "Passes a post on to the next person (回す).").form(
        Access::Staff,
        "/posts/{id}",
        "post-submitted",
    );
    type Shown = Saved;
}

impl Act for TakeBack {
    const ROW: Row = on("/posts/{id}/take-back", "post.take-back", "Takes a post back (引戻し).").fails(&[409]).form(
        Access::Staff,
        "/posts/{id}",
        "post-taken-back",
    );
    type Shown = Saved;
}

impl Act for Return {
    const ROW: Row = on("/posts/{id}/return", "post.return", "Sends a post back to its authors (差戻し).").form(
        Access::Staff,
        "/posts/{id}",
        "post-returned",
    );
    type Shown = Saved;
}

impl Act for GiveStep {
    const ROW: Row = Row::post(
        "/posts/{id}/steps",
        "post.step",
        TAG,
        "Gives a step of the chain for exactly the content that was shown.",
    )
    .on("post")
    .makes()
    .fails(&[412, 403])
    .form(Access::Staff, "/posts/{id}", "post-step-given")
    .form_to("/posts/{id}/step");
    type Shown = Saved;
}

impl Act for Publish {
    const ROW: Row =
        on("/posts/{id}/publications", "post.publish", "Schedules the send of a post, or sends it now.").makes();
    type Shown = Scheduled;
}

impl Act for Withdraw {
    const ROW: Row = on("/posts/{id}/withdraw", "post.withdraw", "Gives a post up for good (取りやめ).")
        .fails(&[409])
        .form(Access::Staff, "/posts/{id}", "post-withdrawn");
    type Shown = Saved;
}

impl Act for Correct {
    const ROW: Row = on(
        "/posts/{id}/corrections",
        "post.correct",
        "Begins the correction of a published post: a post of its own, linked to it, that goes the way of every post.",
    )
    .makes()
    .located("/api/v1/posts/")
    .keyed()
    .fails(&[409, 403, 422]);
    type Shown = Saved;
}

/// An act on a post of which the version that was seen is named.
const fn on(path: &'static str, name: &'static str, says: &'static str) -> Row {
    Row::post(path, name, TAG, says).on("post").seen()
}

impl Sent for Submit {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        Some(Self { post: about.id()?, version: version?, supplies: supplies(reader.form()) })
    }

    async fn failed(about: &About<'_>, form: Form, why: Acted, _: String) -> Result<Response, WebError> {
        failed(about.page, about.thing()?, form, why).await
    }
}

impl Sent for TakeBack {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        Some(Self { post: about.id()?, version: version? })
    }

    async fn failed(about: &About<'_>, form: Form, why: Acted, _: String) -> Result<Response, WebError> {
        failed(about.page, about.thing()?, form, why).await
    }
}

impl Sent for Return {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let comment = reader.text("comment");
        // Quoting a sentence of one account is for programs that show the text beside it; this form has no such field.
        Some(Self { post: about.id()?, version: version?, comment, quote: String::new(), account: None })
    }

    async fn failed(about: &About<'_>, form: Form, why: Acted, _: String) -> Result<Response, WebError> {
        failed(about.page, about.thing()?, form, why).await
    }
}

impl Sent for GiveStep {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let sheet = reader.needed("shown", "unreadable");
        let step = reader.required("step");
        let supplies = supplies(reader.form());
        Some(Self { post: about.id()?, sheet: sheet?, step, accounts: vec![], means: Means::Screen, supplies })
    }

    async fn failed(about: &About<'_>, form: Form, why: Acted, _: String) -> Result<Response, WebError> {
        not_given(about.page, about.thing()?, form, why).await
    }
}

impl Sent for Withdraw {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let reason = reader.text("reason");
        Some(Self { post: about.id()?, version: version?, reason })
    }

    async fn failed(about: &About<'_>, form: Form, why: Acted, _: String) -> Result<Response, WebError> {
        failed(about.page, about.thing()?, form, why).await
    }
}
