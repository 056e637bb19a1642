//! Looks at pages of servers that redirect, turn, stall, lie about length, write otherwise and hide behind programs.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{future::Future, io, net::IpAddr, pin::Pin, sync::Arc, time::Duration};

use tatefuda_doubles::page::{Answer, Pages};
use tatefuda_reach::{Barred, Gate, Looker, Names, Sign, Unseen, Verdict, look::judge};

const HTML: &str = "text/html; charset=utf-8";
const LIST: &str = "<!doctype html><title>公式SNS</title><h1>公式アカウント</h1><ul>\
    <li><a href=\"https://www.facebook.com/town.koho/?ref=page\">広報 <b>フェイスブック</b></a>\
    <li>X：@town_<wbr>koho<li><!-- <a href=\"https://x.com/old_town\"> --><script>var a = '@hidden';</script></ul>";

fn looker(pages: &Pages) -> Looker {
    let gate = Gate::new([pages.address().to_string(), "127.0.0.1".to_owned()]);
    Looker::new(gate).within(Duration::from_secs(5), 64 << 10)
}

fn at(pages: &Pages, path: &str) -> String {
    format!("http://{}{path}", pages.address())
}

fn sign(name: &str, any: &[&str]) -> Sign {
    Sign { name: name.to_owned(), any: any.iter().map(|one| (*one).to_owned()).collect() }
}

async fn verdict(pages: &Pages, path: &str, must: &[Sign], must_not: &[Sign]) -> Verdict {
    match looker(pages).look(&at(pages, path), false).await {
        Ok(page) => judge(&page, must, must_not),
        Err(unseen) => Verdict::NotVerified(unseen),
    }
}

#[tokio::test]
async fn what_must_stand_there_is_found_by_address_handle_or_name_both_ways() {
    let pages = Pages::start(false).await.unwrap();
    let long = format!("{LIST}<p>{}</p>", "町からのお知らせです。".repeat(40));
    pages.page("/sns", HTML, long.as_bytes());
    let facebook = sign("facebook", &["https://facebook.com/town.koho"]);
    let x = sign("x", &["https://x.com/town_koho", "@town_koho"]);
    let named = sign("named", &["広報 フェイスブック"]);
    assert_eq!(verdict(&pages, "/sns", &[facebook.clone(), x.clone(), named], &[]).await, Verdict::Found);
    // Neither what stands in a comment or a program, nor a part of another handle.
    let gone = [sign("old", &["https://x.com/old_town"]), sign("hidden", &["@hidden"]), sign("part", &["@town"])];
    assert_eq!(verdict(&pages, "/sns", &[], &gone).await, Verdict::Found);
    assert_eq!(verdict(&pages, "/sns", &gone, &[]).await, Verdict::Absent);
    let differs = verdict(&pages, "/sns", &[x, gone[0].clone()], std::slice::from_ref(&facebook)).await;
    assert_eq!(differs, Verdict::Different { missing: vec!["old".into()], extra: vec!["facebook".into()] });
}

#[tokio::test]
async fn other_writings_are_read() {
    let pages = Pages::start(false).await.unwrap();
    let body = "<title>町</title><p>公式アカウント＠広報、担当 總務課 @town_koho</p>";
    let must = [sign("text", &["公式アカウント＠広報"]), sign("handle", &["@town_koho"])];
    for (path, encoding, kind, meta) in [
        ("/sjis", encoding_rs::SHIFT_JIS, "text/html; charset=Shift_JIS", ""),
        ("/sjis-meta", encoding_rs::SHIFT_JIS, "text/html", "<meta charset=\"x-sjis\">"),
        ("/sjis-unsaid", encoding_rs::SHIFT_JIS, "text/html", ""),
        (
            "/euc",
            encoding_rs::EUC_JP,
            "text/html",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=EUC-JP\">",
        ),
        ("/jis", encoding_rs::ISO_2022_JP, "text/html; charset=iso-2022-jp", ""),
    ] {
        let bytes = encoding.encode(&format!("<html><head>{meta}</head>{body}")).0.into_owned();
        pages.page(path, kind, &bytes);
        assert_eq!(verdict(&pages, path, &must, &[]).await, Verdict::Found, "{path}");
    }
    let noise: Vec<u8> = (0..4_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8 | 0x80).collect();
    pages.page("/noise", "text/html; charset=utf-8", &noise);
    pages.page("/picture", "image/png", &noise);
    for path in ["/noise", "/picture"] {
        assert_eq!(verdict(&pages, path, &must, &[]).await, Verdict::NotVerified(Unseen::NoText), "{path}");
    }
}

