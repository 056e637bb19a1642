//! `/posts`, `/check`

use insta::assert_snapshot;

use crate::visitors::Visitors;

#[tokio::test]
async fn each_page_as_each_kind_of_person_sees_it() {
    let all = Visitors::new().await;
    assert_snapshot!(all.see("GET /posts").await, @"");
    assert_snapshot!(all.see("GET /posts/new").await, @"");
    assert_snapshot!(all.see("GET /posts/{id}").await, @"");
    assert_snapshot!(all.see("GET /posts/{id}/edit").await, @"");
    assert_snapshot!(all.see("GET /posts/{id}/check").await, @"");
}

#[tokio::test]
async fn each_form_sent_by_whoever_may() {
    let all = Visitors::new().await;
    assert_snapshot!(all.act("operator", "POST /posts").await, @"");
    assert_snapshot!(all.act("administrator", "POST /check").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/edit").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/submit").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/take-back").await, @"");
    assert_snapshot!(all.act("responsible", "POST /posts/{id}/return").await, @"");
    assert_snapshot!(all.act("responsible", "POST /posts/{id}/step").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/schedule").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/publish").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/cancel").await, @"");
    assert_snapshot!(all.act("operator", "POST /posts/{id}/withdraw").await, @"");
}
