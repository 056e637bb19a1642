//! What the program costs, measured in one run so that the numbers can be compared.

use std::process::Stdio;

use anyhow::{Result, bail};

use crate::shell;

/// Crates that measure a part of themselves, and how: each prints lines that say their targets.
const PARTS: &[(&str, &[&str])] = &[
    ("engine and packs", &["bench", "-p", "tatefuda-regulation-tools", "--bench", "ask", "--", "--quick"]),
    ("store", &["run", "--release", "-p", "tatefuda-store", "--example", "write_rate"]),
    ("acts with their facts from SQLite", &["run", "--release", "-p", "tatefuda-worker", "--example", "bench_submit"]),
    ("pages with 20,000 posts", &["run", "--release", "-p", "tatefuda-web", "--example", "pages"]),
];

/// What the benchmark library says between the lines that matter.
const NOISE: &[&str] = &["Benchmarking", "Found ", "  "];

/// Prints idle memory, time to the first page, and what the parts measure. A target that is missed is said in its line;
/// it fails nothing, because another machine has other figures.
pub fn run() -> Result<bool> {
    let built = shell::command("cargo", &["build", "--release", "--quiet", "--bin", "tatefuda"]).status()?;
    if !built.success() {
        bail!("the program does not build");
    }
    println!("program");
    process::measure(&shell::binary("release", "tatefuda")?)?;
    let mut fine = true;
    for (what, words) in PARTS {
        println!("\n{what}");
        let done = shell::command("cargo", words).stderr(Stdio::null()).output()?;
        let lines = String::from_utf8_lossy(&done.stdout);
        let said = lines.lines().filter(|line| !line.is_empty() && !NOISE.iter().any(|noise| line.starts_with(noise)));
        said.for_each(|line| println!("{line}"));
        if !done.status.success() {
            println!("`cargo {}` failed", words.join(" "));
            fine = false;
        }
    }
    Ok(fine)
}

/// Whether a figure lies within its target, in words.
fn met(met: bool) -> &'static str {
    if met { "met" } else { "not met" }
}

mod process {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use anyhow::{Context, Result, bail};

    use super::met;

    /// Targets of the project.
    const MEMORY_MIB: u64 = 40;
    const FIRST_PAGE: Duration = Duration::from_millis(300);
    const GIVE_UP: Duration = Duration::from_secs(30);

    /// Starts the program on a prepared data folder and asks for its first page.
    #[expect(clippy::disallowed_methods, reason = "measuring real time is the purpose")]
    pub fn measure(program: &Path) -> Result<()> {
        let data = std::env::temp_dir().join(format!("tatefuda-bench-{}", std::process::id()));
        let prepared = Command::new(program).args(["migrate", "--data"]).arg(&data).stdout(Stdio::null()).status()?;
        if !prepared.success() {
            bail!("`tatefuda migrate` failed");
        }
        let start = Instant::now();
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(&data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let measured = first_page(&mut child, start);
        let memory = measured.is_ok().then(|| resident_kib(child.id()));
        child.kill()?;
        child.wait()?;
        std::fs::remove_dir_all(&data).ok();
        // What the machine keeps beside it.
        std::fs::remove_dir_all(data.with_file_name(format!("tatefuda-bench-{}-state", std::process::id()))).ok();
        let time = measured?;
        let (ms, target) = (time.as_millis(), FIRST_PAGE.as_millis());
        println!("time to the first page: {ms} ms (target {target} ms: {})", met(time <= FIRST_PAGE));
        match memory.flatten() {
            Some(kib) => {
                let (whole, tenths) = (kib / 1024, kib % 1024 * 10 / 1024);
                let met = met(kib <= MEMORY_MIB * 1024);
                println!("idle memory: {whole}.{tenths} MiB (target {MEMORY_MIB} MiB: {met})");
            }
            None => println!("idle memory: not known on this system"),
        }
        Ok(())
    }

    fn first_page(child: &mut Child, start: Instant) -> Result<Duration> {
        let lines = BufReader::new(child.stdout.take().context("its output")?).lines();
        for line in lines {
            let line = line?;
            let Some((_, rest)) = line.split_once("http://") else { continue };
            let address = rest.trim_end_matches('/').to_owned();
            loop {
                if let Ok(true) = get(&address) {
                    return Ok(start.elapsed());
                }
                if start.elapsed() > GIVE_UP {
                    bail!("no page within {} s", GIVE_UP.as_secs());
                }
            }
        }
        bail!("the program ended without telling its address")
    }

    fn get(address: &str) -> Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "GET /sign-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 200"))
    }

    /// Resident memory as Linux tells it.
    fn resident_kib(pid: u32) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }
}
