//! 高根沢's Instagram: pictures put on the body's public host, fetched by the service, published once, taken away again.

use std::{path::Path, sync::Arc};

use jiff::SignedDuration;
use tatefuda_app::{
    Actor, App, Failure, Secret, Via,
    account::{self, Connect},
    media::{self, Part, Upload},
    post::{Content, Draft, MediumInput, PostSupply, Saved, Submit, TargetInput},
    publication::Reschedule,
    record::{GiveRecord, Given, Supply},
};
use tatefuda_domain::{
    AccountId, MediaId, PublicationId, TenantId,
    digest::Window,
    media::{MediumAnswers, People, Rights},
    publication::{Proof, PublicationState as S, State},
};
use tatefuda_doubles::{
    Fault, On,
    instagram::{self as double, UserConfig},
};
use tatefuda_mediahost as mediahost;
use tatefuda_platforms::{HostConfig, HttpSettings, Instagram, InstagramConfig, PictureHost, client};
use tatefuda_store::args;
use tatefuda_testkit::picture::{photograph, png};
use tatefuda_worker::Step;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    services::{Between, interrupted, interrupted_by},
    support::{INSTAGRAM as USER, TAKANEZAWA, Town},
};

/// Runs each story on both engines, in a town with 高根沢's text.
macro_rules! in_takanezawa {
    ($($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name(super::Town::sqlite_of(&super::TAKANEZAWA).await).await }
        )* }
        mod postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(town) = super::Town::postgres_of(&super::TAKANEZAWA).await { super::$name(town).await }
            }
        )* }
    };
}

in_takanezawa!(
    a_photograph_is_published_and_stands_nowhere_else_afterwards,
    several_are_one_post_in_their_order,
    a_service_at_work_is_asked_again_by_the_clock,
    without_a_host_it_is_held_and_nothing_leaves,
    a_lost_answer_is_found_by_its_text_and_never_sent_again,
    the_limit_of_the_day_holds_it,
    what_is_held_is_withdrawn_and_put_again_when_it_goes_on,
    a_host_that_is_away_publishes_nothing_and_is_tried_again,
    what_instagram_does_not_take_is_said_before_anybody_checks_it,
    everything_is_asked_again_before_each_stage,
    no_secret_and_no_address_is_found_anywhere,
);

const TOKEN: &str = "PLANTED-instagram-token";
const KEY: &str = "PLANTED-key-of-the-picture-host-01";

/// The double, the host over real HTTP, and the account.
struct Photos {
    double: double::Handle,
    folder: tempfile::TempDir,
    serving: JoinHandle<()>,
    account: AccountId,
}

impl Drop for Photos {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn picture_host(base: &str) -> PictureHost {
    PictureHost::new(client(&HttpSettings::default()).unwrap(), HostConfig::new(base, None, KEY).unwrap())
}

impl Photos {
    async fn of(town: &mut Town) -> Self {
        let clock = Arc::new(town.clock.clone());
        let user = UserConfig {
            id: USER.to_owned(),
            username: "takanezawa_town".to_owned(),
            name: "高根沢町".to_owned(),
            token: TOKEN.to_owned(),
        };
        let double = double::start(double::Config::new(clock.clone(), vec![user])).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let key = mediahost::Key::new(&KEY.into()).unwrap();
        let config = mediahost::Config { folder: folder.path().to_owned(), key, clock };
        let router = mediahost::router(config).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        town.host = Some(picture_host(&format!("http://{}", listener.local_addr().unwrap())));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let config = InstagramConfig::double(double.base_url.parse().unwrap());
        let connector = Instagram::new(client(&HttpSettings::default()).unwrap(), config);
        town.platforms = town.platforms.clone().with(Arc::new(connector));
        town.app.reach(town.platforms.clone());
        let account = town.youtube;
        let connect = Connect::new(account, Secret::new(TOKEN), None).asked(&town.app, &town.admin).await.unwrap();
        town.run(&town.admin, &connect).await.unwrap();
        for person in [&town.operator, &town.colleague] {
            let record = lines("pledge", &["TKN-4(1)", "TKN-4(2)", "TKN-4(5)"]);
            let on = Given::Person { person: person.person };
            town.run(person, &GiveRecord { record, on, shown: None, document: None }).await.unwrap();
        }
        Self { double, folder, serving, account }
    }

