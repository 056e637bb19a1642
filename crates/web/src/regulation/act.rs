//! The regulation itself.

use tatefuda_app::regulation::{LoadWording, LoadedWording};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Row, Sent, Sheet, Shown},
    form::Reader,
    routes::Access,
};

const TAG: &str = "regulation";

impl Act for LoadWording {
    const ROW: Row = Row::post(
        "/api/v1/regulation/wording",
        "wording_load",
        TAG,
        "Loads the original text of a document, whose clauses are found in it by their printed numbers.",
    )
    .fails(&[403, 404]);
    type Shown = LoadedWording;
}

impl Shown for LoadedWording {}

impl Sent for LoadWording {
    const SHEET: Sheet = Sheet {
        path: "/regulation/wording",
        name: "wording.load",
        access: Access::Right(SystemRight::ManageRegulation),
        back: "/regulation/clauses",
        flash: "wording-loaded",
    };

    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let document = reader.needed("document", "unreadable");
        let text = reader.needed("text", "required");
        Some(Self { document: document?, text: text? })
    }
}
