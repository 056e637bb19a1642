//! 美里町: several sections run one account under a common theme. (MST-6(1)c)

use tatefuda_app::{
    Failure,
    account::{AccountTexts, AddOwner, Move},
    org::Term,
    record::Given,
};

use crate::{
    in_town,
    towns::{Town, clauses, refused_by, supply},
};

in_town!("misato": several_sections_open_an_account_under_one_theme);

/// Two sections of the town prepare an account together; the text asks for their theme before it begins.
async fn several_sections_open_an_account_under_one_theme(town: Town) {
    let texts = AccountTexts::named("防災と企画", town.sections["kikaku"]);
    let entered = town.register("joho", "facebook", texts).await;
    let case = town.running(entered.account).await["opening"];
    let approved = || vec![supply("opening-approval", &[("line:MST-2", "yes"), ("line:MST-6(1)a", "yes")])];
    refused_by(town.step("bosai", case, "approve", approved()).await, "MST-6(1)a");
    let shared = AddOwner {
        account: entered.account,
        version: entered.version,
        section: town.sections["bosai"],
        span: Term::default(),
        supplies: vec![],
    };
    town.run(town.who("joho"), &shared).await.unwrap();
    town.step("bosai", case, "approve", approved()).await.unwrap();

    refused_by(town.moves("bosai", entered.account, Move::Start).await, "MST-6(1)c");
    let on = Given::Account { account: entered.account };
    town.give("bosai", on, "common-theme", &[("theme", "地域の防災"), ("lead", "@kacho")]).await.unwrap();
    let Err(Failure::Refused(still)) = town.moves("bosai", entered.account, Move::Start).await else {
        panic!("steps are open")
    };
    assert!(!clauses(&still.answer).contains(&"MST-6(1)c".to_owned()));
}
