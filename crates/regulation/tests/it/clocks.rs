//! Boundaries of time, exact: calendars, clocks, duties, modes.

use std::sync::Arc;

use jiff::Timestamp;
use tatefuda_domain::Action;
use tatefuda_regulation::{
    Decision, DutyFact, DutyState, Facts, Pack, PackSource, ProcedureFact, Question, RecordFact, Regulation, Settings,
    WatchState,
};

use crate::support::{HEAD, facts, house, record, regulation, settings};

pub fn at(text: &str) -> Timestamp {
    let zoned = if text.ends_with('Z') || text.contains('+') { text.to_owned() } else { format!("{text}+09:00") };
    zoned.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn in_zone(zone: &str, more: &str, settings: Settings) -> Regulation {
    let source = PackSource::new([("pack.toml", HEAD.replace("Asia/Tokyo", zone)), ("rules.toml", more.to_owned())]);
    let pack = Pack::load(&source).unwrap_or_else(|errors| panic!("{errors}"));
    Regulation::new(house(), Arc::new(pack), settings).unwrap_or_else(|errors| panic!("{errors}"))
}

pub fn asked(regulation: &Regulation, facts: &Facts, when: &str) -> Decision {
    // Appointed long before and after, so that only the rule decides.
    let mut facts = facts.clone();
    facts.org.iter_mut().for_each(|one| one.from = at("2000-01-01T00:00:00"));
    regulation.ask(&Question::new(Action::OutsideLike, at(when), &facts)).decision
}

pub fn kept(condition: &str) -> String {
    format!("[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nkept = '{condition}'\n")
}

const OFFICE: &str = r#"
[[calendar]]
id = "office"
label = { ja = "執務時間", en = "office hours" }
days = ["mon", "tue", "wed", "thu", "fri"]
from = "08:30"
until = "17:15"
holidays = "closed"
closed = ["12-29..01-03"]
closed_param = "closing"

[[parameter]]
id = "closing"
label = { ja = "休館", en = "closed" }
type = "list"
value = []
open = true
"#;

fn office(more: &str) -> String {
    format!("{OFFICE}{more}")
}

#[test]
fn office_hours_to_the_second() {
    let mut set = settings();
    set.set("param:closing", "2026-11-25");
    let regulation = in_zone("Asia/Tokyo", &office(&kept("within(\"office\", at)")), set);
    let open = |when: &str| asked(&regulation, &facts(), when) == Decision::Permitted;
    for (when, wanted) in [
        ("2026-11-20T08:29:59", false),
        ("2026-11-20T08:30:00", true),
        ("2026-11-20T17:15:00", true),
        ("2026-11-20T17:15:01", false),
        ("2026-11-21T10:00:00", false), // Saturday
        ("2026-11-23T10:00:00", false), // Labour Thanksgiving Day
        ("2026-11-24T10:00:00", true),
        ("2026-11-25T10:00:00", false), // the body's own
        ("2026-05-03T10:00:00", false), // Constitution Day, a Sunday
        ("2026-05-06T10:00:00", false), // its substitute, after two more holidays
        ("2026-05-07T10:00:00", true),
        ("2026-09-22T10:00:00", false), // between two holidays: a day off of its own
        ("2026-09-24T10:00:00", true),
        ("2026-12-28T10:00:00", true),
        ("2026-12-29T10:00:00", false),
        ("2027-01-03T10:00:00", false),
        ("2027-01-04T10:00:00", true),
        ("2019-05-01T10:00:00", false), // the first day of an era: off, once
        ("2020-05-01T10:00:00", true),
        ("2024-02-29T10:00:00", true),
    ] {
        assert_eq!(open(when), wanted, "{when}");
    }
    // The same moments, told in another zone.
    assert_eq!(asked(&regulation, &facts(), "2026-11-20T08:15:00Z"), Decision::Permitted);
    assert_eq!(asked(&regulation, &facts(), "2026-11-20T08:15:01Z"), Decision::Refused);
}

#[test]
fn days_are_those_of_the_zone_of_the_body() {
    let condition = kept("today == date(\"2026-11-21\")");
    for (zone, first, last) in [
        ("Asia/Tokyo", "2026-11-20T15:00:00Z", "2026-11-21T14:59:59Z"),
        ("UTC", "2026-11-21T00:00:00Z", "2026-11-21T23:59:59Z"),
        ("America/New_York", "2026-11-21T05:00:00Z", "2026-11-22T04:59:59Z"),
    ] {
        let regulation = in_zone(zone, &condition, settings());
        let second = jiff::SignedDuration::from_secs(1);
        let decided = |moment: Timestamp| asked(&regulation, &facts(), &moment.to_string());
        assert_eq!(decided(at(first)), Decision::Permitted, "{zone}");
        assert_eq!(decided(at(last)), Decision::Permitted, "{zone}");
        assert_eq!(decided(at(first).checked_sub(second).expect("in range")), Decision::Refused, "{zone}");
        assert_eq!(decided(at(last).checked_add(second).expect("in range")), Decision::Refused, "{zone}");
    }
}

const GAP: &str = r#"
[[clock]]
id = "gap"
since = "post.published"
else = "account.opened"

[[procedure]]
id = "remind"
label = { ja = "督促", en = "remind" }
clause = ["T-2"]
subject = "account"
steps = [{ id = "one", label = { ja = "一", en = "one" }, owner = ["boss"] }]

[[monitor]]
id = "quiet"
label = { ja = "三十日", en = "thirty days" }
clause = ["T-1"]
fires = 'days("gap") >= 30'
warns = 'days("gap") >= 25'
opens = "remind"
alert = ["boss"]
"#;

fn events(pairs: &[(&str, Option<&str>)]) -> Facts {
    let mut facts = facts();
    let subject = facts.subject.as_mut().expect("subject");
    (subject.kind, subject.id) = ("account".into(), "fb".into());
    facts.events = pairs.iter().map(|(event, when)| ((*event).to_owned(), when.map(at))).collect();
    facts
}

fn watch(regulation: &Regulation, id: &str, facts: &Facts, when: &str) -> tatefuda_regulation::Watch {
    regulation.watch(id, &Question::new(Action::RecordGive, at(when), facts)).expect("the monitor is there")
}

#[test]
fn thirty_days_are_thirty() {
    let regulation = regulation(GAP);
    let published =
        events(&[("post.published", Some("2026-10-22T23:59:59")), ("account.opened", Some("2020-01-01T00:00:00"))]);
    let state = |when: &str| watch(&regulation, "quiet", &published, when).state;
    assert_eq!(state("2026-10-22T23:59:59"), WatchState::Quiet);
    assert_eq!(state("2026-11-15T23:59:59"), WatchState::Quiet);
    assert_eq!(state("2026-11-16T00:00:00"), WatchState::Warns, "25 days");
    assert_eq!(state("2026-11-20T23:59:59"), WatchState::Warns, "29 days");
    assert_eq!(state("2026-11-21T00:00:00"), WatchState::Fires, "30 days");
    // Known never: counted from the opening. Not known: nothing is green.
    let never = events(&[("post.published", None), ("account.opened", Some("2026-10-22T10:00:00"))]);
    assert_eq!(watch(&regulation, "quiet", &never, "2026-11-20T10:00:00").state, WatchState::Warns);
    assert_eq!(watch(&regulation, "quiet", &never, "2026-11-21T10:00:00").state, WatchState::Fires);
    for unknown in [events(&[("account.opened", Some("2026-11-20T10:00:00"))]), events(&[("post.published", None)])] {
        let watch = watch(&regulation, "quiet", &unknown, "2026-11-21T10:00:00");
        assert_eq!((watch.state, watch.alert.len(), watch.opens), (WatchState::CannotJudge, 1, None));
    }
}

/// The last time lies after the moment asked about: what came before it nobody knows.
#[test]
fn a_later_event_says_nothing_of_an_earlier_day() {
    let regulation = regulation(GAP);
    let later =
        events(&[("post.published", Some("2026-11-22T10:00:00")), ("account.opened", Some("2026-11-20T10:00:00"))]);
    assert_eq!(watch(&regulation, "quiet", &later, "2026-11-21T10:00:00").state, WatchState::CannotJudge);
}

#[test]
fn a_case_fires_once_for_its_period() {
    let regulation = regulation(GAP);
    let mut facts = events(&[("post.published", Some("2026-10-01T10:00:00"))]);
    let first = watch(&regulation, "quiet", &facts, "2026-11-21T10:00:00");
    assert_eq!((first.state, first.opens.as_deref()), (WatchState::Fires, Some("remind")));
    facts.procedures.push(ProcedureFact {
        closed_at: Some(at("2026-11-21T12:00:00")),
        id: "i".into(),
        opened_at: at("2026-11-21T10:00:00"),
        origin: Some(first.case),
        procedure: "remind".into(),
        subject: Some("fb".into()),
        steps: vec![],
    });
    assert_eq!(watch(&regulation, "quiet", &facts, "2026-11-25T10:00:00").state, WatchState::Decided);
    // After the next post a new period begins.
    facts.events.insert("post.published".into(), Some(at("2026-11-26T10:00:00")));
    assert_eq!(watch(&regulation, "quiet", &facts, "2026-12-25T10:00:00").state, WatchState::Warns);
    assert_eq!(watch(&regulation, "quiet", &facts, "2026-12-26T10:00:00").state, WatchState::Fires);
    // The case of another account settles nothing here.
    facts.events.insert("post.published".into(), Some(at("2026-10-01T10:00:00")));
    facts.procedures[0].subject = Some("other".into());
    assert_eq!(watch(&regulation, "quiet", &facts, "2026-11-25T10:00:00").state, WatchState::Fires);
}

/// A monitor that asks whether a period is over names its case by the event, as one that counts days does.
#[test]
fn the_case_of_an_overdue_clock_is_that_of_its_event() {
    let text = "[[clock]]\nid = \"turn\"\nsince = \"credential.rotated\"\nelse = \"account.opened\"\n[[parameter]]\nid = \"age\"\nlabel = { ja = \"期間\", en = \"age\" }\ntype = \"period\"\nvalue = \"1y\"\n[[monitor]]\nid = \"old\"\nlabel = { ja = \"古い\", en = \"old\" }\nclause = [\"T-1\"]\nfires = 'overdue(\"turn\", \"age\")'\n";
    let regulation = regulation(text);
    let facts = events(&[("credential.rotated", Some("2024-02-29T10:00:00"))]);
    // A year from 29 February ends on 28 February.
    assert_eq!(watch(&regulation, "old", &facts, "2025-02-28T23:59:59").state, WatchState::Quiet);
    let fired = watch(&regulation, "old", &facts, "2025-03-01T00:00:00");
    assert_eq!((fired.state, fired.case.as_str()), (WatchState::Fires, "old@2024-02-29"));
}

#[test]
fn what_is_due_after_a_year_is_asked_from_that_day() {
    let text = "[[baseline]]\nid = \"f\"\nrecord = \"snap\"\nfield = \"n\"\nat_event = \"account.opened\"\ntolerance = \"7d\"\nfresh = \"30d\"\n[[record]]\nid = \"snap\"\nlabel = { ja = \"数\", en = \"number\" }\nby = [\"boss\"]\nscope = \"account\"\nfields = [{ id = \"n\", type = \"number\", label = { ja = \"数\", en = \"n\" } }]\n[[monitor]]\nid = \"growth\"\nlabel = { ja = \"増\", en = \"growth\" }\nclause = [\"T-1\"]\ndue = { since = \"account.opened\", after = \"1y\" }\nfires = 'latest(\"f\") <= baseline(\"f\")'\n";
    let regulation = regulation(text);
    let mut facts = events(&[("account.opened", Some("2025-11-30T10:00:00"))]);
    let snap = |id: &str, when: &str, n: &str| {
        let mut record = record(id, "snap");
        (record.subject, record.at) = (Some("fb".into()), at(when));
        record.fields = [("n".to_owned(), n.to_owned())].into();
        record
    };
    facts.records = vec![snap("a", "2025-12-07T23:59:59", "100"), snap("b", "2026-11-01T10:00:00", "100")];
    let state = |facts: &Facts, when: &str| watch(&regulation, "growth", facts, when).state;
    assert_eq!(state(&facts, "2026-11-29T23:59:59"), WatchState::NotYet);
    assert_eq!(state(&facts, "2026-11-30T00:00:00"), WatchState::Fires);
    assert_eq!(state(&facts, "2026-12-01T23:59:59"), WatchState::Fires, "the newest is 30 days old");
    assert_eq!(state(&facts, "2026-12-02T00:00:00"), WatchState::CannotJudge, "the newest is too old");
    facts.records[1].fields.insert("n".into(), "101".into());
    assert_eq!(state(&facts, "2026-11-30T00:00:00"), WatchState::Quiet);
    facts.records[0].at = at("2025-12-08T00:00:00");
    assert_eq!(state(&facts, "2026-11-30T00:00:00"), WatchState::CannotJudge, "none near enough to the opening");
}

// --- duties ---

fn duty(more: &str) -> String {
    format!(
        "[[duty]]\nid = \"d\"\nlabel = {{ ja = \"点検\", en = \"check\" }}\nclause = [\"T-1\"]\nsubject = \"account\"\nowner = [\"boss\"]\nmissed = {{ alert = [\"boss\"] }}\n{more}\n"
    )
}

fn instances(regulation: &Regulation, facts: &Facts, from: &str, to: &str, now: &str) -> Vec<(String, DutyState)> {
    let asked = Question::new(Action::RecordGive, at(now), facts);
    let found = regulation.instances("d", &asked, at(from), at(to)).expect("instances");
    found.into_iter().map(|one| (one.id, one.state)).collect()
}

fn answered(instance: &str, when: &str) -> DutyFact {
    DutyFact {
        answer: "ok".into(),
        at: at(when),
        capacity: "c-b".into(),
        duty: "d".into(),
        instance: instance.into(),
        person: "b".into(),
        subject: Some("fb".into()),
    }
}

#[test]
fn whether_sunday_counts_is_the_parameters_word() {
    let text = duty("every = \"day\"\ndays = { param = \"days\" }\nanswers = [\"ok\"]");
    let parameter = "[[parameter]]\nid = \"days\"\nlabel = { ja = \"日\", en = \"days\" }\ntype = \"choice\"\nvalues = [\"all\", \"office\"]\n";
    let ids = |days: &str| -> Result<Vec<String>, String> {
        let mut set = settings();
        set.set("param:days", days);
        let regulation = in_zone("Asia/Tokyo", &office(&format!("{text}{parameter}")), set);
        let facts = events(&[("account.opened", Some("2026-11-01T00:00:00"))]);
        let asked = Question::new(Action::RecordGive, at("2026-11-24T10:00:00"), &facts);
        let found = regulation.instances("d", &asked, at("2026-11-20T00:00:00"), at("2026-11-24T10:00:00"))?;
        Ok(found.into_iter().map(|one| one.id).collect())
    };
    // Friday, Saturday, Sunday, a holiday, Tuesday.
    assert_eq!(ids("all").expect("set"), ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]);
    assert_eq!(ids("office").expect("set"), ["2026-11-20", "2026-11-24"]);
    assert!(ids("").is_err(), "unset");
}

