//! The accounts that the text lists, beside the ledger: on the page, as a table and by the interface, on both engines.

use axum::http::Method;
use serde_json::Value;

use crate::{
    hall::{Act, Hall},
    in_town,
    towns::Town,
};

in_town!("takanezawa": the_one_account_of_the_text_is_found_missing_and_in_other_words);

/// How each account of the text stands, by service, and which lines of the ledger no text lists.
async fn standings(hall: &mut Hall, who: &str) -> (Vec<(String, String)>, Vec<String>) {
    let page = hall.call(who, Method::GET, "/api/v1/accounts/listed", None, Value::Null).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let found = page.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let listed = found["listed"].as_array().unwrap().iter().map(|one| (text(&one["service"]), text(&one["standing"])));
    (listed.collect(), found["unlisted"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect())
}

fn one(service: &str, standing: &str) -> (String, String) {
    (service.to_owned(), standing.to_owned())
}

async fn the_one_account_of_the_text_is_found_missing_and_in_other_words(town: Town) {
    let mut hall = Hall::of(town, "takanezawa");
    assert_eq!(standings(&mut hall, "tanto").await, (vec![one("instagram", "missing")], vec![]));
    let page = hall.get("tanto", "/accounts/listed").await;
    assert!(page.shows("台帳にありません") && page.shows("確かめる行が1件"), "{}", page.body);

    let section = hall.town.sections["kikaku"].to_string();
    let ledger: &[(&str, &str)] = &[
        ("service", "instagram"),
        ("name", "高根沢町"),
        ("handle", "takanezawa"),
        ("url", "https://www.instagram.com/takanezawa/"),
        ("purpose", "町の魅力を写真で知らせる"),
        ("section", &section),
    ];
    let account = hall.registers("kacho", ledger).await;
    assert_eq!(standings(&mut hall, "tanto").await.0, [one("instagram", "alike")]);
    let page = hall.get("tanto", "/accounts/listed").await;
    assert!(page.shows("規程は「@takanezawa_town」、台帳は「takanezawa」"), "{}", page.body);

    let written = [("handle", "@takanezawa_town"), ("url", "https://www.instagram.com/takanezawa_town/")];
    hall.does("kacho", Act::Changes(account, &written)).await;
    assert_eq!(standings(&mut hall, "tanto").await.0, [one("instagram", "same")]);
    let table = hall.get("tanto", "/accounts/listed?format=csv").await;
    assert!(table.body.contains("台帳と一致") && table.body.contains("TKN-2"), "{}", table.body);
    // What the text writes of the address is shown beside it, whatever the handle says.
    let page = hall.get("tanto", "/accounts/listed").await;
    assert!(
        page.shows("違いはありません") && page.shows("URL：規程は「https://www.instagram.com/?hl=ja」"),
        "{}",
        page.body
    );
}

/// A text that lists the city's own accounts alone leaves those of another class to its other chapter.
mod by_class {
    use super::{Hall, Town, in_town, one, standings};

    in_town!("kisarazu": accounts_of_another_class_are_not_missed_in_the_list);

    async fn accounts_of_another_class_are_not_missed_in_the_list(town: Town) {
        let mut hall = Hall::of(town, "kisarazu");
        let section = hall.town.sections["kanko"].to_string();
        let ledger: &[(&str, &str)] = &[
            ("service", "instagram"),
            ("name", "きさらづ観光"),
            ("handle", "kanko.example"),
            ("url", "https://www.instagram.com/kanko.example"),
            ("purpose", "観光の魅力を伝える"),
            ("section", &section),
            ("class", "related"),
            ("mail", "kanko@city.example.lg.jp"),
            ("mail_personal", "no"),
        ];
        hall.registers("noguchi", ledger).await;
        let (listed, unlisted) = standings(&mut hall, "noguchi").await;
        assert_eq!(listed, ["facebook", "x", "youtube", "line"].map(|service| one(service, "missing")));
        assert!(unlisted.is_empty(), "{unlisted:?}");
    }
}
