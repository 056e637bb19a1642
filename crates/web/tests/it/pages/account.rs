//! `/accounts`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /accounts").await, @"");
    assert_snapshot!(all.see("GET /accounts/new").await, @"");
    assert_snapshot!(all.see("GET /accounts/{id}").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("administrator", "POST /accounts").await, @"");
    assert_snapshot!(all.act("administrator", "POST /accounts/{id}/change").await, @"");
    assert_snapshot!(all.act("administrator", "POST /accounts/{id}/connect").await, @"");
    assert_snapshot!(all.act("operator", "POST /accounts/{id}/start").await, @"");
    assert_snapshot!(all.act("administrator", "POST /accounts/{id}/suspend").await, @"");
    assert_snapshot!(all.act("administrator", "POST /accounts/{id}/close").await, @"");
    assert_snapshot!(all.act("administrator", "POST /accounts/{id}/delete").await, @"");
}
