//! A server of pages that answers with just the bytes that it is given, also where they lie.

use std::{
    collections::BTreeMap,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

use crate::tls;

/// What is answered.
#[derive(Debug, Clone)]
pub enum Answer {
    /// These bytes, then the end.
    Bytes(Vec<u8>),
    /// These bytes, and then nothing any more, without an end.
    Stall(Vec<u8>),
}

type Answers = Arc<Mutex<BTreeMap<String, Answer>>>;

/// Runs until it is dropped.
pub struct Pages {
    address: SocketAddr,
    answers: Answers,
    asked: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Pages {
    /// Starts one on this machine; protected by a certificate whose authority nobody knows, where that is asked for.
    ///
    /// # Errors
    /// It cannot listen.
    pub async fn start(protected: bool) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (answers, asked) = (Answers::default(), Arc::new(Mutex::new(vec![])));
        let (of, noted) = (Arc::clone(&answers), Arc::clone(&asked));
        let task = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let (of, noted) = (Arc::clone(&of), Arc::clone(&noted));
                tokio::spawn(async move {
                    if !protected {
                        let _ = serve(line, &of, &noted).await;
                    } else if let Ok(line) = tls::acceptor().accept(line).await {
                        let _ = serve(line, &of, &noted).await;
                    }
                });
            }
        });
        Ok(Self { address, answers, asked, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on a path is answered so; until then with 404.
    pub fn put(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), answer);
    }

    /// Answers a path with a page, under a kind.
    pub fn page(&self, path: &str, kind: &str, body: &[u8]) {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        self.put(path, Answer::Bytes([head.as_bytes(), body].concat()));
    }

    /// Leads from a path elsewhere.
    pub fn lead(&self, path: &str, to: &str) {
        let head = format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        self.put(path, Answer::Bytes(head.into_bytes()));
    }

    /// The paths that were asked for.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    line: S,
    answers: &Answers,
    asked: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut line = BufReader::new(line);
    let (mut first, mut head) = (String::new(), String::new());
    line.read_line(&mut first).await?;
    while line.read_line(&mut head).await? > 2 {
        head.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    let answer = answers.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
    let nothing =
        || Answer::Bytes(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec());
    match answer.unwrap_or_else(nothing) {
        Answer::Bytes(bytes) => {
            line.write_all(&bytes).await?;
            line.shutdown().await
        }
        Answer::Stall(bytes) => {
            line.write_all(&bytes).await?;
            std::future::pending().await
        }
    }
}
