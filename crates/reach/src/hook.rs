//! A signed call of an address that somebody named, such as that of a chat: `{"id", "text"}` as JSON, which chats take as it is.
//!
//! `Tatefuda-Signature: v1=<hex>` is HMAC-SHA256, under the key that both know, over the time in `Tatefuda-Time` (seconds), a
//! dot and the body. Who takes it looks at the time as well, and knows a repeat by `Tatefuda-Notice`.

use std::time::Duration;

use jiff::Timestamp;
use tatefuda_platforms::hmac;
use url::Url;

use crate::{
    Handing,
    gate::{Barred, Gate, Way},
    said,
};

/// For opening a connection, and for all of it: below the lease of a message.
const CONNECT: Duration = Duration::from_secs(10);
const TOTAL: Duration = Duration::from_secs(30);

/// Calls addresses.
#[derive(Debug, Clone)]
pub struct Hook {
    gate: Gate,
    connect: Duration,
    total: Duration,
}

/// What is called, and by what it is signed.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Where, as it was typed.
    pub address: &'a str,
    /// What both know.
    pub key: &'a str,
    /// The same at each repeat.
    pub id: &'a str,
    /// As JSON.
    pub body: &'a str,
    /// When.
    pub at: Timestamp,
    /// For a body for practice.
    pub practice: bool,
}

impl Hook {
    /// Through a gate.
    #[must_use]
    pub fn new(gate: Gate) -> Self {
        Self { gate, connect: CONNECT, total: TOTAL }
    }

    /// With another limit on the whole call.
    #[must_use]
    pub fn within(self, total: Duration) -> Self {
        Self { connect: total, total, ..self }
    }

    /// Makes the call once.
    pub async fn call(&self, call: Call<'_>) -> Handing {
        let Ok(url) = Url::parse(call.address) else { return Handing::Refused(Barred::NoAddress.to_string()) };
        let way = match self.gate.judge(&url, call.practice).await {
            Ok(way) => way,
            Err(Barred::NoName) => return Handing::Later(Barred::NoName.to_string()),
            Err(barred) => return Handing::Refused(barred.to_string()),
        };
        let client = match client(&way, self.connect, self.total) {
            Ok(client) => client,
            Err(error) => return Handing::Later(said(&error.to_string(), &[call.address, call.key])),
        };
        let time = call.at.as_second().to_string();
        let signature = hmac::hex(call.key.as_bytes(), format!("{time}.{}", call.body).as_bytes());
        let sent = client
            .post(way.url)
            .header("content-type", "application/json")
            .header("tatefuda-notice", call.id)
            .header("tatefuda-time", time)
            .header("tatefuda-signature", format!("v1={signature}"))
            .body(call.body.to_owned())
            .send()
            .await;
        match sent {
            // What a chat says beside it is of no use, and is not read.
            Ok(answer) if answer.status().is_success() => Handing::Taken,
            Ok(answer) => {
                let why = format!("HTTP {}", answer.status().as_u16());
                // Gone for good; anything else may be put right on the other side.
                if answer.status().as_u16() == 410 { Handing::Refused(why) } else { Handing::Later(why) }
            }
            Err(error) => Handing::Later(said(kind(&error), &[])),
        }
    }
}

/// What went wrong, without the address that errors of the client repeat.
pub(crate) fn kind(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection was lost"
    }
}

/// A client that knows one way and no other: the name is not asked again, nothing is followed, nothing is kept.
pub(crate) fn client(way: &Way, connect: Duration, total: Duration) -> Result<reqwest::Client, reqwest::Error> {
    // An error only says that a provider is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .connect_timeout(connect)
        .timeout(total)
        .user_agent(concat!("Tatefuda/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(0)
        .referer(false)
        .no_proxy();
    if let Some(host) = way.url.domain() {
        builder = builder.resolve_to_addrs(host, &way.to);
    }
    builder.build()
}
