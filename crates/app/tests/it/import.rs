//! Existing ledgers and staff lists come in as a whole, or not at all.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tatefuda_app::{
    Actor, Failure, FieldError, Forbidden,
    account::{self, AccountTexts, Register},
    execute,
    import::{
        self, AccountLine, ImportAccounts, ImportKind, ImportPeople, Imported, Mapping, PersonLine, look_accounts,
        place,
    },
    member,
    org::{CreateSection, Names, Term, Tier},
    session::{SignInForm, sign_in},
};
use tatefuda_domain::{AccountState, CommandId, SystemRight};
use tatefuda_regulation::PackSource;
use tatefuda_sheet::paste;
use tatefuda_store::sql::statements_run;
use tatefuda_testkit::interrupt::{Ending, after};

use crate::{
    on_both,
    support::{World, town},
};

on_both!(
    a_ledger_comes_in_under_transition_with_what_is_missing,
    one_mistake_keeps_all_of_it_out_and_every_one_is_told,
    sections_that_run_it_together_come_in_with_it,
    what_is_there_already_is_named_and_nothing_comes_twice,
    of_two_at_once_one_comes_in,
    ended_anywhere_all_is_there_or_nothing,
    a_list_of_staff_brings_people_their_offices_and_no_password,
    somebody_in_two_offices_is_one_person,
    an_import_is_for_whoever_may_enter_one_row_of_it,
    a_thousand_people_and_three_hundred_accounts_cost_what_they_are,
);

const UNTIL: &str = "2027-03-31T23:59:00+09:00";

fn until() -> Timestamp {
    UNTIL.parse().unwrap()
}

fn line(row: i64, service: &str, handle: &str, name: &str) -> AccountLine {
    AccountLine {
        row,
        service: service.to_owned(),
        handle: handle.to_owned(),
        name: name.to_owned(),
        section: "広報課".to_owned(),
        url: format!("https://sns.example/{handle}"),
        ..AccountLine::default()
    }
}

fn ledger(rows: Vec<AccountLine>) -> ImportAccounts {
    ImportAccounts {
        running_until: until(),
        basis: "令和8年4月1日 総務課長決裁".to_owned(),
        source: "台帳.xlsx".to_owned(),
        listed: true,
        headings: BTreeMap::new(),
        rows,
    }
}

fn staff(rows: Vec<PersonLine>) -> ImportPeople {
    ImportPeople { basis: String::new(), source: String::new(), add_units: true, headings: BTreeMap::new(), rows }
}

fn person(login: &str, name: &str, section: &str, position: &str) -> PersonLine {
    PersonLine {
        login: login.to_owned(),
        name: name.to_owned(),
        section: section.to_owned(),
        position: position.to_owned(),
        ..PersonLine::default()
    }
}

async fn keeper(world: &World) -> Actor {
    world.person("keeper", world.a.chief, &[SystemRight::ManageAccounts, SystemRight::ManageUsers]).await
}

