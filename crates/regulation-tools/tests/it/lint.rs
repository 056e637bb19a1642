//! Lint beyond loading: each finding at its line, with what would be right.

use tatefuda_regulation::{PackSource, Settings};
use tatefuda_regulation_tools::{Level, LintFinding, lint};

use crate::support::{HEAD, house, is_said_in_both};

fn all(more: &str, settings: &Settings, activate: bool) -> Vec<LintFinding> {
    let source = PackSource::new([("pack.toml", HEAD), ("rules.toml", more)]);
    let findings = lint(&source, Some(&house()), settings, activate).findings;
    findings.iter().for_each(|finding| is_said_in_both(&finding.message, &finding.help));
    findings.into_iter().filter(|finding| finding.file == "rules.toml").collect()
}

/// `line level code` of each finding.
fn found(more: &str) -> Vec<String> {
    let shown = |one: LintFinding| format!("{} {:?} {}", one.line, one.level, one.code);
    all(more, &Settings::default(), false).into_iter().map(shown).collect()
}

const CLAUSE: &str = "[[clause]]\nid = \"C\"\nja = \"条\"\nen = \"clause\"\n";

#[test]
fn a_clause_needs_a_control_of_its_class() {
    assert_eq!(found(CLAUSE), ["1 Error no-control"]);
    assert_eq!(found(&format!("{CLAUSE}class = [\"informational\"]\n")), [] as [&str; 0]);
    assert_eq!(found(&format!("{CLAUSE}strength = \"information\"\n")), ["1 Error no-control"]);
    let rule = "[[rule]]\nid = \"r\"\nclause = [\"C\"]\non = [\"outside.like\"]\nban = true\n";
    assert_eq!(found(&format!("{CLAUSE}{rule}")), [] as [&str; 0]);
    let published = format!("{CLAUSE}class = [\"published\", \"enforced\"]\n{rule}");
    assert_eq!(found(&published), ["1 Warning class-not-carried"]);
    let finding = &all(&published, &Settings::default(), false)[0];
    assert_eq!(finding.message.en, "clause C is declared published, but nothing carries that");
    assert!(finding.help.en.contains("document"), "{}", finding.help.en);
    let document = "[[document]]\nid = \"d\"\nlabel = { ja = \"方針\", en = \"policy\" }\nclause = [\"C\"]\nkind = \"policy\"\nparts = [{ id = \"p\", label = { ja = \"項\", en = \"part\" }, clauses = [\"C\"] }]\n";
    assert_eq!(found(&format!("{published}{document}")), [] as [&str; 0]);
}

#[test]
fn what_nothing_names_is_said() {
    let parameter = "[[parameter]]\nid = \"x\"\nlabel = { ja = \"値\", en = \"value\" }\nclause = [\"T-1\"]\ntype = \"int\"\nvalue = 3\n";
    assert_eq!(found(parameter), ["1 Warning unused-parameter"]);
    let calendar = "[[calendar]]\nid = \"office\"\nlabel = { ja = \"開庁\", en = \"office\" }\ndays = [\"mon\"]\nfrom = \"08:30\"\nuntil = \"17:15\"\nholidays = \"closed\"\n";
    assert_eq!(found(calendar), ["1 Warning unused-calendar"]);
    let used = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nkept = 'within(\"office\", at) && post.media_count < param(\"x\")'\n";
    assert_eq!(found(&format!("{parameter}{calendar}{used}")), [] as [&str; 0]);
    let clock = "[[clock]]\nid = \"c\"\nsince = \"post.published\"\n";
    let count = "[[count]]\nid = \"n\"\nof = \"post.published\"\nwithin = \"30d\"\n";
    let ground = "[[ground]]\nid = \"g\"\nlabel = { ja = \"理由\", en = \"ground\" }\nclause = [\"T-1\"]\n";
    let record =
        "[[record]]\nid = \"k\"\nlabel = { ja = \"記録\", en = \"record\" }\nby = [\"boss\"]\nscope = \"subject\"\n";
    let mode = "[[mode]]\nid = \"m\"\nlabel = { ja = \"体制\", en = \"mode\" }\nstart = \"note\"\n";
    let text = format!("{clock}{count}{ground}{record}{mode}");
    assert_eq!(
        found(&text),
        [
            "1 Warning unused-clock",
            "4 Warning unused-count",
            "8 Warning unused-ground",
            "12 Warning unused-record",
            "17 Warning unused-mode",
        ]
    );
    let procedure = "[[procedure]]\nid = \"p\"\nlabel = { ja = \"手続\", en = \"procedure\" }\nclause = [\"T-1\"]\nsubject = \"account\"\nsteps = [{ id = \"s\", label = { ja = \"一\", en = \"one\" }, owner = [\"boss\"] }]\n";
    assert_eq!(found(procedure), ["1 Warning unreachable"]);
    let opened = procedure.replace("subject", "on = [\"account.opened\"]\nsubject");
    assert_eq!(found(&opened), [] as [&str; 0]);
}

