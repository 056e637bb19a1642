//! Procedures: order, owners, what steps need, acts that are steps, the end of a case.
#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_domain::Action;
use tatefuda_regulation::{
    Answer, Decision, DoneFact, Facts, PaperFact, ProcedureFact, RecordFact, Regulation, Remedy, Value,
};

use crate::support::{ask, asked_by, facts, question, record};

const PACK: &str = r#"
[[role]]
id = "other"
label = { ja = "別の職", en = "other" }
bound = "position"

[[record]]
id = "request"
label = { ja = "申請", en = "request" }
by = ["writer"]
scope = "account"
uses = 1

[[record]]
id = "answer"
label = { ja = "要否", en = "yes or no" }
by = ["boss"]
scope = "account"
fields = [{ id = "answer", type = "yes-no", label = { ja = "要否", en = "answer" } }]

[[record]]
id = "resolution"
label = { ja = "議決", en = "resolution" }
by = ["writer"]
scope = "account"
counts_if = { field = "result", is = "passed" }
fields = [{ id = "result", type = "text", label = { ja = "結果", en = "result" } }]

[[record]]
id = "form"
label = { ja = "様式", en = "form" }
by = ["writer"]
scope = "account"
fields = [
  { id = "purpose", type = "text", label = { ja = "目的", en = "purpose" } },
  { id = "remark", type = "text", required = false, label = { ja = "備考", en = "remark" } },
]

[[board]]
id = "council"
label = { ja = "委員会", en = "council" }
secretary = ["writer"]
record = "resolution"

[[document]]
id = "paper"
label = { ja = "申請書", en = "paper" }
clause = ["T-2"]
kind = "form"
scope = "account"
record = "form"
parts = [
  { id = "name", label = { ja = "名称", en = "name" }, fact = "account.name" },
  { id = "purpose", label = { ja = "目的", en = "purpose" }, field = "purpose" },
  { id = "remark", label = { ja = "備考", en = "remark" }, required = false, field = "remark" },
]

[[procedure]]
id = "closing"
label = { ja = "廃止", en = "closing" }
clause = ["T-1"]
subject = "account"
opened_by = ["writer"]
ends_in = "deleted"

[[procedure.steps]]
id = "ask"
label = { ja = "申請", en = "ask" }
clause = ["T-2"]
owner = ["writer"]
record = "request"

[[procedure.steps]]
id = "agree"
label = { ja = "合議", en = "agree" }
acks = ["boss", "other"]
after = ["ask"]

[[procedure.steps]]
id = "decide"
label = { ja = "判断", en = "decide" }
owner = ["boss"]
decision = "answer"
after = ["ask"]

[[procedure.steps]]
id = "vote"
label = { ja = "議決", en = "vote" }
decision_of = "council"
after = ["agree", "decide"]

[[procedure.steps]]
id = "file"
label = { ja = "書類", en = "file" }
owner = ["writer"]
document = "paper"
optional = true
after = ["ask"]

[[procedure.steps]]
id = "delete"
label = { ja = "削除", en = "delete" }
clause = ["T-3"]
owner = ["boss"]
act = "account.delete"
after = ["vote"]
"#;

const OPENED: &str = "2026-11-10T09:00:00+09:00";

fn at(text: &str) -> jiff::Timestamp {
    text.parse().expect("a time")
}

fn done(step: &str, person: &str) -> DoneFact {
    DoneFact {
        at: at("2026-11-12T09:00:00+09:00"),
        capacity: format!("c-{person}"),
        person: person.into(),
        step: step.into(),
    }
}

fn instance(procedure: &str, steps: &[(&str, &str)]) -> ProcedureFact {
    ProcedureFact {
        closed_at: None,
        id: format!("i-{procedure}"),
        opened_at: at(OPENED),
        origin: None,
        procedure: procedure.into(),
        subject: Some("fb".into()),
        steps: steps.iter().map(|(step, person)| done(step, person)).collect(),
    }
}

