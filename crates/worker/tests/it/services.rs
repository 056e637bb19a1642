//! X and LINE: connected, posted to, renewed and repeated, with the real connectors against their doubles.

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use tatefuda_app::{
    Failure, Secret,
    account::{self, AccountTexts, Connect, Ends, Register},
    execute,
    org::EndAppointment,
    post::{Draft, Saved},
    stop::{StopAll, StopScope},
};
use tatefuda_domain::{
    AccountId, Clock as _, PublicationId,
    digest::Window,
    publication::{Proof, PublicationState as S, State},
};
use tatefuda_doubles::{Fault, On, line, x};
use tatefuda_platforms::{HttpSettings, Line, LineConfig, X, XConfig, client};
use tatefuda_worker::{Step, Worker};
use tokio::{runtime::Handle, task::block_in_place};

use crate::{
    media, on_both,
    place::ledger,
    support::{PAGE, Town},
};

on_both!(
    each_service_is_connected_and_posted_to,
    an_empty_or_wrong_part_never_replaces_a_good_connection,
    a_lost_answer_of_line_is_settled_under_its_key,
    a_repeat_is_asked_like_a_first_send,
    what_is_no_acceptance_leaves_a_repeat_unknown,
    one_worker_renews_and_the_send_waits_for_it,
    a_refused_renewal_ends_the_connection_and_holds,
    a_new_connection_wins_over_a_renewal_of_the_former,
    spent_credits_hold_until_a_person_looks,
    everything_is_asked_again_before_each_stage_of_each_connector,
    no_secret_of_any_service_is_found_anywhere,
);

const USER: &str = "2244994945";
const APP_SECRET: &str = "PLANTED-x-app-secret";
const ACCESS: &str = "PLANTED-x-access";
const REFRESH: &str = "PLANTED-x-refresh";
const CHANNEL_SECRET: &str = "PLANTED-line-channel-secret";
const FRIENDS: &str = "@practice";

struct Services {
    x: x::Handle,
    line: line::Handle,
    bird: AccountId,
    friends: AccountId,
}

impl Services {
    /// The doubles, the accounts in the ledger, and their connections as a person would make them.
    async fn of(town: &mut Town) -> Self {
        let services = Self::unconnected(town).await;
        for connect in [services.bird(), services.channel()] {
            let connect = connect.asked(&town.app, &town.admin).await.unwrap();
            town.run(&town.admin, &connect).await.unwrap();
        }
        services
    }

    async fn unconnected(town: &mut Town) -> Self {
        let clock = || Arc::new(town.clock.clone());
        let user = x::UserConfig {
            id: USER.to_owned(),
            handle: "practice".to_owned(),
            name: "練習".to_owned(),
            access: ACCESS.to_owned(),
            refresh: REFRESH.to_owned(),
        };
        let x = x::start(x::Config::new(clock(), ("app", APP_SECRET), vec![user])).await.unwrap();
        let channel = line::ChannelConfig {
            id: "1650000000".to_owned(),
            secret: CHANNEL_SECRET.to_owned(),
            basic_id: FRIENDS.to_owned(),
            name: "練習".to_owned(),
        };
        let config = line::Config { listen: ([127, 0, 0, 1], 0).into(), channels: vec![channel], clock: clock() };
        let line = line::start(config).await.unwrap();
        let http = client(&HttpSettings::default()).unwrap();
        town.platforms = town
            .platforms
            .clone()
            .with(Arc::new(X::new(http.clone(), XConfig::double(x.base_url.parse().unwrap()))))
            .with(Arc::new(Line::new(http, LineConfig::double(line.base_url.parse().unwrap()))));
        town.app.reach(town.platforms.clone());
        let bird = register(town, "x", USER).await;
        let friends = register(town, "line", FRIENDS).await;
        Self { x, line, bird, friends }
    }

    /// How many copies of a text there are, on whichever service.
    fn copies(&self, town: &Town, text: &str) -> usize {
        let (x, line) = (self.x.state.copies(USER, text), self.line.state.copies(text));
        town.double.state.copies(PAGE, text) + x + line
    }

