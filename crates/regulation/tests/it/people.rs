//! Who: bindings, eligibility, co-holders, exclusions, boards, kinds of actor, read-as; documents that came before.

use tatefuda_domain::Action;
use tatefuda_regulation::{
    Answer, AppointmentFact, Decision, Facts, Pack, PackSource, Question, RecordFact, Regulation, Remedy, Settings,
    StepFact,
};

use crate::support::{HEAD, ask, asked_by, body, facts, house, now, question, record, regulation, settings, step};

fn role(id: &str, more: &str) -> String {
    format!("[[role]]\nid = \"{id}\"\nlabel = {{ ja = \"役{id}\", en = \"{id}\" }}\n{more}\n")
}

fn holders(regulation: &Regulation, role: &str, facts: &Facts) -> Vec<String> {
    let mut found: Vec<String> =
        regulation.role_holders(role, facts, now()).holders.iter().map(|holder| holder.person.to_string()).collect();
    found.sort_unstable();
    found
}

fn with(more: &str, set: &[(&str, &str)]) -> Regulation {
    let mut settings = settings();
    for (key, value) in set {
        settings.set(*key, *value);
    }
    Regulation::new(house(), body(more), settings).unwrap_or_else(|errors| panic!("{errors}"))
}

fn person<'f>(facts: &'f mut Facts, person: &str) -> &'f mut AppointmentFact {
    facts.org.iter_mut().find(|one| one.person == person).expect("a person")
}

fn on(id: &str, kind: &str, subject: &str, fields: &[(&str, &str)]) -> RecordFact {
    let mut record = record(id, kind);
    (record.subject, record.digest) = (Some(subject.to_owned()), None);
    record.fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    record
}

const KINDS: &str = r#"
[[record]]
id = "assign"
label = { ja = "指名", en = "assign" }
by = ["boss"]
scope = "account"
fields = [{ id = "who", type = "person", label = { ja = "人", en = "who" } }]

[[record]]
id = "pledge"
label = { ja = "誓約", en = "pledge" }
by = ["house:staff"]
scope = "person"
term = "1fy"
"#;

#[test]
fn bound_by_a_field_of_a_record_on_the_account() {
    let regulation = regulation(&format!("{KINDS}{}", role("keeper", "bound = \"record:assign.who\"")));
    let mut facts = facts();
    assert!(holders(&regulation, "keeper", &facts).is_empty());
    facts.records.push(on("a", "assign", "fb", &[("who", "x")]));
    assert_eq!(holders(&regulation, "keeper", &facts), ["x"]);
    facts.records[0].subject = Some("other-account".into());
    assert!(holders(&regulation, "keeper", &facts).is_empty(), "of another account");
    facts.records[0].subject = Some("fb".into());
    facts.records[0].at = "2026-11-21T10:00:01+09:00".parse().expect("a time");
    assert!(holders(&regulation, "keeper", &facts).is_empty(), "not yet");
}

#[test]
fn an_appointment_by_record_is_for_its_account() {
    let regulation = regulation(&format!("{KINDS}{}", role("keeper", "bound = \"record:assign\"")));
    let mut facts = facts();
    facts.records.push(on("a", "assign", "fb", &[("who", "x")]));
    assert_eq!(holders(&regulation, "keeper", &facts), ["x"]);
    // Where no account is concerned, a record that names none appoints nobody.
    facts.subject = None;
    facts.records[0].subject = None;
    assert!(holders(&regulation, "keeper", &facts).is_empty());
}

#[test]
fn bound_by_a_row_of_a_table() {
    let category = |id: &str| {
        format!("[[category]]\nid = \"{id}\"\nlabel = {{ ja = \"区分\", en = \"{id}\" }}\nclause = [\"T-1\"]\n")
    };
    let text = format!(
        "{}{}[[parameter]]\nid = \"table\"\nlabel = {{ ja = \"表\", en = \"table\" }}\ntype = \"table\"\n{}",
        category("fire"),
        category("fair"),
        role("decider", "bound = \"table:table\"\nkey = \"post.category\""),
    );
    let regulation = with(&text, &[("param:table", "fire = p-boss\nfair = p-other")]);
    let who = |category: Option<&str>| {
        let mut facts = facts();
        match category {
            Some(category) => facts.set("post.category", category),
            None => facts.absent("post.category", "nobody knows"),
        };
        holders(&regulation, "decider", &facts)
    };
    assert_eq!((who(Some("fire")), who(Some("fair"))), (vec!["b".to_owned()], vec!["x".to_owned()]));
    assert!(who(Some("none")).is_empty() && who(None).is_empty());
}

