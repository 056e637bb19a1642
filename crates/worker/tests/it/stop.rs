//! The stop of all sending: after the acknowledgement no send starts, nothing is lost, two people end it (decision 0024).

use std::{
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use tatefuda_app::{
    App, Command, Failure, Forbidden,
    account::{self, AccountTexts, Change},
    copy, execute,
    member::GrantRight,
    post::{Content, Draft, Publish, Saved},
    publication::Reschedule,
    stop::{self, ConfirmEnd, ProposeEnd, StopAll, StopScope},
};
use tatefuda_domain::{PublicationId, SystemRight, publication::PublicationState as S};
use tatefuda_doubles::facebook::Fault;
use tatefuda_vault::state::STOP_FILE;
use tatefuda_worker::{Step, Worker};
use tokio::{runtime::Handle, task::block_in_place};

use crate::{
    on_both,
    support::{OTHER_PAGE, PAGE, Town, names_clause, refusal, state_key},
};

on_both!(
    t03_no_send_starts_after_the_acknowledgement,
    a_stop_between_the_intent_and_the_call_sends_nothing,
    the_file_stops_at_the_last_moment_without_the_database,
    the_acknowledgement_waits_for_the_call_in_hand,
    the_file_is_recorded_and_taking_it_away_ends_nothing,
    ending_takes_two,
    publishing_while_stopped_is_answered_with_the_clause,
    approval_and_place_are_asked_before_the_call,
    a_window_that_closes_before_the_call_holds,
    nodes_that_are_not_heard_of_are_named,
);

fn stop_all() -> StopAll {
    StopAll { reason: "乗っ取りの疑い".to_owned(), scope: StopScope::Body, by_file: false }
}

/// Posts for both pages, due now.
async fn posts(town: &Town, count: usize) -> Vec<(PublicationId, String)> {
    let mut posts = vec![];
    for number in 0..count {
        let text = format!("停止の前後 {number}");
        let account = [town.facebook, town.other_page][number % 2];
        let saved = town.cleared(&text, &[account]).await;
        posts.push((town.publish(&saved, None).await.publications[0], text));
    }
    posts
}

/// A post for the page that is due in a minute: while all is stopped nobody publishes at once.
async fn due_soon(town: &Town, text: &str) -> PublicationId {
    let saved = town.cleared(text, &[town.facebook]).await;
    let at = town.now() + jiff::SignedDuration::from_mins(1);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    town.pass(1);
    id
}

/// Works in rounds until told to end.
fn work(worker: Worker, end: &Arc<AtomicBool>) -> tokio::task::JoinHandle<()> {
    let end = Arc::clone(end);
    tokio::spawn(async move {
        while !end.load(Ordering::SeqCst) {
            worker.tick().await.unwrap();
            tokio::task::yield_now().await;
        }
    })
}

/// Stops all sending when the third send is about to make its call. Whoever comes to a step meanwhile waits there, so
/// that the stop falls into the middle of the work however the machine shares its time among them.
fn stopped_in_the_middle(town: &Town, stopped: &Arc<AtomicBool>) -> Arc<dyn Fn(Step) + Send + Sync> {
    let (app, operator, stopped) = (town.app.clone(), town.operator.clone(), Arc::clone(stopped));
    let begun = Mutex::new(0);
    Arc::new(move |step| {
        block_in_place(|| {
            let mut begun = begun.lock().unwrap();
            *begun += usize::from(step == Step::Begun);
            if step == Step::Begun && *begun == 3 {
                Handle::current()
                    .block_on(async { execute(&app, &operator, app.env.id(), &stop_all()).await.map(drop) })
                    .unwrap();
                stopped.store(true, Ordering::SeqCst);
            }
        });
    })
}

/// T3. Three nodes, each with several accounts, over real HTTP; the stop falls into the middle of their work.
async fn t03_no_send_starts_after_the_acknowledgement(town: Town) {
    town.tick().await;
    let mut apps: Vec<App> = vec![town.app.clone()];
    for name in ["second-node", "third-node"] {
        let app = town.other_node(name).await;
        copy::watch(&app).await.unwrap();
        apps.push(app);
    }
    for node in copy::view::standing(&town.app, &town.admin).await.unwrap().nodes {
        if node.node.standing != "sound" {
            let admit = copy::AdmitNode { node: node.node.id, reason: "増設".to_owned() };
            town.run(&town.admin, &admit).await.unwrap();
        }
    }
    let posts = posts(&town, 12).await;
    let end = Arc::new(AtomicBool::new(false));
    let names = ["one", "two", "three"];
    let stopped = Arc::new(AtomicBool::new(false));
    let middle = stopped_in_the_middle(&town, &stopped);
    let workers: Vec<_> = apps
        .iter()
        .zip(names)
        .map(|(app, name)| work(town.worker_of(app, name).observed(Arc::clone(&middle)), &end))
        .collect();
    while !(stopped.load(Ordering::SeqCst) && stop::reached(&town.app, town.tenant).await.unwrap()) {
        tokio::task::yield_now().await;
    }
    // Acknowledged by every node. From here on nothing may arrive.
    let arrived = town.double.state.sends();
    let sending = stop::view::sending(&town.app, &town.operator).await.unwrap();
    assert_eq!(sending.nodes.iter().filter(|node| node.acknowledged_at().is_some()).count(), 3);
    for app in &apps {
        for _ in 0..5 {
            town.worker_of(app, "again").tick().await.unwrap();
        }
    }
    end.store(true, Ordering::SeqCst);
    for worker in workers {
        worker.await.unwrap();
    }
    assert_eq!(town.double.state.sends(), arrived, "a send started after the acknowledgement");
    // Nothing is lost: each is on its page once, or waits for a person.
    let mut held = 0;
    for (id, text) in &posts {
        let copies = town.double.state.copies(PAGE, text) + town.double.state.copies(OTHER_PAGE, text);
        match town.state(*id).await {
            S::Published => assert_eq!(copies, 1, "{text}"),
            S::Held => {
                assert_eq!(copies, 0, "{text}");
                held += 1;
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(held > 0, "the stop fell into the middle of the work");
    town.finish().await;
}

/// Does something at a step of a send, before it goes on.
async fn at_step<C: Command + Clone + 'static>(town: &Town, step: Step, actor: &tatefuda_app::Actor, command: C) {
    let (app, actor) = (town.app.clone(), actor.clone());
    let once = AtomicBool::new(true);
    let worker = town.worker().observed(Arc::new(move |now| {
        if now == step && once.swap(false, Ordering::SeqCst) {
            block_in_place(|| {
                Handle::current().block_on(async { execute(&app, &actor, app.env.id(), &command).await.map(drop) })
            })
            .unwrap();
        }
    }));
    worker.tick().await.unwrap();
}

async fn a_stop_between_the_intent_and_the_call_sends_nothing(town: Town) {
    let id = town.scheduled("間に合った停止").await;
    at_step(&town, Step::Begun, &town.operator, stop_all()).await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason(), town.double.state.sends()), (S::Held, Some("stopped"), 0));
    town.finish().await;
}

/// Between the last word of the database and the call the file is looked for once more.
async fn the_file_stops_at_the_last_moment_without_the_database(town: Town) {
    let id = town.scheduled("ファイルで停止").await;
    let file = town.state_folder().join(STOP_FILE);
    let worker = town.worker().observed(Arc::new(move |step| {
        if step == Step::LastLook {
            fs::write(&file, "停止\n").unwrap();
        }
    }));
    worker.tick().await.unwrap();
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason(), town.double.state.sends()), (S::Held, Some("stopped"), 0));
    town.finish().await;
}