#[tokio::test]
async fn what_cannot_be_seen_is_never_taken_for_what_is_not_there() {
    let pages = Pages::start(false).await.unwrap();
    let must = [sign("x", &["@town_koho"])];
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n";
    pages.put("/short", Answer::Bytes(format!("{head}content-length: 90000\r\n\r\n<p>").into_bytes()));
    pages.put("/long", Answer::Bytes([head.as_bytes(), b"\r\n", &vec![b'x'; 100_000]].concat()));
    pages.put("/nothing", Answer::Bytes(vec![]));
    pages.put("/gone", Answer::Bytes(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n".to_vec()));
    pages.put("/slow", Answer::Stall(format!("{head}\r\n<p>").into_bytes()));
    let shell = "<div id=root></div><script src=/app.js></script><noscript>JavaScript</noscript>";
    pages.page("/shell", HTML, shell.as_bytes());
    pages.page("/empty", HTML, b"<p>nothing here");
    for (path, expected) in [
        ("/short", Verdict::NotVerified(Unseen::Cut)),
        ("/long", Verdict::NotVerified(Unseen::TooLong)),
        ("/nothing", Verdict::NotVerified(Unseen::Cut)),
        ("/gone", Verdict::NotVerified(Unseen::Status(503))),
        ("/missing", Verdict::NotVerified(Unseen::Status(404))),
        ("/shell", Verdict::NotVerified(Unseen::Shell)),
        ("/empty", Verdict::Absent),
    ] {
        assert_eq!(verdict(&pages, path, &must, &[]).await, expected, "{path}");
    }
    // That somebody withdrawn is not on a page which shows nothing yet proves nothing either.
    assert_eq!(verdict(&pages, "/shell", &[], &must).await, Verdict::NotVerified(Unseen::Shell));
    let quick = looker(&pages).within(Duration::from_millis(300), 1 << 20);
    assert_eq!(quick.look(&at(&pages, "/slow"), false).await, Err(Unseen::Slow));
    drop(pages);
    let dead = Pages::start(false).await.unwrap();
    let address = at(&dead, "/");
    let looker = looker(&dead);
    drop(dead);
    tokio::task::yield_now().await;
    assert!(matches!(looker.look(&address, false).await, Err(Unseen::NoConnection | Unseen::Cut)));
}

#[tokio::test]
async fn a_certificate_that_nobody_knows_is_said() {
    let pages = Pages::start(true).await.unwrap();
    let gate = Gate::new([format!("localhost:{}", pages.address().port())]);
    let seen = Looker::new(gate).look(&format!("https://localhost:{}/", pages.address().port()), false).await;
    assert_eq!(seen, Err(Unseen::Certificate));
    assert!(pages.asked().is_empty());
}

#[tokio::test]
async fn each_step_of_a_redirect_is_judged() {
    let pages = Pages::start(false).await.unwrap();
    pages.page("/sns", HTML, LIST.as_bytes());
    pages.lead("/moved", "/sns");
    pages.lead("/round", "/round");
    pages.lead("/inside", "http://10.0.0.1/");
    pages.lead("/machine", "https://169.254.169.254/latest/meta-data");
    pages.lead("/file", "file:///etc/passwd");
    let seen = looker(&pages).look(&at(&pages, "/moved"), false).await.unwrap();
    assert_eq!(seen.url.path(), "/sns");
    for (path, expected) in [
        ("/round", Unseen::Redirects),
        ("/inside", Unseen::Barred(Barred::Open)),
        ("/machine", Unseen::Barred(Barred::Private)),
        ("/file", Unseen::Barred(Barred::NoAddress)),
    ] {
        assert_eq!(looker(&pages).look(&at(&pages, path), false).await, Err(expected), "{path}");
    }
    assert_eq!(pages.asked().iter().filter(|path| *path == "/round").count(), 6);
    let closed = Looker::new(Gate::new([]));
    assert_eq!(closed.look(&at(&pages, "/sns"), false).await, Err(Unseen::Barred(Barred::Open)));
    assert_eq!(closed.look("no address", false).await, Err(Unseen::Barred(Barred::NoAddress)));
}

/// A name that leads elsewhere at each asking.
struct Turning(std::sync::Mutex<Vec<IpAddr>>);

impl Names for Turning {
    fn of<'a>(&'a self, _: &'a str, _: u16) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let next = self.0.lock().unwrap().pop();
        Box::pin(async move { Ok(next.into_iter().collect()) })
    }
}

#[tokio::test]
async fn a_name_that_turns_leads_nowhere() {
    let names = Turning(std::sync::Mutex::new(vec!["127.0.0.1".parse().unwrap(); 2]));
    let looker = Looker::new(Gate::with_names([], Arc::new(names)));
    assert_eq!(looker.look("https://turning.example.jp/", false).await, Err(Unseen::Barred(Barred::Private)));
}

#[tokio::test]
async fn what_a_site_wishes_is_kept_to() {
    let pages = Pages::start(false).await.unwrap();
    pages.page("/sns", HTML, LIST.as_bytes());
    pages.page("/secret/sns", HTML, LIST.as_bytes());
    pages.page("/robots.txt", "text/plain", b"User-agent: *\nDisallow: /secret/\n");
    let must = [sign("x", &["@town_koho"])];
    assert_eq!(verdict(&pages, "/secret/sns", &must, &[]).await, Verdict::NotVerified(Unseen::Unwished));
    assert!(!pages.asked().contains(&"/secret/sns".to_owned()));
    assert_eq!(verdict(&pages, "/sns", &must, &[]).await, Verdict::Found);
}
