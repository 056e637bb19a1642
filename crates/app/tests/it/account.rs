//! What the ledger says of an account, and what the regulation says to a change of it.

use tatefuda_app::{
    Actor, Ask, Failure, Forbidden, SubjectRef,
    account::{self, AccountTexts, Change, Register, Registered},
    org::{self, ChangeSection, CreatePosition, CreateSection, Names, Term, Tier},
    record::Supply,
};
use tatefuda_domain::{Action, SystemRight};
use tatefuda_regulation::{Answer, Decision, Fact, PackSource, Value};

use crate::{
    on_both,
    support::{World, preview, propose, town},
};

on_both!(
    a_change_is_judged_as_the_account_would_be,
    whose_it_is_now_decides_who_changes_it,
    only_the_keeper_of_the_ledger_gives_it_to_others,
    an_answer_about_one_address_says_nothing_of_another,
    levels_and_branches_of_units_are_known_to_rules,
    what_happened_is_known_as_far_as_the_program_saw_it,
    a_value_of_one_account_acts_for_that_account_alone,
);

/// What each account's policy says of replies.
const REPLIES: &str = r#"
[[parameter]]
id = "replies"
label = { ja = "返信", en = "replies" }
clause = ["T-1"]
type = "choice"
values = ["respond", "none"]
scope = "account"

[[rule]]
id = "answers"
clause = ["T-2"]
on = ["account.change"]
kept = 'param("replies") == "respond"'
"#;

/// The text names the head of the owning section, asks for a shared address, and for a memo at each change.
const LEDGER: &str = r#"
[[classification]]
id = "units"
label = { ja = "組織の段階", en = "levels of units" }
clause = ["T-1"]
use = "other"
levels = [
  { id = "課", label = { ja = "課", en = "section" } },
  { id = "部", label = { ja = "部", en = "department" } },
]

[[role]]
id = "head"
label = { ja = "担当課長", en = "head of the section" }
clause = ["T-1"]
bound = "staff"
within = "owner"

[[standing]]
id = "heads-change"
on = ["account.change"]
by = ["head"]
clause = ["T-1"]

[[record]]
id = "reason"
label = { ja = "変更の理由", en = "reason of a change" }
clause = ["T-1"]
by = ["head"]
scope = "account"
fields = [{ id = "text", label = { ja = "理由", en = "reason" }, type = "text" }]

[[rule]]
id = "shared-address"
clause = ["T-1"]
strength = "absolute"
on = ["account.change"]
applies = 'has(account.mail)'
kept = 'has(account.mail_personal) && !account.mail_personal'

[[rule]]
id = "exact-profile"
clause = ["T-1"]
on = ["account.change"]
applies = 'has(account.profile_url)'
kept = 'has(account.profile_url) && has(account.listing_url) && account.profile_url == account.listing_url && has(account.profile_host) && account.profile_host == "mizube.example"'
remedy = [{ choose = "account.profile_url" }]

[[rule]]
id = "reasoned"
clause = ["T-2"]
on = ["account.change"]
record = "reason"

[[rule]]
id = "unit"
clause = ["T-2"]
strength = "effort"
on = ["account.start"]
kept = 'has(account.section_level) && at_least("units", account.section_level, "部") && has(account.branch) && has(actor.branch)'
"#;

/// Reads the last time of what happened.
const CLOCKS: &str = r#"
[[clock]]
id = "since-post"
clause = ["T-1"]
since = "post.published"
else = "account.started"

[[clock]]
id = "since-change"
clause = ["T-1"]
since = "account.changed"
else = "document.activated"

[[rule]]
id = "posts"
clause = ["T-2"]
strength = "effort"
on = ["account.start"]
kept = 'days("since-post") >= 0 && days("since-change") >= 0'
"#;

fn source() -> PackSource {
    let mut source = town();
    source.files.insert("ledger.toml".to_owned(), LEDGER.to_owned());
    source
}

fn reason() -> Vec<Supply> {
    let fields = [("text".to_owned(), "担当替え".to_owned())].into();
    vec![Supply { kind: "reason".to_owned(), fields, valid_from: None, valid_until: None }]
}

struct Story {
    world: World,
    keeper: Actor,
    head: Actor,
    account: Registered,
}

