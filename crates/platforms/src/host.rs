//! Where pictures stand for services that fetch them: the body's own public host (`tatefuda media-host`).
//!
//! An address is made of the host's key, the send and the picture, so it is the same whenever a stage is repeated, nobody can
//! guess it, and it is kept nowhere: whoever has the database does not have it. The host learns it when the picture is put.

use std::{fmt, time::Duration};

use jiff::Timestamp;
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use tatefuda_domain::{Digest, PublicationId, TenantId};
use url::Url;

use crate::{
    failure::{Answer, Failure, ask},
    outcome::{ReadError, RejectClass, UnknownWhy},
    platform::OutgoingMedium,
    stage::StageOutcome,
};

/// Until when a picture may stand at most, in the request that puts it.
pub const UNTIL: &str = "tatefuda-until";
/// For one picture; below the lease of a stage.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Where the host is.
#[derive(Clone)]
pub struct HostConfig {
    /// Where pictures are handed to it, as `https://pictures.town.example.jp/`.
    pub hand: Url,
    /// Where services fetch them; often the same.
    pub public: Url,
    /// The key that both know.
    pub key: SecretString,
}

/// An address of the host that would carry key and pictures in the open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address of the picture host begins with https:// (http:// only on this machine)")]
pub struct BadHost;

impl HostConfig {
    /// The host by its addresses, as they were typed; without a second one services fetch where pictures are handed over.
    ///
    /// # Errors
    /// One of them is no address, or nothing protects what is handed over.
    pub fn new(hand: &str, public: Option<&str>, key: &str) -> Result<Self, BadHost> {
        let here = |url: &Url| matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        let fits = |url: &Url| url.scheme() == "https" || url.scheme() == "http" && here(url);
        let read = |text: &str| Url::parse(text).ok().filter(fits).ok_or(BadHost);
        let hand = read(hand)?;
        let public = public.map_or_else(|| Ok(hand.clone()), read)?;
        Ok(Self { hand, public, key: key.trim().into() })
    }
}

impl fmt::Debug for HostConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostConfig").field("hand", &self.hand.as_str()).finish_non_exhaustive()
    }
}

/// The host, as it is reached from here.
#[derive(Debug, Clone)]
pub struct PictureHost {
    client: reqwest::Client,
    config: HostConfig,
}

/// A picture of a send: what an address is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hosted {
    /// The body.
    pub tenant: TenantId,
    /// The send.
    pub publication: PublicationId,
    /// The picture.
    pub hash: Digest,
}

impl PictureHost {
    /// The host with the shared client.
    #[must_use]
    pub fn new(client: reqwest::Client, config: HostConfig) -> Self {
        Self { client, config }
    }

    /// Under which address a service finds a picture of a send.
    #[must_use]
    pub fn address(&self, hosted: Hosted) -> Url {
        below(&self.config.public, &self.name(hosted))
    }

    /// Puts a picture under its address. It may be repeated: the same picture under the same address is the same.
    pub async fn put(&self, hosted: Hosted, medium: &OutgoingMedium, until: Timestamp) -> StageOutcome {
        let address = below(&self.config.hand, &self.name(hosted));
        let request = self.client.request(Method::PUT, address).header(UNTIL, until.to_string());
        let request = request.header("content-type", &medium.mime).body(medium.bytes.to_vec());
        match self.asked(request).await {
            Ok(_) => StageOutcome::Stands { handle: hosted.hash.to_string(), until: Some(until) },
            Err(failure) => failure.into_stage(),
        }
    }

    /// Takes a picture away. What is not there is taken away.
    ///
    /// # Errors
    /// The host could not be reached, or refuses.
    pub async fn withdraw(&self, hosted: Hosted) -> Result<(), ReadError> {
        let address = below(&self.config.hand, &self.name(hosted));
        self.asked(self.client.delete(address)).await.map(drop).map_err(Failure::into_read)
    }

    fn name(&self, Hosted { tenant, publication, hash }: Hosted) -> String {
        let key = self.config.key.expose_secret().as_bytes();
        crate::hmac::hex(key, format!("tatefuda.picture.v1\n{tenant}\n{publication}\n{hash}").as_bytes())
    }

    async fn asked(&self, request: reqwest::RequestBuilder) -> Result<Answer, Failure> {
        let key = self.config.key.expose_secret();
        let answer = ask(request.bearer_auth(key).timeout(TIMEOUT), &[key]).await?;
        let status = answer.status.as_u16();
        match status {
            200..=299 => Ok(answer),
            // The host is the body's own: a wrong key there is not a connection of the account that came to its end.
            401 | 403 => Err(Failure::no(RejectClass::Permission, "media-host", "the picture host refuses the key")),
            409 | 413 | 415 => {
                let message = format!("the picture host does not take the picture (HTTP {status})");
                Err(Failure::no(RejectClass::ContentInvalid, "media-host", &message))
            }
            _ => Err(Failure::Lost(UnknownWhy::ServerError, format!("the picture host answered HTTP {status}"))),
        }
    }
}

fn below(base: &Url, name: &str) -> Url {
    let mut address = base.clone();
    let path = format!("{}/p/{name}", address.path().trim_end_matches('/'));
    address.set_path(&path);
    address
}

#[cfg(test)]
mod tests {
    use tatefuda_domain::Id as _;

    use super::*;

    fn host(key: &str) -> PictureHost {
        let base: Url = "https://pictures.example.lg.jp/sns/".parse().expect("an address");
        let config = HostConfig { hand: base.clone(), public: base, key: key.into() };
        PictureHost::new(crate::client(&crate::HttpSettings::default()).expect("a client"), config)
    }

    #[test]
    fn nothing_is_handed_over_in_the_open() {
        let new = |hand: &str, public: Option<&str>| {
            HostConfig::new(hand, public, " key\n").map(|one| one.public.to_string())
        };
        assert_eq!(new("https://a.example/p", None).as_deref(), Ok("https://a.example/p"));
        assert_eq!(new("http://127.0.0.1:9", Some("https://a.example/")).as_deref(), Ok("https://a.example/"));
        for wrong in ["http://a.example/", "ftp://127.0.0.1/", "a.example", ""] {
            assert_eq!(new(wrong, None), Err(BadHost), "{wrong}");
        }
        assert_eq!(new("https://a.example/", Some("http://b.example/")), Err(BadHost));
    }

    #[test]
    fn an_address_is_one_of_its_send_and_picture_and_of_nobody_who_lacks_the_key() {
        let id = |n: u128| PublicationId::from_uuid(uuid::Uuid::from_u128(n));
        let tenant = TenantId::from_uuid(uuid::Uuid::from_u128(9));
        let at = |n, bytes: &[u8]| Hosted { tenant, publication: id(n), hash: Digest::of(bytes) };
        let one = host("key").address(at(1, b"a"));
        assert_eq!(one, host("key").address(at(1, b"a")), "a repeat finds it again");
        let others =
            [host("key").address(at(2, b"a")), host("key").address(at(1, b"b")), host("other").address(at(1, b"a"))];
        assert!(others.iter().all(|other| *other != one));
        assert!(one.as_str().starts_with("https://pictures.example.lg.jp/sns/p/") && one.path().len() == 4 + 3 + 64);
        assert!(!format!("{:?}", host("PLANTED")).contains("PLANTED"));
    }
}