    fn copies(&self, text: &str) -> usize {
        self.double.state.copies(USER, text)
    }

    /// How many pictures stand on the host.
    fn standing(&self) -> usize {
        std::fs::read_dir(self.folder.path()).unwrap().count()
    }

    async fn draft(&self, town: &Town, text: &str, window: Window, pictures: &[MediaId]) -> Saved {
        let answers = MediumAnswers {
            people: Some(People::None),
            rights: Some(Rights::Own),
            other_text: Some(false),
            classification: Some("1".to_owned()),
            ..MediumAnswers::default()
        };
        let medium = |media: &MediaId| MediumInput { media: *media, alt: ALT.to_owned(), answers: answers.clone() };
        let mut target = TargetInput::shared(self.account);
        target.media = pictures.iter().map(medium).collect();
        let content = Content {
            title: "夏まつり".to_owned(),
            text: text.to_owned(),
            classification: Some("1".to_owned()),
            targets: vec![target],
            window,
            ..Content::default()
        };
        town.run(&town.operator, &Draft { content }).await.unwrap()
    }

    /// Passed on and sent, with the declarations that the text asks for.
    async fn scheduled(&self, town: &Town, text: &str, window: Window, pictures: &[MediaId]) -> PublicationId {
        let saved = self.draft(town, text, window, pictures).await;
        let saved = submit(town, &saved).await.unwrap();
        town.publish(&saved, None).await.publications[0]
    }

    async fn one(&self, town: &Town, text: &str) -> PublicationId {
        let picture = upload(town, photograph(1)).await;
        self.scheduled(town, text, Window::default(), &[picture]).await
    }
}

const ALT: &str = "山車を引く町の通り";

fn lines(kind: &str, clauses: &[&str]) -> Supply {
    let fields = clauses.iter().map(|clause| (format!("line:{clause}"), "yes".to_owned())).collect();
    Supply { kind: kind.to_owned(), fields, ..Supply::default() }
}

async fn submit(town: &Town, saved: &Saved) -> Result<Saved, Failure> {
    let declared =
        ["TKN-4(3)", "TKN-4(4)", "TKN-4(7)②", "TKN-4(7)③", "TKN-4(7)④", "TKN-4(7)⑤", "TKN-4(7)⑥", "TKN-4(7)⑦"];
    let supplies = vec![
        PostSupply { record: lines("posting-declaration", &declared), account: None },
        Town::supply("source", "source", "商工課に確認"),
    ];
    town.run(&town.operator, &Submit { post: saved.post, version: saved.version, supplies }).await
}

async fn upload(town: &Town, bytes: Vec<u8>) -> MediaId {
    let upload: Upload = media::read(&town.app, "picture", bytes).await.unwrap();
    town.run(&town.operator, &upload).await.unwrap().media
}

async fn a_photograph_is_published_and_stands_nowhere_else_afterwards(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    let text = "夏まつりの写真です。髙根沢の𠮷田さんも🎆";
    let picture = upload(&town, photograph(1)).await;
    let id = photos.scheduled(&town, text, Window::default(), &[picture]).await;
    assert_eq!(photos.standing(), 0, "nothing is public before its time");
    town.tick().await;
    let sent = town.publication(id).await;
    assert!(matches!(sent.state, State::Published { proof: Proof::Api, .. }), "{:?}", sent.state);
    let taken = photos.double.state.taken();
    assert_eq!((photos.copies(text), &*taken[0].code), (1, &*sent.state.platform_post().unwrap().id));
    let kept = media::file(&town.app, &town.operator, picture, Part::Whole).await.unwrap();
    let seen: Vec<_> = taken[0].pictures.iter().map(|one| (&*one.alt, &*one.mime, &one.bytes)).collect();
    assert_eq!(seen, [(ALT, "image/jpeg", &kept.bytes)], "what was approved is what arrived");
    assert_eq!(photos.standing(), 1);
    town.tick().await;
    assert_eq!(photos.standing(), 0, "the service has it: it stands there no longer");
    assert_eq!(photos.double.state.violations(), [""; 0]);
    town.finish().await;
}

async fn several_are_one_post_in_their_order(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    let pictures = [upload(&town, photograph(1)).await, upload(&town, photograph(200)).await];
    let id = photos.scheduled(&town, "二枚", Window::default(), &pictures).await;
    town.tick().await;
    assert_eq!(town.state(id).await, S::Published);
    let taken = photos.double.state.taken();
    for (picture, arrived) in pictures.into_iter().zip(&taken[0].pictures) {
        assert_eq!(media::file(&town.app, &town.operator, picture, Part::Whole).await.unwrap().bytes, arrived.bytes);
    }
    let addresses: Vec<_> = taken[0].pictures.iter().map(|one| &one.address).collect();
    assert!(taken.len() == 1 && addresses[0] != addresses[1]);
    town.finish().await;
}

async fn a_service_at_work_is_asked_again_by_the_clock(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    photos.double.state.works_for(3);
    let id = photos.one(&town, "支度中").await;
    let first = town.tick().await;
    assert_eq!((first.interrupted, first.sent), (1, 0));
    let waits = town.publication(id).await;
    assert_eq!((waits.state.name(), waits.state.reason()), (S::Scheduled, Some("preparing")));
    assert_eq!(town.tick().await.interrupted, 0, "not before its time");
    assert_eq!(photos.standing(), 1, "it may still be fetched");
    town.settle(4).await;
    assert_eq!((town.state(id).await, photos.copies("支度中")), (S::Published, 1));
    assert_eq!(photos.double.state.requests(), (1, 1, 4), "one container, asked for four times, published once");
    // One that never gets ready comes to a person, and its picture stands no longer.
    photos.double.state.works_for(u32::MAX);
    let id = photos.one(&town, "終わらない支度").await;
    town.settle(80).await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("too-often")));
    town.tick().await;
    assert_eq!((photos.standing(), photos.copies("終わらない支度")), (0, 0));
    town.finish().await;
}

