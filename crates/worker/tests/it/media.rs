//! Pictures on their way: from a telephone to the platform and the body's website, covered by the check like the text.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use tatefuda_app::{
    Actor, Failure, execute, feed,
    media::{self, Part, Upload, Uploaded},
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
    post::{Draft, Edit, MediumInput, Saved, Submit},
};
use tatefuda_domain::{
    MediaId, PublicationId,
    media::{MediumAnswers, People, Rights},
    publication::PublicationState as S,
};
use tatefuda_doubles::facebook::Fault;
use tatefuda_regulation::AppointmentKind;
use tatefuda_testkit::picture::{CAMERA, png, telephone};

use crate::{
    on_both,
    support::{PAGE, Town, names_clause, refusal},
};

on_both!(
    a_picture_goes_out_without_the_place_where_it_was_taken,
    a_swapped_picture_is_refused_by_worker_and_screen,
    what_the_checker_saw_of_a_picture_is_covered,
    who_may_not_read_the_post_does_not_see_the_picture,
    a_repeat_brings_nothing_twice,
    lost_replies_never_publish_twice,
    a_damaged_file_brings_nothing,
    pictures_that_nobody_used_do_not_stay,
);

const CLAUSE: &str = "NNH-6(2)a";

pub(crate) async fn upload(town: &Town, bytes: Vec<u8>) -> Uploaded {
    let upload: Upload = media::read(&town.app, "picture", bytes).await.unwrap();
    town.run(&town.operator, &upload).await.unwrap()
}

/// Two children at a festival, taken by ourselves, with their parents' consent.
fn festival(media: MediaId) -> MediumInput {
    let answers = MediumAnswers {
        people: Some(People::Identifiable),
        people_count: Some(2),
        children: Some(true),
        rights: Some(Rights::Own),
        consents: vec!["同意書12".to_owned(), "同意書13".to_owned()],
        other_text: Some(false),
        classification: Some("Ⅳ".to_owned()),
        ..MediumAnswers::default()
    };
    MediumInput { media, alt: "みこしを担ぐ二人の子ども".to_owned(), answers }
}

async fn draft(town: &Town, text: &str, media: &[MediumInput]) -> Saved {
    let mut content = town.content(text, &[town.facebook, town.website]);
    for target in &mut content.targets {
        target.media = media.to_vec();
    }
    town.run(&town.operator, &Draft { content }).await.unwrap()
}

/// Passes on, with what the text asks where pictures show people.
pub async fn submit(town: &Town, saved: &Saved) -> Saved {
    let mut supplies = Town::declaration();
    supplies.push(Town::supply("rights-basis", "basis", "保護者の同意書"));
    supplies.push(Town::supply("picture-safety", "safe", "yes"));
    let submit = Submit { post: saved.post, version: saved.version, supplies };
    town.run(&town.operator, &submit).await.unwrap()
}

async fn cleared(town: &Town, text: &str, media: &[MediumInput]) -> Saved {
    let saved = submit(town, &draft(town, text, media).await).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    Saved { version: given.version, ..saved }
}

/// Saves another revision with other pictures.
async fn change(town: &Town, saved: &Saved, media: &[MediumInput]) -> Result<Saved, Failure> {
    let view = town.view(&town.operator, saved.post).await;
    let mut content = view.content;
    for target in &mut content.targets {
        target.media = media.to_vec();
    }
    town.run(&town.operator, &Edit { post: saved.post, version: view.version, content }).await
}

fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|window| window == what.as_bytes())
}

