//! What the engine itself says. Words of a regulation come from its pack.

use tatefuda_domain::Localized;

use crate::{expr::Halt, schema};

pub fn end_stop() -> Localized {
    Localized::new(
        "緊急停止の解除を待つ（一人が提案し、別の人が確定）",
        "wait for the end of the stop (one proposes it, another confirms)",
    )
}

pub fn answer_doubts() -> Localized {
    Localized::new(
        "送られたかもしれないものに答え、送信の保留を解く",
        "answer what may have been sent, and end the hold of sending",
    )
}

pub fn deputies_of(role: &Localized) -> Localized {
    Localized::new(format!("{}の代理（代決）", role.ja), format!("deputies: {}", role.en))
}

pub fn deputies_hint() -> Localized {
    Localized::new(
        "この文書に代理の定めはありません。団体の事務決裁規程などの定めを、その名と条を根拠として選びます。選ぶまで、代理は行えません。",
        "This text is silent. Choose what the body's own rules on acting decisions say, with their name and article as the source. Until then deputies do not act.",
    )
}

pub fn acting_states() -> Localized {
    Localized::new(
        "不在の人に代わって行うときは、先に代決の申告が要ります。",
        "Whoever acts for somebody away states first why.",
    )
}

pub fn acting_waits() -> Localized {
    Localized::new(
        "団体の定めでは、急を要するものに限って代わりに行えます。急を要しないものは、本人が戻るのを待ちます。",
        "By the body's own rules a deputy acts only on what cannot wait; the rest waits for the holder.",
    )
}

pub fn acting_weighs() -> Localized {
    Localized::new(
        "団体の定めでは、異例のもの又は重要なものを代わりに行うことはできません。",
        "By the body's own rules a deputy does not act on what is unusual or important.",
    )
}

pub fn seen_by_another() -> Localized {
    Localized::new(
        "後閲は、代わりに行った人ではなく、その職の本人が行います。",
        "What a deputy did is looked at afterwards by the holder, not by the deputy.",
    )
}

pub fn step_open(label: &Localized) -> Localized {
    Localized::new(format!("「{}」がまだ済んでいません。", label.ja), format!("“{}” is still to be given.", label.en))
}

pub fn step_stale(label: &Localized) -> Localized {
    Localized::new(
        format!("「{}」の後に内容が変わりました。もう一度「{}」が必要です。", label.ja, label.ja),
        format!("The content changed after “{}”, so “{}” is needed again.", label.en, label.en),
    )
}

pub fn unset(label: &Localized) -> Localized {
    Localized::new(
        format!("「{}」が未設定です（団体で定める値）。", label.ja),
        format!("“{}” is not set (a value that the body decides).", label.en),
    )
}

pub fn fault(halt: &Halt, rule: &Localized) -> Localized {
    let (ja, en) = match halt {
        Halt::Fault { field: Some(field), why } => {
            let (ja, en) = schema::field(field).map_or((field.as_str(), field.as_str()), |field| (field.ja, field.en));
            ([ja, "：", &why.ja], [en, ": ", &why.en])
        }
        Halt::Fault { field: None, why } => (["", "", &*why.ja], ["", "", &*why.en]),
        Halt::Unset(key) | Halt::Key(key) => ([key, "が", "未設定です"], [key, " is ", "not set"]),
    };
    let ([ja, is_ja, why_ja], [en, is_en, why_en]) = (ja, en);
    // Put together in one piece: of all sentences this one is said most often at once.
    Localized::new(
        ["判定できません（", ja, is_ja, why_ja, "）。", &rule.ja].concat(),
        if rule.en.is_empty() {
            String::new()
        } else {
            ["Cannot be judged (", en, is_en, why_en, "). ", &rule.en].concat()
        },
    )
}