/// A question about the account; the procedure runs with these steps done.
fn account(steps: Option<&[(&str, &str)]>) -> Facts {
    let mut facts = facts();
    facts.authors.clear();
    let subject = facts.subject.as_mut().expect("subject");
    (subject.kind, subject.id, subject.account, subject.digest) =
        ("account".into(), "fb".into(), Some("fb".into()), None);
    facts.procedures.extend(steps.map(|steps| instance("closing", steps)));
    facts
}

fn given(id: &str, kind: &str, field: &str, value: &str, when: &str) -> RecordFact {
    let mut record = record(id, kind);
    (record.subject, record.digest, record.at) = (Some("fb".into()), None, at(when));
    record.fields = [(field.to_owned(), value.to_owned())].into();
    record
}

fn pack() -> Regulation {
    with("")
}

fn with(more: &str) -> Regulation {
    let mut settings = crate::support::settings();
    settings.set("role:other", "p-other");
    Regulation::new(crate::support::house(), crate::support::body(&format!("{PACK}{more}")), settings)
        .unwrap_or_else(|errors| panic!("{errors}"))
}

fn step(regulation: &Regulation, facts: &Facts, person: &str, step: &str) -> Answer {
    let facts = asked_by(facts, person);
    regulation
        .ask(&question(Action::StepDo, &facts, |q| (q.procedure, q.step) = (Some("closing".into()), Some(step.into()))))
}

fn groups(answer: &Answer) -> Vec<&str> {
    answer.groups.iter().map(|group| group.id.as_str()).collect()
}

fn act(regulation: &Regulation, facts: &Facts, person: &str) -> Answer {
    // Standing on the act itself is given to everybody; whose step it is decides.
    ask(regulation, Action::AccountDelete, &asked_by(facts, person))
}

const EVERYBODY: &str = "[[standing]]\nid = \"all\"\non = [\"account.delete\", \"account.suspend\", \"account.change\", \"incident.close\"]\nby = [\"writer\", \"boss\", \"other\"]\nclause = [\"T-0\"]\n";

#[test]
fn nothing_is_done_before_the_procedure_is_opened() {
    let answer = step(&pack(), &account(None), "w", "ask");
    assert_eq!((answer.decision, groups(&answer)), (Decision::Needs, vec!["t/closing/ask"]));
    let [Remedy::OpenProcedure { procedure, who, .. }] = answer.groups[0].alternatives.as_slice() else {
        panic!("{:?}", answer.groups)
    };
    assert_eq!((procedure.as_str(), who[0].holders[0].person.as_str()), ("closing", "w"));
    // One that has ended, or that begins later, does not run.
    let ended = |opened: &str, closed: Option<&str>| {
        let mut facts = account(Some(&[("ask", "w")]));
        facts.procedures[0].opened_at = at(opened);
        facts.procedures[0].closed_at = closed.map(at);
        let decided = step(&pack(), &facts, "b", "agree");
        decided.groups.iter().any(|group| matches!(group.alternatives[0], Remedy::OpenProcedure { .. }))
    };
    assert!(!ended(OPENED, None));
    assert!(ended(OPENED, Some("2026-11-20T09:00:00+09:00")));
    assert!(!ended(OPENED, Some("2026-11-21T10:00:01+09:00")), "it still ran at the time asked about");
    assert!(ended("2026-11-21T10:00:01+09:00", None));
    // Another account's procedure is not this one's.
    let mut other = account(Some(&[("ask", "w")]));
    other.procedures[0].subject = Some("other".into());
    assert!(matches!(step(&pack(), &other, "b", "agree").groups[0].alternatives[0], Remedy::OpenProcedure { .. }));
}

#[test]
fn a_step_waits_for_those_before_it_and_belongs_to_its_owner() {
    let regulation = pack();
    let request = given("r", "request", "x", "y", "2026-11-11T09:00:00+09:00");
    let mut fresh = account(Some(&[]));
    fresh.records.push(request.clone());
    assert_eq!(step(&regulation, &fresh, "w", "ask").decision, Decision::Permitted);
    let foreign = step(&regulation, &fresh, "b", "ask");
    assert_eq!((foreign.decision, foreign.refusals[0].clauses[0].id.as_str()), (Decision::Refused, "T-2"));
    let early = step(&regulation, &fresh, "b", "agree");
    assert_eq!((early.decision, groups(&early)), (Decision::Needs, vec!["t/closing/ask"]));
    // The clause that waits and the clause that is open are both cited.
    let cited: Vec<&str> = early.groups[0].clauses.iter().map(|clause| clause.id.as_str()).collect();
    assert_eq!(cited, ["T-1", "T-2"]);
    let unknown = step(&regulation, &fresh, "w", "nothing");
    assert_eq!(unknown.decision, Decision::Refused);
}

