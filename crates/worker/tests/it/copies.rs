//! A copy is not the truth: what was restored, cloned or rolled back sends nothing before a person has answered what may
//! have been sent since (decision 0024).

use std::{fs, path::Path};

use jiff::SignedDuration;
use tatefuda_app::{
    App, Config, Failure, Forbidden,
    audit::checkpoint,
    copy::{self, AdmitNode, AnswerDoubt, Bearing, DoubtAnswer, ReleaseCopy, view},
    execute,
    publication::Cancel,
};
use tatefuda_domain::{Digest, NodeId, PublicationId, publication::PublicationState as S};
use tatefuda_store::Db;
use tatefuda_vault::{KeyRing, Machine, Mark, NodeState, PasswordParams};

use crate::{
    on_both,
    support::{Town, names_clause, refusal, state_key},
};

on_both!(
    a_failover_that_lost_commits_holds_sending,
    a_mark_of_another_machine_holds,
    a_database_beside_no_mark_holds_once,
    all_is_answered_by_name_before_sending_goes_on,
    a_new_node_waits_until_one_with_the_mark_admits_it,
    a_hold_binds_nodes_whose_own_mark_is_sound,
    what_is_no_extension_is_not_signed,
    after_the_database_was_away_the_nodes_look_before_they_send,
);

const DATABASE: &str = "tatefuda.db";
const BACKUP: &str = "backup.db";

pub(crate) fn back_up(folder: &Path) {
    fs::copy(folder.join(DATABASE), folder.join(BACKUP)).unwrap();
}

pub(crate) fn put_back(folder: &Path) {
    for rest in ["tatefuda.db-wal", "tatefuda.db-shm"] {
        let _ = fs::remove_file(folder.join(rest));
    }
    fs::copy(folder.join(BACKUP), folder.join(DATABASE)).unwrap();
}

async fn standing(town: &Town) -> view::Standing {
    view::standing(&town.app, &town.admin).await.unwrap()
}

async fn answer(town: &Town, publication: PublicationId, answer: DoubtAnswer) {
    let doubts = standing(town).await.doubts;
    let doubt = doubts.iter().find(|one| one.doubt.publication == Some(publication)).unwrap();
    let command = AnswerDoubt { doubt: doubt.doubt.id, answer, note: "画面で見た".to_owned() };
    town.run(&town.admin, &command).await.unwrap();
}

async fn release(town: &Town) -> Result<(), Failure> {
    let hold = standing(town).await.hold.unwrap();
    let release = ReleaseCopy { hold: hold.id, version: hold.version, reason: "復元の確認".to_owned() };
    town.run(&town.admin, &release).await
}

/// The finding of the attack: the file is copied, a post goes out, the copy is put back, and the post went out again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_copy_sends_nothing_again() {
    let mut town = Town::sqlite().await;
    let before = town.scheduled("写しの前に送られた").await;
    town.tick().await;
    assert_eq!(town.state(before).await, S::Published);
    let later = town.scheduled("写しの後に送られた").await;
    town.restart(back_up).await;
    town.tick().await;
    assert_eq!((town.state(later).await, town.double.state.sends()), (S::Published, 2));

    town.restart(put_back).await;
    assert_eq!(town.state(later).await, S::Scheduled, "the copy knows nothing of it");
    for _ in 0..3 {
        town.tick().await;
        town.pass(1);
    }
    assert_eq!((town.double.state.sends(), town.copies("写しの後に送られた")), (2, 1));
    let found = standing(&town).await;
    assert!(matches!(found.bearing, Bearing::Lost(_)) && found.hold.is_some());
    assert_eq!(found.doubts.iter().map(|one| one.doubt.publication).collect::<Vec<_>>(), [Some(later)]);

    // Said to have been sent: it goes the way of unknown outcomes and never out again by itself.
    answer(&town, later, DoubtAnswer::MaySent).await;
    release(&town).await.unwrap();
    town.settle(6).await;
    assert_eq!((town.state(later).await, town.double.state.sends()), (S::Unknown, 2));
    // And what is new goes out.
    let fresh = town.scheduled("新しいもの").await;
    town.tick().await;
    assert_eq!((town.state(fresh).await, town.copies("新しいもの")), (S::Published, 1));
    town.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_cancelled_after_the_copy_stays_unsent() {
    let mut town = Town::sqlite().await;
    let saved = town.cleared("取りやめたもの", &[town.facebook]).await;
    let at = town.now() + SignedDuration::from_mins(10);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    town.restart(back_up).await;
    town.run(&town.operator, &Cancel { publication: id }).await.unwrap();
    // One round: the node remembers what people did, also where nothing was sent.
    town.tick().await;
    town.restart(put_back).await;
    town.pass(10);
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Scheduled, 0));
    answer(&town, id, DoubtAnswer::NotToBeSent).await;
    release(&town).await.unwrap();
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Cancelled, 0));
    town.finish().await;
}

