//! A look at a page on which something must stand, as a resident's browser sees it without running anything.
//!
//! Each address on the way is judged by the gate, also those to which a redirect leads; the connection goes where it was judged.
//! Nothing is kept, nothing is sent along. What cannot be seen is said with its reason, and never taken for something that is
//! not there.

mod robots;
mod signs;
mod text;

use std::time::Duration;

use reqwest::{Response, header};
use url::Url;

pub use signs::{Sign, Verdict, judge};
pub use text::Page;

use crate::{
    gate::{Barred, Gate},
    hook::client,
};

/// For opening a connection, and for all of a look.
const CONNECT: Duration = Duration::from_secs(10);
const TOTAL: Duration = Duration::from_secs(40);
/// Longest page that is read, in bytes. Lists of accounts are a hundredth of it.
const LONGEST: usize = 4 << 20;
/// Most redirects that are followed.
const REDIRECTS: usize = 5;
/// Longest list of wishes of a site (RFC 9309, section 2.5).
const WISHES: usize = 512 << 10;

/// Looks at pages.
#[derive(Debug, Clone)]
pub struct Looker {
    gate: Gate,
    total: Duration,
    longest: usize,
}

/// Why nobody can tell what stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unseen {
    /// Nothing goes there.
    #[error("{0}")]
    Barred(#[from] Barred),
    /// Nobody answers.
    #[error("no connection")]
    NoConnection,
    /// Whoever answers cannot show that it is they.
    #[error("the certificate cannot be trusted")]
    Certificate,
    #[error("no answer in time")]
    Slow,
    #[error("the page is longer than what is read")]
    TooLong,
    /// What came is not what was announced.
    #[error("the answer was cut off")]
    Cut,
    /// An answer that is no page.
    #[error("HTTP {0}")]
    Status(u16),
    #[error("redirected more often than is followed")]
    Redirects,
    /// Its kind or its signs are none that are read.
    #[error("what came is no text that can be read")]
    NoText,
    /// Those to whom it belongs wish that no program looks.
    #[error("the site wishes that no program looks at this page")]
    Unwished,
    /// There is nothing in it before a browser runs it.
    #[error("the page is made by a program in the browser")]
    Shell,
}

impl Looker {
    /// Through a gate.
    #[must_use]
    pub fn new(gate: Gate) -> Self {
        Self { gate, total: TOTAL, longest: LONGEST }
    }

    /// With other limits, of time and of bytes.
    #[must_use]
    pub fn within(self, total: Duration, longest: usize) -> Self {
        Self { total, longest, ..self }
    }

    /// Looks once.
    ///
    /// # Errors
    /// Why nobody can tell.
    pub async fn look(&self, address: &str, practice: bool) -> Result<Page, Unseen> {
        let url = Url::parse(address).map_err(|_| Barred::NoAddress)?;
        match tokio::time::timeout(self.total, self.follow(url, practice)).await {
            Ok(seen) => seen,
            Err(_) => Err(Unseen::Slow),
        }
    }

    async fn follow(&self, mut url: Url, practice: bool) -> Result<Page, Unseen> {
        for _ in 0..=REDIRECTS {
            self.wished(&url, practice).await?;
            let answer = self.ask(&url, practice).await?;
            let status = answer.status();
            if status.is_redirection() {
                let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
                let to = to.and_then(|to| url.join(to).ok()).ok_or(Unseen::Status(status.as_u16()))?;
                // From what is protected nothing leads to what is not.
                if url.scheme() == "https" && to.scheme() == "http" {
                    return Err(Barred::Open.into());
                }
                url = to;
                continue;
            }
            if !status.is_success() {
                return Err(Unseen::Status(status.as_u16()));
            }
            let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
            let kind = kind.unwrap_or("text/html").to_ascii_lowercase();
            if !(kind.starts_with("text/") || kind.contains("xml") || kind.contains("json")) {
                return Err(Unseen::NoText);
            }
            let bytes = body(answer, self.longest).await?;
            return text::read(url, &kind, &bytes).ok_or(Unseen::NoText);
        }
        Err(Unseen::Redirects)
    }

    async fn ask(&self, url: &Url, practice: bool) -> Result<Response, Unseen> {
        let way = self.gate.judge(url, practice).await?;
        let client = client(&way, CONNECT.min(self.total), self.total).map_err(|_| Unseen::NoConnection)?;
        client.get(way.url).header(header::ACCEPT, "text/html,*/*;q=0.5").send().await.map_err(|error| sort(&error))
    }

    /// Whether the site lets programs look. Where it says nothing, or cannot say it, it does.
    async fn wished(&self, url: &Url, practice: bool) -> Result<(), Unseen> {
        let Ok(wishes) = url.join("/robots.txt") else { return Ok(()) };
        let said = match self.ask(&wishes, practice).await {
            Ok(answer) if answer.status().is_success() => body(answer, WISHES).await.unwrap_or_default(),
            // A site that is away says so at the page itself.
            _ => return Ok(()),
        };
        let mut path = url.path().to_owned();
        if let Some(query) = url.query() {
            path = format!("{path}?{query}");
        }
        if robots::allows(&String::from_utf8_lossy(&said), &path) { Ok(()) } else { Err(Unseen::Unwished) }
    }
}

async fn body(mut answer: Response, longest: usize) -> Result<Vec<u8>, Unseen> {
    let mut body = vec![];
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if longest < body.len() + chunk.len() => return Err(Unseen::TooLong),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err(Unseen::Slow),
            Err(_) => return Err(Unseen::Cut),
        }
    }
}

fn sort(error: &reqwest::Error) -> Unseen {
    if error.is_timeout() {
        return Unseen::Slow;
    }
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        // Whoever carries an error on wraps it differently; what it is called stays.
        if one.is::<rustls::Error>() || one.to_string().contains("invalid peer certificate") {
            return Unseen::Certificate;
        }
        cause = one.source();
    }
    if error.is_connect() { Unseen::NoConnection } else { Unseen::Cut }
}
