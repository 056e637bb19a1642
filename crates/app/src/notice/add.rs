//! A new place, to be proven.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    NoticePlaceId,
    notice::{NoticePlace, PlaceKind},
};
use tatefuda_store::notice;
use utoipa::ToSchema;

use super::{
    Hours,
    prove::send_code,
    sealed::{self, Address},
};
use crate::{
    command::{Command, Cx, Reads, Secret},
    failure::{Check, Failure, FieldError, Forbidden},
};

/// Most places of one person.
pub const PLACES_MAX: usize = 5;
/// Longest mail address, in characters (RFC 5321, section 4.5.3.1.3, less its brackets).
const MAIL_MAX: usize = 254;
/// Longest address on the web, in characters.
const LINK_MAX: usize = 2_000;
/// Shortest and longest key of a hook, in characters.
const KEY: (usize, usize) = (16, 200);

/// Names a place at which one wants to be told. A code goes there; until it is given back nothing else does.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticePlaceInput)]
pub struct AddPlace {
    /// How it is reached.
    pub kind: PlaceKind,
    /// A mail address, or the address on the web that a chat gave. Kept sealed, in no entry and no log.
    #[schema(value_type = String)]
    pub address: Secret,
    /// The key with which calls of a hook are signed, as it is entered on the other side; at least 16 characters.
    #[serde(default)]
    #[schema(value_type = String)]
    pub key: Secret,
    /// In which language is written there: `ja` or `en`.
    pub lang: String,
    /// When.
    #[serde(default)]
    pub hours: Hours,
}

impl Command for AddPlace {
    const NAME: &'static str = "notice.add";
    const READS: Reads<Self> = Reads::Open;
    type Out = NoticePlaceId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<NoticePlaceId, Failure> {
        let owner = cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        let tenant = cx.tenant();
        cx.subject("person", owner);
        let mut check = Check::default();
        let (address, shown) = match self.kind {
            PlaceKind::Mail => mail(&mut check, self.address.expose()),
            PlaceKind::Hook => hook(&mut check, self.address.expose()),
        };
        let key = match self.kind {
            PlaceKind::Mail => String::new(),
            PlaceKind::Hook => key(&mut check, self.key.expose()),
        };
        check.that(["ja", "en"].contains(&self.lang.as_str()), "lang", "unknown-lang");
        let rhythm = self.hours.checked(&mut check);
        check.done()?;
        let own = notice::places(cx.tx, tenant, owner).await?.readable();
        if PLACES_MAX <= own.len() {
            return Err(Failure::Invalid(vec![FieldError::new("address", "too-many-places").with("max", PLACES_MAX)]));
        }
        for one in own.iter().filter(|one| one.kind == self.kind) {
            if sealed::open(cx.app, tenant, one).is_ok_and(|known| known.address == address) {
                return Err(Failure::invalid("address", "place-there-already"));
            }
        }
        let id: NoticePlaceId = cx.app.env.id();
        let (key_id, sealed) = sealed::seal(cx.app, tenant, id, &Address { address, key });
        let place = NoticePlace {
            id,
            version: 1,
            person: owner,
            kind: self.kind,
            shown,
            key_id,
            sealed,
            lang: self.lang.clone(),
            rhythm,
            code: None,
            code_until: None,
            code_tries: 0,
            proven_at: None,
            failing_since: None,
            failing_why: None,
            created_at: cx.at,
            ended_at: None,
        };
        notice::place_insert(cx.tx, tenant, &place).await?;
        send_code(cx, &place).await?;
        Ok(id)
    }
}

/// The address, and what is shown of it.
fn mail(check: &mut Check, typed: &str) -> (String, String) {
    let text = check.text("address", typed, MAIL_MAX);
    // Only what every mail server takes, and what nobody reads otherwise: no quotes, no comments, no other scripts.
    let name = |part: &str| {
        let sound = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        !part.is_empty()
            && part.len() <= 64
            && part.chars().all(sound)
            && !part.starts_with('.')
            && !part.ends_with('.')
    };
    let host = |part: &str| {
        let sound = |label: &str| {
            !label.is_empty()
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        part.contains('.') && part.split('.').all(sound)
    };
    let fits = text.split_once('@').is_some_and(|(local, domain)| name(local) && host(domain));
    check.that(text.is_empty() || fits, "address", "bad-mail");
    (text.clone(), text)
}

/// The address, and its host: the rest of a chat's address opens the chat.
fn hook(check: &mut Check, typed: &str) -> (String, String) {
    let text = check.text("address", typed, LINK_MAX);
    // Which hosts are reached is judged with the names of the moment, when something is sent.
    check.that(text.is_empty() || tatefuda_text::is_web_address(&text), "address", "bad-link");
    let host = text.split_once("://").map_or("", |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or_default();
    let shown = host.rsplit('@').next().unwrap_or_default().to_owned();
    check.that(!host.contains('@'), "address", "bad-link");
    (text, shown)
}

fn key(check: &mut Check, typed: &str) -> String {
    let (shortest, longest) = KEY;
    let text = check.text("key", typed, longest);
    if !text.is_empty() && text.chars().count() < shortest {
        check.push(FieldError::new("key", "key-too-short").with("min", shortest));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_that_every_server_takes() {
        for (text, fits) in [
            ("yamada@town.example.jp", true),
            ("koho+sns@town.example.lg.jp", true),
            ("yamada@localhost", false),
            ("yamada", false),
            ("@town.example.jp", false),
            ("ya mada@town.example.jp", false),
            ("yamada@town.example.jp\r\nBcc: x@example.jp", false),
            ("yamada@a@town.example.jp", false),
            ("\"a b\"@town.example.jp", false),
            ("山田@town.example.jp", false),
            ("yamada@-town.example.jp", false),
            ("yamada@town..jp", false),
        ] {
            let mut check = Check::default();
            mail(&mut check, text);
            assert_eq!(check.is_fine(), fits, "{text}");
        }
    }

    #[test]
    fn of_a_hook_its_host_is_shown_and_no_more() {
        let mut check = Check::default();
        let (address, shown) = hook(&mut check, " https://hooks.example.jp:8443/services/T0/secret?key=x ");
        assert_eq!(
            (address.as_str(), shown.as_str()),
            ("https://hooks.example.jp:8443/services/T0/secret?key=x", "hooks.example.jp:8443")
        );
        assert!(check.is_fine());
        for text in ["https://user:pass@hooks.example.jp/x", "ftp://hooks.example.jp/", "hooks", ""] {
            let mut check = Check::default();
            hook(&mut check, text);
            assert!(!check.is_fine(), "{text}");
        }
    }
}
