//! Comparisons of packs in words, and documents as pages.

#![expect(clippy::unwrap_used, reason = "tests")]

use tatefuda_regulation::PackSource;
use tatefuda_regulation_tools::{Change, Language, PackDiff, diff, render};

use crate::support::{HEAD, facts, house, now, pack, record, regulation, source};

fn compare(old: &str, new: &str) -> PackDiff {
    let of = |more: &str| PackSource::new([("pack.toml", HEAD), ("rules.toml", more)]);
    diff(&of(old), &of(new)).unwrap_or_else(|errors| panic!("{errors}"))
}

/// `clause item what: old -> new` of every row, in English.
fn rows(diff: &PackDiff) -> Vec<String> {
    let mut found = vec![];
    for group in &diff.groups {
        for item in &group.items {
            for row in &item.rows {
                let clause = group.clause.as_deref().unwrap_or("-");
                let side = |text: &Option<tatefuda_domain::Localized>| {
                    text.as_ref().map_or("-".to_owned(), |text| text.en.clone())
                };
                found.push(format!("{clause} {} {}: {} -> {}", item.id, row.what.en, side(&row.old), side(&row.new)));
            }
        }
    }
    found
}

const RULES: &str = r#"
[[rule]]
id = "r"
clause = ["T-1"]
on = ["post.publish"]
kept = 'post.media_count < 3'
remedy = [{ choose = "post.media" }]
message = { ja = "多い", en = "too many" }

[[chain]]
id = "c"
label = { ja = "手順", en = "chain" }
clause = ["T-2"]
before = ["post.publish"]
steps = [
  { id = "first", label = { ja = "確認", en = "check" }, kind = "check", by = ["writer"] },
  { id = "second", label = { ja = "承認", en = "approval" }, kind = "approve", by = ["boss"], after = ["first"] },
]

[[duty]]
id = "d"
label = { ja = "点検", en = "check-up" }
clause = ["T-2"]
subject = "account"
owner = ["writer"]
every = "month"
within = "5d"
answers = ["ok"]
"#;

#[test]
fn what_changed_is_said_in_words_by_clause_and_item() {
    let new = RULES
        .replace("media_count < 3", "media_count < 4")
        .replace("on = [\"post.publish\"]\nkept", "strength = \"effort\"\non = [\"post.publish\"]\nkept")
        .replace("by = [\"boss\"]", "by = [\"writer\", \"boss\"]")
        .replace("every = \"month\"", "every = \"quarter\"")
        .replace("within = \"5d\"", "within = \"2w\"")
        .replace("owner = [\"writer\"]", "owner = [\"boss\"]");
    let diff = compare(RULES, &new);
    assert_eq!(
        rows(&diff),
        [
            "T-1 rule:r Strength: - -> Effort",
            "T-1 rule:r What must hold: post.media_count < 3 -> post.media_count < 4",
            "T-2 chain:c Its steps › approval › Who gives it: boss -> writer, boss",
            "T-2 duty:d Whose duty it is: writer -> boss",
            "T-2 duty:d how often: every month -> every quarter",
            "T-2 duty:d How long it may take: 5 days -> 2 weeks",
        ],
        "{diff:#?}"
    );
    let japanese = diff.text(Language::Ja);
    for said in ["定め", "務め 点検 [duty:d] 改正", "旧 毎月", "新 四半期ごと", "新 長"] {
        assert!(japanese.contains(said), "{said}: {japanese}");
    }
    let json = serde_json::to_value(&diff).unwrap();
    assert_eq!(json["groups"][0]["items"][0]["change"], "changed");
    assert!(json["groups"][0]["items"][0]["rows"][0]["what"]["ja"].is_string());
}

