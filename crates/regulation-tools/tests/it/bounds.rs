//! Packs and facts beyond the bounds are refused when they are loaded, without panic, overflow or endless work.

use tatefuda_domain::Action;
use tatefuda_regulation::{Pack, PackErrors, PackSource, Question, Regulation};
use tatefuda_regulation_tools::facts_from_text;

use crate::support::{HEAD, ask, facts, house, load, now, settings};

fn refused(text: &str, code: &str) -> PackErrors {
    let errors = load(text).expect_err("beyond the bounds");
    let codes: Vec<&str> = errors.errors.iter().map(|error| error.code).collect();
    assert!(codes.contains(&code), "{code} is not among {codes:?}");
    assert!(errors.errors.len() <= 100, "{} errors", errors.errors.len());
    errors
}

fn many(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect()
}

fn rule(id: &str, more: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\n{more}\n")
}

#[test]
fn deep_values_and_conditions() {
    for depth in [20, 90, 10_000] {
        let deep = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(load(&format!("[[rule]]\nid = {deep}\n")).is_err());
        let tables = format!("{}1{}", "{ a = ".repeat(depth), " }".repeat(depth));
        assert!(load(&format!("[[rule]]\nid = {tables}\n")).is_err());
        assert!(load(&format!("[[rule{}]]\nx = 1\n", ".a".repeat(depth))).is_err());
    }
    for condition in [
        "1 + ".repeat(20_000) + "1 == 1",
        "!".repeat(20_000) + "true",
        "(".repeat(20_000) + "true",
        "true && ".repeat(20_000) + "true",
        format!("account{}", ".a".repeat(20_000)),
        "true ? ".repeat(20_000) + "true",
        format!("\"a\" in [{}]", "\"a\", ".repeat(20_000)),
    ] {
        refused(&rule("r", &format!("kept = '{condition}'")), "bounds");
    }
    // Within the thousand bytes too.
    for condition in
        ["!".repeat(990) + "true", "(".repeat(990), "1+".repeat(490) + "1 == 1", "-".repeat(990) + "1 == 1"]
    {
        refused(&rule("r", &format!("kept = '{condition}'")), "condition-bounds");
    }
}

#[test]
fn long_lists_texts_and_ids() {
    let list = |count: usize| format!("[{}]", "\"T-1\",".repeat(count));
    refused(&rule("r", "ban = true").replace("[\"T-1\"]", &list(20_000)), "bounds");
    assert!(load(&rule("r", "ban = true").replace("[\"T-1\"]", &list(256))).is_ok());
    refused(&rule("r", "ban = true").replace("[\"T-1\"]", &list(257)), "bounds");
    refused(&rule(&"r".repeat(65), "ban = true"), "bad-id");
    assert!(load(&rule(&"字".repeat(64), "ban = true")).is_ok());
    for id in ["a:b", "house:x", "a/b", "", "a b"] {
        refused(&rule(id, "ban = true"), "bad-id");
    }
    let text = "語".repeat(7_000);
    refused(&rule("r", &format!("ban = true\nmessage = {{ ja = \"{text}\", en = \"x\" }}")), "bounds");
    let head = HEAD.replace("id = \"t\"", "id = \"a/b\"");
    assert_eq!(Pack::load(&PackSource::new([("pack.toml", head)])).expect_err("a name").errors[0].code, "bad-id");
    let step = "{ id = \"sN\", label = { ja = \"一\", en = \"one\" }, kind = \"check\", by = [\"boss\"] },";
    let chain = |count: usize| {
        let steps = many(count, |n| step.replace("sN", &format!("s{n}")));
        format!(
            "[[chain]]\nid = \"c\"\nlabel = {{ ja = \"手順\", en = \"chain\" }}\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nsteps = [{steps}]\n"
        )
    };
    assert!(load(&chain(64)).is_ok());
    refused(&chain(65), "bounds");
}

