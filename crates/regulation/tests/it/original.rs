//! The original wording: each clause of the five towns at its place in the town's text, as far as the texts are at hand.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::PathBuf};

use tatefuda_domain::Digest;
use tatefuda_regulation::{
    original::{Address, Outline, anchored},
    pack::{Pack, PackSource},
};

/// The towns, the name that the text of each uses most, and what its clauses with their wording come to.
const TOWNS: [(&str, &str, &str); 5] = [
    ("takanezawa", "高根沢町", "b7f853b6559a"),
    ("ninohe", "二戸市", "010ae8d086e7"),
    ("misato", "美里町", "001c2e660ed0"),
    ("minato", "港区", "afcd25ea64cd"),
    ("kisarazu", "木更津市", "07f5d09a6929"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The texts, if they are at hand.
fn texts() -> Option<Vec<String>> {
    let Ok(folder) = fs::read_dir(root().join("../shared/seeds")) else {
        eprintln!("skipped: the five original texts are not at hand");
        return None;
    };
    Some(folder.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect())
}

fn source(pack: &str) -> PackSource {
    let files = fs::read_dir(root().join("packs").join(pack)).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    PackSource::new(
        files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())),
    )
}

#[test]
fn every_clause_of_the_five_towns_is_found_in_its_text() {
    let Some(texts) = texts() else { return };
    let (mut all, mut digests) = (0, vec![]);
    for (name, says, digest) in &TOWNS {
        let pack = Pack::load(&source(name)).unwrap();
        let text = texts.iter().max_by_key(|text| text.matches(*says).count()).unwrap();
        let found = anchored(&Outline::read(text), &pack);
        let lost: Vec<&str> = found.iter().filter(|one| one.wording.is_none()).map(|one| one.clause.as_str()).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        all += found.len();
        // The sentences are the towns' own and stand nowhere here; that each is still found at its place is told by this.
        let told: Vec<String> = found.iter().map(|one| format!("{}\t{:?}", one.clause, one.wording)).collect();
        digests.push((*name, Digest::of(told.join("\n").as_bytes()).to_string()[..12].to_owned(), *digest));
    }
    assert!(digests.iter().all(|(_, found, told)| found == told), "{digests:?}");
    assert_eq!(all, 271);
}

fn at(text: &str, address: &str) -> Option<String> {
    Outline::read(text).find(&address.parse::<Address>().unwrap()).map(|found| found.concat())
}

#[test]
fn a_sentence_broken_at_the_end_of_a_page_is_one() {
    let text = "1 投稿\n\n- (1)公式のアカウントに対する意見については、原則として個別の返\n\n信はしない。ただし、急ぐときは、この限りでない。\n\n(2) 次の項目\n";
    assert_eq!(at(text, "1(1).1").unwrap(), "公式のアカウントに対する意見については、原則として個別の返信はしない。");
    assert_eq!(at(text, "1(2)").unwrap(), "次の項目");
}

#[test]
fn a_number_given_twice_is_two_places_and_an_item_without_number_is_one() {
    let text = "1 守ること\n(1)第一。\n(2)第二。\n(2)も一つの第二。\n(1) ～ (2) に似たもの\n";
    assert_eq!(at(text, "1(2)").unwrap(), "第二。");
    assert_eq!(at(text, "1(2)~2").unwrap(), "も一つの第二。");
    assert_eq!(at(text, "1(+)").unwrap(), "(1) ～ (2) に似たもの");
    assert_eq!(at(text, "1(3)"), None);
}

#[test]
fn what_follows_a_list_unnumbered_is_no_part_of_its_last_item() {
    let text = "1 守ること\n(1)第一。\n(2)第二。\n\nこの方針は本日から用いる。\n\n困ったとき\n\n①係が課長に言う。\n②課長が決める。\n";
    assert_eq!(at(text, "1(2)").unwrap(), "第二。");
    assert_eq!(at(text, "1+1.1").unwrap(), "この方針は本日から用いる。");
    assert_eq!(at(text, "1+2②").unwrap(), "課長が決める。");
}

#[test]
fn articles_count_paragraphs_and_a_caption_is_their_heading() {
    let text = "(目的)\n第1条 目的を定める。\n２　目的は二つある。\n(1) 速さ\nア 一時間以内\nイ 一日以内\n附　則\nこの基準は、公布の日から施行する。\n";
    assert_eq!(at(text, "1").unwrap(), "目的を定める。");
    assert_eq!(at(text, "1-1").unwrap(), "目的を定める。");
    assert_eq!(at(text, "1-2(1)イ").unwrap(), "一日以内");
    assert_eq!(at(text, "附則").unwrap(), "この基準は、公布の日から施行する。");
    assert_eq!(Outline::read(text).units().iter().find(|unit| unit.line == 2).unwrap().heading, "目的");
}
