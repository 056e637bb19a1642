//! Which language a request is answered in.

use axum::http::{HeaderMap, Uri, header};
use tatefuda_i18n::Lang;

use crate::cookie;

/// `?lang=`, then the cookie, then `Accept-Language`, then Japanese.
pub(crate) fn of(uri: &Uri, headers: &HeaderMap) -> Lang {
    asked(uri).or_else(|| Lang::from_code(&cookie::lang(headers)?)).unwrap_or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        accepted.map_or(Lang::Ja, Lang::from_accept_language)
    })
}

/// The language named in the address itself.
pub(crate) fn asked(uri: &Uri) -> Option<Lang> {
    uri.query()?.split('&').find_map(|pair| Lang::from_code(pair.strip_prefix("lang=")?))
}

/// An address of this site without the language named in it, so that a choice just made is not overruled.
pub(crate) fn without(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

/// The same language as the domain names it.
pub(crate) fn domain(lang: Lang) -> tatefuda_domain::Lang {
    match lang {
        Lang::Ja => tatefuda_domain::Lang::Ja,
        Lang::En => tatefuda_domain::Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn address_before_cookie_before_header() {
        let mut headers = HeaderMap::new();
        let plain = Uri::from_static("/posts");
        assert_eq!(of(&plain, &headers), Lang::Ja);
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
        assert_eq!(of(&plain, &headers), Lang::En);
        headers.insert(header::COOKIE, HeaderValue::from_static("tatefuda_lang=ja"));
        assert_eq!(of(&plain, &headers), Lang::Ja);
        assert_eq!(of(&Uri::from_static("/posts?x=1&lang=en"), &headers), Lang::En);
        assert_eq!(of(&Uri::from_static("/posts?lang=zz"), &headers), Lang::Ja);
        assert_eq!(without("/posts?lang=en&x=1"), "/posts?x=1");
        assert_eq!(without("/posts?lang=en"), "/posts");
    }
}
