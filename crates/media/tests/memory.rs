//! What a small file may cost for a moment. In a file of its own: the peak that is read is that of the whole process.

/// Bits as deflate writes them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for place in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let last = self.bytes.len() - 1;
            self.bytes[last] |= u8::from(value >> place & 1 == 1) << self.used;
            self.used = (self.used + 1) % 8;
        }
    }

    /// A Huffman code stands with its highest bit first.
    fn code(&mut self, code: u32, length: u32) {
        (0..length).rev().for_each(|place| self.put(code >> place & 1, 1));
    }
}

/// A zlib stream of about `size` zeros: one zero, then again and again "the last one 258 times more".
fn zeros(size: usize) -> Vec<u8> {
    let repeats = size / 258;
    let mut bits = Bits { bytes: vec![0x78, 0x01], used: 0 };
    // The last block, with the fixed codes.
    bits.put(0b011, 3);
    bits.code(0b0011_0000, 8);
    for _ in 0..repeats {
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    bits.code(0, 7);
    let length = u32::try_from((repeats * 258 + 1) % 65_521).expect("below the modulus");
    let mut out = bits.bytes;
    out.extend_from_slice(&(length << 16 | 1).to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 });
        sum
    })
}

fn block(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = u32::try_from(content.len()).expect("short");
    [&length.to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// A PNG of a few pixels with further blocks behind its header.
fn with(blocks: &[Vec<u8>]) -> Vec<u8> {
    let mut plain = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(50, 40, image::Rgb([10, 200, 10]));
    picture.write_to(&mut plain, image::ImageFormat::Png).expect("a picture");
    let plain = plain.into_inner();
    [&plain[..33], &blocks.concat(), &plain[33..]].concat()
}

/// The most memory that this process ever held, in megabytes; `None` where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// 1.2 MB of colour profile stand for 190 MB, the same again as texts: before, each was unpacked and copied.
#[test]
fn packed_blocks_of_a_png_cost_no_memory() {
    let packed = zeros(190_000_000);
    assert!(packed.len() < 1_300_000, "{}", packed.len());
    let profile = block(b"iCCP", &[b"p\0\0", &packed[..]].concat());
    let small = block(b"iCCP", &[b"p\0\0", &zeros(60_000_000)[..]].concat());
    let text = block(b"zTXt", &[b"Raw profile type iptc\0\0", &packed[..]].concat());
    let xmp = block(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0", &packed[..]].concat());
    let other = block(b"tEXt", &[b"Comment\0", &vec![b'a'; 1_000_000][..]].concat());
    let files = [
        with(std::slice::from_ref(&profile)),
        with(&[small]),
        with(&[profile.clone(), profile.clone(), profile]),
        with(&[text]),
        with(&[xmp]),
        with(&vec![other; 12]),
    ];
    let before = peak();
    for (number, file) in files.iter().enumerate() {
        let cleaned = tatefuda_media::clean(file).unwrap_or_else(|error| panic!("file {number}: {error}"));
        assert_eq!((cleaned.width, cleaned.height), (50, 40));
        assert_eq!(cleaned.removed.place, matches!(number, 3 | 4), "file {number}: what was left out unread is said");
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        assert!(after < before + 60, "{before} MB before, {after} MB at the peak");
    }
}
