//! `/password`, `/people`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /password").await, @"");
    assert_snapshot!(all.see("GET /people").await, @"");
    assert_snapshot!(all.see("GET /people/{id}").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("administrator", "POST /password").await, @"");
    assert_snapshot!(all.act("administrator", "POST /people").await, @"");
    assert_snapshot!(all.act("administrator", "POST /people/{id}/reset").await, @"");
    assert_snapshot!(all.act("administrator", "POST /people/{id}/change").await, @"");
    assert_snapshot!(all.act("administrator", "POST /people/{id}/end").await, @"");
    assert_snapshot!(all.act("administrator", "POST /people/{id}/rights").await, @"");
}
