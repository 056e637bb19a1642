use askama::Template;

use crate::{
    Shell,
    view::{Choice, FilterTab, Link, Pair},
};

/// `GET /sign-in`; the form posts to `/sign-in`.
#[derive(Clone, Debug, Template)]
#[template(path = "session/sign_in.html")]
pub struct SignInPage {
    /// Surroundings; `errors` with field `login` or `password`.
    pub shell: Shell,
    /// Bodies to choose from; with one or none the select is left out.
    pub bodies: Vec<Choice>,
    /// What was typed.
    pub login: String,
    /// Where to go afterwards; a path of this site.
    pub next: String,
    /// Bodies of the demonstration, each with people of its own; empty in real use.
    pub demo_bodies: Vec<FilterTab>,
    /// Hints of the demonstration for the body that is looked at; empty in real use.
    pub demo: Vec<DemoHint>,
    /// Page of the double that shows what arrived, in the demonstration.
    pub double_url: Option<String>,
    /// Ledgers for residents.
    pub public: Vec<Link>,
    /// Hidden fields of a form that goes on after the sign-in.
    pub carried: Vec<Pair>,
    /// A form came from somebody whose session has ended.
    pub ended: Option<Ended>,
}

/// What somebody sent whose session had ended.
#[derive(Clone, Debug, Default)]
pub struct Ended {
    /// What was typed, in words.
    pub kept: Vec<Pair>,
    /// Names of files, which have to be chosen again.
    pub files: Vec<String>,
}

/// After signing in again: the form that waited, to be sent.
#[derive(Clone, Debug, Template)]
#[template(path = "session/continue.html")]
pub struct ContinuePage {
    pub shell: Shell,
    /// What was typed, in words.
    pub kept: Vec<Pair>,
    /// Where the form goes.
    pub action: String,
    /// Its fields, by name.
    pub fields: Vec<Pair>,
    /// The page from which it came.
    pub back: Link,
}

/// One sign-in of the demonstration.
#[derive(Clone, Debug)]
pub struct DemoHint {
    /// Name of the body.
    pub body: String,
    /// Its short name, for the form.
    pub slug: String,
    pub login: String,
    pub password: String,
    /// Name of the invented person.
    pub name: String,
    /// What the person can do.
    pub role: String,
}

/// `GET /capacity`; each choice posts to `/capacity`.
#[derive(Clone, Debug, Template)]
#[template(path = "session/capacity.html")]
pub struct CapacityPage {
    /// Surroundings; the choices stand in `shell.person`.
    pub shell: Shell,
    /// Where to go afterwards.
    pub next: String,
}
