#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeMap, sync::LazyLock};

use proptest::prelude::*;

use super::*;
use crate::{
    facts::{ActorFact, Facts, Value},
    terms::ParameterKind,
};

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    categories: ["C-8(1)", "C-8(6)"].map(str::to_owned).into(),
    params: [("days".to_owned(), ParameterKind::Int), ("hosts".to_owned(), ParameterKind::List)].into(),
    schemes: ["asset".to_owned()].into(),
    ..Vocabulary::default()
});

fn scope() -> Scope<'static> {
    Scope { vocabulary: &VOCABULARY, given: None }
}

/// Knows nothing beyond the fields.
struct Silent;

impl Oracle for Silent {
    fn tell(&self, _: &Query) -> Result<Told, Halt> {
        Err(Halt::absent("oracle", ""))
    }
}

static NONE: BTreeMap<String, Value> = BTreeMap::new();
static VIEWS: Views = Views::new();
static ZONE: jiff::tz::TimeZone = jiff::tz::TimeZone::UTC;

fn world<'a>(
    facts: &'a Facts,
    params: &'a BTreeMap<String, Value>,
    schemes: &'a BTreeMap<String, Result<Vec<String>, String>>,
) -> World<'a> {
    World {
        facts,
        params,
        account_params: None,
        house_params: &NONE,
        schemes,
        views: &VIEWS,
        zone: &ZONE,
        oracle: &Silent,
    }
}

fn facts() -> Facts {
    let mut facts = Facts::of(ActorFact { person: "p".into(), capacity: "c".into(), kind: "staff".into() });
    let link = |host: &str, shortened: bool| {
        BTreeMap::from([
            ("url".to_owned(), Value::from(format!("https://{host}/"))),
            ("host".to_owned(), Value::from(host)),
            ("scheme".to_owned(), Value::from("https")),
            ("shortened".to_owned(), Value::from(shortened)),
        ])
    };
    facts
        .set("post.text", "本日の行事")
        .set("post.category", "C-8(1)")
        .set("post.classification", "II")
        .set("post.decision_status", Value::Nothing)
        .set("post.media_count", 2)
        .set("post.links", vec![link("www.city.example.jp", false), link("s.example", true)])
        .set("post.findings", Value::TextList(vec![]))
        .absent("account.state", "no provider");
    facts
}

fn holds(text: &str) -> Result<bool, Halt> {
    let facts = facts();
    let params = BTreeMap::from([("hosts".to_owned(), Value::TextList(vec!["city.example.jp".into()]))]);
    let schemes = BTreeMap::from([("asset".to_owned(), Ok(vec!["IV".into(), "III".into(), "II".into(), "I".into()]))]);
    Condition::compile(text, &scope()).unwrap().holds(&world(&facts, &params, &schemes))
}

#[test]
fn values() {
    for text in [
        "true",
        "!false",
        "1 + 2 - 3 == 0",
        "-1 < 0 && 2 >= 2",
        r#"post.text == "本日の行事""#,
        "size(post.text) == 5",
        r#"post.text.contains("行事") && post.text.startsWith('本') && !post.text.endsWith("x")"#,
        r#"has(post.category) && post.category == "C-8(1)""#,
        r#"has(post.category) && post.category in ["C-8(6)", "C-8(1)"]"#,
        r#"!has(post.decision_status) || post.decision_status == "decided""#,
        "post.links.exists(l, l.shortened)",
        r#"!post.links.all(l, l.scheme == "http")"#,
        "post.findings.all(f, f.kind == \"x\") && size(post.findings) == 0",
        r#"post.links.exists(a, post.links.exists(b, a.host == b.host && a.shortened))"#,
        r#"post.links.exists(l, host_in(l.host, param("hosts")))"#,
        r#"!post.links.all(l, host_in(l.host, param("hosts")))"#,
        r#"has(post.classification) && at_least("asset", post.classification, "III")"#,
        r#"has(post.classification) && !at_least("asset", post.classification, "I")"#,
        "post.media_count > 1 ? true : false",
        "2 in [1, 2]",
        "!(1 in [])",
    ] {
        assert_eq!(holds(text), Ok(true), "{text}");
    }
}