fn problems<T: std::fmt::Debug>(result: Result<T, Failure>) -> Vec<FieldError> {
    match result {
        Err(Failure::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

/// Row, field and key of each problem.
fn told(errors: &[FieldError]) -> Vec<(usize, String, &str)> {
    let at = |error: &FieldError| place(error).map_or((0, error.field.clone()), |place| (place.row, place.field));
    errors.iter().map(|error| (at(error).0, at(error).1, error.key.as_str())).collect()
}

async fn accounts(world: &World, actor: &Actor) -> usize {
    account::ledger(&world.app, actor).await.unwrap().len()
}

/// The text of the town asks an address of each account before it begins.
const ASKS: &str = r#"
[[rule]]
id = "has-profile"
clause = ["T-1"]
on = ["account.start"]
kept = 'has(account.profile_url)'
remedy = [{ choose = "account.profile_url" }]
"#;

fn source() -> PackSource {
    let mut source = town();
    source.files.insert("asks.toml".to_owned(), ASKS.to_owned());
    for text in source.files.values_mut() {
        *text = text.replace("services = [\"website\"]", "services = [\"website\", \"x\", \"facebook\"]");
    }
    source
}

async fn sections_that_run_it_together_come_in_with_it(world: World) {
    world.regulate_by(source()).await;
    let keeper = keeper(&world).await;
    let span = Term::new(world.now(), None);
    for name in ["観光課", "防災課"] {
        let (names, tier) = (Names::new(name, "", ""), Tier::default());
        world.run(&world.program(), &CreateSection { parent: None, names, ordinal: 2, span, tier }).await.unwrap();
    }
    let shared = |text: &str| AccountLine { shared_with: text.to_owned(), ..line(2, "X", "mizube", "水辺町") };
    let wrong = problems(world.run(&keeper, &ledger(vec![shared("観光課、秘書課")])).await);
    assert_eq!(told(&wrong), [(2, "shared_with".to_owned(), "import-section")]);
    assert_eq!(accounts(&world, &keeper).await, 0, "nothing half imported");

    // Its own section and one named twice are no further ones; other signs between the names are read as well.
    world.run(&keeper, &ledger(vec![shared("観光課, 広報課\n防災課、観光課")])).await.unwrap();
    let all = account::ledger(&world.app, &keeper).await.unwrap();
    let names: Vec<&str> = all[0].shares.iter().map(|share| share.section_name.ja.as_str()).collect();
    assert!(names.len() == 2 && names.contains(&"観光課") && names.contains(&"防災課"), "{names:?}");
    assert!(all[0].shares.iter().all(|share| share.now && share.from == all[0].registered_at && share.until.is_none()));
    world.finish().await;
}

async fn a_ledger_comes_in_under_transition_with_what_is_missing(world: World) {
    world.regulate_by(source()).await;
    let keeper = keeper(&world).await;
    let mut first = line(2, "X（旧Twitter）", "＠mizube_koho", "髙﨑 水辺町広報𠮷");
    first.opened = "令和元年7月1日".to_owned();
    first.in_charge = "広報課長".to_owned();
    let second = AccountLine {
        lines: BTreeMap::from([("profile_url".to_owned(), "https://mizube.example/".to_owned())]),
        ..line(3, "フェイスブック", "mizube", "水辺町")
    };
    let done = world.run(&keeper, &ledger(vec![first, second])).await.unwrap();
    assert_eq!(done.rows, 2);

    let all = account::ledger(&world.app, &keeper).await.unwrap();
    let shown: Vec<_> = all.iter().map(|one| (one.service.as_str(), one.handle.as_str(), one.name.as_str())).collect();
    assert_eq!(shown, [("x", "@mizube_koho", "髙﨑 水辺町広報𠮷"), ("facebook", "mizube", "水辺町")]);
    for one in &all {
        assert_eq!((one.state, one.transition_until), (AccountState::Transition, Some(until())));
        // Nothing is back-dated: what ran before is known to have run since it was entered.
        assert_eq!((one.started_at, one.registered_at), (Some(world.now()), world.now()));
    }
    let kept = import::find(&world.app, &keeper, done.import, 0).await.unwrap();
    assert_eq!(kept.import.by, "広報課 課長 佐藤 keeper");
    assert_eq!(
        kept.items[0].said,
        BTreeMap::from([
            ("opened".to_owned(), "2019-07-01".to_owned()),
            ("in_charge".to_owned(), "広報課長".to_owned()),
        ])
    );
    let missing: Vec<Vec<&str>> = kept
        .items
        .iter()
        .map(|row| row.repairs.iter().flat_map(|one| &one.clauses).map(String::as_str).collect())
        .collect();
    assert!(missing[0].contains(&"T-1") && !missing[1].contains(&"T-1"), "{missing:?}");
    world.wrote(&["import.accounts"]).await;
    world.finish().await;
}

async fn one_mistake_keeps_all_of_it_out_and_every_one_is_told(world: World) {
    let keeper = keeper(&world).await;
    let good = line(2, "x", "one", "一");
    let mut bad = line(3, "テレビ", "two", "");
    bad.section = "ない課".to_owned();
    bad.opened = "未定".to_owned();
    bad.url = "mizube".to_owned();
    let mut signs = line(4, "line", "three", "三\u{fffd}");
    signs.note = "?".repeat(3_000);
    let mut lost = line(5, "youtube", "four", "?野家");
    lost.mail = "そのうち".to_owned();
    let all = ledger(vec![good, bad, signs, lost]);
    let errors = problems(world.run(&keeper, &all).await);
    let expected = [
        (3, "service", "import-service"),
        (3, "section", "import-section"),
        (3, "opened", "import-day"),
        (3, "name", "required"),
        (3, "url", "bad-link"),
        (4, "name", "unreadable-sign"),
        (4, "note", "too-long"),
        (5, "name", "import-lost"),
        (5, "mail", "bad-mail"),
    ];
    assert_eq!(told(&errors), expected.map(|(row, field, key)| (row, field.to_owned(), key)));
    // Looking at it before says the same.
    assert_eq!(look_accounts(&world.app, &keeper, &all).await.unwrap().problems, errors);
    assert_eq!(accounts(&world, &keeper).await, 0);
    assert!(import::list(&world.app, &keeper).await.unwrap().is_empty());

    // Of the table as a whole.
    let none = problems(world.run(&keeper, &ledger(vec![])).await);
    assert_eq!(told(&none), [(0, "rows".to_owned(), "import-empty")]);
    let mut over = ledger(vec![line(2, "x", "one", "一")]);
    (over.running_until, over.basis) = (world.now(), " ".to_owned());
    let keys = problems(world.run(&keeper, &over).await);
    assert_eq!(told(&keys).iter().map(|one| one.2).collect::<Vec<_>>(), ["required", "import-over"]);
    let many = ledger((2..5_003).map(|row| line(row, "x", &format!("h{row}"), "多")).collect());
    problems(world.run(&keeper, &many).await);
    // A column that was taken for another says the same each time: the first are told, the rest is counted.
    let wrong = ledger((2..1_002).map(|row| line(row, "?", &format!("h{row}"), "名")).collect());
    let errors = problems(world.run(&keeper, &wrong).await);
    assert_eq!((errors.len(), errors[200].key.as_str(), errors[200].args["n"].as_str()), (201, "import-more", "800"));
    assert_eq!(accounts(&world, &keeper).await, 0);
    world.finish().await;
}

async fn what_is_there_already_is_named_and_nothing_comes_twice(world: World) {
    let keeper = keeper(&world).await;
    let texts = AccountTexts {
        handle: "@Mizube".to_owned(),
        external_id: Some("100".to_owned()),
        ..AccountTexts::named("水辺町", world.a.section)
    };
    let register = Register { service: "facebook".parse().unwrap(), texts, running_until: None };
    world.run(&keeper, &register).await.unwrap();
    let mut same_page = line(4, "facebook", "other", "別");
    same_page.external_id = "１００".to_owned();
    let bare = AccountLine { url: String::new(), ..line(7, "facebook", "", "水　辺 町") };
    let mut same_address = line(6, "line", "l", "線");
    same_address.url = "HTTP://sns.example/new/".to_owned();
    let all = ledger(vec![
        line(2, "Facebook", "mizube", "水辺町"),
        line(3, "x", "new", "新"),
        same_page,
        line(5, "X", "@NEW", "新しい"),
        same_address,
        bare,
    ]);
    let errors = problems(world.run(&keeper, &all).await);
    let expected = [
        (2, "handle", "import-known"),
        (4, "external_id", "import-known"),
        (5, "handle", "import-twice"),
        (6, "url", "import-twice"),
        (7, "name", "import-known"),
    ];
    assert_eq!(told(&errors), expected.map(|(row, field, key)| (row, field.to_owned(), key)));
    assert_eq!((errors[0].args["name"].as_str(), errors[2].args["other"].as_str()), ("水辺町", "3"));

    // The same command again changes nothing; the same table again names each of its rows.
    let table = ledger(vec![line(2, "x", "new", "新"), line(3, "line", "l", "線")]);
    let id: CommandId = world.app.env.id();
    let first = execute(&world.app, &keeper, id, &table).await.unwrap();
    assert_eq!(execute(&world.app, &keeper, id, &table).await.unwrap(), first);
    let again = problems(world.run(&keeper, &table).await);
    assert_eq!(told(&again).iter().map(|one| one.0).collect::<Vec<_>>(), [2, 2, 3, 3]);
    assert_eq!(accounts(&world, &keeper).await, 3);
    world.finish().await;
}

async fn of_two_at_once_one_comes_in(world: World) {
    let keeper = keeper(&world).await;
    let other = world.person("other", world.a.clerk, &[SystemRight::ManageAccounts]).await;
    let table = || ledger((2..12).map(|row| line(row, "x", &format!("h{row}"), "名")).collect());
    let (one, two) = (table(), table());
    let (one, two) = tokio::join!(world.run(&keeper, &one), world.run(&other, &two));
    let (done, not) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(done.unwrap().rows, 10);
    let errors = problems(not);
    assert!(errors.iter().all(|error| error.key == "import-known"), "{errors:?}");
    assert_eq!(accounts(&world, &keeper).await, 10);
    world.finish().await;
}

async fn ended_anywhere_all_is_there_or_nothing(world: World) {
    let keeper = keeper(&world).await;
    let mut sets = 0;
    for ending in Ending::ALL {
        // Every third point: there are some two hundred.
        for waits in (0..).step_by(3) {
            sets += 1;
            let table = ledger((0..3).map(|row| line(row + 2, "x", &format!("h{sets}-{row}"), "名")).collect());
            let id: CommandId = world.app.env.id();
            let before = accounts(&world, &keeper).await;
            let (app, actor, act) = (world.app.clone(), keeper.clone(), table.clone());
            let done = after(waits, ending, async move { execute(&app, &actor, id, &act).await.map(drop) }).await;
            let entered = accounts(&world, &keeper).await - before;
            assert!(entered == 0 || entered == 3, "{ending:?} at {waits}: {entered}");
            // Sent again it is there once.
            execute(&world.app, &keeper, id, &table).await.unwrap();
            assert_eq!(accounts(&world, &keeper).await, before + 3, "{ending:?} at {waits}");
            if let Some(done) = done {
                done.unwrap();
                break;
            }
        }
    }
    world.finish().await;
}

async fn a_list_of_staff_brings_people_their_offices_and_no_password(world: World) {
    let keeper = keeper(&world).await;
    let mut first = person("１００１", "髙﨑 花子", "税務課", "課長");
    (first.department, first.extension, first.from) = ("総務部".to_owned(), "２０３".to_owned(), "R6.4.1".to_owned());
    let mut second = person("1002", "𠮷田 太郎", "税　務 課", "主事");
    second.until = "令和9年3月31日".to_owned();
    let third = person("1003", "佐藤 次郎", "広報課", "主事");
    let list = staff(vec![first, second, third]);

    // What does not exist is a mistake unless it is to be added.
    let strict = ImportPeople { add_units: false, ..list.clone() };
    let errors = problems(world.run(&keeper, &strict).await);
    let section = |row: usize| (row, "section".to_owned(), "import-section");
    assert_eq!(told(&errors), [section(1), section(2)]);

    let done = world.run(&keeper, &list).await.unwrap();
    assert_eq!(done.rows, 3);
    let all = member::list(&world.app, &keeper).await.unwrap();
    let of = |login: &str| all.iter().find(|one| one.person.login == login).unwrap();
    let offices = |login: &str| -> Vec<String> {
        of(login).appointments.iter().map(|one| format!("{} {}", one.section_name, one.position_name)).collect()
    };
    assert_eq!(offices("1001"), ["税務課 課長"]);
    assert_eq!(offices("1002"), ["税務課 主事"]);
    assert_eq!(offices("1003"), ["広報課 主事"], "in the position that was there");
    assert_eq!(of("1001").person.extension, "203");
    let span = of("1001").appointments[0].appointment.span;
    assert_eq!(span.from, "2024-04-01T00:00:00+09:00".parse().unwrap());
    let span = of("1002").appointments[0].appointment.span;
    assert_eq!(span.until, Some("2027-04-01T00:00:00+09:00".parse().unwrap()), "that day included");
    let chart = tatefuda_app::org::chart(&world.app, &keeper, world.now()).await.unwrap();
    let tax: Vec<_> = chart.sections.iter().filter(|one| one.name_ja == "税務課").collect();
    assert_eq!(tax.len(), 1);
    let above = chart.sections.iter().find(|one| Some(one.id) == tax[0].parent).unwrap();
    assert_eq!(above.name_ja, "総務部");

    // Nobody can sign in by it; a password is made when it is handed over.
    let form = |password: &str| SignInForm {
        tenant: world.a.tenant,
        login: "1001".to_owned(),
        password: tatefuda_app::Secret::new(password),
        source: "192.0.2.1".to_owned(),
    };
    for nothing in ["", "1001"] {
        let tried = sign_in(&world.app, &form(nothing), tatefuda_app::Via::Screen).await;
        assert!(matches!(tried, Err(Failure::Forbidden(Forbidden::SignIn))), "{tried:?}");
    }
    let id = world.app.env.id();
    let given = member::reset_password(&world.app, &keeper, id, of("1001").person.id).await.unwrap().unwrap();
    let signed = sign_in(&world.app, &form(given.expose()), tatefuda_app::Via::Screen).await.unwrap();
    assert!(signed.actor.must_change_password);
    world.wrote(&["import.people"]).await;
    world.finish().await;
}

async fn somebody_in_two_offices_is_one_person(world: World) {
    let keeper = keeper(&world).await;
    let second = PersonLine { kind: "兼務".to_owned(), ..person("1001", "髙﨑　花子", "税務課", "課長") };
    let first = person("1001", "髙﨑 花子", "広報課", "課長");
    let done = world.run(&keeper, &staff(vec![first.clone(), second.clone()])).await.unwrap();
    let all = member::list(&world.app, &keeper).await.unwrap();
    let one = all.iter().find(|one| one.person.login == "1001").unwrap();
    assert_eq!(one.appointments.len(), 2);
    let kept = import::find(&world.app, &keeper, done.import, 0).await.unwrap();
    assert_eq!(kept.items.len(), 2);
    assert_eq!(kept.items[0].id, kept.items[1].id);

    // Without the word, with another name, or there already: told with the other row.
    let other = |login: &str, name: &str, kind: &str| PersonLine {
        kind: kind.to_owned(),
        ..person(login, name, "広報課", "主事")
    };
    let list = staff(vec![
        other("1002", "甲", ""),
        other("1002", "甲", ""),
        other("1002", "乙", "兼務"),
        other("1001", "髙﨑 花子", "兼務"),
        other("A b", "丙", "出向"),
        PersonLine { section: String::new(), ..other("1003", "丁", "") },
    ]);
    let errors = problems(world.run(&keeper, &list).await);
    let expected = [
        (2, "login", "import-login-twice"),
        (3, "login", "import-login-twice"),
        (4, "login", "import-login-known"),
        (5, "kind", "import-kind"),
        (5, "login", "login-form"),
        (6, "section", "required"),
    ];
    assert_eq!(told(&errors), expected.map(|(row, field, key)| (row, field.to_owned(), key)));
    world.finish().await;
}

async fn an_import_is_for_whoever_may_enter_one_row_of_it(world: World) {
    let keeper = keeper(&world).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let table = ledger(vec![line(2, "x", "one", "一")]);
    let refused = world.run(&clerk, &table).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(SystemRight::ManageAccounts)))));
    let refused = world.run(&clerk, &staff(vec![person("1", "甲", "", "")])).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(SystemRight::ManageUsers)))));
    // Who decided that they go on must be known.
    let refused = world.run(&world.program(), &table).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::NoCapacity))));

    let Imported { import, .. } = world.run(&keeper, &table).await.unwrap();
    assert!(import::list(&world.app, &clerk).await.unwrap().is_empty());
    let seen = import::find(&world.app, &clerk, import, 0).await;
    assert!(matches!(seen, Err(Failure::Forbidden(_))), "{seen:?}");
    let other = world.person_of(&world.b, "keeper", world.b.chief, &[SystemRight::ManageAccounts]).await;
    assert!(matches!(import::find(&world.app, &other, import, 0).await, Err(Failure::NotFound)));
    world.finish().await;
}

