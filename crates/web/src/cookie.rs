//! The cookies: session, enrolled device, language, and the key of one message.

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use tatefuda_domain::{Id as _, TenantId};

use crate::config::Config;

const SESSION: &str = "tatefuda_session";
/// Browsers accept the prefix only together with `Secure`, host-wide path and no domain.
const SESSION_SECURE: &str = "__Host-tatefuda_session";
const LANG: &str = "tatefuda_lang";
const FLASH: &str = "tatefuda_flash";

/// Name of the session cookie under this configuration.
fn session_name(config: &Config) -> &'static str {
    if config.secure_cookies { SESSION_SECURE } else { SESSION }
}

/// The secret of the session that the browser sent.
pub(crate) fn session(headers: &HeaderMap, config: &Config) -> Option<String> {
    read(headers, session_name(config))
}

/// Keeps the session in the browser until it is closed or signed out; its end is decided by the server.
pub(crate) fn set_session(config: &Config, secret: String) -> HeaderValue {
    value(base(config, session_name(config), secret))
}

/// Takes the session out of the browser.
pub(crate) fn clear_session(config: &Config) -> HeaderValue {
    removal(base(config, session_name(config), String::new()))
}

/// Name of the cookie of an enrolled device, one for each body.
fn device_name(config: &Config, body: TenantId) -> String {
    let prefix = if config.secure_cookies { "__Host-" } else { "" };
    format!("{prefix}tatefuda_device_{}", body.uuid().simple())
}

/// What the browser keeps since it was enrolled as a device of a body.
pub(crate) fn device(headers: &HeaderMap, config: &Config, body: TenantId) -> Option<String> {
    read(headers, &device_name(config, body))
}

/// Keeps the device in the browser as long as browsers allow (400 days); each sign-in begins that time anew.
pub(crate) fn set_device(config: &Config, body: TenantId, secret: String) -> HeaderValue {
    text(format!("{}; Max-Age=34560000", base(config, device_name(config, body), secret)))
}

/// The language that was chosen.
pub(crate) fn lang(headers: &HeaderMap) -> Option<String> {
    read(headers, LANG)
}

/// Remembers the language for a year.
pub(crate) fn set_lang(config: &Config, code: &'static str) -> HeaderValue {
    let mut cookie = base(config, LANG, code.to_owned()).to_string();
    cookie.push_str("; Max-Age=31536000");
    text(cookie)
}

/// Key of the message about what was just done, without anything typed in it.
pub(crate) fn flash(headers: &HeaderMap) -> Option<String> {
    read(headers, FLASH)
}

/// Leaves a message for the next page.
pub(crate) fn set_flash(config: &Config, key: &str) -> HeaderValue {
    value(base(config, FLASH, key.to_owned()))
}

/// Takes the message away once it was shown.
pub(crate) fn clear_flash(config: &Config) -> HeaderValue {
    removal(base(config, FLASH, String::new()))
}

fn base(config: &Config, name: impl Into<Cow<'static, str>>, content: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, content);
    cookie.set_path("/");
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(config.secure_cookies);
    cookie.set_http_only(true);
    cookie
}

fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    jar.get(name).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty() && value.len() <= 512)
}

fn value(cookie: Cookie<'static>) -> HeaderValue {
    text(cookie.to_string())
}

fn removal(cookie: Cookie<'static>) -> HeaderValue {
    text(format!("{cookie}; Max-Age=0"))
}

fn text(cookie: String) -> HeaderValue {
    HeaderValue::from_str(&cookie).expect("cookies are made of our own names and ASCII values")
}

/// Adds a cookie to a response.
pub(crate) fn add(headers: &mut HeaderMap, cookie: HeaderValue) {
    headers.append(header::SET_COOKIE, cookie);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_hardens_the_session_cookie_and_plain_http_keeps_it_usable() {
        let https = Config { secure_cookies: true, ..Config::default() };
        let cookie = set_session(&https, "abc".to_owned());
        assert_eq!(cookie, "__Host-tatefuda_session=abc; HttpOnly; SameSite=Lax; Secure; Path=/");
        let cookie = set_session(&Config::default(), "abc".to_owned());
        assert_eq!(cookie, "tatefuda_session=abc; HttpOnly; SameSite=Lax; Path=/");
        let gone = clear_session(&Config::default());
        assert_eq!(gone, "tatefuda_session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0");
    }

    #[test]
    fn a_cookie_is_read_by_its_exact_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xtatefuda_lang=en; tatefuda_lang=ja"));
        assert_eq!(lang(&headers).as_deref(), Some("ja"));
        assert_eq!(flash(&headers), None);
    }
}