async fn a_picture_goes_out_without_the_place_where_it_was_taken(town: Town) {
    assert!(holds(&telephone(), CAMERA));
    let picture = upload(&town, telephone()).await;
    assert!(picture.place_removed && (picture.width, picture.height) == (80, 120), "held upright: {picture:?}");
    for part in [Part::Whole, Part::Preview] {
        let file = media::file(&town.app, &town.operator, picture.media, part).await.unwrap();
        assert!(!holds(&file.bytes, CAMERA) && !holds(&file.bytes, "Exif"), "{part:?}");
    }
    let saved = cleared(&town, "夏祭りの写真です", &[festival(picture.media)]).await;
    let ids = town.publish(&saved, None).await.publications;
    assert_eq!(town.tick().await.sent, 1);
    for id in ids {
        assert_eq!(town.state(id).await, S::Published);
    }
    let posts = town.double.state.posts();
    let seen: Vec<_> = posts[0].photos.iter().map(|one| (one.alt.as_str(), one.mime)).collect();
    assert_eq!(seen, [("みこしを担ぐ二人の子ども", "image/jpeg")]);
    let kept = media::file(&town.app, &town.operator, picture.media, Part::Whole).await.unwrap();
    assert_eq!(posts[0].photos[0].bytes, kept.bytes, "what was checked is what arrived");
    // Residents see it on the website, and only through the published item.
    let items = feed::load(&town.app, town.tenant).await.unwrap().items;
    assert_eq!((items[0].media.len(), items[0].media[0].alt.as_str()), (1, "みこしを担ぐ二人の子ども"));
    let (bytes, mime) = media::public(&town.app, town.tenant, picture.media).await.unwrap();
    assert_eq!((bytes, mime.as_str()), (kept.bytes, "image/jpeg"));
    let unpublished = upload(&town, png(1)).await.media;
    assert!(matches!(media::public(&town.app, town.tenant, unpublished).await, Err(Failure::NotFound)));
    town.finish().await;
}

async fn a_swapped_picture_is_refused_by_worker_and_screen(town: Town) {
    let (first, second) = (upload(&town, telephone()).await, upload(&town, png(7)).await);
    let saved = cleared(&town, "この写真だけ", &[festival(first.media)]).await;
    let shown = saved.sheet;
    let at = town.now() + SignedDuration::from_mins(5);
    let ids = town.publish(&saved, Some(at)).await.publications;
    let swapped = change(&town, &saved, &[festival(second.media)]).await.unwrap();
    assert_ne!(swapped.sheet, shown);
    town.clock.set(at);
    let tick = town.tick().await;
    assert_eq!((tick.sent, tick.held), (0, 2));
    for id in ids {
        let held = town.publication(id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("regulation")));
    }
    let answer = refusal(town.try_publish(&swapped, None).await);
    assert!(names_clause(&answer, CLAUSE), "{answer:#?}");
    assert_eq!((town.double.state.sends(), town.double.state.uploads()), (0, 0));
    // The form of before is refused with the picture that changed.
    let stale = town.run(&town.chief, &town.check(&saved)).await;
    let Err(Failure::Stale(stale)) = stale else { panic!("{stale:?}") };
    let field = format!("target:{}:media:0", town.facebook);
    let difference = stale.difference.iter().find(|one| one.field == field).unwrap();
    assert_eq!(difference.before, first.media.to_string());
    assert_eq!(difference.after, second.media.to_string());
    town.finish().await;
}

