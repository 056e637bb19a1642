//! The double's own page: what a resident of the demo would see.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

use super::{Double, state::Arrived};

#[derive(Deserialize)]
pub(super) struct Asked {
    lang: Option<String>,
}

struct Words {
    tag: &'static str,
    title: &'static str,
    note: &'static str,
    empty: &'static str,
    other: (&'static str, &'static str),
}

const JA: Words = Words {
    tag: "ja",
    title: "Facebookの代わり（練習用）",
    note: "これは練習用の偽のFacebookです。ここに届いた投稿は、外のどこにも公開されていません。",
    empty: "まだ何も届いていません。",
    other: ("en", "English"),
};

const EN: Words = Words {
    tag: "en",
    title: "Stand-in for Facebook (practice)",
    note: "This is a stand-in for practice. What arrived here is published nowhere outside.",
    empty: "Nothing has arrived yet.",
    other: ("ja", "日本語"),
};

fn words(asked: &Asked, headers: &HeaderMap) -> &'static Words {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    match asked.lang.as_deref().unwrap_or(accepted) {
        language if language.starts_with("en") => &EN,
        _ => &JA,
    }
}

pub(super) async fn home(State(double): State<Double>, Query(asked): Query<Asked>, headers: HeaderMap) -> Html<String> {
    let words = words(&asked, &headers);
    let posts = double.posts();
    let mut body = String::new();
    for page in &*double.pages {
        body.push_str(&format!("<section><h2>{}</h2>", escape(&page.name)));
        let mut seen = posts.iter().rev().filter(|post| post.page == page.id && post.visible).peekable();
        if seen.peek().is_none() {
            body.push_str(&format!("<p>{}</p>", words.empty));
        }
        seen.for_each(|post| article(&mut body, post));
        body.push_str("</section>");
    }
    Html(frame(words, &body))
}

pub(super) async fn post(
    State(double): State<Double>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let words = words(&asked, &headers);
    let Some(post) = double.find(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let name = double.pages.iter().find(|page| page.id == post.page).map_or("", |page| &page.name);
    let mut body = format!("<h2>{}</h2>", escape(name));
    article(&mut body, &post);
    Html(frame(words, &body)).into_response()
}

fn article(out: &mut String, post: &Arrived) {
    let time = post.created.strftime("%Y-%m-%d %H:%M:%S UTC");
    out.push_str(&format!(
        r#"<article id="{id}"><p class="text">{text}</p>"#,
        id = escape(&post.id),
        text = escape(&post.message)
    ));
    for photo in &post.photos {
        out.push_str(&format!(
            r#"<p><img src="/_double/photos/{}" alt="{}"></p>"#,
            escape(&photo.id),
            escape(&photo.alt)
        ));
    }
    if let Some(link) = &post.link {
        // Shown as text: a stand-in has no business sending anybody anywhere.
        out.push_str(&format!("<p><code>{}</code></p>", escape(link)));
    }
    out.push_str(&format!(r#"<p class="meta"><a href="/{id}">{id}</a> {time}</p></article>"#, id = escape(&post.id)));
}

fn frame(words: &Words, body: &str) -> String {
    let Words { tag, title, note, other: (other, other_name), .. } = words;
    format!(
        r#"<!doctype html>
<html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body{{font-family:system-ui,sans-serif;line-height:1.7;max-width:40rem;margin:0 auto;padding:1rem;color:#1a1a1c;background:#f8f8fb}}
article{{background:#fff;border:1px solid #949494;border-radius:8px;padding:.5rem 1rem;margin:1rem 0}}
img{{max-width:100%;height:auto;display:block}}
.text{{white-space:pre-wrap;overflow-wrap:anywhere}}.meta{{color:#4d4d4d;font-size:.875rem}}a{{color:#0017c1}}
</style></head>
<body><main><h1>{title}</h1><p>{note}</p><p><a href="/?lang={other}" lang="{other}">{other_name}</a></p>
{body}</main></body></html>
"#
    )
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_post_stays_text() {
        assert_eq!(escape(r#"<b a="1">'&"#), "&lt;b a=&quot;1&quot;&gt;&#39;&amp;");
    }
}
