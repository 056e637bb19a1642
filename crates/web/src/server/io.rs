//! What surrounds a connection and its bodies, and tells its line who is to move.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::Body;
use hyper::body::{Body as HttpBody, Bytes, Frame, Incoming, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use super::{lines::Handle, patience::Patience};

fn too_slow(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, format!("{what} too slowly"))
}

/// The bytes of a connection.
pub(super) struct Watched {
    stream: TcpStream,
    line: Handle,
    taking: Patience,
    /// The request whose answer is being taken.
    request: u64,
}

impl Watched {
    pub(super) fn new(stream: TcpStream, line: Handle) -> Self {
        let taking = line.patience();
        Self { stream, line, taking, request: 0 }
    }

    /// Judges a write: an answer that nobody takes ends the connection.
    fn written(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let request = self.line.request();
        if self.request != request {
            self.request = request;
            self.taking.renew();
        }
        match result {
            Poll::Ready(Ok(bytes)) => {
                self.taking.moved(bytes);
                self.line.took();
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => {
                self.line.awaits_taking();
                self.taking.poll_over(cx).map(|()| Err(too_slow("an answer is taken")))
            }
        }
    }
}

impl AsyncRead for Watched {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            this.line.heard();
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.written(cx, result)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.stream).poll_write_vectored(cx, bytes);
        this.written(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

/// A body on its way to us. Slower than the least speed it ends in an error, which is answered like every other.
pub(super) struct Arriving {
    body: Incoming,
    line: Handle,
    patience: Patience,
}

impl Arriving {
    pub(super) fn new(body: Incoming, line: Handle) -> Self {
        let patience = line.patience();
        Self { body, line, patience }
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = self.get_mut();
        match Pin::new(&mut this.body).poll_frame(cx) {
            Poll::Ready(frame) => {
                let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref().map(Bytes::len));
                this.patience.moved(bytes.unwrap_or_default());
                this.line.working();
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                this.line.awaits_body();
                this.patience.poll_over(cx).map(|()| Some(Err(too_slow("a body comes").into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer; dropped when all of it was handed on, or nobody wants it any more.
pub(super) struct Answer {
    body: Body,
    line: Handle,
}

impl Answer {
    pub(super) fn new(body: Body, line: Handle) -> Self {
        Self { body, line }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.line.answered();
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
