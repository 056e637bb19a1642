//! Platform-dependent (marked): tells whether a path lies on a network share, as far as it can be told.
//!
//! Windows: UNC paths. Linux: the type of the file system from the kernel's mount table. Elsewhere,
//! and for drive letters mapped to a share, nothing is known and nothing is refused.

use std::path::Path;

const REMOTE: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "lustre",
    "glusterfs",
    "fuse.glusterfs",
    "fuse.sshfs",
    "fuse.s3fs",
    "davfs",
    "fuse.davfs",
];

/// Whether the file's folder is on a network share.
pub(super) fn is_remote(path: &Path) -> bool {
    let text = path.to_string_lossy();
    if text.starts_with(r"\\") && !text.starts_with(r"\\?\") && !text.starts_with(r"\\.\")
        || text.starts_with(r"\\?\UNC\")
    {
        return true;
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(table)) = (folder.canonicalize(), std::fs::read_to_string("/proc/self/mounts")) else {
        return false;
    };
    on_remote_mount(&folder, &table)
}

fn on_remote_mount(folder: &Path, table: &str) -> bool {
    table
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ');
            let (point, kind) = (parts.nth(1)?, parts.next()?);
            let point = point.replace("\\040", " ");
            folder.starts_with(&point).then_some((point.len(), kind))
        })
        .max_by_key(|(length, _)| *length)
        .is_some_and(|(_, kind)| REMOTE.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides() {
        let table = "rootfs / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n/dev/b /srv/local ext4 rw 0 0\n\
                     //nas/y /mnt/my\\040share cifs rw 0 0\n";
        assert!(!on_remote_mount(Path::new("/var/lib/tatefuda"), table));
        assert!(on_remote_mount(Path::new("/srv/data"), table));
        assert!(!on_remote_mount(Path::new("/srv/local/data"), table));
        assert!(on_remote_mount(Path::new("/mnt/my share/db"), table));
    }

    #[test]
    fn unc_paths_are_remote() {
        assert!(is_remote(Path::new(r"\\server\share\tatefuda.db")));
        assert!(is_remote(Path::new(r"\\?\UNC\server\share\tatefuda.db")));
        assert!(!is_remote(Path::new(r"\\?\C:\data\tatefuda.db")));
    }
}
