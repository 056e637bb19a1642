//! The nouns of the running program: the one list. What no command here asks about and no provider here supplies is not
//! kept by the program, whatever a pack says: coverage shows it as not connected.

use std::collections::BTreeSet;

use tatefuda_domain::{Action, Env};
use tatefuda_store::Db;
use tatefuda_vault::{KeyRing, NodeState};

pub use crate::noun::Entry;
use crate::{
    account, amendment, audit, case, config::Config, copy, core::App, device, duty, facts, hand, import, login, media,
    member, notice, noun::Noun, org, outside, paper, post, publication, record, regulation, removal, request, session,
    setting, stop, task, tenant, token,
};

/// Every noun that hands something over.
static NOUNS: [Noun; 28] = [
    account::NOUN,
    amendment::NOUN,
    audit::NOUN,
    case::NOUN,
    copy::NOUN,
    device::NOUN,
    duty::NOUN,
    hand::NOUN,
    import::NOUN,
    login::NOUN,
    media::NOUN,
    member::NOUN,
    notice::NOUN,
    org::NOUN,
    outside::NOUN,
    paper::NOUN,
    post::NOUN,
    publication::NOUN,
    record::NOUN,
    regulation::NOUN,
    removal::NOUN,
    request::NOUN,
    session::NOUN,
    setting::NOUN,
    stop::NOUN,
    task::NOUN,
    tenant::NOUN,
    token::NOUN,
];

impl App {
    /// Joins the parts, for a program that keeps no state of its own: what it remembers of its bodies ends with it.
    pub fn new(db: Db, env: Env, keys: KeyRing, config: Config) -> Self {
        Self::on_node(db, env, keys, config, NodeState::in_memory())
    }

    /// Joins the parts of a node.
    pub fn on_node(db: Db, env: Env, keys: KeyRing, config: Config, state: NodeState) -> Self {
        Self::of(&NOUNS, db, env, keys, config, state)
    }
}

/// Every command.
pub fn commands() -> Vec<Entry> {
    NOUNS.iter().flat_map(|noun| noun.commands).copied().collect()
}

/// The acts about which some commands ask.
pub fn asked(commands: &[Entry]) -> BTreeSet<Action> {
    commands.iter().flat_map(|command| command.asks).copied().collect()
}

/// Every field that some provider supplies.
pub fn supplied() -> BTreeSet<&'static str> {
    let nouns = NOUNS.iter().filter_map(|noun| noun.facts).flat_map(|facts| facts.supplies());
    nouns.copied().chain(facts::supplied()).collect()
}

/// Events whose last time is supplied, in the order of their names.
pub fn events() -> BTreeSet<&'static str> {
    let nouns = NOUNS.iter().filter_map(|noun| noun.facts).flat_map(|facts| facts.events());
    nouns.copied().chain(facts::events()).collect()
}

/// Events that some command makes happen, by their first part.
pub fn happens(commands: &[Entry]) -> BTreeSet<&'static str> {
    commands.iter().flat_map(|command| command.happens).copied().collect()
}

/// Kinds of things on which procedures can run.
pub fn things() -> BTreeSet<&'static str> {
    case::SUBJECTS.iter().map(|subject| subject.as_str()).collect()
}

/// Kinds of findings that a detector finds in texts.
pub fn findings() -> BTreeSet<&'static str> {
    NOUNS.iter().flat_map(|noun| (noun.findings)()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::SubjectKind;

    #[test]
    fn each_kind_of_subject_has_one_provider() {
        let providers: Vec<_> = NOUNS.iter().filter_map(|noun| noun.facts).collect();
        for kind in SubjectKind::ALL {
            let of = providers.iter().filter(|one| one.subjects().contains(kind)).count();
            assert_eq!(of, 1, "{kind:?}");
        }
    }

    #[test]
    fn no_field_is_supplied_twice() {
        let all: Vec<&str> =
            NOUNS.iter().filter_map(|noun| noun.facts).flat_map(|one| one.supplies()).copied().collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len());
    }

    #[test]
    fn nouns_and_commands_have_one_name_each() {
        let names: BTreeSet<&str> = NOUNS.iter().map(|noun| noun.name).collect();
        assert_eq!(names.len(), NOUNS.len());
        let commands: BTreeSet<&str> = commands().iter().map(|command| command.name).collect();
        assert_eq!(commands.len(), super::commands().len());
    }
}