async fn without_a_host_it_is_held_and_nothing_leaves(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    let host = town.host.take();
    let id = photos.one(&town, "置き場がない").await;
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("no-picture-host")));
    assert_eq!(photos.double.state.requests(), (0, 0, 0));
    town.host = host;
    let again = Reschedule { publication: id, version: held.version, at: None, supplies: vec![] };
    town.run(&town.operator, &again).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, photos.copies("置き場がない")), (S::Published, 1));
    town.finish().await;
}

async fn a_lost_answer_is_found_by_its_text_and_never_sent_again(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    for (number, (fault, taken)) in
        [(Fault::DropReplyAfterAccept, 1), (Fault::AcceptLate { reads: 2 }, 1), (Fault::FiveHundredBeforeAccept, 0)]
            .into_iter()
            .enumerate()
    {
        let text = format!("返事のない投稿 {number}");
        photos.double.state.next_faults(On::Publish, [fault]);
        let id = photos.one(&town, &text).await;
        town.tick().await;
        assert_eq!((town.state(id).await, photos.copies(&text)), (S::Unknown, taken), "{fault:?}");
        town.settle(6).await;
        let found = town.publication(id).await;
        match taken {
            1 => assert!(matches!(found.state, State::Published { proof: Proof::Readback, .. }), "{:?}", found.state),
            _ => assert_eq!(found.state.name(), S::Unknown, "finding nothing proves nothing"),
        }
        assert_eq!((photos.copies(&text), found.attempts), (taken, 1), "{fault:?}");
    }
    assert_eq!(photos.double.state.violations(), [""; 0]);
    town.finish().await;
}

async fn the_limit_of_the_day_holds_it(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    photos.double.state.set_quota(1);
    photos.double.state.used_elsewhere(1);
    let id = photos.one(&town, "今日はもう出せない").await;
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("budget")));
    assert_eq!(photos.double.state.requests().0, 0);
    town.finish().await;
}

