//! The paper's way: draft, submit, take back, return, what changed, what waits.

use tatefuda_app::{
    Failure,
    post::{self, Content, Edit, Query, Return, Saved, Submit, TakeBack, Withdraw, diff::Change},
};
use tatefuda_domain::{post::PostState, publication::PublicationState};
use tatefuda_regulation::Remedy;

use crate::{
    on_both,
    support::{Town, names_clause, refusal, state_key},
};

on_both!(
    a_stale_save_is_a_conflict_and_both_texts_are_there,
    what_only_the_author_can_meet_blocks_the_submit,
    a_return_needs_a_reason_and_takes_the_step_back,
    taking_back_is_free_until_the_next_person_acted,
    the_checker_sees_only_what_changed_since_the_last_look,
    today_shows_each_what_waits_for_them,
    a_preview_answers_without_storing,
    a_draft_is_not_there_for_others,
    bad_input_names_its_fields,
    nothing_changes_once_a_send_has_begun,
    a_document_number_is_given_once,
);

async fn edit(town: &Town, saved: &Saved, text: &str) -> Saved {
    let mut content = town.view(&town.operator, saved.post).await.content;
    content.text = text.to_owned();
    let edit = Edit { post: saved.post, version: saved.version, content };
    town.run(&town.operator, &edit).await.unwrap()
}

fn back(saved: &Saved, comment: &str) -> Return {
    Return {
        post: saved.post,
        version: saved.version,
        comment: comment.to_owned(),
        quote: "九時に".to_owned(),
        account: None,
    }
}

async fn a_stale_save_is_a_conflict_and_both_texts_are_there(town: Town) {
    let saved = town.draft("はじめの文", &[town.facebook]).await;
    edit(&town, &saved, "一人目の文").await;
    let mine = town.content("二人目の文", &[town.facebook]);
    let late = Edit { post: saved.post, version: saved.version, content: mine };
    let conflict = town.run(&town.colleague, &late).await;
    assert!(matches!(conflict, Err(Failure::Conflict { seen: 1, current: 2 })), "{conflict:?}");
    let view = town.view(&town.colleague, saved.post).await;
    assert_eq!((view.content.text.as_str(), view.revisions.len()), ("一人目の文", 2));
    // Saving what is there makes nobody an author.
    let same = Edit { post: saved.post, version: 2, content: view.content };
    let kept = town.run(&town.colleague, &same).await.unwrap();
    assert_eq!((kept.version, kept.revision), (2, 2));
    town.finish().await;
}

async fn what_only_the_author_can_meet_blocks_the_submit(town: Town) {
    let mut content = town.content("区分のない投稿", &[town.facebook]);
    content.category = None;
    let saved = town.run(&town.operator, &post::Draft { content }).await.unwrap();
    let submit = |version, supplies| Submit { post: saved.post, version, supplies };
    let answer = refusal(town.run(&town.operator, &submit(1, vec![])).await);
    assert!(names_clause(&answer, "NNH-8-0") && names_clause(&answer, "NNH-3(3)"));
    let fields = answer.groups.iter().flat_map(|group| &group.alternatives);
    assert!(fields.into_iter().any(|one| matches!(one, Remedy::ChooseField { field, .. } if field == "post.category")));
    let mut content = town.view(&town.operator, saved.post).await.content;
    content.category = Some("NNH-8(1)".to_owned());
    let saved = town.run(&town.operator, &Edit { post: saved.post, version: 1, content }).await.unwrap();
    // The step of another person does not block.
    town.run(&town.operator, &submit(saved.version, Town::declaration())).await.unwrap();
    town.finish().await;
}

async fn a_return_needs_a_reason_and_takes_the_step_back(town: Town) {
    let saved = town.cleared("九時に始めます", &[town.facebook]).await;
    let Err(Failure::Invalid(errors)) = town.run(&town.chief, &back(&saved, " ")).await else { panic!() };
    assert_eq!((errors[0].field.as_str(), errors[0].key.as_str()), ("comment", "required"));
    let returned = town.run(&town.chief, &back(&saved, "時刻を確かめてください")).await.unwrap();
    let view = town.view(&town.operator, saved.post).await;
    assert_eq!(view.state, PostState::Returned);
    assert_eq!((view.notes[0].quote.as_str(), view.notes[0].text.as_str()), ("九時に", "時刻を確かめてください"));
    assert!(view.steps[0].revoked_at.is_some() && view.targets[0].steps.is_empty());
    // Unchanged content goes its round again.
    let again = town.submit(&returned).await;
    assert!(names_clause(&refusal(town.try_publish(&again, None).await), "NNH-6(2)a"));
    town.run(&town.chief, &town.check(&again)).await.unwrap();
    town.finish().await;
}