#[test]
fn within_the_section_of_the_owner_the_author_or_the_subject() {
    let kinds = ["owner", "author", "subject", "not-owner"];
    let text: String = kinds.map(|kind| role(kind, &format!("bound = \"staff\"\nwithin = \"{kind}\""))).concat();
    let regulation = regulation(&text);
    let mut facts = facts();
    person(&mut facts, "w").section = "tourism".into();
    person(&mut facts, "b").section = "finance".into();
    person(&mut facts, "x").section = "finance".into();
    facts.set("account.sections", tatefuda_regulation::Value::TextList(vec!["finance".into()]));
    facts.set("record.person", "x");
    let who = |facts: &Facts, role: &str| holders(&regulation, role, facts);
    assert_eq!(who(&facts, "owner"), ["b", "x"]);
    assert_eq!(who(&facts, "not-owner"), ["w"]);
    assert_eq!(who(&facts, "author"), ["w"]);
    assert_eq!(who(&facts, "subject"), ["b", "x"]);
    // Nobody knows whose the account is: nobody is in, and nobody is known to be out.
    facts.absent("account.sections", "unknown").absent("record.person", "unknown");
    assert!(kinds.into_iter().filter(|kind| *kind != "author").all(|kind| who(&facts, kind).is_empty()));
    // Where no account is concerned there is no owner to compare with.
    facts.subject = None;
    assert_eq!((who(&facts, "owner").len(), who(&facts, "not-owner").len()), (3, 3));
}

#[test]
fn rank_branch_kind_and_other_roles_decide_at_the_moment_of_the_act() {
    let order = "[[classification]]\nid = \"ranks\"\nlabel = { ja = \"職位\", en = \"ranks\" }\nclause = [\"T-1\"]\norder = \"order\"\nuse = \"rank\"\n[[parameter]]\nid = \"order\"\nlabel = { ja = \"順\", en = \"order\" }\ntype = \"order\"\n";
    let text = format!(
        "{order}{}{}{}{}",
        role("chief", "bound = \"staff\"\nrank = { scheme = \"ranks\", at_least = \"chief\" }"),
        role("north", "bound = \"staff\"\nbranch = [\"north\"]"),
        role("guest", "bound = \"record:pledge\"\nkinds = [\"citizen\"]"),
        role("both", "bound = \"staff\"\nalso = [\"boss\", \"north\"]"),
    ) + KINDS;
    let mut facts = facts();
    (person(&mut facts, "w").rank, person(&mut facts, "b").rank) = ("clerk".into(), "chief".into());
    (person(&mut facts, "b").branch, person(&mut facts, "x").branch) = ("north".into(), "north".into());
    let ranked = with(&text, &[("param:order", "clerk\nchief\ndirector")]);
    assert_eq!(holders(&ranked, "chief", &facts), ["b"], "an unknown rank is none");
    person(&mut facts, "x").rank = "director".into();
    assert_eq!(holders(&ranked, "chief", &facts), ["b", "x"]);
    assert_eq!(holders(&ranked, "north", &facts), ["b", "x"]);
    assert_eq!(holders(&ranked, "both", &facts), ["b"]);
    // The order of ranks is not set: refused until it is, naming the key.
    let rule = "[[chain]]\nid = \"c\"\nlabel = { ja = \"手順\", en = \"chain\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nsteps = [{ id = \"one\", label = { ja = \"一\", en = \"one\" }, kind = \"check\", by = [\"chief\"] }]\n";
    let unset = ask(&with(&format!("{text}{rule}"), &[]), Action::PostPublish, &facts);
    assert_eq!(unset.decision, Decision::Refused);
    assert!(matches!(&unset.refusals[0].remedies[0], Remedy::SetParameter { param, .. } if param == "param:order"));
    // The kind of actor is asked of the appointment.
    facts.records.push(on("p", "pledge", "x", &[]));
    assert!(holders(&ranked, "guest", &facts).is_empty());
    person(&mut facts, "x").actor_kind = "citizen".into();
    assert_eq!(holders(&ranked, "guest", &facts), ["x"]);
    assert!(!holders(&ranked, "house:staff", &facts).contains(&"x".to_owned()), "a citizen is no staff");
}