async fn the_acknowledgement_waits_for_the_call_in_hand(town: Town) {
    let id = town.scheduled("もう始まった送信").await;
    town.double.state.next_faults([Fault::Slow]);
    let worker = town.worker();
    let tick = tokio::spawn(async move { worker.tick().await.unwrap() });
    while town.double.state.sends() == 0 {
        tokio::task::yield_now().await;
    }
    town.run(&town.operator, &stop_all()).await.unwrap();
    copy::watch(&town.app).await.unwrap();
    assert!(!stop::reached(&town.app, town.tenant).await.unwrap(), "a call is under way");
    let sending = stop::view::sending(&town.app, &town.operator).await.unwrap();
    assert_eq!(sending.nodes[0].seen.as_ref().unwrap().in_hand, 1, "and it is named");
    town.double.state.release_slow();
    tick.await.unwrap();
    copy::watch(&town.app).await.unwrap();
    assert!(stop::reached(&town.app, town.tenant).await.unwrap());
    assert_eq!(town.state(id).await, S::Published, "what had begun came to its end");
    town.finish().await;
}

async fn the_file_is_recorded_and_taking_it_away_ends_nothing(town: Town) {
    let file = town.state_folder().join(STOP_FILE);
    fs::write(&file, "消防本部からの連絡\n").unwrap();
    let id = town.scheduled("ファイルの間").await;
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Held, 0));
    let open = stop::view::sending(&town.app, &town.admin).await.unwrap().stop.unwrap().stop;
    assert_eq!((open.source.as_str(), open.reason.as_str()), ("file", "消防本部からの連絡"));
    town.run(&town.admin, &GrantRight { person: town.chief.person, right: SystemRight::ManageAccounts }).await.unwrap();
    let mut chief = town.chief.clone();
    chief.rights.insert(SystemRight::ManageAccounts);
    let propose = ProposeEnd { stop: open.id, version: 1, reason: "収まった".to_owned() };
    town.run(&town.admin, &propose).await.unwrap();
    let confirm = ConfirmEnd { stop: open.id, version: 2 };
    assert_eq!(state_key(town.run(&chief, &confirm).await), "stop-file-there");
    fs::remove_file(&file).unwrap();
    let next = due_soon(&town, "ファイルを消しても").await;
    town.tick().await;
    assert_eq!((town.state(next).await, town.double.state.sends()), (S::Held, 0), "the recorded stop stays");
    town.run(&chief, &confirm).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.state(next).await), (S::Held, S::Held), "a person looks at each");
    let version = town.publication(id).await.version;
    let again = Reschedule { publication: id, version, at: None, supplies: vec![] };
    town.run(&town.operator, &again).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Published, 1));
    town.finish().await;
}

