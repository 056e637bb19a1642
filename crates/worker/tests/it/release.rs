//! A text that leaves the bringing out to others than those who write.

use tatefuda_app::{
    post::{self, Publish},
    regulation::{ActivateRegulation, StorePack},
};
use tatefuda_domain::publication::PublicationState;

use crate::{
    on_both,
    support::{Town, names_clause, pack, refusal},
};

on_both!(those_who_write_can_pass_on_what_others_bring_out, and_are_told_what_the_content_still_lacks);

/// From now on the responsible person alone brings texts out.
async fn amend(town: &Town) {
    town.pass(1);
    let mut source = pack("ninohe");
    let rules = source.files.get_mut("rules.toml").unwrap();
    *rules = rules.replacen("\"post.publish\", ", "", 1)
        + "\n[[standing]]\non = [\"post.publish\"]\nby = [\"rp\"]\nclause = [\"NNH-6(2)a\"]\n";
    let house = town.run(&town.admin, &StorePack { source: pack("house") }).await.unwrap();
    let body = town.run(&town.admin, &StorePack { source }).await.unwrap();
    let activate = ActivateRegulation { pack: body, house, from: town.now(), until: None };
    town.run(&town.admin, &activate).await.unwrap();
}

async fn those_who_write_can_pass_on_what_others_bring_out(town: Town) {
    amend(&town).await;
    let saved = town.cleared("室長が出す", &[town.facebook]).await;
    let answer = refusal(town.try_publish(&saved, None).await);
    assert!(names_clause(&answer, "HOUSE-18"), "{answer:?}");
    let shown = post::find(&town.app, &town.operator, saved.post).await.unwrap();
    assert!(shown.targets[0].clearance.is_permitted(), "{:?}", shown.targets[0].clearance);
    let publish = Publish { post: saved.post, version: saved.version, at: None, accounts: vec![], supplies: vec![] };
    town.run(&town.chief, &publish).await.unwrap();
    town.tick().await;
    let shown = post::find(&town.app, &town.operator, saved.post).await.unwrap();
    assert_eq!(shown.publications[0].state, PublicationState::Published);
    town.finish().await;
}

async fn and_are_told_what_the_content_still_lacks(town: Town) {
    amend(&town).await;
    let mut content = town.content("室長が出す", &[town.facebook]);
    let said = async |content| post::preview(&town.app, &town.operator, None, content).await.unwrap().targets.remove(0);
    let target = said(content.clone()).await;
    let open: Vec<_> = target.answer.groups.iter().flat_map(|group| &group.clauses).map(|clause| &*clause.id).collect();
    assert!(open.contains(&"NNH-6(2)a"), "the check is open: {open:?}");
    assert!(target.answer.refusals.is_empty(), "{:?}", target.answer.refusals);
    let note = target.answer.notes.iter().find(|line| line.message.ja == "公開するのは運用責任者です。");
    assert_eq!(note.map(|line| line.who[0].holders[0].person.clone()), Some(town.chief.person.to_string()));
    content.category = None;
    let target = said(content).await;
    assert!(target.blocks_submit && names_clause(&target.answer, "NNH-8-0"));
    town.finish().await;
}