pub fn procedure_first(procedure: &Localized, step: &Localized) -> Localized {
    Localized::new(
        format!("「{}」は、手続「{}」の中で行います。まだ手続が始まっていません。", step.ja, procedure.ja),
        format!("“{}” is a step of “{}”, which has not been opened.", step.en, procedure.en),
    )
}

pub fn procedure_elsewhere(procedure: &Localized) -> Localized {
    Localized::new(
        format!("手続「{}」は、ここでは行いません。", procedure.ja),
        format!("The procedure “{}” does not apply here.", procedure.en),
    )
}

pub fn procedure_runs(procedure: &Localized) -> Localized {
    Localized::new(
        format!("手続「{}」は、もう始まっています。", procedure.ja),
        format!("The procedure “{}” has been opened already.", procedure.en),
    )
}

pub fn procedure_not_running(procedure: &Localized) -> Localized {
    Localized::new(
        format!("手続「{}」は、行われていません。", procedure.ja),
        format!("The procedure “{}” is not running.", procedure.en),
    )
}

pub fn procedure_stays(procedure: &Localized) -> Localized {
    Localized::new(
        format!("手続「{}」は、取りやめられません。定められた手順を終えて閉じてください。", procedure.ja),
        format!("The procedure “{}” cannot be given up; it ends with its last step.", procedure.en),
    )
}

pub fn step_of(step: &Localized, roles: &[Localized]) -> Localized {
    let ja: Vec<&str> = roles.iter().map(|role| role.ja.as_str()).collect();
    let en: Vec<&str> = roles.iter().map(|role| if role.en.is_empty() { role.ja.as_str() } else { &role.en }).collect();
    Localized::new(
        format!("「{}」を行うのは{}です。", step.ja, ja.join("、")),
        format!("“{}” is for {}.", step.en, en.join(", ")),
    )
}

/// Whoever asks did their part of a step that several do, or another did it for the same role.
pub fn others_missing(step: &Localized, roles: &[Localized]) -> Localized {
    let ja: Vec<&str> = roles.iter().map(|role| role.ja.as_str()).collect();
    let en: Vec<&str> = roles.iter().map(|role| if role.en.is_empty() { role.ja.as_str() } else { &role.en }).collect();
    Localized::new(
        format!("「{}」で残っているのは{}です。一人が二度数えられることはありません。", step.ja, ja.join("、")),
        format!("“{}” still waits for {}; nobody counts twice.", step.en, en.join(", ")),
    )
}

pub fn parts_missing(document: &Localized, parts: &[&Localized]) -> Localized {
    let ja: Vec<&str> = parts.iter().map(|part| part.ja.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| if part.en.is_empty() { part.ja.as_str() } else { &part.en }).collect();
    Localized::new(
        format!("「{}」に記載がありません：{}。", document.ja, ja.join("、")),
        format!("“{}” lacks: {}.", document.en, en.join(", ")),
    )
}

pub fn not_filed(document: &Localized) -> Localized {
    let en = if document.en.is_empty() { &document.ja } else { &document.en };
    Localized::new(
        format!("「{}」がまだ保存されていません。文書の画面で内容を確かめて保存してください。", document.ja),
        format!("“{en}” is not archived yet. Check it on its page and archive it."),
    )
}

pub fn overdue(duty: &Localized) -> Localized {
    Localized::new(
        format!("「{}」の期限が過ぎています。先に済ませてください。", duty.ja),
        format!("“{}” is overdue and comes first.", duty.en),
    )
}

pub fn excluded() -> Localized {
    Localized::new(
        "この手順は、ほかの手順を行った人などを除く人が行います。",
        "This step is for somebody else: you are excluded from it.",
    )
}

pub fn actor_kind(kind: &str) -> Localized {
    Localized::new(
        format!("「{kind}」としての行為は、この規程に定めがありません。"),
        format!("The text admits no actors of the kind “{kind}”."),
    )
}

