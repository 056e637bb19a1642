//! On which device somebody acts, from the code to the send that was scheduled on it (decision 0021).

use jiff::SignedDuration;
use tatefuda_app::{
    Actor, Ask, Failure, Forbidden, Secret, SubjectRef,
    account::{AccountTexts, Register},
    device::{self, Revoke},
    post::{Content, Draft, Publish, Submit, TargetInput},
    publication::{Begin, Begun, Lease, Reschedule, queue},
};
use tatefuda_domain::{AccountId, Action, DeviceId, PublicationId, SystemRight, digest::Window};
use tatefuda_regulation::{Fact, PackSource, Value};

use crate::{
    on_both,
    support::{World, preview, town},
};

on_both!(
    a_code_enrols_one_browser_once,
    codes_end_and_tries_are_limited,
    only_administrators_issue_and_revoke,
    what_is_scheduled_on_a_device_is_sent_as_from_it,
);

/// Posts come from devices on record.
const DEVICES: &str = r#"
[[record]]
id = "device"
label = { ja = "端末", en = "device" }
clause = ["T-1"]
by = ["responsible"]
scope = "body"
fields = [{ id = "device", label = { ja = "番号", en = "number" }, type = "text" }]

[[standing]]
id = "all"
on = ["post.draft", "post.submit", "post.publish"]
by = ["house:staff"]
clause = ["T-1"]

[[chain]]
id = "none"
label = { ja = "手続なし", en = "no steps" }
clause = ["T-1"]
before = ["post.publish"]
steps = []

[[rule]]
id = "from-a-device"
clause = ["T-2"]
on = ["post.publish"]
kept = 'has(actor.device) && actor.device == "PC-1"'
message = { ja = "登録した端末から投稿します。この端末が未登録なら、端末の登録を受けてください。", en = "Post from a registered device; have this one registered first." }
"#;

const SOURCE: &str = "10.0.0.1";

fn source() -> PackSource {
    let mut source = town();
    source.files.insert("devices.toml".to_owned(), DEVICES.to_owned());
    source
}

async fn code(world: &World, admin: &Actor, number: &str) -> (DeviceId, Secret) {
    let issued = device::issue(&world.app, admin, world.app.env.id(), number).await.unwrap();
    (issued.id, issued.code.unwrap())
}

async fn enrol(world: &World, actor: &Actor, code: &str) -> Result<Secret, Failure> {
    let enrolled = device::enrol(&world.app, actor, world.app.env.id(), code, SOURCE).await?;
    Ok(enrolled.secret.unwrap())
}

fn is_bad_code<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Failure::Invalid(errors)) if errors[0].field == "code" && errors[0].key == "bad-code")
}

async fn a_code_enrols_one_browser_once(world: World) {
    let admin = world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await;
    let writer = world.person("writer", world.a.clerk, &[]).await;
    let (id, first) = code(&world, &admin, "PC-1").await;
    // Told over the telephone: blanks and case say nothing.
    let spoken = format!(" {} ", first.expose().to_uppercase());
    let secret = enrol(&world, &writer, &spoken).await.unwrap();
    assert!(is_bad_code(enrol(&world, &writer, first.expose()).await), "a code serves once");
    assert_eq!(device::of_secret(&world.app, world.a.tenant, &secret).await.unwrap(), Some(id));
    assert_eq!(device::of_secret(&world.app, world.b.tenant, &secret).await.unwrap(), None, "another body's");
    let on = Actor { device: Some(id), ..writer.clone() };
    assert_eq!(device::own(&world.app, &on).await.unwrap().as_deref(), Some("PC-1"));

    // A browser that takes over the number: the former one is that device no more.
    let (again, second) = code(&world, &admin, "PC-1").await;
    assert_eq!(
        device::of_secret(&world.app, world.a.tenant, &secret).await.unwrap(),
        Some(id),
        "not before it is used"
    );
    let newer = enrol(&world, &writer, second.expose()).await.unwrap();
    assert_eq!(device::of_secret(&world.app, world.a.tenant, &secret).await.unwrap(), None);
    assert_eq!(device::of_secret(&world.app, world.a.tenant, &newer).await.unwrap(), Some(again));
    world.run(&admin, &Revoke { id: again }).await.unwrap();
    assert_eq!(device::of_secret(&world.app, world.a.tenant, &newer).await.unwrap(), None);
    assert_eq!(device::own(&world.app, &Actor { device: Some(again), ..writer }).await.unwrap(), None);
    let list = device::list(&world.app, &admin).await.unwrap();
    assert!(list.len() == 2 && list.iter().all(|one| one.device.state.revoked_at().is_some()), "{list:?}");
    world.finish().await;
}

async fn codes_end_and_tries_are_limited(world: World) {
    let admin = world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await;
    let writer = world.person("writer", world.a.clerk, &[]).await;
    let (_, old) = code(&world, &admin, "PC-1").await;
    let (taken, back) = code(&world, &admin, "PC-2").await;
    world.run(&admin, &Revoke { id: taken }).await.unwrap();
    assert!(is_bad_code(enrol(&world, &writer, back.expose()).await), "taken back");
    // A further code for the number makes the former one useless.
    let (_, newer) = code(&world, &admin, "PC-1").await;
    assert!(is_bad_code(enrol(&world, &writer, old.expose()).await), "replaced");
    world.clock.advance(SignedDuration::from_hours(24));
    assert!(is_bad_code(enrol(&world, &writer, newer.expose()).await), "too old");
    let mut limited = false;
    for _ in 0..world.app.config.sign_in_per_pair {
        match enrol(&world, &writer, "guess").await {
            Err(Failure::RateLimited { .. }) => limited = true,
            other => assert!(is_bad_code(other)),
        }
    }
    assert!(limited, "tries are limited as at sign-in");
    world.finish().await;
}

