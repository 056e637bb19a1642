//! Sends of several stages (decision 0007, points 13 to 20): a service that fails, lies, comes late and loses things, and a
//! worker that dies at every step and between any two. Never two calls that may have published; uploads may repeat.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    execute,
    post::Edit,
    publication::stage,
    stop::{StopAll, StopScope},
};
use tatefuda_domain::{PublicationId, Service, publication::PublicationState as S};
use tatefuda_platforms::{
    BoxFuture, Capabilities, Credentials, LimitFinding, Next, OutgoingPost, Platform, PlatformPost, Platforms,
    ReadError, RejectClass, Rejection, SendContext, SendOutcome, Stage, StageContext, StageKind, StageOutcome,
    Standings, UnknownWhy, WaitClass, WireRequest, capability,
};
use tatefuda_testkit::{SeededEntropy, amount::amount};
use tatefuda_worker::{Settings, Step, Worker};
use tokio::{runtime::Handle, task::block_in_place};

use crate::{
    on_both,
    support::{PAGE, Town},
};

on_both!(
    each_stage_stands_before_the_next_begins,
    killed_at_every_step_of_every_stage,
    whatever_goes_wrong_nothing_is_published_twice,
    a_stop_between_two_stages_publishes_nothing,
    no_byte_leaves_before_the_gate_was_asked,
    what_stands_for_other_bytes_does_not_count,
    what_the_service_keeps_no_longer_is_made_again,
    a_definite_no_to_a_stage_fails_and_a_dead_token_holds,
    a_service_that_never_gets_ready_comes_to_a_person,
    a_lease_that_was_lost_during_a_stage_publishes_nothing,
    a_token_sealed_before_there_were_types_opens,
);

/// What goes wrong with one call to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Nothing,
    /// No answer; it did not arrive.
    LostBefore,
    /// No answer; it arrived.
    LostAfter,
    NotSent,
    Wait,
    Rejected,
    TokenDead,
    /// Says that it stands, and it does not.
    Lies,
    /// Still at work.
    Works,
    /// Throws away what it has of the post.
    Loses,
}

#[derive(Default)]
struct Inner {
    /// What it holds, by its name: of which text.
    holds: BTreeMap<String, String>,
    posts: Vec<(String, String, Timestamp)>,
    script: VecDeque<Trouble>,
    prepared: Vec<(Stage, String)>,
    /// Calls that publish, and whether each may have done so as far as the caller knows.
    published: Vec<(String, bool)>,
    number: u64,
}

/// A service whose posts are put together of two uploads and a container that has to become ready.
#[derive(Clone)]
struct Fourfold(Arc<Mutex<Inner>>, Service);

const UPLOADS: usize = 2;
const CONTAINER: Stage = Stage::new(StageKind::Container, 1);
const READY: Stage = Stage::new(StageKind::Wait, 1);

impl Fourfold {
    fn new() -> Self {
        Self(Arc::default(), "facebook".parse().unwrap())
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn script(&self, script: impl IntoIterator<Item = Trouble>) {
        self.lock().script = script.into_iter().collect();
    }

    fn copies(&self, text: &str) -> usize {
        self.lock().posts.iter().filter(|(_, posted, _)| posted == text).count()
    }

    /// Calls that may have published a text, as far as their caller knows.
    fn may_have_published(&self, text: &str) -> usize {
        self.lock().published.iter().filter(|(posted, may)| posted == text && *may).count()
    }

    fn calls(&self) -> usize {
        self.lock().published.len()
    }

    fn prepared(&self) -> Vec<String> {
        self.lock().prepared.iter().map(|(stage, _)| stage.to_string()).collect()
    }
}

fn no(class: RejectClass) -> Rejection {
    Rejection { class, code: "7".to_owned(), message: "no".to_owned() }
}

impl Inner {
    fn trouble(&mut self) -> Trouble {
        self.script.pop_front().unwrap_or(Trouble::Nothing)
    }

    fn name(&mut self) -> String {
        self.number += 1;
        format!("thing-{}", self.number)
    }

    /// The first stage whose result it does not hold for this text.
    fn missing(&self, standing: &Standings, text: &str) -> Option<Stage> {
        let holds = |one: &tatefuda_platforms::Standing| self.holds.get(&one.handle).is_some_and(|of| of == text);
        standing.iter().find(|one| !holds(one)).map(|one| one.stage)
    }

