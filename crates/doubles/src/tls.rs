//! A certificate for `localhost` and the authority that signed it, made for these doubles: nobody trusts it who is not told.

use std::sync::Arc;

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tokio_rustls::TlsAcceptor;

/// The authority, as PEM.
pub const AUTHORITY: &str = include_str!("tls/authority.pem");
const SERVER: &str = include_str!("tls/server.pem");
const KEY: &str = include_str!("tls/server.key");

/// What a server of a double speaks TLS with.
///
/// # Panics
/// The files beside this one are none of ours.
pub fn acceptor() -> TlsAcceptor {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let chain =
        CertificateDer::pem_slice_iter(SERVER.as_bytes()).collect::<Result<Vec<_>, _>>().expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).expect("a key");
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).expect("they fit");
    TlsAcceptor::from(Arc::new(config))
}
