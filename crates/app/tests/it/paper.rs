//! Papers of 美里町: drawn up, archived, and the same bytes when everything around them has changed.

use tatefuda_app::{
    Actor, Failure, Via,
    account::{AccountTexts, Registered},
    paper::{self, ArchivePaper, PaperFilter, SetMark, Wanted, view::Source},
    record::Given,
    regulation::LoadWording,
};
use tatefuda_domain::{AccountId, CaseId, Digest};
use tatefuda_store::args;

use crate::{
    in_town,
    towns::{Town, not_in_this_state, refused_by, source, supply},
};

in_town!("misato":
    a_paper_is_drawn_up_and_archived_for_good,
    a_step_that_takes_a_paper_submits_it,
    papers_of_one_section_are_numbered_by_year,
    residents_read_the_text_itself_where_it_is_there,
    papers_are_listed_where_they_belong,
);

const FORM: &str = "form-2";

async fn account(town: &Town) -> (Registered, CaseId) {
    let texts = AccountTexts {
        handle: "misato".to_owned(),
        url: "https://www.facebook.com/misato.example".to_owned(),
        purpose: "町の暮らしと催しを知らせる".to_owned(),
        ..AccountTexts::named("美里町", town.sections["kikaku"])
    };
    let entered = town.register("joho", "facebook", texts).await;
    let case = town.running(entered.account).await["opening"];
    (entered, case)
}

fn of(account: AccountId) -> Wanted {
    Wanted { form: FORM.to_owned(), account: Some(account), ..Wanted::default() }
}

async fn archive(town: &Town, who: &str, wanted: &Wanted, number: Option<&str>) -> Result<paper::Archived, Failure> {
    let shown = paper::drawn(&town.app, town.who(who), wanted).await?.digest;
    town.run(town.who(who), &submitted(wanted, shown, number)).await
}

fn submitted(wanted: &Wanted, shown: Digest, number: Option<&str>) -> ArchivePaper {
    ArchivePaper {
        form: wanted.form.clone(),
        document: wanted.document.clone(),
        account: wanted.account,
        case: wanted.case,
        shown,
        number: number.map(str::to_owned),
    }
}

async fn sheet(town: &Town, id: tatefuda_domain::PaperId) -> Vec<u8> {
    paper::sheet(&town.app, town.who("zeimu"), id).await.unwrap()
}

/// What the next text of the town calls the form.
fn renamed() -> tatefuda_regulation::PackSource {
    let mut text = source("misato");
    let forms = text.files.get_mut("documents-forms.toml").unwrap();
    *forms = forms.replacen("ソーシャルメディア利用届出書（別紙2）", "新しい様式", 1);
    text
}

async fn a_paper_is_drawn_up_and_archived_for_good(town: Town) {
    let (entered, _) = account(&town).await;
    let wanted = of(entered.account);
    // What the ledger knows stands there already; what is missing is named, with where it is entered.
    let drawn = paper::drawn(&town.app, town.who("tanto"), &wanted).await.unwrap();
    let missing: Vec<&str> = drawn.what.missing.iter().map(|label| label.ja.as_str()).collect();
    assert_eq!(missing, ["届け出る日"]);
    let part = |id: &str| drawn.parts.iter().find(|part| part.id == id).unwrap();
    assert_eq!(part("sections").lines[0].text.ja, "企画課");
    assert_eq!(part("service").lines[0].text.ja, "Facebookページ");
    let record = |field: &str| Source::Record { kind: "use-notification".to_owned(), field: field.to_owned() };
    assert_eq!(part("submitted").source, record("submitted_on"));
    assert_eq!(part("name").source, Source::Ledger { field: "account.name".to_owned() });
    // 決裁欄: the roles of the way that takes the form, as the text names them.
    assert!(drawn.seals.iter().any(|seal| seal.role.ja.contains("所属長")), "{:?}", drawn.seals);
    let early = archive(&town, "kacho", &wanted, None).await;
    not_in_this_state(early, "paper-incomplete");

    let on = || Given::Account { account: entered.account };
    town.give("kacho", on(), "use-notification", &[("submitted_on", "2026-11-02")]).await.unwrap();
    // What was on screen before says nothing of what stands there now.
    let stale = town.run(town.who("kacho"), &submitted(&wanted, drawn.digest, None)).await;
    assert!(matches!(stale, Err(Failure::Stale(_))), "{stale:?}");
    let done = archive(&town, "kacho", &wanted, Some("27港企区第1416号")).await.unwrap();
    let bytes = sheet(&town, done.paper).await;
    assert_eq!(Digest::of(&bytes), done.digest);
    let text = String::from_utf8(bytes.clone()).unwrap();
    for stands in ["27港企区第1416号", "ソーシャルメディア利用届出書", "令和8年11月2日", "企画課", "決裁欄"]
    {
        assert!(text.contains(stands), "{stands} is not in {text}");
    }
    // Its hash stands in the trail.
    let mut tx = town.app.db.read().await.unwrap();
    let sql = "SELECT after_digest FROM audit_entry WHERE tenant_id = $1 AND command = 'paper.archive' \
               AND kind = 'done'";
    let rows = tx.all(sql, args![town.tenant]).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].text("after_digest").unwrap(), done.digest.to_string());
    tx.rollback().await.unwrap();

    // A year and another text later it is what it was; a new one is called otherwise.
    town.pass(24 * 365);
    town.activate(renamed()).await;
    town.pass(1);
    assert_eq!(sheet(&town, done.paper).await, bytes);
    let again = archive(&town, "kacho", &wanted, None).await.unwrap();
    assert!(String::from_utf8(sheet(&town, again.paper).await).unwrap().contains("新しい様式"));
    assert_eq!(sheet(&town, done.paper).await, bytes);

    // Bytes that somebody changed outside are never shown as what was archived.
    let mut tx = town.app.db.write().await.unwrap();
    let sql = "UPDATE paper_sheet SET bytes = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, args![town.tenant, done.paper, &b"other"[..]]).await.unwrap();
    tx.commit().await.unwrap();
    let changed = paper::sheet(&town.app, town.who("kacho"), done.paper).await;
    assert!(matches!(changed, Err(Failure::Internal(_))), "{changed:?}");
}

