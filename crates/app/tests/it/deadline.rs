//! 美里: a step with a deadline reminds whose it is on the last working day and on the day itself, and is told to whom the text
//! says once it is over.

use tatefuda_app::{account::AccountTexts, noun};
use tatefuda_store::args;

use crate::{
    in_town,
    towns::{Town, supply},
};

in_town!("misato": a_deadline_reminds_and_then_is_told);

async fn tend(town: &Town) {
    while noun::tend(&town.app, town.tenant).await.unwrap() {}
}

/// How the notification stands, and for whom.
async fn stands(town: &Town) -> (String, Vec<String>) {
    tend(town).await;
    let mut tx = town.app.db.read().await.unwrap();
    let sql = "SELECT f.state AS state, h.person_id AS person FROM found f JOIN found_holder h \
        ON h.tenant_id = f.tenant_id AND h.found_id = f.id \
        WHERE f.tenant_id = $1 AND f.kind = 'step' AND f.item = 'opening/notify'";
    let rows = tx.all(sql, args![town.tenant]).await.unwrap();
    let people: Vec<String> = rows.iter().map(|row| row.text("person").unwrap()).collect();
    let mut known: Vec<String> = town
        .people
        .iter()
        .filter(|(_, one)| people.contains(&one.person.to_string()))
        .map(|(id, _)| id.clone())
        .collect();
    known.sort();
    (rows[0].text("state").unwrap(), known)
}

async fn a_deadline_reminds_and_then_is_told(town: Town) {
    let texts = AccountTexts::named("美里町", town.sections["kikaku"]);
    let account = town.register("joho", "facebook", texts).await.account;
    let case = town.running(account).await["opening"];
    let approved = supply("opening-approval", &[("line:MST-2", "yes"), ("line:MST-6(1)a", "yes")]);
    town.step("kacho", case, "approve", vec![approved]).await.unwrap();
    let acquired = supply("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/a")]);
    town.step("tanto", case, "acquire", vec![acquired]).await.unwrap();
    // Monday the 2nd; five days end on Saturday the 7th, so the last working day before is Friday.
    let head = vec!["kacho".to_owned()];
    assert_eq!(stands(&town).await, ("open".to_owned(), head.clone()));
    town.pass(24 * 3);
    assert_eq!(stands(&town).await, ("open".to_owned(), head.clone()), "Thursday");
    town.pass(24);
    assert_eq!(stands(&town).await, ("warns".to_owned(), head.clone()), "Friday");
    town.pass(24);
    assert_eq!(stands(&town).await, ("warns".to_owned(), head.clone()), "the day itself");
    town.pass(24);
    let (state, told) = stands(&town).await;
    assert_eq!(state, "missed");
    assert!(told.contains(&"kacho".to_owned()) && told.contains(&"fukucho".to_owned()), "{told:?}");
}
