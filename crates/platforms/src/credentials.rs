//! What an account is connected with. The type stands inside the value that is sealed.

use std::fmt;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// The kinds of credentials; each service takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialKind {
    /// A token of a person or app, with an end, and perhaps one to renew it by.
    Token,
    /// The keys of the body's own app and a token that its user gave it, by which the next ones are made.
    AppToken,
    /// The same without a token of the moment: one is made for each while.
    AppGrant,
    /// Opens one page and nothing else of whoever made it.
    PageToken,
    /// Id and secret of a channel, from which short-lived tokens are made.
    Channel,
    /// A name and a password made for this program alone.
    AppPassword,
}

impl CredentialKind {
    /// The word in API and texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::AppToken => "app-token",
            Self::AppGrant => "app-grant",
            Self::PageToken => "page-token",
            Self::Channel => "channel",
            Self::AppPassword => "app-password",
        }
    }

    /// Whether it has an end of its own, which its service may have told whoever got it.
    #[must_use]
    pub const fn ends(self) -> bool {
        matches!(self, Self::Token | Self::PageToken)
    }
}

/// What a service gave the body for the program, and not for one account.
#[derive(Clone)]
pub struct AppKeys {
    pub id: String,
    /// Its secret; absent for one that has none.
    pub secret: Option<SecretString>,
}

/// What opens an account for a call. Never shown, never compared, never in a log.
#[derive(Clone)]
pub enum Credentials {
    /// A token of a person or app.
    Token {
        /// Opens the account.
        access: SecretString,
        /// Until when the service honours it, if it said so.
        until: Option<Timestamp>,
        /// Makes the next one, if the service gave one.
        refresh: Option<SecretString>,
    },
    /// What the user of an app gave it.
    AppToken {
        app: AppKeys,
        /// Opens the account; absent where one is made for each while.
        access: Option<SecretString>,
        /// Until when the service honours that one, if it said so.
        until: Option<Timestamp>,
        /// Makes the next one.
        refresh: SecretString,
    },
    /// Opens one page and nothing else of whoever made it.
    PageToken(SecretString),
    Channel {
        id: String,
        secret: SecretString,
    },
    /// A password of this program alone.
    AppPassword {
        /// The account's name.
        handle: String,
        password: SecretString,
    },
}

/// Begins every sealed value that has a type; a token begins otherwise.
const MARK: &str = "tatefuda.credentials.v1\n";

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Written {
    Token {
        access: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refresh: Option<String>,
    },
    AppToken {
        app_id: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        app_secret: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        access: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        refresh: String,
    },
    PageToken {
        token: String,
    },
    Channel {
        id: String,
        secret: String,
    },
    AppPassword {
        handle: String,
        password: String,
    },
}

/// A sealed value that opens and is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the opened value is no credential")]
pub struct Unreadable;

impl Credentials {
    #[must_use]
    pub const fn kind(&self) -> CredentialKind {
        match self {
            Self::Token { .. } => CredentialKind::Token,
            Self::AppToken { access: Some(_), .. } => CredentialKind::AppToken,
            Self::AppToken { access: None, .. } => CredentialKind::AppGrant,
            Self::PageToken(_) => CredentialKind::PageToken,
            Self::Channel { .. } => CredentialKind::Channel,
            Self::AppPassword { .. } => CredentialKind::AppPassword,
        }
    }

    /// As it is sealed.
    ///
    /// # Panics
    /// Never: it is text.
    #[must_use]
    pub fn write(&self) -> SecretString {
        let open = |secret: &SecretString| secret.expose_secret().to_owned();
        let written = match self {
            Self::Token { access, until, refresh } => {
                Written::Token { access: open(access), until: *until, refresh: refresh.as_ref().map(open) }
            }
            Self::AppToken { app, access, until, refresh } => Written::AppToken {
                app_id: app.id.clone(),
                app_secret: app.secret.as_ref().map(open),
                access: access.as_ref().map(open),
                until: *until,
                refresh: open(refresh),
            },
            Self::PageToken(token) => Written::PageToken { token: open(token) },
            Self::Channel { id, secret } => Written::Channel { id: id.clone(), secret: open(secret) },
            Self::AppPassword { handle, password } => {
                Written::AppPassword { handle: handle.clone(), password: open(password) }
            }
        };
        let json = serde_json::to_string(&written).expect("text alone");
        SecretString::from(format!("{MARK}{json}"))
    }

