//! Takes out of a PNG what stands beside its pixels, before anything reads it. Such blocks may be compressed: one of a
//! megabyte can stand for a gigabyte, and a file may hold thousands of them.

/// Most bytes of a block that is read, as it stands in the file.
const BLOCK_MAX: usize = 512 * 1024;
/// The widest picture of which anything but the pixels is read. Rows of wider ones need a bound that would leave room for
/// a bomb; no camera and no other format makes them.
const WIDTH_MAX: u32 = 65_535;
const SIGNATURE: usize = 8;
/// Length, name and checksum of a block.
const AROUND: usize = 12;

/// Texts that tell where a picture was taken or who took it; they are read for the sentence on screen.
const TELLING: [&[u8]; 3] = [b"XML:com.adobe.xmp\0", b"Raw profile type iptc\0", b"Raw profile type 8bim\0"];

/// What is left of a PNG.
pub(crate) struct Trimmed {
    /// The file with its pixels and at most one block of each kind that is read.
    pub(crate) bytes: Vec<u8>,
    /// What reading one row may take.
    pub(crate) row: u64,
    /// Something about place or person was left out unread: nobody could tell that it has no place in it.
    pub(crate) unread: bool,
}

/// Leaves out every block that does not show the picture, but for the first small one of each kind that is read.
pub(crate) fn trimmed(bytes: &[u8]) -> Trimmed {
    let (signature, mut rest) = bytes.split_at(SIGNATURE.min(bytes.len()));
    let mut left = Trimmed { bytes: Vec::with_capacity(bytes.len()), row: 0, unread: false };
    let mut narrow = false;
    left.bytes.extend_from_slice(signature);
    let mut read: Vec<&'static [u8]> = Vec::new();
    while let Some(block) = next(&mut rest) {
        if let (b"IHDR", Some(width)) = (block.name, block.content.first_chunk::<4>()) {
            let width = u32::from_be_bytes(*width);
            narrow = width <= WIDTH_MAX;
            // Four channels of two bytes, before and after unpacking.
            left.row = u64::from(width) * 16;
        }
        let keep = match block.name {
            b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND" => true,
            b"iCCP" => narrow && first(&mut read, b"iCCP") && block.content.len() <= BLOCK_MAX,
            b"eXIf" | b"iTXt" | b"zTXt" | b"tEXt" => match kind(&block) {
                None => false,
                Some(kind) => {
                    let keep = narrow && first(&mut read, kind) && block.content.len() <= BLOCK_MAX;
                    left.unread |= !keep;
                    keep
                }
            },
            _ => false,
        };
        if keep {
            left.bytes.extend_from_slice(block.whole);
        }
        if block.name == b"IEND" {
            break;
        }
    }
    left
}

/// The content of the first block of a name that stands before the pixels.
pub(crate) fn content(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    let mut rest = bytes.get(SIGNATURE..)?;
    while let Some(block) = next(&mut rest) {
        if *block.name == name {
            return Some(block.content);
        }
        if matches!(block.name, b"IDAT" | b"IEND") {
            return None;
        }
    }
    None
}

/// Which of the blocks that are read it is; nothing: none of them.
fn kind(block: &Block<'_>) -> Option<&'static [u8]> {
    match block.name {
        b"eXIf" => Some(b"eXIf"),
        _ => TELLING.into_iter().find(|keyword| block.content.starts_with(keyword)),
    }
}

fn first(read: &mut Vec<&'static [u8]>, kind: &'static [u8]) -> bool {
    let first = !read.contains(&kind);
    if first {
        read.push(kind);
    }
    first
}

struct Block<'a> {
    name: &'a [u8; 4],
    content: &'a [u8],
    whole: &'a [u8],
}

/// The next block; one that is cut off at the end of the file is given as far as it goes, so that whoever reads the
/// pixels says that they are damaged.
fn next<'a>(rest: &mut &'a [u8]) -> Option<Block<'a>> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (name, content) = after.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let end = length.saturating_add(AROUND).min(rest.len());
    let (whole, following) = rest.split_at(end);
    *rest = following;
    Some(Block { name, content: &content[..length.min(content.len())], whole })
}
