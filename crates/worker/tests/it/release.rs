//! Who may bring texts out, when, and what the screen offers for it.

use tatefuda_app::{
    Failure,
    post::{self, Publish, Saved, Submit},
    regulation::{ActivateRegulation, StorePack},
};
use tatefuda_domain::publication::PublicationState;

use crate::{
    on_both,
    support::{Town, names_clause, pack, refusal},
};

on_both!(
    those_who_write_can_pass_on_what_others_bring_out,
    and_are_told_what_the_content_still_lacks,
    where_only_the_time_is_wrong_it_can_be_scheduled,
    what_is_wrong_with_a_record_beside_an_act_is_said_at_its_field,
);

/// From now on the responsible person alone brings texts out.
const BY_THE_HEAD: &str = r#"
[[standing]]
on = ["post.publish"]
by = ["rp"]
clause = ["NNH-6(2)a"]
"#;

/// From now on texts go out within office hours.
const HOURS: &str = r#"
[[calendar]]
id = "office"
label = { ja = "開庁時間", en = "office hours" }
clause = ["NNH-6(2)a"]
days = ["mon", "tue", "wed", "thu", "fri"]
from = "08:30"
until = "17:15"
holidays = "closed"

[[rule]]
id = "hours"
clause = ["NNH-6(2)a"]
on = ["post.publish"]
kept = 'within("office", at)'
remedy = [{ change_time = { ja = "開庁時間の内にする", en = "choose office hours" }, calendar = "office" }]
message = { ja = "開庁時間の外です。", en = "Outside office hours." }
"#;

/// Puts a changed text into force.
async fn amend(town: &Town, change: impl Fn(&str) -> String) {
    town.pass(1);
    let mut source = pack("ninohe");
    let rules = source.files.get_mut("rules.toml").unwrap();
    *rules = change(rules);
    let house = town.run(&town.admin, &StorePack { source: pack("house") }).await.unwrap();
    let body = town.run(&town.admin, &StorePack { source }).await.unwrap();
    let activate = ActivateRegulation { pack: body, house, from: town.now(), until: None };
    town.run(&town.admin, &activate).await.unwrap();
}

async fn by_the_head(town: &Town) {
    amend(town, |rules| rules.replacen("\"post.publish\", ", "", 1) + BY_THE_HEAD).await;
}

async fn those_who_write_can_pass_on_what_others_bring_out(town: Town) {
    by_the_head(&town).await;
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
    by_the_head(&town).await;
    let mut content = town.content("室長が出す", &[town.facebook]);
    let said = async |content| post::preview(&town.app, &town.operator, None, content).await.unwrap().targets.remove(0);
    let target = said(content.clone()).await;
    let open: Vec<_> = target.answer.groups.iter().flat_map(|group| &group.clauses).map(|clause| &*clause.id).collect();
    assert!(open.contains(&"NNH-6(2)a"), "the check is open: {open:?}");
    assert!(target.answer.refusals.is_empty(), "{:?}", target.answer.refusals);
    let note = target.answer.notes.iter().find(|line| line.message.ja == "公開するのは運用責任者です。");
    assert_eq!(note.map(|line| line.who[0].holders[0].person.to_string()), Some(town.chief.person.to_string()));
    content.category = None;
    let target = said(content).await;
    assert!(target.blocks_submit && names_clause(&target.answer, "NNH-8-0"));
    town.finish().await;
}

async fn where_only_the_time_is_wrong_it_can_be_scheduled(town: Town) {
    amend(&town, |rules| rules.to_owned() + HOURS).await;
    let saved = town.submit(&town.draft("夜に仕上がる", &[town.facebook]).await).await;
    let view = town.view(&town.operator, saved.post).await;
    assert!(!view.offers.publish && !view.offers.schedule, "the check is open");
    let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
    let saved = Saved { version: given.version, ..saved };
    let offers = async || town.view(&town.operator, saved.post).await.offers;
    assert!(offers().await.publish, "a Wednesday morning");
    town.pass(12 * 60);
    let late = offers().await;
    assert!(!late.publish && late.schedule);
    let ready = tatefuda_app::task::today(&town.app, &town.operator).await.unwrap().ready;
    assert_eq!(ready.iter().map(|row| row.id).collect::<Vec<_>>(), [saved.post]);
    assert!(names_clause(&refusal(town.try_publish(&saved, None).await), "NNH-6(2)a"));
    let tomorrow = town.now() + jiff::SignedDuration::from_hours(12);
    let scheduled = town.publish(&saved, Some(tomorrow)).await;
    assert_eq!(scheduled.publications.len(), 1);
    town.pass(12 * 60);
    town.tick().await;
    let view = town.view(&town.operator, saved.post).await;
    assert_eq!(view.publications[0].state, PublicationState::Published);
    town.finish().await;
}

async fn what_is_wrong_with_a_record_beside_an_act_is_said_at_its_field(town: Town) {
    let saved = town.draft("出どころのない数字は12", &[town.facebook]).await;
    let supplies = vec![Town::supply("posting-declaration", "declared", "perhaps")];
    let submit = Submit { post: saved.post, version: saved.version, supplies };
    let errors = match town.run(&town.operator, &submit).await {
        Err(Failure::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    };
    let fields: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.key.as_str())).collect();
    assert_eq!(fields, [("supply.posting-declaration.declared", "not-yes-or-no")]);
    town.finish().await;
}