fn chain(id: &str, more: &str) -> String {
    format!(
        "[[chain]]\nid = \"{id}\"\nlabel = {{ ja = \"手順\", en = \"chain\" }}\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\n{more}\n"
    )
}

fn steps(more: &str) -> String {
    format!(
        "steps = [{{ id = \"s\", label = {{ ja = \"確認\", en = \"check\" }}, kind = \"check\", by = [\"boss\"]{more} }}]"
    )
}

#[test]
fn chains_that_cannot_or_may_apply() {
    let applies = "applies = 'post.media_count > 1'";
    let both = format!("{}{}", chain("a", applies), chain("b", "applies = 'post.media_count < 1'"));
    assert_eq!(found(&both), ["7 Warning two-chains"]);
    let one = format!("{}{}", chain("a", ""), chain("b", applies));
    assert_eq!(found(&one), ["7 Error two-chains"]);
    let dated = format!("{}{}", chain("a", "until = \"2026-03-31\""), chain("b", "from = \"2026-04-01\""));
    assert_eq!(found(&dated), [] as [&str; 0]);
    let hidden = format!("{}{}", chain("a", ""), chain("b", "replaces = [\"a\"]"));
    assert_eq!(found(&hidden), ["1 Error unreachable"]);
    let sometimes = format!("{}{}", chain("a", ""), chain("b", &format!("replaces = [\"a\"]\n{applies}")));
    assert_eq!(found(&sometimes), [] as [&str; 0]);
    assert_eq!(found(&chain("a", &steps(", exclude = [\"role:boss\"]"))), ["1 Error unreachable"]);
    assert_eq!(found(&chain("a", &steps(", exclude = [\"s\"]"))), ["1 Error unreachable"]);
    assert_eq!(found(&chain("a", &steps(", exclude = [\"role:writer\"]"))), [] as [&str; 0]);
}

#[test]
fn items_that_never_apply() {
    let rule = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nban = true\n";
    assert_eq!(found(&format!("{rule}where = {{ record = [\"note\"] }}\n")), ["1 Error unreachable"]);
    let backwards = format!("{rule}from = \"2026-04-02\"\nuntil = \"2026-04-01\"\n");
    assert_eq!(found(&backwards), ["1 Error unreachable"]);
    assert!(all(&backwards, &Settings::default(), false)[0].message.en.contains("ends before it begins"));
}

#[test]
fn co_holders_need_a_word_on_how_they_act() {
    let text = chain("c", &steps(""));
    let mut settings = Settings::default();
    settings.set("role:boss", "p-boss\np-other").set("role:writer", "p-writer");
    let codes = |text: &str| all(text, &settings, false).iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&text), ["no-quorum"]);
    assert_eq!(codes(&chain("c", &steps(", together = \"any\""))), [] as [&str; 0]);
    settings.set("role:boss", "p-boss");
    assert!(all(&text, &settings, false).is_empty());
    let several = "[[role]]\nid = \"panel\"\nlabel = { ja = \"委員\", en = \"panel\" }\nclause = [\"T-1\"]\nbound = \"position\"\nmax = 3\n";
    let by = chain("c", &steps("").replace("boss", "panel"));
    assert_eq!(found(&format!("{several}{by}")), ["1 Open unset", "7 Warning no-quorum"]);
}

