//! Items that nothing names.

use std::collections::BTreeSet;

use tatefuda_domain::Localized;

use super::{Level, Lint};
use tatefuda_regulation::{
    coverage::controls::items,
    pack::{Binding, Layer, Place},
    say::{noun, say},
};

pub fn check(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    if pack.header.layer == Layer::House {
        return;
    }
    let items = items(pack);
    let named: BTreeSet<&str> = items.iter().flat_map(|item| &item.needs.names).map(String::as_str).collect();
    let mut loose: Vec<(Place, &'static str, Localized, Localized)> = vec![];
    macro_rules! unnamed {
        ($($items:ident $kind:literal $code:literal $noun:literal $help:expr),* $(,)?) => {$(
            for item in &pack.$items {
                if !named.contains(format!("{}:{}", $kind, item.id).as_str()) {
                    let what = noun($noun);
                    let message = say!([what], "{what}「{}」を使うものがありません", "nothing uses the {what} {}", item.id);
                    loose.push((item.place, $code, message, $help));
                }
            }
        )*};
    }
    unnamed!(
        calendars "calendar" "unused-calendar" "calendar" say!("within(…)、change_time、務めの days のどれかで使ってください", "name it in within(…), change_time or the days of a duty"),
        clocks "clock" "unused-clock" "clock" say!("days(…) か overdue(…) で読んでください", "read it by days(…) or overdue(…)"),
        counts "count" "unused-count" "count" say!("count(…) で読んでください", "read it by count(…)"),
        baselines "baseline" "unused-baseline" "baseline" say!("baseline(…) か latest(…) で読んでください", "read it by baseline(…) or latest(…)"),
        modes "mode" "unused-mode" "mode" say!("where = {{ mode = […] }} か mode(…) で使ってください", "name it in where = {{ mode = […] }} or mode(…)"),
        boards "board" "unused-board" "board" say!("段の decision_of にしてください", "let a step be decision_of it"),
    );
    for kind in &pack.record_kinds {
        let appoints = kind.appoints.is_some();
        if !named.contains(format!("record:{}", kind.id).as_str()) && !appoints {
            let help = say!(
                "rule・段・務め・ただし書・権限・役割・文書のどれかで求めてください",
                "a rule, step, duty, exception, power, role or document should ask for it"
            );
            loose.push((
                kind.place,
                "unused-record",
                say!("記録「{}」を求めるものがありません", "nothing asks for {}", kind.id),
                help,
            ));
        }
    }
    for role in &pack.roles {
        if !named.contains(format!("role:{}", role.id).as_str()) {
            let help = say!(
                "standing・段・記録・務め・権限のどれかで使ってください",
                "name it in a standing, step, record, duty or power"
            );
            loose.push((
                role.place,
                "unused-role",
                say!("役割「{}」のすることがありません", "nothing is for the role {}", role.id),
                help,
            ));
        }
    }
    for reading in pack.readings.iter().filter(|reading| reading.by_settings && reading.read.starts_with("role:")) {
        if !named.contains(format!("reading:{}", reading.id).as_str()) {
            let message = say!(
                "読み方「{}」で定まる役割のすることがありません",
                "nothing is for the role that the reading {} decides",
                reading.id
            );
            loose.push((
                reading.place,
                "unused-reading",
                message,
                say!(
                    "規程がその言葉を使う所で \"reading:<id>\" と書いてください",
                    "name it as \"reading:<id>\" where the text writes it"
                ),
            ));
        }
    }
    let read = tatefuda_regulation::coverage::reads::parameters(pack);
    for parameter in &pack.parameters {
        let id = parameter.id.as_str();
        if !read.contains(id) && !named.contains(format!("param:{id}").as_str()) && parameter.required_for.is_empty() {
            let message = say!("設定「{id}」を読むものがありません", "nothing reads the parameter {id}");
            let help = say!(
                "条件・期間・暦・文書のどれかで読むか、何に要るか（required_for）を書いてください",
                "read it in a condition, a period, a calendar or a document, or say what it is required for"
            );
            loose.push((parameter.place, "unused-parameter", message, help));
        }
    }
    for scheme in &pack.classifications {
        let ranks = pack.roles.iter().any(|role| role.rank.as_ref().is_some_and(|(known, _)| *known == scheme.id));
        let asked = tatefuda_regulation::coverage::reads::schemes(pack).contains(scheme.id.as_str());
        let chosen = scheme.usage == tatefuda_regulation::pack::SchemeUse::Information;
        if !ranks && !asked && !chosen {
            let message = say!("区分「{}」を使うものがありません", "nothing uses the classification {}", scheme.id);
            let help = say!(
                "at_least(…) で読むか、役割の rank にしてください",
                "read it by at_least(…), or let a role name it as rank"
            );
            loose.push((scheme.place, "unused-classification", message, help));
        }
    }
    if !named.contains("grounds") {
        for ground in &pack.grounds {
            let help = say!(
                "記録に型が ground の項目を、または文書に grounds = true の部分を設けてください",
                "give a record a field of type ground, or a document a part with grounds = true"
            );
            loose.push((
                ground.place,
                "unused-ground",
                say!("該当項目「{}」を選べる所がありません", "nobody can choose the ground {}", ground.id),
                help,
            ));
        }
    }
    for procedure in pack.procedures.iter().filter(|one| one.opened_by.is_empty() && one.on.is_empty()) {
        if !named.contains(format!("procedure:{}", procedure.id).as_str()) {
            let help = say!(
                "opened_by = [\"<role>\"] か on = [\"<event>\"] を書くか、monitor・務め・rule から始まるようにしてください",
                "opened_by = [\"<role>\"], on = [\"<event>\"], or let a monitor, duty or rule open it"
            );
            loose.push((
                procedure.place,
                "unreachable",
                say!("手続「{}」を始めるものがありません", "nothing opens the procedure {}", procedure.id),
                help,
            ));
        }
    }
    for role in &pack.roles {
        let read = pack.readings.iter().any(|reading| reading.read == format!("role:{}", role.id));
        // What the program itself means needs no clause; a role of the text does.
        let of_text = matches!(role.bound, Binding::Position | Binding::Record(_) | Binding::RecordField { .. });
        if role.clauses.is_empty() && !read && of_text {
            let message = say!("役割「{}」を定める条がありません", "no clause defines the role {}", role.id);
            let help = say!(
                "clause = [\"<定めている条>\"]。規程に定めがなければ [[reading]] を書いてください",
                "clause = [\"<the clause that defines it>\"]; where the text does not, write a [[reading]] for it"
            );
            loose.push((role.place, "undefined-role", message, help));
        }
    }
    for (place, code, message, help) in loose {
        lint.add(Level::Warning, place, code, message, help);
    }
}
