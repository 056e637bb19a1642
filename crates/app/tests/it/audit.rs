//! The chain: texts beside it can be erased, everything else is found.

use tatefuda_app::{
    Failure, Forbidden,
    audit::{self, EraseDetail},
    member::{ChangePerson, PersonTexts},
};
use tatefuda_audit::{CheckpointKeys, End, VerifyInput, read_export, verify};
use tatefuda_domain::SystemRight;
use tatefuda_store::args;

use crate::{on_both, support::World};

on_both!(
    erasing_a_text_keeps_the_chain_whole,
    changes_in_the_database_are_found,
    export_verifies_elsewhere,
    only_readers_read
);

async fn erasing_a_text_keeps_the_chain_whole(world: World) {
    let auditor = world.person("auditor", world.a.clerk, &[SystemRight::ReadAudit, SystemRight::ManageUsers]).await;
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let texts = PersonTexts { name: "消してほしい 名前".to_owned(), ..PersonTexts::default() };
    world.run(&auditor, &ChangePerson { id: clerk.person, version: 1, texts }).await.unwrap();
    let newest = audit::view::newest(&world.app, &auditor, None, 1).await.unwrap();
    let seq = newest[0].entry.as_ref().unwrap().seq;
    assert_eq!(newest[0].details[0].secret.as_ref().unwrap().value, "消してほしい 名前");
    let erase = EraseDetail { seq, field: "name".to_owned(), reason: "本人の請求".to_owned() };
    world.run(&auditor, &erase).await.unwrap();
    let verdict = world.verify(world.a.tenant).await;
    assert!(verdict.ok, "{:?}", verdict.findings);
    assert_eq!(verdict.erased, 1);
    let again = world.run(&auditor, &erase).await;
    assert!(matches!(again, Err(Failure::NotFound)), "{again:?}");
    let page = audit::view::newest(&world.app, &auditor, Some(seq + 1), 1).await.unwrap();
    assert!(page[0].details[0].secret.is_none());
    world.wrote(&["audit.erase"]).await;
    world.finish().await;
}

async fn changes_in_the_database_are_found(world: World) {
    world.person("clerk", world.a.clerk, &[]).await;
    for (number, (name, sql)) in [
        ("altered", "UPDATE audit_entry SET command = 'x' WHERE tenant_id = $1 AND id = 3"),
        ("altered text", "UPDATE audit_detail SET value = 'x' WHERE tenant_id = $1 AND seq = 5"),
        ("deleted", "DELETE FROM audit_entry WHERE tenant_id = $1 AND id = 2"),
        ("moved", "UPDATE audit_entry SET id = 99 WHERE tenant_id = $1 AND id = 4"),
    ]
    .into_iter()
    .enumerate()
    {
        let before = world.verify(world.a.tenant).await.findings.len();
        assert!(number > 0 || before == 0);
        let mut tx = world.app.db.write().await.unwrap();
        assert_eq!(tx.execute(sql, args![world.a.tenant]).await.unwrap(), 1, "{name}");
        tx.commit().await.unwrap();
        let after = world.verify(world.a.tenant).await;
        assert!(!after.ok && after.findings.len() > before, "{name}: {:?}", after.findings);
    }
    // The other body's chain is another chain.
    assert!(world.verify(world.b.tenant).await.ok);
}

async fn export_verifies_elsewhere(world: World) {
    let auditor = world.person("auditor", world.a.clerk, &[SystemRight::ReadAudit]).await;
    let checkpoint = audit::checkpoint::sign(&world.app, world.a.tenant).await.unwrap().unwrap();
    let again = audit::checkpoint::sign(&world.app, world.a.tenant).await.unwrap().unwrap();
    assert_eq!(checkpoint, again, "the same end is not signed twice");
    let written = audit::export::write(&world.app, &auditor, Vec::new()).await.unwrap();
    let export = read_export(written.as_slice()).unwrap();
    let mut keys = CheckpointKeys::none();
    keys.add(&world.app.keys.checkpoint_public_key()).unwrap();
    let verdict = verify(VerifyInput {
        tenant: export.header.tenant,
        entries: export.entries,
        details: export.details,
        checkpoints: export.checkpoints,
        keys,
        published_head: Some(checkpoint.head),
    });
    assert!(verdict.ok, "{:?}", verdict.findings);
    assert_eq!(verdict.end, End::Proven { upto: checkpoint.head.seq });
    assert_eq!(verdict.unsigned_tail, 0);
}

async fn only_readers_read(world: World) {
    let clerk = world.person("clerk", world.a.clerk, &[]).await;
    let right = Forbidden::Right(SystemRight::ReadAudit);
    let list = audit::view::newest(&world.app, &clerk, None, 10).await;
    assert!(matches!(list, Err(Failure::Forbidden(found)) if found == right));
    let export = audit::export::write(&world.app, &clerk, Vec::new()).await;
    assert!(matches!(export, Err(Failure::Forbidden(found)) if found == right));
    let erase = EraseDetail { seq: 1, field: "name".to_owned(), reason: "x".to_owned() };
    let erased = world.run(&clerk, &erase).await;
    assert!(matches!(erased, Err(Failure::Forbidden(found)) if found == right));
    world.finish().await;
}
