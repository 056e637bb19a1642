//! Tables through the router: pasted, as files of Windows, as workbooks, and from machines.

use axum::http::Method;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::json;
use tatefuda_app::account;
use tatefuda_domain::AccountState;

use crate::{
    browser::{Browser, Page},
    world::World,
};

const BOUNDARY: &str = "----tatefuda";

/// A form of several parts, with one file.
async fn bring(browser: &mut Browser, kind: &str, name: &str, bytes: &[u8]) -> Page {
    let field = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    let parts = [field("kind", kind), field("text", ""), head];
    let mut body = parts.concat().into_bytes();
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    browser
        .send(Method::POST, "/imports/preview", Some(&format!("multipart/form-data; boundary={BOUNDARY}")), body)
        .await
}

/// The form of a look as its other button sends it.
async fn again(browser: &mut Browser, look: &Page, fill: &[(&str, &str)]) -> Page {
    let form = look.form("/imports");
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post("/imports/preview", &[form.as_slice(), fill].concat()).await
}

/// How many accounts the first body has.
async fn accounts(world: &World) -> usize {
    account::ledger(&world.app, &world.a.admin.actor).await.unwrap().len()
}

const DECIDED: [(&str, &str); 2] = [("running_until", "2027-03-31"), ("basis", "令和8年4月1日 総務課長決裁")];

#[tokio::test]
async fn a_pasted_ledger_is_looked_at_put_right_and_comes_in() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let before = accounts(&world).await;
    // Nothing, only headings.
    let empty = admin.post("/imports/preview", &[("kind", "accounts"), ("text", " ")]).await;
    assert!(empty.status == 422 && empty.shows("表を貼り付けるか"), "{}", empty.body);
    let heads =
        admin.post("/imports/preview", &[("kind", "accounts"), ("text", "サービス名\tアカウント名\t所管課")]).await;
    assert!(heads.status == 200 && heads.shows("取り込む行がありません"), "{}", heads.body);

    let text = "サービス名\tアカウント名\tID\t課\t開設日\tメモ欄\n\
        X（旧Twitter）\t髙﨑 水辺町𠮷\t＠mizube\t広報課\tR1.7.1\t甲\n\
        YouTube\t水辺町動画\t@movie\t\t未定\t乙\n";
    let look = admin.post("/imports/preview", &[("kind", "accounts"), ("text", text)]).await;
    assert_eq!(look.status, 200, "{}", look.body);
    // By row and column, in words that say what to do.
    assert!(look.shows("データを2行読みました") && look.shows("直すところがあります"), "{}", look.body);
    assert!(
        look.rows().iter().any(|row| row[0] == "3" && row[1].contains('課') && row[2].contains("入力してください"))
    );
    assert!(look.shows("「未定」は日付として読めません"), "{}", look.body);
    // As it is, nothing comes in, and nothing that was chosen is lost.
    let no = admin.submit(&look, "/imports", &DECIDED).await;
    assert!(
        no.status == 422 && no.shows("「未定」は日付として読めません") && no.body.contains("2027-03-31"),
        "{}",
        no.body
    );
    assert_eq!(accounts(&world).await, before);
    // The untouched form says what is missing.
    let bare = admin.submit(&look, "/imports", &[]).await;
    assert!(bare.status == 422 && bare.shows("入力してください"), "{}", bare.body);
    // The section is that of the row above, and the day is put right in what was read.
    let table = text.replace("未定", "令和2年4月1日");
    let chosen = [("down.4", "yes"), ("table", table.as_str()), DECIDED[0], DECIDED[1]];
    let shown = admin.submit(&look, "/imports", &chosen).await;
    assert!(
        shown.shows("すべて取り込みました") && shown.shows("髙﨑 水辺町𠮷") && shown.shows("2019-07-01"),
        "{}",
        shown.body
    );
    assert!(shown.shows("是正事項") && shown.shows("NNH-"), "{}", shown.body);
    let all = account::ledger(&world.app, &world.a.admin.actor).await.unwrap();
    assert_eq!(all.len(), before + 2);
    assert!(all.iter().filter(|one| one.state == AccountState::Transition && one.listed).count() >= 2);
    // The same table again: each row is named.
    let again = admin.post("/imports/preview", &[("kind", "accounts"), ("text", &table)]).await;
    assert!(again.shows("台帳の「髙﨑 水辺町𠮷」と同じです"), "{}", again.body);
    // Not for whoever may not enter one.
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    assert_eq!(writer.post("/imports/preview", &[("kind", "accounts"), ("text", text)]).await.status, 403);
    assert_eq!(writer.get("/imports/new?kind=people").await.status, 403);
}

