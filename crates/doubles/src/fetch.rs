//! How a service fetches what stands at an address: plain HTTP/1.1 to this machine, nothing else, no redirects.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// For the whole of it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody's picture is larger.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The type and the bytes that stand at an address; none: nothing that can be used.
pub(crate) async fn fetch(address: &str) -> Option<(String, Vec<u8>)> {
    let (host, path) = address.strip_prefix("http://")?.split_once('/')?;
    tokio::time::timeout(PATIENCE, ask(host, path)).await.ok()?
}

async fn ask(host: &str, path: &str) -> Option<(String, Vec<u8>)> {
    let mut stream = TcpStream::connect(host).await.ok()?;
    let request = format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\nuser-agent: fetcher\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = vec![];
    stream.take(LARGEST).read_to_end(&mut answer).await.ok()?;
    parsed(&answer)
}

fn parsed(answer: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let mut head = std::str::from_utf8(&answer[..end]).ok()?.split("\r\n");
    head.next()?.split(' ').nth(1).filter(|status| *status == "200")?;
    let headers: Vec<(String, &str)> =
        head.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.to_lowercase(), value.trim())).collect();
    let value = |name: &str| headers.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let body = answer[end + 4..].to_vec();
    // What was cut off in between is no picture.
    (value("content-length")?.parse() == Ok(body.len())).then_some(())?;
    Some((value("content-type")?.to_owned(), body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_answer_counts() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 2\r\n\r\nab";
        assert_eq!(parsed(whole), Some(("image/jpeg".to_owned(), b"ab".to_vec())));
        assert_eq!(parsed(&whole[..whole.len() - 1]), None);
        assert_eq!(parsed(b"HTTP/1.1 404 Not Found\r\nContent-Type: a/b\r\nContent-Length: 0\r\n\r\n"), None);
    }
}