    fn prepare(&mut self, stage: Stage, text: &str, standing: &Standings, now: Timestamp) -> StageOutcome {
        self.prepared.push((stage, text.to_owned()));
        let trouble = self.trouble();
        let why = || "trouble".to_owned();
        match trouble {
            Trouble::NotSent => return StageOutcome::NotSent { why: why() },
            Trouble::LostBefore => return StageOutcome::Lost { why: why() },
            Trouble::Wait => {
                let until = now + SignedDuration::from_secs(30);
                return StageOutcome::Wait { until, class: WaitClass::Rate };
            }
            Trouble::Rejected => return StageOutcome::Rejected(no(RejectClass::ContentInvalid)),
            Trouble::TokenDead => return StageOutcome::Rejected(no(RejectClass::TokenDead)),
            Trouble::Works if stage == READY => {
                return StageOutcome::Working { look_at: now + SignedDuration::from_secs(5) };
            }
            Trouble::Loses => self.holds.retain(|_, of| of != text),
            _ => {}
        }
        if stage.kind != StageKind::Upload
            && let Some(from) = self.missing(standing, text)
        {
            return StageOutcome::Gone { from, why: why() };
        }
        let handle = self.name();
        if trouble != Trouble::Lies {
            self.holds.insert(handle.clone(), text.to_owned());
        }
        match trouble {
            Trouble::LostAfter => StageOutcome::Lost { why: why() },
            _ => StageOutcome::Stands { handle, until: Some(now + SignedDuration::from_mins(10)) },
        }
    }

    fn publish(&mut self, text: &str, standing: &Standings, now: Timestamp) -> SendOutcome {
        let complete = standing.iter().count() == UPLOADS + 2;
        assert!(complete, "called with what stands alone: {standing:?}");
        let trouble = self.trouble();
        let unknown = SendOutcome::Unknown { why: UnknownWhy::Timeout, detail: "trouble".to_owned() };
        let outcome = match trouble {
            Trouble::NotSent => SendOutcome::NotSent { why: "trouble".to_owned() },
            Trouble::Wait => {
                let until = now + SignedDuration::from_secs(30);
                SendOutcome::Wait { until, class: WaitClass::Rate }
            }
            Trouble::Rejected => SendOutcome::Rejected(no(RejectClass::Policy)),
            Trouble::TokenDead => SendOutcome::Rejected(no(RejectClass::TokenDead)),
            Trouble::LostBefore => unknown,
            _ if self.missing(standing, text).is_some() => SendOutcome::Rejected(no(RejectClass::ContentInvalid)),
            _ => {
                let id = self.name();
                self.posts.push((id.clone(), text.to_owned(), now));
                match trouble {
                    Trouble::LostAfter => unknown,
                    _ => SendOutcome::Accepted { platform_post_id: id, permalink: None },
                }
            }
        };
        let may = matches!(outcome, SendOutcome::Accepted { .. } | SendOutcome::Unknown { .. });
        self.published.push((text.to_owned(), may));
        outcome
    }
}

impl Platform for Fourfold {
    fn is_here(&self) -> bool {
        true
    }

    fn service(&self) -> &Service {
        &self.1
    }

    fn capabilities(&self) -> &'static Capabilities {
        capability::of(&self.1)
    }

    fn check(&self, _: &OutgoingPost) -> Vec<LimitFinding> {
        vec![]
    }

    fn wire(&self, post: &OutgoingPost) -> WireRequest {
        let params = vec![("text", post.text.clone())];
        WireRequest { method: "POST", path: format!("/{}", post.account), params, media: vec![] }
    }

    fn comparable(&self, post: &OutgoingPost) -> Option<String> {
        Some(post.text.clone())
    }

    fn comparable_seen(&self, post: &PlatformPost) -> Option<String> {
        Some(post.text.clone())
    }

    fn next(&self, _: &OutgoingPost, standing: &Standings) -> Next {
        let rest = [CONTAINER, READY].into_iter().find(|stage| standing.of(*stage).is_none());
        standing.missing_upload(UPLOADS).or(rest).map_or(Next::Publish, Next::Prepare)
    }

