//! `/people`, `/appointments`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("administrator", "POST /people/{id}").await, @"");
    assert_snapshot!(all.act("administrator", "POST /appointments/{id}/end").await, @"");
}
