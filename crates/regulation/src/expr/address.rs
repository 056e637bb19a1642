//! Addresses compared as addresses: `http` and `https`, capital letters of the host, a stated usual port and a slash at
//! the end make no difference; the path does, in capital letters too.

/// What of an address says where it leads.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    host: String,
    port: Option<u16>,
    path: String,
    query: Option<String>,
}

/// `None`: it is no address of the web, and then it equals none.
fn read(text: &str) -> Option<Address> {
    let text = text.trim();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), text),
    };
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // A name before an @ is no part of where it leads, and a way to hide it.
    if authority.contains('@') || authority.contains(char::is_whitespace) {
        return None;
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
        None => (authority, None),
    };
    let host = host.trim_end_matches('.').to_lowercase();
    if host.is_empty() {
        return None;
    }
    let port = port.filter(|port| *port != if scheme == "http" { 80 } else { 443 });
    let (path, query) = match tail.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned()).filter(|query| !query.is_empty())),
        None => (tail, None),
    };
    Some(Address { host, port, path: path.trim_end_matches('/').to_owned(), query })
}

/// Whether both lead to the same place.
pub fn same(left: &str, right: &str) -> bool {
    read(left).is_some_and(|left| read(right).is_some_and(|right| left == right))
}

/// Whether an address is one of another's place or lies below it.
pub fn below(address: &str, place: &str) -> bool {
    let (Some(address), Some(place)) = (read(address), read(place)) else { return false };
    let inside = address.path.strip_prefix(&place.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    address.host == place.host && address.port == place.port && inside
}

#[cfg(test)]
mod tests {
    use super::{below, same};

    #[test]
    fn what_leads_to_the_same_place_is_the_same() {
        let as_printed = "http://www.Facebook.com/city.kisarazu/";
        assert!(same(as_printed, "https://www.facebook.com/city.kisarazu"));
        assert!(same("https://www.facebook.com:443/city.kisarazu#about", "https://www.facebook.com/city.kisarazu"));
        assert!(same("page.line.me/kisarazu", "https://page.line.me/kisarazu"));
        for other in [
            "https://www.facebook.com/City.kisarazu",
            "https://www.facebook.com/city.kisarazu)",
            "https://www.facebook.com/city.kisarazu?x=1",
            "https://www.facebook.com.example/city.kisarazu",
            "https://www.facebook.com@example.net/city.kisarazu",
            "ftp://www.facebook.com/city.kisarazu",
            "https://www.facebook.com:8443/city.kisarazu",
            "",
        ] {
            assert!(!same(other, "https://www.facebook.com/city.kisarazu"), "{other}");
        }
        assert!(!same("", "") && !same("https://", "https://"));
    }

    #[test]
    fn what_lies_below_a_place_does_so_by_whole_names() {
        assert!(below("https://www.City.example.lg.jp/sns/", "https://www.city.example.lg.jp/"));
        assert!(below("http://www.city.example.lg.jp", "https://www.city.example.lg.jp/"));
        assert!(!below("https://www.city.example.lg.jp.example.net/", "https://www.city.example.lg.jp"));
        assert!(!below("https://www.city.example.lg.jp/snsx", "https://www.city.example.lg.jp/sns"));
    }
}