async fn taking_back_is_free_until_the_next_person_acted(town: Town) {
    let saved = town.submit(&town.draft("引き戻す", &[town.facebook]).await).await;
    let taken = town.run(&town.operator, &TakeBack { post: saved.post, version: saved.version }).await.unwrap();
    assert_eq!(town.view(&town.operator, saved.post).await.state, PostState::Drafting);
    assert_eq!(state_key(town.run(&town.chief, &town.check(&taken)).await), "not-submitted");
    let saved = town.submit(&taken).await;
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let late = TakeBack { post: saved.post, version: given.version };
    assert_eq!(state_key(town.run(&town.operator, &late).await), "next-person-acted");
    let withdraw = Withdraw { post: saved.post, version: given.version, reason: "中止".to_owned() };
    town.run(&town.operator, &withdraw).await.unwrap();
    assert_eq!(town.view(&town.operator, saved.post).await.state, PostState::Withdrawn);
    // What waited for a person is given up with its post.
    let late = town.cleared("遅れる", &[town.facebook]).await;
    let scheduled = town.publish(&late, None).await;
    town.pass(60);
    town.tick().await;
    assert_eq!(town.state(scheduled.publications[0]).await, PublicationState::Held);
    let withdraw = Withdraw { post: late.post, version: scheduled.version, reason: String::new() };
    town.run(&town.operator, &withdraw).await.unwrap();
    assert_eq!(town.state(scheduled.publications[0]).await, PublicationState::Cancelled);
    town.finish().await;
}

async fn the_checker_sees_only_what_changed_since_the_last_look(town: Town) {
    let saved = town.submit(&town.draft("会場は市民会館です。九時に始めます。", &[town.facebook]).await).await;
    let since = || post::since_look(&town.app, &town.chief, saved.post);
    post::look(&town.app, &town.chief, saved.post).await.unwrap();
    assert!(since().await.unwrap().is_none(), "nothing was seen before");
    let returned = town.run(&town.chief, &back(&saved, "時刻")).await.unwrap();
    let edited = edit(&town, &returned, "会場は市民会館です。十時に始めます。").await;
    town.submit(&edited).await;
    for _ in 0..2 {
        // Looking does not make the difference disappear.
        let changed = since().await.unwrap().unwrap();
        let pieces = &changed.difference.targets[0].text;
        let of = |change| pieces.iter().filter(move |one| one.change == change).map(|one| one.text.as_str());
        assert_eq!(of(Change::Removed).collect::<Vec<_>>(), ["九"]);
        assert_eq!(of(Change::Added).collect::<Vec<_>>(), ["十"]);
        post::look(&town.app, &town.chief, saved.post).await.unwrap();
    }
    town.finish().await;
}

async fn today_shows_each_what_waits_for_them(town: Town) {
    let waiting = town.submit(&town.draft("確認待ち", &[town.facebook]).await).await;
    let returned = town.submit(&town.draft("差し戻される", &[town.facebook]).await).await;
    town.run(&town.chief, &back(&returned, "理由")).await.unwrap();
    let ready = town.cleared("出せる", &[town.facebook]).await;
    let chief = tatefuda_app::task::today(&town.app, &town.chief).await.unwrap();
    let steps: Vec<_> = chief.steps.iter().map(|one| one.post.id).collect();
    assert_eq!(steps, [waiting.post]);
    assert_eq!(chief.steps[0].steps[0].label.ja, "確認");
    let operator = tatefuda_app::task::today(&town.app, &town.operator).await.unwrap();
    assert!(operator.steps.is_empty());
    assert_eq!(operator.returned[0].post.id, returned.post);
    assert_eq!(operator.returned[0].note.as_ref().unwrap().text, "理由");
    assert_eq!(operator.ready.iter().map(|row| row.id).collect::<Vec<_>>(), [ready.post]);
    let nobody = tatefuda_app::task::today(&town.app, &town.admin).await.unwrap();
    assert!(nobody.steps.is_empty() && nobody.ready.is_empty());
    town.finish().await;
}

async fn a_preview_answers_without_storing(town: Town) {
    let mut content = town.content("打っている途中", &[town.facebook]);
    content.category = None;
    let preview = post::preview(&town.app, &town.operator, None, content).await.unwrap();
    assert!(preview.targets[0].blocks_submit && names_clause(&preview.targets[0].answer, "NNH-8-0"));
    let preview = post::preview(&town.app, &town.operator, None, Content::default()).await.unwrap();
    assert_eq!((preview.targets.len(), preview.targets[0].account), (1, None));
    assert!(!preview.problems.is_empty() && !preview.missing.is_empty());
    let page = post::list(&town.app, &town.operator, &Query::default()).await.unwrap();
    assert!(page.rows.is_empty());
    town.finish().await;
}