#[test]
fn a_holder_has_on_record_what_the_role_asks() {
    let regulation = regulation(&format!("{KINDS}{}", role("sworn", "bound = \"staff\"\nrecords = [\"pledge\"]")));
    let mut facts = facts();
    facts.records.push(on("p", "pledge", "b", &[]));
    assert_eq!(holders(&regulation, "sworn", &facts), ["b"]);
    // At the end of the fiscal year it lapses by itself.
    let at = |when: &str| regulation.role_holders("sworn", &facts, when.parse().expect("a time")).holders.len();
    assert_eq!((at("2027-03-31T23:59:59+09:00"), at("2027-04-01T00:00:00+09:00")), (1, 0));
}

#[test]
fn a_deputy_acts_while_the_holder_is_away() {
    let regulation = regulation(&role("head", "bound = \"position\"\ndeputies = true"));
    let regulation = Regulation::new(house(), regulation_pack(&regulation), {
        let mut settings = settings();
        settings.set("role:head", "p-boss");
        settings
    })
    .expect("joins");
    let mut facts = facts();
    person(&mut facts, "x").deputy_of = Some("c-b".into());
    assert_eq!(holders(&regulation, "head", &facts), ["b"]);
    person(&mut facts, "b").absent = true;
    assert_eq!(holders(&regulation, "head", &facts), ["b", "x"]);
    let deputies: Vec<bool> =
        regulation.role_holders("head", &facts, now()).holders.iter().map(|holder| holder.deputy).collect();
    assert_eq!(deputies, [false, true]);
}

fn regulation_pack(regulation: &Regulation) -> std::sync::Arc<Pack> {
    std::sync::Arc::new(regulation.body().clone())
}

// --- steps of chains ---

fn chain(steps: &str) -> String {
    format!(
        "[[chain]]\nid = \"c\"\nlabel = {{ ja = \"手順\", en = \"chain\" }}\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nsteps = [{steps}]\n"
    )
}

fn label(id: &str) -> String {
    format!("id = \"{id}\", label = {{ ja = \"手順{id}\", en = \"{id}\" }}")
}

/// `b`, `x` and `y` hold the position of the boss.
fn three() -> Facts {
    let mut facts = facts();
    person(&mut facts, "x").position = "p-boss".into();
    let mut third = person(&mut facts, "b").clone();
    (third.person, third.capacity, third.name) = ("y".into(), "c-y".into(), "y".into());
    facts.org.push(third);
    facts
}

fn publish(regulation: &Regulation, facts: &Facts, steps: &[StepFact]) -> Answer {
    let mut facts = facts.clone();
    facts.steps = steps.to_vec();
    ask(regulation, Action::PostPublish, &facts)
}

#[test]
fn co_holders_act_together() {
    for (together, wanted) in [("\"any\"", 1), ("2", 2), ("\"all\"", 3), ("4", 4)] {
        let regulation = regulation(&chain(&format!(
            "{{ {}, kind = \"approve\", by = [\"boss\"], together = {together} }}",
            label("one")
        )));
        for given in 0..=3 {
            let steps: Vec<StepFact> =
                ["b", "x", "y"][..given].iter().map(|person| step("one", person, "d1")).collect();
            let permitted = publish(&regulation, &three(), &steps).is_permitted();
            assert_eq!(permitted, wanted <= given, "{together} with {given}");
        }
        // One person twice is one person; who holds the role no more still counts for when they gave it.
        assert_eq!(
            publish(&regulation, &three(), &[step("one", "b", "d1"), step("one", "b", "d1")]).is_permitted(),
            wanted == 1
        );
    }
}