impl Story {
    async fn new(world: World) -> Self {
        world.regulate_by(source()).await;
        let keeper = world.person("keeper", world.a.clerk, &[SystemRight::ManageAccounts]).await;
        let head = world.person("head", world.a.chief, &[]).await;
        let texts = AccountTexts::named("町公式", world.a.section);
        let register = Register { service: "website".parse().unwrap(), texts, running_until: None };
        let account = world.run(&keeper, &register).await.unwrap();
        Self { world, keeper, head, account }
    }

    fn texts(&self) -> AccountTexts {
        AccountTexts::named("町公式", self.world.a.section)
    }

    async fn change(&mut self, actor: &Actor, texts: AccountTexts) -> Result<Registered, Failure> {
        let Registered { account, version } = self.account;
        let done = self.world.run(actor, &Change { account, version, texts, supplies: reason() }).await;
        if let Ok(done) = &done {
            self.account = *done;
        }
        done
    }
}

fn refused(result: Result<Registered, Failure>) -> Answer {
    match result {
        Err(Failure::Refused(refusal)) => refusal.answer,
        other => panic!("{other:?}"),
    }
}

fn names(answer: &Answer, rule: &str) -> bool {
    answer.refusals.iter().any(|line| line.rule == rule) || answer.groups.iter().any(|group| group.rule == rule)
}

async fn a_change_is_judged_as_the_account_would_be(world: World) {
    let mut story = Story::new(world).await;
    let head = story.head.clone();
    let entries = story.world.entries().await;

    // Without the record that goes with it there is no change.
    let Registered { account, version } = story.account;
    let bare = Change { account, version, texts: story.texts(), supplies: vec![] };
    assert!(names(&refused(story.world.run(&head, &bare).await), "reasoned"));

    // One person's own address, then one of which nobody said whose it is: refused, and the ledger stays.
    let own = AccountTexts { mail: Some("sato@mizube.example".into()), mail_personal: Some(true), ..story.texts() };
    assert!(names(&refused(story.change(&head, own.clone()).await), "shared-address"));
    let unsaid = AccountTexts { mail_personal: None, ..own.clone() };
    assert!(names(&refused(story.change(&head, unsaid).await), "shared-address"));
    assert_eq!(story.world.entries().await, entries + 3, "each refusal has its entry");
    let shared = AccountTexts { mail: Some("koho@mizube.example".into()), mail_personal: Some(false), ..own };
    story.change(&head, shared).await.unwrap();

    // The profile names the very page, and its host is read from it.
    let page = |profile: &str| AccountTexts {
        listing_url: Some("https://mizube.example/sns".into()),
        profile_url: Some(profile.to_owned()),
        mailbox: Some("sns@mizube.example".into()),
        ..AccountTexts::named("町公式", story.world.a.section)
    };
    let (top, exact) = (page("https://mizube.example/"), page("https://mizube.example/sns"));
    assert!(names(&refused(story.change(&head, top).await), "exact-profile"));
    story.change(&head, exact).await.unwrap();

    // What is stale is said to be so.
    let again = story.world.run(&head, &Change { supplies: reason(), ..bare }).await;
    assert!(matches!(again, Err(Failure::Conflict { .. })), "{again:?}");
    let view = account::find(&story.world.app, &head, account).await.unwrap();
    // Absent in the input: as it stands.
    assert_eq!((view.mail.as_str(), view.mail_personal), ("koho@mizube.example", Some(false)));
    assert_eq!(view.profile_url, "https://mizube.example/sns");
    assert_eq!(view.mailbox, "sns@mizube.example");

    let bad = AccountTexts {
        mail: Some("koho＠mizube".into()),
        profile_url: Some("mizube.example".into()),
        listing_url: Some("ftp://mizube.example".into()),
        mailbox: Some("広報".into()),
        ..story.texts()
    };
    let Err(Failure::Invalid(errors)) = story.change(&head, bad).await else { panic!("not refused") };
    let keys: Vec<(&str, &str)> = errors.iter().map(|one| (one.field.as_str(), one.key.as_str())).collect();
    assert_eq!(
        keys,
        [("listing_url", "bad-link"), ("profile_url", "bad-link"), ("mailbox", "bad-mail"), ("mail", "bad-mail")]
    );
    story.world.finish().await;
}

