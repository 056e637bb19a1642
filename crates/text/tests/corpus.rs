//! The engine on the open parts of its corpus: what it finds of each kind and what it spares. Not a promise for unseen
//! texts, which `compare/run` measures, but a floor that no change may fall through unseen.

use std::{collections::BTreeMap, fs, path::Path};

use tatefuda_text::{
    lexicon::{base, lint},
    screen::{Category, Finding, Mode, Scratch, Screener, Tier},
};

struct Text {
    labels: Vec<String>,
    mode: Mode,
    text: String,
}

fn corpus() -> Vec<Text> {
    let mut all = vec![];
    for part in ["development", "second", "third", "fourth"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(part);
        let mut files: Vec<_> = fs::read_dir(folder).expect("a part").flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).expect("a file");
            // Those about data have four fields.
            for fields in
                text.lines().map(|line| line.split('\t').collect::<Vec<_>>()).filter(|fields| fields.len() == 3)
            {
                let labels = fields[0].split('+').map(str::to_owned).collect();
                let mode = if fields[1] == "draft" { Mode::Draft } else { Mode::Comment };
                all.push(Text { labels, mode, text: fields[2].to_owned() });
            }
        }
    }
    all
}

const INNOCENT: [&str; 6] = ["criticism", "title", "news", "warning", "name", "plain"];
const HARM: [Category; 4] = [Category::Abuse, Category::Threat, Category::Discrimination, Category::Obscenity];
/// Cues and prompts: any tier counts.
const PROMPTS: [&str; 9] = [
    "rumour",
    "quotation",
    "undecided",
    "political",
    "religious",
    "commercial",
    "impersonation",
    "copyright",
    "disrespect",
];

fn serious(finding: &Finding) -> bool {
    finding.tier <= Tier::Strong
}

#[test]
fn what_is_there_is_found_and_innocents_are_spared() {
    let mut scratch = Scratch::default();
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut innocents, mut flagged, mut criticism) = (0, vec![], vec![]);
    let (mut guilty, mut hit) = (0, 0);
    for one in corpus() {
        let findings = Screener::standard().screen_with(&mut scratch, &one.text, one.mode);
        let harm = findings.iter().any(|finding| serious(finding) && HARM.contains(&finding.category));
        for label in &one.labels {
            let counts = |finding: &&Finding| {
                finding.category.id() == label && (serious(finding) || PROMPTS.contains(&label.as_str()))
            };
            let rate = found.entry(label.clone()).or_default();
            rate.0 += usize::from(findings.iter().any(|finding| counts(&finding)));
            rate.1 += 1;
        }
        if one.labels.iter().any(|label| HARM.iter().any(|category| category.id() == label)) {
            guilty += 1;
            hit += usize::from(harm);
        }
        if one.labels.iter().all(|label| INNOCENT.contains(&label.as_str())) {
            innocents += 1;
            if harm {
                flagged.push(one.text.clone());
            }
            if one.labels == ["criticism"]
                && findings.iter().any(|finding| serious(finding) && finding.category != Category::Url)
            {
                criticism.push(one.text.clone());
            }
        }
    }
    let few: Vec<_> = [
        ("abuse", 80),
        ("threat", 80),
        ("discrimination", 80),
        ("obscenity", 90),
        ("incitement", 85),
        ("self_harm", 90),
        ("rescue", 90),
        ("rumour", 90),
        ("quotation", 80),
        ("undecided", 85),
        ("political", 80),
        ("religious", 90),
        ("commercial", 80),
        ("impersonation", 85),
        ("confidential", 90),
        ("disrespect", 80),
        ("copyright", 85),
    ]
    .into_iter()
    .filter_map(|(label, floor)| {
        let (hit, of) = found[label];
        (hit * 100 < of * floor).then(|| format!("{label}: {hit} of {of}"))
    })
    .collect();
    assert!(few.is_empty(), "{few:#?}");
    assert!(hit * 100 >= guilty * 80, "{hit} of {guilty} harmful texts are found");
    assert!(flagged.len() * 200 <= innocents, "innocents flagged: {flagged:#?}");
    assert!(criticism.is_empty(), "criticism is no finding: {criticism:#?}");
}

/// The lint that authors of entries see, over every innocent sentence of the corpus.
#[test]
fn no_entry_hits_an_innocent_sentence() {
    let innocent: Vec<Text> = corpus()
        .into_iter()
        .filter(|one| one.mode == Mode::Comment && one.labels.iter().all(|label| INNOCENT.contains(&label.as_str())))
        .collect();
    let remarks: Vec<String> = lint(&[base()], innocent.iter().map(|one| one.text.as_str()))
        .into_iter()
        .map(|remark| format!("{}: {}", remark.entry, remark.en))
        .collect();
    assert!(remarks.is_empty(), "{remarks:#?}");
}

/// Disguises of what is found: zero-width characters, spaces, the other kana.
#[test]
fn disguises_hide_nothing() {
    let screener = Screener::standard();
    let harmful = |finding: &Finding| serious(finding) && HARM.contains(&finding.category);
    let (mut lost, mut all) = (vec![], 0);
    for one in corpus().iter().filter(|one| one.labels.iter().any(|label| label == "abuse" || label == "threat")) {
        let Some(finding) = screener.screen(&one.text, one.mode).into_iter().find(harmful) else { continue };
        if !finding.surface.chars().all(char::is_alphabetic) || finding.surface.chars().count() < 3 {
            continue;
        }
        let letters: Vec<String> = finding.surface.chars().map(String::from).collect();
        let kana = |c: char| match c {
            'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
            c => c,
        };
        for hidden in [letters.join("\u{200b}"), letters.join(" "), finding.surface.chars().map(kana).collect()] {
            all += 1;
            let text = format!("{}{hidden}{}", &one.text[..finding.start], &one.text[finding.end..]);
            if !screener.screen(&text, one.mode).iter().any(harmful) {
                lost.push(text);
            }
        }
    }
    assert!(all > 300 && lost.len() * 25 <= all, "{} of {all} are lost: {lost:#?}", lost.len());
}