/// Where a deputy stands in for somebody away, nobody waits for the one who is away.
#[test]
fn all_are_those_who_can_act() {
    let pack = chain(&format!("{{ {}, kind = \"approve\", by = [\"heads\"], together = \"all\" }}", label("one")))
        + &role("heads", "bound = \"position\"\ndeputies = true");
    let regulation = with(&pack, &[("role:heads", "p-boss")]);
    let mut facts = three();
    person(&mut facts, "y").absent = true;
    let mut deputy = person(&mut facts, "b").clone();
    (deputy.person, deputy.capacity, deputy.position) = ("z".into(), "c-z".into(), "p-deputy".into());
    deputy.deputy_of = Some("c-y".into());
    facts.org.push(deputy);
    let gave = |people: &[&str]| {
        let steps: Vec<StepFact> = people.iter().map(|person| step("one", person, "d1")).collect();
        publish(&regulation, &facts, &steps).is_permitted()
    };
    assert!(!gave(&["b", "x"]));
    assert!(gave(&["b", "x", "z"]), "the deputy in the place of the one who is away");
    assert!(gave(&["b", "x", "y"]), "or the one who is away after all");
}

#[test]
fn exclusions_of_author_step_and_role() {
    let one = format!("{{ {}, kind = \"check\", by = [\"boss\"] }}", label("one"));
    let two = |exclude: &str| {
        format!("{{ {}, kind = \"approve\", by = [\"boss\"], after = [\"one\"], exclude = [{exclude}] }}", label("two"))
    };
    let decide = |exclude: &str, second: &str, authors: &[&str]| {
        let text = chain(&format!("{one}, {}", two(exclude))) + &role("auditor", "bound = \"position\"");
        // Four eyes is lifted, so that only the step itself excludes.
        let text = text + "[[lift]]\nrule = \"four-eyes\"\nclause = [\"T-1\"]\n";
        let regulation = with(&text, &[("role:auditor", "p-boss"), ("role:boss", "p-boss\np-other")]);
        let mut facts = facts();
        facts.authors = authors.iter().map(|one| (*one).to_owned()).collect();
        publish(&regulation, &facts, &[step("one", "b", "d1"), step("two", second, "d1")]).is_permitted()
    };
    assert!(decide("", "b", &["w"]));
    assert!(!decide("\"one\"", "b", &["w"]) && decide("\"one\"", "x", &["w"]));
    assert!(!decide("\"author\"", "x", &["w", "x"]) && decide("", "x", &["w", "x"]));
    assert!(!decide("\"role:auditor\"", "b", &["w"]) && decide("\"role:auditor\"", "x", &["w"]));
}

#[test]
fn who_is_excluded_may_not_give_the_step() {
    let text = chain(&format!(
        "{{ {}, kind = \"check\", by = [\"boss\"] }}, {{ {}, kind = \"approve\", by = [\"boss\"], after = [\"one\"], exclude = [\"one\"] }}",
        label("one"),
        label("two")
    ));
    let regulation = regulation(&text);
    let mut facts = three();
    facts.steps = vec![step("one", "b", "d1")];
    let give = |person: &str| {
        let facts = asked_by(&facts, person);
        regulation.ask(&question(Action::PostStep, &facts, |q| q.step = Some("two".into()))).decision
    };
    assert_eq!((give("b"), give("x")), (Decision::Refused, Decision::Permitted));
    let offered = ask(&regulation, Action::PostPublish, &facts);
    let Remedy::GiveStep { who, .. } = &offered.groups[0].alternatives[0] else { panic!("{:?}", offered.groups) };
    assert_eq!(who.holders.iter().map(|holder| holder.person.as_str()).collect::<Vec<_>>(), ["x", "y"]);
}