    fn bird(&self) -> Connect {
        Connect::new(self.bird, Secret::new(ACCESS), None)
            .app("app", Secret::new(APP_SECRET))
            .renewed_by(Secret::new(REFRESH))
    }

    fn channel(&self) -> Connect {
        Connect::new(self.friends, Secret::default(), None).app("1650000000", Secret::new(CHANNEL_SECRET))
    }
}

async fn register(town: &Town, service: &str, id: &str) -> AccountId {
    let texts = AccountTexts {
        url: format!("https://example.lg.jp/{service}"),
        purpose: "市政の広報".to_owned(),
        external_id: Some(id.to_owned()),
        listed: true,
        ..AccountTexts::named(format!("市の{service}"), town.section)
    };
    let running_until = Some(town.now() + SignedDuration::from_hours(24 * 365));
    let register = Register { service: service.parse().unwrap(), texts, running_until };
    town.run(&town.admin, &register).await.unwrap().account
}

async fn scheduled(town: &Town, text: &str, account: AccountId) -> PublicationId {
    let saved = town.cleared(text, &[account]).await;
    town.publish(&saved, None).await.publications[0]
}

async fn each_service_is_connected_and_posted_to(mut town: Town) {
    let services = Services::of(&mut town).await;
    let text = "大雨警報が出ました。";
    let saved = town.cleared(text, &[town.facebook, services.bird, services.friends]).await;
    let all = town.publish(&saved, None).await.publications;
    town.settle(2).await;
    for id in all {
        let one = town.publication(id).await;
        assert!(matches!(one.state, State::Published { proof: Proof::Api, .. }), "{:?}", one.state);
    }
    let copies = (town.copies(text), services.x.state.copies(USER, text), services.line.state.copies(text));
    assert_eq!(copies, (1, 1, 1));
    let bird = account::find(&town.app, &town.admin, services.bird).await.unwrap();
    assert!(bird.connected && bird.token_renewed && bird.token_expires_at.is_none());
    assert_eq!(bird.connects_by, ["app_id", "app_secret", "refresh", "token"]);
    // An end that nothing renews is told two weeks before.
    for (days, ends) in [(15, Ends::No), (13, Ends::Soon)] {
        let until = Some(town.now() + SignedDuration::from_hours(24 * days));
        let connect = Connect::new(town.facebook, Secret::new(crate::support::TOKEN), until);
        town.run(&town.admin, &connect.asked(&town.app, &town.admin).await.unwrap()).await.unwrap();
        assert_eq!(account::find(&town.app, &town.admin, town.facebook).await.unwrap().token_ends, ends);
    }
    assert_eq!((services.x.state.violations(), services.line.state.violations()), (vec![], vec![]));
    town.finish().await;
}