    fn prepare<'a>(
        &'a self,
        _: &'a Credentials,
        post: &'a OutgoingPost,
        stage: Stage,
        standing: &'a Standings,
        context: StageContext<'a>,
    ) -> BoxFuture<'a, StageOutcome> {
        Box::pin(async move { self.lock().prepare(stage, &post.text, standing, context.now) })
    }

    fn publish<'a>(
        &'a self,
        _: &'a Credentials,
        post: &'a OutgoingPost,
        standing: &'a Standings,
        context: SendContext<'a>,
    ) -> BoxFuture<'a, SendOutcome> {
        Box::pin(async move {
            if !context.gate.may_go().await {
                return SendOutcome::Stayed;
            }
            self.lock().publish(&post.text, standing, context.now)
        })
    }

    fn read_back<'a>(
        &'a self,
        _: &'a Credentials,
        _: &'a str,
        since: Timestamp,
        _: Timestamp,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<Vec<PlatformPost>, ReadError>> {
        Box::pin(async move {
            let posts = self.lock().posts.clone().into_iter().filter(|(_, _, created)| *created >= since);
            let shown = posts.map(|(id, text, created)| PlatformPost { id, text, created, permalink: None });
            Ok(shown.collect())
        })
    }

    fn owner<'a>(&'a self, _: &'a Credentials, _: Timestamp) -> BoxFuture<'a, Result<Option<String>, ReadError>> {
        Box::pin(async { Ok(Some(PAGE.to_owned())) })
    }
}

fn worker(town: &Town, service: &Fourfold, name: &str) -> Worker {
    let platforms = Platforms::none().with(Arc::new(service.clone()));
    Worker::new(town.app.clone(), platforms, name, Settings::default())
}

/// A worker that dies when it comes to a step for the so-manieth time. No destructor of it stores anything.
fn mortal(town: &Town, service: &Fourfold, name: &str, step: Step, times: usize) -> Worker {
    let left = Mutex::new(times);
    worker(town, service, name).observed(Arc::new(move |reached| {
        if reached == step {
            let mut left = left.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *left = left.saturating_sub(1);
            assert!(*left > 0, "killed at {reached:?}");
        }
    }))
}

/// Lets another worker work until the send is at rest, or for so long that every lease is over.
async fn settle(town: &Town, service: &Fourfold, id: PublicationId, name: &str) -> S {
    let worker = worker(town, service, name);
    let mut unknown = 0;
    for round in 0..60 {
        while !worker.tick().await.unwrap().is_idle() {}
        let state = town.state(id).await;
        // This service shows at once what it took: an unknown that was looked for stays one.
        unknown += usize::from(state == S::Unknown);
        if state.at_rest() && (state != S::Unknown || unknown > 12) {
            break;
        }
        // Soon enough that nothing is late.
        town.clock.advance(SignedDuration::from_secs(if round < 32 { 6 } else { 200 }));
    }
    town.state(id).await
}

fn judge(service: &Fourfold, text: &str, state: S) {
    let copies = service.copies(text);
    assert!(service.may_have_published(text) <= 1, "{text}: a second call after one that may have published");
    match state {
        S::Published => assert_eq!(copies, 1, "{text}"),
        S::Unknown => assert!(copies <= 1, "{text}"),
        other => assert_eq!(copies, 0, "{text}: {other:?}"),
    }
}

async fn each_stage_stands_before_the_next_begins(town: Town) {
    let service = Fourfold::new();
    let id = town.scheduled("順に").await;
    let seen: Arc<Mutex<Vec<Step>>> = Arc::default();
    let steps = Arc::clone(&seen);
    let worker = worker(&town, &service, "w").observed(Arc::new(move |step| steps.lock().unwrap().push(step)));
    worker.tick().await.unwrap();
    assert_eq!(town.state(id).await, S::Published);
    assert_eq!(service.prepared(), ["upload-1", "upload-2", "container-1", "wait-1"]);
    let mut expected = vec![Step::Due, Step::Leased, Step::Allowed];
    expected.extend([Step::StageBegun, Step::StageCalled, Step::StageStood].repeat(4));
    expected.extend([Step::Begun, Step::LastLook, Step::Called, Step::Finished]);
    assert_eq!(*seen.lock().unwrap(), expected);
    assert_eq!(service.calls(), 1);
    town.wrote(&["publication.lease", "publication.prepare", "publication.begin", "publication.finish"]).await;
    town.finish().await;
}

