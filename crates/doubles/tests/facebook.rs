//! The double by itself, spoken to without any connector.

use std::sync::Arc;

use tatefuda_doubles::facebook::{Config, Fault, Handle, PageConfig, Rates, start};
use tatefuda_testkit::ManualClock;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

async fn double(seed: u64) -> Handle {
    let clock = ManualClock::at_text("2026-04-01T08:30:00+09:00");
    let page = PageConfig { id: "100".into(), name: "練習<町>".into(), token: "secret".into() };
    start(Config { seed, ..Config::new(Arc::new(clock), vec![page]) }).await.expect("starts")
}

/// One request; everything that came back, or nothing when the connection was cut.
async fn call(double: &Handle, method: &str, path: &str, kind: &str, body: &str) -> String {
    let address = double.base_url.strip_prefix("http://").expect("an address");
    let mut stream = TcpStream::connect(address).await.expect("connects");
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer secret\r\nconnection: close\r\n\
         content-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut answer = Vec::new();
    // A cut connection may also show as an error.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).expect("text")
}

async fn send(double: &Handle, body: &str) -> String {
    call(double, "POST", "/v25.0/100/feed", "application/x-www-form-urlencoded", body).await
}

async fn get(double: &Handle, path: &str) -> String {
    call(double, "GET", path, "text/plain", "").await
}

#[tokio::test]
async fn what_arrived_is_shown_as_text_in_both_languages() {
    let double = double(1).await;
    assert!(get(&double, "/").await.contains("まだ何も届いていません"));
    assert!(send(&double, "message=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await.contains(r#"{"id":"100_1"}"#));
    let (ja, en) = (get(&double, "/").await, get(&double, "/?lang=en").await);
    for page in [&ja, &en, &get(&double, "/100_1").await] {
        assert!(
            page.contains("&lt;script&gt;alert(1)") && page.contains("練習&lt;町&gt;") && !page.contains("<script")
        );
        assert!(!page.contains("secret"));
    }
    assert!(ja.contains(r#"lang="ja""#) && en.contains("Stand-in for Facebook"));
    assert!(get(&double, "/100_2").await.starts_with("HTTP/1.1 404"));
}

#[tokio::test]
async fn what_is_not_described_is_refused() {
    let double = double(1).await;
    assert!(send(&double, "mesage=a").await.contains("Unknown parameter: mesage"));
    assert!(get(&double, "/v25.0/100/published_posts?fields=id,permalink").await.contains("nonexisting field"));
    assert!(get(&double, "/v24.0/100/published_posts").await.contains("2500"));
    assert!(send(&double, "message=%20").await.contains("at least one of"));
    get(&double, "/v25.0/100/published_posts?access_token=secret").await;
    assert_eq!(
        double.state.violations(),
        ["unknown parameter mesage", "unknown field permalink", "a token in an address"]
    );
    assert_eq!(double.state.posts().len(), 0);
}

#[tokio::test]
async fn faults_can_be_asked_for_over_http() {
    let double = double(1).await;
    let wanted = r#"{"next":[{"kind":"drop-reply-after-accept"},{"kind":"accept-late","reads":1}]}"#;
    let answer = call(&double, "POST", "/_double/faults", "application/json", wanted).await;
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    assert_eq!(send(&double, "message=a").await, "");
    assert_eq!(send(&double, "message=b").await, "");
    assert!(!get(&double, "/v25.0/100/published_posts").await.contains("100_2"));
    assert!(get(&double, "/v25.0/100/published_posts").await.contains("100_2"));
    assert!(get(&double, "/_double/posts").await.contains(r#""fate":"untold""#));
    let nonsense = call(&double, "POST", "/_double/faults", "application/json", r#"{"next":[{"kind":"x"}]}"#).await;
    assert!(nonsense.starts_with("HTTP/1.1 4"), "{nonsense}");
}

#[tokio::test]
async fn the_same_seed_gives_the_same_day() {
    let mut days = Vec::new();
    for seed in [5, 5, 6] {
        let double = double(seed).await;
        double.state.set_rates(Rates { delayed: 0, ..Rates::BAD_DAY });
        let mut day = Vec::new();
        for number in 0..60 {
            let answer = send(&double, &format!("message={number}")).await;
            day.push(answer.split("\r\n").next().unwrap_or_default().to_owned());
        }
        // Something went well and something went wrong.
        assert!(day.iter().any(|line| line.contains("200")) && day.iter().any(String::is_empty));
        let taken = double.state.posts().len();
        double.state.heal();
        assert!(double.state.posts().iter().all(|post| post.visible));
        days.push((day, taken));
    }
    assert_eq!(days[0], days[1]);
    assert_ne!(days[0], days[2]);
}

#[tokio::test]
async fn what_arrived_stays_readable_after_the_end() {
    let double = double(1).await;
    double.state.next_faults([Fault::Delayed { millis: 1 }]);
    send(&double, "message=a").await;
    let (state, address) = (double.state.clone(), double.base_url.replace("http://", ""));
    double.shutdown().await;
    assert_eq!(state.copies("100", "a"), 1);
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_picture_is_seen_once_a_post_has_it_and_only_once() {
    let double = double(1).await;
    let form = "--b\r\ncontent-disposition: form-data; name=\"published\"\r\n\r\nfalse\r\n\
        --b\r\ncontent-disposition: form-data; name=\"alt_text_custom\"\r\n\r\n<みこし>\r\n\
        --b\r\ncontent-disposition: form-data; name=\"source\"; filename=\"a.png\"\r\n\r\n\u{89}";
    // A PNG begins with a byte that is no UTF-8 by itself; the double only looks at what it can.
    let not_a_picture = format!("{form}PNG\r\n--b--\r\n");
    let answer = call(&double, "POST", "/v25.0/100/photos", "multipart/form-data; boundary=b", &not_a_picture).await;
    assert!(answer.contains("1366046"), "{answer}");
    assert!(double.state.photos().is_empty());
    let unknown = send(&double, "message=x&attached_media=%5B%7B%22media_fbid%22%3A%221%22%7D%5D").await;
    assert!(unknown.contains("Invalid media_fbid"), "{unknown}");
    assert!(get(&double, "/_double/photos/9000").await.starts_with("HTTP/1.1 404"));
}