async fn a_step_that_takes_a_paper_submits_it(town: Town) {
    let (entered, case) = account(&town).await;
    let approval = supply("opening-approval", &[("line:MST-2", "yes"), ("line:MST-6(1)a", "yes")]);
    town.step("kacho", case, "approve", vec![approval]).await.unwrap();
    let acquired =
        supply("acquisition", &[("acquired_on", "2026-11-02"), ("url", "https://www.facebook.com/misato.example")]);
    town.step("tanto", case, "acquire", vec![acquired]).await.unwrap();
    let filed = async |form: &str| {
        let filter = PaperFilter { case: Some(case), form: Some(form.to_owned()), ..PaperFilter::default() };
        paper::list(&town.app, town.who("tanto"), filter).await.unwrap().rows
    };
    // Without what it needs nothing is archived, and the step is not done.
    refused_by(town.step("tanto", case, "policy", vec![]).await, "MST-6(2)a");
    assert!(filed("policy").await.is_empty());
    let policy = supply("account-policy", &[("contents", "町の催し"), ("contact", "企画課"), ("annex", "yes")]);
    // Whose step it is not leaves no paper behind.
    refused_by(town.step("zeimu", case, "policy", vec![policy.clone()]).await, "MST-6(2)a");
    assert!(filed("policy").await.is_empty());
    town.step("tanto", case, "policy", vec![policy]).await.unwrap();
    let rows = filed("policy").await;
    assert_eq!((rows.len(), rows[0].by.id, rows[0].account), (1, town.person("tanto"), Some(entered.account)));
    let step = |found: &tatefuda_app::case::view::CaseView, id: &str| {
        found.steps.iter().find(|one| one.step.id == id).unwrap().step.document.clone().unwrap()
    };
    let found = town.case(case).await;
    assert_eq!(step(&found, "policy").filed, Some(rows[0].id.to_string()));
    assert_eq!(step(&found, "notify").filed, None);
    town.step("kacho", case, "share", vec![supply("policy-shared", &[("how", "回覧")])]).await.unwrap();
    // What was archived on its own page before, with a number from elsewhere, is what the step submits.
    let on = Given::Account { account: entered.account };
    town.give("kacho", on, "use-notification", &[("submitted_on", "2026-11-02")]).await.unwrap();
    let wanted = Wanted { case: Some(case), ..of(entered.account) };
    let done = archive(&town, "kacho", &wanted, Some("企第7号")).await.unwrap();
    town.step("kacho", case, "notify", vec![]).await.unwrap();
    let rows = filed(FORM).await;
    assert_eq!((rows.len(), rows[0].id, rows[0].number.as_str()), (1, done.paper, "企第7号"));
}

async fn papers_of_one_section_are_numbered_by_year(town: Town) {
    let (entered, _) = account(&town).await;
    let wanted = of(entered.account);
    let on = Given::Account { account: entered.account };
    town.give("kacho", on, "use-notification", &[("submitted_on", "2026-11-02")]).await.unwrap();
    let number = async |who: &str| {
        let done = archive(&town, who, &wanted, None).await.unwrap();
        paper::find(&town.app, town.who(who), done.paper).await.unwrap().number
    };
    assert_eq!(number("kacho").await, "", "nobody gave the section a mark");
    let mark = SetMark { section: town.sections["kikaku"], mark: "美企".to_owned() };
    let forbidden = town.run(town.who("kacho"), &mark).await;
    assert!(matches!(forbidden, Err(Failure::Forbidden(_))), "{forbidden:?}");
    town.run(town.who("joho"), &mark).await.unwrap();
    assert_eq!(number("kacho").await, "8美企第1号");
    assert_eq!(number("tanto").await, "8美企第2号");
    assert_eq!(number("bosai").await, "", "another section has none");
    town.wrote(&["paper.archive", "paper.mark"]).await;
    let unknown = SetMark { section: town.app.env.id(), mark: "美企".to_owned() };
    let nowhere = town.run(town.who("joho"), &unknown).await;
    assert!(matches!(nowhere, Err(Failure::NotFound)), "{nowhere:?}");
    // The count begins anew with the fiscal year.
    town.pass(24 * 180);
    assert_eq!(number("kacho").await, "9美企第1号");
}

