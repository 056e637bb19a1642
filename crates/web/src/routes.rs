//! Every route as data: the router is built from this table, and tests take their pages from it.
//!
//! Routes of the JSON interface come from its own description ([`crate::openapi`]).

use axum::{
    handler::Handler,
    routing::{MethodRouter, get, post},
};
use tatefuda_domain::SystemRight;
use tatefuda_regulation::coverage::Part;

use crate::{
    absence, account, answer, assets, audit, copy, device, health, home, media, member, org, post, public, publication,
    record, regulation, screening, session, setting, state::AppState, stop, token, trouble,
};

/// A verb of HTTP that pages use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Looks.
    Get,
    /// Acts.
    Post,
}

impl Verb {
    /// As in a request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Who may call a route at all. What an act needs beyond that, the regulation answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Residents and people who are not signed in yet.
    Anyone,
    /// Whoever is signed in, also with an initial password and without any capacity.
    SignedIn,
    /// Whoever is signed in with a password of their own.
    Staff,
    /// Staff with a system right.
    Right(SystemRight),
}

/// What a route answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole page.
    Page,
    /// A redirect after an act, or the page that says why not.
    Act,
    /// A part of a page.
    Fragment,
    /// A page, feed or file for residents.
    Public,
    /// A style, script or picture.
    Asset,
    /// For machines that watch the program.
    Machine,
}

/// One route.
pub struct Route {
    pub verb: Verb,
    /// The path, with `{id}` for ids.
    pub path: &'static str,
    /// `noun.verb`.
    pub name: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What it answers with.
    pub kind: Kind,
    pub(crate) handler: fn() -> MethodRouter<AppState>,
}

impl Route {
    /// The parts of the regulation that it brings before people; coverage of packs is computed from these.
    #[must_use]
    pub fn shows(&self) -> &'static [Part] {
        match self.name {
            // An answer shows each clause that it cites, in the words of the pack.
            "answer.show" | "regulation.clauses" => &[Part::Texts],
            _ => &[],
        }
    }

    /// Whether its form may carry files.
    pub(crate) fn takes_files(&self) -> bool {
        matches!(self.name, "post.create" | "post.edit" | "publication.resolve")
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.verb.as_str(), self.path, self.name)
    }
}

macro_rules! routes {
    ($($verb:ident $path:literal $name:literal $access:expr, $kind:ident => $handler:path;)*) => {
        &[$(Route {
            verb: Verb::$verb,
            path: $path,
            name: $name,
            access: $access,
            kind: Kind::$kind,
            handler: || on(Verb::$verb, $handler),
        }),*]
    };
}

fn on<H: Handler<T, AppState>, T: 'static>(verb: Verb, handler: H) -> MethodRouter<AppState> {
    match verb {
        Verb::Get => get(handler),
        Verb::Post => post(handler),
    }
}

use Access::{Anyone, Right, SignedIn, Staff};
use SystemRight::{ManageAccounts, ManageRegulation, ManageUsers, ReadAudit};

impl Access {
    /// In words, for the list of routes.
    #[must_use]
    pub fn as_text(self) -> String {
        match self {
            Self::Anyone => "anyone".to_owned(),
            Self::SignedIn => "signed-in".to_owned(),
            Self::Staff => "staff".to_owned(),
            Self::Right(right) => right.as_str().to_owned(),
        }
    }
}

impl Kind {
    /// In a word, for the list of routes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Act => "act",
            Self::Fragment => "fragment",
            Self::Public => "public",
            Self::Asset => "asset",
            Self::Machine => "machine",
        }
    }
}

/// The table as JSON, for the lint that wants a browser test for each page.
#[must_use]
pub fn json() -> String {
    let rows: Vec<serde_json::Value> = ROUTES
        .iter()
        .map(|route| {
            serde_json::json!({
                "method": route.verb.as_str(),
                "path": route.path,
                "name": route.name,
                "kind": route.kind.as_str(),
                "access": route.access.as_text(),
            })
        })
        .collect();
    serde_json::to_string_pretty(&rows).expect("plain data")
}