async fn only_administrators_issue_and_revoke(world: World) {
    let admin = world.person("admin", world.a.clerk, &[SystemRight::ManageUsers]).await;
    let writer = world.person("writer", world.a.clerk, &[]).await;
    let (id, _) = code(&world, &admin, "PC-1").await;
    let right = Forbidden::Right(SystemRight::ManageUsers);
    let issued = device::issue(&world.app, &writer, world.app.env.id(), "PC-9").await;
    assert!(matches!(issued.map(|one| one.id), Err(Failure::Forbidden(why)) if why == right));
    let revoked = world.run(&writer, &Revoke { id }).await;
    assert!(matches!(revoked, Err(Failure::Forbidden(why)) if why == right));
    assert!(matches!(device::list(&world.app, &writer).await, Err(Failure::Forbidden(_))));
    let blank = device::issue(&world.app, &admin, world.app.env.id(), " ").await;
    assert!(matches!(blank.map(|one| one.id), Err(Failure::Invalid(_))));
    // A repeat of the command makes no second code, and nobody knows the first any more.
    let same = world.app.env.id();
    let once = device::issue(&world.app, &admin, same, "PC-3").await.unwrap();
    let twice = device::issue(&world.app, &admin, same, "PC-3").await.unwrap();
    assert!(once.code.is_some() && twice.code.is_none() && once.id == twice.id);
    world.finish().await;
}

struct Story {
    world: World,
    admin: Actor,
    chief: Actor,
    account: AccountId,
}

impl Story {
    /// A post scheduled for an hour ahead.
    async fn scheduled(&self, by: &Actor) -> Result<PublicationId, Failure> {
        let world = &self.world;
        let content = Content {
            title: "お知らせ".to_owned(),
            text: "お知らせ".to_owned(),
            category: None,
            classification: None,
            decision_status: None,
            fields: std::collections::BTreeMap::new(),
            window: Window::default(),
            targets: vec![TargetInput::shared(self.account)],
        };
        let saved = world.run(by, &Draft { content }).await?;
        let submit = Submit { post: saved.post, version: saved.version, supplies: vec![] };
        let saved = world.run(by, &submit).await?;
        let at = world.now().checked_add(SignedDuration::from_hours(1)).ok();
        let publish = Publish { post: saved.post, version: saved.version, at, accounts: vec![], supplies: vec![] };
        Ok(world.run(by, &publish).await?.publications[0])
    }

    /// What the worker does with what is due.
    async fn worker(&self) -> Begun {
        self.world.clock.advance(SignedDuration::from_hours(1));
        let work = queue::due(&self.world.app, 10).await.unwrap().remove(0);
        let actor = work.actor();
        let lease = Lease { publication: work.publication, owner: "w".to_owned(), seconds: 60 };
        let epoch = self.world.run(&actor, &lease).await.unwrap().epoch;
        let begin = Begin {
            publication: work.publication,
            epoch,
            seconds: 60,
            content: None,
            wire: None,
            match_hash: None,
            problem: None,
        };
        self.world.run(&actor, &begin).await.unwrap()
    }
}

async fn what_is_scheduled_on_a_device_is_sent_as_from_it(world: World) {
    world.regulate_by(source()).await;
    let rights = [SystemRight::ManageUsers, SystemRight::ManageAccounts];
    let admin = world.person("admin", world.a.clerk, &rights).await;
    let chief = world.person("chief", world.a.chief, &[]).await;
    let texts = AccountTexts::named("町公式", world.a.section);
    let running_until = world.now().checked_add(SignedDuration::from_hours(1000)).ok();
    let register = Register { service: "website".parse().unwrap(), texts, running_until };
    let account = world.run(&admin, &register).await.unwrap().account;
    let story = Story { world, admin, chief, account };
    let world = &story.world;

    // Without a device it is known that there is none: the rule says so, it is not at a loss.
    let ask = Ask::new(Action::PostPublish, SubjectRef::Account(account));
    let asked = preview(&world.app, &story.chief, ask).await.unwrap();
    assert_eq!(asked.facts.fields.get("actor.device"), Some(&Fact::Known(Value::Nothing)));
    let Err(Failure::Refused(refusal)) = story.scheduled(&story.chief).await else { panic!("not refused") };
    let line = refusal.answer.refusals.iter().find(|line| line.rule == "from-a-device").unwrap();
    assert!(line.message.ja.contains("端末の登録"), "{line:?}");

    let (id, code) = code(world, &story.admin, "PC-1").await;
    enrol(world, &story.chief, code.expose()).await.unwrap();
    let on = Actor { device: Some(id), ..story.chief.clone() };
    story.scheduled(&on).await.unwrap();
    assert_eq!(story.worker().await, Begun::Published, "the worker acts as from the device");

    // Lost between schedule and send: held for a person, and put back from another device.
    let held = story.scheduled(&on).await.unwrap();
    world.run(&story.admin, &Revoke { id }).await.unwrap();
    assert_eq!(story.worker().await, Begun::Held { reason: "regulation".to_owned() });
    let at = world.now().checked_add(SignedDuration::from_hours(1)).ok();
    let again = Reschedule { publication: held, version: 3, at, supplies: vec![] };
    assert!(matches!(world.run(&on, &again).await, Err(Failure::Refused(_))));
    let (id, code) = self::code(world, &story.admin, "PC-1").await;
    enrol(world, &story.chief, code.expose()).await.unwrap();
    world.run(&Actor { device: Some(id), ..story.chief.clone() }, &again).await.unwrap();
    assert_eq!(story.worker().await, Begun::Published);
    story.world.finish().await;
}