async fn residents_read_the_text_itself_where_it_is_there(town: Town) {
    let wanted = Wanted { form: "introduction".to_owned(), ..Wanted::default() };
    let line = async |clause: &str| {
        let drawn = paper::drawn(&town.app, town.who("tanto"), &wanted).await.unwrap();
        let lines = drawn.parts.into_iter().flat_map(|part| part.lines);
        let found: Vec<_> = lines.filter(|line| line.number.ja.contains(clause)).collect();
        found[0].clone()
    };
    let printed = {
        let drawn = paper::drawn(&town.app, town.who("tanto"), &wanted).await.unwrap();
        let closing = drawn.parts.iter().find(|part| part.id == "closing").unwrap();
        assert!(closing.lines.iter().all(|line| !line.original));
        closing.lines.iter().map(|line| line.number.ja.clone()).collect::<Vec<_>>()
    };
    let sample =
        async || String::from_utf8(paper::sample(&town.app, town.who("tanto"), &wanted).await.unwrap()).unwrap();
    assert!(sample().await.contains("要旨"));
    // Invented sentences at the numbers of the text.
    let text = "第7条 架空の手続は、次のとおり。\n(1) 架空の定めその一。\n(2) 架空の定めその二。\n";
    let load = LoadWording { document: town.document.clone(), text: text.to_owned() };
    town.run(town.who("joho"), &load).await.unwrap();
    let (first, last) = (line(&printed[1]).await, line(&printed[3]).await);
    assert!(first.original && first.text.ja.contains("架空の定めその一"), "{first:?}");
    assert!(!last.original, "what the loaded text lacks stays a summary");
    assert!(sample().await.contains("架空の定めその二"));
}

async fn papers_are_listed_where_they_belong(town: Town) {
    let (entered, _) = account(&town).await;
    let on = Given::Account { account: entered.account };
    town.give("kacho", on, "use-notification", &[("submitted_on", "2026-11-02")]).await.unwrap();
    for number in ["甲第1号", "甲第2号", "乙%号"] {
        archive(&town, "kacho", &of(entered.account), Some(number)).await.unwrap();
        town.pass(1);
    }
    let body = Wanted { form: "introduction".to_owned(), ..Wanted::default() };
    archive(&town, "kacho", &body, None).await.unwrap();
    let list = async |filter: PaperFilter| paper::list(&town.app, town.who("zeimu"), filter).await.unwrap();
    let numbers = |page: &paper::PaperPage| page.rows.iter().map(|row| row.number.clone()).collect::<Vec<_>>();
    let all = list(PaperFilter::default()).await;
    assert_eq!(numbers(&all), ["", "乙%号", "甲第2号", "甲第1号"]);
    let account = PaperFilter { account: Some(entered.account), limit: Some(2), ..PaperFilter::default() };
    let first = list(account.clone()).await;
    assert_eq!(numbers(&first), ["乙%号", "甲第2号"]);
    let second = list(PaperFilter { after: first.next, ..account }).await;
    assert_eq!((numbers(&second), second.next), (vec!["甲第1号".to_owned()], None));
    let search = |text: &str| PaperFilter { search: Some(text.to_owned()), ..PaperFilter::default() };
    assert_eq!(numbers(&list(search("%")).await), ["乙%号"], "a sign of the search is a sign like others");
    assert_eq!(list(search("あらまし")).await.rows.len(), 1);
    let kind = PaperFilter { subject_kind: Some("body".to_owned()), ..PaperFilter::default() };
    assert_eq!(list(kind).await.rows.len(), 1);
    // What can be drawn up: of the account what is the account's, of the body what is the body's.
    let forms = async |account| {
        let found = paper::drawable(&town.app, town.who("tanto"), account, None).await.unwrap();
        found.into_iter().map(|one| one.form).collect::<Vec<_>>()
    };
    assert!(forms(Some(entered.account)).await.contains(&FORM.to_owned()));
    assert!(forms(None).await.contains(&"introduction".to_owned()));
    assert!(!forms(None).await.contains(&FORM.to_owned()));
    // A form of an account needs one.
    let nothing = Wanted { form: FORM.to_owned(), ..Wanted::default() };
    let asked = paper::drawn(&town.app, town.who("tanto"), &nothing).await;
    assert!(matches!(asked, Err(Failure::Invalid(_))), "{asked:?}");
    let program = Actor::program(town.tenant, Via::Cli);
    let nobody = town.run(&program, &submitted(&body, Digest::of(b""), None)).await;
    assert!(matches!(nobody, Err(Failure::Stale(_))), "{nobody:?}");
}