async fn killed_at_every_step_of_every_stage(town: Town) {
    let service = Fourfold::new();
    let staged = [Step::StageBegun, Step::StageCalled, Step::StageStood];
    let inside = staged.into_iter().flat_map(|step| (1..=UPLOADS + 2).map(move |times| (step, times)));
    let single = [Step::Due, Step::Leased, Step::Allowed, Step::Begun, Step::LastLook, Step::Called, Step::Finished];
    for (number, (step, times)) in single.into_iter().map(|step| (step, 1)).chain(inside).enumerate() {
        let text = format!("第{number}報");
        let id = town.scheduled(&text).await;
        let before = service.prepared().len();
        let dying = mortal(&town, &service, &format!("dies-{number}"), step, times);
        let tick = dying.tick().await.unwrap();
        assert_eq!(tick.left, 1, "killed at {step:?}");
        drop(dying);
        let found = town.state(id).await;
        let state = settle(&town, &service, id, &format!("lives-{number}")).await;
        judge(&service, &text, state);
        let calls = service.prepared().len() - before;
        match step {
            // Between the intent and the call: nobody can tell, and nothing is sent again.
            Step::Begun | Step::LastLook => {
                assert_eq!((found, state, service.copies(&text)), (S::Sending, S::Unknown, 0), "{step:?}");
            }
            _ => assert_eq!(state, S::Published, "{step:?} {times}"),
        }
        if staged.contains(&step) || matches!(step, Step::Leased | Step::Allowed) {
            assert_eq!(found, S::Leased, "{step:?}: nothing was published");
        }
        // What stood was used; only the call that nobody could store was made again.
        let again = usize::from(step == Step::StageCalled);
        assert_eq!(calls, UPLOADS + 2 + again, "{step:?} {times}");
    }
    town.finish().await;
}

/// Troubles of every kind and deaths at every step, picked by a seed.
async fn whatever_goes_wrong_nothing_is_published_twice(town: Town) {
    const KINDS: [Trouble; 10] = [
        Trouble::Nothing,
        Trouble::LostBefore,
        Trouble::LostAfter,
        Trouble::NotSent,
        Trouble::Wait,
        Trouble::Rejected,
        Trouble::TokenDead,
        Trouble::Lies,
        Trouble::Works,
        Trouble::Loses,
    ];
    let random = SeededEntropy::new(20_260_401);
    let below = |most: usize| usize::try_from(random.next_u64() % most as u64).unwrap();
    let service = Fourfold::new();
    let mut ends: BTreeMap<&'static str, usize> = BTreeMap::new();
    for case in 0..amount("TATEFUDA_STAGES", 24) {
        let text = format!("嵐の第{case}報");
        let id = town.scheduled(&text).await;
        let fine = 2 + below(3);
        // Mostly sound: a row of troubles alone never comes to the last stage. A dead token stops the whole account.
        let script: Vec<Trouble> = (0..14)
            .map(|_| match below(fine) {
                0 => KINDS[below(KINDS.len())],
                _ => Trouble::Nothing,
            })
            .filter(|trouble| *trouble != Trouble::TokenDead)
            .collect();
        service.script(script.clone());
        for death in 0..below(4) {
            let step = Step::ALL[below(Step::ALL.len())];
            let name = format!("dies-{case}-{death}");
            mortal(&town, &service, &name, step, 1 + below(4)).tick().await.unwrap();
            town.clock.advance(SignedDuration::from_secs([1, 7, 200][below(3)]));
        }
        let state = settle(&town, &service, id, &format!("lives-{case}")).await;
        assert!(state.at_rest(), "{text}: {state:?} after {script:?}");
        judge(&service, &text, state);
        *ends.entry(state.as_str()).or_default() += 1;
    }
    assert!(ends.contains_key("published") && ends.len() > 1, "{ends:?}");
    town.finish().await;
}