/// Whatever is wrong with a new connection: the one that is there goes on.
async fn an_empty_or_wrong_part_never_replaces_a_good_connection(mut town: Town) {
    let services = Services::of(&mut town).await;
    let bird = || Connect::new(services.bird, Secret::new(ACCESS), None);
    let nothing = Secret::default;
    for (connect, field, key) in [
        (bird().app("app", Secret::new(APP_SECRET)), "refresh", "required"),
        (bird().app("", Secret::new(APP_SECRET)).renewed_by(Secret::new(REFRESH)), "app_id", "required"),
        (bird().app("app", nothing()).renewed_by(Secret::new(REFRESH)), "app_secret", "required"),
        (bird().app("app", Secret::new("二 語")).renewed_by(Secret::new(REFRESH)), "app_secret", "not-a-token"),
        (Connect::new(services.friends, nothing(), None), "app_id", "required"),
        (Connect::new(services.friends, nothing(), None).app("1650000000", nothing()), "app_secret", "required"),
        (
            Connect::new(services.friends, nothing(), None).app("1650000000", Secret::new("wrong")),
            "app_secret",
            "token-refused",
        ),
        (
            Connect::new(services.bird, Secret::new("wrong"), None)
                .app("app", Secret::new(APP_SECRET))
                .renewed_by(Secret::new(REFRESH)),
            "token",
            "token-refused",
        ),
    ] {
        let done = match connect.asked(&town.app, &town.admin).await {
            Ok(connect) => town.run(&town.admin, &connect).await,
            Err(failure) => Err(failure),
        };
        let Err(Failure::Invalid(errors)) = &done else { panic!("{field} {key}: {done:?}") };
        assert!(errors.iter().any(|error| error.field == field && error.key == key), "{field} {key}: {errors:?}");
    }
    // A number that the ledger does not have yet is told, so that nobody has to look for it.
    ledger(&town, services.bird, |texts| texts.external_id = None).await;
    let told = town.run(&town.admin, &services.bird().asked(&town.app, &town.admin).await.unwrap()).await;
    let Err(Failure::Invalid(errors)) = &told else { panic!("{told:?}") };
    assert_eq!((errors[0].key.as_str(), errors[0].args["owner"].as_str()), ("id-before-token-told", USER));
    ledger(&town, services.bird, |texts| texts.external_id = Some(USER.to_owned())).await;

    let ids = [scheduled(&town, "続く鳥", services.bird).await, scheduled(&town, "続く友だち", services.friends).await];
    town.settle(2).await;
    for id in ids {
        assert_eq!(town.state(id).await, S::Published);
    }
    town.finish().await;
}

async fn a_lost_answer_of_line_is_settled_under_its_key(mut town: Town) {
    let services = Services::of(&mut town).await;
    for (number, (fault, taken_first)) in [
        (line::Fault::DropReplyAfterAccept, 1),
        (line::Fault::FiveHundredAfterAccept, 1),
        (line::Fault::DropBeforeAccept, 0),
        (line::Fault::FiveHundredBeforeAccept, 0),
    ]
    .into_iter()
    .enumerate()
    {
        let text = format!("給水車 第{number}便");
        services.line.state.next_faults([fault]);
        let id = scheduled(&town, &text, services.friends).await;
        town.tick().await;
        assert_eq!((town.state(id).await, services.line.state.copies(&text)), (S::Unknown, taken_first), "{fault:?}");
        town.pass(2);
        assert_eq!(town.tick().await.looked, 1);
        let found = town.publication(id).await;
        assert!(matches!(found.state, State::Published { proof: Proof::Api, .. }), "{fault:?}: {:?}", found.state);
        assert_eq!((services.line.state.copies(&text), found.attempts), (1, 1), "{fault:?}: the same attempt");
        let taken = services.line.state.taken();
        let post = found.state.platform_post().unwrap();
        assert_eq!(post.id, taken.last().unwrap().request, "the request that was accepted names it");
    }
    town.finish().await;
}

fn stop_all() -> StopAll {
    StopAll { reason: "乗っ取りの疑い".to_owned(), scope: StopScope::Body, by_file: false }
}

/// What can come in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// All sending is stopped.
    Stop,
    /// The window closes.
    Window,
    /// Whoever scheduled it is in office no longer: the regulation does not permit it any more.
    Regulation,
    /// The account stands elsewhere.
    Place,
}

/// What is needed to do it from inside a step of a worker.
struct Hand {
    app: tatefuda_app::App,
    admin: tatefuda_app::Actor,
    operator: tatefuda_app::Actor,
    clock: tatefuda_testkit::ManualClock,
}

impl Hand {
    fn of(town: &Town) -> Self {
        let (admin, operator) = (town.admin.clone(), town.operator.clone());
        Self { app: town.app.clone(), admin, operator, clock: town.clock.clone() }
    }