#[test]
fn each_acknowledging_role_does_the_step() {
    let regulation = with(EVERYBODY);
    let vote_waits = |steps: &[(&str, &str)]| {
        let mut facts = account(Some(steps));
        facts.records.push(given("v", "resolution", "result", "passed", "2026-11-15T09:00:00+09:00"));
        groups(&step(&regulation, &facts, "w", "vote")).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let before = [("ask", "w"), ("decide", "b")];
    let and = |more: &[(&'static str, &'static str)]| [&before[..], more].concat();
    assert_eq!(vote_waits(&before), ["t/closing/agree"]);
    assert_eq!(vote_waits(&and(&[("agree", "b")])), ["t/closing/agree"], "one of two officers");
    assert_eq!(vote_waits(&and(&[("agree", "b"), ("agree", "w")])), ["t/closing/agree"], "the writer is none of them");
    assert!(vote_waits(&and(&[("agree", "b"), ("agree", "x")])).is_empty());
    // Whose turn it is: those who have not yet.
    let answer = step(&regulation, &account(Some(&and(&[("agree", "b")]))), "w", "vote");
    let Remedy::DoStep { who, .. } = &answer.groups[0].alternatives[0] else { panic!("{:?}", answer.groups) };
    assert_eq!(who.iter().map(|who| who.role.as_str()).collect::<Vec<_>>(), ["other"]);
}

#[test]
fn a_board_decides_by_its_record_and_a_decision_is_yes_or_no() {
    let regulation = pack();
    let base = [("ask", "w"), ("agree", "b"), ("agree", "x"), ("decide", "b")];
    let vote = |records: &[RecordFact]| {
        let mut facts = account(Some(&base));
        facts.records = records.to_vec();
        step(&regulation, &facts, "w", "vote").decision
    };
    let result = |result: &str, when: &str| given("v", "resolution", "result", result, when);
    assert_eq!(vote(&[]), Decision::Needs);
    assert_eq!(vote(&[result("passed", "2026-11-15T09:00:00+09:00")]), Decision::Permitted);
    assert_eq!(vote(&[result("rejected", "2026-11-15T09:00:00+09:00")]), Decision::Needs);
    assert_eq!(vote(&[result("passed", "2026-11-10T08:59:59+09:00")]), Decision::Needs, "given in an earlier case");
    assert_eq!(vote(&[result("passed", OPENED)]), Decision::Permitted, "given as the case was opened");
    let decide = |records: &[RecordFact]| {
        let mut facts = account(Some(&[("ask", "w")]));
        facts.records = records.to_vec();
        step(&regulation, &facts, "b", "decide").decision
    };
    assert_eq!(decide(&[]), Decision::Needs);
    for answer in ["yes", "no"] {
        assert_eq!(decide(&[given("d", "answer", "answer", answer, "2026-11-15T09:00:00+09:00")]), Decision::Permitted);
    }
}

/// The record that is used up is the one of this case.
#[test]
fn an_earlier_case_lends_no_record() {
    let regulation = pack();
    let mut facts = account(Some(&[]));
    facts.records.push(given("old", "request", "x", "y", "2026-10-01T09:00:00+09:00"));
    let answer = step(&regulation, &facts, "w", "ask");
    assert_eq!((answer.decision, groups(&answer)), (Decision::Needs, vec!["t/closing/ask/request"]));
    facts.records.push(given("new", "request", "x", "y", "2026-11-11T09:00:00+09:00"));
    let answer = step(&regulation, &facts, "w", "ask");
    assert_eq!((answer.decision, answer.consumes), (Decision::Permitted, vec!["new".to_owned()]));
    // Used up, it counts no more.
    facts.records[1].used = true;
    assert_eq!(step(&regulation, &facts, "w", "ask").decision, Decision::Needs);
}

#[test]
fn a_document_is_complete_before_its_step() {
    let regulation = pack();
    let file = |name: Option<&str>, purpose: &str| {
        let mut facts = account(Some(&[("ask", "w")]));
        facts.set("account.name", name.map_or(Value::Nothing, Value::from));
        facts.records.push(given("f", "form", "purpose", purpose, "2026-11-11T09:00:00+09:00"));
        let answer = step(&regulation, &facts, "w", "file");
        let groups = groups(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>();
        (answer.decision, groups)
    };
    assert_eq!(file(Some("町公式"), "広報"), (Decision::Permitted, vec![]));
    let lacks = (Decision::Needs, vec!["t/closing/file/paper".to_owned()]);
    assert_eq!(file(None, "広報"), lacks);
    assert_eq!(file(Some("町公式"), "  "), lacks);
}

/// What stands in the ledger is filled in there, and not in the record of the document.
#[test]
fn a_missing_part_is_filled_in_where_it_stands() {
    let regulation = pack();
    let way = |name: Option<&str>, purpose: &str| {
        let mut facts = account(Some(&[("ask", "w")]));
        facts.set("account.name", name.map_or(Value::Nothing, Value::from));
        facts.records.push(given("f", "form", "purpose", purpose, "2026-11-11T09:00:00+09:00"));
        let answer = step(&regulation, &facts, "w", "file");
        match &answer.groups[0].alternatives[..] {
            [one] => one.clone(),
            other => panic!("{other:?}"),
        }
    };
    let ledger = |one: &Remedy| matches!(one, Remedy::ChooseField { field, .. } if field == "account.name");
    let record = |one: &Remedy| matches!(one, Remedy::GiveRecord { kind, .. } if kind == "form");
    assert!(ledger(&way(None, "広報")));
    assert!(record(&way(Some("町公式"), "")));
    let Remedy::All { of } = way(None, "") else { panic!("both lack") };
    assert!(of.len() == 2 && ledger(&of[0]) && record(&of[1]), "{of:?}");
}

/// Where papers are kept, a step takes one that was archived for it: about this thing, since the case began.
#[test]
fn a_document_is_archived_before_its_step() {
    let regulation = pack();
    let file = |papers: Option<Vec<(&str, Option<&str>, &str)>>| {
        let mut facts = account(Some(&[("ask", "w")]));
        facts.set("account.name", "町公式");
        facts.records.push(given("f", "form", "purpose", "広報", "2026-11-11T09:00:00+09:00"));
        let own = facts.subject.as_ref().unwrap().id.clone();
        let fact = |(document, subject, at): (&str, Option<&str>, &str)| PaperFact {
            at: at.parse().unwrap(),
            document: document.to_owned(),
            id: "p".to_owned(),
            subject: subject.map(|id| if id == "own" { own.clone() } else { id.to_owned() }),
        };
        facts.papers = papers.map(|papers| papers.into_iter().map(fact).collect());
        let answer = step(&regulation, &facts, "w", "file");
        (answer.decision, groups(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let during = "2026-11-11T09:30:00+09:00";
    let lacks = (Decision::Needs, vec!["t/closing/file/paper".to_owned()]);
    assert_eq!(file(None), (Decision::Permitted, vec![]), "nobody keeps papers");
    assert_eq!(file(Some(vec![])), lacks);
    assert_eq!(file(Some(vec![("paper", Some("own"), during)])), (Decision::Permitted, vec![]));
    assert_eq!(file(Some(vec![("other", Some("own"), during)])), lacks);
    assert_eq!(file(Some(vec![("paper", Some("another"), during)])), lacks);
    assert_eq!(file(Some(vec![("paper", Some("own"), "2026-10-01T09:00:00+09:00")])), lacks, "of an earlier case");
    assert_eq!(file(Some(vec![("paper", None, during)])), (Decision::Permitted, vec![]), "of the body as a whole");
}

#[test]
fn the_act_of_a_step_waits_for_its_procedure_its_turn_and_its_owner() {
    let regulation = with(EVERYBODY);
    let all = [("ask", "w"), ("agree", "b"), ("agree", "x"), ("decide", "b"), ("vote", "w")];
    let none = act(&regulation, &account(None), "b");
    assert_eq!(none.decision, Decision::Needs);
    assert!(matches!(none.groups[0].alternatives[0], Remedy::OpenProcedure { .. }));
    let early = act(&regulation, &account(Some(&all[..4])), "b");
    assert_eq!((early.decision, groups(&early)), (Decision::Needs, vec!["t/closing/vote"]));
    let foreign = act(&regulation, &account(Some(&all)), "w");
    assert_eq!((foreign.decision, foreign.refusals[0].clauses[0].id.as_str()), (Decision::Refused, "T-3"));
    assert_eq!(act(&regulation, &account(Some(&all)), "b").decision, Decision::Permitted);
    // The optional step was left out in all of these. Deleting is gated, changing is not.
    assert!(ask(&regulation, Action::AccountChange, &account(None)).is_permitted());
}

fn short(id: &str, owner: &str, act: &str, before: &str) -> String {
    let first = if before.is_empty() {
        String::new()
    } else {
        format!("{{ id = \"{before}\", label = {{ ja = \"前\", en = \"before\" }}, owner = [\"writer\"] }},")
    };
    let after = if before.is_empty() { String::new() } else { format!(", after = [\"{before}\"]") };
    format!(
        "[[procedure]]\nid = \"{id}\"\nlabel = {{ ja = \"手続{id}\", en = \"{id}\" }}\nclause = [\"T-2\"]\nsubject = \"account\"\nopened_by = [\"writer\"]\nsteps = [{first}{{ id = \"go\", label = {{ ja = \"実施\", en = \"go\" }}, owner = [\"{owner}\"], act = \"{act}\"{after} }}]\n"
    )
}

#[test]
fn several_procedures_with_one_act_are_alternatives() {
    let text = format!(
        "{}{}{EVERYBODY}",
        short("a", "boss", "account.suspend", "first"),
        short("b", "boss", "account.suspend", "")
    );
    let regulation = with(&text);
    let suspend = |running: &[&str]| {
        let mut facts = account(None);
        facts.procedures.extend(running.iter().map(|id| instance(id, &[])));
        ask(&regulation, Action::AccountSuspend, &asked_by(&facts, "b"))
    };
    let none = suspend(&[]);
    assert_eq!((none.decision, none.groups[0].alternatives.len()), (Decision::Needs, 2), "either may be opened");
    assert_eq!(suspend(&["a"]).decision, Decision::Needs);
    assert_eq!(suspend(&["b"]).decision, Decision::Permitted);
    assert_eq!(suspend(&["a", "b"]).decision, Decision::Permitted, "the one whose turn it is lets it happen");
}

/// A procedure in which an act comes twice: the second time is the second step.
#[test]
fn an_act_that_comes_twice_is_judged_at_the_step_that_is_open() {
    let text = format!(
        "{EVERYBODY}[[procedure]]\nid = \"move\"\nlabel = {{ ja = \"移管\", en = \"move\" }}\nclause = [\"T-2\"]\nsubject = \"account\"\nopened_by = [\"writer\"]\nsteps = [\n{}\n{}\n{}\n]\n",
        "{ id = \"first\", label = { ja = \"一\", en = \"first\" }, owner = [\"writer\"], act = \"account.change\" },",
        "{ id = \"between\", label = { ja = \"間\", en = \"between\" }, owner = [\"boss\"], after = [\"first\"] },",
        "{ id = \"second\", label = { ja = \"二\", en = \"second\" }, owner = [\"boss\"], act = \"account.change\", after = [\"between\"] },",
    );
    let regulation = with(&text);
    let change = |steps: &[(&str, &str)], person: &str| {
        let mut facts = account(None);
        facts.procedures.push(instance("move", steps));
        ask(&regulation, Action::AccountChange, &asked_by(&facts, person)).decision
    };
    assert_eq!(change(&[], "w"), Decision::Permitted);
    assert_eq!(change(&[("first", "w")], "w"), Decision::Refused, "the second is the boss's");
    assert_eq!(change(&[("first", "w")], "b"), Decision::Needs);
    assert_eq!(change(&[("first", "w"), ("between", "b")], "b"), Decision::Permitted);
}

#[test]
fn an_incident_ends_when_every_step_but_the_optional_ones_is_done() {
    let text = format!(
        "{EVERYBODY}[[procedure]]\nid = \"case\"\nlabel = {{ ja = \"事案\", en = \"case\" }}\nclause = [\"T-2\"]\nsubject = \"incident\"\non = [\"incident.opened\"]\nsteps = [\n{}\n{}\n{}\n]\n",
        "{ id = \"report\", label = { ja = \"報告\", en = \"report\" }, clause = [\"T-1\"], owner = [\"writer\"], within = \"1d\" },",
        "{ id = \"explain\", label = { ja = \"説明\", en = \"explain\" }, owner = [\"writer\"], optional = true, after = [\"report\"] },",
        "{ id = \"close\", label = { ja = \"終結\", en = \"close\" }, clause = [\"T-3\"], owner = [\"boss\"], act = \"incident.close\", after = [\"report\"] },",
    );
    let regulation = with(&text);
    let close = |steps: Option<&[(&str, &str)]>, person: &str| {
        let mut facts = account(None);
        let subject = facts.subject.as_mut().expect("subject");
        (subject.kind, subject.id) = ("incident".into(), "inc".into());
        facts
            .procedures
            .extend(steps.map(|steps| ProcedureFact { subject: Some("inc".into()), ..instance("case", steps) }));
        let answer = ask(&regulation, Action::IncidentClose, &asked_by(&facts, person));
        (answer.decision, groups(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(close(Some(&[]), "b"), (Decision::Needs, vec!["t/case/report".to_owned()]));
    assert_eq!(close(Some(&[("report", "w")]), "b"), (Decision::Permitted, vec![]));
    assert_eq!(close(Some(&[("report", "w")]), "w").0, Decision::Refused, "to close it is the boss's step");
    assert_eq!(close(None, "b").0, Decision::Needs, "the case was never opened");
    // What the event opens, until when, and who has it.
    let facts = account(None);
    let opened = regulation
        .opens(&tatefuda_regulation::Event("incident.opened".into()), &question(Action::RecordGive, &facts, |_| ()));
    assert_eq!((opened.len(), opened[0].id.as_str(), opened[0].what), (1, "case", "procedure"));
    assert_eq!(opened[0].due, Some(at("2026-11-22T23:59:59.999999+09:00")));
    assert_eq!(opened[0].who[0].holders[0].person, "w");
}

/// `applies` of a procedure may go through records; it reads what there is.
#[test]
fn a_procedure_that_applies_by_its_records() {
    let text = format!("{EVERYBODY}{}", short("a", "boss", "account.suspend", "")).replace(
        "subject = \"account\"\nopened_by",
        "subject = \"account\"\napplies = 'records(\"request\").exists(r, r.by == \"b\")'\nopened_by",
    );
    let regulation = with(&text);
    let mut facts = account(None);
    assert!(
        ask(&regulation, Action::AccountSuspend, &asked_by(&facts, "b")).is_permitted(),
        "it does not concern this"
    );
    facts.records.push(given("r", "request", "x", "y", "2026-11-11T09:00:00+09:00"));
    assert_eq!(ask(&regulation, Action::AccountSuspend, &asked_by(&facts, "b")).decision, Decision::Needs);
}

#[test]
fn reads_of_procedures_and_duties_are_told() {
    let text = short("a", "boss", "account.suspend", "").replace(
        "subject = \"account\"\nopened_by",
        "subject = \"account\"\napplies = 'has(account.url) && account.url == \"x\"'\nopened_by",
    );
    let duty = "[[duty]]\nid = \"d\"\nlabel = { ja = \"点検\", en = \"check\" }\nclause = [\"T-1\"]\nsubject = \"account\"\nowner = [\"boss\"]\nevery = \"day\"\nanswers = [\"ok\"]\nblocks = [\"post.publish\"]\napplies = 'has(account.purpose) && account.purpose == \"x\"'\n";
    let regulation = with(&format!("{text}{duty}"));
    assert!(regulation.needed(Action::AccountSuspend).contains("account.url"));
    assert!(regulation.needed(Action::PostPublish).contains("account.purpose"));
}