async fn a_stop_between_two_stages_publishes_nothing(town: Town) {
    let service = Fourfold::new();
    let saved = town.cleared("止まる", &[town.facebook]).await;
    let at = town.now() + SignedDuration::from_mins(1);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    town.pass(1);
    let (app, admin, left) = (town.app.clone(), town.admin.clone(), Mutex::new(2));
    let stopping = worker(&town, &service, "w").observed(Arc::new(move |step| {
        let mut left = left.lock().unwrap();
        if step == Step::StageStood && *left > 0 {
            *left -= 1;
            if *left == 0 {
                let stop = StopAll { reason: "乗っ取り".to_owned(), scope: StopScope::Body, by_file: false };
                let stopped = async { execute(&app, &admin, app.env.id(), &stop).await.unwrap() };
                block_in_place(|| Handle::current().block_on(stopped));
            }
        }
    }));
    stopping.tick().await.unwrap();
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("stopped")));
    assert_eq!((service.prepared(), service.calls()), (vec!["upload-1".to_owned(), "upload-2".to_owned()], 0));
    town.finish().await;
}

async fn no_byte_leaves_before_the_gate_was_asked(town: Town) {
    let service = Fourfold::new();
    let saved = town.cleared("確認の後で変わる", &[town.facebook]).await;
    let at = town.now() + SignedDuration::from_mins(5);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    let view = town.view(&town.operator, saved.post).await;
    let mut content = view.content;
    content.text = "確認していない文".to_owned();
    town.run(&town.operator, &Edit { post: saved.post, version: view.version, content }).await.unwrap();
    town.clock.set(at);
    let tick = worker(&town, &service, "w").tick().await.unwrap();
    assert_eq!((tick.held, town.state(id).await), (1, S::Held));
    assert_eq!((service.prepared(), service.calls()), (vec![], 0));
    town.finish().await;
}

async fn what_stands_for_other_bytes_does_not_count(town: Town) {
    let service = Fourfold::new();
    let id = town.scheduled("前の文").await;
    service.script([Trouble::Nothing, Trouble::Nothing, Trouble::Nothing, Trouble::Works]);
    worker(&town, &service, "one").tick().await.unwrap();
    let waits = town.publication(id).await;
    assert_eq!((waits.state.name(), waits.state.reason()), (S::Scheduled, Some("preparing")));
    let standing = async |text: &str| {
        let post = OutgoingPost {
            account: PAGE.to_owned(),
            text: text.to_owned(),
            link: None,
            options: BTreeMap::new(),
            media: vec![],
        };
        let (tenant, epoch, wire) = (town.tenant, waits.lease_epoch, service.wire(&post).hash());
        let under = stage::Under { tenant, publication: id, epoch, seconds: 60, wire };
        stage::standing(&town.app, &under).await.unwrap().iter().count()
    };
    assert_eq!((standing("前の文").await, standing("後の文").await), (UPLOADS + 1, 0));
    assert_eq!(settle(&town, &service, id, "two").await, S::Published);
    assert_eq!(service.prepared().len(), UPLOADS + 3, "only the wait was asked again");
    town.finish().await;
}

async fn what_the_service_keeps_no_longer_is_made_again(town: Town) {
    let service = Fourfold::new();
    let id = town.scheduled("作り直す").await;
    // Ready, and then it loses all of it.
    service.script([Trouble::Nothing, Trouble::Nothing, Trouble::Nothing, Trouble::Loses]);
    worker(&town, &service, "one").tick().await.unwrap();
    assert_eq!((town.state(id).await, service.copies("作り直す")), (S::Published, 1));
    let expected = ["upload-1", "upload-2", "container-1", "wait-1", "upload-1", "upload-2", "container-1", "wait-1"];
    assert_eq!(service.prepared(), expected);

    // Told to come again at the last step: what still holds is used.
    let id = town.scheduled("待つ間に切れる").await;
    service.script([Trouble::Nothing, Trouble::Nothing, Trouble::Nothing, Trouble::Nothing, Trouble::Wait]);
    let before = service.prepared().len();
    worker(&town, &service, "two").tick().await.unwrap();
    assert_eq!(town.state(id).await, S::Scheduled);
    // Nothing works in between; the send is not late, because it is due only then.
    let due = town.publication(id).await.due_at;
    town.clock.set(due);
    worker(&town, &service, "three").tick().await.unwrap();
    assert_eq!((town.state(id).await, service.copies("待つ間に切れる")), (S::Published, 1));
    assert_eq!(service.prepared().len() - before, UPLOADS + 2, "what still holds is used");
    town.finish().await;
}

