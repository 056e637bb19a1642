//! What the operator decides about the web side. Read by the command line; nothing here reads the environment.

use crate::{base::BaseUrl, network::Network, operator::OperatorKey};

/// How pages are served.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The address under which people reach the program. Feeds need it for absolute links; without it their links are
    /// relative, because whoever asks may name any host.
    pub base_url: Option<BaseUrl>,
    /// Whether cookies carry `Secure`. True when people come over https; on plain http a secure
    /// cookie would never come back.
    pub secure_cookies: bool,
    /// Opens the stop of all bodies to whoever operates the installation; without it there is no such page.
    pub operator_key: Option<OperatorKey>,
    /// Whose `X-Forwarded-For` is believed (for the limits of sign-in).
    pub trusted_proxies: Vec<Network>,
    /// Page of the platform double in the practice installation, which shows what arrived.
    pub double_url: Option<String>,
    /// The parts of the regulation that the worker beside this program runs.
    pub runs: Vec<tatefuda_regulation::coverage::Part>,
    /// Whether the worker beside this program has a mail server.
    pub mail: bool,
    /// Sign-in hints of the practice installation; empty otherwise.
    pub demo_hints: Vec<DemoHint>,
}

/// One person of the practice installation whose password is no secret.
#[derive(Debug, Clone)]
pub struct DemoHint {
    /// The body's name.
    pub body: String,
    /// The same in English.
    pub body_en: String,
    /// Short name of the body, as in `/public/{body}/`.
    pub slug: String,
    /// Name and position in words.
    pub person: String,
    /// What the person can do, in words.
    pub role: String,
    /// The same in English.
    pub role_en: String,
    /// Sign-in name.
    pub login: String,
    pub password: String,
}