#[tokio::test]
async fn a_list_of_windows_and_a_workbook_are_read_alike() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let text = "職員番号,氏名,所属,職名,内線,発令日\r\n１０１,髙﨑 花子,税務課,課長,２０３,令和６年４月１日\r\n";
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    let look = bring(&mut admin, "people", "名簿.csv", &cp932).await;
    assert!(
        look.status == 200 && look.shows("髙﨑 花子") && look.shows("「税務課」という課は組織にありません"),
        "{}",
        look.body
    );
    let look = again(&mut admin, &look, &[("add_units", "yes")]).await;
    assert!(look.shows("次の課を加えます：税務課") && look.shows("このまま取り込めます"), "{}", look.body);
    let shown = admin.submit(&look, "/imports", &[]).await;
    assert!(shown.shows("すべて取り込みました") && shown.shows("名簿.csv"), "{}", shown.body);

    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("名簿").unwrap();
    for (at, text) in ["職員番号", "氏名", "所属", "職名", "発令日"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), text).unwrap();
    }
    sheet.merge_range(1, 2, 2, 2, "税務課", &Format::new()).unwrap();
    let day = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
    for (row, name) in [(1, "𠮷田 太郎"), (2, "山﨑 次郎")] {
        sheet.write(row, 0, 200 + row).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 3, "主事").unwrap();
        sheet.write_datetime_with_format(row, 4, &day, &Format::new().set_num_format("yyyy/m/d")).unwrap();
    }
    let look = bring(&mut admin, "people", "名簿.xlsx", &book.save_to_buffer().unwrap()).await;
    assert!(
        look.status == 200 && look.shows("シート「名簿」を読みました") && look.shows("2024-04-01"),
        "{}",
        look.body
    );
    let shown = admin.submit(&look, "/imports", &[("add_units", "yes")]).await;
    assert!(shown.shows("𠮷田 太郎") && shown.shows("山﨑 次郎"), "{}", shown.body);
    let people = admin.get("/people").await;
    assert_eq!(people.rows().iter().filter(|row| row.iter().any(|cell| cell.contains("税務課"))).count(), 3);

    // What is no table says what to do instead.
    for (bytes, says) in [
        (b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec(), "古い形式"),
        (b"PK\x03\x04nothing".to_vec(), "このブックは読めません"),
        ("a\tb\n".repeat(5_001).into_bytes(), "5000行まで"),
        (format!("a\t{}", "x".repeat(1_000_000)).into_bytes(), "セルが長すぎます"),
    ] {
        let bad = bring(&mut admin, "people", "表", &bytes).await;
        assert!(bad.status == 422 && bad.shows(says), "{says}: {}", bad.body);
    }
}

#[tokio::test]
async fn machines_bring_rows_and_files_too() {
    let world = World::new().await;
    let mut admin = world.client(&world.a.admin, "act").await;
    let before = accounts(&world).await;
    let rows = json!([
        { "row": 2, "service": "X", "name": "水辺町", "handle": "@m", "section": "広報課" },
        { "row": 3, "service": "放送", "name": "水辺町", "section": "広報課" },
    ]);
    let body = json!({ "running_until": "2027-03-31T14:59:00Z", "basis": "課長決裁", "rows": rows });
    let kind = Some("application/json");
    let send = |body: serde_json::Value| body.to_string();
    let no = admin.send(Method::POST, "/api/v1/imports/accounts", kind, send(body.clone())).await;
    assert_eq!(no.status, 422, "{}", no.body);
    assert!(no.body.contains("rows.1.service") && no.body.contains("放送"), "{}", no.body);
    assert_eq!(accounts(&world).await, before, "nothing half imported");
    let mut sound = body;
    sound["rows"].as_array_mut().unwrap().pop();
    let done = admin.send(Method::POST, "/api/v1/imports/accounts", kind, send(sound)).await;
    assert_eq!(done.status, 201, "{}", done.body);
    let shown = admin.get(done.header("location")).await;
    assert_eq!((shown.json()["rows"].as_i64(), shown.json()["items"][0]["name"].as_str()), (Some(1), Some("水辺町")));

    let file = "サービス名,アカウント名,所管課\nLINE,水辺町LINE,広報課\n";
    let to = "/api/v1/import-files?kind=accounts&name=l.csv&basis=decided";
    let missing = admin.send(Method::POST, to, Some("application/octet-stream"), file).await;
    assert!(missing.status == 422 && missing.body.contains("running_until"), "{}", missing.body);
    let to = format!("{to}&running_until=2027-03-31T14:59:00Z");
    let look = admin.send(Method::POST, &format!("{to}&look=true"), Some("application/octet-stream"), file).await;
    assert_eq!((look.status.as_u16(), look.json()["rows"].as_i64()), (200, Some(1)), "{}", look.body);
    assert_eq!(accounts(&world).await, before + 1, "looked at only");
    let done = admin.send(Method::POST, &to, Some("application/octet-stream"), file).await;
    assert_eq!(done.status, 201, "{}", done.body);
    assert_eq!(accounts(&world).await, before + 2);
    let again = admin.send(Method::POST, &to, Some("application/octet-stream"), file).await;
    assert!(again.status == 422 && again.body.contains("水辺町LINE"), "{}", again.body);
    // Bytes that are no table, and a reader who may not.
    let broken = admin.send(Method::POST, &to, Some("application/octet-stream"), &b"PK\x03\x04\0\0"[..]).await;
    assert_eq!(broken.status, 422, "{}", broken.body);
    let mut writer = world.client(&world.a.writer, "act").await;
    assert_eq!(writer.send(Method::POST, &to, Some("application/octet-stream"), file).await.status, 403);
    let mut reads = world.client(&world.a.admin, "read").await;
    assert_eq!(reads.send(Method::POST, &to, Some("application/octet-stream"), file).await.status, 403);
}
