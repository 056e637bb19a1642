//! What each page says to each kind of person, and what each form is answered: one file per noun, as the names of the routes
//! call it. A route without its answer here is found by `cargo xtask lint`.

mod absence;
mod account;
mod answer;
mod appointment;
mod audit;
mod copy;
mod device;
mod health;
mod home;
mod installation;
mod member;
mod organisation;
mod position;
mod post;
mod public;
mod publication;
mod record;
mod regulation;
mod screening;
mod section;
mod session;
mod setting;
mod stop;
mod token;
mod trouble;
