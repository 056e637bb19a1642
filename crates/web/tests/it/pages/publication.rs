//! `/publications`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("operator", "POST /publications/{id}/cancel").await, @"");
    assert_snapshot!(all.act("operator", "POST /publications/{id}/reschedule").await, @"");
    assert_snapshot!(all.act("operator", "POST /publications/{id}/resolve").await, @"");
}
