//! Every page in both languages: rendered, well nested, labelled, without leftover keys, and the
//! English chrome without Japanese.

use tatefuda_i18n::Lang;
use tatefuda_testkit::html::{Element, Page};
use tatefuda_ui::sample::{self, Sample};
use tatefuda_ui::view::is_japanese;

fn each(mut check: impl FnMut(&str, Lang, &Sample, &Page)) {
    for lang in Lang::ALL {
        for sample in sample::all(lang).expect("templates render") {
            let place = format!("{}/{}", lang.code(), sample.name);
            let page = Page::parse(&sample.html).unwrap_or_else(|e| panic!("{place}: {e}"));
            check(&place, lang, &sample, &page);
        }
    }
}

#[test]
fn pages_are_well_nested() {
    let mut pages = 0;
    each(|place, _, _, page| {
        pages += 1;
        for element in &page.elements {
            let inside = |name: &str| page.ancestors(element).any(|a| a.name == name);
            assert!(!(element.name == "form" && inside("form")), "{place}: a form in a form");
            assert!(!(element.name == "a" && inside("a")), "{place}: a link in a link");
            let block = matches!(
                element.name.as_str(),
                "p" | "ul" | "ol" | "dl" | "div" | "table" | "form" | "fieldset" | "section" | "h1" | "h2" | "h3"
            );
            assert!(!(block && inside("p")), "{place}: <{}> in a paragraph", element.name);
            let heading = matches!(element.name.as_str(), "h2" | "h3");
            assert!(!(block && inside("summary") && !heading), "{place}: <{}> in a summary", element.name);
        }
    });
    assert!(pages >= 80, "both languages of all pages: {pages}");
}

#[test]
fn no_key_is_left_over() {
    each(|place, _, sample, _| {
        assert!(!sample.html.contains('⟦'), "{place}: {}", around(&sample.html, '⟦'));
        assert!(!sample.html.contains("{{") && !sample.html.contains("{$"), "{place}");
    });
}

#[test]
fn english_chrome_has_no_japanese() {
    each(|place, lang, _, page| {
        if lang != Lang::En {
            return;
        }
        for text in &page.texts {
            // The language switch names Japanese in itself and is marked as such.
            let marked = page.text_language(text) == Some("ja");
            let found = text.text.chars().any(is_japanese);
            assert!(marked || !found, "{place}: {}", text.text);
        }
        for element in &page.elements {
            for (name, value) in &element.attributes {
                assert!(!value.chars().any(is_japanese), "{place}: {name}={value}");
            }
        }
    });
}

#[test]
fn japanese_pages_say_so_and_speak_japanese() {
    each(|place, lang, sample, page| {
        if !sample.whole {
            return;
        }
        let html = page.named("html").next().expect("a whole page");
        assert_eq!(html.attribute("lang"), Some(lang.code()), "{place}");
        if lang == Lang::Ja {
            let heading = page.text_of(page.named("h1").next().expect("a heading"));
            assert!(heading.chars().any(is_japanese), "{place}: {heading}");
        }
    });
}

#[test]
fn one_heading_and_no_level_is_skipped() {
    each(|place, _, sample, page| {
        if !sample.whole {
            return;
        }
        assert_eq!(page.named("h1").count(), 1, "{place}: one h1");
        let mut last = 0;
        for element in &page.elements {
            let Some(level) = element.heading() else { continue };
            // The summary of errors stands before the first heading.
            let first = last == 0 && level == 2;
            assert!(level <= last + 1 || first, "{place}: h{level} after h{last}");
            last = level;
        }
        assert_eq!(page.named("main").count(), 1, "{place}: one main");
        assert!(sample.html.contains("class=\"skip\" href=\"#main\""), "{place}: skip link");
        assert!(page.named("title").all(|t| !page.text_of(t).trim().is_empty()), "{place}");
    });
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    each(|place, _, sample, page| {
        assert_eq!(page.doubled_ids(), [""; 0], "{place}: ids twice");
        if sample.whole {
            assert_eq!(page.lost_references(), [""; 0], "{place}: leads nowhere");
        }
    });
}