#[test]
fn open_places() {
    let account =
        |url: &str| format!("[[account]]\nid = \"a\"\nservice = \"facebook\"\nclause = [\"T-1\"]\nurl = \"{url}\"\n");
    assert_eq!(found(&account("")), ["1 Open account-url"]);
    assert_eq!(found(&account("https://www.facebook.example/")), ["1 Open account-url"]);
    assert_eq!(found(&account("https://www.facebook.example/town")), [] as [&str; 0]);
    let form = "[[document]]\nid = \"d\"\nlabel = { ja = \"届\", en = \"form\" }\nclause = [\"T-1\"]\nkind = \"form\"\nderived = true\nparts = [{ id = \"p\", label = { ja = \"項\", en = \"part\" }, fact = \"account.name\" }]\n";
    assert_eq!(found(form), ["1 Open derived-form"]);
    let norm = "[[external_norm]]\nid = \"n\"\ntitle = { ja = \"別記\", en = \"annex\" }\nmissing = true\nclause = [\"T-1\"]\n";
    assert_eq!(found(norm), ["1 Open missing-norm"]);
    let required = "[[parameter]]\nid = \"p\"\nlabel = { ja = \"値\", en = \"value\" }\nclause = [\"T-1\"]\ntype = \"int\"\nrequired_for = [\"activation\"]\n";
    assert_eq!(found(required), ["1 Open unset"]);
    let activated = all(required, &Settings::default(), true);
    assert_eq!((activated[0].level, activated[0].code.as_str()), (Level::Error, "unset"));
}

#[test]
fn roles_of_the_text_have_a_clause_or_a_reading() {
    let role = "[[role]]\nid = \"aide\"\nlabel = { ja = \"補佐\", en = \"aide\" }\nbound = \"position\"\n";
    let used = "[[standing]]\nid = \"s\"\non = [\"comment.reply\"]\nby = [\"aide\"]\nclause = [\"T-1\"]\n";
    assert_eq!(found(&format!("{role}{used}")), ["1 Warning undefined-role", "1 Open unset"]);
    let reading = "[[reading]]\nid = \"aide\"\nclause = \"T-1\"\nwritten = \"補佐\"\nread = \"role:aide\"\ndecided_by = \"pack\"\nnote = { ja = \"読む\", en = \"read so\" }\n";
    assert_eq!(found(&format!("{role}{used}{reading}")), ["1 Open unset"]);
    let none = reading.replace("role:aide", "補佐職").replace("\"aide\"", "\"helper\"");
    let by = used.replace("\"aide\"", "\"reading:helper\"");
    assert_eq!(found(&format!("{none}{by}")), ["1 Error undefined-role"]);
}

#[test]
fn every_text_of_the_new_sections_stands_in_both_languages() {
    let duty = "[[duty]]\nid = \"d\"\nlabel = { ja = \"務め\", en = \"\" }\nclause = [\"T-1\"]\nsubject = \"account\"\nowner = [\"boss\"]\nevery = \"month\"\nanswers = [\"ok\"]\nmessage = { ja = \"確かめる\", en = \"\" }\n";
    assert_eq!(found(duty), ["1 Warning one-language", "1 Warning one-language"]);
}

