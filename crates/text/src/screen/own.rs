//! What a body publishes of itself.

use serde::{Deserialize, Serialize};

/// The body's own contact data: its telephones, addresses and hosts are no findings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Telephone numbers, in any spelling.
    #[serde(default)]
    pub phones: Vec<String>,
    /// Mail addresses, or `@host` for every address there.
    #[serde(default)]
    pub emails: Vec<String>,
    /// Postal codes, in any spelling.
    #[serde(default)]
    pub postal_codes: Vec<String>,
    /// Addresses of offices, as far as the number of the house.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Hosts; those below count too.
    #[serde(default)]
    pub hosts: Vec<String>,
}

/// The digits of a number in any spelling.
fn digits(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_digit).collect();
    }
    crate::view::View::digits(text).text().chars().filter(char::is_ascii_digit).collect()
}

impl Own {
    /// Whether a number is one of the body's telephones.
    pub fn has_phone(&self, number: &str) -> bool {
        if self.phones.is_empty() {
            return false;
        }
        let number = digits(number);
        self.phones.iter().any(|own| digits(own) == number)
    }

    /// Whether an address is one of the body's.
    pub fn has_email(&self, address: &str) -> bool {
        let address = address.to_ascii_lowercase();
        self.emails
            .iter()
            .map(|own| own.to_ascii_lowercase())
            .any(|own| if own.starts_with('@') { address.ends_with(&own) } else { address == own })
    }

    /// Whether a postal code is one of the body's.
    pub fn has_postal_code(&self, code: &str) -> bool {
        if self.postal_codes.is_empty() {
            return false;
        }
        let code = digits(code);
        self.postal_codes.iter().any(|own| digits(own) == code)
    }

    /// Whether an address is one of its offices.
    pub fn has_address(&self, address: &str) -> bool {
        if self.addresses.is_empty() {
            return false;
        }
        let read =
            |text: &str| crate::view::View::digits(text).text().replace([' ', '丁', '目', '番', '地', '号', '-'], "");
        let address = read(address);
        self.addresses
            .iter()
            .map(|own| read(own))
            .any(|own| !own.is_empty() && (address.ends_with(&own) || own.ends_with(&address)))
    }

    /// Whether a host is the body's.
    pub fn has_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|own| {
            let own = own.to_ascii_lowercase();
            host == own || host.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.'))
        })
    }
}
