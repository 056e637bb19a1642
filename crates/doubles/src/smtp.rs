//! A mail server (RFC 5321), as far as handing over needs one.

use std::{
    collections::{BTreeSet, VecDeque},
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};

use crate::tls;

/// What goes wrong with the next mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Its recipient is refused for good.
    Refuse,
    /// Its recipient is put off: 451, once.
    PutOff,
    /// The server says nothing any more after MAIL, until [`Smtp::go_on`].
    Stall,
    /// It is taken, and the line is cut before that is said.
    GoneAfterData,
    /// The line is cut at once.
    Gone,
}

/// How a server behaves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manners {
    /// Offers STARTTLS, and takes nothing without.
    pub starttls: bool,
    /// Puts off each sender and recipient that it does not know yet.
    pub greylists: bool,
}

/// A mail that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    /// Head and body as they came, without dots of their own.
    pub data: String,
    /// Whether it came protected.
    pub protected: bool,
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<Taken>>,
    faults: Mutex<VecDeque<Fault>>,
    known: Mutex<BTreeSet<(String, String)>>,
    go_on: Notify,
}

impl State {
    fn fault(&self) -> Option<Fault> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// Whether a sender and a recipient come for the first time.
    fn is_new(&self, from: &str, to: &str) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert((from.to_owned(), to.to_owned()))
    }
}

/// A mail server that runs; it stops when it is dropped.
pub struct Smtp {
    address: SocketAddr,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Smtp {
    /// Starts one on this machine.
    ///
    /// # Errors
    /// It cannot listen.
    pub async fn start(manners: Manners) -> io::Result<Self> {
        Self::start_on(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), manners).await
    }

    /// The same at an address.
    ///
    /// # Errors
    /// It cannot listen.
    pub async fn start_on(listen: SocketAddr, manners: Manners) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                tokio::spawn(async move {
                    // Whoever hangs up has hung up.
                    let _ = welcome(line, &state, manners).await;
                });
            }
        });
        Ok(Self { address, state, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What goes wrong with the next mails, one each.
    pub fn next(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state.faults.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    /// What was taken.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends a stall.
    pub fn go_on(&self) {
        self.state.go_on.notify_waiters();
    }
}

async fn welcome(line: TcpStream, state: &State, manners: Manners) -> io::Result<()> {
    let mut line = BufReader::new(line);
    line.write_all(b"220 localhost ESMTP double\r\n").await?;
    if !converse(&mut line, state, manners, false).await? {
        return Ok(());
    }
    // After STARTTLS both begin anew.
    let line = tls::acceptor().accept(line.into_inner()).await?;
    converse(&mut BufReader::new(line), state, manners, true).await.map(drop)
}

/// Talks until the end, or until both want to go on protected: then it says so.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    line: &mut BufReader<S>,
    state: &State,
    manners: Manners,
    protected: bool,
) -> io::Result<bool> {
    let (mut from, mut to, mut fault) = (String::new(), vec![], None);
    loop {
        let mut said = String::new();
        if line.read_line(&mut said).await? == 0 {
            return Ok(false);
        }
        let said = said.trim_end();
        let word = said.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match word.as_str() {
            "EHLO" if manners.starttls && !protected => b"250-localhost\r\n250-8BITMIME\r\n250 STARTTLS\r\n",
            "EHLO" => b"250-localhost\r\n250 8BITMIME\r\n",
            "HELO" | "RSET" | "NOOP" => b"250 ok\r\n",
            "STARTTLS" if manners.starttls && !protected => {
                line.write_all(b"220 go ahead\r\n").await?;
                return Ok(true);
            }
            "MAIL" if manners.starttls && !protected => b"530 STARTTLS first\r\n",
            "MAIL" => {
                fault = state.fault();
                match fault {
                    Some(Fault::Gone) => return Ok(false),
                    Some(Fault::Stall) => state.go_on.notified().await,
                    _ => {}
                }
                (from, to) = (address(said), vec![]);
                b"250 ok\r\n"
            }
            "RCPT" => {
                let recipient = address(said);
                if fault == Some(Fault::Refuse) {
                    line.write_all(format!("550 5.1.1 <{recipient}>: no such mailbox\r\n").as_bytes()).await?;
                    continue;
                }
                if fault == Some(Fault::PutOff) || (manners.greylists && state.is_new(&from, &recipient)) {
                    b"451 4.7.1 greylisted, try again later\r\n"
                } else {
                    to.push(recipient);
                    b"250 ok\r\n"
                }
            }
            "DATA" if to.is_empty() => b"503 whom for?\r\n",
            "DATA" => {
                line.write_all(b"354 go ahead\r\n").await?;
                let data = data(line).await?;
                let taken = Taken { from: from.clone(), to: std::mem::take(&mut to), data, protected };
                state.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
                if fault == Some(Fault::GoneAfterData) {
                    return Ok(false);
                }
                b"250 taken\r\n"
            }
            "QUIT" => {
                line.write_all(b"221 bye\r\n").await?;
                return Ok(false);
            }
            _ => b"502 what?\r\n",
        };
        line.write_all(answer).await?;
    }
}

fn address(said: &str) -> String {
    said.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(address, _)| address).to_owned()
}

async fn data<S: AsyncRead + AsyncWrite + Unpin>(line: &mut BufReader<S>) -> io::Result<String> {
    let mut data = String::new();
    loop {
        let mut one = String::new();
        if line.read_line(&mut one).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if one == ".\r\n" {
            return Ok(data);
        }
        data.push_str(one.strip_prefix('.').unwrap_or(&one));
    }
}