async fn ending_takes_two(town: Town) {
    let id = town.run(&town.operator, &stop_all()).await.unwrap();
    assert_eq!(town.run(&town.colleague, &stop_all()).await.unwrap(), id, "one stop, and an entry for each who asked");
    let propose = ProposeEnd { stop: id, version: 1, reason: "確認済み".to_owned() };
    assert!(matches!(town.run(&town.operator, &propose).await, Err(Failure::Forbidden(_))), "not whoever can stop");
    let early = town.run(&town.admin, &ConfirmEnd { stop: id, version: 1 }).await;
    assert_eq!(state_key(early), "end-not-proposed");
    town.run(&town.admin, &propose).await.unwrap();
    let alone = town.run(&town.admin, &ConfirmEnd { stop: id, version: 2 }).await;
    assert!(matches!(alone, Err(Failure::Forbidden(Forbidden::SamePerson))), "{alone:?}");
    assert!(stop::view::banner(&town.app, town.tenant).await.unwrap().stopped);
    town.run(&town.admin, &GrantRight { person: town.chief.person, right: SystemRight::ManageRegulation })
        .await
        .unwrap();
    let mut chief = town.chief.clone();
    chief.rights.insert(SystemRight::ManageRegulation);
    town.run(&chief, &ConfirmEnd { stop: id, version: 2 }).await.unwrap();
    assert!(!stop::view::banner(&town.app, town.tenant).await.unwrap().stopped);
    town.wrote(&["stop.all", "stop.propose-end", "stop.end"]).await;
    town.finish().await;
}

