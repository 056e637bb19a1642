//! A session that ends loses nothing.

use crate::world::{PASSWORD, World};

/// The session ended over a long text: it goes on after the sign-in, and no field is called by an id.
#[tokio::test]
async fn a_form_sent_after_the_session_ended_goes_on_after_the_sign_in() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    let mut pairs = form.form("/posts");
    pairs.retain(|(name, _)| name != "text");
    pairs.extend([
        ("text".to_owned(), "長く書いた\n文".to_owned()),
        ("accounts".to_owned(), world.a.website.to_string()),
        ("intent".to_owned(), "save".to_owned()),
    ]);
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    world.clock.advance(jiff::SignedDuration::from_hours(13));
    let page = browser.post("/posts", &pairs).await;
    assert_eq!(page.status, 401);
    assert!(page.shows("サインインの時間が切れました") && page.shows("長く書いた"), "{}", page.body);
    assert!(!page.shows("この画面を見る権限がありません"));
    let shown = page.body.split("</form>").nth(2).unwrap_or_default();
    assert!(!shown.contains(&world.a.website.to_string()), "no raw ids are offered: {shown}");
    let fields = [("body", world.a.slug), ("login", "writer"), ("password", crate::world::PASSWORD)];
    let wrong = browser.submit(&page, "/sign-in", &[fields[0], fields[1], ("password", "wrong")]).await;
    assert_eq!(wrong.status, 403);
    let again = browser.submit(&wrong, "/sign-in", &fields).await;
    assert!(again.status == 200 && again.shows("長く書いた"), "{}", again.body);
    assert!(again.shows("公式website"), "accounts by their names: {}", again.body);
    let saved = browser.submit(&again, "/posts", &[]).await;
    assert!(saved.status == 200 && saved.shows("長く書いた\n文"), "{}", saved.body);
}

#[tokio::test]
async fn what_was_typed_survives_a_session_that_has_ended() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    world.clock.advance(jiff::SignedDuration::from_hours(13));
    let page = browser.post("/posts", &[("text", "消えてほしくない文"), ("password", "secret-7")]).await;
    assert_eq!(page.status, 401);
    assert!(page.shows("消えてほしくない文") && !page.body.contains("secret-7"), "{}", page.body);
}

/// One press is enough in the practice place, where no password is a secret, and nowhere else is one written on a page.
#[tokio::test]
async fn one_press_signs_in_where_one_practises_and_nowhere_else() {
    let plain = World::new().await;
    let page = plain.browser().get("/sign-in?body=mizube").await;
    assert!(!page.body.contains("name=\"password\" value="), "{}", page.body);

    let writer = &plain.a.writer.login;
    let hint = tatefuda_web::DemoHint {
        body: "みずべ市".to_owned(),
        body_en: String::new(),
        slug: "mizube".to_owned(),
        person: "山田 花".to_owned(),
        role: "書く人".to_owned(),
        role_en: String::new(),
        login: writer.clone(),
        password: PASSWORD.to_owned(),
    };
    let config = tatefuda_web::Config { demo_hints: vec![hint], ..tatefuda_web::Config::default() };
    let practice = World::with(config).await;
    let mut browser = practice.browser();
    let bodies = browser.get("/sign-in").await;
    assert!(
        bodies.body.contains("href=\"/sign-in?body=mizube#demo-heading\"") && !bodies.shows("山田 花"),
        "{}",
        bodies.body
    );
    let people = browser.get("/sign-in?body=mizube").await;
    assert!(people.shows("山田 花"), "{}", people.body);
    let fields = [("body", "mizube"), ("login", writer.as_str()), ("password", PASSWORD), ("next", "/")];
    for (name, value) in &fields[..3] {
        assert!(people.body.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{name}: {}", people.body);
    }
    assert_eq!(browser.post("/sign-in", &fields).await.status, 303);
}