#[test]
fn an_instance_is_open_answered_late_or_missed() {
    let regulation = regulation(&duty("every = \"day\"\nanswers = [\"ok\"]\nblocks = [\"outside.like\"]"));
    let state = |answer: Option<&str>, now: &str| {
        let mut facts = events(&[("account.opened", Some("2026-11-01T00:00:00"))]);
        facts.duties.extend(answer.map(|when| answered("2026-11-20", when)));
        instances(&regulation, &facts, "2026-11-20T00:00:00", "2026-11-20T12:00:00", now)[0].1
    };
    assert_eq!(state(None, "2026-11-20T23:59:59"), DutyState::Open);
    assert_eq!(state(None, "2026-11-21T00:00:00"), DutyState::Missed);
    assert_eq!(state(Some("2026-11-20T23:59:59"), "2026-11-21T00:00:00"), DutyState::Answered);
    assert_eq!(state(Some("2026-11-21T00:00:00"), "2026-11-21T00:00:00"), DutyState::Late);
    // An answer of later is none yet.
    assert_eq!(state(Some("2026-11-21T00:00:00"), "2026-11-20T12:00:00"), DutyState::Open);
    // What is overdue blocks, what was answered late does not.
    let mut facts = events(&[("account.opened", Some("2026-11-20T00:00:00"))]);
    assert_eq!(asked(&regulation, &facts, "2026-11-20T23:59:59"), Decision::Permitted);
    assert_eq!(asked(&regulation, &facts, "2026-11-21T00:00:00"), Decision::Needs);
    facts.duties.push(answered("2026-11-20", "2026-11-21T09:00:00"));
    assert_eq!(asked(&regulation, &facts, "2026-11-21T10:00:00"), Decision::Permitted);
}

