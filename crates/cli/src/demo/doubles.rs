//! The services of the practice place: a double of each, beside the program.

use anyhow::Result;
use tatefuda_doubles::{facebook, instagram, line, x};
use tatefuda_platforms::{FacebookConfig, InstagramConfig, LineConfig, XConfig};

use super::data::{Account, Body};
use crate::{
    serve::Services,
    world::{env, say},
};

/// The app of every body on X. In life each body has its own.
const APP: (&str, &str) = ("practice-app", "practice-app-secret");

/// Pages, users and channels that no account stands for yet: registering and connecting can be tried with them. Connecting
/// asks the service whose it is, so any other one is refused here as it would be there.
const FREE_PAGES: [(&str, &str); 2] = [("900001", "EAAB-practice-1"), ("900002", "EAAB-practice-2")];
const FREE_USER: [&str; 3] = ["900003", "practice-x-access", "practice-x-refresh"];
const FREE_PHOTOS: [&str; 2] = ["900004", "practice-instagram-token"];
const FREE_CHANNEL: [&str; 3] = ["@practice", "1650000000", "practice-channel-secret"];

/// The doubles; they stop when this is dropped.
pub struct Doubles {
    pub facebook: facebook::Handle,
    instagram: instagram::Handle,
    line: line::Handle,
    x: x::Handle,
}

impl Doubles {
    pub async fn start(bodies: &[Body]) -> Result<Self> {
        let facebook = facebook::start(facebook::Config::new(env().clock(), pages(bodies))).await?;
        let listen = ([127, 0, 0, 1], 0).into();
        let line = line::start(line::Config { listen, channels: channels(bodies), clock: env().clock() }).await?;
        // What was connected yesterday has to open the double of today.
        let config =
            x::Config { tokens_end: false, rotates: false, ..x::Config::new(env().clock(), APP, users(bodies)) };
        let photos =
            instagram::Config { renews: false, ..instagram::Config::new(env().clock(), photographers(bodies)) };
        Ok(Self { facebook, instagram: instagram::start(photos).await?, line, x: x::start(config).await? })
    }

    pub fn services(&self) -> Result<Services> {
        Ok(Services {
            facebook: FacebookConfig::double(self.facebook.base_url.parse()?),
            instagram: InstagramConfig::double(self.instagram.base_url.parse()?),
            line: LineConfig::double(self.line.base_url.parse()?),
            x: XConfig::double(self.x.base_url.parse()?),
        })
    }

    /// Tells where they are, and what is free to be connected.
    pub fn tell(&self) {
        for (name, url) in [
            ("Facebook", &self.facebook.base_url),
            ("Instagram", &self.instagram.base_url),
            ("LINE", &self.line.base_url),
            ("X", &self.x.base_url),
        ] {
            say(&format!("{name} double: {url}/"));
        }
        for (id, token) in FREE_PAGES {
            say(&format!("Free page to connect: {id} with token {token}"));
        }
        let ([user, access, refresh], [account, channel, secret]) = (FREE_USER, FREE_CHANNEL);
        let ((app, app_secret), [photos, photos_token]) = (APP, FREE_PHOTOS);
        say(&format!("Free account of Instagram to connect: {photos} with token {photos_token}"));
        say(&format!(
            "Free user of X to connect: {user} with app {app} {app_secret}, refresh {refresh}, token {access}"
        ));
        say(&format!("Free account of LINE to connect: {account} with channel {channel} {secret}"));
    }

    pub async fn shutdown(self) {
        self.facebook.shutdown().await;
    }
}

fn accounts<'a>(bodies: &'a [Body], service: &'a str) -> impl Iterator<Item = (&'a Account, String)> {
    let all = bodies.iter().flat_map(|body| &body.account).filter(move |account| account.service == service);
    all.filter_map(|account| Some((account, account.external_id.clone()?)))
}

fn pages(bodies: &[Body]) -> Vec<facebook::PageConfig> {
    let taken = accounts(bodies, "facebook").filter_map(|(account, id)| {
        Some(facebook::PageConfig { id, name: account.name.clone(), token: account.token.clone()? })
    });
    let free = FREE_PAGES.map(|(id, token)| facebook::PageConfig {
        id: id.to_owned(),
        name: format!("練習用の空きページ {id}"),
        token: token.to_owned(),
    });
    taken.chain(free).collect()
}

fn photographers(bodies: &[Body]) -> Vec<instagram::UserConfig> {
    let taken = accounts(bodies, "instagram").filter_map(|(account, id)| {
        let username = account.handle.trim_start_matches('@').to_owned();
        Some(instagram::UserConfig { id, username, name: account.name.clone(), token: account.token.clone()? })
    });
    let [id, token] = FREE_PHOTOS.map(str::to_owned);
    let (username, name) = ("practice".to_owned(), "練習用の空き".to_owned());
    taken.chain([instagram::UserConfig { id, username, name, token }]).collect()
}

fn users(bodies: &[Body]) -> Vec<x::UserConfig> {
    let taken = accounts(bodies, "x").filter_map(|(account, id)| {
        let (access, refresh) = (account.token.clone()?, account.refresh.clone()?);
        let handle = account.handle.trim_start_matches('@').to_owned();
        Some(x::UserConfig { id, handle, name: account.name.clone(), access, refresh })
    });
    let [id, access, refresh] = FREE_USER.map(str::to_owned);
    let free =
        x::UserConfig { id, handle: "practice".to_owned(), name: "練習用の空き".to_owned(), access, refresh };
    taken.chain([free]).collect()
}

fn channels(bodies: &[Body]) -> Vec<line::ChannelConfig> {
    let taken = accounts(bodies, "line").filter_map(|(account, basic_id)| {
        let (id, secret) = (account.app_id.clone()?, account.app_secret.clone()?);
        Some(line::ChannelConfig { id, secret, basic_id, name: account.name.clone() })
    });
    let [basic_id, id, secret] = FREE_CHANNEL.map(str::to_owned);
    taken.chain([line::ChannelConfig { id, secret, basic_id, name: "練習用の空き".to_owned() }]).collect()
}
