//! Forms that another site makes a browser send are refused; our own pass, also on plain http and bare addresses.

use crate::world::World;

const FORM: [(&str, &str); 1] = [("lang", "en")];

#[tokio::test]
async fn only_forms_of_this_site_pass() {
    let world = World::new().await;
    let cases: [(&[(&str, &str)], u16); 8] = [
        (&[], 303),
        (&[("sec-fetch-site", "same-origin")], 303),
        (&[("sec-fetch-site", "none")], 303),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        // Plain http on a bare address: no Sec-Fetch-Site, so Origin must match Host.
        (&[("origin", "http://10.0.0.5:8080")], 303),
        (&[("origin", "http://evil.example")], 403),
        (&[("origin", "null")], 403),
    ];
    for (headers, status) in cases {
        let mut browser = headers.iter().fold(world.browser(), |browser, (name, value)| browser.with(name, value));
        let page = browser.post("/language", &FORM).await;
        assert_eq!(page.status, status, "{headers:?}");
        if status == 403 {
            assert!(page.header("content-type").starts_with("text/html") && page.body.contains("<h1"));
            assert!(page.header("x-request-id").len() == 10);
        }
    }
}

#[tokio::test]
async fn a_proxy_that_rewrites_host_needs_the_base_address() {
    // However the operator wrote it.
    let base_url = Some("https://SNS.example.lg.jp:443/".parse().unwrap());
    let world = World::with(tatefuda_web::Config { base_url, ..Default::default() }).await;
    let page = world.browser().with("origin", "https://sns.example.lg.jp").post("/language", &FORM).await;
    assert_eq!(page.status, 303);
    let page = world.browser().with("origin", "https://sns.example.lg.jp.evil.example").post("/language", &FORM).await;
    assert_eq!(page.status, 403);
}

#[tokio::test]
async fn the_interface_takes_no_cookie_for_a_token() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get("/api/v1/me").await;
    assert_eq!(page.status, 401);
    assert_eq!(page.header("www-authenticate"), "Bearer realm=\"tatefuda\"");
}

#[tokio::test]
async fn sign_in_leads_nowhere_else() {
    let world = World::new().await;
    for (next, to) in [("https://evil.example/", "/"), ("//evil.example", "/"), ("/posts?x=1", "/posts?x=1")] {
        let mut browser = world.browser();
        let fields = [("body", "mizube"), ("login", "writer"), ("password", crate::world::PASSWORD), ("next", next)];
        let page = browser.post("/sign-in", &fields).await;
        assert_eq!((page.status.as_u16(), page.location()), (303, to));
    }
}