/// Each of these let something pass, or did nothing, and nobody was told.
#[test]
fn silent_permits_are_told() {
    let chain = "[[category]]\nid = \"news\"\nlabel = { ja = \"お知らせ\", en = \"news\" }\nclause = [\"T-1\"]\n[[chain]]\nid = \"c\"\nlabel = { ja = \"確認\", en = \"check\" }\nclause = [\"T-1\"]\nbefore = [\"post.publish\"]\nwhere = { category = [\"news\"] }\nsteps = [{ id = \"s\", label = { ja = \"確認\", en = \"check\" }, kind = \"check\", by = [\"boss\"] }]\n";
    assert_eq!(found(chain), ["5 Warning no-category"]);
    let asked = "[[rule]]\nid = \"k\"\nclause = [\"T-1\"]\non = [\"post.publish\"]\nkept = 'has(post.category)'\nremedy = [{ choose = \"post.category\" }]\n";
    assert_eq!(found(&format!("{chain}{asked}")), [] as [&str; 0]);
    let open = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"account.open\"]\nrecord = \"note\"\n";
    assert_eq!(found(open), ["1 Warning start-open"]);
    let start = "[[standing]]\nid = \"s\"\non = [\"account.start\"]\nby = [\"boss\"]\nclause = [\"T-1\"]\n";
    assert_eq!(found(&format!("{open}{start}")), [] as [&str; 0]);
    let approval = "[[record]]\nid = \"ok\"\nlabel = { ja = \"承認\", en = \"approval\" }\nby = [\"boss\"]\nscope = \"account\"\ncounts_if = { field = \"yes\", is = \"yes\" }\nfields = [{ id = \"yes\", type = \"yes-no\", label = { ja = \"可\", en = \"yes\" } }]\n[[procedure]]\nid = \"p\"\nlabel = { ja = \"手続\", en = \"procedure\" }\nclause = [\"T-1\"]\nsubject = \"account\"\nopened_by = [\"writer\"]\nsteps = [{ id = \"a\", label = { ja = \"承認\", en = \"approve\" }, owner = [\"boss\"], record = \"ok\" }]\n";
    assert_eq!(found(approval), ["8 Warning approval-unused"]);
    let waits = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"account.start\"]\nrecord = \"ok\"\n";
    assert_eq!(found(&format!("{approval}{waits}")), [] as [&str; 0]);
    let monitor = "[[monitor]]\nid = \"m\"\nlabel = { ja = \"見張り\", en = \"watch\" }\nclause = [\"T-1\"]\nfires = 'has(account.listing_url)'\n";
    assert_eq!(found(monitor), ["1 Warning mute-monitor"]);
    assert_eq!(found(&format!("{monitor}alert = [\"boss\"]\n")), [] as [&str; 0]);
    let by = "[[standing]]\nid = \"s\"\non = [\"comment.reply\"]\nby = [\"aide\"]\nclause = [\"T-1\"]\n";
    let role = |bound: &str| {
        format!(
            "[[role]]\nid = \"aide\"\nlabel = {{ ja = \"補佐\", en = \"aide\" }}\nclause = [\"T-1\"]\nbound = \"{bound}\"\n"
        )
    };
    assert_eq!(found(&format!("{}kinds = [\"student\"]\n{by}", role("staff"))), ["1 Error unreachable"]);
    assert_eq!(found(&format!("{}{by}", role("actor:machine"))), ["1 Warning no-identity"]);
    let known = "[[actor_kind]]\nid = \"machine\"\nlabel = { ja = \"機械\", en = \"machine\" }\nclause = [\"T-1\"]\nneeds = [\"paper\"]\n[[record]]\nid = \"paper\"\nlabel = { ja = \"登録\", en = \"registration\" }\nby = [\"boss\"]\nscope = \"person\"\nterm = \"1y\"\n";
    assert_eq!(found(&format!("{}{by}{known}", role("actor:machine"))), [] as [&str; 0]);
    let together = format!(
        "{}together = \"all\"\n[[procedure]]\nid = \"p\"\nlabel = {{ ja = \"手続\", en = \"procedure\" }}\nclause = [\"T-1\"]\nsubject = \"account\"\nopened_by = [\"writer\"]\nsteps = [{{ id = \"a\", label = {{ ja = \"一\", en = \"one\" }}, owner = [\"aide\"] }}]\n",
        role("position")
    );
    assert_eq!(found(&together), ["1 Open unset"], "it acts in a step");
    let both = together.replace("owner = [\"aide\"]", "owner = [\"aide\"], acks = [\"aide\"], together = 2");
    assert_eq!(found(&both), ["1 Open unset", "7 Warning together-idle"]);
    let act = together.replace("owner = [\"aide\"]", "owner = [\"aide\"], act = \"account.start\", together = 2");
    assert_eq!(found(&act), ["1 Open unset", "7 Warning together-idle"]);
    let duty = |more: &str| {
        format!(
            "[[duty]]\nid = \"d\"\nlabel = {{ ja = \"務め\", en = \"duty\" }}\nclause = [\"T-1\"]\nsubject = \"account\"\nowner = [\"writer\"]\non = [\"account.opened\"]\nanswers = [\"ok\"]\n{more}"
        )
    };
    assert_eq!(found(&duty("")), ["1 Warning no-limit"]);
    assert_eq!(found(&duty("within = \"0d\"\n")), [] as [&str; 0]);
    assert_eq!(found(&duty("within = \"60wd\"\n")), ["1 Warning no-calendar"]);
    let slip = &all(&duty("within = \"90日\"\n"), &Settings::default(), false)[0];
    assert_eq!((slip.code.as_str(), slip.help.ja.as_str()), ("bad-value", "90d と書いてください"));
}

