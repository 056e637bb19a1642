//! The address under which people reach the program. Read once, at the start: a wrong one would show only later, as feeds
//! whose links lead nowhere and as sign-ins that are refused.

use std::{fmt, str::FromStr};

use url::Url;

/// `scheme://host[:port]`, as browsers send it in `Origin`: lower case, without the port that the scheme implies, without
/// a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

/// The address of a folder, with one slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderUrl(String);

/// Why an address cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Neither http nor https stands before it.
    #[error("write the address with its scheme, as https://sns.example.lg.jp")]
    Scheme,
    /// It is no address.
    #[error("this is no address ({0}); write it as https://sns.example.lg.jp")]
    Address(url::ParseError),
    #[error(
        "the program answers at the root of its host, so the address has no path (here {0}); give it a host name or a port of its own"
    )]
    Path(String),
    /// It carries a name, a query or a fragment.
    #[error("the address has no user name, no “?” and no “#”")]
    More,
}

fn read(text: &str) -> Result<Url, BadUrl> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return Err(BadUrl::Scheme);
    }
    let url = Url::parse(text).map_err(BadUrl::Address)?;
    let more = !url.username().is_empty() || url.password().is_some() || url.query().is_some();
    if more || url.fragment().is_some() {
        return Err(BadUrl::More);
    }
    Ok(url)
}

impl FromStr for BaseUrl {
    type Err = BadUrl;

    fn from_str(text: &str) -> Result<Self, BadUrl> {
        let url = read(text)?;
        if url.path() != "/" {
            return Err(BadUrl::Path(url.path().to_owned()));
        }
        Ok(Self(url.origin().ascii_serialization()))
    }
}

impl BaseUrl {
    /// As browsers send it in `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether people come over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for FolderUrl {
    type Err = BadUrl;

    fn from_str(text: &str) -> Result<Self, BadUrl> {
        Ok(Self(format!("{}/", read(text)?.as_str().trim_end_matches('/'))))
    }
}

impl FolderUrl {
    /// With its slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_whatever_way_it_is_written() {
        for (text, origin) in [
            ("https://sns.example.lg.jp", "https://sns.example.lg.jp"),
            ("https://sns.example.lg.jp/", "https://sns.example.lg.jp"),
            (" HTTPS://SNS.Example.lg.jp:443/ ", "https://sns.example.lg.jp"),
            ("http://192.168.1.5:8080", "http://192.168.1.5:8080"),
            ("http://[2001:db8::1]:80/", "http://[2001:db8::1]"),
        ] {
            assert_eq!(text.parse::<BaseUrl>().expect(text).origin(), origin);
        }
    }

    #[test]
    fn what_would_fail_later_is_refused_at_the_start() {
        let refused = |text: &str| text.parse::<BaseUrl>().expect_err(text);
        for text in ["sns.example.lg.jp", "sns.example.lg.jp:8080", "//sns.example.lg.jp", "ftp://a.example", ""] {
            assert_eq!(refused(text), BadUrl::Scheme, "{text}");
        }
        assert!(matches!(refused("https://"), BadUrl::Address(_)));
        assert!(matches!(refused("https://a b.example"), BadUrl::Address(_)));
        assert_eq!(refused("https://a.example/sns"), BadUrl::Path("/sns".to_owned()));
        assert_eq!(refused("https://a.example/?x"), BadUrl::More);
        assert_eq!(refused("https://me:secret@a.example"), BadUrl::More);
    }

    #[test]
    fn a_folder_keeps_its_path_and_has_one_slash() {
        for text in ["https://a.example/sns", "https://a.example/sns/", "https://a.example/sns//"] {
            assert_eq!(text.parse::<FolderUrl>().expect(text).as_str(), "https://a.example/sns/");
        }
        assert_eq!("https://a.example".parse::<FolderUrl>().expect("an address").as_str(), "https://a.example/");
        assert_eq!("a.example/sns".parse::<FolderUrl>().expect_err("no scheme"), BadUrl::Scheme);
    }
}
