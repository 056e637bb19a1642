//! `/devices`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /devices").await, @"");
    assert_snapshot!(all.see("GET /devices/this").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("administrator", "POST /devices").await, @"");
    assert_snapshot!(all.act("administrator", "POST /devices/this").await, @"");
    assert_snapshot!(all.act("administrator", "POST /devices/{id}/revoke").await, @"");
}