pub fn actor_needs(label: &Localized) -> Localized {
    Localized::new(
        format!("{}として行うには、有効な記録が必要です。", label.ja),
        format!("Acting as {} takes a record that is still valid.", label.en),
    )
}

pub fn ground_reason(ground: &Localized) -> Localized {
    Localized::new(
        format!("「{}」を選ぶときは、理由を書いてください。", ground.ja),
        format!("“{}” takes a written reason.", if ground.en.is_empty() { &ground.ja } else { &ground.en }),
    )
}

pub fn holders(role: &Localized, count: u32, min: Option<u32>, max: Option<u32>) -> Localized {
    let (ja, en) = match (min, max) {
        (Some(min), Some(max)) if min == max => (format!("{min}人"), format!("{min}")),
        (Some(min), Some(max)) => (format!("{min}人から{max}人"), format!("{min} to {max}")),
        (Some(min), None) => (format!("{min}人以上"), format!("at least {min}")),
        (None, Some(max)) => (format!("{max}人まで"), format!("at most {max}")),
        (None, None) => (String::new(), String::new()),
    };
    Localized::new(
        format!("「{}」は{ja}と定められています（今は{count}人）。", role.ja),
        format!("“{}”: {en} are asked for, now {count}.", if role.en.is_empty() { &role.ja } else { &role.en }),
    )
}

pub fn no_sub_rules() -> Localized {
    Localized::new(
        "この規程に、課などが細目を定める旨の定めはありません。",
        "The text does not let sections add rules of their own.",
    )
}

pub fn sub_rules() -> Localized {
    Localized::new(
        "課などが定める細目には、版ごとに記録が必要です。",
        "Each version of a section's own rules needs its record.",
    )
}

pub fn not_eligible(role: &Localized) -> Localized {
    Localized::new(
        format!("この職員は「{}」の要件（職位・所属など）に当たりません。", role.ja),
        format!("This person does not meet what is asked of “{}” (rank, section …).", role.en),
    )
}

pub fn judged_by(title: &Localized) -> Localized {
    Localized::new(
        format!("この日の行為は「{}」によって判断されます。その本文は登録されていません。", title.ja),
        format!(
            "An act of that day is judged by “{}”, whose text is not held.",
            if title.en.is_empty() { &title.ja } else { &title.en }
        ),
    )
}

pub fn unknown_procedure(id: &str) -> Localized {
    Localized::new(format!("手続「{id}」はありません。"), format!("There is no procedure “{id}”."))
}

pub fn unknown_duty(id: &str) -> Localized {
    Localized::new(format!("点検・義務「{id}」はありません。"), format!("There is no duty “{id}”."))
}

pub fn granter() -> Localized {
    Localized::new("ただし書による許可をする者", "who may permit by way of the proviso")
}

pub fn reading(written: &str, read: &str) -> Localized {
    Localized::new(
        format!("「{written}」の読み方（案：{read}）"),
        format!("how “{written}” is read (proposed: {read})"),
    )
}

pub fn supply(ja: &str, en: &str) -> Localized {
    Localized::new(["「", ja, "」が分かるようにしてください。"].concat(), ["Supply “", en, "”."].concat())
}

pub fn two_chains(ids: &[&str]) -> Localized {
    Localized::new(
        format!("手順が一つに定まりません（{}）。", ids.join("、")),
        format!("More than one chain applies ({}).", ids.join(", ")),
    )
}

/// Lists that cannot be read as a whole; the page of unreadable rows names the rows.
pub fn lost(names: &[&str]) -> Localized {
    Localized::new(
        format!(
            "判定できません。保存されているデータに読めない行があり（{}）、欠けたままでは判断できません。管理者が「読めないデータ」の画面で確かめてください。",
            names.join("、")
        ),
        format!(
            "Cannot be judged: a stored row cannot be read ({}), and without it nothing is decided. An administrator finds it \
             on the page “Unreadable data”.",
            names.join(", ")
        ),
    )
}