#[test]
fn an_error_is_never_absorbed() {
    let absent = |text: &str| assert!(matches!(holds(text), Err(Halt::Fault { .. })), "{text}");
    absent(r#"account.state == "active""#);
    absent(r#"account.state == "active" && false"#);
    absent(r#"account.state == "active" || true"#);
    absent(r#"true && account.state == "active""#);
    absent(r#"has(post.classification) && at_least("asset", post.classification, "V")"#);
    absent("9223372036854775807 + 1 == 0");
    absent("post.has_window");
    // … but what is never evaluated is never met.
    assert_eq!(holds(r#"false && account.state == "active""#), Ok(false));
    assert_eq!(holds(r#"param("days") > 3"#), Err(Halt::Unset("days".into())));
}

#[test]
fn refused_at_load_with_the_place() {
    let cases = [
        ("post.nope == \"x\" && false", "unknown field post.nope", 0..9),
        ("post.tex == \"x\"", "unknown field post.tex", 0..8),
        ("post.links.exists(l, l.hots == \"x\")", "unknown element hots", 21..27),
        ("post.media_count == \"3\"", "== compares a number with a text", 0..23),
        ("post.text < \"b\"", "texts have no order", 0..9),
        ("post.text", "a condition must be true or false, but this is a text", 0..9),
        ("post.category == \"C-8(1)\"", "post.category may be missing", 0..13),
        ("has(post.category) || post.category == \"C-8(1)\"", "post.category may be missing", 22..35),
        ("has(post.category) && post.category == \"C-8(9)\"", "unknown category \"C-8(9)\"", 39..47),
        ("has(post.decision_status) && post.decision_status == \"undecided\"", "unknown value \"undecided\"", 53..64),
        ("has(post.text)", "post.text is always there", 4..13),
        ("post.text.exists(x, true)", "exists and all go over a list, but this is a text", 0..9),
        ("post.text.matches(\"x\")", "unknown function .matches()", 0..22),
        ("withn(\"office\", at)", "unknown function withn", 0..19),
        ("within(\"office\", at)", "unknown calendar \"office\"", 7..15),
        ("today > date(\"2026-02-30\")", "\"2026-02-30\" is no day", 13..25),
        ("given.x == \"a\"", "no single record is given here", 0..7),
        ("param(\"dayz\") > 3", "unknown parameter \"dayz\"", 6..12),
        ("at_least(\"x\", post.text, \"I\")", "unknown classification scheme \"x\"", 9..12),
        ("post.links[0]", "elements cannot be indexed", 10..11),
        ("true &&", "unexpected the end", 7..7),
        ("(true", "expected \")\", found the end", 5..5),
        ("true true", "unexpected true", 5..9),
        ("true = true", "unexpected '='", 5..6),
        ("\"a", "the text is not closed", 0..2),
        ("99999999999999999999 > 1", "99999999999999999999 is not a whole number", 0..20),
        ("post.links.exists(l, post.links.exists(l, true))", "the name l is taken", 42..46),
        ("[1, \"a\"] == [1]", "the list mixes texts and numbers", 4..7),
    ];
    for (text, message, span) in cases {
        let error = Condition::compile(text, &scope()).unwrap_err();
        assert_eq!((error.message.en.as_str(), error.span.clone()), (message, span), "{text}");
    }
}

#[test]
fn bounds_hold() {
    let refused = |text: String| {
        let error = Condition::compile(&text, &scope()).unwrap_err();
        assert_eq!(error.code, "condition-bounds", "{text}: {}", error.message.en);
    };
    refused("true ".repeat(201));
    refused(format!("true{}", "&&true".repeat(100)));
    refused(format!("{}true{}", "(".repeat(40), ")".repeat(40)));
    refused(format!("{}true", "!".repeat(40)));
    refused(format!("{}1 == 1", "-".repeat(40)));
    refused(format!("post{} == 1", ".a".repeat(60)));
    let three = "post.links.exists(a, post.links.exists(b, post.links.exists(c, true)))";
    refused(three.to_owned());
    // Just inside: 99 conjunctions are 199 nodes.
    assert!(Condition::compile(&format!("true{}", "&&true".repeat(99)), &scope()).is_ok());
}

#[test]
fn work_is_bounded_at_run_time() {
    let mut facts = facts();
    let element = facts.get("post.links").map(|links| match links {
        Value::List(list) => list[0].clone(),
        _ => BTreeMap::new(),
    });
    let many = vec![element.unwrap(); 256];
    facts.set("post.links", many.clone());
    let (params, schemes) = (BTreeMap::new(), BTreeMap::new());
    let text = "post.links.all(a, post.links.all(b, a.host == b.host && a.url == b.url))";
    let condition = Condition::compile(text, &scope()).unwrap();
    let world = world(&facts, &params, &schemes);
    assert!(matches!(condition.holds(&world), Err(Halt::Fault { .. })));
    let mut longer = facts.clone();
    longer.set("post.links", [many.clone(), many].concat());
    let condition = Condition::compile("size(post.links) > 1", &scope()).unwrap();
    assert!(matches!(condition.holds(&World { facts: &longer, ..world }), Err(Halt::Fault { .. })));
}

/// Pieces that make half-meaningful conditions far more often than random characters do.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "post.links",
        "post.text",
        "post.category",
        "l.host",
        "l",
        "true",
        "false",
        "1",
        "\"a\"",
        "'",
        "\"",
        "(",
        ")",
        "[",
        "]",
        "!",
        "-",
        "&&",
        "||",
        "==",
        "<",
        "in",
        "?",
        ":",
        ".",
        ",",
        ".exists(l,",
        ".all(m,",
        "has(",
        "size(",
        "param(",
        "at_least(\"asset\",",
        ".contains(",
        " ",
        "あ",
        "\\",
        "9999999999999999999",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Neither arbitrary text nor almost-conditions panic; what loads evaluates to something.
    #[test]
    fn never_panics(text in prop_oneof![any::<String>(), pieces()]) {
        match Condition::compile(&text, &scope()) {
            Ok(condition) => {
                let (params, schemes) = (BTreeMap::new(), BTreeMap::new());
                let _ = condition.holds(&world(&facts(), &params, &schemes));
            }
            Err(error) => {
                prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
                prop_assert!(!error.message.en.is_empty() && !error.message.ja.is_empty());
            }
        }
    }
}
