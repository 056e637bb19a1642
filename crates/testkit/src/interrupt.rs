//! Futures that end before their time: a client that leaves, a time limit, a panic.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// How a future is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It is dropped, as when the client leaves.
    Dropped,
    /// A panic unwinds through whoever polls it.
    Panic,
}

impl Ending {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Dropped, Self::Panic];
}

/// Polls a future so many times that it has to wait, then ends it at that point. `None`: it was ended.
///
/// Swept over `waits` from 0 until there is a result, it ends a piece of work at each of its points of waiting.
pub async fn after<F: Future + Send + 'static>(waits: usize, ending: Ending, work: F) -> Option<F::Output>
where
    F::Output: Send + 'static,
{
    let task = tokio::spawn(Interrupted { work: Some(Box::pin(work)), waits, ending });
    match task.await {
        Ok(done) => done,
        Err(error) if error.is_panic() && ending == Ending::Panic => {
            let panic = error.into_panic();
            // Only our own panic is expected.
            if panic.downcast_ref::<&str>().is_some_and(|text| *text == PANIC) {
                return None;
            }
            std::panic::resume_unwind(panic)
        }
        Err(error) => panic!("{error}"),
    }
}

const PANIC: &str = "a panic that was asked for";

struct Interrupted<F: Future> {
    work: Option<Pin<Box<F>>>,
    waits: usize,
    ending: Ending,
}

impl<F: Future> Future for Interrupted<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let Some(work) = &mut this.work else { return Poll::Ready(None) };
        if let Poll::Ready(done) = work.as_mut().poll(cx) {
            return Poll::Ready(Some(done));
        }
        if this.waits > 0 {
            this.waits -= 1;
            return Poll::Pending;
        }
        match this.ending {
            Ending::Dropped => this.work = None,
            // The hook would print a backtrace for each of hundreds.
            Ending::Panic => std::panic::resume_unwind(Box::new(PANIC)),
        }
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn three_waits() -> u8 {
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        7
    }

    #[tokio::test]
    async fn ends_at_each_point_of_waiting() {
        for ending in Ending::ALL {
            for waits in 0..3 {
                assert_eq!(after(waits, ending, three_waits()).await, None);
            }
            assert_eq!(after(3, ending, three_waits()).await, Some(7));
        }
    }
}