    async fn does(&self, what: Between, account: AccountId) {
        let (app, admin) = (&self.app, &self.admin);
        match what {
            Between::Stop => drop(execute(app, admin, app.env.id(), &stop_all()).await.unwrap()),
            Between::Window => drop(self.clock.advance(SignedDuration::from_secs(61))),
            Between::Regulation => {
                let until = Some(self.clock.now());
                let end = EndAppointment { id: self.operator.capacity.unwrap(), until };
                execute(app, admin, app.env.id(), &end).await.unwrap();
            }
            Between::Place => {
                let now = account::find(app, admin, account).await.unwrap();
                let texts = AccountTexts {
                    handle: now.handle,
                    url: now.url,
                    purpose: now.purpose,
                    external_id: Some("999".to_owned()),
                    listed: now.listed,
                    ..AccountTexts::named(now.name, now.section)
                };
                let change = account::Change { account, version: now.version, texts, supplies: vec![] };
                execute(app, admin, app.env.id(), &change).await.unwrap();
            }
        }
    }
}

/// A cleared post with a window that closes in a minute, due now.
async fn with_a_window(town: &Town, text: &str, account: AccountId, pictures: bool) -> PublicationId {
    let mut content = town.content(text, &[account]);
    content.window = Window { from: None, until: Some(town.now() + SignedDuration::from_secs(60)) };
    if pictures {
        content.targets[0].media = media::two(town).await;
    }
    let draft = town.run(&town.operator, &Draft { content }).await.unwrap();
    let saved = match pictures {
        true => media::submit(town, &draft).await,
        false => town.submit(&draft).await,
    };
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    town.publish(&Saved { version: given.version, ..saved }, None).await.publications[0]
}

async fn a_repeat_is_asked_like_a_first_send(mut town: Town) {
    let services = Services::of(&mut town).await;
    let hand = Hand::of(&town);
    // The stop comes last: it stays.
    for what in [Between::Window, Between::Place, Between::Regulation, Between::Stop] {
        let text = format!("間に起きる {what:?}");
        services.line.state.next_faults([line::Fault::DropBeforeAccept]);
        let id = match what {
            Between::Window => with_a_window(&town, &text, services.friends, false).await,
            _ => scheduled(&town, &text, services.friends).await,
        };
        town.tick().await;
        let asked = services.line.state.broadcasts();
        assert_eq!(town.state(id).await, S::Unknown, "{what:?}");
        hand.does(what, services.friends).await;
        town.pass(2);
        town.tick().await;
        assert_eq!(services.line.state.broadcasts(), asked, "{what:?}: not asked again");
        assert_eq!(
            (town.state(id).await, services.line.state.copies(&text)),
            (S::Unknown, 0),
            "{what:?}: still unknown"
        );
        match what {
            Between::Place => {
                ledger(&town, services.friends, |texts| texts.external_id = Some(FRIENDS.to_owned())).await;
            }
            // Somebody else schedules the rest.
            Between::Regulation => town.operator = town.colleague.clone(),
            Between::Window | Between::Stop => {}
        }
    }
    town.wrote(&["publication.repeat"]).await;
    town.finish().await;
}

async fn what_is_no_acceptance_leaves_a_repeat_unknown(mut town: Town) {
    let services = Services::of(&mut town).await;
    services.line.state.next_faults([
        line::Fault::DropReplyAfterAccept,
        line::Fault::RateLimited,
        line::Fault::TokenExpired,
        line::Fault::MonthUsedUp,
    ]);
    let id = scheduled(&town, "届いている", services.friends).await;
    town.tick().await;
    for minutes in [2, 6] {
        town.pass(minutes);
        town.tick().await;
        assert_eq!((town.state(id).await, services.line.state.copies("届いている")), (S::Unknown, 1));
    }
    // Long past the key nothing is asked any more.
    let asked = services.line.state.broadcasts();
    town.clock.advance(SignedDuration::from_hours(24));
    town.tick().await;
    assert_eq!((town.state(id).await, services.line.state.broadcasts()), (S::Unknown, asked));
    town.finish().await;
}

