//! Sections and keys of the pack language as the program reads them: what its reference is generated from.

use super::{keys::Key, raw, raw_base, raw_time};

/// Sections with their keys, in the order of the reference. `a.b` is a table `b` inside the items of `a`.
pub const SECTIONS: &[(&str, &[Key])] = &[
    ("pack", raw::Header::KEYS),
    ("pack.sub_rules", raw_time::SubRules::KEYS),
    ("clause", raw::Clause::KEYS),
    ("former", raw_time::Former::KEYS),
    ("term", raw_time::Term::KEYS),
    ("external_norm", raw::ExternalNorm::KEYS),
    ("reading", raw::Reading::KEYS),
    ("silence", raw::Silence::KEYS),
    ("account", raw_time::Account::KEYS),
    ("account_class", raw_time::AccountClass::KEYS),
    ("category", raw::Category::KEYS),
    ("classification", raw::Classification::KEYS),
    ("parameter", raw::Parameter::KEYS),
    ("calendar", raw_time::Calendar::KEYS),
    ("mode", raw::Mode::KEYS),
    ("role", raw::Role::KEYS),
    ("role.rank", raw_time::Rank::KEYS),
    ("actor_kind", raw_time::ActorKind::KEYS),
    ("board", raw_time::Board::KEYS),
    ("standing", raw::Standing::KEYS),
    ("read_as", raw_time::ReadAs::KEYS),
    ("record", raw::Record::KEYS),
    ("record.fields", raw::RecordField::KEYS),
    ("record.lines", raw::Line::KEYS),
    ("record.counts_if", raw::CountsIf::KEYS),
    ("record.validity", raw_time::Validity::KEYS),
    ("record.approval", raw::Approval::KEYS),
    ("rule", raw::Rule::KEYS),
    ("rule.remedy", raw::Remedy::KEYS),
    ("rule.exception", raw::Grant::KEYS),
    ("finding", raw::Finding::KEYS),
    ("exception", raw::Exception::KEYS),
    ("transition", raw_time::Transition::KEYS),
    ("power", raw::Power::KEYS),
    ("ground", raw_time::Ground::KEYS),
    ("lift", raw::Lift::KEYS),
    ("chain", raw::Chain::KEYS),
    ("chain.steps", raw::Step::KEYS),
    ("procedure", raw_time::Procedure::KEYS),
    ("procedure.steps", raw_time::ProcedureStep::KEYS),
    ("duty", raw_time::Duty::KEYS),
    ("duty.missed", raw_time::Consequence::KEYS),
    ("clock", raw_time::Clock::KEYS),
    ("count", raw_time::Count::KEYS),
    ("baseline", raw_time::Baseline::KEYS),
    ("monitor", raw_time::Monitor::KEYS),
    ("monitor.due", raw_time::Due::KEYS),
    ("document", raw_time::Document::KEYS),
    ("document.parts", raw_time::Part::KEYS),
    ("where", raw_base::Guards::KEYS),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_section_that_is_read_is_told_of() {
        let inner = |name: &&&str| !name.contains('.') && **name != "where";
        let told: BTreeSet<&str> = SECTIONS.iter().map(|(name, _)| name).filter(inner).copied().collect();
        assert_eq!(told, super::super::read::SECTIONS.iter().copied().collect());
    }

    #[test]
    fn what_may_be_left_out_is_what_the_reader_lets_pass() {
        let key = |keys: &[Key], name: &str| keys.iter().find(|key| key.name() == name).unwrap().optional;
        assert!(!key(raw::Header::KEYS, "id") && key(raw::Header::KEYS, "from") && key(raw::Header::KEYS, "held"));
        assert!(key(raw::Rule::KEYS, "where") && !key(raw::Parameter::KEYS, "type"));
    }
}
