//! What the text leaves to the body.

use tatefuda_app::{
    regulation::{ActivateRegulation, StorePack},
    setting::{ConfirmSetting, ProposeSetting},
};
use tatefuda_testkit::html;

use crate::world::{World, pack, settings};

#[tokio::test]
async fn p7_the_page_of_settings_and_doctor_count_the_same_unset_values() {
    let world = World::new().await;
    for body in [&world.a, &world.b] {
        let actor = &body.admin.actor;
        let documents = tatefuda_app::setting::view::documents(&world.app, actor).await.unwrap();
        let unset: usize = documents.iter().map(|one| one.unset.len()).sum();
        let page = world.signed_in(body, &body.admin).await.get("/regulation").await;
        let shown = page.body.split("未設定").find_map(|rest| rest.split_once('件')?.0.parse().ok()).unwrap_or(0);
        assert_eq!(shown, unset, "{}: {}", body.slug, page.body);
    }
    // Where the house has a value of its own until the body decides, "unset" would be untrue.
    let page = world.signed_in(&world.a, &world.a.admin).await.get("/regulation").await;
    assert!(page.body.contains(">初期値を適用<"), "{}", page.body);
}

/// Each document has its own value; labels, errors and links lead to the right one.
#[tokio::test]
async fn values_of_one_name_in_two_documents_have_ids_of_their_own() {
    const TWIN: &str = "hinoki-fire";
    let world = World::new().await;
    let (body, now) = (&world.b, world.app.env.now());
    let admin = &body.admin.actor;
    let mut source = pack("examples/hinoki");
    for text in source.files.values_mut() {
        let other = text.replace("id = \"hinoki\"", &format!("id = \"{TWIN}\""));
        *text = other.replace("services = [\"facebook\", \"website\"]", "services = [\"line\"]");
    }
    let house = world.run(admin, &StorePack { source: pack("packs/house") }).await;
    let twin = world.run(admin, &StorePack { source }).await;
    for (key, value) in settings("examples/hinoki", body.head, body.staff) {
        let (document, source) = (TWIN.to_owned(), "架空の決定 第2号".to_owned());
        let propose = ProposeSetting { document, key, value, source, note: String::new(), effective_from: None };
        let id = world.run(admin, &propose).await;
        world.run(&body.second.actor, &ConfirmSetting { id }).await;
    }
    world.run(admin, &ActivateRegulation { pack: twin, house, from: now, until: None }).await;
    let page = world.signed_in(body, &body.admin).await.get("/regulation").await;
    let read = html::Page::parse(&page.body).unwrap();
    assert_eq!((read.doubled_ids(), read.lost_references()), (vec![], vec![]), "{}", page.body);
    let has = |id: &str| page.body.contains(&format!("id=\"{id}\""));
    assert!(has("param-own-hosts"), "{}", page.body);
    // Both began at the same instant: which of them came first is nobody's business.
    assert_ne!(has("param-own-hosts-hinoki"), has(&format!("param-own-hosts-{TWIN}")), "{}", page.body);
}
