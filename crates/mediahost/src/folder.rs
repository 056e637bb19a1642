//! Pictures in a folder: one file each, with its type and its end in front.

use std::{
    io,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use jiff::Timestamp;
use tokio::{
    fs,
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::Mutex,
};

/// Most pictures at once: what is put is withdrawn within minutes or days, and a disk has an end.
pub(crate) const MOST: usize = 2_000;
/// So many bytes of a file hold its mark, its end and the first of its picture.
const HEAD: u64 = 128;
/// Begins every file.
const MARK: &str = "tatefuda-picture-1";

/// A picture as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) mime: &'static str,
    pub(crate) until: Timestamp,
    pub(crate) bytes: Vec<u8>,
}

/// Why a picture is not taken.
#[derive(Debug)]
pub(crate) enum NotTaken {
    /// Another one stands there.
    Another,
    /// There is no room.
    Full,
    Disk(io::Error),
}

impl From<io::Error> for NotTaken {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Names files that are being written.
    number: AtomicU64,
    /// One puts at a time: what was counted is still true when it is written.
    turn: Mutex<()>,
}

/// The types that are served, by the first bytes of a picture.
pub(crate) fn mime(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        _ => None,
    }
}

/// Whether it is a name that an installation makes. Nothing else ever becomes part of a path.
pub(crate) fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

impl Folder {
    pub(crate) fn open(path: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&path)?;
        // What was being written when the program ended is no picture.
        for entry in std::fs::read_dir(&path)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with("new-") {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(Self { path, number: AtomicU64::new(0), turn: Mutex::default() })
    }

    /// The picture under a name, as long as its time is not over.
    pub(crate) async fn get(&self, name: &str, now: Timestamp) -> io::Result<Option<Standing>> {
        let found = match fs::read(self.path.join(name)).await {
            Ok(bytes) => read(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(found.filter(|one| now < one.until))
    }

    /// Puts a picture. The same one again is the same, with its new end.
    pub(crate) async fn put(&self, name: &str, new: &Standing, now: Timestamp) -> Result<(), NotTaken> {
        let _turn = self.turn.lock().await;
        let kept = self.swept(now).await?;
        match self.get(name, now).await? {
            Some(there) if there.bytes != new.bytes => return Err(NotTaken::Another),
            None if kept >= MOST => return Err(NotTaken::Full),
            _ => {}
        }
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let beside = self.path.join(format!("new-{number}"));
        let written = self.write(&beside, new).await;
        let done = match written {
            Ok(()) => fs::rename(&beside, self.path.join(name)).await,
            Err(error) => Err(error),
        };
        if done.is_err() {
            // A disk that is full must not stay so because of half a picture.
            let _ = fs::remove_file(&beside).await;
        }
        Ok(done?)
    }

    async fn write(&self, path: &std::path::Path, new: &Standing) -> io::Result<()> {
        let mut file = fs::File::create(path).await?;
        file.write_all(format!("{MARK}\n{}\n", new.until).as_bytes()).await?;
        file.write_all(&new.bytes).await?;
        file.sync_all().await
    }

    /// Takes a picture away. What is not there is away.
    pub(crate) async fn take_away(&self, name: &str, now: Timestamp) -> io::Result<()> {
        let _turn = self.turn.lock().await;
        match fs::remove_file(self.path.join(name)).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        self.swept(now).await.map(drop)
    }

    /// Whether a picture is served under a name. Its head says so: reading two thousand pictures for each that is put would
    /// take longer than the stage that puts it has time.
    async fn stands(&self, name: &str, now: Timestamp) -> io::Result<bool> {
        let mut head = vec![];
        fs::File::open(self.path.join(name)).await?.take(HEAD).read_to_end(&mut head).await?;
        Ok(read(&head).is_some_and(|one| now < one.until))
    }

    /// Removes what nobody is served any more; gives how many are left.
    async fn swept(&self, now: Timestamp) -> io::Result<usize> {
        let (mut entries, mut left) = (fs::read_dir(&self.path).await?, 0);
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| is_name(name)) else { continue };
            match self.stands(name, now).await? {
                true => left += 1,
                false => fs::remove_file(entry.path()).await?,
            }
        }
        Ok(left)
    }
}

/// A file that is none of ours is no picture.
fn read(file: &[u8]) -> Option<Standing> {
    let mut parts = file.splitn(3, |byte| *byte == b'\n');
    (parts.next()? == MARK.as_bytes()).then_some(())?;
    let until = std::str::from_utf8(parts.next()?).ok()?.parse().ok()?;
    let bytes = parts.next()?.to_vec();
    Some(Standing { mime: mime(&bytes)?, until, bytes })
}
