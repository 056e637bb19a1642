//! 組織: sections, positions, appointments, absences.

use tatefuda_app::{
    Actor, App, Failure, member,
    org::{Appoint, ChangeSection, CreatePosition, CreateSection, EndAppointment, EndPosition, EndSection},
};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Made, Row, Sent, last_day},
    error::WebError,
    form::Reader,
    routes::Access,
};

const TAG: &str = "people";

impl Act for CreateSection {
    const ROW: Row = Row::post("/sections", "section.add", TAG, "Enters a section.").makes().fails(&[403, 422]);
    type Shown = Made;
}

impl Act for ChangeSection {
    const ROW: Row = Row::put("/sections/{id}", "section.change", TAG, "Says what a section is in the organisation.")
        .on("section")
        .quiet()
        .fails(&[403, 404, 422]);
    type Shown = ();
}

impl Act for EndSection {
    const ROW: Row = ends("/sections/{id}/end", "section.end", "Ends a section.").form(
        Access::Right(SystemRight::ManageUsers),
        "/organisation",
        "section-ended",
    );
    type Shown = ();
}

impl Act for CreatePosition {
    const ROW: Row = Row::post("/positions", "position.add", TAG, "Enters a position.").makes().fails(&[403, 422]);
    type Shown = Made;
}

impl Act for EndPosition {
    const ROW: Row = ends("/positions/{id}/end", "position.end", "Ends a position.").form(
        Access::Right(SystemRight::ManageUsers),
        "/organisation",
        "position-ended",
    );
    type Shown = ();
}

impl Act for Appoint {
    const ROW: Row = Row::post("/people/{id}/appointments", "member.appoint", TAG, "Appoints a person to a position.")
        .on("person")
        .makes()
        .answers("Appointed");
    type Shown = Made;

    /// A person of another body is not there.
    async fn ready(self, app: &App, actor: &Actor) -> Result<Self, Failure> {
        member::find(app, actor, self.person).await?;
        Ok(self)
    }
}

impl Act for EndAppointment {
    const ROW: Row = ends("/appointments/{id}/end", "appointment.end", "Ends an appointment.").form(
        Access::Right(SystemRight::ManageUsers),
        "/people",
        "appointment-ended",
    );
    type Shown = ();
}

const fn ends(path: &'static str, name: &'static str, says: &'static str) -> Row {
    Row::post(path, name, TAG, says).on("id").quiet().fails(&[403, 404])
}

impl Sent for EndSection {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let until = last_day(about, reader);
        Some(Self { id: about.id()?, until })
    }
}

impl Sent for EndPosition {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let until = last_day(about, reader);
        Some(Self { id: about.id()?, until })
    }
}

impl Sent for EndAppointment {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let until = last_day(about, reader);
        Some(Self { id: about.id()?, until })
    }

    /// It stands on the page of the person.
    async fn back(about: &About<'_>) -> Result<String, WebError> {
        Ok(about.back_below("/people/", Self::SHEET.back))
    }
}