/// A term shorter than the period: a record after it, in the same period, is late and not missed.
#[test]
fn a_record_after_its_term_is_late() {
    let regulation = regulation(&duty("every = \"month\"\nwithin = \"9d\"\nanswer = \"log\"").replace(
        "[[duty]]",
        "[[record]]\nid = \"log\"\nlabel = { ja = \"簿\", en = \"log\" }\nby = [\"boss\"]\nscope = \"account\"\n[[duty]]",
    ));
    let state = |given: &str| {
        let mut facts = events(&[("account.opened", Some("2026-09-01T00:00:00"))]);
        let mut log = record("l", "log");
        (log.subject, log.at) = (Some("fb".into()), at(given));
        facts.records.push(log);
        let found = instances(&regulation, &facts, "2026-10-01T00:00:00", "2026-11-30T00:00:00", "2026-12-15T10:00:00");
        found.into_iter().map(|(_, state)| state).collect::<Vec<_>>()
    };
    use DutyState::{Answered, Late, Missed};
    assert_eq!(state("2026-10-10T23:59:59"), [Answered, Missed]);
    assert_eq!(state("2026-10-11T00:00:00"), [Late, Missed]);
    assert_eq!(state("2026-10-31T23:59:59"), [Late, Missed]);
    assert_eq!(state("2026-11-01T00:00:00"), [Missed, Answered]);
}

