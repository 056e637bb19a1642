//! Papers: archiving them, and the marks of sections in their numbers.

use tatefuda_app::paper::{ArchivePaper, Archived, SetMark};
use tatefuda_domain::{SectionId, SystemRight};

use crate::{
    act::{About, Act, Row, Sent, Shown},
    form::Reader,
    routes::Access,
};

const TAG: &str = "papers";

impl Shown for Archived {
    fn id(&self) -> String {
        self.paper.to_string()
    }
}

impl Act for ArchivePaper {
    const ROW: Row =
        Row::post("/papers", "paper.archive", TAG, "Archives a document of the text as it stands, complete, for good.")
            .makes()
            .keyed()
            .located("/api/v1/papers/")
            .fails(&[403, 404, 409, 422]);
    type Shown = Archived;
}

impl Act for SetMark {
    const ROW: Row =
        Row::post("/papers/marks", "paper.mark", TAG, "Sets the mark by which a section numbers its papers.")
            .quiet()
            .fails(&[403, 404, 422])
            .form(Access::Right(SystemRight::ManageUsers), "/papers/marks", "paper-mark");
    type Shown = ();
}

impl Sent for SetMark {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mark = reader.line("mark");
        let section: SectionId = reader.needed("section", "not-an-id")?;
        Some(Self { section, mark })
    }
}