async fn one_worker_renews_and_the_send_waits_for_it(mut town: Town) {
    let services = Services::of(&mut town).await;
    let (one, two) = (town.worker_named("one"), town.worker_named("two"));
    for round in 1..=3 {
        let (first, second) = tokio::join!(one.tick(), two.tick());
        let asked = first.unwrap().renewed + second.unwrap().renewed;
        assert_eq!((asked, services.x.state.renewals()), (1, round), "one asks, the other leaves it");
        let id = scheduled(&town, &format!("第{round}報"), services.bird).await;
        town.settle(1).await;
        assert_eq!(town.state(id).await, S::Published, "with the new token");
        town.pass(106);
    }
    // After a night without a worker the token is over; it is renewed before anything is sent with it.
    town.clock.advance(SignedDuration::from_hours(12));
    let id = scheduled(&town, "朝のお知らせ", services.bird).await;
    town.tick().await;
    assert_eq!((town.state(id).await, services.x.state.copies(USER, "朝のお知らせ")), (S::Published, 1));
    town.wrote(&["account.renew"]).await;
    town.finish().await;
}

async fn a_refused_renewal_ends_the_connection_and_holds(mut town: Town) {
    let services = Services::of(&mut town).await;
    town.tick().await;
    // The answer is lost: the service has made new tokens that nobody here knows.
    services.x.state.next_faults(On::Token, [Fault::DropReplyAfterAccept]);
    town.pass(106);
    town.tick().await;
    let still = account::find(&town.app, &town.admin, services.bird).await.unwrap();
    assert!(still.connected && still.token_expires_at.is_none(), "nothing is concluded from a lost answer");
    town.pass(3);
    town.tick().await;
    let over = account::find(&town.app, &town.admin, services.bird).await.unwrap();
    assert_eq!((over.token_ends, over.token_renewed), (Ends::Over, false), "{over:?}");
    let id = scheduled(&town, "送れない", services.bird).await;
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("token-dead")));
    assert_eq!(services.x.state.requests().0, 0);
    town.finish().await;
}

async fn a_new_connection_wins_over_a_renewal_of_the_former(mut town: Town) {
    let services = Services::of(&mut town).await;
    let due = account::renewal::due(&town.app, 10).await.unwrap();
    assert_eq!(due.len(), 1);
    let again = services.bird().asked(&town.app, &town.admin).await.unwrap();
    town.run(&town.admin, &again).await.unwrap();
    let x = town.platforms.get(&"x".parse().unwrap()).unwrap().clone();
    assert!(!account::renewal::renew(&town.app, x.as_ref(), &due[0]).await.unwrap(), "what was due is gone");
    assert_eq!(services.x.state.renewals(), 0);
    town.tick().await;
    assert_eq!(services.x.state.renewals(), 1);
    town.finish().await;
}

async fn spent_credits_hold_until_a_person_looks(mut town: Town) {
    let services = Services::of(&mut town).await;
    services.x.state.set_credits(Some(0));
    let id = scheduled(&town, "前払いなし", services.bird).await;
    town.settle(2).await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("budget")));
    services.x.state.set_credits(None);
    let reschedule =
        tatefuda_app::publication::Reschedule { publication: id, version: held.version, at: None, supplies: vec![] };
    town.run(&town.operator, &reschedule).await.unwrap();
    town.settle(2).await;
    assert_eq!((town.state(id).await, services.x.state.copies(USER, "前払いなし")), (S::Published, 1));
    town.finish().await;
}

/// A worker in whose way something comes at a step, once.
pub fn interrupted(town: &Town, at: Step, what: Between, account: AccountId) -> Worker {
    let (hand, left) = (Hand::of(town), Mutex::new(true));
    town.worker_named("interrupted").observed(Arc::new(move |step| {
        let mut left = left.lock().unwrap();
        if step == at && std::mem::take(&mut *left) {
            block_in_place(|| Handle::current().block_on(hand.does(what, account)));
        }
    }))
}

