//! `tatefuda admin`: what whoever holds the server does before anybody can sign in.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, Subcommand};
use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;
use tatefuda_app::{
    Actor, App, Failure, Via, execute,
    member::{self, GrantRight, PersonTexts},
    regulation::{ActivateRegulation, LoadWording, StorePack},
    tenant::{self, CreateTenant, Tenant, TenantTexts},
};
use tatefuda_domain::{Digest, SystemRight};
use tatefuda_regulation::Pack;

use crate::{
    chart, packs,
    world::{Place, say},
};

/// Bodies and administrators.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Enter a body, if it is not there, and its first administrator. Prints the initial password once.
    Create(Create),
    /// Enter sections, positions and people of a body from a file. Prints initial passwords once.
    Import(Import),
    /// Keep a pack for a body, so that its values can be set on screen; with --activate bring it into force.
    Adopt(Adopt),
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

/// `admin import`.
#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// The body (short name).
    #[arg(long, value_name = "BODY")]
    body: String,
    /// TOML with `since`, `[[section]]`, `[[position]]` and `[[person]]`, as in docs/operations.md.
    file: PathBuf,
}

/// `admin adopt`.
#[derive(Debug, Args)]
pub struct Adopt {
    #[command(flatten)]
    place: Place,
    /// The body (short name).
    #[arg(long, value_name = "BODY")]
    body: String,
    /// Folder of the pack, or the name of one that comes with the program.
    pack: String,
    /// Bring it into force now. Refused while values that the text requires are not set.
    #[arg(long)]
    activate: bool,
    /// The body's own text of a document in force, UTF-8: pages then show its wording beside the summaries.
    #[arg(long, value_name = "FILE")]
    wording: Option<PathBuf>,
}

/// The file of `admin import`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    since: Date,
    #[serde(default)]
    section: Vec<chart::Section>,
    #[serde(default)]
    position: Vec<chart::Position>,
    #[serde(default)]
    person: Vec<chart::Person>,
}

impl Admin {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Create(create) => create.run().await,
            Self::Import(import) => import.run().await,
            Self::Adopt(adopt) => adopt.run().await,
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

impl Import {
    async fn run(self) -> Result<ExitCode> {
        let path = self.file.display().to_string();
        let text = std::fs::read_to_string(&self.file).with_context(|| format!("{path} cannot be read"))?;
        let file: ChartFile = toml::from_str(&text).with_context(|| path)?;
        let app = self.place.open().await?;
        let body = body(&app, &self.body).await?;
        let since = file.since.to_zoned(TimeZone::get(&body.zone)?)?.timestamp();
        let program = Actor::program(body.id, Via::Cli);
        let lists = (&file.section[..], &file.position[..], &file.person[..]);
        let entered = chart::enter(&app, &program, &|| app.env.id(), since, lists).await?;
        for (person, password) in &entered.passwords {
            say(&format!("{}\t{}\t{}", person.login, person.name, password.expose()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Adopt {
    async fn run(self) -> Result<ExitCode> {
        let app = self.place.open().await?;
        let body = body(&app, &self.body).await?;
        let program = Actor::program(body.id, Via::Cli);
        let house = execute(&app, &program, app.env.id(), &StorePack { source: packs::find("house")? }).await?;
        let pack = execute(&app, &program, app.env.id(), &StorePack { source: packs::find(&self.pack)? }).await?;
        say(&format!("{}: pack {pack}", body.slug));
        if self.activate && !self.bring_into_force(&app, &program, pack, house).await? {
            return Ok(ExitCode::from(1));
        }
        if let Some(file) = &self.wording {
            let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            let source = packs::find(&self.pack)?;
            let document = Pack::load(&source).map_err(|errors| anyhow!("{errors}"))?.header.id;
            match execute(&app, &program, app.env.id(), &LoadWording { document, text }).await {
                Ok(loaded) => {
                    say(&format!("{} clauses found in {}", loaded.found, file.display()));
                    for lost in loaded.lost {
                        say(&format!("not found: {lost}"));
                    }
                }
                Err(Failure::NotFound) => bail!("the document is not in force yet: use --activate first"),
                Err(Failure::Invalid(_)) => bail!("no clause of the pack was found in {}", file.display()),
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Whether it is in force now; what holds it up is said.
    async fn bring_into_force(&self, app: &App, program: &Actor, pack: Digest, house: Digest) -> Result<bool> {
        let activate = ActivateRegulation { pack, house, from: app.env.now(), until: None };
        match execute(app, program, app.env.id(), &activate).await {
            Ok(document) => say(&format!("{document} is in force")),
            Err(Failure::Invalid(errors)) => {
                for error in errors {
                    let label = error.args.get("label_en").or_else(|| error.args.get("label")).cloned();
                    let clauses = error.args.get("clauses").cloned().unwrap_or_default();
                    say(&format!("{}: {} {} {clauses}", error.key, error.field, label.unwrap_or_default()));
                }
                return Ok(false);
            }
            Err(failure) => return Err(failure.into()),
        }
        Ok(true)
    }
}

async fn body(app: &App, slug: &str) -> Result<Tenant> {
    bodies(app, Some(slug)).await?.pop().with_context(|| format!("there is no body {slug:?}"))
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