pub fn silence() -> Localized {
    Localized::new("この操作について規程に定めはありません。", "The text says nothing about this act.")
}

pub fn no_standing(roles: &[Localized]) -> Localized {
    if roles.is_empty() {
        return Localized::new("この操作を行える者の定めがありません。", "Nobody is admitted to this act.");
    }
    let (ja, en) = listed(roles);
    Localized::new(format!("この操作を行えるのは{ja}です。"), format!("Only {en} may do this."))
}

pub fn open_to(roles: &[Localized]) -> Localized {
    let (ja, en) = listed(roles);
    Localized::new(format!("公開するのは{ja}です。"), format!("To be brought out by {en}."))
}

fn listed(roles: &[Localized]) -> (String, String) {
    let ja: Vec<&str> = roles.iter().map(|role| role.ja.as_str()).collect();
    let en: Vec<&str> = roles.iter().map(|role| if role.en.is_empty() { role.ja.as_str() } else { &role.en }).collect();
    (ja.join("、"), en.join(", "))
}

pub fn no_appointment() -> Localized {
    Localized::new("この職での在任が確認できません。", "No running appointment in this capacity is known.")
}

pub fn own_content() -> Localized {
    Localized::new("自分が作成した内容には行えません。", "Nobody may give this on content of their own.")
}

/// Which chain applies depends on the category, and there is none.
pub fn no_category(word: &Localized) -> Localized {
    Localized::new(
        format!("どの手続が要るかは「{0}」によります。「{0}」を選んでください。", word.ja),
        format!("Which steps are needed depends on the {0}: choose it first.", word.en),
    )
}

/// The first way where all who could give a step wrote the content.
pub fn another_writes(role: &Localized, step: &Localized) -> Localized {
    Localized::new(
        format!("ほかの担当者が本文を新たに作成し、{}が「{}」を行う", role.ja, step.ja),
        format!("somebody else writes the text anew, and the {} gives the step “{}”", role.en, step.en),
    )
}

/// The second.
pub fn deputy_checks(role: &Localized, step: &Localized) -> Localized {
    Localized::new(
        format!(
            "{}が作成者のままとし、その代理をする人が「{}」を行う（代理の定めと発令を確かめてください）",
            role.ja, step.ja
        ),
        format!("the {} stays the author, and whoever stands in for them gives the step “{}”", role.en, step.en),
    )
}

pub fn unknown_step(step: &str) -> Localized {
    Localized::new(
        format!("この投稿の手順に「{step}」はありません。"),
        format!("The chain of this post has no step “{step}”."),
    )
}

pub fn unknown_kind(kind: &str) -> Localized {
    Localized::new(format!("記録の種類「{kind}」はありません。"), format!("There is no kind of record “{kind}”."))
}

pub fn unnamed() -> Localized {
    Localized::new("対象が指定されていません。", "Nothing is named.")
}

pub fn not_governed(service: &str, title: &Localized) -> Localized {
    Localized::new(
        format!("「{}」は{service}について定めていません。", title.ja),
        format!("“{}” does not cover {service}.", if title.en.is_empty() { &title.ja } else { &title.en }),
    )
}

pub fn not_in_force(title: &Localized) -> Localized {
    Localized::new(
        format!("「{}」はこの日には施行されていません。", title.ja),
        format!("“{}” is not in force on that day.", if title.en.is_empty() { &title.ja } else { &title.en }),
    )
}

pub fn extended(service: &str, source: &str) -> Localized {
    Localized::new(
        format!("{service}への適用は団体の決定によります（{source}）。"),
        format!("It is extended to {service} by a decision of the body ({source})."),
    )
}

pub fn no_power() -> Localized {
    Localized::new("この操作の権限は定められていません。", "The text grants no power for this act.")
}

pub fn extend_to(service: &str) -> Localized {
    Localized::new(format!("{service}への適用"), format!("extension to {service}"))
}