async fn a_definite_no_to_a_stage_fails_and_a_dead_token_holds(town: Town) {
    let service = Fourfold::new();
    let id = town.scheduled("大きすぎる").await;
    service.script([Trouble::Nothing, Trouble::Rejected]);
    worker(&town, &service, "one").tick().await.unwrap();
    let failed = town.publication(id).await;
    assert_eq!((failed.state.name(), failed.state.reason()), (S::Failed, Some("content-invalid")));
    assert_eq!(failed.attempts, 0, "nothing was tried that publishes");

    let ids = [town.scheduled("切れた").await, town.scheduled("その次").await];
    service.script([Trouble::Nothing, Trouble::TokenDead]);
    let tick = worker(&town, &service, "two").tick().await.unwrap();
    assert_eq!((tick.interrupted, tick.held), (1, 1), "all that waits on the account is held");
    for id in ids {
        let held = town.publication(id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("token-dead")));
    }
    assert_eq!(service.calls(), 0);
    town.finish().await;
}

async fn a_service_that_never_gets_ready_comes_to_a_person(town: Town) {
    let service = Fourfold::new();
    let id = town.scheduled("いつまでも").await;
    service.script([Trouble::Nothing, Trouble::Nothing, Trouble::Nothing].into_iter().chain([Trouble::Works; 100]));
    let worker = worker(&town, &service, "w");
    for _ in 0..80 {
        worker.tick().await.unwrap();
        if town.state(id).await.at_rest() {
            break;
        }
        town.clock.advance(SignedDuration::from_secs(5));
    }
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("too-often")));
    assert_eq!(service.calls(), 0);
    town.wrote(&["publication.interrupt"]).await;
    town.finish().await;
}

/// A worker that stands still for longer than its lease while it brings something: the send is somebody else's by then.
async fn a_lease_that_was_lost_during_a_stage_publishes_nothing(town: Town) {
    let service = Fourfold::new();
    let text = "二人の手に渡る";
    let id = town.scheduled(text).await;
    let (app, clock, other) = (town.app.clone(), town.clock.clone(), service.clone());
    let once = Mutex::new(true);
    let slow = worker(&town, &service, "slow").observed(Arc::new(move |step| {
        if step == Step::StageCalled && std::mem::take(&mut *once.lock().unwrap()) {
            clock.advance(SignedDuration::from_secs(181));
            let platforms = Platforms::none().with(Arc::new(other.clone()));
            let quick = Worker::new(app.clone(), platforms, "quick", Settings::default());
            let work = async {
                quick.tick().await.unwrap();
                quick.tick().await.unwrap();
            };
            block_in_place(|| Handle::current().block_on(work));
        }
    }));
    let tick = slow.tick().await.unwrap();
    assert_eq!(tick.left, 1, "it can store nothing and begin nothing");
    assert_eq!(town.state(id).await, S::Published);
    judge(&service, text, S::Published);
    assert_eq!(service.calls(), 1);
    town.finish().await;
}

async fn a_token_sealed_before_there_were_types_opens(town: Town) {
    let mut tx = town.app.db.write().await.unwrap();
    let (tenant, page) = (town.tenant, town.facebook);
    let find = "SELECT id FROM account_credential WHERE tenant_id = $1 AND account_id = $2";
    let row = tx.one(find, tatefuda_store::args![tenant, page]).await.unwrap().unwrap().text("id").unwrap();
    let tenant_text = tenant.to_string();
    let place =
        tatefuda_vault::Place { tenant: &tenant_text, table: "account_credential", column: "sealed", row: &row };
    let sealed = town.app.keys.sealer().seal(&place, &crate::support::TOKEN.into(), town.app.env.entropy());
    let update = "UPDATE account_credential SET sealed = $3 WHERE tenant_id = $1 AND account_id = $2";
    let bytes = sealed.to_string().into_bytes();
    tx.execute(update, tatefuda_store::args![tenant, page, bytes.as_slice()]).await.unwrap();
    tx.commit().await.unwrap();
    let id = town.scheduled("前からの接続").await;
    town.tick().await;
    assert_eq!((town.state(id).await, town.copies("前からの接続")), (S::Published, 1));
    town.finish().await;
}
