//! Sends whose row was changed by hand so that its state does not go together (decision 0030): nothing is sent by them,
//! nothing is concluded from them.

use tatefuda_app::publication::Lease;
use tatefuda_domain::{PublicationId, publication::PublicationState as S};
use tatefuda_doubles::facebook::Fault;
use tatefuda_store::{args, trouble};

use crate::{on_both, support::Town};

on_both!(
    a_send_that_was_set_back_by_hand_is_not_sent_again,
    what_may_be_a_post_unreadably_holds_what_else_goes_there,
    one_in_hand_that_cannot_be_read_keeps_no_account_busy,
);

async fn by_hand(town: &Town, statement: &'static str, id: PublicationId) {
    let mut tx = town.app.db.write().await.unwrap();
    assert_eq!(tx.execute(statement, args![town.tenant, id]).await.unwrap(), 1, "{statement}");
    tx.commit().await.unwrap();
}

/// The columns that are named as unreadable.
async fn named(town: &Town, id: PublicationId) -> Vec<String> {
    let mut tx = town.app.db.read().await.unwrap();
    let rows = trouble::scan(&mut tx, town.tenant).await.unwrap();
    assert!(rows.iter().all(|row| row.table == "publication" && row.key == id.to_string()), "{rows:?}");
    rows.into_iter().map(|row| row.column).collect()
}

async fn a_send_that_was_set_back_by_hand_is_not_sent_again(town: Town) {
    let text = "一度だけ";
    let id = town.scheduled(text).await;
    town.tick().await;
    assert_eq!((town.state(id).await, town.copies(text)), (S::Published, 1));
    by_hand(&town, "UPDATE publication SET state = 'scheduled' WHERE tenant_id = $1 AND id = $2", id).await;
    town.settle(3).await;
    assert_eq!((town.copies(text), town.double.state.sends()), (1, 1));
    assert_eq!(named(&town, id).await, ["platform_post_id"], "its proof gives it away");
    town.finish().await;
}

async fn what_may_be_a_post_unreadably_holds_what_else_goes_there(town: Town) {
    town.double.state.next_faults([Fault::DropBeforeAccept]);
    let lost = town.scheduled("行方の知れない文").await;
    town.tick().await;
    assert_eq!(town.state(lost).await, S::Unknown);
    by_hand(&town, "UPDATE publication SET look_at = NULL WHERE tenant_id = $1 AND id = $2", lost).await;
    let sends = town.double.state.sends();
    let other = town.scheduled("別の文").await;
    town.tick().await;
    let held = town.publication(other).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("altered")));
    assert_eq!(town.double.state.sends(), sends);
    assert_eq!(named(&town, lost).await, ["look_at"]);
    town.finish().await;
}

async fn one_in_hand_that_cannot_be_read_keeps_no_account_busy(town: Town) {
    let id = town.scheduled("手で変えた予約").await;
    let lease = Lease { publication: id, owner: "gone".to_owned(), seconds: 60 };
    town.run(&town.operator, &lease).await.unwrap();
    by_hand(&town, "UPDATE publication SET lease_owner = NULL WHERE tenant_id = $1 AND id = $2", id).await;
    let other = town.scheduled("次の文").await;
    town.tick().await;
    assert_eq!((town.state(other).await, town.copies("次の文")), (S::Published, 1));
    town.settle(3).await;
    assert_eq!(town.copies("手で変えた予約"), 0);
    assert_eq!(named(&town, id).await, ["lease_owner"]);
    town.finish().await;
}