#[test]
fn duties_after_events_end_by_the_calendar() {
    let due = |within: &str, event: &str| {
        let text = office(&duty(&format!("on = [\"post.published\"]\nwithin = \"{within}\"\nanswers = [\"ok\"]")));
        let mut set = settings();
        set.set("param:closing", "2026-11-25");
        let regulation = in_zone("Asia/Tokyo", &text, set);
        let facts = events(&[("post.published", Some(event))]);
        let asked = Question::new(Action::RecordGive, at("2028-01-01T00:00:00"), &facts);
        let found = regulation.instances("d", &asked, at(event), at("2027-12-31T00:00:00")).expect("instances");
        jiff::tz::TimeZone::get("Asia/Tokyo")
            .expect("zone")
            .to_datetime(found[0].due.expect("a deadline"))
            .date()
            .to_string()
    };
    assert_eq!(due("1m", "2026-01-31T10:00:00"), "2026-02-28");
    assert_eq!(due("1m", "2024-01-31T10:00:00"), "2024-02-29");
    assert_eq!(due("1y", "2024-02-29T10:00:00"), "2025-02-28");
    assert_eq!(due("3d", "2026-11-20T23:59:59"), "2026-11-23");
    // Working days: Saturday, Sunday, a holiday and the body's own closing day do not count.
    assert_eq!(due("2wd", "2026-11-20T10:00:00"), "2026-11-26");
    assert_eq!(due("1fy", "2026-03-31T23:59:59"), "2026-03-31");
    assert_eq!(due("1fy", "2026-04-01T00:00:00"), "2027-03-31");
    assert_eq!(due("2fy", "2026-03-31T10:00:00"), "2027-03-31");
}

