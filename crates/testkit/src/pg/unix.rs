//! Unix only: users, sockets in a directory, and the supervising shell.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::{PgDatabase, PgError};

const PORT: &str = "5432";
const START_LIMIT: Duration = Duration::from_secs(30);

/// Runs beside the test process. It ends when its standard input closes, which the system does for us even when the
/// test process is killed; then the server is stopped at once and its directory removed. `TERM` is for a server that
/// has not set up its handlers yet, since a shell starts background programs with `QUIT` ignored; `QUIT` does not
/// wait for clients.
const SUPERVISOR: &str = r#"
cp -R -p "$4" "$2/data" || exit 1
"$1/postgres" -D "$2/data" -k "$2" -p "$3" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB >"$2/log" 2>&1 &
server=$!
read -r _
kill -TERM "$server" 2>/dev/null
kill -QUIT "$server" 2>/dev/null
wait "$server" 2>/dev/null
rm -rf "$2"
"#;

pub(super) fn create() -> Result<PgDatabase, PgError> {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static START: Mutex<()> = Mutex::new(());
    static NUMBER: AtomicU32 = AtomicU32::new(0);

    // The lock makes the first caller start the server; OnceLock alone cannot be filled by something that may fail.
    let server = {
        let _guard = START.lock().unwrap_or_else(PoisonError::into_inner);
        match SERVER.get() {
            Some(server) => server,
            None => {
                let started = Server::start()?;
                SERVER.get_or_init(|| started)
            }
        }
    };
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed) + 1);
    server.create_database(&name)?;
    let url = format!("postgres://postgres@localhost:{PORT}/{name}?host={}", server.directory.display());
    Ok(PgDatabase { url, name })
}

struct Server {
    bin: PathBuf,
    directory: PathBuf,
    user: Account,
    /// Holds the writing end of the supervisor's standard input; the end of this process closes it.
    _supervisor: Child,
}

impl Server {
    fn start() -> Result<Self, PgError> {
        let bin = find_binaries().ok_or(PgError::Missing)?;
        let user = Account::choose()?;
        let template = template(&bin, &user)?;

        // Not under the test's own TempDir: the supervisor removes it, also after a kill.
        let directory = tempfile::Builder::new()
            .prefix("tatefuda-pg-")
            .tempdir()
            .map_err(|source| PgError::Io { doing: "making a directory for PostgreSQL".into(), source })?
            .keep();
        user.own(&directory)?;
        let mut supervisor = user
            .command("sh")
            .args(["-c", SUPERVISOR, "sh"])
            .arg(&bin)
            .arg(&directory)
            .arg(PORT)
            .arg(&template)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|source| PgError::Io { doing: "starting PostgreSQL".into(), source })?;

        let socket = directory.join(format!(".s.PGSQL.{PORT}"));
        let deadline = Instant::now() + START_LIMIT;
        loop {
            let ready = Command::new(bin.join("pg_isready"))
                .arg("-q")
                .arg("-h")
                .arg(&directory)
                .args(["-p", PORT])
                .stdout(Stdio::null())
                .status()
                .is_ok_and(|status| status.success());
            if socket.exists() && ready {
                break;
            }
            if Instant::now() > deadline || supervisor.try_wait().is_ok_and(|ended| ended.is_some()) {
                let log = std::fs::read_to_string(directory.join("log")).unwrap_or_default();
                return Err(PgError::Failed { program: "postgres".into(), output: log });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(Self { bin, directory, user, _supervisor: supervisor })
    }

    fn create_database(&self, name: &str) -> Result<(), PgError> {
        let mut createdb = self.user.command(self.bin.join("createdb"));
        createdb.arg("-h").arg(&self.directory).args(["-p", PORT, "-U", "postgres", "-T", "template0", name]);
        run(&mut createdb, "createdb")
    }
}

/// The account under which the server runs. PostgreSQL refuses to run as root.
struct Account {
    /// Set only when this process is root.
    other: Option<(u32, u32)>,
    uid: u32,
}

impl Account {
    fn choose() -> Result<Self, PgError> {
        let uid = id(&["-u"]).ok_or_else(|| PgError::Failed { program: "id -u".into(), output: String::new() })?;
        if uid != 0 {
            return Ok(Self { other: None, uid });
        }
        for name in ["postgres", "nobody"] {
            if let (Some(uid), Some(gid)) = (id(&["-u", name]), id(&["-g", name])) {
                return Ok(Self { other: Some((uid, gid)), uid });
            }
        }
        Err(PgError::Failed { program: "id".into(), output: "neither user postgres nor nobody exists".into() })
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        use std::os::unix::process::CommandExt;
        let mut command = Command::new(program);
        // The current directory may be closed to the other account.
        command.current_dir(std::env::temp_dir()).env("LC_ALL", "C");
        if let Some((uid, gid)) = self.other {
            command.uid(uid).gid(gid);
        }
        command
    }