#[test]
fn new_and_removed_items_and_steps() {
    let shorter = RULES.replace(
        "  { id = \"second\", label = { ja = \"承認\", en = \"approval\" }, kind = \"approve\", by = [\"boss\"], after = [\"first\"] },\n",
        "",
    );
    let found = rows(&compare(RULES, &shorter));
    assert!(
        found.iter().all(|row| row.starts_with("T-2 chain:c Its steps › approval") && row.ends_with("-> -")),
        "{found:#?}"
    );
    let without = RULES.split("[[duty]]").next().unwrap();
    let gone = compare(RULES, without);
    assert_eq!(gone.groups.len(), 1);
    assert_eq!((gone.groups[0].items[0].id.as_str(), gone.groups[0].items[0].change), ("duty:d", Change::Removed));
    let added = compare(without, RULES);
    assert_eq!(added.groups[0].items[0].change, Change::Added);
    assert!(added.groups[0].items[0].rows.iter().all(|row| row.old.is_none() && row.new.is_some()));
    assert!(compare(RULES, RULES).groups.is_empty());
    assert!(compare(RULES, RULES).text(Language::En).contains("Nothing differs."));
}

#[test]
fn texts_of_clauses_and_the_head_are_compared() {
    let of = |head: &str| PackSource::new([("pack.toml", head.to_owned())]);
    let new = HEAD.replace("en = \"one\"", "en = \"one, restated\"").replace("version = \"1\"", "version = \"2\"");
    let found = rows(&diff(&of(HEAD), &of(&new)).unwrap());
    assert_eq!(found, ["T-1 clause:T-1 text (English): one -> one, restated", "- pack version of the text: 1 -> 2"]);
}

#[test]
fn inherited_items_are_compared_as_if_they_were_its_own() {
    let base = PackSource::new([("pack.toml", HEAD), ("rules.toml", RULES)]);
    let head = "[pack]\nid = \"u\"\nlayer = \"body\"\nversion = \"1\"\nzone = \"Asia/Tokyo\"\nbody = { ja = \"町\", en = \"Town\" }\ntitle = { ja = \"規程\", en = \"Text\" }\nbase = \"t\"\nwithout = [\"d\"]\n";
    let heir = PackSource::new([("pack.toml", head)]).with_base(&base);
    let compared = diff(&base, &heir).unwrap();
    let items: Vec<&str> = compared.groups.iter().flat_map(|group| &group.items).map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["duty:d", "pack"]);
}

#[test]
fn every_pack_compares_with_the_others() {
    let packs = ["packs/house", "packs/ninohe", "packs/misato", "packs/kisarazu", "examples/hinoki"];
    for (old, new) in packs.iter().zip(&packs[1..]) {
        let compared = diff(&source(old), &source(new)).unwrap_or_else(|errors| panic!("{errors}"));
        let page = compared.html(Language::Ja);
        assert!(page.contains("<h1>新旧対照表</h1>") && page.contains("size: A4"));
        for row in compared.groups.iter().flat_map(|group| &group.items).flat_map(|item| &item.rows) {
            assert!(!row.what.ja.is_empty() && !row.what.en.is_empty(), "{row:?}");
            assert!(row.old.is_some() || row.new.is_some(), "{row:?}");
        }
    }
}

#[test]
fn what_packs_say_is_escaped() {
    let new = RULES.replace("en = \"too many\"", "en = \"<b>&'\"").replace("ja = \"多い\"", "ja = \"<script>\"");
    let page = compare(RULES, &new).html(Language::Ja);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(compare(RULES, &new).html(Language::En).contains("&lt;b&gt;&amp;&#39;"));
}

const FORM: &str = r#"
[[record]]
id = "closing-note"
label = { ja = "届", en = "notification" }
by = ["boss"]
scope = "subject"
fields = [
  { id = "why", label = { ja = "理由", en = "reason" }, type = "multiline" },
  { id = "kept", label = { ja = "残すか", en = "kept?" }, type = "yes-no" },
  { id = "how", label = { ja = "方法", en = "how" }, type = "choice", choices = [{ id = "a", label = { ja = "削除", en = "deleted" } }] },
]
[[document]]
id = "form"
label = { ja = "廃止届<1>", en = "closing notification <1>" }
clause = ["T-1"]
kind = "form"
derived = true
record = "closing-note"
parts = [
  { id = "to", label = { ja = "宛先", en = "to" }, ja = "{account.name} の担当", en = "whoever runs {account.name}" },
  { id = "name", label = { ja = "アカウント", en = "account" }, fact = "account.name" },
  { id = "why", label = { ja = "理由", en = "reason" }, field = "why" },
  { id = "kept", label = { ja = "残すか", en = "kept?" }, field = "kept" },
  { id = "how", label = { ja = "方法", en = "how" }, field = "how", required = false },
]
[[document]]
id = "policy"
label = { ja = "方針", en = "policy" }
clause = ["T-1"]
kind = "policy"
parts = [{ id = "basis", label = { ja = "根拠", en = "basis" }, clauses = ["T-1", "T-2"] }]
[[procedure]]
id = "closing"
label = { ja = "廃止", en = "closing" }
clause = ["T-1"]
subject = "account"
opened_by = ["boss"]
steps = [
  { id = "notify", label = { ja = "届出", en = "notify" }, owner = ["boss"], document = "form" },
  { id = "confirm", label = { ja = "確認", en = "confirm" }, owner = ["writer"], after = ["notify"] },
]
"#;

