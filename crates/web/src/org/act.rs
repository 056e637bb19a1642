//! 組織: sections, positions, appointments, absences.

use tatefuda_app::{
    member,
    org::{Appoint, ChangeSection, CreatePosition, CreateSection, EndAppointment, EndPosition, EndSection},
};
use tatefuda_domain::SystemRight;

use crate::{
    act::{About, Act, Made, Row, Sent, Sheet, last_day},
    api::caller::Caller,
    error::WebError,
    form::Reader,
    routes::Access,
};

const TAG: &str = "people";

impl Act for CreateSection {
    const ROW: Row = Row::post("/api/v1/sections", "section_add", TAG, "Enters a section.").makes().fails(&[403, 422]);
    type Shown = Made;
}

impl Act for ChangeSection {
    const ROW: Row =
        Row::put("/api/v1/sections/{id}", "section_change", TAG, "Says what a section is in the organisation.")
            .on("section")
            .quiet()
            .fails(&[403, 404, 422]);
    type Shown = ();
}

impl Act for EndSection {
    const ROW: Row = ends("/api/v1/sections/{id}/end", "section_end", "Ends a section.");
    type Shown = ();
}

impl Act for CreatePosition {
    const ROW: Row =
        Row::post("/api/v1/positions", "position_add", TAG, "Enters a position.").makes().fails(&[403, 422]);
    type Shown = Made;
}

impl Act for EndPosition {
    const ROW: Row = ends("/api/v1/positions/{id}/end", "position_end", "Ends a position.");
    type Shown = ();
}

impl Act for Appoint {
    const ROW: Row =
        Row::post("/api/v1/people/{id}/appointments", "member_appoint", TAG, "Appoints a person to a position.")
            .on("person")
            .makes()
            .answers("Appointed");
    type Shown = Made;

    /// A person of another body is not there.
    async fn ready(self, caller: &Caller) -> Result<Self, WebError> {
        member::find(caller.app(), caller.actor(), self.person).await?;
        Ok(self)
    }
}

impl Act for EndAppointment {
    const ROW: Row = ends("/api/v1/appointments/{id}/end", "appointment_end", "Ends an appointment.");
    type Shown = ();
}

const fn ends(path: &'static str, name: &'static str, says: &'static str) -> Row {
    Row::post(path, name, TAG, says).on("id").quiet().fails(&[403, 404])
}

impl Sent for EndSection {
    const SHEET: Sheet = Sheet {
        path: "/sections/{id}/end",
        name: "section.end",
        access: Access::Right(SystemRight::ManageUsers),
        back: "/organisation",
        flash: "section-ended",
    };

    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let until = last_day(about, reader);
        Some(Self { id: about.id()?, until })
    }
}

impl Sent for EndPosition {
    const SHEET: Sheet = Sheet {
        path: "/positions/{id}/end",
        name: "position.end",
        access: Access::Right(SystemRight::ManageUsers),
        back: "/organisation",
        flash: "position-ended",
    };

    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let until = last_day(about, reader);
        Some(Self { id: about.id()?, until })
    }
}

impl Sent for EndAppointment {
    const SHEET: Sheet = Sheet {
        path: "/appointments/{id}/end",
        name: "appointment.end",
        access: Access::Right(SystemRight::ManageUsers),
        back: "/people",
        flash: "appointment-ended",
    };

    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let until = last_day(about, reader);
        Some(Self { id: about.id()?, until })
    }

    /// It stands on the page of the person.
    fn back(about: &About<'_>) -> String {
        about.back_below("/people/", Self::SHEET.back)
    }
}
