//! What every handler reaches: the application, the texts, the configuration.

use std::{ops::Deref, sync::Arc};

use tatefuda_app::App;
use tatefuda_i18n::{I18n, Translator};

use crate::{assets, config::Config, visit::Visit};

/// The state of the router. Clones share everything.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// What the state is made of.
pub struct Parts {
    app: App,
    i18n: Arc<I18n>,
    config: Config,
    assets: String,
}

impl AppState {
    /// Joins the parts.
    #[must_use]
    pub fn new(app: App, i18n: Arc<I18n>, config: Config) -> Self {
        Self(Arc::new(Parts { app, i18n, config, assets: assets::fingerprint() }))
    }
}

impl Deref for AppState {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Parts {
    /// The use-cases.
    pub fn app(&self) -> &App {
        &self.app
    }

    pub(crate) fn env(&self) -> &tatefuda_domain::Env {
        &self.app.env
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Changes with the assets.
    pub(crate) fn assets(&self) -> &str {
        &self.assets
    }

    pub(crate) fn i18n(&self) -> &Arc<I18n> {
        &self.i18n
    }

    /// Texts in the language of a request.
    pub(crate) fn translator(&self, visit: &Visit) -> Translator {
        self.i18n.translator(visit.lang())
    }
}
