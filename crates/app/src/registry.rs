//! The commands of the running program, by noun. What no command here asks about is not kept by the program, whatever a
//! pack says: coverage shows it as not connected.

use std::collections::BTreeSet;

use tatefuda_domain::Action;

use crate::{
    account, audit, command::Command, copy, device, media, member, org, post, publication, record, regulation, session,
    setting, stop, tenant, token,
};

/// A command that the program carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its name, `noun.verb`.
    pub name: &'static str,
    /// The acts about which it asks the regulation.
    pub asks: &'static [Action],
}

impl Entry {
    /// The entry of a command. Each noun lists its own in `COMMANDS`; a lint misses none.
    pub const fn of<C: Command>() -> Self {
        Self { name: C::NAME, asks: C::ASKS }
    }
}

/// Every command.
pub fn commands() -> Vec<Entry> {
    [
        account::COMMANDS,
        audit::COMMANDS,
        copy::COMMANDS,
        device::COMMANDS,
        media::COMMANDS,
        member::COMMANDS,
        org::COMMANDS,
        post::COMMANDS,
        publication::COMMANDS,
        record::COMMANDS,
        regulation::COMMANDS,
        session::COMMANDS,
        setting::COMMANDS,
        stop::COMMANDS,
        tenant::COMMANDS,
        token::COMMANDS,
    ]
    .concat()
}

/// The acts about which some commands ask.
pub fn asked(commands: &[Entry]) -> BTreeSet<Action> {
    commands.iter().flat_map(|command| command.asks).copied().collect()
}
