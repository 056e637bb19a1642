//! 不在

use tatefuda_app::{
    Actor, App, Failure, member,
    org::{EndAbsence, StartAbsence},
};
use tatefuda_domain::RecordId;

use crate::{
    act::{About, Act, Made, Row, Sent},
    error::WebError,
    form::Reader,
    routes::Access,
};

const TAG: &str = "people";

impl Act for StartAbsence {
    const ROW: Row = Row::post(
        "/people/{id}/absences",
        "absence.start",
        TAG,
        "Enters that a person is away: oneself, or with the right to manage users anybody.",
    )
    .on("person")
    .makes();
    type Shown = Made;

    /// A person of another body is not there.
    async fn ready(self, app: &App, actor: &Actor) -> Result<Self, Failure> {
        member::find(app, actor, self.person).await?;
        Ok(self)
    }
}

impl Act for EndAbsence {
    const ROW: Row = Row::post("/absences/{id}/end", "absence.end", TAG, "Enters that a person is back.")
        .on("id")
        .quiet()
        .fails(&[403, 404])
        .form(Access::Staff, "/absences", "absence-ended");
    type Shown = ();
}

impl Sent for EndAbsence {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        // Without a time: now.
        let until = reader.moment("until_date", "until_time", about.page.zone(), true);
        Some(Self { id: about.id::<RecordId>()?.to_string(), until })
    }

    /// It stands on one's own page, or on that of the person.
    async fn back(about: &About<'_>) -> Result<String, WebError> {
        Ok(about.back_below("/people/", Self::SHEET.back))
    }
}
