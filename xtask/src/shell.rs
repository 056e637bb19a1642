//! Running other programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned()
}

/// The `cargo` that runs us.
#[expect(clippy::disallowed_methods, reason = "cargo tells its own path through the environment")]
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}

/// A command that runs in the repository.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let program = if program == "cargo" { cargo() } else { program.to_owned() };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// What a program prints; an error with its own words when it fails.
pub fn read(program: &str, arguments: &[&str]) -> Result<String> {
    let done = command(program, arguments).output().with_context(|| format!("starting {program}"))?;
    if !done.status.success() {
        bail!("{program} {}: {}", arguments.join(" "), String::from_utf8_lossy(&done.stderr));
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// Whether a program can be started at all.
pub fn exists(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments).output().is_ok_and(|done| done.status.success())
}

/// Where cargo puts what it builds.
pub fn target_directory() -> Result<PathBuf> {
    #[derive(serde::Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let json = read("cargo", &["metadata", "--format-version", "1", "--no-deps"])?;
    Ok(serde_json::from_str::<Metadata>(&json)?.target_directory)
}

/// Path of a built program.
pub fn binary(profile: &str, name: &str) -> Result<PathBuf> {
    Ok(target_directory()?.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}
