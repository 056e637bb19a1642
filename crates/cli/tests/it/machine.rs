//! Unix only: the program on a machine that runs full, crashes and has other users.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use rustix::process::{Pid, Resource, Rlimit, prlimit};

use crate::{folder, tatefuda, text_of};

/// As from a shell with the mask that systems come with: others may read what nobody closes to them.
fn open_handed(words: &[&str]) -> Output {
    let script = "umask 022; exec \"$0\" \"$@\"";
    Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_tatefuda")]).args(words).output().unwrap()
}

/// A body with its administrator, whose initial password is given back.
fn installation(data: &str) -> String {
    let body = ["--body", "town", "--body-name", "町", "--body-kana", "まち", "--prefecture", "県"];
    let create = ["admin", "create", "--data", data, "--login", "admin", "--name", "管理者"];
    let created = open_handed(&[&create[..], &body[..]].concat());
    assert!(created.status.success(), "{}", text_of(&created));
    text_of(&created).lines().last().unwrap().to_owned()
}

struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(data: &str) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", "umask 022; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_tatefuda")])
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            // A file would fall under the limit as well.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Tatefuda: http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    fn ask(&self, head: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (address, length) = (&self.address, body.len());
        write!(
            stream,
            "{head} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        (text.split(' ').nth(1).unwrap().parse().unwrap(), text)
    }

    fn health(&self) -> (u16, String) {
        self.ask("GET /health", "")
    }

    fn sign_in(&self, password: &str) -> u16 {
        self.ask("POST /sign-in", &format!("login=admin&password={password}")).0
    }

    /// No file may grow beyond this from now on.
    fn limit_files(&self, bytes: Option<u64>) {
        let pid = Pid::from_child(&self.child);
        prlimit(Some(pid), Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill().and_then(|()| self.child.wait()));
    }
}

/// After one failed write every save and sign-in answered 500 until a restart, and `/health` said ok.
#[test]
fn a_disk_that_ran_full_stops_saving_only_for_as_long_as_it_is_full() {
    let folder = folder();
    let data = folder.path().join("data");
    let password = installation(data.to_str().unwrap());
    let served = Served::start(data.to_str().unwrap());
    assert_eq!(served.health().0, 200);
    assert_eq!(served.sign_in(&password), 303);
    for _ in 0..2 {
        served.limit_files(Some(0));
        for _ in 0..3 {
            assert_eq!(served.sign_in(&password), 503, "a clear message, no fault of the program");
        }
        // What was found is told again for a second.
        let mut health = served.health();
        while health.0 != 503 {
            health = served.health();
        }
        assert!(health.1.contains("ディスクに空きがありません") && health.1.contains("no space"), "{}", health.1);
        assert_eq!(served.ask("GET /sign-in", "").0, 200, "reading goes on");
        served.limit_files(None);
        assert_eq!(served.sign_in(&password), 303, "saving works as soon as there is space");
        while served.health().0 != 200 {}
    }
}

fn modes(folder: &Path) -> Vec<(PathBuf, u32)> {
    // A file that was only on its way to its place is gone by now.
    let mode = |path: &Path| fs::metadata(path).map_or(0, |meta| meta.permissions().mode() & 0o777);
    let mut found = vec![(folder.to_owned(), mode(folder))];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(modes(&path)) } else { found.push((path.clone(), mode(&path))) }
    }
    found
}

/// Database, log and folder were made readable for everybody on the machine, and `doctor` found that fine.
#[test]
fn what_the_program_keeps_is_for_its_owner_alone() {
    let folder = folder();
    let data = folder.path().join("place/data");
    let text = data.to_str().unwrap();
    let password = installation(text);
    let served = Served::start(text);
    assert_eq!(served.sign_in(&password), 303);
    // Beside the data lies what this machine alone knows. The worker comes to its first look a moment later.
    let found = loop {
        let found = modes(data.parent().unwrap());
        let is_there = |end: &str| found.iter().any(|(path, _)| path.to_string_lossy().contains(end));
        if ["tatefuda.db", "-wal", "-shm", "-alive-"].iter().all(|end| is_there(end)) {
            break found;
        }
    };
    let open: Vec<_> = found.iter().filter(|(_, mode)| mode & 0o077 != 0).collect();
    assert!(open.is_empty(), "{open:?}");
    drop(served);

    let quiet = tatefuda(&["doctor", "--data", text]);
    assert!(!text_of(&quiet).contains("chmod"), "{}", text_of(&quiet));
    let database = data.join("tatefuda.db");
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    let doctor = tatefuda(&["doctor", "--data", text]);
    assert_eq!(doctor.status.code(), Some(1));
    for advice in [format!("chmod 600 {}", database.display()), format!("chmod 700 {text}")] {
        assert_eq!(text_of(&doctor).matches(&advice).count(), 2, "in both languages: {}", text_of(&doctor));
    }
}

/// What residents read is read by another program.
#[test]
fn what_is_published_can_be_read_by_others() {
    let folder = folder();
    let data = folder.path().join("data");
    installation(data.to_str().unwrap());
    let site = folder.path().join("site");
    let words = ["export", "public", "--data", data.to_str().unwrap(), "--body", "town", site.to_str().unwrap()];
    let export = open_handed(&words);
    assert!(export.status.success(), "{}", text_of(&export));
    let closed: Vec<_> = modes(&site).into_iter().filter(|(_, mode)| mode & 0o004 == 0).collect();
    assert!(closed.is_empty(), "{closed:?}");
    assert!(modes(&data).iter().all(|(_, mode)| mode & 0o077 == 0), "and nothing else");
}

/// A crash wrote the memory, with keys and passwords, to the disk.
#[test]
fn a_crash_leaves_nothing_of_the_memory() {
    let folder = folder();
    let data = folder.path().join("data");
    installation(data.to_str().unwrap());
    let served = Served::start(data.to_str().unwrap());
    let limits = fs::read_to_string(format!("/proc/{}/limits", served.child.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    // The limit alone does not hold back a collector behind a pipe.
    let doctor = text_of(&tatefuda(&["doctor", "--data", data.to_str().unwrap()]));
    assert!(doctor.contains("a crash leaves nothing of the memory on the disk"), "{doctor}");
}
