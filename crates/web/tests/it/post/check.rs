//! Whoever checks sees what they check.

use crate::{
    given::{MORE, TEXT, passed_on, submitted},
    world::World,
};

#[tokio::test]
async fn p3_a_checker_sees_what_the_author_stated() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let mut browser = world.signed_in(&world.b, &world.b.checker).await;
    let page = browser.get(&format!("/posts/{}/check", saved.post)).await;
    assert!(page.status == 200 && page.shows("確かめたこと・決めたこと"), "{}", page.body);
    assert!(
        page.shows("遊泳期間を「夏の営業」に") && page.shows("主な読み手") && page.shows("すべての人"),
        "{}",
        page.body
    );
    assert!(page.shows("山田 花"), "who stated it: {}", page.body);
}

/// What the author was told while writing, whoever decides is told as well: they see the same box in another font.
#[tokio::test]
async fn p4_whoever_decides_sees_the_signs_that_residents_do_not() {
    let world = World::ruled(MORE).await;
    let saved = passed_on(&world, "町民プール\u{e123}の営業\n\u{202e}開始").await;
    let body = &world.b;
    let mayor = body.mayor.as_ref().unwrap();
    let record = format!("/records/new?kind=mayor-word&subject_kind=post&subject={}", saved.post);
    let pages = [
        (&body.checker, format!("/posts/{}/check", saved.post)),
        (mayor, record),
        (&body.checker, format!("/posts/{}", saved.post)),
    ];
    for (member, path) in pages {
        let page = world.signed_in(body, member).await.get(&path).await;
        let told = page.body.split("id=\"signs-heading\"").nth(1).unwrap_or_default();
        let told = told.split("</section>").next().unwrap_or_default();
        for sign in ["U+E123", "住民の画面では□になります", "U+202E", "2行目"] {
            assert!(page.status == 200 && told.contains(sign), "{path}: {sign}: {told}");
        }
        // Two accounts, one text: told once.
        assert_eq!(told.matches("U+E123").count(), 1, "{told}");
    }
    let clean = passed_on(&world, TEXT).await;
    let page = world.signed_in(body, &body.checker).await.get(&format!("/posts/{}/check", clean.post)).await;
    assert!(page.status == 200 && !page.body.contains("signs-heading"), "{}", page.body);
}