#[test]
fn thousands_of_items() {
    refused(&many(6_000, |n| rule(&format!("r{n}"), "ban = true")), "bounds");
    let files = (0..10).map(|n| (format!("f{n}.toml"), format!("# {}", "x".repeat(900_000))));
    let errors = Pack::load(&PackSource::new(files)).expect_err("too much text");
    assert_eq!(errors.errors[0].code, "bounds");
}

/// Names that nothing declares, references to the house among them, end after the first hundred errors.
#[test]
fn thousands_of_mistakes() {
    refused(&many(4_000, |n| rule(&format!("r{n}"), &format!("record = \"kind-{n}\""))), "unknown-record");
    refused(&many(4_000, |n| rule(&format!("r{n}"), &format!("kept = 'param(\"p{n}\")'"))), "condition-unknown");
    refused(
        &many(4_000, |n| format!("[[exception]]\nid = \"x{n}\"\nof = [\"y{n}\"]\nclause = [\"T-1\"]\n")),
        "unknown-rule",
    );
    refused(&many(4_000, |n| format!("[[clock]]\nid = \"x{n}\"\nsince = \"record:y{n}\"\n")), "unknown-event");
    let unknown = many(4_000, |n| rule(&format!("r{n}"), &format!("record = \"house:kind-{n}\"")));
    let body = std::sync::Arc::new(load(&unknown).expect("house names are looked up when joining"));
    let errors = Regulation::new(house(), body, settings()).expect_err("unknown to the house");
    assert_eq!((errors.errors.len(), errors.errors[0].code), (100, "unknown-house"));
}

#[test]
fn exceptions_in_circles_in_long_rows_and_in_thickets() {
    let ban = rule("r", "ban = true");
    let exception = |n: usize, of: &str| format!("[[exception]]\nid = \"x{n}\"\nof = [{of}]\nclause = [\"T-3\"]\n");
    let row = |count: usize| {
        ban.clone() + &exception(0, "\"r\"") + &many(count - 1, |n| exception(n + 1, &format!("\"x{n}\"")))
    };
    assert!(load(&row(8)).is_ok());
    refused(&row(9), "bounds");
    refused(&row(4_900), "bounds");
    refused(&(ban.clone() + &exception(0, "\"x1\"") + &exception(1, "\"x0\"")), "cyclic-exception");
    refused(&(ban.clone() + &many(4_900, |n| exception(n, &format!("\"x{}\"", (n + 1) % 4_900)))), "cyclic-exception");
    refused(&(ban.clone() + &exception(0, "\"x0\"")), "cyclic-exception");
    // Every level excepts from every exception of the level above: seven levels of ten are ten million ways.
    let thicket = many(70, |n| match n / 10 {
        0 => exception(n, "\"r\""),
        level => exception(n, &many(10, |k| format!("\"x{}\",", (level - 1) * 10 + k))),
    });
    refused(&(ban + &thicket), "bounds");
}