async fn what_the_checker_saw_of_a_picture_is_covered(town: Town) {
    let picture = upload(&town, telephone()).await.media;
    let other = upload(&town, png(9)).await.media;
    let whole = festival(picture);
    let saved = draft(&town, "写真", std::slice::from_ref(&whole)).await;
    let with = |edit: &dyn Fn(&mut MediumInput)| {
        let mut medium = whole.clone();
        edit(&mut medium);
        vec![medium]
    };
    let variants = vec![
        vec![],
        with(&|one| one.alt.push('。')),
        with(&|one| one.answers.people_count = Some(3)),
        with(&|one| one.answers.children = Some(false)),
        with(&|one| one.answers.rights = Some(Rights::Unknown)),
        with(&|one| one.answers.consents.truncate(1)),
        with(&|one| one.answers.other_text = Some(true)),
        with(&|one| one.answers.classification = None),
        vec![whole.clone(), MediumInput { media: other, ..festival(other) }],
        vec![MediumInput { media: other, ..festival(other) }, whole.clone()],
    ];
    let mut sheets = BTreeSet::from([saved.sheet]);
    let count = variants.len();
    for variant in variants {
        sheets.insert(change(&town, &saved, &variant).await.unwrap().sheet);
    }
    assert_eq!(sheets.len(), count + 1, "each is another content");
    // What contradicts itself is not saved, and says which answer.
    let wrong = change(&town, &saved, &with(&|one| one.answers.people = Some(People::None))).await;
    let Err(Failure::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(errors[0].field, format!("media:{picture}:people"));
    town.finish().await;
}

/// Somebody of another section without any right.
async fn outsider(town: &Town) -> Actor {
    let span = Term::new(town.now(), None);
    let names = Names::new("水道課", "", "");
    let section = town
        .run(&town.admin, &CreateSection { parent: None, names, ordinal: 9, span, tier: Tier::default() })
        .await
        .unwrap();
    let names = Names::new("技師", "", "");
    let position =
        CreatePosition { section, names, rank: "技師".to_owned(), rank_order: 9, extension: String::new(), span };
    let position = town.run(&town.admin, &position).await.unwrap();
    let texts = tatefuda_app::member::PersonTexts { name: "水田".to_owned(), ..Default::default() };
    let id = town.app.env.id();
    let made = tatefuda_app::member::create(&town.app, &town.admin, id, "mizuta", texts).await.unwrap();
    let appoint =
        Appoint { person: made.id, position, kind: AppointmentKind::Regular, deputy_of: None, deputy_order: 0, span };
    let capacity = town.run(&town.admin, &appoint).await.unwrap();
    Actor::new(town.tenant, made.id, Some(capacity), BTreeSet::new(), tatefuda_app::Via::Screen)
}

async fn who_may_not_read_the_post_does_not_see_the_picture(town: Town) {
    let picture = upload(&town, telephone()).await.media;
    let outsider = outsider(&town).await;
    let sees = async |actor: &Actor| media::file(&town.app, actor, picture, Part::Preview).await.is_ok();
    assert!(sees(&town.operator).await, "whoever brought it");
    assert!(!sees(&town.colleague).await && !sees(&town.chief).await, "nobody else before a post has it");
    let mut content = town.content("見えないはず", &[town.facebook]);
    content.targets[0].media = vec![festival(picture)];
    let taken = town.run(&town.colleague, &Draft { content: content.clone() }).await;
    let Err(Failure::Invalid(errors)) = taken else { panic!("{taken:?}") };
    assert_eq!(errors[0].key, "unknown-medium");

    let saved = town.run(&town.operator, &Draft { content: content.clone() }).await.unwrap();
    assert!(sees(&town.colleague).await && sees(&town.chief).await, "whoever may read the post");
    assert!(!sees(&outsider).await);
    assert!(matches!(media::find(&town.app, &outsider, picture).await, Err(Failure::NotFound)));
    // Taken out again it stays readable: the former revision has it.
    change(&town, &saved, &[]).await.unwrap();
    assert!(sees(&town.colleague).await && !sees(&outsider).await);
    // The same bytes brought by themselves are theirs to see.
    let again = media::read(&town.app, "picture", telephone()).await.unwrap();
    let own = town.run(&outsider, &again).await.unwrap();
    assert_eq!(own.media, picture, "stored once");
    assert!(sees(&outsider).await);
    town.finish().await;
}

async fn a_repeat_brings_nothing_twice(town: Town) {
    let upload = media::read(&town.app, "picture", telephone()).await.unwrap();
    let id = town.app.env.id();
    let first = execute(&town.app, &town.operator, id, &upload).await.unwrap();
    let again = execute(&town.app, &town.operator, id, &upload).await.unwrap();
    assert_eq!(first, again);
    let other = media::read(&town.app, "picture", png(3)).await.unwrap();
    let reused = execute(&town.app, &town.operator, id, &other).await;
    assert!(matches!(reused, Err(Failure::CommandReused)), "{reused:?}");
    let nobody = Actor { capacity: None, ..town.operator.clone() };
    assert!(matches!(town.run(&nobody, &other).await, Err(Failure::Forbidden(_))));
    town.finish().await;
}

async fn lost_replies_never_publish_twice(town: Town) {
    let picture = upload(&town, telephone()).await.media;
    const TEXT: &str = "届くのは一度だけ";
    let saved = cleared(&town, TEXT, &[festival(picture)]).await;
    let ids = town.publish(&saved, None).await.publications;
    let mut facebook = ids[0];
    for id in ids {
        if town.publication(id).await.account == town.facebook {
            facebook = id;
        }
    }
    // Every upload of the first try loses its reply: nothing was published, so it goes back on the schedule.
    town.double.state.next_photo_faults([Fault::DropReplyAfterAccept; 3]);
    town.tick().await;
    let again = town.publication(facebook).await;
    assert_eq!((again.state.name(), again.state.reason()), (S::Scheduled, Some("not-sent")));
    assert_eq!((town.double.state.sends(), town.copies(TEXT)), (0, 0));
    // Then the reply to the one call that publishes is lost: unknown, found by reading back, never sent again.
    town.double.state.next_faults([Fault::DropReplyAfterAccept]);
    town.pass(2);
    town.tick().await;
    assert_eq!(town.state(facebook).await, S::Unknown);
    town.settle(6).await;
    assert_eq!(town.state(facebook).await, S::Published);
    assert_eq!((town.double.state.sends(), town.copies(TEXT)), (1, 1));
    assert_eq!(town.double.state.posts()[0].photos.len(), 1);
    assert_eq!(town.double.state.posts()[0].page, PAGE);
    town.finish().await;
}

async fn a_damaged_file_brings_nothing(town: Town) {
    let mut half = telephone();
    half.truncate(half.len() / 8);
    for (bytes, key) in [
        (half, "picture-damaged"),
        (b"<html>".to_vec(), "picture-none"),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "picture-heic"),
        (vec![], "picture-empty"),
    ] {
        let failed = media::read(&town.app, "picture", bytes).await;
        let Err(Failure::Invalid(errors)) = failed else { panic!("{key}") };
        assert_eq!((errors[0].field.as_str(), errors[0].key.as_str()), ("picture", key));
    }
    town.finish().await;
}