/// The number of the mark is reached, with another entry: numbers alone would let it pass.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_overtook_the_mark_is_found() {
    let mut town = Town::sqlite().await;
    let id = town.scheduled("追い越す写し").await;
    town.restart(back_up).await;
    town.tick().await;
    assert_eq!(town.copies("追い越す写し"), 1);
    let state = NodeState::in_folder(&town.state_folder(), Machine::named(Some("a")));
    let tatefuda_vault::Kept::Mark(mark) = state.kept(town.tenant).unwrap() else { panic!() };
    town.restart(put_back).await;
    for number in 0..20 {
        town.draft(&format!("写しで書かれた {number}"), &[town.website]).await;
    }
    let mut tx = town.app.db.read().await.unwrap();
    let head = tatefuda_store::audit::audit_head(&mut tx, town.tenant).await.unwrap();
    assert!(head.seq > mark.seq, "{head} {mark:?}");
    drop(tx);
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.copies("追い越す写し")), (S::Scheduled, 1));
    assert!(standing(&town).await.hold.is_some());
    town.finish().await;
}

/// As if the database had lost its last commits: this node remembers an entry that is not there.
fn forget(town: &Town) {
    let state = NodeState::in_folder(&town.state_folder(), Machine::named(Some("a")));
    let mark = Mark { seq: 1_000_000, hash: Digest::of(b"lost"), at: town.now() };
    state.keep(town.tenant, mark, true).unwrap();
}

async fn a_failover_that_lost_commits_holds_sending(town: Town) {
    let id = town.scheduled("失われた確定").await;
    forget(&town);
    let tick = town.tick().await;
    assert_eq!((tick.sent, tick.held, town.state(id).await), (0, 0, S::Scheduled), "it waits where it is");
    // Everything else works, and publishing at once is answered with the clause.
    let saved = town.cleared("書くことはできる", &[town.website]).await;
    assert!(names_clause(&refusal(town.try_publish(&saved, None).await), "HOUSE-21"));
    assert_eq!(town.double.state.sends(), 0);
    town.finish().await;
}

async fn a_mark_of_another_machine_holds(town: Town) {
    let id = town.scheduled("別の機械の印").await;
    let db = Db::open(&town.url).await.unwrap();
    let keys = KeyRing::open(&town.directory.directory().join("keys")).unwrap();
    let config = Config { passwords: PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
    let state = NodeState::in_folder(&town.state_folder(), Machine::named(Some("a clone")));
    let clone = App::on_node(db, town.app.env.clone(), keys, config, state);
    town.worker_of(&clone, "clone").tick().await.unwrap();
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Scheduled, 0));
    assert_eq!(standing(&town).await.hold.unwrap().cause, "machine");
    town.finish().await;
}

async fn a_database_beside_no_mark_holds_once(town: Town) {
    let id = town.scheduled("印のないデータベース").await;
    fs::remove_dir_all(town.state_folder()).unwrap();
    town.tick().await;
    let hold = standing(&town).await.hold.unwrap();
    assert_eq!((hold.cause.as_str(), town.double.state.sends()), ("unmarked", 0));
    answer(&town, id, DoubtAnswer::GoesOn).await;
    release(&town).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.copies("印のないデータベース")), (S::Published, 1));
    assert!(matches!(standing(&town).await.bearing, Bearing::Sound(_)));
    town.finish().await;
}