async fn a_draft_is_not_there_for_others(town: Town) {
    let saved = town.draft("室内の下書き", &[town.facebook]).await;
    let build = tatefuda_app::org::CreateSection {
        parent: None,
        names: tatefuda_app::org::Names::new("税務課", "", ""),
        ordinal: 2,
        span: tatefuda_app::org::Term::new(town.now(), None),
        tier: tatefuda_app::org::Tier::default(),
    };
    let section = town.run(&town.admin, &build).await.unwrap();
    let position = tatefuda_app::org::CreatePosition {
        section,
        names: tatefuda_app::org::Names::new("主事", "", ""),
        rank: String::new(),
        rank_order: 9,
        extension: String::new(),
        span: build.span,
    };
    let position = town.run(&town.admin, &position).await.unwrap();
    let appoint = tatefuda_app::org::Appoint {
        person: town.colleague.person,
        position,
        kind: tatefuda_regulation::AppointmentKind::Concurrent,
        deputy_of: None,
        deputy_order: 0,
        span: build.span,
    };
    let capacity = town.run(&town.admin, &appoint).await.unwrap();
    let outsider = tatefuda_app::Actor { capacity: Some(capacity), ..town.colleague.clone() };
    assert!(matches!(post::find(&town.app, &outsider, saved.post).await, Err(Failure::NotFound)));
    assert!(post::list(&town.app, &outsider, &Query::default()).await.unwrap().rows.is_empty());
    assert_eq!(post::list(&town.app, &town.colleague, &Query::default()).await.unwrap().rows.len(), 1);
    let mut reader = outsider;
    reader.rights.insert(tatefuda_domain::SystemRight::ReadDrafts);
    let query = Query { text: Some("室内の".to_owned()), ..Query::default() };
    assert_eq!(post::list(&town.app, &reader, &query).await.unwrap().rows.len(), 1);
    let query = Query { text: Some("%".to_owned()), ..Query::default() };
    assert!(post::list(&town.app, &reader, &query).await.unwrap().rows.is_empty());
    town.finish().await;
}

async fn bad_input_names_its_fields(town: Town) {
    let mut content = town.content("本文", &[town.facebook, town.facebook]);
    content.title = " ".to_owned();
    content.targets[0].link = Some("javascript:alert(1)".to_owned());
    content.window.from = Some(town.now());
    content.window.until = Some(town.now() - jiff::SignedDuration::from_hours(1));
    let Err(Failure::Invalid(errors)) = town.run(&town.operator, &post::Draft { content }).await else { panic!() };
    let mut fields: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.key.as_str())).collect();
    fields.sort_unstable();
    let (target, link) = (format!("target:{}", town.facebook), format!("target:{}:link", town.facebook));
    let mut expected =
        vec![("title", "required"), ("window_until", "window-reversed"), (&*target, "twice"), (&*link, "bad-link")];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    let empty = town.draft("", &[]).await;
    let submit = Submit { post: empty.post, version: 1, supplies: vec![] };
    let Err(Failure::Invalid(errors)) = town.run(&town.operator, &submit).await else { panic!() };
    assert_eq!(errors[0].field, "targets");
    town.finish().await;
}

async fn nothing_changes_once_a_send_has_begun(town: Town) {
    let saved = town.cleared("もう出ている", &[town.facebook]).await;
    let scheduled = town.publish(&saved, None).await;
    town.settle(3).await;
    assert_eq!(town.state(scheduled.publications[0]).await, PublicationState::Published);
    let content = town.content("書き換え", &[town.facebook]);
    let edit = Edit { post: saved.post, version: scheduled.version, content };
    assert_eq!(state_key(town.run(&town.operator, &edit).await), "send-begun");
    let view = town.view(&town.operator, saved.post).await;
    assert!(!view.offers.edit && !view.offers.publish && !view.offers.withdraw);
    assert!(view.trail.iter().any(|one| one.command == "publication.finish"));
    assert!(view.answers.iter().any(|one| one.action == tatefuda_domain::Action::PostPublish));
    town.finish().await;
}

async fn a_document_number_is_given_once(town: Town) {
    let first = town.submit(&town.draft("一", &[town.facebook]).await).await;
    let second = town.submit(&town.draft("二", &[town.facebook]).await).await;
    let number = async |post| town.view(&town.operator, post).await.document_number.unwrap();
    assert_eq!((number(first.post).await, number(second.post).await), ("2026-1".into(), "2026-2".into()));
    let taken = town.run(&town.operator, &TakeBack { post: first.post, version: first.version }).await.unwrap();
    town.submit(&taken).await;
    assert_eq!(number(first.post).await, "2026-1");
    town.finish().await;
}
