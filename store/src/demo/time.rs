//! The demo's time. Each story waits for its moments; once all of them wait, the next moment comes.

use crate::db::Store;
use crate::error::Result;
use crate::gathered;
use domain::actor::Actor;
use domain::time::{DAY, HOUR, Timestamp};
use futures::future::LocalBoxFuture;
use futures::stream::{FuturesUnordered, Stream};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use tokio::sync::oneshot;

/// Something that happens in the county, from its beginning to its end or until now.
pub(crate) type Story<'a> = LocalBoxFuture<'a, Result<()>>;

/// Moments so close to one another come together: their deeds share commits.
const AT_ONCE: i64 = 6 * HOUR;
/// How long after midnight the county's clock does what is due.
const NIGHT: i64 = 2 * HOUR;

/// Who waits for which moment, in the order in which they will be called.
#[derive(Default)]
pub(crate) struct Time {
    waiting: RefCell<BTreeMap<(Timestamp, u64), oneshot::Sender<()>>>,
    /// When the county's clock does what is due.
    due: RefCell<BTreeSet<Timestamp>>,
    places: Cell<u64>,
}

impl Time {
    /// Waits for a moment. One that lies ahead of the county's now does not come.
    pub(crate) async fn comes(&self, at: Timestamp) {
        let (call, called) = oneshot::channel();
        let place = self.places.replace(self.places.get() + 1);
        self.waiting.borrow_mut().insert((at, place), call);
        // A call that cannot be made belongs to a story that is not told on.
        let _ = called.await;
    }

    /// Has the county's clock do what is due at this moment, after all that comes before it.
    pub(crate) fn expects(&self, at: Timestamp) {
        self.due.borrow_mut().insert(at);
    }

    /// Tells the stories as far as they have come by `now`. The clock does what is due when it is expected to, and every night.
    pub(crate) async fn passes(
        &self,
        stories: Vec<Story<'_>>,
        store: &Store,
        now: Timestamp,
    ) -> Result<()> {
        let mut stories: FuturesUnordered<Story<'_>> = stories.into_iter().collect();
        self.until_all_wait(&mut stories).await?;
        while let Some(next) = self.next().filter(|next| *next <= now) {
            let due = self.next_due(next);
            if due <= next {
                self.due.borrow_mut().remove(&due);
                self.expects(night_after(due));
                ticks(store, due).await?;
                continue;
            }
            self.call(next.plus(AT_ONCE).min(due.plus(-1)).min(now));
            self.until_all_wait(&mut stories).await?;
        }
        ticks(store, now).await
    }

    /// When something is due next; the first time, the night after the first moment.
    fn next_due(&self, next: Timestamp) -> Timestamp {
        let due = self.due.borrow().first().copied();
        due.unwrap_or_else(|| {
            self.expects(night_after(next));
            night_after(next)
        })
    }

    async fn until_all_wait(&self, stories: &mut FuturesUnordered<Story<'_>>) -> Result<()> {
        poll_fn(|context| {
            loop {
                match Pin::new(&mut *stories).poll_next(context) {
                    Poll::Ready(Some(Ok(()))) => {}
                    Poll::Ready(Some(Err(fault))) => return Poll::Ready(Err(fault)),
                    Poll::Ready(None) => return Poll::Ready(Ok(())),
                    Poll::Pending if stories.len() == self.waiting.borrow().len() => {
                        return Poll::Ready(Ok(()));
                    }
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }

    fn next(&self) -> Option<Timestamp> {
        let waiting = self.waiting.borrow();
        waiting.first_key_value().map(|((at, _), _)| *at)
    }

    /// Calls everybody whose moment lies no later than this.
    fn call(&self, horizon: Timestamp) {
        let mut waiting = self.waiting.borrow_mut();
        while let Some(first) = waiting.first_entry() {
            if first.key().0 > horizon {
                break;
            }
            let _ = first.remove().send(());
        }
    }
}

fn night_after(at: Timestamp) -> Timestamp {
    at.date().start().plus(DAY + NIGHT)
}

/// Does what is due by the county's clock, but for the books of the day: days are closed once all of the year is told.
async fn ticks(store: &Store, at: Timestamp) -> Result<()> {
    let cx = store.cx(Actor::clock(), at, "clock");
    while gathered::due(&cx).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{County, monday_morning};
    use futures::FutureExt;

    #[tokio::test]
    async fn stories_are_called_in_the_order_of_their_moments_and_stop_at_now() {
        let county = County::sqlite().await;
        let (time, heard) = (Time::default(), RefCell::new(Vec::new()));
        let now = monday_morning();
        let story = |name: &'static str, days: [i64; 2]| {
            let (time, heard) = (&time, &heard);
            async move {
                for day in days {
                    time.comes(now.plus(day * DAY)).await;
                    heard.borrow_mut().push((day, name));
                }
                Ok(())
            }
            .boxed_local()
        };
        let stories = vec![story("b", [-2, 1]), story("a", [-3, -1])];
        time.passes(stories, county.store(), now).await.unwrap();
        assert_eq!(heard.into_inner(), [(-3, "a"), (-2, "b"), (-1, "a")]);
    }
}