async fn publishing_while_stopped_is_answered_with_the_clause(town: Town) {
    let saved = town.cleared("停止中に出す", &[town.website]).await;
    town.run(&town.operator, &stop_all()).await.unwrap();
    let answer = refusal(town.try_publish(&saved, None).await);
    assert!(names_clause(&answer, "HOUSE-4") && !answer.groups.is_empty(), "a way on, not a wall");
    // Work goes on: a draft is passed on and checked, and a later time may be chosen.
    let other = town.cleared("準備は続く", &[town.facebook]).await;
    let at = Some(town.now() + jiff::SignedDuration::from_mins(30));
    let publish = Publish { post: other.post, version: other.version, at, accounts: vec![], supplies: vec![] };
    let scheduled = town.run(&town.operator, &publish).await.unwrap();
    town.pass(30);
    town.tick().await;
    let held = town.publication(scheduled.publications[0]).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("stopped")));
    let stored = tatefuda_app::answer::find(&town.app, &town.admin, held.answer.unwrap()).await;
    assert!(names_clause(&stored.unwrap().answer, "HOUSE-4"), "the worker's answer cites it as well");
    town.finish().await;
}

/// What is asked when a send begins is asked again before the call: between both anything may have happened.
async fn approval_and_place_are_asked_before_the_call(town: Town) {
    // The account leads to another page than the one that was prepared.
    let text = town.cleared("別のページ", &[town.other_page]).await;
    let publish = Publish { post: text.post, version: text.version, at: None, accounts: vec![], supplies: vec![] };
    let place = town.run(&town.operator, &publish).await.unwrap().publications[0];
    let known = account::find(&town.app, &town.admin, town.other_page).await.unwrap();
    let named = AccountTexts::named("市の別のページ", town.section);
    let texts = AccountTexts { external_id: Some("300".to_owned()), purpose: "市政の広報".to_owned(), ..named };
    let change = Change { account: town.other_page, version: known.version, texts, supplies: vec![] };
    at_step(&town, Step::LastLook, &town.admin, change).await;
    let held = town.publication(place).await;
    assert_eq!(
        (held.state.name(), held.state.reason(), town.double.state.sends()),
        (S::Held, Some("place-changed"), 0)
    );

    // Who scheduled it is in office no more: nobody sends it for them.
    let approval = town.scheduled("確認した人の異動").await;
    let end = tatefuda_app::org::EndAppointment { id: town.operator.capacity.unwrap(), until: Some(town.now()) };
    at_step(&town, Step::Begun, &town.admin, end).await;
    let held = town.publication(approval).await;
    assert_eq!((held.state.name(), held.state.reason(), town.double.state.sends()), (S::Held, Some("regulation"), 0));
    town.finish().await;
}

/// The window closes between the intent and the call.
async fn a_window_that_closes_before_the_call_holds(town: Town) {
    let content = town.content("窓が閉じる", &[town.facebook]);
    let until = town.now() + jiff::SignedDuration::from_mins(5);
    let window = tatefuda_domain::digest::Window { from: None, until: Some(until) };
    let saved = town.run(&town.operator, &Draft { content: Content { window, ..content } }).await.unwrap();
    let saved = town.submit(&saved).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let id = town.publish(&Saved { version: given.version, ..saved }, None).await.publications[0];
    let clock = town.clock.clone();
    let worker = town.worker().observed(Arc::new(move |step| {
        if step == Step::Begun {
            clock.set(until + jiff::SignedDuration::from_secs(1));
        }
    }));
    worker.tick().await.unwrap();
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason(), town.double.state.sends()), (S::Held, Some("window-past"), 0));
    town.finish().await;
}

async fn nodes_that_are_not_heard_of_are_named(town: Town) {
    town.tick().await;
    town.pass(10);
    town.run(&town.operator, &stop_all()).await.unwrap();
    let sending = stop::view::sending(&town.app, &town.operator).await.unwrap();
    assert_eq!(sending.nodes.len(), 1);
    assert!(!sending.nodes[0].alive && sending.nodes[0].acknowledged_at().is_none());
    // Who is not alive is not waited for; it sees the row before it sends again.
    assert!(stop::reached(&town.app, town.tenant).await.unwrap());
    let id = due_soon(&town, "後から来た機器").await;
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Held, 0));
    town.finish().await;
}