#[test]
fn boards_means_and_circulation() {
    let kinds = "[[record]]\nid = \"vote\"\nlabel = { ja = \"議決\", en = \"vote\" }\nby = [\"boss\"]\nscope = \"digest\"\ncounts_if = { field = \"r\", is = \"yes\" }\nfields = [{ id = \"r\", type = \"yes-no\", label = { ja = \"可否\", en = \"r\" } }]\n[[board]]\nid = \"council\"\nlabel = { ja = \"委員会\", en = \"council\" }\nsecretary = [\"boss\"]\nrecord = \"vote\"\n";
    let regulation = regulation(&format!(
        "{kinds}{}",
        chain(&format!(
            "{{ {}, kind = \"approve\", decision_of = \"council\" }}, {{ {}, kind = \"circulate\", by = [\"boss\"] }}, {{ {}, kind = \"check\", by = [\"boss\"], means = [\"paper\"] }}",
            label("vote"),
            label("round"),
            label("paper")
        ))
    ));
    let open = |records: &[RecordFact], steps: &[StepFact]| {
        let mut facts = facts();
        facts.records = records.to_vec();
        let answer = publish(&regulation, &facts, steps);
        let noted = answer.notes.iter().any(|note| note.rule == "c/round");
        (answer.groups.iter().map(|group| group.id.clone()).collect::<Vec<_>>(), noted)
    };
    let vote = |answer: &str, digest: &str| {
        let mut vote = record("v", "vote");
        (vote.digest, vote.fields) = (Some(digest.into()), [("r".to_owned(), answer.to_owned())].into());
        vote
    };
    let screen = step("paper", "b", "d1");
    let paper = StepFact { means: "paper".into(), ..screen.clone() };
    let both = vec!["t/c/vote".to_owned(), "t/c/paper".to_owned()];
    assert_eq!(open(&[], &[]), (both.clone(), true));
    assert_eq!(open(&[vote("no", "d1")], &[screen]), (both.clone(), true), "on screen is not on paper");
    assert_eq!(open(&[vote("yes", "d2")], std::slice::from_ref(&paper)).0, ["t/c/vote"], "voted on other content");
    let (left, noted) = open(&[vote("yes", "d1")], std::slice::from_ref(&paper));
    assert!(left.is_empty() && noted, "what is shown around blocks nothing, and is shown as open");
    assert!(!open(&[vote("yes", "d1")], &[paper, step("round", "b", "d1")]).1);
}

/// A principle that is a chain: whoever may except from it can be set and can give the record.
#[test]
fn a_chain_that_is_a_principle_opens_to_an_exception_record() {
    let text = chain(&format!("{{ {}, kind = \"check\", by = [\"boss\"] }}", label("one")))
        .replace("before =", "strength = \"principle\"\nbefore =");
    let unset = regulation(&text);
    assert_eq!(ask(&unset, Action::PostPublish, &facts()).decision, Decision::Refused);
    assert!(unset.setting_keys().iter().any(|key| key.key == "exception:c"), "the key can be set");
    let regulation = with(&text, &[("exception:c", "p-other")]);
    assert_eq!(ask(&regulation, Action::PostPublish, &facts()).decision, Decision::Needs);
    let mut give = facts();
    give.set("record.kind", "house:exception").set("record.rule", "t/c");
    let give = |person: &str| {
        let facts = asked_by(&give, person);
        let kind = Some("house:exception".to_owned());
        regulation.ask(&question(Action::RecordGive, &facts, |q| q.record_kind = kind)).decision
    };
    assert_eq!((give("x"), give("b")), (Decision::Permitted, Decision::Refused));
    let mut given = facts();
    let mut exception = record("e", "house:exception");
    exception.fields.insert("rule".into(), "t/c".into());
    given.records.push(exception);
    let answer = ask(&regulation, Action::PostPublish, &given);
    assert_eq!((answer.decision, answer.exceptions_used.len()), (Decision::Permitted, 1));
    assert!(regulation.record_kinds_on(Action::PostPublish).iter().any(|(id, _)| id == "house:exception"));
}

// --- kinds of actor ---

#[test]
fn other_kinds_of_actor_act_where_the_text_admits_them_and_while_it_lasts() {
    let kind = "[[actor_kind]]\nid = \"citizen\"\nlabel = { ja = \"市民記者\", en = \"citizen reporter\" }\nclause = [\"T-2\"]\nneeds = [\"pledge\"]\n";
    let decide = |text: &str, records: &[RecordFact], when: &str| {
        let regulation = regulation(&format!("{KINDS}{text}"));
        let mut facts = facts();
        facts.actor.kind = "citizen".into();
        person(&mut facts, "w").actor_kind = "citizen".into();
        facts.records = records.to_vec();
        regulation.ask(&Question::new(Action::OutsideLike, when.parse().expect("a time"), &facts)).decision
    };
    let pledged = [on("p", "pledge", "w", &[])];
    let now = "2026-11-21T10:00:00+09:00";
    assert_eq!(decide("", &pledged, now), Decision::Refused, "the text admits no citizens");
    assert_eq!(decide(kind, &[], now), Decision::Refused);
    assert_eq!(decide(kind, &[on("p", "pledge", "b", &[])], now), Decision::Refused, "somebody else's");
    assert_eq!(decide(kind, &pledged, now), Decision::Permitted);
    assert_eq!(decide(kind, &pledged, "2027-03-31T23:59:59+09:00"), Decision::Permitted);
    assert_eq!(decide(kind, &pledged, "2027-04-01T00:00:00+09:00"), Decision::Refused, "the fiscal year is over");
}