async fn all_is_answered_by_name_before_sending_goes_on(town: Town) {
    let id = town.scheduled("答えるまで送らない").await;
    let passed_on = town.submit(&town.draft("回議中のもの", &[town.facebook]).await).await;
    forget(&town);
    town.tick().await;
    let found = standing(&town).await;
    assert_eq!(found.open(), 2, "the send, and the post that may have been brought out since: {:?}", found.doubts);
    assert_eq!(state_key(release(&town).await), "doubts-open");
    // Neither without the right nor twice.
    let doubt = found.doubts.iter().find(|one| one.doubt.publication == Some(id)).unwrap().doubt.id;
    let by = AnswerDoubt { doubt, answer: DoubtAnswer::GoesOn, note: String::new() };
    let refused = town.run(&town.operator, &by).await;
    assert!(matches!(refused, Err(Failure::Forbidden(Forbidden::Right(_)))), "{refused:?}");
    town.run(&town.admin, &by).await.unwrap();
    assert_eq!(state_key(town.run(&town.admin, &by).await), "doubt-answered");
    let of_the_post = found.doubts.iter().find(|one| one.doubt.publication.is_none()).unwrap();
    assert_eq!(of_the_post.doubt.post, passed_on.post);
    let sent =
        AnswerDoubt { doubt: of_the_post.doubt.id, answer: DoubtAnswer::MaySent, note: "出ていた".to_owned() };
    town.run(&town.admin, &sent).await.unwrap();
    release(&town).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Published, 1));
    let view = town.view(&town.operator, passed_on.post).await;
    assert_eq!(view.state, tatefuda_domain::post::PostState::Withdrawn, "what was sent since is not brought out again");
    let late = ReleaseCopy { hold: found.hold.unwrap().id, version: 1, reason: "もう一度".to_owned() };
    assert_eq!(state_key(town.run(&town.admin, &late).await), "copy-not-held");
    town.wrote(&["copy.hold", "copy.answer", "copy.release"]).await;
    town.finish().await;
}

async fn a_new_node_waits_until_one_with_the_mark_admits_it(town: Town) {
    town.tick().await;
    let new = town.other_node("second-node").await;
    let id = town.scheduled("新しい機器").await;
    let worker = town.worker_of(&new, "second");
    worker.tick().await.unwrap();
    assert!(standing(&town).await.hold.is_none(), "the others go on");
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Scheduled, 0));
    let waiting: Vec<NodeId> =
        standing(&town).await.nodes.iter().filter(|one| one.node.standing != "sound").map(|one| one.node.id).collect();
    let admit = AdmitNode { node: waiting[0], reason: "増設".to_owned() };
    // Not by itself: on a copy every node is new.
    let by_itself = execute(&new, &town.admin, new.env.id(), &admit).await;
    assert_eq!(state_key(by_itself), "no-mark-here");
    town.run(&town.admin, &admit).await.unwrap();
    worker.tick().await.unwrap();
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Published, 1));
    town.wrote(&["copy.admit"]).await;
    town.finish().await;
}

async fn a_hold_binds_nodes_whose_own_mark_is_sound(town: Town) {
    town.tick().await;
    let other = town.other_node("second-node").await;
    // It remembers a call for which the database lost the commit.
    other.state.keep(town.tenant, Mark { seq: 1_000_000, hash: Digest::of(b"lost"), at: town.now() }, true).unwrap();
    let id = town.scheduled("両方を縛る").await;
    copy::watch(&other).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Scheduled, 0));
    let found = standing(&town).await;
    assert!(matches!(found.bearing, Bearing::Sound(_)) && found.hold.is_some());
    answer(&town, id, DoubtAnswer::GoesOn).await;
    release(&town).await.unwrap();
    copy::watch(&other).await.unwrap();
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Published, 1));
    assert!(!copy::watch(&other).await.unwrap().contains(&town.tenant), "what it told was settled with the hold");
    town.finish().await;
}

async fn what_is_no_extension_is_not_signed(town: Town) {
    let signed = checkpoint::sign(&town.app, town.tenant).await.unwrap();
    town.draft("署名の後", &[town.website]).await;
    forget(&town);
    assert_eq!(checkpoint::sign(&town.app, town.tenant).await.unwrap(), signed);
    assert_eq!(checkpoint::sign_moved(&town.app).await.unwrap(), 0);
    town.finish().await;
}

async fn after_the_database_was_away_the_nodes_look_before_they_send(town: Town) {
    let id = town.scheduled("切り替わりの後").await;
    copy::shaken_by(&town.app, &Failure::Unavailable(tatefuda_store::Error::Address));
    town.tick().await;
    // The embedded database is the same file as before; a server may be another one.
    let rests = town.app.db.kind() == tatefuda_store::sql::Kind::Postgres;
    assert_eq!(town.state(id).await, if rests { S::Scheduled } else { S::Published });
    town.clock.advance(copy::REST);
    town.tick().await;
    assert_eq!((town.state(id).await, town.double.state.sends()), (S::Published, 1));
    town.finish().await;
}
