//! Layers beside the body's document: the prefecture's, a section's own rules. And inheritance from a base pack.

use std::sync::Arc;

use tatefuda_domain::Action;
use tatefuda_regulation::{
    Answer, Decision, Facts, Outcome, Pack, PackErrors, PackSource, ProcedureFact, Question, Regulation, Remedy,
    Settings, WatchState,
};

use crate::support::{HEAD, ask, asked_by, body, facts, house, now, question, record, regulation, settings, step};

/// The head of a further layer: a clause, a role bound by a setting, a record kind of its own.
fn head(id: &str, layer: &str) -> String {
    format!(
        r#"
[pack]
id = "{id}"
layer = "{layer}"
version = "1"
zone = "Asia/Tokyo"
body = {{ ja = "係", en = "Section" }}
title = {{ ja = "係の細目", en = "Rules of a section" }}
scope_clause = "S-1"

[[clause]]
id = "S-1"
ja = "細目一"
en = "one of the section"

[[role]]
id = "lead"
label = {{ ja = "係長", en = "lead" }}
bound = "position"

[[record]]
id = "note"
label = {{ ja = "係の記録", en = "note of the section" }}
by = ["lead"]
scope = "subject"
fields = [{{ id = "answer", type = "text", label = {{ ja = "答え", en = "answer" }} }}]
"#
    )
}

fn further(id: &str, layer: &str, more: &str) -> Arc<Pack> {
    let source = PackSource::new([("pack.toml", head(id, layer)), ("rules.toml", more.to_owned())]);
    Arc::new(Pack::load(&source).unwrap_or_else(|errors| panic!("{errors}")))
}

/// The body's document lets sections add rules.
fn admitting(more: &str) -> Arc<Pack> {
    let head =
        HEAD.replace("version = \"1\"", "version = \"1\"\nsub_rules = { clause = [\"T-2\"], record = \"note\" }");
    let source = PackSource::new([("pack.toml", head), ("rules.toml", more.to_owned())]);
    Arc::new(Pack::load(&source).unwrap_or_else(|errors| panic!("{errors}")))
}

fn set() -> Settings {
    let mut settings = settings();
    for key in ["role:s:lead", "role:p:lead", "role:q:lead"] {
        settings.set(key, "p-other");
    }
    settings
}