/// Every route of pages, feeds and files.
pub const ROUTES: &[Route] = routes! {
    Get  "/health"                          "health"                  Anyone, Machine   => health::show;
    Get  "/assets/{hash}/{*path}"           "assets"                  Anyone, Asset     => assets::serve;
    Get  "/public/{body}"                   "public.redirect"         Anyone, Public    => public::redirect;
    Get  "/public/{body}/"                  "public.page"             Anyone, Public    => public::page;
    Get  "/public/{body}/{file}"            "public.file"             Anyone, Public    => public::file;

    Get  "/sign-in"                         "session.sign-in-form"    Anyone, Page      => session::page::form;
    Post "/sign-in"                         "session.sign-in"         Anyone, Act       => session::page::sign_in;
    Post "/language"                        "session.language"        Anyone, Act       => session::page::language;
    Post "/sign-out"                        "session.sign-out"        SignedIn, Act     => session::page::sign_out;
    Post "/sign-out-everywhere"             "session.sign-out-all"    SignedIn, Act     => session::page::sign_out_everywhere;
    Get  "/password"                        "member.password-form"    SignedIn, Page    => member::password::form;
    Post "/password"                        "member.password"         SignedIn, Act     => member::password::change;
    Get  "/capacity"                        "session.capacity-form"   SignedIn, Page    => session::page::capacity_form;
    Post "/capacity"                        "session.capacity"        SignedIn, Act     => session::page::capacity;

    Get  "/"                                "home"                    Staff, Page       => home::page::show;

    Get  "/posts"                           "post.list"               Staff, Page       => post::page::list::show;
    Post "/posts"                           "post.create"             Staff, Act        => post::page::compose::create;
    Get  "/posts/new"                       "post.new"                Staff, Page       => post::page::compose::new;
    Get  "/media/{id}"                      "media.show"              Staff, Asset      => media::page::show;
    Get  "/media/{id}/preview"              "media.preview"           Staff, Asset      => media::page::preview;
    Post "/check"                           "post.live-check"         Staff, Fragment   => post::page::compose::live_check;
    Get  "/posts/{id}"                      "post.show"               Staff, Page       => post::page::show::show;
    Get  "/posts/{id}/edit"                 "post.edit-form"          Staff, Page       => post::page::compose::edit_form;
    Post "/posts/{id}/edit"                 "post.edit"               Staff, Act        => post::page::compose::edit;
    Get  "/posts/{id}/check"                "post.check"              Staff, Page       => post::page::check::show;
    Post "/posts/{id}/submit"               "post.submit"             Staff, Act        => post::page::act::submit;
    Post "/posts/{id}/take-back"            "post.take-back"          Staff, Act        => post::page::act::take_back;
    Post "/posts/{id}/return"               "post.return"             Staff, Act        => post::page::act::send_back;
    Post "/posts/{id}/step"                 "post.step"               Staff, Act        => post::page::act::step;
    Post "/posts/{id}/schedule"             "post.schedule"           Staff, Act        => post::page::act::schedule;
    Post "/posts/{id}/publish"              "post.publish"            Staff, Act        => post::page::act::publish;
    Post "/posts/{id}/cancel"               "post.cancel"             Staff, Act        => post::page::act::cancel;
    Post "/posts/{id}/withdraw"             "post.withdraw"           Staff, Act        => post::page::act::withdraw;
    Post "/publications/{id}/cancel"        "publication.cancel"      Staff, Act        => publication::page::cancel;
    Post "/publications/{id}/reschedule"    "publication.reschedule"  Staff, Act        => publication::page::reschedule;
    Post "/publications/{id}/resolve"       "publication.resolve"     Staff, Act        => publication::page::resolve;

    Get  "/records/new"                     "record.new"              Staff, Page       => record::page::form;
    Post "/records"                         "record.give"             Staff, Act        => record::page::give;
    Get  "/records/{id}"                    "record.show"             Staff, Page       => record::page::show;
    Get  "/answers/{id}"                    "answer.show"             Staff, Page       => answer::page::show;

    Get  "/accounts"                        "account.list"            Staff, Page       => account::page::list;
    Get  "/accounts/new"                    "account.new"             Right(ManageAccounts), Page => account::page::new;
    Post "/accounts"                        "account.register"        Right(ManageAccounts), Act => account::page::register;
    Get  "/accounts/{id}"                   "account.show"            Staff, Page       => account::page::show;
    Post "/accounts/{id}/change"            "account.change"          Staff, Act        => account::page::change;
    Post "/accounts/{id}/connect"           "account.connect"         Right(ManageAccounts), Act => account::page::connect;
    Post "/accounts/{id}/start"             "account.start"           Staff, Act        => account::page::start;
    Post "/accounts/{id}/suspend"           "account.suspend"         Staff, Act        => account::page::suspend;
    Post "/accounts/{id}/close"             "account.close"           Staff, Act        => account::page::close;
    Post "/accounts/{id}/delete"            "account.delete"          Staff, Act        => account::page::delete;

    Get  "/regulation"                      "regulation.show"         Staff, Page       => regulation::page::show;
    Get  "/regulation/clauses"              "regulation.clauses"      Staff, Page       => regulation::handbook::show;
    Post "/regulation/settings"             "setting.propose"         Right(ManageRegulation), Act => setting::page::propose;
    Post "/regulation/settings/{id}/confirm" "setting.confirm"        Right(ManageRegulation), Act => setting::page::confirm;

    Get  "/screening"                       "screening.show"          Staff, Page       => screening::page::show;
    Post "/screening"                       "screening.read"          Staff, Act        => screening::page::read;

    Get  "/people"                          "member.list"             Right(ManageUsers), Page => member::page::list;
    Post "/people"                          "member.add"              Right(ManageUsers), Act  => member::page::add;
    Get  "/people/{id}"                     "member.show"             Right(ManageUsers), Page => member::page::show;
    Post "/people/{id}"                     "appointment.make"        Right(ManageUsers), Act  => org::appointment::appoint;
    Post "/people/{id}/reset"               "member.reset"            Right(ManageUsers), Act  => member::page::reset;
    Post "/people/{id}/change"              "member.change"           Right(ManageUsers), Act  => member::page::change;
    Post "/people/{id}/end"                 "member.end"              Right(ManageUsers), Act  => member::page::end;
    Post "/people/{id}/rights"              "member.rights"           Right(ManageUsers), Act  => member::page::rights;
    Post "/appointments/{id}/end"           "appointment.end"         Right(ManageUsers), Act  => org::appointment::end;

    Get  "/organisation"                    "organisation.show"       Staff, Page       => org::page::show;
    Get  "/sections/new"                    "section.new"             Right(ManageUsers), Page => org::page::section_form;
    Post "/sections"                        "section.add"             Right(ManageUsers), Act  => org::page::add_section;
    Post "/sections/{id}/change"            "section.change"          Right(ManageUsers), Act  => org::page::change_section;
    Post "/sections/{id}/end"               "section.end"             Right(ManageUsers), Act  => org::page::end_section;
    Get  "/positions/new"                   "position.new"            Right(ManageUsers), Page => org::page::position_form;
    Post "/positions"                       "position.add"            Right(ManageUsers), Act  => org::page::add_position;
    Post "/positions/{id}/end"              "position.end"            Right(ManageUsers), Act  => org::page::end_position;
    Get  "/absences"                        "absence.list"            Staff, Page       => absence::page::list;
    Post "/absences"                        "absence.start"           Staff, Act        => absence::page::start;
    Post "/absences/{id}/end"               "absence.end"             Staff, Act        => absence::page::end;

    Get  "/devices"                         "device.list"             Right(ManageUsers), Page => device::page::list;
    Post "/devices"                         "device.issue"            Right(ManageUsers), Act  => device::page::issue;
    Get  "/devices/this"                    "device.this"             Staff, Page       => device::page::this;
    Post "/devices/this"                    "device.enrol"            Staff, Act        => device::page::enrol;
    Post "/devices/{id}/revoke"             "device.revoke"           Right(ManageUsers), Act  => device::page::revoke;

    Get  "/tokens"                          "token.list"              Staff, Page       => token::page::list;
    Post "/tokens"                          "token.create"            Staff, Act        => token::page::create;
    Post "/tokens/{id}/revoke"              "token.revoke"            Staff, Act        => token::page::revoke;

    Get  "/audit"                           "audit.list"              Right(ReadAudit), Page => audit::page::list;
    Get  "/unreadable"                      "trouble.list"            Right(ReadAudit), Page => trouble::page::list;

    Get  "/copy"                            "copy.show"               Staff, Page       => copy::page::show;
    Post "/copy/doubts/{id}"                "copy.answer"             Right(ManageAccounts), Act => copy::page::answer;
    Post "/copy/release"                    "copy.release"            Right(ManageAccounts), Act => copy::page::release;
    Post "/copy/nodes/{id}/admit"           "copy.admit"              Right(ManageAccounts), Act => copy::page::admit;

    Get  "/stop"                            "stop.show"               Staff, Page       => stop::page::show;
    Post "/stop/propose-end"                "stop.propose-end"        Staff, Act        => stop::page::propose_end;
    Post "/stop/end"                        "stop.end"                Staff, Act        => stop::page::end;
    Post "/stop"                            "stop.all"                Staff, Act        => stop::page::begin;
};
