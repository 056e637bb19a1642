//! What the operator decides about the web side. Read by the command line; nothing here reads the environment.

/// How pages are served.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The address under which people reach the program, as `https://sns.example.lg.jp`, without a
    /// trailing slash. Feeds need it for absolute links; without it they carry links relative to the host asked for.
    pub base_url: Option<String>,
    /// Whether cookies carry `Secure`. True when people come over https; on plain http a secure
    /// cookie would never come back.
    pub secure_cookies: bool,
    /// Whether `X-Forwarded-For` of the direct peer is believed (for the rate limit of sign-in).
    pub trusted_proxy: bool,
    /// Page of the platform double in the practice installation, which shows what arrived.
    pub double_url: Option<String>,
    /// The parts of the regulation that the worker beside this program runs.
    pub runs: Vec<tatefuda_regulation::tools::Part>,
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
    /// Password.
    pub password: String,
}

impl Config {
    /// `scheme://host[:port]` of the base URL, as browsers send it in `Origin`.
    pub(crate) fn origin(&self) -> Option<&str> {
        let base = self.base_url.as_deref()?;
        let after_scheme = base.find("://")? + 3;
        let end = base[after_scheme..].find('/').map_or(base.len(), |slash| after_scheme + slash);
        Some(&base[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_the_base_without_its_path() {
        let with = |base: &str| Config { base_url: Some(base.to_owned()), ..Config::default() };
        assert_eq!(with("https://a.example/sns").origin(), Some("https://a.example"));
        assert_eq!(with("http://192.168.1.5:8080").origin(), Some("http://192.168.1.5:8080"));
        assert_eq!(Config::default().origin(), None);
    }
}