async fn pictures_that_nobody_used_do_not_stay(town: Town) {
    let used = upload(&town, telephone()).await.media;
    let unused = upload(&town, png(5)).await.media;
    draft(&town, "使う", &[festival(used)]).await;
    assert_eq!(media::sweep(&town.app).await.unwrap(), 0, "not yet");
    town.pass(60 * 24 * 15);
    assert_eq!(media::sweep(&town.app).await.unwrap(), 1);
    assert!(media::find(&town.app, &town.operator, used).await.is_ok());
    assert!(matches!(media::find(&town.app, &town.operator, unused).await, Err(Failure::NotFound)));
    assert_eq!(media::sweep(&town.app).await.unwrap(), 0);
    town.wrote(&["media.sweep"]).await;
    town.finish().await;
}

/// Two pictures with their texts.
pub async fn two(town: &Town) -> Vec<MediumInput> {
    let pictures = [upload(town, telephone()).await.media, upload(town, png(3)).await.media];
    pictures.map(festival).to_vec()
}

/// A cleared post with two pictures for the page, due now.
pub async fn two_pictures(town: &Town, text: &str) -> PublicationId {
    let mut content = town.content(text, &[town.facebook]);
    content.targets[0].media = two(town).await;
    let draft = town.run(&town.operator, &Draft { content }).await.unwrap();
    let saved = submit(town, &draft).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    town.publish(&Saved { version: given.version, ..saved }, None).await.publications[0]
}