/// Stop, window, regulation and place are asked again before whichever call makes a post visible: per connector, per step,
/// per thing that comes in between.
async fn everything_is_asked_again_before_each_stage_of_each_connector(mut town: Town) {
    let services = Services::of(&mut town).await;
    town.tick().await;
    let mut number = 0;
    for what in [Between::Window, Between::Place] {
        for (service, account, pictures) in [
            ("facebook", town.facebook, true),
            ("x", services.bird, true),
            ("x", services.bird, false),
            ("line", services.friends, false),
        ] {
            let stages = [Step::Allowed, Step::StageBegun, Step::StageStood].into_iter().filter(|_| pictures);
            for step in [Step::Leased].into_iter().chain(stages).chain([Step::Begun, Step::LastLook]) {
                number += 1;
                let text = format!("{number} {service} {step:?} {what:?}");
                let before = account::find(&town.app, &town.admin, account).await.unwrap().external_id;
                let id = with_a_window(&town, &text, account, pictures).await;
                interrupted(&town, step, what, account).tick().await.unwrap();
                let state = town.publication(id).await.state;
                assert_eq!((services.copies(&town, &text), state.name()), (0, S::Held), "{text}: {state:?}");
                if what == Between::Place {
                    ledger(&town, account, |texts| texts.external_id = before).await;
                }
            }
        }
    }
    town.finish().await;
}

/// The same for what cannot be undone in a town: all sending is stopped, the person is in office no longer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stop_and_regulation_are_asked_again_before_each_stage_of_each_connector() {
    for what in [Between::Stop, Between::Regulation] {
        for (service, pictures) in [("facebook", true), ("x", true), ("line", false)] {
            let stages = [Step::StageBegun, Step::StageStood].into_iter().filter(|_| pictures);
            for step in [Step::Leased].into_iter().chain(stages).chain([Step::Begun, Step::LastLook]) {
                let mut town = Town::sqlite().await;
                let services = Services::of(&mut town).await;
                town.tick().await;
                let account = match service {
                    "facebook" => town.facebook,
                    "x" => services.bird,
                    _ => services.friends,
                };
                let text = format!("{service} {step:?} {what:?}");
                let id = with_a_window(&town, &text, account, pictures).await;
                interrupted(&town, step, what, account).tick().await.unwrap();
                let state = town.publication(id).await.state;
                assert_eq!((services.copies(&town, &text), state.name()), (0, S::Held), "{text}: {state:?}");
                town.finish().await;
            }
        }
    }
}

async fn no_secret_of_any_service_is_found_anywhere(mut town: Town) {
    let services = Services::of(&mut town).await;
    services.x.state.next_faults(On::Publish, [Fault::DropReplyAfterAccept, Fault::TokenExpired]);
    services.line.state.next_faults([line::Fault::DropReplyAfterAccept, line::Fault::TokenExpired]);
    let mut posts = vec![];
    for (number, account) in [services.bird, services.friends, services.bird].into_iter().enumerate() {
        let id = scheduled(&town, &format!("秘密 {number}"), account).await;
        town.tick().await;
        posts.push(town.publication(id).await.post);
    }
    town.pass(110);
    town.tick().await;
    let mut shown = serde_json::to_string(&account::ledger(&town.app, &town.admin).await.unwrap()).unwrap();
    for post in posts {
        shown.push_str(&serde_json::to_string(&town.view(&town.operator, post).await).unwrap());
    }
    let auditor = tatefuda_app::Actor::program(town.tenant, tatefuda_app::Via::Cli);
    let out = tatefuda_app::audit::export::write(&town.app, &auditor, vec![]).await.unwrap();
    shown.push_str(&String::from_utf8_lossy(&out));
    let planted = [APP_SECRET, ACCESS, REFRESH, CHANNEL_SECRET, "x-access-", "x-refresh-", "stateless-"];
    assert_eq!(planted.into_iter().find(|secret| shown.contains(secret)), None);
    assert!(services.x.state.renewals() > 0, "tokens made on the way are looked for as well");
    town.app.db.close().await;
    for entry in std::fs::read_dir(town.directory.directory()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found =
                planted.into_iter().find(|secret| bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
            assert_eq!(found, None, "{}", path.display());
        }
    }
}
