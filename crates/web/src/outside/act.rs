//! Registering what was posted outside the system.

use tatefuda_app::outside::RegisterOutside;

use crate::act::{Act, Made, Row};

impl Act for RegisterOutside {
    const ROW: Row =
        Row::post("/outside", "outside.register", "publications", "Registers a post that was made outside the system.")
            .makes()
            .keyed()
            .fails(&[403, 422]);
    type Shown = Made;
}