async fn what_is_held_is_withdrawn_and_put_again_when_it_goes_on(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    photos.double.state.set_quota(0);
    let id = photos.one(&town, "続きから").await;
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), photos.standing()), (S::Held, 1));
    town.tick().await;
    assert_eq!(photos.standing(), 0, "what waits for a person is not public meanwhile");
    photos.double.state.set_quota(50);
    let version = town.publication(id).await.version;
    let again = Reschedule { publication: id, version, at: None, supplies: vec![] };
    town.run(&town.operator, &again).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, photos.copies("続きから")), (S::Published, 1));
    town.tick().await;
    assert_eq!(photos.standing(), 0);
    assert_eq!(photos.double.state.violations(), [""; 0]);
    town.finish().await;
}

async fn a_host_that_is_away_publishes_nothing_and_is_tried_again(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    let there = town.host.replace(picture_host("http://127.0.0.1:9"));
    let id = photos.one(&town, "置き場につながらない").await;
    town.tick().await;
    let waits = town.publication(id).await;
    assert_eq!((waits.state.name(), waits.state.reason()), (S::Scheduled, Some("not-sent")));
    assert_eq!(photos.double.state.requests(), (0, 0, 0));
    town.host = there;
    town.settle(2).await;
    assert_eq!((town.state(id).await, photos.copies("置き場につながらない")), (S::Published, 1));
    // A picture that went from the host while the send waited is put again.
    photos.double.state.next_faults(On::Prepare, [Fault::RateLimited]);
    let id = photos.one(&town, "置き場から消えた").await;
    town.tick().await;
    for entry in std::fs::read_dir(photos.folder.path()).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    town.settle(3).await;
    assert_eq!((town.state(id).await, photos.copies("置き場から消えた")), (S::Published, 1));
    town.finish().await;
}

async fn what_instagram_does_not_take_is_said_before_anybody_checks_it(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    let (drawing, tall) = (upload(&town, png(3)).await, upload(&town, tatefuda_testkit::picture::telephone()).await);
    let fits = upload(&town, photograph(1)).await;
    for (pictures, key) in [
        (vec![], "picture-needed-for-account"),
        (vec![drawing], "picture-type-for-account"),
        (vec![fits, drawing], "picture-type-for-account"),
        (vec![tall], "picture-shape-for-account"),
    ] {
        let saved = photos.draft(&town, "確認の前に", Window::default(), &pictures).await;
        let refused = submit(&town, &saved).await;
        let Err(Failure::Invalid(errors)) = &refused else { panic!("{key}: {refused:?}") };
        assert_eq!((errors.len(), &*errors[0].key), (1, key), "{errors:?}");
    }
    // By hand a person brings what the service takes; a film is not here.
    let view = account::find(&town.app, &town.admin, photos.account).await.unwrap();
    let road = account::ChooseRoad {
        account: photos.account,
        version: view.version,
        road: Some(tatefuda_domain::account::Road::Hand),
    };
    town.run(&town.admin, &road).await.unwrap();
    let saved = photos.draft(&town, "手作業で動画を", Window::default(), &[]).await;
    submit(&town, &saved).await.unwrap();
    town.finish().await;
}

