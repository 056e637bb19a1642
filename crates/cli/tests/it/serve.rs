//! The program as a service: what it writes into its log, and that it goes on when others hold its connections.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    time::Duration,
};

use super::{folder, tatefuda, text_of};

struct Service {
    child: Child,
    address: String,
    log: BufReader<ChildStderr>,
}

impl Service {
    /// Starts it, with at most so many open files.
    fn start(data: &Path, files: Option<u32>, words: &[&str]) -> Self {
        let program = env!("CARGO_BIN_EXE_tatefuda");
        let mut command = match files {
            None => Command::new(program),
            Some(files) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", &format!("ulimit -n {files}; exec \"$0\" \"$@\""), program]);
                shell
            }
        };
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--no-worker", "--data"])
            .arg(data)
            .args(words)
            .env_remove("TATEFUDA_LOG")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Tatefuda: http://").and_then(|rest| rest.strip_suffix('/'));
        Self { address: address.unwrap_or_else(|| panic!("{line}")).to_owned(), child, log }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        // A bound, not an expectation: without it a fault would be a test that never ends.
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    fn ask(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap_or_else(|error| panic!("{path}: {error} after {answer:?}"));
        answer
    }

    /// The log up to a line that holds a word.
    fn log_until(&mut self, word: &str) -> String {
        let mut all = String::new();
        while !all.lines().next_back().is_some_and(|line| line.contains(word)) {
            assert!(self.log.read_line(&mut all).unwrap() > 0, "{word} never came: {all}");
        }
        all
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn installation() -> tempfile::TempDir {
    let folder = folder();
    let migrate = tatefuda(&["migrate", "--data", folder.path().join("data").to_str().unwrap()]);
    assert!(migrate.status.success(), "{}", text_of(&migrate));
    folder
}

/// Before, `docs/logging.md` named another variable and level than the program read, and every line said `route=""`.
#[test]
fn each_request_is_in_the_log_with_its_route() {
    let folder = installation();
    let mut service = Service::start(&folder.path().join("data"), None, &[]);
    assert!(service.ask("/health").ends_with("ok\n"));
    assert!(service.ask("/public/somewhere/?secret=typed").starts_with("HTTP/1.1 404"));
    assert!(service.ask("/nothing/here").starts_with("HTTP/1.1 404"));
    let log = service.log_until("route=\"none\"");
    assert!(log.contains("route=\"/health\"") && log.contains("status=200") && log.contains("millis="), "{log}");
    assert!(log.contains("route=\"/public/{body}/\"") && !log.contains("secret"), "{log}");
    assert!(!log.contains("route=\"\""), "{log}");
    let docs = include_str!("../../../../docs/logging.md");
    assert!(docs.contains("`TATEFUDA_LOG`") && !docs.contains("RUST_LOG"), "the page names what is read");
}

/// With a hundred open files and two hundred half-open connections. Before, nobody was served any more.
#[cfg(target_os = "linux")]
#[test]
fn connections_leave_descriptors_for_the_database() {
    let folder = installation();
    let service = Service::start(&folder.path().join("data"), Some(100), &[]);
    let half_open: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = service.connect();
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n");
            stream
        })
        .collect();
    for _ in 0..20 {
        assert!(service.ask("/health").ends_with("ok\n"));
        assert!(service.ask("/sign-in").starts_with("HTTP/1.1 200"));
    }
    drop(half_open);
}

/// An address that would fail later is refused at the start, with what to write instead.
#[test]
fn a_wrong_address_is_refused_at_the_start() {
    let folder = installation();
    let data = folder.path().join("data");
    for (address, word) in [
        ("sns.example.lg.jp", "https://sns.example.lg.jp"),
        ("ftp://sns.example.lg.jp", "https://sns.example.lg.jp"),
        ("https://sns.example.lg.jp/sns", "no path"),
        ("https://me:x@sns.example.lg.jp", "user name"),
    ] {
        let words = ["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap(), "--base-url", address];
        let refused = tatefuda(&words);
        assert_eq!(refused.status.code(), Some(2), "{address}");
        assert!(text_of(&refused).contains(word), "{address}: {}", text_of(&refused));
    }
    let words = ["serve", "--data", data.to_str().unwrap(), "--trusted-proxy", "true"];
    let refused = tatefuda(&words);
    assert!(refused.status.code() == Some(2) && text_of(&refused).contains("192.0.2.0/24"), "{}", text_of(&refused));
}
