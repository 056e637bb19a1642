use tatefuda_testkit::SeededEntropy;

use super::*;

fn tenant() -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(7))
}

fn mark(seq: u64) -> Mark {
    Mark { seq, hash: Digest::of(&seq.to_be_bytes()), at: Timestamp::UNIX_EPOCH }
}

fn state(folder: &Path, machine: &str) -> NodeState {
    NodeState::in_folder(folder, Machine::named(Some(machine)))
}

#[test]
fn a_mark_is_read_again_by_this_machine_alone() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let folder = place.path().join("state");
    let here = state(&folder, "a");
    assert_eq!(here.kept(tenant()).expect("read"), Kept::Nothing);
    assert!(!folder.exists(), "looking makes nothing");
    here.keep(tenant(), mark(3), false).expect("kept");
    assert_eq!(state(&folder, "a").kept(tenant()).expect("read"), Kept::Mark(mark(3)));
    assert_eq!(state(&folder, "b").kept(tenant()).expect("read"), Kept::Elsewhere(mark(3)));
    let text = fs::read_to_string(mark_path(&folder, tenant())).expect("there");
    assert!(!text.contains("\"a\""), "only a digest of the machine's name lies there: {text}");
}

#[test]
fn a_mark_never_goes_back_unless_told() {
    let place = tempfile::tempdir().expect("a temporary folder");
    for state in [state(&place.path().join("state"), "a"), NodeState::in_memory()] {
        state.keep(tenant(), mark(9), false).expect("kept");
        state.keep(tenant(), mark(4), false).expect("kept");
        assert_eq!(state.kept(tenant()).expect("read"), Kept::Mark(mark(9)));
        state.keep(tenant(), mark(4), true).expect("kept");
        assert_eq!(state.kept(tenant()).expect("read"), Kept::Mark(mark(4)));
    }
}

#[test]
fn what_is_no_mark_is_an_error_and_never_nothing() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let here = state(place.path(), "a");
    here.keep(tenant(), mark(1), false).expect("kept");
    let path = mark_path(place.path(), tenant());
    let good = fs::read_to_string(&path).expect("there");
    for bad in ["", "{", &good.replace("\"format\":1", "\"format\":2"), &good.replace(&tenant().to_string(), "x")] {
        fs::write(&path, bad).expect("written");
        assert!(matches!(here.kept(tenant()), Err(StateError::Malformed(_))), "{bad:?}");
    }
}

#[test]
fn a_node_keeps_its_id() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let id = |seed| state(place.path(), "a").node(Timestamp::UNIX_EPOCH, &SeededEntropy::new(seed)).expect("an id");
    assert_eq!(id(1), id(2));
}

#[test]
fn the_file_stops_wherever_it_lies_and_tells_why() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let data = place.path().join("data");
    fs::create_dir(&data).expect("made");
    let here = state(&place.path().join("state"), "a").stopped_also_in(&data);
    assert_eq!(here.stop_file(), None);
    fs::write(data.join(STOP_FILE), "乗っ取りの疑い\u{7}\nmore\n").expect("written");
    assert_eq!(here.stop_file().as_deref(), Some("乗っ取りの疑い"));
    fs::remove_file(data.join(STOP_FILE)).expect("removed");
    here.put_stop_file("by hand").expect("written");
    assert_eq!(here.stop_file().as_deref(), Some("by hand"));
}

#[test]
fn one_process_sends_with_a_state() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (state(place.path(), "a"), state(place.path(), "a"));
    assert!(one.claim().expect("asked") && one.claim().expect("asked again"));
    assert!(!two.claim().expect("asked"));
    drop(one);
    assert!(two.claim().expect("asked"));
}
