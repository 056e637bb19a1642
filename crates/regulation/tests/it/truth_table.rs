//! The table of decision 0001, every cell. The act is `outside.like`, which no rule of the house
//! but standing reaches, so that the rule `r` alone decides.

use tatefuda_domain::Action;
use tatefuda_regulation::{Answer, Decision, Outcome, Remedy, Strength};

use crate::support::{ask, facts, record, regulation};

const STRENGTHS: [Strength; 6] = [
    Strength::Absolute,
    Strength::Duty,
    Strength::Principle,
    Strength::AsNeeded,
    Strength::Effort,
    Strength::Information,
];

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Kept,
    NotKept,
    NotKeptRemedy,
    ExceptionRecord,
    WrittenProviso,
    FaultInKept,
    FaultInApplies,
    Unset,
}

const COLUMNS: [Column; 8] = [
    Column::Kept,
    Column::NotKept,
    Column::NotKeptRemedy,
    Column::ExceptionRecord,
    Column::WrittenProviso,
    Column::FaultInKept,
    Column::FaultInApplies,
    Column::Unset,
];

fn answer(strength: Strength, column: Column) -> Answer {
    let mut facts = facts();
    facts.absent("account.url", "nobody knows");
    let demand = match (strength, column) {
        (Strength::AsNeeded, _) => "decision = \"yesno\"",
        (_, Column::Kept) => "kept = 'true'",
        (_, Column::FaultInKept) => "kept = 'has(account.url)'",
        (_, Column::Unset) => "kept = 'param(\"open\")'",
        _ => "ban = true",
    };
    let applies = match (strength, column) {
        (_, Column::FaultInApplies) | (Strength::AsNeeded, Column::FaultInKept) => "applies = 'has(account.url)'",
        (Strength::AsNeeded, Column::Unset) => "applies = 'param(\"open\")'",
        _ => "",
    };
    let remedy = match (strength, column) {
        (Strength::AsNeeded, _) => "",
        (_, Column::NotKeptRemedy) => "remedy = [{ record = \"note\" }]",
        _ => "",
    };
    let grant = if strength == Strength::Principle { "exception = { by = [\"boss\"] }" } else { "" };
    let proviso = if column == Column::WrittenProviso {
        "[[exception]]\nid = \"x\"\nof = [\"r\"]\nclause = [\"T-3\"]\napplies = 'true'"
    } else {
        ""
    };
    if column == Column::ExceptionRecord {
        facts.records.push(record("e", "house:exception"));
    }
    if strength == Strength::AsNeeded && column == Column::Kept {
        facts.records.push(record("n", "yesno"));
    }
    let strength = strength.as_str();
    let regulation = regulation(&format!(
        "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\nstrength = \"{strength}\"\non = [\"outside.like\"]\n{demand}\n{applies}\n{remedy}\n{grant}\n{proviso}"
    ));
    ask(&regulation, Action::OutsideLike, &facts)
}

/// Decision and outcome of the rule, and the ways offered.
fn cell(strength: Strength, column: Column) -> (Decision, Outcome, Vec<&'static str>) {
    let answer = answer(strength, column);
    let line = answer.trace.iter().find(|line| line.rule == "r").expect("the rule is considered");
    let ways = answer.groups.iter().flat_map(|group| &group.alternatives).map(name).collect();
    assert_eq!(answer.decision == Decision::Refused, !answer.refusals.is_empty(), "{strength:?} {column:?}");
    assert_eq!(line.decision, answer.decision);
    assert!(answer.citations.iter().any(|clause| clause.id == "T-1"), "{strength:?} {column:?} does not cite");
    for refusal in &answer.refusals {
        assert!(!refusal.clauses.is_empty() && !refusal.who.is_empty() && !refusal.remedies.is_empty());
        assert!(!refusal.message.ja.is_empty() && !refusal.message.en.is_empty());
    }
    (answer.decision, line.outcome, ways)
}

fn name(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::GiveRecord { kind, .. } if kind == "house:exception" => "exception",
        Remedy::GiveRecord { kind, .. } if kind == "yesno" => "decision",
        Remedy::GiveRecord { .. } => "record",
        Remedy::ChooseField { .. } => "fact",
        Remedy::SetParameter { .. } => "set",
        _ => "other",
    }
}

