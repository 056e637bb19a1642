//! `tatefuda print`: descriptions that are committed and compared by the gate.

use std::process::ExitCode;

use clap::Subcommand;

use crate::world::say;

/// What to print.
#[derive(Debug, Subcommand)]
pub enum Print {
    /// The description of the JSON interface.
    Openapi,
    /// The table of routes.
    Routes,
}

impl Print {
    pub fn run(&self) -> ExitCode {
        say(match self {
            Self::Openapi => tatefuda_web::openapi_json(),
            Self::Routes => tatefuda_web::routes::json(),
        }
        .trim_end());
        ExitCode::SUCCESS
    }
}
