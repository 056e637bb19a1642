//! The regulation itself.

use tatefuda_app::regulation::{LoadWording, LoadedWording};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Row, Sent, Shown},
    form::Reader,
    routes::Access,
};

const TAG: &str = "regulation";

impl Act for LoadWording {
    const ROW: Row = Row::post(
        "/regulation/wording",
        "wording.load",
        TAG,
        "Loads the original text of a document, whose clauses are found in it by their printed numbers.",
    )
    .fails(&[403, 404])
    .form(Access::Right(SystemRight::ManageRegulation), "/regulation/clauses", "wording-loaded");
    type Shown = LoadedWording;
}

impl Shown for LoadedWording {}

impl Sent for LoadWording {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let document = reader.needed("document", "unreadable");
        let text = reader.text("text");
        Some(Self { document: document?, text })
    }
}
