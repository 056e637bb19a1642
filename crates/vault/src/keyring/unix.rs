//! Unix only: who may read a key.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

use super::KeyRingError;

/// Bits of group and others.
const OTHERS: u32 = 0o077;

pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

pub(super) fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

pub(super) fn check(path: &Path) -> Result<(), KeyRingError> {
    let meta = fs::metadata(path).map_err(|source| KeyRingError::Io { path: path.to_owned(), source })?;
    let mode = meta.permissions().mode() & 0o7777;
    if mode & OTHERS == 0 { Ok(()) } else { Err(KeyRingError::Open { path: path.to_owned(), mode }) }
}

#[cfg(test)]
mod tests {
    use tatefuda_testkit::SeededEntropy;

    use super::*;
    use crate::keyring::KeyRing;

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let keys = data.path().join("keys");
        KeyRing::open_or_create(&keys, &SeededEntropy::new(1)).expect("made");
        for (path, good) in
            [(keys.join("sealing.key"), 0o600), (keys.join("checkpoint.key"), 0o600), (keys.clone(), 0o700)]
        {
            let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("changed");
            assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, good);
            for bad in [good | 0o040, good | 0o004] {
                mode(bad);
                assert!(matches!(KeyRing::open(&keys), Err(KeyRingError::Open { mode, .. }) if mode == bad));
            }
            mode(good);
        }
        KeyRing::open(&keys).expect("read again");
    }
}
