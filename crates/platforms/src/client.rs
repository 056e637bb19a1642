//! The one HTTP client that all connectors share.

use std::time::Duration;

use url::{Host, Url};

/// How to reach the outside.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// For opening a connection.
    pub connect_timeout: Duration,
    /// For the whole call, connection included.
    pub total_timeout: Duration,
    /// The body's proxy, if it has one. Proxies of the environment are not used: what a connector talks to is a
    /// setting, not an accident.
    pub proxy: Option<Url>,
    /// Names the program to platforms.
    pub user_agent: String,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            proxy: None,
            user_agent: concat!("Tatefuda/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// Whether an address names this machine, by what stands in it: a name that only leads here may lead elsewhere tomorrow.
pub(crate) fn here(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// The client cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be made")]
pub struct ClientError(#[from] reqwest::Error);

/// Builds the client: ring for TLS, no redirects, no repeats, no connection kept for reuse.
///
/// A repeat or a reused connection that the other side has just closed would turn a clear outcome into an unclear one;
/// posts are rare enough to open a connection each.
///
/// # Errors
/// The proxy address or the TLS set-up is refused.
pub fn client(settings: &HttpSettings) -> Result<reqwest::Client, ClientError> {
    // An error only says that a provider is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .connect_timeout(settings.connect_timeout)
        .timeout(settings.total_timeout)
        .user_agent(&settings.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(0)
        .referer(false)
        .no_proxy();
    if let Some(proxy) = &settings.proxy {
        builder = builder.proxy(reqwest::Proxy::all(proxy.clone())?);
    }
    Ok(builder.build()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_this_machine_is_here() {
        for (text, is) in [
            ("http://127.0.0.1:4000", true),
            ("http://localhost:4000", true),
            ("http://[::1]:4000", true),
            ("https://graph.facebook.com", false),
            ("https://localhost.example.jp", false),
            ("https://127.0.0.1.example.jp", false),
            ("https://10.0.0.1", false),
        ] {
            assert_eq!(here(&Url::parse(text).expect("an address")), is, "{text}");
        }
    }
}
