//! Mail, handed over to the one mail server that whoever runs the installation has named.

use std::{fmt, time::Duration};

use jiff::Timestamp;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    Handing,
    gate::{Barred, Gate},
    said,
};

/// For each answer of the server, and for all of it: below the lease of a message.
const STEP: Duration = Duration::from_secs(20);
const TOTAL: Duration = Duration::from_secs(90);
/// Refusals that say something of this installation, not of whom it is for: they are put right here.
const OURS: [u16; 5] = [504, 530, 534, 535, 538];

/// How what is handed over is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// From the first byte (465).
    Wrapped,
    /// After STARTTLS, and not without (587, 25).
    Required,
    /// Not at all: a server on this machine, or on a line of its own.
    None,
}

impl std::str::FromStr for MailTls {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "wrapped" => Ok(Self::Wrapped),
            "starttls" => Ok(Self::Required),
            "none" => Ok(Self::None),
            other => Err(format!("{other:?} is none of wrapped, starttls, none")),
        }
    }
}

/// The mail server of an installation.
#[derive(Clone)]
pub struct MailServer {
    /// Its name, for which its certificate stands.
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    /// Who signs in, and by what; absent: nobody does.
    pub login: Option<(String, SecretString)>,
    /// From whom mail comes, as `name <address>` or an address.
    pub from: String,
    /// A certificate of an authority of one's own, as PEM.
    pub authority: Option<Vec<u8>>,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, tls, from, .. } = self;
        f.debug_struct("MailServer")
            .field("host", host)
            .field("port", port)
            .field("tls", tls)
            .field("from", from)
            .finish()
    }
}

/// The settings of the mail server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadMail {
    /// No such sender.
    #[error("{0:?} is no sender")]
    From(String),
    /// The certificate is none.
    #[error("the certificate of the authority cannot be used: {0}")]
    Authority(String),
}

/// Hands mail over.
#[derive(Debug, Clone)]
pub struct Mail {
    gate: Gate,
    server: MailServer,
    from: Mailbox,
    step: Duration,
    total: Duration,
}

/// What one mail says, and to whom.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    pub to: &'a str,
    pub subject: &'a str,
    pub text: &'a str,
    /// The same at each repeat, so that whoever gets it twice is shown it once.
    pub id: &'a str,
    /// When.
    pub at: Timestamp,
    /// For a body for practice.
    pub practice: bool,
}

impl Mail {
    /// Through a gate, by a server.
    ///
    /// # Errors
    /// Its settings cannot be used.
    pub fn new(gate: Gate, server: MailServer) -> Result<Self, BadMail> {
        let from = server.from.parse().map_err(|_| BadMail::From(server.from.clone()))?;
        if let Some(pem) = &server.authority {
            Certificate::from_pem(pem).map_err(|error| BadMail::Authority(error.to_string()))?;
        }
        Ok(Self { gate, server, from, step: STEP, total: TOTAL })
    }

    /// With other limits of time.
    #[must_use]
    pub fn within(self, step: Duration, total: Duration) -> Self {
        Self { step, total, ..self }
    }

    /// To whom mail is handed over, for those who tell how the installation stands.
    #[must_use]
    pub fn server(&self) -> &MailServer {
        &self.server
    }

    /// Hands one mail over, once.
    pub async fn hand(&self, sheet: Sheet<'_>) -> Handing {
        match tokio::time::timeout(self.total, self.try_hand(sheet)).await {
            Ok(handed) => handed,
            Err(_) => Handing::Later("no answer of the mail server in time".to_owned()),
        }
    }

    async fn try_hand(&self, sheet: Sheet<'_>) -> Handing {
        let server = &self.server;
        let to = match self.gate.own(&server.host, server.port, sheet.practice).await {
            Ok(to) => to,
            Err(Barred::NoName) => return Handing::Later(Barred::NoName.to_string()),
            Err(barred) => return Handing::Refused(barred.to_string()),
        };
        let message = match self.message(sheet) {
            Ok(message) => message,
            Err(why) => return Handing::Refused(said(&why, &[sheet.to])),
        };
        let mut last = Handing::Later("no connection".to_owned());
        for address in to {
            let transport = match self.transport(&address.ip().to_string(), address.port()) {
                Ok(transport) => transport,
                Err(error) => return Handing::Later(said(&error.to_string(), &[])),
            };
            last = match transport.send(message.clone()).await {
                Ok(_) => Handing::Taken,
                Err(error) => self.failed(&error, sheet.to),
            };
            // Another address of the server is tried only where none answered.
            if !matches!(&last, Handing::Later(why) if why.starts_with("Connection error")) {
                break;
            }
        }
        last
    }

    fn failed(&self, error: &lettre::transport::smtp::Error, to: &str) -> Handing {
        let why = std::iter::successors(Some(error as &dyn std::error::Error), |one| one.source());
        let why = why.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        let secret = self.server.login.as_ref().map_or("", |(_, secret)| secret.expose_secret());
        let why = said(&why, &[to, secret]);
        match error.status().map(u16::from) {
            Some(code) if error.is_permanent() && !OURS.contains(&code) => Handing::Refused(why),
            // It may have been taken: whoever gets it twice knows it by its id.
            _ => Handing::Later(why),
        }
    }

    fn message(&self, sheet: Sheet<'_>) -> Result<Message, String> {
        let to: Address = sheet.to.parse().map_err(|_| "no such address".to_owned())?;
        let domain = self.from.email.domain().to_owned();
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(sheet.subject.replace(['\r', '\n'], " "))
            .date(sheet.at.into())
            .message_id(Some(format!("<{}@{domain}>", sheet.id)))
            .raw_header(lettre::message::header::HeaderValue::new(
                lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(sheet.text.to_owned())
            .map_err(|error| error.to_string())
    }

    fn transport(
        &self,
        address: &str,
        port: u16,
    ) -> Result<AsyncSmtpTransport<Tokio1Executor>, lettre::transport::smtp::Error> {
        let server = &self.server;
        let mut tls = TlsParameters::builder(server.host.clone());
        if let Some(pem) = &server.authority {
            tls = tls.add_root_certificate(Certificate::from_pem(pem)?);
        }
        let tls = match server.tls {
            MailTls::None => Tls::None,
            MailTls::Required => Tls::Required(tls.build_rustls()?),
            MailTls::Wrapped => Tls::Wrapper(tls.build_rustls()?),
        };
        let hello = ClientId::Domain(self.from.email.domain().to_owned());
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address)
            .port(port)
            .tls(tls)
            .timeout(Some(self.step))
            .hello_name(hello);
        if let Some((login, secret)) = &server.login {
            builder = builder.credentials(Credentials::new(login.clone(), secret.expose_secret().to_owned()));
        }
        Ok(builder.build())
    }
}
