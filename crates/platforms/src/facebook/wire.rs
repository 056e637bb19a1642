//! What a send looks like on the wire.

use sha2::{Digest as _, Sha256};

use crate::{platform::OutgoingPost, wire::WireRequest};

/// A pure function of covered fields. Options are not sent: none is known yet, and `limits` reports them.
pub(super) fn request(version: &str, post: &OutgoingPost) -> WireRequest {
    let mut params = Vec::new();
    if !post.text.is_empty() {
        params.push(("message", post.text.clone()));
    }
    if let Some(link) = &post.link {
        params.push(("link", link.clone()));
    }
    WireRequest { method: "POST", path: format!("/{version}/{}/feed", post.account), params }
}

/// HMAC-SHA256 (RFC 2104) in hexadecimal.
pub(super) fn hmac_hex(key: &[u8], message: &[u8]) -> String {
    let mut block = [0_u8; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(message).finalize();
    hex::encode(Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// RFC 4231, test cases 2 and 6.
    #[test]
    fn hmac_vectors() {
        assert_eq!(
            hmac_hex(b"Jefe", b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hmac_hex(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn one_byte_more_is_another_hash_and_only_known_parameters_are_sent() {
        let post = OutgoingPost {
            account: "100".into(),
            text: "本日は晴れ".into(),
            link: Some("https://example.lg.jp/".into()),
            options: BTreeMap::new(),
        };
        let wire = request("v25.0", &post);
        assert_eq!(wire.path, "/v25.0/100/feed");
        assert!(wire.params.iter().all(|(name, _)| super::super::SENT_PARAMETERS.contains(name)));
        assert_eq!(wire.hash(), request("v25.0", &post.clone()).hash());
        let other = OutgoingPost { text: "本日は晴れ。".into(), ..post };
        assert_ne!(wire.hash(), request("v25.0", &other).hash());
    }
}
