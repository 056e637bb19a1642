//! A place where pictures stand, for connectors whose services fetch them: served from memory over HTTP.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinHandle,
};
use url::Url;

type Pictures = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

pub struct Shelf {
    pub base: String,
    pictures: Pictures,
    task: JoinHandle<()>,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shelf {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let pictures = Pictures::default();
        let shown = pictures.clone();
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (mut request, mut buffer) = (vec![], [0; 1_024]);
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut buffer).await {
                        Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                        _ => break,
                    }
                }
                let path = String::from_utf8_lossy(&request).split(' ').nth(1).unwrap_or_default().to_owned();
                let found = path.trim_start_matches('/').parse::<usize>().ok();
                let picture = found.and_then(|n| shown.lock().unwrap_or_else(PoisonError::into_inner).get(n).cloned());
                let answer = match picture {
                    Some((mime, bytes)) => {
                        let head = format!(
                            "HTTP/1.1 200 OK\r\ncontent-type: {mime}\r\ncontent-length: {}\r\n\r\n",
                            bytes.len()
                        );
                        [head.into_bytes(), bytes].concat()
                    }
                    None => b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec(),
                };
                // Whoever asked may be gone.
                let _ = stream.write_all(&answer).await;
            }
        });
        Self { base, pictures, task }
    }

    /// Puts a picture; gives its address.
    pub fn put(&self, mime: &str, bytes: &[u8]) -> Url {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        pictures.push((mime.to_owned(), bytes.to_vec()));
        format!("{}/{}", self.base, pictures.len() - 1).parse().expect("an address")
    }
}