/// Working days are counted by a calendar that does not depend on where it stands in the files.
#[test]
fn the_order_of_calendars_means_nothing() {
    let weekend = "[[calendar]]\nid = \"weekend\"\nlabel = { ja = \"週末\", en = \"weekend\" }\ndays = [\"sat\", \"sun\"]\nfrom = \"09:00\"\nuntil = \"12:00\"\nholidays = \"open\"\n";
    let duty = duty("on = [\"post.published\"]\nwithin = \"2wd\"\nanswers = [\"ok\"]");
    let due = |text: String| {
        let regulation = regulation(&text);
        let facts = events(&[("post.published", Some("2026-11-20T10:00:00"))]);
        let asked = Question::new(Action::RecordGive, at("2026-11-20T10:00:00"), &facts);
        regulation.instances("d", &asked, at("2026-11-20T10:00:00"), at("2026-11-21T00:00:00")).expect("known")[0].due
    };
    assert_eq!(due(format!("{OFFICE}{weekend}{duty}")), due(format!("{weekend}{OFFICE}{duty}")));
}

#[test]
fn an_act_answers_what_came_before_it() {
    let regulation = regulation(&duty("on = [\"member.left\"]\nwithin = \"7d\"\nmet_by = \"credential.rotate\""));
    let state = |rotated: Option<&str>, now: &str| {
        let facts = events(&[("member.left", Some("2026-11-01T10:00:00")), ("credential.rotated", rotated)]);
        instances(&regulation, &facts, "2026-11-01T00:00:00", now, now)[0].1
    };
    assert_eq!(state(None, "2026-11-08T23:59:59"), DutyState::Open);
    assert_eq!(state(None, "2026-11-09T00:00:00"), DutyState::Missed);
    assert_eq!(state(Some("2026-11-01T10:00:00"), "2026-11-09T00:00:00"), DutyState::Missed, "not after the event");
    assert_eq!(state(Some("2026-11-08T23:59:59"), "2026-11-09T00:00:00"), DutyState::Answered);
    assert_eq!(state(Some("2026-11-09T00:00:00"), "2026-11-09T00:00:00"), DutyState::Late);
}

