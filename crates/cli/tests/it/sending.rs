//! Marks and the stop of all sending by command line.

use std::{fs, path::Path};

use super::{folder, tatefuda, text_of};

const BODY: [&str; 8] = ["--body", "town", "--body-name", "町", "--body-kana", "まち", "--prefecture", "県"];

fn installation(data: &Path) -> String {
    let place = data.to_str().unwrap().to_owned();
    let create = ["admin", "create", "--data", &place, "--login", "admin", "--name", "管理者"];
    let created = tatefuda(&[&create[..], &BODY[..]].concat());
    assert!(created.status.success(), "{}", text_of(&created));
    place
}

#[test]
fn a_new_installation_has_its_mark_beside_and_not_in_its_data() {
    let folder = folder();
    let data = folder.path().join("data");
    let place = installation(&data);
    assert!(folder.path().join("data-state").join("marks").is_dir() && !data.join("marks").exists());
    let show = tatefuda(&["mark", "show", "--data", &place]);
    assert!(show.status.success() && text_of(&show).contains("town: sound"), "{}", text_of(&show));
}

/// As after an update from a version without marks, or when the state folder was lost.
#[test]
fn a_database_beside_no_mark_is_admitted_by_a_named_person() {
    let folder = folder();
    let place = installation(&folder.path().join("data"));
    fs::remove_dir_all(folder.path().join("data-state")).unwrap();
    let doctor = tatefuda(&["doctor", "--data", &place]);
    assert!(text_of(&doctor).contains("unmarked"), "{}", text_of(&doctor));
    assert_eq!(tatefuda(&["mark", "show", "--data", &place]).status.code(), Some(1));
    let admit = ["mark", "admit", "--data", &place, "--body", "town", "--reason", "更新の後"];
    let unknown = tatefuda(&[&admit[..], &["--by", "nobody"]].concat());
    assert_eq!(unknown.status.code(), Some(2), "{}", text_of(&unknown));
    let admitted = tatefuda(&[&admit[..], &["--by", "admin", "--nothing-was-sent"]].concat());
    assert!(admitted.status.success() && text_of(&admitted).contains("sending goes on"), "{}", text_of(&admitted));
    let show = tatefuda(&["mark", "show", "--data", &place]);
    assert!(show.status.success(), "{}", text_of(&show));
    let verify = tatefuda(&["audit", "verify", "--data", &place]);
    assert!(verify.status.success(), "{}", text_of(&verify));
}

/// The data folder is copied to another place on the same machine: the copy is one.
#[test]
fn a_copied_data_folder_is_in_doubt() {
    let folder = folder();
    let data = folder.path().join("data");
    installation(&data);
    let copy = folder.path().join("copy");
    fs::create_dir_all(copy.join("keys")).unwrap();
    let closed = fs::metadata(data.join("keys")).unwrap().permissions();
    fs::set_permissions(copy.join("keys"), closed).unwrap();
    for entry in fs::read_dir(&data).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    for entry in fs::read_dir(data.join("keys")).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), copy.join("keys").join(entry.file_name())).unwrap();
    }
    let show = tatefuda(&["mark", "show", "--data", copy.to_str().unwrap()]);
    assert_eq!(show.status.code(), Some(1), "{}", text_of(&show));
    assert!(text_of(&show).contains("unmarked"), "{}", text_of(&show));
}

#[test]
fn all_is_stopped_by_command_and_said_by_doctor() {
    let folder = folder();
    let place = installation(&folder.path().join("data"));
    assert_eq!(tatefuda(&["stop-all", "--data", &place, "--reason", " "]).status.code(), Some(2));
    assert_eq!(
        tatefuda(&["stop-all", "--data", &place, "--body", "village", "--reason", "訓練"]).status.code(),
        Some(2)
    );
    let stop = tatefuda(&["stop-all", "--data", &place, "--reason", "乗っ取り"]);
    assert!(stop.status.success() && text_of(&stop).contains("town: all sending is stopped"), "{}", text_of(&stop));
    let doctor = tatefuda(&["doctor", "--data", &place]);
    assert!(text_of(&doctor).contains("all sending is stopped"), "{}", text_of(&doctor));
}

/// Without the database the command leaves the file that stops this machine.
#[test]
fn without_the_database_the_file_stops() {
    let folder = folder();
    let data = folder.path().join("data");
    let place = installation(&data);
    fs::write(data.join("tatefuda.db"), "not a database").unwrap();
    let _ = (fs::remove_file(data.join("tatefuda.db-wal")), fs::remove_file(data.join("tatefuda.db-shm")));
    let stop = tatefuda(&["stop-all", "--data", &place, "--reason", "乗っ取り"]);
    assert_eq!(stop.status.code(), Some(1), "{}", text_of(&stop));
    let file = folder.path().join("data-state").join("STOP");
    assert_eq!(fs::read_to_string(file).unwrap(), "乗っ取り\n");
}
