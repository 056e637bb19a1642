//! The files for residents, made once for the served page and for the static export.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::json;
use tatefuda_app::{
    App, Failure,
    account::{PublicListing, public_listing},
    audit::checkpoint::signer,
    feed::{self, Feed, FeedAddress, atom, file_name, json_feed},
    tenant::Tenant,
};
use tatefuda_domain::MediaId;
use tatefuda_i18n::{I18n, Lang, Translator};
use tatefuda_ui::{
    RenderError, Template as _,
    public::{PublicAccount, PublicPage, PublicPost},
    view::When,
};

use crate::{lang, view};

/// The files that do not depend on assets.
pub(crate) const FILES: [&str; 6] =
    ["index.html", "en.html", "accounts.json", "feed.atom", "feed.json", "checkpoint.json"];

/// One file.
pub(crate) struct Made {
    pub(crate) kind: &'static str,
    pub(crate) body: String,
}

/// What the public sees of a body at one moment.
pub(crate) struct Content {
    i18n: Arc<I18n>,
    body: Tenant,
    zone: TimeZone,
    listing: PublicListing,
    feed: Feed,
    now: jiff::Timestamp,
    public_key: String,
}

impl Content {
    pub(crate) async fn load(app: &App, i18n: &Arc<I18n>, body: Tenant) -> Result<Self, Failure> {
        let zone = TimeZone::get(&body.zone).map_err(Failure::internal)?;
        let listing = public_listing(app, body.id).await?;
        let feed = feed::load(app, body.id).await?;
        let public_key = signer(app).public_key();
        Ok(Self { i18n: Arc::clone(i18n), zone, listing, feed, now: app.env.now(), public_key, body })
    }

    /// A file by name; `base` is the address of the folder, with its slash. `None`: no such file.
    pub(crate) fn file(&self, name: &str, base: &str) -> Result<Option<Made>, RenderError> {
        let own = (!base.is_empty()).then(|| format!("{base}{name}"));
        let address = FeedAddress { page: format!("{base}index.html"), own, folder: base.to_owned() };
        Ok(Some(match name {
            "index.html" => Made { kind: HTML, body: self.page(Lang::Ja)? },
            "en.html" => Made { kind: HTML, body: self.page(Lang::En)? },
            "feed.atom" => Made { kind: "application/atom+xml; charset=utf-8", body: atom(&self.feed, &address) },
            "feed.json" => {
                Made { kind: "application/feed+json; charset=utf-8", body: pretty(&json_feed(&self.feed, &address)) }
            }
            "accounts.json" => Made { kind: JSON, body: pretty(&self.accounts()) },
            "checkpoint.json" => Made { kind: JSON, body: pretty(&self.checkpoint()) },
            _ => return Ok(None),
        }))
    }

    /// When what stands in a file last changed, where that is known: pages and lists say themselves at which moment they
    /// hold.
    pub(crate) fn changed(&self, name: &str) -> Option<jiff::Timestamp> {
        matches!(name, "feed.atom" | "feed.json").then(|| self.feed.changed())
    }

    /// Every picture that the other files name.
    pub(crate) fn pictures(&self) -> Vec<(String, MediaId)> {
        let media = self.feed.items.iter().flat_map(|item| &item.media);
        let mut all: Vec<_> = media.map(|medium| (file_name(medium), medium.media)).collect();
        all.sort();
        all.dedup();
        all
    }

    fn page(&self, language: Lang) -> Result<String, RenderError> {
        let tr = self.i18n.translator(language);
        let when = |at| When::new(&tr, at, &self.zone);
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let accounts = self.listing.running.iter().chain(&self.listing.ended);
        // As many as the feeds hold: their entries lead to this page.
        let posts = self.feed.items.iter().map(|item| PublicPost {
            id: item.id.to_string(),
            at: when(item.published_at),
            text: item.text.clone(),
            link: item.link.clone(),
            corrects: item.corrects.map(|id| id.to_string()),
            corrected: self.feed.items.iter().find(|one| one.corrects == Some(item.id)).map(|one| one.id.to_string()),
            pictures: item.media.iter().map(|medium| (file_name(medium), medium.alt.clone())).collect(),
        });
        let checkpoint = self.feed.checkpoint.as_ref();
        let page = PublicPage {
            body: view::pick(&tr, &self.body.name_ja, &self.body.name_en).to_owned(),
            prefecture: text(&self.body.prefecture),
            practice: self.body.practice,
            phone: text(&self.body.contact_phone),
            section: text(&self.body.contact_unit),
            accounts: accounts.map(|one| self.account(&tr, one)).collect(),
            updated: when(self.now),
            posts: posts.collect(),
            checkpoint: checkpoint.map(|one| (one.head.seq, one.head.hash.to_string())),
            tr: tr.clone(),
        };
        page.render()
    }

    fn account(&self, tr: &Translator, one: &tatefuda_app::account::PublicAccount) -> PublicAccount {
        let lang = lang::domain(tr.lang());
        PublicAccount {
            service: one.service_name.get(lang).to_owned(),
            name: one.name.clone(),
            handle: one.handle.clone(),
            url: Some(one.url.clone()).filter(|url| !url.is_empty()),
            purpose: one.purpose.clone(),
            unit: std::iter::once(&one.section_name)
                .chain(&one.shared_with)
                .map(|name| name.get(lang))
                .collect::<Vec<_>>()
                .join(tr.pick("、", ", ")),
            state: crate::account::view::state(one.state),
            checked: one.checked_at.map(|at| When::new(tr, at, &self.zone)),
            ended: one.ended_at.map(|at| When::new(tr, at, &self.zone)),
            successor: Some(one.note.clone()).filter(|note| !note.is_empty()),
        }
    }

    /// For other sites and programs that ask whether an account is ours.
    fn accounts(&self) -> serde_json::Value {
        json!({
            "body": { "name": self.body.name_ja, "name_en": self.body.name_en, "prefecture": self.body.prefecture },
            "practice": self.body.practice,
            "as_of": self.now.to_string(),
            "note": "An account that is not listed here is not thereby a fake.",
            "running": self.listing.running,
            "ended": self.listing.ended,
        })
    }

    /// The newest signed end of the operation records, against which a copy of them can be verified.
    fn checkpoint(&self) -> serde_json::Value {
        json!({ "checkpoint": self.feed.checkpoint, "public_key": self.public_key })
    }
}

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";

fn pretty(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
