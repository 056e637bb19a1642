//! Files as evidence: kept byte for byte with their case, named by the records that take them, and by nothing else.

use tatefuda_app::{
    Failure,
    account::{AccountTexts, Registered},
    case::{self, AddFile},
    record::Given,
};
use tatefuda_domain::{CaseId, Digest};
use tatefuda_store::args;

use crate::{
    in_town,
    towns::{Town, not_in_this_state, refused_by, supply},
};

in_town!("minato":
    a_step_that_takes_a_file_is_done_with_one_that_is_kept,
    a_file_stays_what_was_brought,
    what_runs_is_no_evidence,
);

const MINUTES: &[u8] = b"%PDF-1.7\nminutes of the committee\n%%EOF";

async fn opened(town: &Town) -> (Registered, CaseId) {
    let texts = AccountTexts::named("港区芝地区", town.sections["shiba"]);
    let entered = town.register("kacho", "facebook", texts).await;
    let case = town.open("kacho", "opening", Some(entered.account)).await.unwrap().case;
    (entered, case)
}

fn agreed(hash: Digest) -> Vec<tatefuda_app::record::Supply> {
    let hash = hash.to_string();
    let said = [("meeting", "2026-11-02"), ("agenda", "第3号"), ("agreed", "yes"), ("minutes", hash.as_str())];
    vec![supply("committee-result", &said)]
}

#[track_caller]
fn invalid<T: std::fmt::Debug>(result: Result<T, Failure>, field: &str, key: &str) {
    match result {
        Err(Failure::Invalid(errors)) => {
            let found = errors.iter().map(|one| (one.field.as_str(), one.key.as_str()));
            assert!(found.clone().any(|one| one.0 == field && one.1 == key), "{errors:?}");
        }
        other => panic!("{other:?}"),
    }
}

async fn a_step_that_takes_a_file_is_done_with_one_that_is_kept(town: Town) {
    let (entered, case) = opened(&town).await;
    let consulted =
        supply("consultation", &[("date", "2026-11-02"), ("counterpart", "区長室"), ("outcome", "支障なし")]);
    town.step("shitsucho", case, "consult", vec![consulted]).await.unwrap();

    // A hash that somebody typed is no file, whichever way it comes.
    let typed = Digest::of(MINUTES);
    let step = town.step("jimukyoku", case, "committee", agreed(typed)).await;
    invalid(step, "supply.committee-result.minutes", "file-not-kept");
    let hash = typed.to_string();
    let said = [("meeting", "2026-11-02"), ("agenda", "第3号"), ("agreed", "yes"), ("minutes", hash.as_str())];
    for on in [Given::Case { case }, Given::Account { account: entered.account }] {
        invalid(town.give("jimukyoku", on, "committee-result", &said).await, "fields.minutes", "file-not-kept");
    }
    // Nor is a file of another thing.
    let texts = AccountTexts::named("港区麻布地区", town.sections["shiba"]);
    let other = town.register("kacho", "x", texts).await;
    let elsewhere = town.open("kacho", "opening", Some(other.account)).await.unwrap().case;
    town.file("jimukyoku", elsewhere, None, "議事録.pdf", MINUTES).await.unwrap();
    invalid(
        town.step("jimukyoku", case, "committee", agreed(typed)).await,
        "supply.committee-result.minutes",
        "file-not-kept",
    );

    let added = town.file("jimukyoku", case, Some("committee"), "C:\\共有\\議事録.pdf", MINUTES).await.unwrap();
    assert_eq!((added.digest, added.mime.as_str(), added.size), (typed, "application/pdf", MINUTES.len() as i64));
    // The file alone does not do it: whose step it is stays as it was.
    refused_by(town.step("kacho", case, "committee", agreed(typed)).await, "MNT-4(1)b");
    town.step("jimukyoku", case, "committee", agreed(typed)).await.unwrap();
    let found = town.case(case).await;
    assert_eq!(found.files.len(), 1);
    let file = &found.files[0];
    assert_eq!((file.name.as_str(), file.step.as_deref()), ("議事録.pdf", Some("committee")));
    assert_eq!((file.by.id, file.at), (town.person("jimukyoku"), town.now()));
    assert_eq!(found.records.iter().filter(|one| one.fields.get("minutes") == Some(&hash)).count(), 1);
}

async fn a_file_stays_what_was_brought(town: Town) {
    let (_, case) = opened(&town).await;
    let added = town.file("tanto", case, None, "画面.txt", "写し".as_bytes()).await.unwrap();
    // Sent once more it is there once; for a step it is another entry.
    assert_eq!(town.file("tanto", case, None, "画面.txt", "写し".as_bytes()).await.unwrap().file, added.file);
    town.file("tanto", case, Some("consult"), "画面.txt", "写し".as_bytes()).await.unwrap();
    assert_eq!(town.case(case).await.files.len(), 2);
    invalid(town.file("tanto", case, Some("nothing"), "a.txt", b"a").await, "step", "not-a-choice");
    invalid(town.file("tanto", case, None, " ", b"a").await, "name", "required");

    // Its hash stands in the trail, its name beside it.
    let mut tx = town.app.db.read().await.unwrap();
    let sql = "SELECT after_digest FROM audit_entry WHERE tenant_id = $1 AND command = 'case.file' AND kind = 'done'";
    let rows = tx.all(sql, args![town.tenant]).await.unwrap();
    assert!(rows.iter().all(|row| row.text("after_digest").unwrap() == added.digest.to_string()) && rows.len() == 3);
    tx.rollback().await.unwrap();

    // What came late belongs to it all the same.
    let up = tatefuda_app::case::WithdrawCase { case, version: 1, reason: "二重".to_owned() };
    town.run(town.who("kacho"), &up).await.unwrap();
    not_in_this_state(town.step("shitsucho", case, "consult", vec![]).await, "case-withdrawn");
    town.file("tanto", case, None, "あとから.txt", b"later").await.unwrap();

    // A year later it is what it was, and its name fits what it is.
    town.pass(24 * 365);
    let out = case::file(&town.app, town.who("kacho"), added.file).await.unwrap();
    assert_eq!(
        (out.bytes.as_slice(), out.name.as_str(), out.mime.as_str()),
        ("写し".as_bytes(), "画面.txt", "text/plain")
    );
    // Bytes that somebody changed outside are never handed out as what was brought.
    let mut tx = town.app.db.write().await.unwrap();
    let sql = "UPDATE case_file_bytes SET bytes = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, args![town.tenant, added.file, &b"other"[..]]).await.unwrap();
    tx.commit().await.unwrap();
    let changed = case::file(&town.app, town.who("kacho"), added.file).await;
    assert!(matches!(changed, Err(Failure::Internal(_))), "{changed:?}");
    town.wrote(&["case.file"]).await;
}

async fn what_runs_is_no_evidence(town: Town) {
    let (_, case) = opened(&town).await;
    for (bytes, key) in [
        (&b"MZ\x90\0"[..], "file-program"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "file-page"),
        (b"PK\x03\x04 photos", "file-packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file-old-document"),
        (b"", "file-empty"),
        (b"\0\x01\x02", "file-unknown"),
    ] {
        invalid(AddFile::read(case, None, "証拠.pdf", bytes.to_vec()), "file", key);
    }
    invalid(
        AddFile::read(case, None, "a.txt", vec![b'a'; tatefuda_domain::bound::FILE_MAX + 1]),
        "file",
        "file-too-large",
    );
    assert!(town.case(case).await.files.is_empty());
}
