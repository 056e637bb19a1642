//! `tatefuda demo`: a practice place in one command. Nothing leaves this machine: posts go to a double of
//! Facebook that runs beside it and shows what arrived.

mod data;
mod seed;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::Result;
use clap::Args;
use tatefuda_doubles::facebook as double;
use tatefuda_platforms::{Platforms, facebook::FacebookConfig};
use tatefuda_web::{Config, DemoHint};

use crate::{
    serve,
    world::{Place, env, say},
};

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
        if self.fresh && self.data.join("keys").is_dir() {
            std::fs::remove_dir_all(&self.data)?;
        }
        let place = Place { data: self.data.clone(), database: self.database.clone() };
        let app = place.open_or_create().await?;
        let bodies = data::bodies()?;
        let known = tatefuda_app::tenant::list(&app).await?;
        for body in &bodies {
            if !known.iter().any(|one| one.slug == body.slug) {
                seed::body(&app, body).await?;
            }
        }
        let double = double::start(double::Config::new(env().clock(), pages(&bodies))).await?;
        let listener = serve::listen(SocketAddr::from(([127, 0, 0, 1], self.port))).await?;
        say(&format!("Tatefuda demo: http://{}/", listener.local_addr()?));
        say(&format!("Facebook double: {}/", double.base_url));
        say(&format!("Everybody's password: {}", seed::PASSWORD));
        let facebook = serve::facebook(FacebookConfig::double(double.base_url.parse()?))?;
        let platforms = Platforms::none().with(Arc::new(facebook));
        let config = Config {
            demo_hints: hints(&bodies),
            runs: tatefuda_worker::RUNS.to_vec(),
            double_url: Some(format!("{}/", double.base_url)),
            ..Config::default()
        };
        serve::run(app, config, listener, Some(platforms)).await?;
        double.shutdown().await;
        Ok(ExitCode::SUCCESS)
    }
}

fn pages(bodies: &[data::Body]) -> Vec<double::PageConfig> {
    let accounts = bodies.iter().flat_map(|body| &body.account);
    accounts
        .filter_map(|account| {
            let (id, token) = account.external_id.as_ref().zip(account.token.as_ref())?;
            Some(double::PageConfig { id: id.clone(), name: account.name.clone(), token: token.clone() })
        })
        .collect()
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