fn joined(body: Arc<Pack>, layers: Vec<Arc<Pack>>) -> Regulation {
    Regulation::layered(house(), body, layers, set()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn refused(body: Arc<Pack>, layers: Vec<Arc<Pack>>) -> PackErrors {
    Regulation::layered(house(), body, layers, set()).expect_err("it does not join")
}

fn rule(clause: &str, id: &str, more: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nclause = [\"{clause}\"]\non = [\"post.publish\"]\n{more}\n")
}

fn publish(regulation: &Regulation, facts: &Facts) -> Answer {
    ask(regulation, Action::PostPublish, facts)
}

#[test]
fn the_join_of_layers_is_the_maximum() {
    let demands = [
        ("kept = 'true'", Decision::Permitted),
        ("record = \"note\"", Decision::Needs),
        ("ban = true", Decision::Refused),
    ];
    for (own, of_body) in demands {
        for (theirs, of_section) in demands {
            for layer in ["prefecture", "section"] {
                let regulation =
                    joined(admitting(&rule("T-1", "r", own)), vec![further("s", layer, &rule("S-1", "r", theirs))]);
                let answer = publish(&regulation, &facts());
                assert_eq!(answer.decision, of_body.max(of_section), "{own} and {theirs} in the {layer}");
                let groups = [of_body, of_section].iter().filter(|one| **one == Decision::Needs).count();
                assert_eq!(answer.groups.len(), groups);
                let theirs = answer.trace.iter().find(|line| line.layer == "s").expect("considered");
                assert_eq!((theirs.decision, &*theirs.clauses), (of_section, &["S-1".into()][..]));
                assert!(answer.citations.iter().any(|cited| cited.document == "s" && cited.id == "S-1"));
            }
        }
    }
}

#[test]
fn an_exception_of_the_body_does_not_reach_a_section() {
    let x = "[[exception]]\nid = \"x\"\nof = [\"r\"]\nclause = [\"T-3\"]\napplies = 'true'\n";
    let regulation = joined(
        admitting(&format!("{}{x}", rule("T-1", "r", "ban = true"))),
        vec![further("s", "section", &rule("S-1", "r", "ban = true"))],
    );
    let answer = publish(&regulation, &facts());
    assert_eq!(answer.decision, Decision::Refused);
    assert_eq!((answer.refusals.len(), answer.refusals[0].layer.as_str()), (1, "s"));
}

#[test]
fn a_further_layer_loosens_nothing() {
    let power = "[[power]]\nid = \"w\"\nclause = [\"S-1\"]\ngrants = [\"comment.hide\"]\nby = [\"lead\"]\n";
    let standing = "[[standing]]\non = [\"outside.like\"]\nby = [\"lead\"]\nclause = [\"S-1\"]\n";
    let lift = "[[lift]]\nrule = \"four-eyes\"\nclause = [\"S-1\"]\n";
    let category = "[[category]]\nid = \"k\"\nlabel = { ja = \"区分\", en = \"kind\" }\nclause = [\"S-1\"]\n";
    for layer in ["section", "prefecture"] {
        for text in [power, standing, lift, category] {
            let errors = refused(admitting(""), vec![further("s", layer, text)]);
            assert_eq!((errors.errors[0].code, errors.errors[0].file.as_str()), ("loosens", "rules.toml"), "{text}");
        }
        // An exception from another layer's rule names a rule that this pack does not have.
        let text = "[[exception]]\nid = \"x\"\nof = [\"registered\"]\nclause = [\"S-1\"]\napplies = 'true'\n";
        let source = PackSource::new([("pack.toml", head("s", layer)), ("rules.toml", text.to_owned())]);
        assert_eq!(Pack::load(&source).expect_err("unknown").errors[0].code, "unknown-rule");
    }
}

#[test]
fn a_section_needs_a_text_that_admits_its_rules_and_a_body_is_no_further_layer() {
    assert_eq!(refused(body(""), vec![further("s", "section", "")]).errors[0].code, "no-sub-rules");
    assert_eq!(refused(admitting(""), vec![further("s", "body", "")]).errors[0].code, "not-further");
    assert!(Regulation::layered(house(), body(""), vec![further("p", "prefecture", "")], set()).is_ok());
}

/// Names by which people, records and settings reach a thing must lead to one thing only.
#[test]
fn names_that_would_hide_each_other_are_refused() {
    let procedure = |clause: &str| {
        format!(
            "[[procedure]]\nid = \"go\"\nlabel = {{ ja = \"手続\", en = \"go\" }}\nclause = [\"{clause}\"]\nsubject = \"account\"\nsteps = [{{ id = \"one\", label = {{ ja = \"一\", en = \"one\" }}, owner = [\"house:staff\"] }}]\n"
        )
    };
    let duty = |clause: &str| {
        format!(
            "[[duty]]\nid = \"look\"\nlabel = {{ ja = \"点検\", en = \"look\" }}\nclause = [\"{clause}\"]\nsubject = \"account\"\nowner = [\"house:staff\"]\nevery = \"day\"\nanswers = [\"ok\"]\n"
        )
    };
    let monitor = |clause: &str| {
        format!(
            "[[monitor]]\nid = \"watch\"\nlabel = {{ ja = \"見張り\", en = \"watch\" }}\nclause = [\"{clause}\"]\nfires = 'true'\n"
        )
    };
    let chain = |id: &str, clause: &str| {
        format!(
            "[[chain]]\nid = \"{id}\"\nlabel = {{ ja = \"手順\", en = \"chain\" }}\nclause = [\"{clause}\"]\nbefore = [\"post.publish\"]\nsteps = [{{ id = \"check\", label = {{ ja = \"確認\", en = \"check\" }}, kind = \"check\", by = [\"house:staff\"] }}]\n"
        )
    };
    let pairs = [
        (procedure("T-1"), procedure("S-1")),
        (duty("T-1"), duty("S-1")),
        (monitor("T-1"), monitor("S-1")),
        (chain("c", "T-1"), chain("d", "S-1")),
    ];
    for (own, theirs) in pairs {
        let errors = refused(admitting(&own), vec![further("s", "section", &theirs)]);
        assert_eq!((errors.errors[0].code, errors.errors[0].file.as_str()), ("doubled-id", "rules.toml"), "{theirs}");
        let errors = refused(admitting(""), vec![further("s", "section", &theirs), further("q", "section", &theirs)]);
        assert_eq!(errors.errors[0].code, "doubled-id");
    }
    // Two packs of one name would share their settings.
    assert_eq!(
        refused(admitting(""), vec![further("s", "section", ""), further("s", "section", "")]).errors[0].code,
        "doubled-id"
    );
    assert_eq!(refused(admitting(""), vec![further("t", "section", "")]).errors[0].code, "doubled-id");
}

#[test]
fn the_order_of_further_layers_means_nothing() {
    let s = further("s", "section", &rule("S-1", "a", "record = \"note\""));
    let p = further("p", "prefecture", &rule("S-1", "b", "ban = true"));
    let answer = |layers| {
        let regulation = joined(admitting(""), layers);
        publish(&regulation, &facts())
    };
    assert_eq!(answer(vec![s.clone(), p.clone()]), answer(vec![p, s]));
}

const CHAIN: &str = r#"
[[chain]]
id = "inner"
label = { ja = "係の手順", en = "chain of the section" }
clause = ["S-1"]
before = ["post.publish"]
steps = [{ id = "lead-reads", label = { ja = "係長の下見", en = "lead reads" }, kind = "check", by = ["lead"] }]
"#;

#[test]
fn steps_of_a_section_are_asked_given_and_sent_back_like_those_of_the_body() {
    let regulation = joined(admitting(""), vec![further("s", "section", CHAIN)]);
    let open = publish(&regulation, &facts());
    assert_eq!(open.decision, Decision::Needs);
    let [Remedy::GiveStep { chain, step: id, who, .. }] = open.groups[0].alternatives.as_slice() else {
        panic!("{:?}", open.groups)
    };
    assert_eq!((chain.as_str(), id.as_str(), who.holders[0].person.as_str()), ("inner", "lead-reads", "x"));
    let mut facts = facts();
    let give = |facts: &Facts, person: &str| {
        let facts = asked_by(facts, person);
        regulation.ask(&question(Action::PostStep, &facts, |q| q.step = Some("lead-reads".into()))).decision
    };
    assert_eq!(give(&facts, "x"), Decision::Permitted);
    assert_eq!(give(&facts, "b"), Decision::Refused, "the boss is not the section's lead");
    // Who may give a step may also send the post back.
    assert_eq!(ask(&regulation, Action::PostReturn, &asked_by(&facts, "x")).decision, Decision::Permitted);
    facts.steps.push(step("lead-reads", "x", "d1"));
    assert_eq!(publish(&regulation, &facts).decision, Decision::Permitted);
}

#[test]
fn procedures_and_duties_of_a_section_can_be_done() {
    let text = r#"
[[procedure]]
id = "inner"
label = { ja = "係の手続", en = "inner" }
clause = ["S-1"]
subject = "account"
opened_by = ["lead"]
steps = [{ id = "one", label = { ja = "一", en = "one" }, owner = ["lead"] }]

[[duty]]
id = "look"
label = { ja = "係の点検", en = "look" }
clause = ["S-1"]
subject = "account"
owner = ["lead"]
every = "day"
answers = ["ok"]
"#;
    let regulation = joined(admitting(""), vec![further("s", "section", text)]);
    let mut facts = facts();
    facts.procedures.push(ProcedureFact {
        closed_at: None,
        id: "i".into(),
        opened_at: "2026-11-20T10:00:00+09:00".parse().expect("a time"),
        origin: None,
        procedure: "inner".into(),
        subject: Some("fb".into()),
        steps: vec![],
    });
    let decide = |facts: &Facts, person: &str| {
        let facts = asked_by(facts, person);
        let step =
            question(Action::StepDo, &facts, |q| (q.procedure, q.step) = (Some("inner".into()), Some("one".into())));
        let duty = question(Action::DutyAnswer, &facts, |q| q.duty = Some("look".into()));
        (regulation.ask(&step).decision, regulation.ask(&duty).decision)
    };
    assert_eq!(decide(&facts, "x"), (Decision::Permitted, Decision::Permitted));
    assert_eq!(decide(&facts, "w"), (Decision::Refused, Decision::Refused));
}

/// A kind of the section and one of the body with the same id are two kinds.
#[test]
fn records_of_a_section_are_its_own() {
    let seen = "kept = 'records(\"note\").exists(n, n.by == \"b\")'";
    let own_seen = format!("{}\n[[rule]]\nid = \"z\"\nclause = [\"T-1\"]\non = [\"post.publish\"]\n{seen}\n", "");
    let regulation = joined(admitting(&own_seen), vec![further("s", "section", &rule("S-1", "r", seen))]);
    let with = |kinds: &[&str]| {
        let mut facts = facts();
        facts.records = kinds.iter().map(|kind| record(kind, kind)).collect();
        publish(&regulation, &facts).refusals.iter().map(|line| line.layer.clone()).collect::<Vec<_>>()
    };
    assert_eq!(with(&[]), ["t", "s"]);
    assert_eq!(with(&["note"]), ["s"]);
    assert_eq!(with(&["s:note"]), ["t"]);
    assert!(with(&["note", "s:note"]).is_empty());
}

/// What runs over time in a section reads its own kinds of record.
#[test]
fn duties_monitors_and_modes_of_a_section_read_its_own_records() {
    let text = r#"
[[mode]]
id = "busy"
label = { ja = "繁忙", en = "busy" }
start = "note"

[[clock]]
id = "noted"
since = "record:note"

[[baseline]]
id = "number"
record = "note"
field = "answer"
at_event = "account.opened"
tolerance = "400d"

[[monitor]]
id = "grew"
label = { ja = "増", en = "grew" }
clause = ["S-1"]
fires = 'latest("number") > 6'

[[monitor]]
id = "silent"
label = { ja = "間", en = "silent" }
clause = ["S-1"]
fires = 'days("noted") >= 1'

[[duty]]
id = "write"
label = { ja = "記録", en = "write" }
clause = ["S-1"]
subject = "account"
owner = ["lead"]
on = ["account.opened"]
answer = "note"

[[rule]]
id = "r"
clause = ["S-1"]
on = ["post.publish"]
where = { mode = ["busy"] }
ban = true
"#;
    let regulation = joined(admitting(""), vec![further("s", "section", text)]);
    let look = |kind: &str| {
        let mut facts = facts();
        facts.events.insert("account.opened".into(), Some("2026-11-12T01:00:00Z".parse().expect("a time")));
        let mut note = record("n", kind);
        note.fields.insert("answer".into(), "7".into());
        // The opening count, and a later one to hold against it.
        let mut first = note.clone();
        first.id = "n0".into();
        first.at = "2026-11-12T01:00:00Z".parse().expect("a time");
        facts.records.extend([first, note]);
        let question = Question::new(Action::RecordGive, now(), &facts);
        let state = |id: &str| regulation.watch(id, &question).expect("it is there").state;
        let from = "2026-11-01T00:00:00+09:00".parse().expect("a time");
        let duty = regulation.instances("write", &question, from, now()).expect("known")[0].state;
        (state("grew"), state("silent"), duty, publish(&regulation, &facts).decision)
    };
    use tatefuda_regulation::DutyState::{Answered, Missed};
    let cannot = WatchState::CannotJudge;
    assert_eq!(look("s:note"), (WatchState::Fires, WatchState::Fires, Answered, Decision::Refused));
    assert_eq!(look("note"), (cannot, cannot, Missed, Decision::Permitted));
}

/// A principle of a section opens to its exception record, which its granters give.
#[test]
fn the_exception_record_of_a_section_is_given_by_its_granter() {
    let more = "strength = \"principle\"\nban = true\nexception = { by = [\"lead\"] }";
    let regulation = joined(admitting(""), vec![further("s", "section", &rule("S-1", "r", more))]);
    assert_eq!(publish(&regulation, &facts()).decision, Decision::Needs);
    let mut give = facts();
    give.set("record.kind", "house:exception").set("record.rule", "s/r");
    for (person, wanted) in [("x", Decision::Permitted), ("b", Decision::Refused)] {
        let give = asked_by(&give, person);
        let answer =
            regulation.ask(&question(Action::RecordGive, &give, |q| q.record_kind = Some("house:exception".into())));
        assert_eq!(answer.decision, wanted, "{person}: {:?}", answer.refusals);
    }
    let mut given = facts();
    let mut exception = record("e", "house:exception");
    exception.fields.insert("rule".into(), "s/r".into());
    given.records.push(exception);
    let answer = publish(&regulation, &given);
    assert_eq!((answer.decision, answer.exceptions_used.len()), (Decision::Permitted, 1));
}

// --- inheritance ---

fn inherit(own: &str, base: &[(&str, &str)]) -> Result<Pack, PackErrors> {
    let own = PackSource::new([("pack.toml", own)]);
    let base = PackSource::new(base.iter().map(|(path, text)| (*path, *text)));
    Pack::load(&own.with_base(&base))
}

fn heir(more_head: &str, more: &str) -> String {
    format!(
        "[pack]\nid = \"h\"\nlayer = \"body\"\nversion = \"1\"\nzone = \"Asia/Tokyo\"\nbody = {{ ja = \"村\", en = \"V\" }}\ntitle = {{ ja = \"村規程\", en = \"Text of V\" }}\nservices = [\"facebook\"]\nscope_clause = \"T-0\"\ncontact = [\"boss\"]\nbase = \"t\"\n{more_head}\n{more}"
    )
}

const BASE_RULES: &str = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"post.publish\"]\nban = true\n[[rule]]\nid = \"q\"\nclause = [\"T-2\"]\non = [\"post.publish\"]\nban = true\n";

#[test]
fn an_own_item_takes_the_place_of_an_inherited_one() {
    let base = [("pack.toml", HEAD), ("rules.toml", BASE_RULES)];
    let ids = |pack: &Pack| pack.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    let plain = inherit(&heir("", ""), &base).expect("loads");
    assert_eq!(ids(&plain), ["r", "q"]);
    assert_eq!((plain.header.id.as_str(), plain.header.base.as_deref()), ("h", Some("t")));
    let replaced = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"post.publish\"]\nkept = 'true'\n";
    let own = inherit(&heir("without = [\"q\"]", replaced), &base).expect("loads");
    assert_eq!(ids(&own), ["r"]);
    let regulation = Regulation::new(house(), Arc::new(own), settings()).expect("joins");
    assert_eq!(publish(&regulation, &facts()).decision, Decision::Permitted);
    // The words of the base serve the rules of its heir.
    let answer = publish(&Regulation::new(house(), Arc::new(plain), settings()).expect("joins"), &facts());
    assert_eq!((answer.refusals[0].message.en.as_str(), answer.refusals[0].layer.as_str()), ("one", "h"));
}

#[test]
fn without_names_what_is_inherited_and_what_is_left_must_hold_together() {
    let base = [("pack.toml", HEAD), ("rules.toml", BASE_RULES)];
    let errors = inherit(&heir("without = [\"nothing\"]", ""), &base).expect_err("unknown");
    assert_eq!((errors.errors[0].code, errors.errors[0].file.as_str()), ("unknown-inherited", "pack.toml"));
    // An item of one's own is not inherited.
    let own = "[[clause]]\nid = \"H-1\"\nja = \"一\"\nen = \"one\"\n";
    assert_eq!(inherit(&heir("without = [\"H-1\"]", own), &base).expect_err("own").errors[0].code, "unknown-inherited");
    // Leaving out what others name is said at the place that names it.
    let errors = inherit(&heir("without = [\"T-2\"]", ""), &base).expect_err("dangling");
    assert!(errors.errors.iter().any(|e| e.code == "unknown-clause" && e.file == "base/rules.toml"), "{errors}");
    let alone = Pack::load(&PackSource::new([("pack.toml", heir("", ""))])).expect_err("no base");
    assert!(alone.errors.iter().any(|error| error.code == "no-base"), "{alone}");
}

#[test]
fn the_digest_covers_the_base() {
    let load =
        |rules: &str| inherit(&heir("", ""), &[("pack.toml", HEAD), ("rules.toml", rules)]).expect("loads").digest();
    assert_eq!(load(BASE_RULES), load(BASE_RULES));
    assert_ne!(load(BASE_RULES), load(&BASE_RULES.replace("ban = true", "kept = 'true'")));
}

/// What the base itself does without, its heir does not get back from the grandparent.
#[test]
fn two_generations() {
    let grandparent = PackSource::new([("pack.toml", HEAD), ("rules.toml", BASE_RULES)]);
    let parent = heir("without = [\"q\"]", "[[clause]]\nid = \"P-1\"\nja = \"親\"\nen = \"parent\"\n");
    let parent = PackSource::new([("pack.toml", parent)]).with_base(&grandparent);
    let child = heir("", "[[rule]]\nid = \"n\"\nclause = [\"P-1\"]\non = [\"post.publish\"]\nban = true\n")
        .replace("id = \"h\"", "id = \"g\"");
    let pack = |child: String| Pack::load(&PackSource::new([("pack.toml", child)]).with_base(&parent));
    let loaded = pack(child.clone()).expect("loads");
    let mut ids: Vec<&str> = loaded.rules.iter().map(|rule| rule.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["n", "r"]);
    // The nearest one wins, and what the parent left out is not there to be left out again.
    let own = child.clone() + "[[rule]]\nid = \"q\"\nclause = [\"P-1\"]\non = [\"post.publish\"]\nkept = 'true'\n";
    assert_eq!(pack(own).expect("loads").rules.len(), 3);
    let again = child.replace("base = \"t\"", "base = \"t\"\nwithout = [\"q\"]");
    assert_eq!(pack(again).expect_err("gone").errors[0].code, "unknown-inherited");
}

#[test]
fn a_layer_that_says_nothing_leaves_no_trace() {
    let plain = publish(&regulation(""), &facts());
    let layered = publish(&joined(body(""), vec![further("p", "prefecture", "")]), &facts());
    assert_eq!(plain.trace, layered.trace);
    assert!(layered.trace.iter().all(|line| line.layer != "p" || line.outcome == Outcome::NotApplicable));
}