/// Roles that follow from the chain, in a chain that follows from roles.
#[test]
fn roles_that_lead_back_to_themselves() {
    let role =
        |id: &str, more: &str| format!("[[role]]\nid = \"{id}\"\nlabel = {{ ja = \"役\", en = \"role\" }}\n{more}\n");
    let chain = |more: &str, by: &str| {
        format!(
            "[[chain]]\nid = \"c\"\nlabel = {{ ja = \"手順\", en = \"chain\" }}\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\n{more}\nsteps = [{{ id = \"one\", label = {{ ja = \"一\", en = \"one\" }}, kind = \"check\", by = [{by}] }}]\n"
        )
    };
    let holder = role("holder", "bound = \"step-holder\"");
    let granter = role("granter", "bound = \"exception-granter\"");
    let texts = [
        holder.clone() + &chain("where = { role = [\"holder\"] }", "\"boss\""),
        holder.clone() + &chain("applies = 'holders(\"holder\") > 0'", "\"boss\""),
        holder.clone() + &role("both", "bound = \"staff\"\nalso = [\"holder\"]") + &chain("", "\"both\""),
        holder.clone() + &role("self", "bound = \"staff\"\nalso = [\"self\"]") + &chain("", "\"self\", \"holder\""),
        holder.clone() + &chain("", "\"holder\""),
        granter.clone() + &rule("r", "strength = \"principle\"\nban = true\nexception = { by = [\"granter\"] }"),
        granter + &role("both", "bound = \"staff\"\nalso = [\"granter\"]") + &rule("r", "strength = \"principle\"\nban = true\nexception = { by = [\"both\"] }"),
        holder + &chain("applies = 'holders(\"boss\") > 0'", "\"boss\"") + "[[read_as]]\nid = \"a\"\nof = [\"c\"]\nwhere = { role = [\"holder\"] }\nreplace = { boss = \"writer\" }\nclause = [\"T-2\"]\n",
        "[[reading]]\nid = \"a\"\nclause = \"T-1\"\nwritten = \"者\"\nread = \"reading:a\"\nnote = { ja = \"\", en = \"\" }\ndecided_by = \"pack\"\n".to_owned() + &chain("", "\"reading:a\""),
    ];
    for text in texts {
        let Ok(pack) = load(&text) else { continue };
        let regulation = Regulation::new(house(), std::sync::Arc::new(pack), settings()).expect("joins");
        let mut facts = facts();
        facts.set("record.kind", "house:exception").set("record.rule", "t/r");
        for action in Action::ALL {
            let mut question = Question::new(action.to_owned(), now(), &facts);
            (question.step, question.record_kind) = (Some("one".into()), Some("house:exception".into()));
            assert!(!regulation.ask(&question).citations.is_empty());
        }
        for role in ["holder", "both", "self", "granter", "reading:a", "house:step-holder"] {
            let _ = regulation.role_holders(role, &facts, now());
        }
    }
}

#[test]
fn facts_beyond_the_bounds() {
    let with = |field: &str| format!("{{\"actor\":{{\"person\":\"a\",\"capacity\":\"c\"}},{field}}}");
    let load = |field: &str| facts_from_text("f.json", &with(field));
    assert!(load("\"fields\":{\"post.links\":[\"a\"]}").is_ok());
    let texts = |count: usize| format!("\"fields\":{{\"post.links\":[{}\"a\"]}}", "\"a\",".repeat(count - 1));
    assert!(load(&texts(256)).is_ok() && load(&texts(257)).is_err());
    assert!(load(&format!("\"fields\":{{\"x\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000))).is_err());
    assert!(load(&format!("\"fields\":{{\"x\":{}1{}}}", "[{\"a\":".repeat(50), "}]".repeat(50))).is_err());
    assert!(load(&format!("\"authors\":[{}\"a\"]", "\"a\",".repeat(300))).is_err());
    let step = "{\"at\":\"2026-01-01T00:00:00Z\",\"capacity\":\"\",\"chain\":\"c\",\"digest\":\"\",\"person\":\"\",\"step\":\"\"}";
    assert!(load(&format!("\"steps\":[{}{step}]", format!("{step},").repeat(5_000))).is_err());
    assert!(facts_from_text("f.json", &with(&format!("\"x\":\"{}\"", "a".repeat(17_000_000)))).is_err());
    let toml = format!(
        "actor = {{ person = \"a\", capacity = \"c\" }}\nfields = {{ x = {}1{} }}\n",
        "[".repeat(500),
        "]".repeat(500)
    );
    assert!(facts_from_text("f.toml", &toml).is_err());
}

/// The largest pack that loads is answered.
#[test]
fn a_pack_at_its_bounds_answers() {
    let rules =
        many(2_000, |n| rule(&format!("r{n}"), "strength = \"effort\"\nkept = 'post.media_count > 1'\ntags = [\"t\"]"));
    let exceptions =
        many(200, |n| format!("[[exception]]\nid = \"x{n}\"\nof_tag = \"t\"\nclause = [\"T-3\"]\napplies = 'false'\n"));
    let pack = std::sync::Arc::new(load(&(rules + &exceptions)).expect("loads"));
    let regulation = Regulation::new(house(), pack, settings()).expect("joins");
    assert_eq!(ask(&regulation, Action::OutsideLike, &facts()).notes.len(), 2_000);
}