#[test]
fn every_cell() {
    use Column as C;
    use Decision::{Needs, Permitted, Refused};
    use Outcome::{Broken, Excepted, Fault, Kept, Open, Unset};
    use Strength as S;
    let mut seen = 0;
    for strength in STRENGTHS {
        for column in COLUMNS {
            let expected: (Decision, Outcome, Vec<&str>) = match (strength, column) {
                (S::Information, C::FaultInApplies | C::FaultInKept) => (Permitted, Fault, vec![]),
                (S::Information, C::Unset) => (Permitted, Kept, vec![]),
                (S::Information, _) => (Permitted, Kept, vec![]),
                (_, C::Kept) => (Permitted, Kept, vec![]),
                // As-needed knows only whether a yes or no is recorded.
                (S::AsNeeded, C::NotKept | C::NotKeptRemedy | C::ExceptionRecord) => (Needs, Open, vec!["decision"]),
                (S::AsNeeded, C::Unset) => (Refused, Unset, vec![]),
                (S::Effort, C::NotKept | C::NotKeptRemedy | C::ExceptionRecord) => (Permitted, Open, vec![]),
                (S::Effort, C::FaultInApplies | C::FaultInKept) => (Permitted, Fault, vec![]),
                (S::Effort, C::Unset) => (Permitted, Unset, vec![]),
                // A written proviso counts at every strength.
                (_, C::WrittenProviso) => (Permitted, Excepted, vec![]),
                (S::Principle, C::ExceptionRecord) => (Permitted, Excepted, vec![]),
                (S::Principle, C::NotKept) => (Needs, Open, vec!["exception"]),
                (S::Principle, C::NotKeptRemedy) => (Needs, Open, vec!["record", "exception"]),
                (S::Principle, C::FaultInApplies | C::FaultInKept) => (Needs, Fault, vec!["exception", "fact"]),
                // A record that no written exception names does not open a duty.
                (_, C::NotKept | C::ExceptionRecord) => (Refused, Broken, vec![]),
                (_, C::NotKeptRemedy) => (Needs, Open, vec!["record"]),
                (_, C::FaultInApplies | C::FaultInKept) => (Refused, Fault, vec![]),
                (_, C::Unset) => (Refused, Unset, vec![]),
            };
            let expected = match (strength, column) {
                // An informing rule with an unset parameter reads nothing that could stop it.
                (S::Information, C::Unset) => (Permitted, Fault, vec![]),
                _ => expected,
            };
            assert_eq!(cell(strength, column), expected, "{strength:?} × {column:?}");
            seen += 1;
        }
    }
    assert_eq!(seen, 48);
}

#[test]
fn a_principle_without_a_granter_is_refused_until_one_is_set() {
    let text =
        "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\nstrength = \"principle\"\non = [\"outside.like\"]\nban = true";
    let open = ask(&regulation(text), Action::OutsideLike, &facts());
    assert_eq!(open.decision, Decision::Refused);
    let set = |remedy: &Remedy| matches!(remedy, Remedy::SetParameter { param, .. } if param == "exception:r");
    assert!(open.refusals[0].remedies.iter().any(set), "{:?}", open.refusals[0].remedies);
}

#[test]
fn an_effort_that_is_open_is_shown() {
    let answer = answer(Strength::Effort, Column::NotKeptRemedy);
    let note = answer.notes.iter().find(|line| line.rule == "r").expect("noted");
    assert_eq!((note.outcome, note.remedies.len()), (Outcome::Open, 1));
}

/// The row of powers.
#[test]
fn powers() {
    let power = |more: &str| {
        format!("[[power]]\nid = \"p\"\nclause = [\"T-1\"]\ngrants = [\"comment.delete\"]\nby = [\"writer\"]\n{more}")
    };
    let decide = |text: &str| {
        let mut facts = facts();
        facts.absent("account.url", "nobody knows");
        ask(&regulation(text), Action::CommentDelete, &facts)
    };
    let granted = decide(&power(""));
    assert_eq!((granted.decision, granted.powers_used.len()), (Decision::Permitted, 1));
    let needs = decide(&power("needs = [\"note\"]"));
    assert_eq!((needs.decision, needs.groups.len()), (Decision::Needs, 1));
    assert_eq!(decide(&power("applies = 'false'")).decision, Decision::Refused);
    assert_eq!(decide(&power("applies = 'has(account.url)'")).decision, Decision::Refused);
    let unset = decide(&power("applies = 'param(\"open\")'"));
    assert_eq!(unset.decision, Decision::Refused);
    assert!(unset.refusals.iter().any(|line| line.outcome == Outcome::Unset));
    let other = decide(&power("").replace("\"writer\"", "\"boss\""));
    assert_eq!(other.decision, Decision::Refused);
    // Any granted power suffices.
    let two = format!("{}\n{}", power("applies = 'false'"), power("").replace("\"p\"", "\"q\""));
    assert_eq!(decide(&two).powers_used[0].id, "q");
    // Silence: an act that needs a power is refused, any other permitted; both cite it.
    let silence = "[[silence]]\nid = \"s\"\non = [\"comment.delete\", \"outside.like\"]\nclause = [\"T-2\"]\nmessage = { ja = \"なし\", en = \"none\" }";
    let refused = decide(silence);
    assert_eq!(refused.decision, Decision::Refused);
    assert!(refused.refusals.iter().any(|line| line.clauses.iter().any(|clause| clause.id == "T-2")));
    let permitted = ask(&regulation(silence), Action::OutsideLike, &facts());
    assert_eq!(permitted.decision, Decision::Permitted);
    assert!(permitted.citations.iter().any(|clause| clause.id == "T-2"));
    // … and without an entry the scope clause.
    let bare = ask(&regulation(""), Action::OutsideLike, &facts());
    assert!(bare.is_permitted() && bare.citations.iter().any(|clause| clause.id == "T-0"));
}