    fn own(&self, path: &Path) -> Result<(), PgError> {
        let done = match self.other {
            Some((uid, gid)) => chown(path, Some(uid), Some(gid)),
            None => Ok(()),
        };
        // The socket lies in here; the tests themselves may run under another account than the server.
        done.and_then(|()| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)))
            .map_err(|source| PgError::Io { doing: format!("handing over {}", path.display()), source })
    }
}

/// A cluster that is initialised once and then copied: `initdb` takes over a second, a copy a tenth of it.
fn template(bin: &Path, user: &Account) -> Result<PathBuf, PgError> {
    let version = output(Command::new(bin.join("postgres")).arg("--version"), "postgres --version")?;
    // "postgres (PostgreSQL) 15.18 (Debian …)"
    let version = version.split_whitespace().nth(2).unwrap_or("unknown");
    let name = format!("tatefuda-pg-template-{version}-{}", user.uid);
    let base = std::env::temp_dir().join(&name);
    let io = |source| PgError::Io { doing: format!("preparing {}", base.display()), source };

    let lock: File = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(base.with_file_name(format!("{name}.lock")))
        .map_err(io)?;
    lock.lock().map_err(io)?;
    let ready = base.join("data");
    if !base.join("complete").exists() {
        if base.exists() {
            std::fs::remove_dir_all(&base).map_err(io)?;
        }
        std::fs::create_dir(&base).map_err(io)?;
        user.own(&base)?;
        let mut initdb = user.command(bin.join("initdb"));
        initdb
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"])
            .args(["--wal-segsize=1", "-D"])
            .arg(&ready);
        run(&mut initdb, "initdb")?;
        std::fs::write(base.join("complete"), "").map_err(io)?;
    }
    Ok(ready)
}

fn find_binaries() -> Option<PathBuf> {
    let mut places = Vec::new();
    if let Some(chosen) = std::env::var_os("TATEFUDA_PG_BIN") {
        places.push(PathBuf::from(chosen));
    }
    if let Ok(answer) = output(Command::new("pg_config").arg("--bindir"), "pg_config") {
        places.push(PathBuf::from(answer.trim()));
    }
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        let mut versions: Vec<_> = versions.flatten().map(|entry| entry.path()).collect();
        let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
        versions.sort_by_key(|path| std::cmp::Reverse(number(path)));
        places.extend(versions.into_iter().map(|path| path.join("bin")));
    }
    places.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    places.into_iter().find(|place| place.join("initdb").is_file() && place.join("postgres").is_file())
}

fn id(arguments: &[&str]) -> Option<u32> {
    output(Command::new("id").args(arguments), "id").ok()?.trim().parse().ok()
}

fn run(command: &mut Command, program: &str) -> Result<(), PgError> {
    output(command, program).map(drop)
}

fn output(command: &mut Command, program: &str) -> Result<String, PgError> {
    let done = command
        .stdin(Stdio::null())
        .output()
        .map_err(|source| PgError::Io { doing: format!("running {program}"), source })?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let text = [done.stdout, done.stderr].concat();
    Err(PgError::Failed { program: program.into(), output: String::from_utf8_lossy(&text).into_owned() })
}
