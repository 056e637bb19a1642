//! What is judged is what is sent: rows and pictures changed by hand never leave, whatever was approved.

use tatefuda_app::{
    Failure,
    media::{self, Upload},
    post::{Draft, Edit, MediumInput, Saved, Submit},
    publication::{Begin, Begun, Lease},
};
use tatefuda_domain::{
    Digest, MediaId, PublicationId,
    media::{MediumAnswers, People, Rights},
    publication::PublicationState as S,
};
use tatefuda_store::args;
use tatefuda_testkit::picture::png;

use crate::{
    on_both,
    support::{Town, state_key},
};

on_both!(
    edited_away_and_back_the_old_row_is_not_sent,
    no_column_changed_by_hand_leaves,
    no_picture_changed_by_hand_leaves,
    the_website_takes_nothing_changed_by_hand,
    only_the_content_that_the_wire_was_made_of_is_judged,
);

async fn by_hand(town: &Town, statement: &'static str, id: impl ToString) {
    let mut tx = town.app.db.write().await.unwrap();
    let changed = tx.execute(statement, args![town.tenant, id.to_string()]).await.unwrap();
    assert!(changed > 0, "{statement}");
    tx.commit().await.unwrap();
}

async fn edited_away_and_back_the_old_row_is_not_sent(town: Town) {
    let text = "正しい文面";
    let saved = town.cleared(text, &[town.facebook]).await;
    let scheduled = town.publish(&saved, None).await;
    let id = scheduled.publications[0];
    let mut version = scheduled.version;
    for text in ["別の文面", text] {
        let mut content = town.view(&town.operator, saved.post).await.content;
        content.text = text.to_owned();
        version = town.run(&town.operator, &Edit { post: saved.post, version, content }).await.unwrap().version;
    }
    let old = town.publication(id).await.target;
    by_hand(&town, "UPDATE post_target SET text = 'すり替えた文面' WHERE tenant_id = $1 AND id = $2", old).await;
    town.tick().await;
    assert_eq!((town.copies("すり替えた文面"), town.copies(text)), (0, 1), "what is judged is what is sent");
    assert_eq!(town.state(id).await, S::Published);
    town.finish().await;
}

/// Statements on the rows of one post, `$2`. Each changes one column that is sent, covered, or says what covers it.
const COLUMNS: [&str; 14] = [
    "UPDATE post_target SET text = text || '。' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET link = 'https://example.com/' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET options = '{\"a\":\"b\"}' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET options = 'nothing that can be read' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET place = 'facebook:id:200' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET place = NULL WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET digest_version = 1 WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_target SET digest = '4c50ad1b2aa8ba1ab3bd68cb792f39f70f4e6b5fd41aae095d2fd185184df82c' \
        WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_revision SET title = 'x' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_revision SET category = 'NNH-8(2)' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_revision SET classification = NULL WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_revision SET decision_status = 'decided' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_revision SET fields = '{\"a\":\"b\"}' WHERE tenant_id = $1 AND post_id = $2",
    "UPDATE post_revision SET window_from = 1 WHERE tenant_id = $1 AND post_id = $2",
];

async fn no_column_changed_by_hand_leaves(town: Town) {
    for (number, statement) in COLUMNS.into_iter().enumerate() {
        let saved = town.cleared(&format!("手で変える{number}"), &[town.facebook]).await;
        let id = town.publish(&saved, None).await.publications[0];
        by_hand(&town, statement, saved.post).await;
        town.tick().await;
        let held = town.publication(id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("altered")), "{statement}");
    }
    assert_eq!(town.double.state.sends(), 0);
    // A row that is moved to another post or account is not there any more.
    let saved = town.cleared("移した行", &[town.facebook]).await;
    let id = town.publish(&saved, None).await.publications[0];
    let mut tx = town.app.db.write().await.unwrap();
    let moved = "UPDATE post_target SET account_id = $3 WHERE tenant_id = $1 AND post_id = $2";
    tx.execute(moved, args![town.tenant, saved.post, town.other_page]).await.unwrap();
    tx.commit().await.unwrap();
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("target-gone")));
    assert_eq!(town.double.state.sends(), 0);
    town.finish().await;
}

