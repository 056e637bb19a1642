//! Existing ledgers and staff lists, brought in as a whole (一括取込).

pub(crate) mod act;
pub(crate) mod look;
pub(crate) mod page;
pub(crate) mod seen;
pub(crate) mod table;