#[test]
fn a_blank_form_has_boxes_for_what_is_written_and_for_those_who_sign() {
    let page = render(&regulation(FORM), "form", None, Language::Ja).unwrap();
    for part in ["<html lang=\"ja\">", "size: A4", "<h1>廃止届&lt;1&gt;</h1>"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("class=\"derived\""));
    assert!(page.contains("<th scope=\"row\">宛先</th><td>＿＿＿＿＿＿＿＿ の担当</td>"), "{page}");
    assert!(page.contains("<th scope=\"row\">理由</th><td class=\"large\"></td>"), "{page}");
    assert!(page.contains("□ はい\n□ いいえ") && page.contains("（任意）</th><td>□ 削除"), "{page}");
    // The boxes of those through whose hands it goes, in their order.
    let (notify, confirm) = (page.find("届出<br>長").unwrap(), page.find("確認<br>書き手").unwrap());
    assert!(notify < confirm && page.contains("<footer>試験規程 T-1</footer>"));
    assert!(!page.contains("<script") && !page.contains("http"));
    assert!(render(&regulation(FORM), "gone", None, Language::Ja).is_none());
}

#[test]
fn a_filled_form_says_what_is_missing() {
    let regulation = regulation(FORM);
    let mut facts = facts();
    facts.set("account.name", "町<公式>");
    let mut note = record("n", "closing-note");
    note.fields =
        [("why", "使わない"), ("kept", "no"), ("how", "a")].map(|(id, value)| (id.to_owned(), value.to_owned())).into();
    facts.records.push(note);
    let page = render(&regulation, "form", Some((&facts, now())), Language::Ja).unwrap();
    assert!(page.contains("町&lt;公式&gt; の担当") && page.contains("<td>使わない</td>"), "{page}");
    assert!(page.contains("<td>いいえ</td>") && page.contains("<td>削除</td>"), "{page}");
    assert!(page.contains("<p class=\"date\">令和8年11月21日</p>"), "{page}");
    facts.records.clear();
    let page = render(&regulation, "form", Some((&facts, now())), Language::En).unwrap();
    assert!(page.contains("<span class=\"missing\">(not filled in)</span>"), "{page}");
    assert!(page.contains("<p class=\"date\">2026-11-21</p>") && page.contains("lang=\"en\""));
}

#[test]
fn a_policy_is_told_in_sections() {
    let page = render(&regulation(FORM), "policy", None, Language::En).unwrap();
    assert!(page.contains("<h2>basis</h2>\n<p>one\ntwo</p>"), "{page}");
    assert!(!page.contains("signatures\">") && !page.contains("class=\"derived\""));
}

/// Every document of every pack makes a page in both languages.
#[test]
fn every_document_makes_a_page() {
    for folder in
        ["packs/ninohe", "packs/misato", "packs/kisarazu", "packs/minato", "packs/takanezawa", "examples/hinoki"]
    {
        let body = pack(folder);
        let ids: Vec<String> = body.documents.iter().map(|document| document.id.clone()).collect();
        let regulation = tatefuda_regulation::Regulation::new(house(), body, Default::default()).unwrap();
        for id in ids {
            for language in [Language::Ja, Language::En] {
                let page = render(&regulation, &id, None, language).unwrap();
                assert!(page.contains("<h1>") && page.ends_with("</html>\n"), "{folder} {id}");
            }
        }
    }
}
