//! Handing mail and calls over, to servers that refuse, put off, stall and hang up.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{future::Future, io, net::IpAddr, pin::Pin, sync::Arc, time::Duration};

use jiff::Timestamp;
use tatefuda_doubles::{
    hook::Hook as Taker,
    smtp::{Fault, Manners, Smtp},
    tls,
};
use tatefuda_reach::{Barred, Gate, Handing, Hook, Mail, MailServer, MailTls, Names, hook::Call, mail::Sheet};

fn gate(allowed: &[&str]) -> Gate {
    Gate::new(allowed.iter().map(|host| (*host).to_owned()))
}

fn server(smtp: &Smtp, tls: MailTls) -> MailServer {
    MailServer {
        host: "localhost".to_owned(),
        port: smtp.address().port(),
        tls,
        login: None,
        from: "立札 <sns@town.example.jp>".to_owned(),
        authority: None,
    }
}

fn mail(server: MailServer) -> Mail {
    Mail::new(gate(&[]), server).unwrap().within(Duration::from_secs(5), Duration::from_secs(10))
}

fn sheet(to: &str) -> Sheet<'_> {
    Sheet {
        to,
        subject: "今日の仕事 2件\r\nBcc: somebody@example.jp",
        text: "確認をお願いします 教第3号\r\n.\r\nhttps://sns.example.jp/\r\n",
        id: "0190-1",
        at: Timestamp::UNIX_EPOCH,
        practice: false,
    }
}

const TO: &str = "yamada@town.example.jp";

#[tokio::test]
async fn a_mail_is_taken_once_and_says_what_it_was_given() {
    let smtp = Smtp::start(Manners::default()).await.unwrap();
    assert_eq!(mail(server(&smtp, MailTls::None)).hand(sheet(TO)).await, Handing::Taken);
    let taken = smtp.taken();
    assert_eq!(
        (taken.len(), taken[0].from.as_str(), &taken[0].to[..]),
        (1, "sns@town.example.jp", &[TO.to_owned()][..])
    );
    let data = &taken[0].data;
    assert!(data.contains("Message-ID: <0190-1@town.example.jp>\r\n"), "{data}");
    assert!(data.contains("Auto-Submitted: auto-generated\r\n") && data.contains("Date: Thu, 01 Jan 1970"), "{data}");
    // Nothing in a subject becomes a line of its own.
    assert!(!data.to_ascii_lowercase().contains("\r\nbcc:"), "{data}");
}

#[tokio::test]
async fn what_is_refused_is_over_and_what_is_put_off_is_tried_again() {
    let smtp = Smtp::start(Manners { greylists: true, ..Manners::default() }).await.unwrap();
    let mail = mail(server(&smtp, MailTls::None));
    assert!(matches!(mail.hand(sheet(TO)).await, Handing::Later(why) if why.contains("greylisted")));
    assert_eq!(mail.hand(sheet(TO)).await, Handing::Taken);
    smtp.next([Fault::Refuse, Fault::Gone]);
    let refused = mail.hand(sheet(TO)).await;
    // What the server says does not carry the address on.
    assert!(
        matches!(&refused, Handing::Refused(why) if why.contains("no such mailbox") && !why.contains(TO)),
        "{refused:?}"
    );
    assert!(matches!(mail.hand(sheet(TO)).await, Handing::Later(_)));
    assert!(matches!(mail.hand(sheet("no address")).await, Handing::Refused(_)));
    assert_eq!(smtp.taken().len(), 1);
}

#[tokio::test]
async fn whoever_hangs_up_after_it_was_taken_is_asked_again_under_the_same_id() {
    let smtp = Smtp::start(Manners::default()).await.unwrap();
    let mail = mail(server(&smtp, MailTls::None));
    smtp.next([Fault::GoneAfterData]);
    assert!(matches!(mail.hand(sheet(TO)).await, Handing::Later(_)));
    assert_eq!(mail.hand(sheet(TO)).await, Handing::Taken);
    let ids: Vec<bool> = smtp.taken().iter().map(|one| one.data.contains("<0190-1@")).collect();
    assert_eq!(ids, [true, true]);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left() {
    let smtp = Smtp::start(Manners::default()).await.unwrap();
    smtp.next([Fault::Stall]);
    let mail = Mail::new(gate(&[]), server(&smtp, MailTls::None)).unwrap();
    let mail = mail.within(Duration::from_millis(200), Duration::from_millis(400));
    assert!(matches!(mail.hand(sheet(TO)).await, Handing::Later(_)));
}

#[tokio::test]
async fn protection_that_is_asked_for_is_there_or_nothing_is_sent() {
    let smtp = Smtp::start(Manners { starttls: true, ..Manners::default() }).await.unwrap();
    // Nobody knows its authority.
    assert!(matches!(mail(server(&smtp, MailTls::Required)).hand(sheet(TO)).await, Handing::Later(_)));
    let known = MailServer { authority: Some(tls::AUTHORITY.into()), ..server(&smtp, MailTls::Required) };
    assert_eq!(mail(known.clone()).hand(sheet(TO)).await, Handing::Taken);
    assert!(smtp.taken()[0].protected);
    // For another name its certificate does not stand.
    let other = MailServer { host: "127.0.0.1".to_owned(), ..known.clone() };
    assert!(matches!(mail(other).hand(sheet(TO)).await, Handing::Later(_)));
    // A server that offers none gets nothing, and one that wants it says so of the installation, not of whom it is for.
    let open = Smtp::start(Manners::default()).await.unwrap();
    assert!(matches!(
        mail(MailServer { port: open.address().port(), ..known }).hand(sheet(TO)).await,
        Handing::Later(_)
    ));
    assert!(matches!(mail(server(&smtp, MailTls::None)).hand(sheet(TO)).await, Handing::Later(_)));
    assert_eq!((smtp.taken().len(), open.taken().len()), (1, 0));
}

fn call<'a>(address: &'a str, practice: bool) -> Call<'a> {
    Call {
        address,
        key: "Jefe",
        id: "0190-2",
        body: "{}",
        at: Timestamp::from_second(1_800_000_000).unwrap(),
        practice,
    }
}

