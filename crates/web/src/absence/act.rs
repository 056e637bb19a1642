//! 不在

use tatefuda_app::{
    member,
    org::{EndAbsence, StartAbsence},
};
use tatefuda_domain::RecordId;

use crate::{
    act::{About, Act, Made, Row, Sent, Sheet},
    api::caller::Caller,
    error::WebError,
    form::Reader,
    routes::Access,
};

const TAG: &str = "people";

impl Act for StartAbsence {
    const ROW: Row = Row::post(
        "/api/v1/people/{id}/absences",
        "absence_start",
        TAG,
        "Enters that a person is away: oneself, or with the right to manage users anybody.",
    )
    .on("person")
    .makes();
    type Shown = Made;

    /// A person of another body is not there.
    async fn ready(self, caller: &Caller) -> Result<Self, WebError> {
        member::find(caller.app(), caller.actor(), self.person).await?;
        Ok(self)
    }
}

impl Act for EndAbsence {
    const ROW: Row = Row::post("/api/v1/absences/{id}/end", "absence_end", TAG, "Enters that a person is back.")
        .on("id")
        .quiet()
        .fails(&[403, 404]);
    type Shown = ();
}

impl Sent for EndAbsence {
    const SHEET: Sheet = Sheet {
        path: "/absences/{id}/end",
        name: "absence.end",
        access: Access::Staff,
        back: "/absences",
        flash: "absence-ended",
    };

    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        // Without a time: now.
        let until = reader.moment("until_date", "until_time", about.page.zone(), true);
        Some(Self { id: about.id::<RecordId>()?.to_string(), until })
    }

    /// It stands on one's own page, or on that of the person.
    fn back(about: &About<'_>) -> String {
        about.back_below("/people/", Self::SHEET.back)
    }
}
