//! Places where people are told what waits.

use jiff::civil::Time;
use tatefuda_app::notice::{AddPlace, ChangePlace, EndPlace, Hours, ProvePlace, Proven, SendCode};
use tatefuda_domain::notice::Pace;

use crate::{
    act::{About, Act, Changed, Made, Row, Sent, Shown, version},
    form::Reader,
    routes::Access,
};

const TAG: &str = "notices";
const LIST: &str = "/notices";

impl Act for AddPlace {
    const ROW: Row =
        Row::post(LIST, "notice.add", TAG, "Names a place at which one wants to be told; a code goes there.")
            .makes()
            .fails(&[422]);
    type Shown = Made;
}

impl Act for ProvePlace {
    const ROW: Row = Row::post(
        "/notices/{id}/prove",
        "notice.prove",
        TAG,
        "Gives a code back. A wrong one is counted, and no error.",
    )
    .on("id")
    .fails(&[404]);
    type Shown = Proven;
}

impl Shown for Proven {}

impl Act for SendCode {
    const ROW: Row = Row::post("/notices/{id}/code", "notice.code", TAG, "Has another code sent.")
        .on("id")
        .quiet()
        .fails(&[404, 409])
        .form(Access::Staff, LIST, "notice-code");
    type Shown = ();
}

impl Sent for SendCode {
    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}

impl Act for ChangePlace {
    const ROW: Row =
        Row::post("/notices/{id}/change", "notice.change", TAG, "Changes when something is told at a place.")
            .on("id")
            .seen()
            .fails(&[404, 412, 422])
            .form(Access::Staff, LIST, "notice-changed");
    type Shown = Changed;
}

impl Sent for ChangePlace {
    fn read(about: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let version = version(reader);
        let lang = reader.required("lang");
        let hours = hours(reader);
        Some(Self { id: about.id()?, version: version?, lang, hours: hours? })
    }
}

impl Act for EndPlace {
    const ROW: Row = Row::post(
        "/notices/{id}/end",
        "notice.end",
        TAG,
        "Ends a place: one's own, or with the right to manage users anybody's.",
    )
    .on("id")
    .quiet()
    .fails(&[404])
    .form(Access::Staff, LIST, "notice-ended");
    type Shown = ();
}

impl Sent for EndPlace {
    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}

/// When something is told, as a form says it.
pub(super) fn hours(reader: &mut Reader<'_>) -> Option<Hours> {
    let pace = reader.required("pace");
    let pace = Pace::parse(&pace);
    if pace.is_none() {
        reader.issue("pace", "required");
    }
    let mut minute = |name: &str| {
        let time: Option<Time> = reader.needed(name, "not-a-time");
        time.map(|time| i64::from(time.hour()) * 60 + i64::from(time.minute()))
    };
    let (from, until, daily) = (minute("quiet_from"), minute("quiet_until"), minute("daily_at"));
    Some(Hours { pace: pace?, quiet_from: from?, quiet_until: until?, daily_at: daily? })
}