async fn a_value_of_one_account_acts_for_that_account_alone(world: World) {
    let mut source = source();
    source.files.insert("replies.toml".to_owned(), REPLIES.to_owned());
    let regulated = world.regulate_by(source).await;
    let keeper = world.person("keeper", world.a.clerk, &[SystemRight::ManageAccounts]).await;
    let head = world.person("head", world.a.chief, &[]).await;
    let register = async |service: &str, name: &str| {
        let texts = AccountTexts::named(name, world.a.section);
        let register = Register { service: service.parse().unwrap(), texts, running_until: None };
        world.run(&keeper, &register).await.unwrap().account
    };
    let (town, tourism) = (register("website", "町公式").await, register("website", "観光").await);
    let outside = register("x", "対象外").await;
    let wrong = async |key: &str, value: &str| {
        let Err(Failure::Invalid(errors)) = world.run(&regulated.first, &propose(key, value)).await else {
            panic!("{key} = {value} was taken")
        };
        (errors[0].field.clone(), errors[0].key.clone())
    };
    let pair = |field: &str, key: &str| (field.to_owned(), key.to_owned());
    assert_eq!(wrong("param:replies@nobody", "none").await, pair("scope", "unknown-account"));
    let covered = format!("param:replies@{outside}");
    assert_eq!(wrong(&covered, "none").await, pair("scope", "unknown-account"), "no account of this text");
    assert_eq!(wrong(&format!("param:replies@{town}"), "often").await, pair("value", "not-a-choice"));
    assert_eq!(wrong(&format!("param:frequency@{town}"), "3").await, pair("key", "unknown-setting"), "one for all");

    world.set(&regulated, "param:replies", "respond").await;
    world.set(&regulated, &format!("param:replies@{tourism}"), "none").await;
    let change = async |account| {
        let texts = AccountTexts::named("名前", world.a.section);
        world.run(&head, &Change { account, version: 1, texts, supplies: reason() }).await
    };
    change(town).await.unwrap();
    assert!(names(&refused(change(tourism).await), "answers"));
    // Later the account follows the body again.
    world.set(&regulated, &format!("param:replies@{tourism}"), "respond").await;
    change(tourism).await.unwrap();
    world.finish().await;
}

async fn whose_it_is_now_decides_who_changes_it(world: World) {
    let mut story = Story::new(world).await;
    let world = &story.world;
    let span = Term::new(world.now(), None);
    let names = Names::new("税務課", "", "");
    let other = CreateSection { parent: None, names: names.clone(), ordinal: 2, span, tier: Tier::default() };
    let other = world.run(&world.program(), &other).await.unwrap();
    let position =
        CreatePosition { section: other, names, rank: String::new(), rank_order: 1, extension: String::new(), span };
    let position = world.run(&world.program(), &position).await.unwrap();
    let stranger = world.person("stranger", position, &[SystemRight::ManageAccounts]).await;
    let offer = account::change_offer(&world.app, &stranger, story.account.account).await.unwrap();
    assert!(offer.named && !offer.open && offer.answer.decision == Decision::Refused);
    let offer = account::change_offer(&world.app, &story.head, story.account.account).await.unwrap();
    assert!(offer.open, "{:?}", offer.answer);
    // Taking it over does not make it theirs to change.
    let taken = AccountTexts { section: other, ..story.texts() };
    assert!(self::names(&refused(story.change(&stranger, taken).await), "standing"));
    story.world.finish().await;
}

async fn only_the_keeper_of_the_ledger_gives_it_to_others(world: World) {
    let mut story = Story::new(world).await;
    let (head, keeper) = (story.head.clone(), story.keeper.clone());
    let page = AccountTexts { external_id: Some("100".into()), ..story.texts() };
    let right = Forbidden::Right(SystemRight::ManageAccounts);
    let refused = story.change(&head, page.clone()).await;
    assert!(matches!(&refused, Err(Failure::Forbidden(why)) if *why == right), "{refused:?}");
    story.change(&keeper, page).await.unwrap();
    story.world.finish().await;
}

async fn an_answer_about_one_address_says_nothing_of_another(world: World) {
    let mut story = Story::new(world).await;
    let head = story.head.clone();
    let shared = AccountTexts { mail: Some("koho@a.example".into()), mail_personal: Some(false), ..story.texts() };
    story.change(&head, shared.clone()).await.unwrap();
    let other = AccountTexts { mail: Some("info@a.example".into()), mail_personal: None, ..shared };
    assert!(names(&refused(story.change(&head, other).await), "shared-address"));
    let none = AccountTexts { mail: Some(String::new()), mail_personal: Some(true), ..story.texts() };
    story.change(&head, none).await.unwrap();
    let view = account::find(&story.world.app, &head, story.account.account).await.unwrap();
    assert_eq!((view.mail.as_str(), view.mail_personal), ("", None));
    story.world.finish().await;
}

