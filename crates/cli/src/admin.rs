//! `tatefuda admin`: what whoever holds the server does before anybody can sign in.

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand};
use tatefuda_app::{
    Actor, App, Via, execute,
    member::{self, GrantRight, PersonTexts},
    tenant::{self, CreateTenant, Tenant, TenantTexts},
};
use tatefuda_domain::SystemRight;

use crate::world::{Place, say};

/// Bodies and administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Enter a body, if it is not there, and its first administrator. Prints the initial password once.
    Create(Create),
}

/// `admin create`.
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    place: Place,
    /// Short name of the body, as in addresses: `a-z0-9-`.
    #[arg(long, value_name = "BODY")]
    body: String,
    /// Name of the body; needed when it is new.
    #[arg(long, value_name = "NAME")]
    body_name: Option<String>,
    /// The same in kana.
    #[arg(long, value_name = "KANA")]
    body_kana: Option<String>,
    /// The same in English.
    #[arg(long, value_name = "NAME", default_value = "")]
    body_name_en: String,
    /// Its prefecture; needed when it is new.
    #[arg(long, value_name = "NAME")]
    prefecture: Option<String>,
    /// The unit that answers residents.
    #[arg(long, value_name = "NAME", default_value = "")]
    contact_unit: String,
    /// Its telephone number.
    #[arg(long, value_name = "NUMBER", default_value = "")]
    contact_phone: String,
    /// Time zone of the body.
    #[arg(long, value_name = "ZONE", default_value = "Asia/Tokyo")]
    zone: String,
    /// Mark everything as practice data.
    #[arg(long)]
    practice: bool,
    /// Sign-in name of the administrator.
    #[arg(long, value_name = "LOGIN")]
    login: String,
    /// Name of the administrator.
    #[arg(long, value_name = "NAME")]
    name: String,
}

impl Admin {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Create(create) => create.run().await,
        }
    }
}

impl Create {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open_or_create().await?;
        let known = tenant::list(&app).await?.into_iter().find(|body| body.slug == self.body);
        let tenant = match known {
            Some(body) => body.id,
            None => self.body(&app).await?,
        };
        let program = Actor::program(tenant, Via::Cli);
        let texts = PersonTexts { name: self.name, ..PersonTexts::default() };
        let created = member::create(&app, &program, app.env.id(), &self.login, texts).await?;
        for right in SystemRight::ALL {
            execute(&app, &program, app.env.id(), &GrantRight { person: created.id, right: *right }).await?;
        }
        let password = created.password.ok_or_else(|| anyhow!("the person was entered before"))?;
        say(&format!("{} may sign in at {} with this password, once:\n{}", self.login, self.body, password.expose()));
        Ok(ExitCode::SUCCESS)
    }

    async fn body(&self, app: &App) -> Result<tatefuda_domain::TenantId> {
        let (Some(name), Some(kana), Some(prefecture)) = (&self.body_name, &self.body_kana, &self.prefecture) else {
            bail!("the body {:?} is new: give --body-name, --body-kana and --prefecture", self.body);
        };
        let command = CreateTenant {
            slug: self.body.clone(),
            texts: TenantTexts {
                name_ja: name.clone(),
                name_kana: kana.clone(),
                name_en: self.body_name_en.clone(),
                prefecture: prefecture.clone(),
                contact_unit: self.contact_unit.clone(),
                contact_phone: self.contact_phone.clone(),
            },
            zone: self.zone.clone(),
            practice: self.practice,
        };
        let program = Actor::program(app.env.id(), Via::Cli);
        Ok(execute(app, &program, app.env.id(), &command).await?)
    }
}

/// The body of a short name, or every body.
pub async fn bodies(app: &App, slug: Option<&str>) -> Result<Vec<Tenant>> {
    let mut bodies = tenant::list(app).await?;
    if let Some(slug) = slug {
        bodies.retain(|body| body.slug == slug);
        if bodies.is_empty() {
            bail!("there is no body {slug:?}");
        }
    }
    Ok(bodies)
}
