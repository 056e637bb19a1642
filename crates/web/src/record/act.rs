//! Records: what people state and decide.

use tatefuda_app::record::GiveRecord;

use crate::act::{Act, Made, Row};

const TAG: &str = "records";

impl Act for GiveRecord {
    const ROW: Row =
        Row::post("/records", "record.give", TAG, "Gives a record.").makes().answers("GivenRecord").fails(&[403, 422]);
    type Shown = Made;
}
