//! Every route of pages, by its room: what it shows, and where an act leads.

mod absence;
mod account;
mod answer;
mod audit;
mod case;
mod copy;
mod device;
mod hand;
mod health;
mod home;
mod installation;
mod member;
mod org;
mod outside;
mod post;
mod public;
mod publication;
mod record;
mod regulation;
mod screening;
mod session;
mod setting;
mod stop;
mod token;
mod trouble;