// --- read-as ---

const KEPT: &str =
    "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nkept = 'holders(\"boss\") == 0'\n";

fn read_as(id: &str, of: &str, replace: &str, clause: &str, service: &str) -> String {
    format!(
        "[[read_as]]\nid = \"{id}\"\nof = [{of}]\nwhere = {{ service = [\"{service}\"] }}\nreplace = {{ {replace} }}\nclause = [\"{clause}\"]\n"
    )
}

#[test]
fn items_are_read_with_other_roles_and_cite_the_clause() {
    let nobody = role("nobody", "bound = \"position\"");
    let decide = |service: &str| {
        let text = format!("{KEPT}{nobody}{}", read_as("a", "\"r\"", "boss = \"nobody\"", "T-3", service));
        let answer = ask(&with(&text, &[("role:nobody", "p-nobody")]), Action::OutsideLike, &facts());
        (answer.decision, answer.citations.iter().any(|clause| clause.id == "T-3"))
    };
    assert_eq!(decide("facebook"), (Decision::Permitted, true));
    assert_eq!(decide("line"), (Decision::Refused, false), "another service");
}

/// The text is read as written: one entry replaces what the text says, not what another entry made of it.
#[test]
fn entries_read_the_written_text() {
    let roles = role("second", "bound = \"position\"") + &role("third", "bound = \"position\"");
    let steps = chain(&format!("{{ {}, kind = \"check\", by = [\"boss\"] }}", label("one")));
    let entries = |a: &str, b: &str| {
        read_as(a, "\"c\"", "boss = \"second\"", "T-2", "facebook")
            + &read_as(b, "\"c\"", "second = \"third\"", "T-3", "facebook")
    };
    let holders = |text: String| {
        let set = [("role:second", "p-writer"), ("role:third", "p-other")];
        let mut facts = facts();
        facts.authors.clear();
        let answer = ask(&with(&text, &set), Action::PostPublish, &facts);
        match &answer.groups[0].alternatives[0] {
            Remedy::GiveStep { who, .. } => who.role.clone(),
            other => panic!("{other:?}"),
        }
    };
    for (a, b) in [("a", "b"), ("b", "a")] {
        assert_eq!(holders(format!("{roles}{steps}{}", entries(a, b))), "second");
    }
}

/// The conditions of chains, exceptions, powers and procedures are read like those of rules.
#[test]
fn conditions_of_every_item_are_read_so() {
    let nobody = role("nobody", "bound = \"position\"");
    let asked = "applies = 'holders(\"boss\") == 0'";
    let of = |id: &str| read_as("a", &format!("\"{id}\""), "boss = \"nobody\"", "T-3", "facebook");
    let decide = |text: String, action: Action| {
        let regulation = with(&format!("{nobody}{text}"), &[("role:nobody", "p-nobody")]);
        ask(&regulation, action, &facts()).decision
    };
    let ban = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nban = true\n";
    let exception = format!("{ban}[[exception]]\nid = \"x\"\nof = [\"r\"]\nclause = [\"T-2\"]\n{asked}\n");
    assert_eq!(decide(exception.clone(), Action::OutsideLike), Decision::Refused);
    assert_eq!(decide(exception + &of("x"), Action::OutsideLike), Decision::Permitted);
    let steps = chain(&format!("{{ {}, kind = \"check\", by = [\"boss\"] }}", label("one")))
        .replace("before", &format!("{asked}\nbefore"));
    assert_eq!(decide(steps.clone(), Action::PostPublish), Decision::Permitted);
    assert_eq!(decide(steps + &of("c"), Action::PostPublish), Decision::Needs);
    let power =
        format!("[[power]]\nid = \"p\"\nclause = [\"T-2\"]\ngrants = [\"comment.hide\"]\nby = [\"writer\"]\n{asked}\n");
    assert_eq!(decide(power.clone(), Action::CommentHide), Decision::Refused);
    assert_eq!(decide(power + &of("p"), Action::CommentHide), Decision::Permitted);
}

