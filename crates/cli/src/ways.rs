//! How people are told outside the program (decision 0046): the mail server of the installation, and the hosts that it allows
//! although they lie behind private addresses.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use tatefuda_domain::Localized;
use tatefuda_i18n::I18n;
use tatefuda_reach::{Gate, Hook, Mail, MailServer, MailTls};
use tatefuda_worker::Outside;

/// The ways out, for the installation. No body can change them.
#[derive(Debug, Args, Default)]
pub struct Ways {
    /// Mail server that takes what people are told, as `mail.town.example.jp`. Without it nobody is told by mail.
    #[arg(long, env = "TATEFUDA_MAIL_HOST", value_name = "HOST", requires = "mail_from")]
    mail_host: Option<String>,
    /// Its port: 587 for `starttls`, 465 for `wrapped`, 25 for `none` where nothing is said.
    #[arg(long, env = "TATEFUDA_MAIL_PORT", value_name = "PORT")]
    mail_port: Option<u16>,
    /// How what is handed over is protected: `starttls`, `wrapped` (TLS from the first byte) or `none`.
    #[arg(long, env = "TATEFUDA_MAIL_TLS", value_name = "HOW", default_value = "starttls")]
    mail_tls: String,
    /// From whom mail comes, as `Tatefuda <sns@town.example.jp>`.
    #[arg(long, env = "TATEFUDA_MAIL_FROM", value_name = "SENDER")]
    mail_from: Option<String>,
    /// Who signs in at the mail server.
    #[arg(long, env = "TATEFUDA_MAIL_LOGIN", value_name = "LOGIN", requires = "mail_password_file")]
    mail_login: Option<String>,
    /// File with the password for that.
    #[arg(long, env = "TATEFUDA_MAIL_PASSWORD_FILE", value_name = "FILE")]
    mail_password_file: Option<PathBuf>,
    /// File with the certificate of an authority of one's own, as PEM, where the mail server's is signed by it.
    #[arg(long, env = "TATEFUDA_MAIL_AUTHORITY", value_name = "FILE")]
    mail_authority: Option<PathBuf>,
    /// Host (`chat.town.example.jp` or `host:port`) that may be called although it lies behind a private address or speaks
    /// without protection; several with commas. Public hosts need no mention.
    #[arg(long, env = "TATEFUDA_ALLOW_HOST", value_name = "HOST", value_delimiter = ',')]
    allow_host: Vec<String>,
}

impl Ways {
    /// Whether there is a mail server.
    pub const fn has_mail(&self) -> bool {
        self.mail_host.is_some()
    }

    /// What a worker needs. `base`: under which address people reach the program.
    pub fn outside(&self, base: &str) -> Result<Outside> {
        let gate = Gate::new(self.allow_host.iter().cloned());
        let mail = self.server()?.map(|server| Mail::new(gate.clone(), server)).transpose()?;
        Ok(Outside { mail, hook: Hook::new(gate), base: base.to_owned(), texts: Arc::new(I18n::new()) })
    }

    fn server(&self) -> Result<Option<MailServer>> {
        let (Some(host), Some(from)) = (&self.mail_host, &self.mail_from) else { return Ok(None) };
        let tls: MailTls = match self.mail_tls.parse() {
            Ok(tls) => tls,
            Err(why) => bail!("--mail-tls: {why}"),
        };
        let port = match tls {
            MailTls::Required => 587,
            MailTls::Wrapped => 465,
            MailTls::None => 25,
        };
        let read = |file: &PathBuf| std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()));
        let password = self.mail_password_file.as_ref().map(read).transpose()?;
        let password = password.map(String::from_utf8).transpose().context("the password is no text")?;
        let login = self.mail_login.clone().zip(password);
        Ok(Some(MailServer {
            host: host.clone(),
            port: self.mail_port.unwrap_or(port),
            tls,
            login: login.map(|(login, password)| (login, password.trim_end_matches(['\r', '\n']).to_owned().into())),
            from: from.clone(),
            authority: self.mail_authority.as_ref().map(read).transpose()?,
        }))
    }

    /// How these stand, in words; no is said where a setting cannot be used.
    pub fn told(&self) -> Result<Option<Localized>> {
        let Some(server) = self.server()? else { return Ok(None) };
        let mail = Mail::new(Gate::new([]), server)?;
        let MailServer { host, port, tls, .. } = mail.server();
        let open = *tls == MailTls::None;
        let (ja, en) = if open { ("、暗号化なし", ", without protection") } else { ("", "") };
        Ok(Some(Localized::new(
            format!("お知らせのメールサーバー {host}:{port}{ja}（接続は試していません）"),
            format!("mail server for notices {host}:{port}{en} (not tried)"),
        )))
    }
}
