//! `/copy`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /copy").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("operator", "POST /copy/doubts/{id}").await, @"");
    assert_snapshot!(all.act("operator", "POST /copy/release").await, @"");
    assert_snapshot!(all.act("operator", "POST /copy/nodes/{id}/admit").await, @"");
}
