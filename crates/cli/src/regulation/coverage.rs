//! `tatefuda regulation coverage`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use tatefuda_domain::Localized;
use tatefuda_regulation::{ClauseClass, Pack, coverage::Covered};
use tatefuda_regulation_tools::{self as tools, CoverageReport};

use super::{Format, house, pointing, wiring::wiring};
use crate::{packs, world::say};

/// `regulation coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// A page for heads of section in this language, as Markdown: what of the text is kept how.
    #[arg(long, value_enum)]
    page: Option<Language>,
}

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    Ja,
    En,
}

impl Coverage {
    pub fn run(self) -> Result<ExitCode> {
        let source = packs::find(&self.pack)?;
        let report = tools::coverage(&source, &house()?, &wiring()).map_err(|errors| pointing(&errors))?;
        if let Some(language) = self.page {
            let pack = Pack::load(&source).map_err(|errors| pointing(&errors))?;
            say(page(&pack, &report, language).trim_end());
            return Ok(ExitCode::SUCCESS);
        }
        match self.format {
            Format::Json => say(&serde_json::to_string_pretty(&report)?),
            Format::Text => {
                for clause in &report.clauses {
                    let status = clause.status.map_or("NOTHING", ClauseClass::as_str);
                    let wired = clause.controls.iter().filter(|control| control.wired).count();
                    let (controls, scenarios) = (clause.controls.len(), clause.scenarios.len());
                    say(&format!(
                        "{:<14} {status:<13} {wired} of {controls} controls connected, acts in {scenarios} scenarios",
                        clause.id
                    ));
                    for control in &clause.controls {
                        let how = if control.wired { "connected".to_owned() } else { control.missing.join("; ") };
                        say(&format!("    {:<40} {how}", control.id));
                    }
                }
                let controls = || report.clauses.iter().flat_map(|clause| &clause.controls);
                say(&format!(
                    "{} clauses, {} of {} controls connected",
                    report.clauses.len(),
                    controls().filter(|control| control.wired).count(),
                    controls().count()
                ));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The page: one table per way of acting, in the order of the text.
fn page(pack: &Pack, report: &CoverageReport, language: Language) -> String {
    let pick = |text: &Localized| {
        let text = match language {
            Language::Ja => &text.ja,
            Language::En if text.en.is_empty() => &text.ja,
            Language::En => &text.en,
        };
        text.replace('|', "\\|").replace('\n', " ")
    };
    let words = Words::of(language);
    let mut out = format!("# {}\n\n{}\n", pick(&pack.header.title), words.lead);
    for class in CLASSES {
        let own: Vec<&Covered> = report.clauses.iter().filter(|clause| clause.status == Some(class)).collect();
        if own.is_empty() {
            continue;
        }
        let (title, meaning) = words.class(class);
        out.push_str(&format!("\n## {title} ({})\n\n{meaning}\n\n", own.len()));
        out.push_str(&format!("| {} | {} | {} |\n|---|---|---|\n", words.clause, words.says, words.state));
        for clause in own {
            let text = pack.clause(&clause.id).map(|known| pick(&known.text)).unwrap_or_default();
            let wired = clause.controls.iter().filter(|control| control.wired).count();
            let state = match (class, wired, clause.controls.len()) {
                (ClauseClass::Informational, ..) => words.shown,
                (_, 0, _) => words.unconnected,
                (_, wired, all) if wired < all => words.partly,
                _ => words.connected,
            };
            out.push_str(&format!("| {} | {text} | {state} |\n", clause.id));
        }
    }
    out
}

const CLASSES: [ClauseClass; 6] = [
    ClauseClass::Enforced,
    ClauseClass::Routed,
    ClauseClass::Attested,
    ClauseClass::Published,
    ClauseClass::Monitored,
    ClauseClass::Informational,
];

/// The words of a page.
struct Words {
    lead: &'static str,
    clause: &'static str,
    says: &'static str,
    state: &'static str,
    connected: &'static str,
    partly: &'static str,
    unconnected: &'static str,
    shown: &'static str,
    classes: [(&'static str, &'static str); 6],
}

impl Words {
    fn class(&self, class: ClauseClass) -> (&'static str, &'static str) {
        CLASSES.iter().position(|known| *known == class).map_or(("", ""), |at| self.classes[at])
    }

    fn of(language: Language) -> Self {
        match language {
            Language::Ja => Self {
                lead: "条文ごとに、本システムが何を確認し、何を人が行うかを示します。要旨は書き直したもので、正しい内容は規程の本文によります。このページは `tatefuda regulation coverage` から作られます。",
                clause: "条文",
                says: "要旨",
                state: "今の状態",
                connected: "本システムが確認します",
                partly: "一部だけ本システムが確認します。残りは人が行います",
                unconnected: "本システムでは未対応です。人が行います",
                shown: "内容を示すだけです",
                classes: [
                    ("仕組みが守らせるもの", "条件に合わない行為は、どの画面からも行えません。"),
                    ("手順で回すもの", "決められた人が決められた順に行い、記録が残ります。"),
                    ("人が確かめて答えるもの", "書いた人が項目ごとに答え、内容が変わると答え直します。"),
                    ("公表するもの", "文書やページに載せ、実際の表示を確かめます。"),
                    ("見張るもの", "期限や状態を見張り、情報がなければ「判定できません」と示します。"),
                    ("参考として示すもの", "内容を示すだけで、行為を止めません。"),
                ],
            },
            Language::En => Self {
                lead: "What the system asks for each clause, and what people do. Clauses are restated in our own words; the text itself is the authority. This page is made by `tatefuda regulation coverage`.",
                clause: "clause",
                says: "in our own words",
                state: "now",
                connected: "asked by the system",
                partly: "asked by the system in part; people do the rest",
                unconnected: "not in this system; people do it",
                shown: "shown only",
                classes: [
                    ("What the system enforces", "An act that does not fit is not done, through whatever screen."),
                    ("What goes by steps", "Those named do it in the order named, and it is on record."),
                    ("What people state", "The author answers item by item, and again once the content changes."),
                    (
                        "What is published",
                        "It stands in a document or on a page, and somebody looks whether it is really there.",
                    ),
                    ("What is watched", "Times and states are watched; without information it says so."),
                    ("What is shown", "It is shown and stops nothing."),
                ],
            },
        }
    }
}
