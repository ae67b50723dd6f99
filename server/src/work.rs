//! What the program does by itself: sends messages, lets time pass, counts the county.

use crate::pictures::Pictures;
use crate::sms::{Gateway, Outgoing};
use app::locale::{self, Locale};
use domain::insights::CountyNumbers;
use domain::time::Timestamp;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::notify::{self, Claimed};
use store::{Result, Store, clock, insights};
use tokio::task::JoinSet;

/// The county's clock: the one place that reads it.
pub fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one clock")]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }))
}

/// What the workers need.
#[derive(Clone)]
pub struct Workers {
    /// The books.
    pub store: Store,
    /// Who sends SMS.
    pub gateway: Arc<dyn Gateway>,
    /// The files of pictures.
    pub pictures: Pictures,
    /// What links in messages begin with.
    pub public_url: Arc<str>,
    /// Where the county's numbers are kept for the pages.
    pub numbers: Arc<RwLock<CountyNumbers>>,
    /// The county's clock.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl Workers {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Starts every worker; dropping the set stops them. What one of them had begun is taken up after the next start.
    pub fn start(self) -> JoinSet<()> {
        let mut set = JoinSet::new();
        let every = |seconds: f32| Duration::from_secs_f32(seconds);
        let (messages, clock, counter) = (self.clone(), self.clone(), self.clone());
        let (sweeper, listener) = (self.clone(), self);
        set.spawn(async move { repeat("messages", every(0.3), || messages.send_messages()).await });
        set.spawn(async move { repeat("clock", every(5.0), || clock.tick()).await });
        set.spawn(async move { repeat("pictures", every(3600.0), || sweeper.sweep()).await });
        set.spawn(async move { repeat("numbers", every(60.0), || counter.count()).await });
        set.spawn(async move {
            repeat("listener", every(5.0), || {
                store::hear_other_machines(&listener.store)
            })
            .await;
        });
        set
    }

    /// Sends every message that is due.
    pub async fn send_messages(&self) -> Result<()> {
        while notify::any_due(&self.store, self.now()).await? {
            let claimed = notify::claim(&self.store, self.now()).await?;
            if claimed.is_empty() {
                break;
            }
            for message in claimed {
                self.send(&message).await?;
            }
        }
        Ok(())
    }

    async fn send(&self, message: &Claimed) -> Result<()> {
        let sms = &message.sms;
        let link = sms.link.as_ref().filter(|path| path.starts_with('/'));
        let link = link.map(|path| format!("{}{path}", self.public_url));
        let language = Locale::parse(&sms.locale).unwrap_or_default();
        let text = locale::with(language, || app::words::sms(&sms.message, link.as_deref()));
        let outgoing = Outgoing {
            id: message.id,
            phone: sms.phone.clone(),
            text,
            at: self.now(),
        };
        match self.gateway.send(&outgoing).await {
            Ok(()) => notify::mark_sent(&self.store, message, self.now()).await,
            Err(fault) => {
                tracing::warn!(message = message.id.0, %fault, "message was not taken");
                notify::mark_failed(&self.store, message, self.now(), &fault).await
            }
        }
    }

    /// Lets offers lapse, closes what nobody rated, posts what was noticed long enough.
    async fn tick(&self) -> Result<()> {
        let done = clock::tick(&self.store, self.now()).await?;
        if done > 0 {
            tracing::info!(done, "the clock has moved things on");
        }
        Ok(())
    }

    /// Removes pictures that nothing shows.
    async fn sweep(&self) -> Result<()> {
        match self.pictures.sweep(self.now()).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "pictures that nothing showed are gone"),
            Err(error) => tracing::error!(%error, "pictures not swept"),
        }
        Ok(())
    }

    /// Counts the county for the home page.
    pub async fn count(&self) -> Result<()> {
        let counted = insights::count(&self.store).await?;
        *self.numbers.write().unwrap_or_else(PoisonError::into_inner) = counted;
        Ok(())
    }
}

/// Does something again and again. A fault is logged, and the next round tries anew.
async fn repeat<F>(name: &str, pause: Duration, mut work: impl FnMut() -> F)
where
    F: Future<Output = Result<()>>,
{
    loop {
        if let Err(error) = work().await {
            tracing::error!(worker = name, %error, "worker failed");
        }
        tokio::time::sleep(pause).await;
    }
}