    /// Reads what was sealed. What was sealed before there were types is the token that a service gave: that of a page
    /// where the service takes one.
    ///
    /// # Errors
    /// It has the mark of a type and is none that is known here.
    pub fn read(opened: &SecretString, service_takes: Option<CredentialKind>) -> Result<Self, Unreadable> {
        let Some(json) = opened.expose_secret().strip_prefix(MARK) else {
            return Ok(match service_takes {
                Some(CredentialKind::PageToken) => Self::PageToken(opened.clone()),
                _ => Self::Token { access: opened.clone(), until: None, refresh: None },
            });
        };
        // The error would repeat what it could not read.
        Ok(match serde_json::from_str(json).map_err(|_| Unreadable)? {
            Written::Token { access, until, refresh } => {
                Self::Token { access: access.into(), until, refresh: refresh.map(Into::into) }
            }
            Written::AppToken { app_id, app_secret, access, until, refresh } => Self::AppToken {
                app: AppKeys { id: app_id, secret: app_secret.map(Into::into) },
                access: access.map(Into::into),
                until,
                refresh: refresh.into(),
            },
            Written::PageToken { token } => Self::PageToken(token.into()),
            Written::Channel { id, secret } => Self::Channel { id, secret: secret.into() },
            Written::AppPassword { handle, password } => Self::AppPassword { handle, password: password.into() },
        })
    }

    /// The token, where it is one.
    #[must_use]
    pub const fn token(&self) -> Option<&SecretString> {
        match self {
            Self::Token { access, .. } | Self::PageToken(access) => Some(access),
            Self::AppToken { access, .. } => access.as_ref(),
            Self::Channel { .. } | Self::AppPassword { .. } => None,
        }
    }

    /// Whether the service has ceased to honour it, as far as it said beforehand, and nothing renews it.
    #[must_use]
    pub fn is_dead(&self, now: Timestamp) -> bool {
        matches!(self, Self::Token { until: Some(until), refresh: None, .. } if *until <= now)
    }

    /// What must never be repeated to anybody.
    #[must_use]
    pub fn secrets(&self) -> Vec<&str> {
        match self {
            Self::Token { access, refresh, .. } => {
                let secrets = [Some(access), refresh.as_ref()];
                secrets.into_iter().flatten().map(ExposeSecret::expose_secret).collect()
            }
            Self::AppToken { app, access, refresh, .. } => {
                let secrets = [app.secret.as_ref(), access.as_ref(), Some(refresh)];
                secrets.into_iter().flatten().map(ExposeSecret::expose_secret).collect()
            }
            Self::PageToken(secret) | Self::Channel { secret, .. } | Self::AppPassword { password: secret, .. } => {
                vec![secret.expose_secret()]
            }
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("kind", &self.kind()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(credentials: &Credentials) -> Vec<String> {
        credentials.secrets().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn each_type_comes_back_as_it_was_sealed() {
        let until = Some("2026-04-01T00:00:00Z".parse().expect("a time"));
        for one in [
            Credentials::Token { access: "PLANTED-a".into(), until, refresh: Some("PLANTED-b".into()) },
            Credentials::Token { access: "PLANTED".into(), until: None, refresh: None },
            Credentials::AppToken {
                app: AppKeys { id: "app".into(), secret: Some("PLANTED-s".into()) },
                access: Some("PLANTED-a".into()),
                until,
                refresh: "PLANTED-r".into(),
            },
            Credentials::PageToken("PLANTED \"quoted\" 秘".into()),
            Credentials::Channel { id: "1234".into(), secret: "PLANTED".into() },
            Credentials::AppPassword { handle: "town.example.jp".into(), password: "PLANTED".into() },
        ] {
            let read = Credentials::read(&one.write(), Some(CredentialKind::Token)).expect("readable");
            assert_eq!((read.kind(), opened(&read)), (one.kind(), opened(&one)));
            assert!(!format!("{one:?}").contains("PLANTED"));
        }
    }

    #[test]
    fn what_was_sealed_before_there_were_types_is_a_token() {
        let old = SecretString::from("EAAB-old");
        let page = Credentials::read(&old, Some(CredentialKind::PageToken)).expect("readable");
        assert_eq!((page.kind(), opened(&page)), (CredentialKind::PageToken, vec!["EAAB-old".to_owned()]));
        let other = Credentials::read(&old, None).expect("readable");
        assert_eq!((other.kind(), opened(&other)), (CredentialKind::Token, vec!["EAAB-old".to_owned()]));
    }

    #[test]
    fn a_type_of_a_later_program_is_not_guessed_at() {
        let later = SecretString::from(format!("{MARK}{{\"kind\":\"passkey\",\"secret\":\"PLANTED\"}}"));
        let error = Credentials::read(&later, None).expect_err("unknown");
        assert!(!error.to_string().contains("PLANTED"));
    }

    #[test]
    fn only_a_token_that_nothing_renews_dies_by_itself() {
        let now: Timestamp = "2026-04-01T00:00:00Z".parse().expect("a time");
        let token = |until, refresh: Option<&str>| Credentials::Token {
            access: "a".into(),
            until,
            refresh: refresh.map(SecretString::from),
        };
        assert!(token(Some(now), None).is_dead(now));
        assert!(!token(Some(now), Some("r")).is_dead(now) && !token(None, None).is_dead(now));
        assert!(!Credentials::PageToken("a".into()).is_dead(now));
    }
}
