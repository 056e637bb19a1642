//! The document itself: what came before it, its words, the accounts that it lists, its calendars.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tatefuda_domain::Localized;

use super::Place;
use crate::terms::Clauses;

/// A document that came before this one.
#[derive(Debug, Clone)]
pub struct Former {
    pub id: String,
    pub title: Localized,
    /// The services it covered; empty: those of this document.
    pub services: Vec<String>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day; absent: the day before this document.
    pub until: Option<Date>,
    /// The clauses that speak of it.
    pub clauses: Clauses,
    /// Why it is former.
    pub relation: FormerRelation,
    pub place: Place,
}

/// Why a document is former.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormerRelation {
    /// An earlier version of the same document.
    EarlierVersion,
    /// Another document, repealed by this one.
    Repealed,
}

/// A word of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    pub word: String,
    /// What it means.
    pub text: Localized,
    pub clauses: Clauses,
    /// The service that the word names.
    pub service: Option<String>,
    /// Other words for it.
    pub aliases: Vec<String>,
    pub place: Place,
}

/// An account that the text itself lists.
#[derive(Debug, Clone)]
pub struct ListedAccount {
    pub id: String,
    pub service: String,
    /// Its name; may be empty.
    pub name: String,
    /// Its handle; may be empty.
    pub handle: String,
    /// Its address as the text gives it; may be empty.
    pub url: String,
    pub class: Option<String>,
    pub clauses: Clauses,
    /// A remark.
    pub note: Localized,
    pub place: Place,
}

/// A class of accounts with rules of its own.
#[derive(Debug, Clone)]
pub struct AccountClass {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    pub place: Place,
}

/// Opening hours.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// The hours as the text gives them.
    pub hours: tatefuda_calendar::HoursSpec,
    /// List parameter with further closed days.
    pub closed_param: Option<String>,
    /// List parameter with days that are open although the rule says closed.
    pub open_param: Option<String>,
    pub place: Place,
}

/// An item (該当項目) for which what others wrote may be acted upon.
#[derive(Debug, Clone)]
pub struct Ground {
    pub id: String,
    pub label: Localized,
    pub clauses: Clauses,
    /// It takes a written reason.
    pub reason: bool,
    pub place: Place,
}