/// What one only strives for never blocks, also where a value is unset or a fact is missing.
#[test]
fn an_effort_blocks_nothing_even_where_it_cannot_be_judged() {
    let text =
        duty("strength = \"effort\"\nevery = { param = \"often\" }\nanswers = [\"ok\"]\nblocks = [\"outside.like\"]");
    let unset = regulation(&format!(
        "{text}[[parameter]]\nid = \"often\"\nlabel = {{ ja = \"頻度\", en = \"often\" }}\ntype = \"text\"\n"
    ));
    let facts = events(&[("account.opened", Some("2026-11-01T00:00:00"))]);
    assert_eq!(asked(&unset, &facts, "2026-11-21T10:00:00"), Decision::Permitted);
    let text = duty("strength = \"effort\"\non = [\"member.left\"]\nanswers = [\"ok\"]\nblocks = [\"outside.like\"]");
    assert_eq!(asked(&regulation(&text), &facts, "2026-11-21T10:00:00"), Decision::Permitted);
    let binding = regulation(&text.replace("strength = \"effort\"\n", ""));
    assert_eq!(asked(&binding, &facts, "2026-11-21T10:00:00"), Decision::Refused, "a duty that cannot be judged");
}

// --- modes ---

const MODE: &str = r#"
[[record]]
id = "begin"
label = { ja = "開始", en = "begin" }
by = ["boss"]
scope = "body"
counts_if = { field = "answer", is = "yes" }
fields = [{ id = "answer", type = "yes-no", label = { ja = "要否", en = "answer" } }]

[[record]]
id = "finish"
label = { ja = "終了", en = "finish" }
by = ["boss"]
scope = "body"

[[mode]]
id = "disaster"
label = { ja = "災害時", en = "disaster" }
start = "begin"
end = "finish"
longest = "3d"

[[rule]]
id = "r"
clause = ["T-1"]
on = ["outside.like"]
ban = true

[[exception]]
id = "x"
of = ["r"]
clause = ["T-3"]
where = { mode = ["disaster"] }
"#;

#[test]
fn a_mode_lives_from_its_start_to_its_end_and_no_longer_than_it_may() {
    let regulation = regulation(MODE);
    let mark = |kind: &str, when: &str, answer: &str| {
        let mut record = record(kind, kind);
        (record.subject, record.digest, record.at) = (None, None, at(when));
        record.fields = [("answer".to_owned(), answer.to_owned())].into();
        record
    };
    let on = |records: &[RecordFact], when: &str| {
        let mut facts = facts();
        facts.records = records.to_vec();
        asked(&regulation, &facts, when) == Decision::Permitted
    };
    let begun = mark("begin", "2026-11-20T10:00:00", "yes");
    assert!(!on(std::slice::from_ref(&begun), "2026-11-20T09:59:59"));
    assert!(on(std::slice::from_ref(&begun), "2026-11-20T10:00:00"));
    assert!(on(std::slice::from_ref(&begun), "2026-11-23T23:59:59"));
    assert!(!on(std::slice::from_ref(&begun), "2026-11-24T00:00:00"), "longer than it may last");
    let ended = [begun.clone(), mark("finish", "2026-11-21T12:00:00", "")];
    assert!(on(&ended, "2026-11-21T11:59:59"));
    assert!(!on(&ended, "2026-11-21T12:00:00"));
    let again = [
        ended[0].clone(),
        ended[1].clone(),
        RecordFact { id: "b2".into(), ..mark("begin", "2026-11-22T08:00:00", "yes") },
    ];
    assert!(on(&again, "2026-11-22T08:00:00") && on(&again, "2026-11-25T23:59:59"));
    // A record that does not count starts nothing.
    assert!(!on(&[mark("begin", "2026-11-20T10:00:00", "no")], "2026-11-20T11:00:00"));
}
