use crate::{sample::say, view::Choice};
use tatefuda_i18n::Lang;
mod after;
mod calendar;
mod check;
mod composer;
mod entries;
mod list;
mod show;

pub(crate) use composer::*;
pub(crate) use entries::*;
pub(crate) use show::*;

pub(crate) fn text(lang: Lang) -> String {
    say(
        lang,
        "【夏まつりのお知らせ】\n8月8日（土）17時から、中央公園で夏まつりを行います。\n雨のときは9日（日）に延期します。\n駐車場は役場をご利用ください。",
        "Summer festival\nOn Saturday 8 August from 17:00 in Central Park.\nIf it rains, on Sunday the 9th.\nPlease park at the town hall.",
    )
}

pub(crate) fn text_before(lang: Lang) -> String {
    say(
        lang,
        "【夏まつりのお知らせ】\n8月8日（土）16時から、中央公園で夏まつりを行います。\n雨のときは中止します。\n駐車場は役場をご利用ください。",
        "Summer festival\nOn Saturday 8 August from 16:00 in Central Park.\nIf it rains, it is cancelled.\nPlease park at the town hall.",
    )
}

pub(crate) fn title(lang: Lang) -> String {
    say(lang, "【夏まつりのお知らせ】", "Summer festival")
}

pub(crate) fn categories(lang: Lang, chosen: &str) -> Vec<Choice> {
    [
        ("news", "公式の発表", "Official announcements"),
        ("event", "観光・行事", "Tourism and events"),
        ("disaster", "災害", "Disaster"),
        ("other", "その他", "Other"),
    ]
    .iter()
    .map(|(value, ja, en)| Choice::new(*value, say(lang, ja, en), *value == chosen))
    .collect()
}

pub(crate) const DIGEST: &str = "5f2c0f7f0d5b8c1e9a3b4c5d6e7f80912a3b4c5d6e7f8091a2b3c4d5e6f70819";