async fn a_thousand_people_and_three_hundred_accounts_cost_what_they_are(world: World) {
    world.regulate_by(source()).await;
    let keeper = keeper(&world).await;
    let people: Vec<PersonLine> = (0..1_000)
        .map(|n| person(&format!("{n:05}"), &format!("職員 {n}"), &format!("課{}", n % 60), &format!("職{}", n % 8)))
        .collect();
    let before = statements_run();
    world.run(&keeper, &staff(people)).await.unwrap();
    let spent = statements_run() - before;
    // A row, a person, an appointment each, with the sections and positions, and what every act takes.
    assert!(spent <= 3 * 1_000 + 60 + 60 * 8 + 60, "{spent}");

    let rows = (0..300)
        .map(|n| AccountLine { section: format!("課{}", n % 60), ..line(n + 2, "x", &format!("h{n}"), "名") });
    let before = statements_run();
    world.run(&keeper, &ledger(rows.collect())).await.unwrap();
    let spent = statements_run() - before;
    // The account, the row, and what the text is asked of it.
    assert!(spent <= 300 * 20 + 100, "{spent}");
    world.finish().await;
}

#[test]
fn columns_are_taken_for_what_offices_call_them() {
    let table = paste(
        "公式SNS一覧\n令和8年4月1日現在\n\n番号\t媒体\t公式アカウント名\tアカウント\u{3000}ID\t所　管　課\tＵＲＬ\t開設年月日（和暦）\t※備考\n\
         1\tX\t水辺町\t@mizube\t広報課\thttps://x.example/mizube\tR1.7.1\t\n2\tLINE\t水辺町LINE\t\t\t\t\t結合\n",
    )
    .unwrap();
    let guess = Mapping::guess(ImportKind::Accounts, &table, &BTreeMap::new());
    assert_eq!(guess.heading, 4);
    let expected = [
        None,
        Some("service"),
        Some("name"),
        Some("handle"),
        Some("section"),
        Some("url"),
        Some("opened"),
        Some("note"),
    ];
    assert_eq!(guess.columns, expected);
    let lines: Vec<AccountLine> = guess.lines(ImportKind::Accounts, &table);
    assert_eq!((lines[0].row, lines[0].opened.as_str(), lines[1].section.as_str()), (5, "2019-07-01", ""));
    // A cell below another says the same where that was chosen.
    let down = Mapping { down: [4].into(), ..guess.clone() };
    let lines: Vec<AccountLine> = down.lines(ImportKind::Accounts, &table);
    assert_eq!(lines[1].section, "広報課");
    // What was put right once is known the next time.
    let mut right = guess;
    right.columns[0] = Some("external_id");
    let known = right.headings(&table);
    assert_eq!(Mapping::guess(ImportKind::Accounts, &table, &known).columns[0], Some("external_id"));
    // Only headings, nothing, and no headings at all.
    let table = paste("サービス名\tアカウント名\n").unwrap();
    let guess = Mapping::guess(ImportKind::Accounts, &table, &BTreeMap::new());
    assert!(guess.lines::<AccountLine>(ImportKind::Accounts, &table).is_empty());
    let table = paste("1\t2\n").unwrap();
    assert_eq!(Mapping::guess(ImportKind::People, &table, &BTreeMap::new()).heading, 0);
}
