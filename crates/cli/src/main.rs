#![doc = include_str!("../README.md")]

mod admin;
mod audit;
mod chart;
mod demo;
mod doctor;
mod export;
mod guard;
mod mark;
mod packs;
mod picture_host;
mod print;
mod regulation;
mod screen;
mod serve;
mod stop;
mod ways;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Official social-media accounts, run by the body's own written regulation.
#[derive(Debug, Parser)]
#[command(name = "tatefuda", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the screens, the API, the public pages and the worker.
    Serve(serve::Serve),
    /// A practice place: every body that comes with it, and a stand-in for each service. Sends nothing to the outside.
    Demo(demo::Demo),
    /// Create or update the database and the keys.
    Migrate(world::Place),
    /// Say what this installation is, what is off, and why.
    Doctor(doctor::Doctor),
    /// The public host of pictures, for services that fetch them; a part of its own that stands on the open web.
    MediaHost(picture_host::MediaHost),
    /// Look at a regulation: lint, test, ask.
    #[command(subcommand)]
    Regulation(regulation::Regulation),
    /// Read texts as JSON lines from standard input and say what is in them.
    Screen(screen::Screen),
    /// Look at the operation records.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Write what residents read as one folder.
    #[command(subcommand)]
    Export(export::Export),
    /// Bodies and administrators.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Stop all sending, of a body or of the whole installation. Two people end it on screen.
    StopAll(stop::StopAllArgs),
    /// Whether this database is the true one: show the mark of this machine, or let sending go on.
    #[command(subcommand)]
    Mark(mark::Mark),
    /// Print what the program says about itself, for the files in `docs/api`.
    #[command(subcommand, hide = true)]
    Print(print::Print),
}

impl Command {
    /// Whether the files it writes are for this installation alone. What residents read, and what is said about packs,
    /// is for others to read.
    fn keeps_things_to_itself(&self) -> bool {
        !matches!(self, Self::Export(_) | Self::Regulation(_) | Self::Print(_))
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Whoever runs a service reads what it did; whoever types a command reads what it says.
    world::log_to_stderr(if matches!(cli.command, Command::Serve(_) | Command::MediaHost(_)) {
        "info"
    } else {
        "warn"
    });
    guard::no_core_dumps();
    if cli.command.keeps_things_to_itself() {
        guard::files_for_the_owner_alone();
    }
    let outcome = match cli.command {
        Command::Serve(serve) => world::block_on(serve.run()),
        Command::Demo(demo) => world::block_on(demo.run()),
        Command::Migrate(place) => world::block_on(place.migrate()),
        Command::Doctor(doctor) => world::block_on(doctor.run()),
        Command::MediaHost(host) => world::block_on(host.run()),
        Command::Regulation(command) => command.run(),
        Command::Screen(screen) => screen.run(),
        Command::Audit(command) => world::block_on(command.run()),
        Command::Export(command) => world::block_on(command.run()),
        Command::Admin(command) => world::block_on(command.run()),
        Command::StopAll(command) => world::block_on(command.run()),
        Command::Mark(command) => world::block_on(command.run()),
        Command::Print(what) => Ok(what.run()),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            world::complain(&error);
            ExitCode::from(2)
        }
    }
}