// --- documents that came before ---

#[test]
fn a_former_document_judges_its_days() {
    let former = |id: &str, from: &str, until: &str, services: &str| {
        format!(
            "[[former]]\nid = \"{id}\"\ntitle = {{ ja = \"旧{id}\", en = \"former {id}\" }}\nservices = [{services}]\nfrom = \"{from}\"\nuntil = \"{until}\"\nclause = [\"T-2\"]\nrelation = \"earlier-version\"\n"
        )
    };
    let rules = former("one", "2015-04-01", "2018-03-31", "")
        + &former("two", "2018-04-01", "2026-11-20", "\"facebook\"")
        + &former("three", "2018-04-01", "2026-11-20", "\"line\"");
    let head = HEAD
        .replace("version = \"1\"", "version = \"3\"\nfrom = \"2026-11-21\"")
        .replace("services = [\"facebook\"]", "services = [\"facebook\", \"line\"]");
    let pack = Pack::load(&PackSource::new([("pack.toml", head), ("rules.toml", rules)])).expect("loads");
    let regulation = Regulation::new(house(), std::sync::Arc::new(pack), settings()).expect("joins");
    let judged = |when: &str, service: &str| {
        let mut facts = facts();
        facts.subject.as_mut().expect("subject").service = Some(service.to_owned());
        facts.org.iter_mut().for_each(|one| one.from = "2010-01-01T00:00:00Z".parse().expect("a time"));
        let answer = regulation.ask(&Question::new(Action::PostPublish, when.parse().expect("a time"), &facts));
        answer.refusals.first().map(|line| line.message.en.clone()).unwrap_or_default()
    };
    assert!(judged("2018-03-31T23:59:59+09:00", "facebook").contains("former one"));
    assert!(judged("2018-04-01T00:00:00+09:00", "facebook").contains("former two"));
    assert!(judged("2026-11-20T23:59:59+09:00", "line").contains("former three"));
    assert_eq!(judged("2026-11-21T00:00:00+09:00", "line"), "");
    assert!(judged("2015-03-31T23:59:59+09:00", "line").contains("not in force"));
}

#[test]
fn a_document_of_which_only_the_title_is_held_permits_nothing() {
    let head = HEAD.replace("version = \"1\"", "version = \"1\"\nheld = false");
    let pack = Pack::load(&PackSource::new([("pack.toml", head)])).expect("loads");
    let regulation = Regulation::new(house(), std::sync::Arc::new(pack), Settings::clone(&settings())).expect("joins");
    let answer = ask(&regulation, Action::PostPublish, &facts());
    assert_eq!(answer.decision, Decision::Refused);
    assert!(answer.refusals[0].message.en.contains("Test Text"), "{}", answer.refusals[0].message.en);
}

/// Where the text names nobody for it, what is denied is denied by somebody else.
#[test]
fn another_is_neither_author_nor_scheduler() {
    // Written by w.
    let asked = |regulation: &Regulation, scheduler: Option<&str>, person: &str| {
        let mut facts = asked_by(&facts(), person);
        match scheduler {
            Some(by) => facts.set("post.scheduled_by", by),
            None => facts.absent("post.scheduled_by", "nobody said"),
        };
        ask(regulation, Action::PostDeny, &facts)
    };
    let silent = regulation("");
    for (person, may) in [("w", false), ("b", false), ("x", true)] {
        let answer = asked(&silent, Some("b"), person);
        assert_eq!(answer.is_permitted(), may, "{person}: {answer:?}");
        let cited = answer.refusals.iter().flat_map(|line| &line.clauses).any(|clause| clause.id == "HOUSE-22");
        assert!(may || cited, "{person}");
        assert!(!asked(&silent, None, person).is_permitted(), "where nobody knows who scheduled it, nobody is another");
    }
    let named = regulation("[[standing]]\non = [\"post.deny\"]\nby = [\"writer\"]\nclause = [\"T-1\"]\n");
    assert!(asked(&named, Some("w"), "w").is_permitted(), "where the text names people, it is theirs");
    assert!(!asked(&named, Some("b"), "x").is_permitted());
}
