//! `tatefuda demo`: a practice place in one command. Nothing leaves this machine: posts go to doubles of the services that
//! run beside it and show what arrived.

mod data;
mod dates;
mod doubles;
mod seed;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use clap::Args;
use tatefuda_app::{App, tenant};
use tatefuda_mediahost as mediahost;
use tatefuda_platforms::PictureHost;
use tatefuda_web::{
    Config, DemoHint,
    server::{self, Limits},
};

use self::doubles::Doubles;
use crate::{
    picture_host,
    serve::{self, Reach},
    ways::Ways,
    world::{Place, env, say},
};

/// Opens the stop of all bodies in the practice place, where nothing is secret.
const OPERATOR_KEY: &str = "practice-operator-0123456789abcdef";

/// Known to the program and to the host of pictures beside it.
const PICTURE_KEY: &str = "practice-media-host-0123456789abcdef";

/// `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Port of the pages; 0 takes a free one.
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    port: u16,
    /// Folder of the practice place. An existing one goes on where it was left.
    #[arg(long, default_value = "data/demo", value_name = "DIR")]
    data: PathBuf,
    /// Begin anew.
    #[arg(long)]
    fresh: bool,
    /// `postgres://…` instead of a database file in the folder.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Demo {
    pub async fn run(self) -> Result<ExitCode> {
        let place = Place { data: self.data.clone(), database: self.database.clone(), state: None };
        if self.fresh && self.data.join("keys").is_dir() {
            let state = place.state_folder();
            std::fs::remove_dir_all(&self.data)?;
            if state.is_dir() {
                std::fs::remove_dir_all(state)?;
            }
        }
        let app = place.open_or_create().await?;
        let bodies = data::bodies()?;
        fill(&app, &bodies, &self.data.join("filling")).await?;
        let doubles = Doubles::start(&bodies).await?;
        let listener = serve::listen(SocketAddr::from(([127, 0, 0, 1], self.port))).await?;
        say(&format!("Tatefuda demo: http://{}/", listener.local_addr()?));
        say(&format!("Everybody's password: {}", seed::PASSWORD));
        say(&format!("Operator's key for /installation/stop: {OPERATOR_KEY}"));
        doubles.tell();
        let host = pictures(&self.data.join("media-host")).await?;
        let reach = Reach {
            platforms: serve::platforms(doubles.services()?)?,
            host: Some(host),
            outside: Ways::default().outside("")?,
        };
        let config = Config {
            demo_hints: hints(&bodies),
            runs: tatefuda_worker::RUNS.to_vec(),
            operator_key: Some(OPERATOR_KEY.parse()?),
            double_url: Some(format!("{}/", doubles.facebook.base_url)),
            ..Config::default()
        };
        serve::run(app, config, Limits::default(), listener, Some(reach)).await?;
        doubles.shutdown().await;
        Ok(ExitCode::SUCCESS)
    }
}

/// The host of pictures, beside the program: the doubles fetch from it as services do. Ends with the process.
async fn pictures(folder: &Path) -> Result<PictureHost> {
    let key = mediahost::Key::new(&PICTURE_KEY.into())?;
    let router = mediahost::router(mediahost::Config { folder: folder.to_owned(), key, clock: env().clock() })?;
    let listener = serve::listen(([127, 0, 0, 1], 0).into()).await?;
    let host = picture_host::reached(&format!("http://{}/", listener.local_addr()?), None, PICTURE_KEY)?;
    tokio::spawn(server::serve(listener, router, Limits::default(), vec![], std::future::pending()));
    Ok(host)
}

/// Fills the bodies that are not there, and the one whose filling was cut off: `mark` holds its name while it lasts.
async fn fill(app: &App, bodies: &[data::Body], mark: &Path) -> Result<()> {
    let cut_off = std::fs::read_to_string(mark).unwrap_or_default();
    for body in bodies {
        let known = tenant::list(app).await?.into_iter().find(|one| one.slug == body.slug);
        if known.is_none() || body.slug == cut_off {
            std::fs::write(mark, &body.slug)?;
            let filled = seed::body(app, body, known.map(|one| one.id)).await;
            filled.with_context(|| format!("{} is not complete; begin anew with --fresh", body.slug))?;
            std::fs::remove_file(mark)?;
        }
    }
    Ok(())
}

fn hints(bodies: &[data::Body]) -> Vec<DemoHint> {
    let people = bodies.iter().flat_map(|body| body.person.iter().map(move |person| (body, person)));
    people
        .map(|(body, person)| DemoHint {
            body: body.name.ja.clone(),
            body_en: body.name.en.clone(),
            slug: body.slug.clone(),
            person: person.name.clone(),
            role: person.hint.ja.clone(),
            role_en: person.hint.en.clone(),
            login: person.login.clone(),
            password: seed::PASSWORD.to_owned(),
        })
        .collect()
}
