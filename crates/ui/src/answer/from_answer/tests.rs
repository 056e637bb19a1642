use std::sync::Arc;

use tatefuda_domain::Digest;
use tatefuda_i18n::{I18n, Lang};

use super::*;
use crate::answer::RemedyView;

fn answer(groups: Vec<engine::NeedGroup>) -> engine::Answer {
    let digest = Digest::of(b"x");
    engine::Answer {
        decision: engine::Decision::Needs,
        refusals: Vec::new(),
        groups,
        notes: Vec::new(),
        exceptions_used: Vec::new(),
        powers_used: Vec::new(),
        consumes: Vec::new(),
        citations: Vec::new(),
        trace: Vec::new(),
        pack_digest: digest,
        settings_digest: digest,
        facts_digest: digest,
        semantics: engine::SEMANTICS,
    }
}

fn group(remedy: engine::Remedy) -> engine::NeedGroup {
    engine::NeedGroup {
        id: "body/x".into(),
        layer: "body".into(),
        rule: "x".into(),
        clauses: vec![engine::ClauseRef { id: "X-1".into(), document: "x".into() }],
        strength: engine::Strength::Duty,
        message: Localized::new("必要です", "needed"),
        alternatives: vec![remedy],
    }
}

fn step(person: &str) -> engine::Remedy {
    engine::Remedy::GiveStep {
        chain: "c".into(),
        step: "s".into(),
        label: Localized::new("確認", "check"),
        who: engine::Who {
            role: "r".into(),
            label: Localized::new("室長", "head"),
            holders: engine::Holders::from_iter([engine::Holder {
                person: person.into(),
                capacity: "a".into(),
                name: "Kita".into(),
                position: "head".into(),
                section: "office".into(),
                extension: "203".into(),
                absent: true,
                deputy: false,
            }]),
        },
        after: Vec::new(),
    }
}

#[test]
fn the_calm_line_counts_what_is_mine() {
    let t = Arc::new(I18n::new()).translator(Lang::Ja);
    let field = engine::Remedy::ChooseField {
        field: "post.category".into(),
        label: Localized::new("区分", "category"),
        choices: Vec::new(),
    };
    let answer = answer(vec![group(field), group(step("p1"))]);
    let author = Reader { person: "p2", post: Some("7"), on_form: true, ..Reader::default() };
    let view = AnswerView::from_answer(&t, &answer, None, Some(&author));
    assert_eq!(view.calm(&t), "あと1つ：区分");
    assert_eq!(view.theirs().len(), 1);

    let checker = Reader { person: "p1", post: Some("7"), ..Reader::default() };
    let view = AnswerView::from_answer(&t, &answer, None, Some(&checker));
    assert_eq!(view.mine().len(), 2);
    let RemedyView::GiveStep { href, who, .. } = &view.needs[1].alternatives[0] else {
        panic!("a step");
    };
    assert_eq!(href.as_deref(), Some("/posts/7/check"));
    assert_eq!(who.holders[0].extension.as_deref(), Some("203"));
    assert!(who.holders[0].absent.is_some());
}

#[test]
fn when_only_others_are_left_the_line_says_who() {
    let t = Arc::new(I18n::new()).translator(Lang::En);
    let view = AnswerView::from_answer(&t, &answer(vec![group(step("p1"))]), None, None);
    assert_eq!(view.calm(&t), "Everything on your side is there. Next: check by head");
}

#[test]
fn a_link_to_a_record_carries_its_fixed_values() {
    let t = Arc::new(I18n::new()).translator(Lang::En);
    let remedy = engine::Remedy::GiveRecord {
        kind: "house:exception".into(),
        label: Localized::new("許可", "permission"),
        scope: engine::RecordScope::Digest,
        who: engine::People::default(),
        fixed: [("rule".to_owned(), "a&b".to_owned())].into(),
    };
    let reader = Reader { person: "p", post: Some("7"), ..Reader::default() };
    let view = AnswerView::from_answer(&t, &answer(vec![group(remedy)]), None, Some(&reader));
    let RemedyView::GiveRecord { href, .. } = &view.needs[0].alternatives[0] else {
        panic!("a record");
    };
    assert_eq!(href.as_deref(), Some("/records/new?kind=house:exception&subject_kind=post&subject=7&fixed.rule=a%26b"));
}

#[test]
fn no_remedy_leads_to_a_field_that_is_not_there() {
    use askama::Template as _;

    use crate::{account::AccountPage, post::ComposerPage};

    let t = Arc::new(I18n::new()).translator(Lang::En);
    let composer = ComposerPage::sample(Lang::En).render().expect("a sample");
    let ledger = AccountPage::sample(Lang::En).render().expect("a sample");
    let href = |path: &str, reader: &Reader<'_>| {
        let label = Localized::new("", "");
        let remedy = engine::Remedy::ChooseField { field: path.to_owned(), label, choices: Vec::new() };
        let view = AnswerView::from_answer(&t, &answer(vec![group(remedy)]), None, Some(reader));
        match &view.needs[0].alternatives[0] {
            RemedyView::ChooseField { href, .. } => href.clone(),
            other => panic!("{other:?}"),
        }
    };
    let mut led = 0;
    let paths = engine::schema::FIELDS.iter().map(|field| field.path);
    for path in paths.chain(["post.fields.x", "time.now"]) {
        for on_form in [true, false] {
            let post = Reader { post: Some("7"), on_form, ..Reader::default() };
            let account = Reader { account: Some("8"), on_form, ..Reader::default() };
            let pages = [(post, "/posts/7/edit", &composer), (account, "nowhere", &ledger)];
            for (reader, page, html) in pages {
                let Some(href) = href(path, &reader).filter(|href| href != "/organisation") else { continue };
                let (before, control) = href.split_once('#').expect("a control");
                assert_eq!(before, if on_form { "" } else { page }, "{path}");
                assert!(html.contains(&format!("id=\"{control}\"")), "{path}: {control}");
                led += 1;
            }
        }
        // An answer about nothing that could be opened leads nowhere.
        assert_eq!(href(path, &Reader::default()).filter(|href| href.contains('#')), None, "{path}");
    }
    assert!(led >= 25, "{led}");
}