#[tokio::test]
async fn a_call_is_signed_with_its_time() {
    let taker = Taker::start().await.unwrap();
    let hook = Hook::new(gate(&["127.0.0.1"]));
    let address = format!("{}/services/x", taker.base_url());
    assert_eq!(hook.call(call(&address, false)).await, Handing::Taken);
    assert_eq!(hook.call(call(&address, true)).await, Handing::Taken);
    let calls = taker.calls();
    assert_eq!((calls[0].header("tatefuda-time"), calls[0].header("tatefuda-notice")), ("1800000000", "0190-2"));
    // By another implementation: printf '1800000000.{}' | openssl dgst -sha256 -hmac Jefe
    assert_eq!(calls[0].header("tatefuda-signature"), format!("v1={SIGNED}"));
}

const SIGNED: &str = "563cca7abd54f48855c1c9484a5a2a001686eff21ce90de8ef9f8df772a78c46";

#[tokio::test]
async fn what_is_not_taken_is_tried_again_and_nothing_is_followed() {
    let (taker, other) = (Taker::start().await.unwrap(), Taker::start().await.unwrap());
    let hook = Hook::new(gate(&["127.0.0.1"]));
    let address = format!("{}/x", taker.base_url());
    let elsewhere: &'static str = Box::leak(format!("{}/y", other.base_url()).into_boxed_str());
    taker.next([(500, "body with a secret"), (302, elsewhere), (404, ""), (410, ""), (204, "")]);
    for expected in ["HTTP 500", "HTTP 302", "HTTP 404"] {
        assert_eq!(hook.call(call(&address, false)).await, Handing::Later(expected.to_owned()));
    }
    assert_eq!(hook.call(call(&address, false)).await, Handing::Refused("HTTP 410".to_owned()));
    assert_eq!(hook.call(call(&address, false)).await, Handing::Taken);
    assert!(other.calls().is_empty());
}

/// A name that stands for something else at each asking.
struct Turning(std::sync::Mutex<Vec<IpAddr>>);

impl Names for Turning {
    fn of<'a>(&'a self, _: &'a str, _: u16) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        let next = self.0.lock().unwrap().pop();
        Box::pin(async move { Ok(next.into_iter().collect()) })
    }
}

#[tokio::test]
async fn private_addresses_are_reached_only_where_the_installation_allows_them() {
    let taker = Taker::start().await.unwrap();
    let port = taker.base_url().rsplit(':').next().unwrap().to_owned();
    let url = |text: &str| text.parse::<url::Url>().unwrap();
    let closed = gate(&[]);
    for (address, barred) in [
        ("http://town.example.jp/x", Barred::Open),
        ("https://127.0.0.1/x", Barred::Private),
        ("https://[::1]/x", Barred::Private),
        ("https://[::ffff:10.0.0.1]/x", Barred::Private),
        ("https://2130706433/x", Barred::Private),
        ("https://localhost/x", Barred::Private),
        ("https://169.254.169.254/latest", Barred::Private),
        ("https://a:b@town.example.jp/", Barred::Credentials),
        ("ftp://town.example.jp/", Barred::NoAddress),
    ] {
        assert_eq!(closed.judge(&url(address), false).await, Err(barred), "{address}");
    }
    assert_eq!(closed.judge(&url("https://8.8.8.8/"), true).await, Err(Barred::Practice));
    let address = format!("http://127.0.0.1:{port}/x");
    assert_eq!(closed.judge(&url(&address), true).await, Err(Barred::Open));
    // A port that is not the allowed one is not allowed.
    assert_eq!(gate(&["127.0.0.1:1"]).judge(&url(&address), false).await, Err(Barred::Open));
    assert!(gate(&[&format!("127.0.0.1:{port}")]).judge(&url(&address), false).await.is_ok());
    // One private address among several bars all; a name that turns is asked once.
    let names = Turning(std::sync::Mutex::new(vec!["127.0.0.1".parse().unwrap(), "8.8.8.8".parse().unwrap()]));
    let turning = Gate::with_names([], Arc::new(names));
    let way = turning.judge(&url("https://turning.example.jp/"), false).await.unwrap();
    assert_eq!(way.to, ["8.8.8.8:443".parse().unwrap()]);
    assert_eq!(turning.judge(&url("https://turning.example.jp/"), false).await, Err(Barred::Private));
    assert_eq!(turning.judge(&url("https://turning.example.jp/"), false).await, Err(Barred::NoName));
    assert!(taker.calls().is_empty());
}

#[tokio::test]
async fn a_body_for_practice_has_no_mail_server_elsewhere() {
    let smtp = Smtp::start(Manners::default()).await.unwrap();
    let here = mail(server(&smtp, MailTls::None));
    assert_eq!(here.hand(Sheet { practice: true, ..sheet(TO) }).await, Handing::Taken);
    let names = Turning(std::sync::Mutex::new(vec!["8.8.8.8".parse().unwrap()]));
    let away = Mail::new(Gate::with_names([], Arc::new(names)), server(&smtp, MailTls::None)).unwrap();
    assert!(matches!(away.hand(Sheet { practice: true, ..sheet(TO) }).await, Handing::Refused(_)));
    assert_eq!(smtp.taken().len(), 1);
}
