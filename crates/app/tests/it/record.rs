//! Records: typed, asked about, used up.

use std::collections::BTreeMap;

use tatefuda_app::{
    Failure,
    record::{self, GiveRecord, Given, Supply},
};
use tatefuda_domain::record::Subject;
use tatefuda_regulation::{FieldKind, Remedy};

use crate::{on_both, support::World};

on_both!(fields_are_checked_against_the_kind, a_permit_is_used_up_by_the_act_it_allowed, forms_come_from_the_kind);

fn give(kind: &str, fields: &[(&str, &str)]) -> GiveRecord {
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    let record = Supply { kind: kind.to_owned(), fields, ..Supply::default() };
    GiveRecord { record, on: Given::Body, shown: None, document: None }
}

async fn fields_are_checked_against_the_kind(world: World) {
    world.regulate().await;
    let chief = world.person("chief", world.a.chief, &[]).await;
    let wrong = give(
        "memo",
        &[("text", ""), ("day", "4月1日"), ("agreed", "maybe"), ("told", "2026-04-01"), ("invented", "x")],
    );
    let Err(Failure::Invalid(errors)) = world.run(&chief, &wrong).await else { panic!("permitted") };
    let mut found: Vec<(&str, &str)> = errors.iter().map(|one| (one.field.as_str(), one.key.as_str())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("fields.agreed", "not-yes-or-no"),
            ("fields.day", "not-a-date"),
            ("fields.invented", "unknown-field"),
            ("fields.text", "required"),
            ("fields.told", "not-a-moment"),
        ]
    );
    for (typed, wanted) in [
        ("2026-04-01T03:00", Some("2026-04-01T03:00:00+09:00")),
        ("2026-04-01 03:00", Some("2026-04-01T03:00:00+09:00")),
        ("2026-03-31T18:00:00Z", Some("2026-04-01T03:00:00+09:00")),
        ("2026-04-01T03:00:30+09:00", Some("2026-04-01T03:00:30+09:00")),
        ("0026-04-01T03:00", None),
        ("2026-04-01T25:00", None),
    ] {
        // However it was typed it is kept in one form.
        let given = world.run(&chief, &give("memo", &[("text", "可"), ("told", typed)])).await;
        let kept = match given {
            Ok(id) => record::find(&world.app, &chief, id).await.unwrap().fields.get("told").cloned(),
            Err(Failure::Invalid(errors)) if errors.iter().all(|one| one.field == "fields.told") => None,
            Err(other) => panic!("{typed}: {other:?}"),
        };
        assert_eq!(kept.as_deref(), wanted, "{typed}");
    }
    let unknown = world.run(&chief, &give("invented", &[])).await;
    assert!(matches!(unknown, Err(Failure::Invalid(_))), "{unknown:?}");
    let id = world.run(&chief, &give("memo", &[("text", "可"), ("day", "2026-04-01")])).await.unwrap();
    let stored = record::find(&world.app, &chief, id).await.unwrap();
    assert_eq!(stored.fields.get("day").map(String::as_str), Some("2026-04-01"));
    assert_eq!(stored.subject, Subject::new("body", world.a.tenant));
    world.finish().await;
}

async fn a_permit_is_used_up_by_the_act_it_allowed(world: World) {
    world.regulate().await;
    let chief = world.person("chief", world.a.chief, &[]).await;
    let refused = world.run(&chief, &give("guarded", &[])).await;
    let Err(Failure::Refused(refusal)) = refused else { panic!("{refused:?}") };
    let asks = refusal.answer.groups.iter().flat_map(|group| &group.alternatives);
    assert!(asks.into_iter().any(|remedy| matches!(remedy, Remedy::GiveRecord { kind, .. } if kind == "permit")));
    let permit = world.run(&chief, &give("permit", &[])).await.unwrap();
    world.run(&chief, &give("guarded", &[])).await.unwrap();
    assert!(record::find(&world.app, &chief, permit).await.unwrap().used_by.is_some());
    let second = world.run(&chief, &give("guarded", &[])).await;
    assert!(matches!(second, Err(Failure::Refused(_))), "{second:?}");
    world.finish().await;
}

async fn forms_come_from_the_kind(world: World) {
    world.regulate().await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let form = record::form(&world.app, &clerk, "town", "memo", world.now()).await.unwrap();
    assert_eq!((form.label.ja.as_str(), form.once), ("覚書", false));
    let kinds: Vec<FieldKind> = form.fields.iter().map(|field| field.kind).collect();
    assert_eq!(kinds, [FieldKind::Text, FieldKind::Date, FieldKind::YesNo, FieldKind::Moment]);
    assert!(record::form(&world.app, &clerk, "town", "permit", world.now()).await.unwrap().once);
    let unknown = record::form(&world.app, &clerk, "town", "invented", world.now()).await;
    assert!(matches!(unknown, Err(Failure::NotFound)));
}
