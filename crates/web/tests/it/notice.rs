//! Where people are told outside the program: what is typed wrongly comes back, secrets do not, and whoever manages people sees
//! where nothing arrives without seeing where.

use tatefuda_store::args;

use crate::world::World;

const SOUND: [(&str, &str); 7] = [
    ("kind", "mail"),
    ("address", "yamada@town.example.jp"),
    ("lang", "ja"),
    ("pace", "daily"),
    ("quiet_from", "21:00"),
    ("quiet_until", "06:30"),
    ("daily_at", "09:15"),
];

fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let value =
        |name: &'a str, value: &'a str| changed.iter().find(|(known, _)| *known == name).map_or(value, |(_, new)| new);
    let all = SOUND.into_iter().map(|(name, is)| (name, value(name, is)));
    all.chain(changed.iter().filter(|(name, _)| SOUND.iter().all(|(known, _)| known != name)).copied()).collect()
}

#[tokio::test]
async fn what_is_typed_wrongly_comes_back_with_its_reason() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get("/notices").await;
    for (changed, said) in [
        (vec![("address", "yamada")], "メールアドレス"),
        (vec![("kind", "hook"), ("address", "https://hooks.example.jp/x"), ("key", "short-key")], "16文字以上"),
        (vec![("kind", "hook"), ("address", "hooks"), ("key", "a key that both sides know")], "https://"),
        (vec![("daily_at", "25:00")], "09:00"),
    ] {
        let typed = with(&changed);
        let back = browser.submit(&page, "/notices", &typed).await;
        assert_eq!(back.status, 422, "{}", back.body);
        assert!(back.body.contains(said), "{said}: {}", back.body);
        let address = typed.iter().find(|(name, _)| *name == "address").unwrap().1;
        assert!(
            back.body.contains(&format!("value=\"{address}\"")) && back.body.contains("value=\"21:00\""),
            "{changed:?}"
        );
        assert!(!back.body.contains("short-key") && !back.body.contains("both sides know"), "a key is shown");
    }
    let added = browser.submit(&page, "/notices", &SOUND).await;
    assert!(added.status.is_redirection() || added.body.contains("yamada@town.example.jp"), "{}", added.body);
    let shown = browser.get("/notices").await;
    assert!(shown.body.contains("yamada@town.example.jp") && shown.body.contains("未確認"), "{}", shown.body);
    // The same page twice, or two windows: one place.
    browser.submit(&page, "/notices", &SOUND).await;
    assert_eq!(browser.get("/notices").await.body.matches("yamada@town.example.jp</span>").count(), 1);
}

#[tokio::test]
async fn whoever_manages_people_sees_whose_and_not_where() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = writer.get("/notices").await;
    writer.submit(&page, "/notices", &SOUND).await;
    let mut tx = world.app.db.write().await.unwrap();
    let sql = "UPDATE notice_place SET failing_since = 0, failing_why = '550 no such mailbox' WHERE tenant_id = $1";
    tx.execute(sql, args![world.a.tenant]).await.unwrap();
    tx.commit().await.unwrap();
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let seen = admin.get("/notices").await;
    assert!(seen.body.contains("550 no such mailbox") && !seen.body.contains("yamada@"), "{}", seen.body);
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    assert!(!checker.get("/notices").await.body.contains("550 no such"));
    // The other body sees nothing of it.
    let mut other = world.signed_in(&world.b, &world.b.admin).await;
    assert!(!other.get("/notices").await.body.contains("550 no such"));
}
