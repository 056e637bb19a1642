//! `/sign-in`, `/language`, `/sign-out`, `/sign-out-everywhere`, `/capacity`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /sign-in").await, @"");
    assert_snapshot!(all.see("GET /capacity").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("operator", "POST /sign-in").await, @"");
    assert_snapshot!(all.act("administrator", "POST /language").await, @"");
    assert_snapshot!(all.act("administrator", "POST /sign-out").await, @"");
    assert_snapshot!(all.act("administrator", "POST /sign-out-everywhere").await, @"");
    assert_snapshot!(all.act("operator", "POST /capacity").await, @"");
}
