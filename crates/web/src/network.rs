//! Addresses of networks, and whose word about where a request came from is believed.

use std::{fmt, net::IpAddr, str::FromStr};

use axum::http::HeaderMap;

/// An address, or all addresses that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address belongs to it. IPv4 within IPv6 (`::ffff:192.0.2.1`) counts as IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let same = |a: u128, b: u128, width: u32| {
            let behind = width - u32::from(self.bits);
            a.checked_shr(behind).unwrap_or(0) == b.checked_shr(behind).unwrap_or(0)
        };
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => same(a.to_bits().into(), b.to_bits().into(), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => same(a.to_bits(), b.to_bits(), 128),
            _ => false,
        }
    }
}

/// A text that is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address (192.0.2.1) and no network (192.0.2.0/24)")]
pub struct NotANetwork(String);

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let no = || NotANetwork(text.to_owned());
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| no())?)),
            None => (text.trim(), None),
        };
        let address = address.parse::<IpAddr>().map_err(|_| no())?.to_canonical();
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        if bits > width {
            return Err(no());
        }
        Ok(Self { address, bits })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// Where a request came from. Every line of `X-Forwarded-For` together is one list, to which each proxy adds, at its end,
/// the address that spoke to it. It is read from there: an address counts as long as whoever wrote it is trusted, so the
/// last one that is no trusted proxy is whom the request came from, and whatever stands before it the client may have
/// written. An entry that is no address ends the reading.
pub(crate) fn origin_of(direct: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let believed = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or_default()).collect();
    let mut list = lines.iter().flat_map(|line| line.split(',')).rev();
    let mut from = direct.to_canonical();
    while believed(from)
        && let Some(next) = list.next().and_then(address)
    {
        from = next;
    }
    from
}

/// An address as proxies write it, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse::<std::net::SocketAddr>().map(|with_port| with_port.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(direct: &str, lines: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        let trusted: Vec<Network> = trusted.iter().map(|one| one.parse().expect("a network")).collect();
        origin_of(direct.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn what_the_client_wrote_itself_does_not_count() {
        // The proxy adds to the client's line, or adds a line of its own.
        assert_eq!(from("10.0.0.1", &["198.51.100.1, 203.0.113.7"], &["10.0.0.1"]), "203.0.113.7");
        assert_eq!(from("10.0.0.1", &["198.51.100.1", "203.0.113.7"], &["10.0.0.1"]), "203.0.113.7");
        assert_eq!(from("10.0.0.1", &["198.51.100.1,", " ,203.0.113.7 "], &["10.0.0.1"]), "203.0.113.7");
        // Whoever is no proxy says nothing about itself.
        assert_eq!(from("203.0.113.7", &["198.51.100.1"], &["10.0.0.1"]), "203.0.113.7");
        assert_eq!(from("203.0.113.7", &["198.51.100.1"], &[]), "203.0.113.7");
    }

    #[test]
    fn several_proxies_are_passed_through() {
        let trusted = ["10.0.0.0/24", "2001:db8::/32"];
        assert_eq!(from("10.0.0.1", &["198.51.100.1, 203.0.113.7, 10.0.0.9"], &trusted), "203.0.113.7");
        assert_eq!(
            from("2001:db8::5", &["203.0.113.7:4711, [2001:db8::6]:80, [2001:db8::7]"], &trusted),
            "203.0.113.7"
        );
        assert_eq!(from("::ffff:10.0.0.1", &["::ffff:203.0.113.7"], &trusted), "203.0.113.7");
        // Only proxies: the first of them.
        assert_eq!(from("10.0.0.1", &["10.0.0.3, 10.0.0.2"], &trusted), "10.0.0.3");
        assert_eq!(from("10.0.0.1", &[], &trusted), "10.0.0.1");
        // What is no address is nobody, and nothing before it is believed.
        assert_eq!(from("10.0.0.1", &["198.51.100.1, unknown"], &trusted), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &["198.51.100.1, unknown, 10.0.0.2"], &trusted), "10.0.0.2");
    }

    #[test]
    fn networks_are_read_and_refused() {
        let holds = |network: &str, address: &str| {
            network.parse::<Network>().expect("a network").contains(address.parse().expect("an address"))
        };
        assert!(holds("0.0.0.0/0", "198.51.100.1") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "2001:db8::1") && holds("192.0.2.128/25", "192.0.2.200"));
        assert!(!holds("192.0.2.128/25", "192.0.2.100") && !holds("192.0.2.1", "192.0.2.2"));
        for wrong in ["", "true", "192.0.2.1/33", "192.0.2.0/x", "proxy.example", "192.0.2"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
