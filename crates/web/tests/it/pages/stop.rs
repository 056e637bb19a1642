//! `/stop`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /stop").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("operator", "POST /stop/propose-end").await, @"");
    assert_snapshot!(all.act("operator", "POST /stop/end").await, @"");
    assert_snapshot!(all.act("administrator", "POST /stop").await, @"");
}