async fn levels_and_branches_of_units_are_known_to_rules(world: World) {
    let story = Story::new(world).await;
    let world = &story.world;
    let admin = world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await;
    let facts = async || {
        let ask = Ask::new(Action::AccountStart, SubjectRef::Account(story.account.account));
        preview(&world.app, &story.head, ask).await.unwrap()
    };
    let before = facts().await;
    assert_eq!(before.facts.fields.get("account.section_level"), Some(&Fact::Known(Value::Nothing)));
    assert!(before.answer.notes.iter().any(|line| line.rule == "unit"), "{:?}", before.answer);
    let levels = org::levels(&world.app, &admin).await.unwrap();
    assert_eq!(levels.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["課", "部"]);
    let change = |level: &str| ChangeSection {
        section: world.a.section,
        tier: Tier { level: level.to_owned(), branch: "町長部局".to_owned() },
    };
    let unknown = world.run(&admin, &change("局")).await;
    let Err(Failure::Invalid(errors)) = unknown else { panic!("{unknown:?}") };
    assert_eq!((errors[0].field.as_str(), errors[0].key.as_str()), ("level", "unknown-level"));
    assert!(matches!(world.run(&story.head, &change("部")).await, Err(Failure::Forbidden(_))));
    world.run(&admin, &change("部")).await.unwrap();
    let after = facts().await;
    assert!(after.answer.notes.iter().all(|line| line.rule != "unit"), "{:?}", after.answer);

    // A unit without a branch of its own belongs to that of the unit above.
    let span = Term::new(world.now(), None);
    let below = CreateSection {
        parent: Some(world.a.section),
        names: Names::new("広報係", "", ""),
        ordinal: 2,
        span,
        tier: Tier { level: "課".to_owned(), branch: String::new() },
    };
    let below = world.run(&admin, &below).await.unwrap();
    let texts = AccountTexts { section: below, ..story.texts() };
    let register = Register { service: "website".parse().unwrap(), texts, running_until: None };
    let made = world.run(&story.keeper, &register).await.unwrap();
    let ask = Ask::new(Action::AccountStart, SubjectRef::Account(made.account));
    let asked = preview(&world.app, &story.head, ask).await.unwrap();
    assert_eq!(asked.facts.fields.get("account.branch"), Some(&Fact::Known(Value::Text("町長部局".to_owned()))));
    assert!(asked.answer.notes.iter().any(|line| line.rule == "unit"), "a section is less than a department");
    world.finish().await;
}

async fn what_happened_is_known_as_far_as_the_program_saw_it(world: World) {
    let mut clocks = source();
    clocks.files.insert("clocks.toml".to_owned(), CLOCKS.to_owned());
    let in_force = world.now();
    world.regulate_by(clocks).await;
    let keeper = world.person("keeper", world.a.clerk, &[SystemRight::ManageAccounts]).await;
    let head = world.person("head", world.a.chief, &[]).await;
    let register = |running_until| Register {
        service: "website".parse().unwrap(),
        texts: AccountTexts::named("町公式", world.a.section),
        running_until,
    };
    let until = world.now().checked_add(jiff::SignedDuration::from_hours(1000)).ok();
    let new = world.run(&keeper, &register(None)).await.unwrap();
    let old = world.run(&keeper, &register(until)).await.unwrap();
    let events = async |account| {
        let ask = Ask::new(Action::AccountStart, SubjectRef::Account(account));
        preview(&world.app, &head, ask).await.unwrap().facts.events
    };
    // Of what began here it is known that nothing happened yet.
    let known = events(new.account).await;
    assert_eq!(known.get("post.published"), Some(&None));
    assert_eq!(known.get("account.started"), Some(&None));
    assert_eq!(known.get("account.changed"), Some(&None));
    assert_eq!(known.get("document.activated"), Some(&Some(in_force)));
    assert!(!known.contains_key("account.closed"), "nothing reads it");
    // What ran before may have posted before: nobody can tell.
    let known = events(old.account).await;
    assert!(!known.contains_key("post.published") && !known.contains_key("account.started"), "{known:?}");

    let at = world.clock.advance(jiff::SignedDuration::from_hours(5));
    let texts = AccountTexts::named("町の公式", world.a.section);
    let change = Change { account: old.account, version: old.version, texts, supplies: reason() };
    world.run(&head, &change).await.unwrap();
    assert_eq!(events(old.account).await.get("account.changed"), Some(&Some(at)));
    world.finish().await;
}
