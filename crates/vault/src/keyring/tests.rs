use secrecy::{ExposeSecret, SecretString};
use tatefuda_testkit::SeededEntropy;

use super::*;
use crate::{Place, Unsealable};

const PLACE: Place<'static> = Place { tenant: "t", table: "account", column: "credentials", row: "r" };

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn keys_are_made_once_and_read_again() {
    let data = folder();
    let keys = data.path().join("keys");
    assert!(matches!(KeyRing::open(&keys), Err(KeyRingError::Missing(_))));
    let first = KeyRing::open_or_create(&keys, &SeededEntropy::new(1)).expect("made");
    let sealed = first.sealer().seal(&PLACE, &SecretString::from("token"), &SeededEntropy::new(3));
    let again = KeyRing::open_or_create(&keys, &SeededEntropy::new(2)).expect("read");
    assert_eq!(again.sealer().open(&PLACE, &sealed).expect("opens").expose_secret(), "token");
    assert_eq!(again.checkpoint_public_key(), first.checkpoint_public_key());
    let public = fs::read_to_string(keys.join("checkpoint.pub")).expect("the public key");
    assert_eq!(public.trim(), first.checkpoint_public_key());
    let left: Vec<_> = fs::read_dir(&keys).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn a_renamed_key_still_opens() {
    let data = folder();
    let keys = data.path().join("keys");
    let first = KeyRing::open_or_create(&keys, &SeededEntropy::new(1)).expect("made");
    let sealed = first.sealer().seal(&PLACE, &SecretString::from("token"), &SeededEntropy::new(3));
    fs::rename(keys.join("sealing.key"), keys.join("sealing-2026.key")).expect("renamed");
    assert!(matches!(KeyRing::open(&keys), Err(KeyRingError::Missing(_))));
    let second = KeyRing::open_or_create(&keys, &SeededEntropy::new(2)).expect("made");
    assert!(second.sealer().open(&PLACE, &sealed).is_ok());
    let anew = second.sealer().seal(&PLACE, &SecretString::from("token"), &SeededEntropy::new(4));
    assert_ne!(anew.key_id(), sealed.key_id());
    fs::remove_file(keys.join("sealing-2026.key")).expect("removed");
    let third = KeyRing::open(&keys).expect("read");
    assert!(matches!(third.sealer().open(&PLACE, &sealed), Err(Unsealable::UnknownKey(_))));
}

#[test]
fn what_is_no_key_is_refused() {
    let data = folder();
    let keys = data.path().join("keys");
    KeyRing::open_or_create(&keys, &SeededEntropy::new(1)).expect("made");
    let good = fs::read_to_string(keys.join("sealing.key")).expect("a key");
    for bad in ["", "x", "tatefuda-sealing-v1:00", &good.replace("sealing", "checkpoint")] {
        fs::write(keys.join("sealing.key"), bad).expect("written");
        assert!(matches!(KeyRing::open(&keys), Err(KeyRingError::Malformed(_))), "{bad:?}");
    }
}

#[test]
fn nothing_prints_a_key() {
    let data = folder();
    let keys = data.path().join("keys");
    let ring = KeyRing::open_or_create(&keys, &SeededEntropy::new(1)).expect("made");
    for name in ["sealing.key", "checkpoint.key"] {
        let text = fs::read_to_string(keys.join(name)).expect("a key");
        let digits = text.trim_end().rsplit(':').next().expect("digits").to_owned();
        assert!(!format!("{ring:?} {:?}", ring.sealer()).contains(&digits));
    }
    assert!(!format!("{ring:?}").contains(&format!("{:?}", ring.checkpoint_seed())));
}
