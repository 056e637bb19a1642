//! Stories of a post on its way out, each on SQLite and on PostgreSQL, with the platform double over HTTP.

#![expect(clippy::unwrap_used, reason = "tests")]

mod support;

mod account;
mod approval;
mod cancel;
mod copies;
mod correction;
mod denied;
mod disaster;
mod feed;
mod hand;
mod held;
mod instagram;
mod kill;
mod life;
mod media;
mod moved;
mod notice;
mod outcome;
mod pacing;
mod paper;
mod peers;
mod place;
mod reading;
mod reconcile;
mod release;
mod removal;
mod secret;
mod sent;
mod services;
mod stages;
mod stop;
mod today;
mod unreadable;
