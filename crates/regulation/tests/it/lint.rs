//! Lint beyond loading: each finding at its line, with what would be right.

use tatefuda_regulation::{
    PackSource, Settings,
    tools::{Level, LintFinding, lint},
};

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
