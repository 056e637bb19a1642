//! 職員

use tatefuda_app::member::{ChangePerson, EndPerson};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Changed, Row, Sent, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "people";

impl Act for ChangePerson {
    const ROW: Row = Row::put("/people/{id}", "member.change", TAG, "Changes name and number of a person.")
        .on("id")
        .seen()
        .fails(&[403, 412]);
    type Shown = Changed;
}

impl Act for EndPerson {
    const ROW: Row = Row::post(
        "/people/{id}/end",
        "member.end",
        TAG,
        "Ends a person's use: sign-in, sessions and tokens. Nothing is deleted.",
    )
    .on("id")
    .seen()
    .fails(&[403, 412])
    .form(Access::Right(SystemRight::ManageUsers), "/people/{id}", "person-ended");
    type Shown = Changed;
}

impl Sent for EndPerson {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        Some(Self { id: about.id()?, version: version? })
    }
}