#[test]
fn records_that_count_where_they_should_not() {
    let yes = "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"outside.like\"]\nrecord = \"seen\"\n";
    let seen = |more: &str| {
        format!(
            "[[record]]\nid = \"seen\"\nlabel = {{ ja = \"確認\", en = \"seen\" }}\nby = [\"writer\"]\nscope = \"subject\"\nfields = [{{ id = \"real\", type = \"yes-no\", label = {{ ja = \"本物\", en = \"real\" }} }}]\n{more}"
        )
    };
    assert_eq!(found(&format!("{}{yes}", seen(""))), ["1 Warning attestation-no"]);
    assert_eq!(found(&format!("{}{yes}", seen("counts_if = { field = \"real\", is = \"yes\" }\n"))), [] as [&str; 0]);
    let decision = yes.replace("record =", "strength = \"as-needed\"\ndecision =");
    assert_eq!(found(&format!("{}{decision}", seen(""))), [] as [&str; 0]);
    let order = |more: &str| {
        format!(
            "[[role]]\nid = \"aide\"\nlabel = {{ ja = \"補佐\", en = \"aide\" }}\nclause = [\"T-1\"]\nbound = \"record:order\"\n[[standing]]\nid = \"s\"\non = [\"comment.reply\"]\nby = [\"aide\"]\nclause = [\"T-1\"]\n[[record]]\nid = \"order\"\nlabel = {{ ja = \"指定\", en = \"order\" }}\nby = [\"boss\"]\nscope = \"person\"\nappoints = \"aide\"\nfields = [{{ id = \"until\", type = \"date\", label = {{ ja = \"まで\", en = \"until\" }} }}]\n{more}"
        )
    };
    assert_eq!(found(&order("")), ["11 Warning unbounded-appointment"]);
    assert_eq!(found(&order("validity = { until = \"until\" }\n")), [] as [&str; 0]);
    let rule = |kept: &str| {
        format!(
            "[[rule]]\nid = \"r\"\nclause = [\"T-1\"]\non = [\"account.start\"]\nkept = 'has(account.url) && {kept}'\n"
        )
    };
    assert_eq!(found(&rule("account.url == \"https://x.example/\"")), ["1 Warning address-as-text"]);
    assert_eq!(found(&rule("same_address(account.url, \"https://x.example/\")")), [] as [&str; 0]);
}

#[test]
fn names_in_files_beside_the_pack_lead_somewhere() {
    let files = [
        ("pack.toml", HEAD),
        (
            "settings/a.toml",
            "[[set]]\nkey = \"role:bos\"\nvalue = [\"p-boss\"]\n[[set]]\nkey = \"role:boss\"\nvalue = [\"p-bos\"]\n",
        ),
        (
            "scenarios/a.toml",
            "[facts.x]\nactor = { person = \"b\", capacity = \"c\" }\nfields = { \"post.categry\" = \"x\" }\n[[facts.x.org]]\ncapacity = \"c\"\nperson = \"b\"\nname = \"b\"\nposition = \"p-boss\"\nfrom = \"2026-04-01T00:00:00+09:00\"\n[[facts.x.records]]\nid = \"r\"\nkind = \"notte\"\nby_person = \"b\"\nby_capacity = \"c\"\nat = \"2026-04-01T00:00:00+09:00\"\n",
        ),
    ];
    let report = lint(&PackSource::new(files), Some(&house()), &Settings::default(), false);
    let beside = report.findings.iter().filter(|finding| finding.file != "pack.toml");
    let told: Vec<String> =
        beside.map(|one| format!("{}:{} {} {}", one.file, one.line, one.code, one.help.en)).collect();
    assert_eq!(
        told,
        [
            "scenarios/a.toml:3 unknown-fact did you mean \"post.category\"?",
            "scenarios/a.toml:12 unknown-record did you mean \"note\"?",
            "settings/a.toml:2 unknown-key did you mean \"role:boss\"?",
            "settings/a.toml:5 unknown-position did you mean \"p-boss\"?",
        ]
    );
}
