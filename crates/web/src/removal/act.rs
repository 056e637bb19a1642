//! Removals, as the interface offers them.

use tatefuda_app::removal::{AnswerRemoval, CallOff, Decided, KeepCopy, Remove};

use crate::{
    act::{About, Act, Row, Sent, Shown, version},
    error::WebError,
    form::Reader,
    publication::page::back,
    routes::Access,
};

const TAG: &str = "publications";

impl Shown for Decided {}

impl Act for Remove {
    const ROW: Row = Row::post(
        "/publications/{id}/removal",
        "removal.decide",
        TAG,
        "Decides that a published post is taken down (公開停止). What was published is kept before anything is done.",
    )
    .on("publication")
    .seen()
    .keyed()
    .fails(&[403, 409, 422]);
    type Shown = Decided;
}

impl Act for CallOff {
    const ROW: Row = Row::post(
        "/publications/{id}/removal/call-off",
        "removal.call-off",
        TAG,
        "Calls off that a post is taken down, as long as nobody may be doing it.",
    )
    .on("publication")
    .seen()
    .fails(&[403, 409])
    .form(Access::Staff, "/posts", "removal-called-off");
    type Shown = Decided;
}

impl Act for KeepCopy {
    const ROW: Row = Row::post(
        "/publications/{id}/removal/copy",
        "removal.copy",
        TAG,
        "Keeps a picture of a post as the service shows it, before somebody takes it down by hand.",
    )
    .on("publication")
    .seen()
    .fails(&[403, 409, 422]);
    type Shown = Decided;
}

impl Act for AnswerRemoval {
    const ROW: Row = Row::post(
        "/publications/{id}/removal/answer",
        "removal.answer",
        TAG,
        "States what became of a post that was to be taken down by hand.",
    )
    .on("publication")
    .seen()
    .fails(&[403, 409, 422]);
    type Shown = Decided;
}

impl Sent for CallOff {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        Some(Self { publication: about.id()?, version: version? })
    }

    async fn back(about: &About<'_>) -> Result<String, WebError> {
        back(about.page, about.thing()?).await
    }
}
