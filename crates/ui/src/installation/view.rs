use crate::copy::NodeRow;

/// A body of the installation after its sending was stopped.
#[derive(Clone, Debug)]
pub struct StoppedBody {
    pub name: String,
    /// Its sending is stopped; otherwise it could not be.
    pub stopped: bool,
    /// Its machines.
    pub nodes: Vec<NodeRow>,
}
