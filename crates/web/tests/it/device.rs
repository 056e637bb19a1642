//! Devices on screen: a code, the browser that keeps it, and what ends it.

use crate::world::World;

#[tokio::test]
async fn from_the_code_to_the_browser_and_back() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = admin.get("/devices").await;
    let bad = admin.submit(&page, "/devices", &[("number", "")]).await;
    assert!(bad.status == 422 && bad.body.contains("number-error"), "{}", bad.body);
    let made = admin.submit(&page, "/devices", &[("number", "PC-7")]).await;
    assert!(made.status == 200 && made.shows("PC-7") && made.shows("登録待ち"), "{}", made.body);
    let at = made.body.find("id=\"device-code\"").expect("the code");
    let code: String = made.body[at..].chars().skip_while(|c| *c != '>').skip(1).take_while(|c| *c != '<').collect();
    assert!(!admin.get("/devices").await.body.contains(&code), "it is shown once");

    let this = writer.get("/devices/this").await;
    assert!(this.shows("どの端末としても登録されていません"), "{}", this.body);
    let wrong = writer.submit(&this, "/devices/this", &[("code", "Kamito-1111-Sanuge-1111")]).await;
    assert!(wrong.status == 422 && wrong.shows("このコードは使えません"), "{}", wrong.body);
    assert!(!wrong.body.contains("Kamito-1111"), "a code is given back nowhere");
    let done = writer.submit(&this, "/devices/this", &[("code", &code)]).await;
    assert!(done.status == 200 && done.shows("PC-7"), "{}", done.body);

    // It stays in the browser when somebody else signs in there, and says nothing to another body.
    writer.post("/sign-out", &[]).await;
    let fields = [("body", "mizube"), ("login", world.a.checker.login.as_str()), ("password", crate::world::PASSWORD)];
    let next = writer.post("/sign-in", &fields).await;
    assert_eq!(next.status, 303, "{}", next.body);
    assert!(writer.get("/devices/this").await.shows("PC-7"));

    let list = admin.get("/devices").await;
    assert!(list.shows("登録済み"), "{}", list.body);
    let at = list.body.find("action=\"/devices/").expect("a button") + 8;
    let revoke: String = list.body[at..].chars().take_while(|c| *c != '"').collect();
    let revoked = admin.submit(&list, &revoke, &[]).await;
    assert!(revoked.shows("登録を外した"), "{}", revoked.body);
    assert!(writer.get("/devices/this").await.shows("どの端末としても登録されていません"));
}