/// A cleared post with a picture of its own, for page and website.
async fn with_picture(town: &Town, number: u8) -> (Saved, MediaId) {
    let upload: Upload = media::read(&town.app, "picture", png(number)).await.unwrap();
    let picture = town.run(&town.operator, &upload).await.unwrap().media;
    let answers = MediumAnswers {
        people: Some(People::None),
        rights: Some(Rights::Own),
        other_text: Some(false),
        classification: Some("Ⅳ".to_owned()),
        ..MediumAnswers::default()
    };
    let mut content = town.content(&format!("写真{number}"), &[town.facebook, town.website]);
    for target in &mut content.targets {
        let alt = "山".to_owned();
        target.media = vec![MediumInput { media: picture, alt, answers: answers.clone() }];
    }
    let saved = town.run(&town.operator, &Draft { content }).await.unwrap();
    let mut supplies = Town::declaration();
    supplies.push(Town::supply("rights-basis", "basis", "自ら撮影"));
    supplies.push(Town::supply("picture-safety", "safe", "yes"));
    let submit = Submit { post: saved.post, version: saved.version, supplies };
    let saved = town.run(&town.operator, &submit).await.unwrap();
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    (Saved { version: given.version, ..saved }, picture)
}

/// Statements on one picture, `$2`.
const PICTURES: [&str; 9] = [
    "UPDATE media_bytes SET bytes = preview WHERE tenant_id = $1 AND id = $2",
    "UPDATE media SET hash = '4c50ad1b2aa8ba1ab3bd68cb792f39f70f4e6b5fd41aae095d2fd185184df82c' \
        WHERE tenant_id = $1 AND id = $2",
    "UPDATE media SET kind = 'video' WHERE tenant_id = $1 AND id = $2",
    "UPDATE media SET mime = 'image/jpeg' WHERE tenant_id = $1 AND id = $2",
    "UPDATE media SET size = size + 1 WHERE tenant_id = $1 AND id = $2",
    "UPDATE target_media SET alt = 'x' WHERE tenant_id = $1 AND media_id = $2",
    "UPDATE target_media SET answers = NULL WHERE tenant_id = $1 AND media_id = $2",
    "DELETE FROM target_media WHERE tenant_id = $1 AND media_id = $2",
    "DELETE FROM media_bytes WHERE tenant_id = $1 AND id = $2",
];

async fn no_picture_changed_by_hand_leaves(town: Town) {
    for (number, statement) in (0_u8..).zip(PICTURES) {
        let (saved, picture) = with_picture(&town, number).await;
        // Later, so that the website is not served by the act itself.
        let at = town.now() + jiff::SignedDuration::from_mins(1);
        let ids = town.publish(&saved, Some(at)).await.publications;
        by_hand(&town, statement, picture).await;
        town.pass(2);
        town.tick().await;
        for id in ids {
            let held = town.publication(id).await;
            assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("altered")), "{statement}");
        }
    }
    assert_eq!((town.double.state.sends(), town.double.state.uploads()), (0, 0));
    let feed = tatefuda_app::feed::load(&town.app, town.tenant).await.unwrap();
    assert!(feed.items.is_empty());
    town.finish().await;
}

async fn the_website_takes_nothing_changed_by_hand(town: Town) {
    let (saved, picture) = with_picture(&town, 40).await;
    by_hand(&town, PICTURES[0], picture).await;
    assert_eq!(state_key(town.try_publish(&saved, None).await), "content-altered");

    let saved = town.submit(&town.draft("題を変える", &[town.website]).await).await;
    by_hand(&town, COLUMNS[8], saved.post).await;
    let view = town.view(&town.operator, saved.post).await;
    assert!(view.targets[0].altered);
    // Neither checked nor published as it is …
    let check = tatefuda_app::post::GiveStep { sheet: view.sheet, ..town.check(&saved) };
    assert_eq!(state_key(town.run(&town.chief, &check).await), "content-altered");
    // … and saving it anew puts it right, also where nothing was typed.
    let edit = Edit { post: saved.post, version: view.version, content: view.content };
    let edited = town.run(&town.operator, &edit).await.unwrap();
    assert!(edited.revision > saved.revision);
    let saved = town.submit(&edited).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    town.publish(&Saved { version: given.version, ..saved }, None).await;
    town.finish().await;
}

async fn only_the_content_that_the_wire_was_made_of_is_judged(town: Town) {
    let id: PublicationId = town.scheduled("判断した内容").await;
    let lease = Lease { publication: id, owner: "w".to_owned(), seconds: 60 };
    let epoch = town.run(&town.operator, &lease).await.unwrap().epoch;
    let begin = Begin {
        publication: id,
        epoch,
        seconds: 60,
        content: Some(Digest::of(b"another content")),
        wire: Some(Digest::of(b"its wire")),
        match_hash: None,
        problem: None,
    };
    let begun: Result<Begun, Failure> = town.run(&town.operator, &begin).await;
    let held = Begun::Held { reason: "content-changed".to_owned() };
    assert_eq!(begun.unwrap(), held);
    assert_eq!(town.double.state.sends(), 0);
    town.finish().await;
}