/// The account stands elsewhere. Here the text lets nobody change the ledger whom these stories have; what is asked is the same.
async fn moved(app: &App, tenant: TenantId, account: AccountId, id: &str) {
    let mut tx = app.db.write().await.unwrap();
    let sql = "UPDATE account SET external_id = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, args![tenant, account, id]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Stop, window, regulation and place are asked again before whichever call makes the post visible; nothing stays public.
async fn everything_is_asked_again_before_each_stage(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    let steps = [
        Step::Leased,
        Step::Allowed,
        Step::StageBegun,
        Step::StageCalled,
        Step::StageStood,
        Step::Begun,
        Step::LastLook,
    ];
    // What ends an appointment and what stops all come last: they stay.
    let mut cases: Vec<(Between, Step)> =
        [Between::Window, Between::Place].iter().flat_map(|what| steps.map(|step| (*what, step))).collect();
    cases.extend([(Between::Regulation, Step::LastLook), (Between::Stop, Step::StageStood)]);
    for (what, step) in cases {
        let pictures = [upload(&town, photograph(1)).await, upload(&town, photograph(200)).await];
        let text = format!("{what:?} {step:?}");
        let window = Window { from: None, until: Some(town.now() + SignedDuration::from_secs(60)) };
        let id = photos.scheduled(&town, &text, window, &pictures).await;
        let worker = match what {
            Between::Place => {
                let (app, tenant, account) = (town.app.clone(), town.tenant, photos.account);
                interrupted_by(&town, step, move || {
                    let app = app.clone();
                    async move { moved(&app, tenant, account, "999").await }
                })
            }
            _ => interrupted(&town, step, what, photos.account),
        };
        worker.tick().await.unwrap();
        let state = town.publication(id).await.state;
        assert_eq!((photos.copies(&text), state.name()), (0, S::Held), "{text}: {state:?}");
        match what {
            Between::Place => moved(&town.app, town.tenant, photos.account, USER).await,
            Between::Regulation => town.operator = town.colleague.clone(),
            Between::Window | Between::Stop => {}
        }
        town.tick().await;
        assert_eq!(photos.standing(), 0, "{text}: taken away");
    }
    assert_eq!(photos.double.state.requests().0, 0, "the call that publishes was never made");
    town.finish().await;
}

fn holds(folder: &Path, planted: &[String]) -> Option<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.into_iter().find_map(|path| {
        let bytes = std::fs::read(&path).unwrap();
        let found = planted.iter().find(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))?;
        Some(format!("{found} in {}", path.display()))
    })
}

async fn no_secret_and_no_address_is_found_anywhere(mut town: Town) {
    let photos = Photos::of(&mut town).await;
    photos.double.state.next_faults(On::Publish, [Fault::DropReplyAfterAccept, Fault::TokenExpired]);
    photos.double.state.next_faults(On::Prepare, [Fault::FiveHundredAfterAccept]);
    let mut posts = vec![];
    for number in 0..2 {
        let id = photos.one(&town, &format!("秘密 {number}")).await;
        town.tick().await;
        posts.push(town.publication(id).await.post);
    }
    // A day later the token is renewed, unless it was refused; it is connected anew for that.
    let connect = Connect::new(photos.account, Secret::new(TOKEN), None).asked(&town.app, &town.admin).await.unwrap();
    town.run(&town.admin, &connect).await.unwrap();
    town.clock.advance(SignedDuration::from_hours(26));
    assert_eq!(town.tick().await.renewed, 1);
    assert_eq!(photos.double.state.renewals(), 1);
    let view = account::find(&town.app, &town.admin, photos.account).await.unwrap();
    assert!(view.connected && view.token_renewed, "{view:?}");

    let mut planted = vec![TOKEN.to_owned(), KEY.to_owned(), "ig-renewed-".to_owned()];
    let addresses = photos.double.state.fetched();
    assert!(!addresses.is_empty());
    planted.extend(addresses.iter().filter_map(|one| Some(one.address.rsplit_once('/')?.1.to_owned())));
    let mut shown = serde_json::to_string(&account::ledger(&town.app, &town.admin).await.unwrap()).unwrap();
    for post in posts {
        shown.push_str(&serde_json::to_string(&town.view(&town.operator, post).await).unwrap());
    }
    let auditor = Actor::program(town.tenant, Via::Cli);
    let out = tatefuda_app::audit::export::write(&town.app, &auditor, vec![]).await.unwrap();
    shown.push_str(&String::from_utf8_lossy(&out));
    shown.push_str(&format!("{:?} {:?}", town.host, town.worker_named("x").tick().await));
    assert_eq!(planted.iter().find(|secret| shown.contains(&***secret)), None);
    town.app.db.close().await;
    assert_eq!(holds(town.directory.directory(), &planted), None);
}
