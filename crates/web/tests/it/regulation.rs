//! The page of the regulation: who holds which role, and words instead of keys.

use crate::world::World;

#[tokio::test]
async fn roles_bound_by_records_name_their_holders_and_readings_speak_in_words() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let page = admin.get("/regulation").await;
    let roles = page.body.split("id=\"roles\"").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap();
    assert!(roles.contains("山田 花") && roles.contains("佐藤 清"), "{roles}");
    assert!(!roles.contains("この役割に就いている職員がいません"), "{roles}");
    // Keys stand in hidden fields and values of choices, never in words; a password policy is typed as lines of its own.
    let words = page.body.split('<').filter(|part| !part.starts_with("textarea"));
    let words: String = words.filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    for key in ["role:", "activation"] {
        let at = words.find(key).map(|at| words[at..].chars().take(60).collect::<String>());
        assert_eq!(at, None);
    }
    // How it is typed stands beside the field only, never as the value.
    let values = page.body.split("class=\"setting-value\"").skip(1).filter_map(|rest| rest.split("</p>").next());
    assert!(values.clone().count() > 3 && values.clone().all(|value| !value.contains("min_length")));
    assert!(words.contains("10字以上"), "{words}");
}

/// The page shows the body's own text beside the summary, cites printed numbers, and says so where there is no text.
#[tokio::test]
async fn clauses_are_read_in_the_original_wording() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let page = admin.get("/regulation/clauses").await;
    assert!(page.body.contains("要旨だけを示しています") && page.body.contains(">9なお書き<"), "{}", page.body);
    let text = "1 趣旨\n\n見本の手順である。\n\n2 対象\n\n見本の担当者は、確認を受けて掲載する。\n";
    let page = admin.submit(&page, "/regulation/wording", &[("text", text)]).await;
    assert!(page.body.contains("見本の担当者は、確認を受けて掲載する。"), "{}", page.body);
    assert!(page.body.contains("要旨（原文に対応する箇所が見つかりません）"), "{}", page.body);
    // What was typed is given back where it cannot be used.
    let sent = admin.submit(&page, "/regulation/wording", &[("text", "番号のない文")]).await;
    assert!(sent.body.contains("番号のない文") && sent.body.contains("番号が一つも見つかりません"), "{}", sent.body);
}