#[test]
fn every_control_has_a_name() {
    each(|place, _, _, page| {
        for element in &page.elements {
            let control = matches!(element.name.as_str(), "input" | "textarea" | "select");
            if !control || element.attribute("type") == Some("hidden") {
                continue;
            }
            let id = element.attribute("id");
            let labelled = page.ancestors(element).any(|a| a.name == "label")
                || page.named("label").any(|l| l.attribute("for").is_some() && l.attribute("for") == id);
            assert!(labelled, "{place}: {element:?} has no label");
        }
        for button in page.named("button") {
            assert!(!page.text_of(button).trim().is_empty(), "{place}: a button without words");
        }
        for group in page.named("fieldset") {
            let legend = page.named("legend").any(|l| page.ancestors(l).next().map(|p| p.index) == Some(group.index));
            assert!(legend, "{place}: a fieldset without a legend");
        }
        for table in page.named("table") {
            let caption = page.named("caption").any(|c| page.ancestors(c).any(|a| a.index == table.index));
            assert!(caption, "{place}: a table without a caption");
        }
    });
}

#[test]
fn every_command_carries_its_id() {
    // Those of the session, two that only look but whose text is nobody's business, and the stop of all bodies, which is
    // a command in each and changes nothing where it is repeated.
    const NO_COMMAND: [&str; 8] = [
        "/sign-in",
        "/sign-out",
        "/sign-out-everywhere",
        "/capacity",
        "/language",
        "/screening",
        "/imports/preview",
        "/installation/stop",
    ];
    each(|place, _, _, page| {
        for form in page.named("form") {
            // A form that only looks is no command.
            if form.attribute("method") == Some("get") {
                continue;
            }
            assert_eq!(form.attribute("method"), Some("post"), "{place}");
            let action = form.attribute("action").expect("an action");
            let ids = page
                .named("input")
                .filter(|i| i.attribute("name") == Some("command_id"))
                .filter(|i| page.ancestors(i).any(|a| a.index == form.index))
                .count();
            assert_eq!(ids, usize::from(!NO_COMMAND.contains(&action)), "{place}: {action}");
        }
        let mut ids: Vec<_> = page
            .named("input")
            .filter(|i| i.attribute("name") == Some("command_id"))
            .filter_map(|i| i.attribute("value"))
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{place}: each form has an id of its own");
    });
}

#[test]
fn nothing_inline_so_that_a_strict_policy_holds() {
    each(|place, _, _, page| {
        for element in &page.elements {
            assert!(element.attribute("style").is_none(), "{place}: inline style");
            assert!(element.name != "style", "{place}: a style element");
            assert!(element.attributes.iter().all(|(n, _)| !n.starts_with("on")), "{place}: inline handler");
            if element.name == "script" {
                assert!(element.attribute("src").is_some(), "{place}: inline script");
            }
        }
    });
}

#[test]
fn the_page_for_residents_has_only_relative_links_of_its_own() {
    for lang in Lang::ALL {
        let sample = sample::all(lang).expect("templates render").into_iter().find(|s| s.name == "public");
        let sample = sample.expect("the page for residents");
        let page = Page::parse(&sample.html).expect("well nested");
        for element in page.elements.iter().filter(|e| e.name == "link" || e.name == "a") {
            let href = element.attribute("href").expect("an address");
            assert!(!href.starts_with('/'), "{href} would break in an exported folder");
        }
        assert_eq!(page.named("script").count(), 0);
        assert_eq!(page.named("nav").count() + page.named("form").count(), 0);
    }
}

#[test]
fn texts_are_escaped() {
    use askama::Template;
    let mut page = tatefuda_ui::post::PostPage::sample(Lang::En);
    page.post.title = "<b>\"&'".to_owned();
    page.post.targets[0].text = "<script>alert(1)</script>".to_owned();
    let html = page.render().expect("renders");
    assert!(!html.contains("<b>\"") && !html.contains("<script>alert"));
}

fn around(text: &str, mark: char) -> String {
    let start = text.find(mark).unwrap_or_default();
    text[start..].chars().take(40).collect()
}

/// Keeps the helper's type in use where a test needs it.
#[test]
fn the_parser_finds_what_is_wrong() {
    assert!(Page::parse("<p><b></p></b>").is_err());
    assert!(Page::parse("<div>").is_err());
    let page = Page::parse("<p id=\"x\" lang=\"ja\">a<br>b</p>").expect("fine");
    let p: &Element = &page.elements[0];
    assert_eq!(p.attribute("id"), Some("x"));
    assert_eq!(page.text_of(p), "ab");
}
