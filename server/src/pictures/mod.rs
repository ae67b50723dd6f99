//! The files of pictures: what is sent in is unpacked and drawn anew in three sizes, so that nothing of the file but its
//! picture is kept, and served for ever under its name.

pub mod demo;
mod draw;

use crate::config::Config;
use domain::Code;
use domain::pictures::{PictureName, Size};
use domain::time::Timestamp;
use draw::{Drawn, draw};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use std::sync::Arc;
use store::{Cx, Store, pictures};
use tokio::sync::{RwLock, Semaphore};

/// Why a picture was not kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something a person can mend.
    #[error("{0}")]
    Refused(#[from] Code),
    /// The books.
    #[error(transparent)]
    Books(#[from] store::Error),
    /// The files.
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// The thread that draws.
    #[error("drawing: {0}")]
    Drawing(#[from] tokio::task::JoinError),
    /// The folder of the files cannot be made.
    #[error("{0}")]
    Folder(#[from] std::io::Error),
}

/// The files of pictures, beside the database or on object storage.
#[derive(Clone)]
pub struct Pictures {
    store: Store,
    files: Arc<dyn ObjectStore>,
    /// Whoever writes files reads it, and whoever sweeps writes it: no file is swept that is just being written again.
    gate: Arc<RwLock<()>>,
    /// One picture is drawn at a time: unpacked it takes up to 200 MB.
    easel: Arc<Semaphore>,
}

impl Pictures {
    /// Opens the files where the configuration says.
    pub fn open(store: Store, config: &Config) -> Result<Self, Error> {
        Ok(Self::over(store, Self::files(config)?))
    }

    /// The files where the configuration says, without the books.
    pub(crate) fn files(config: &Config) -> Result<Arc<dyn ObjectStore>, Error> {
        let folder = config.data.join("pictures");
        let config = &config.pictures;
        Ok(if let Some(bucket) = &config.bucket {
            // object_store's client asks the process for its TLS; an error says that it has one already.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let mut s3 = AmazonS3Builder::new()
                .with_bucket_name(bucket)
                .with_region(&config.region)
                .with_access_key_id(&config.access_key)
                .with_secret_access_key(&config.secret_key);
            if let Some(endpoint) = &config.endpoint {
                s3 = s3
                    .with_endpoint(endpoint)
                    .with_allow_http(endpoint.starts_with("http:"));
            }
            Arc::new(s3.build()?)
        } else {
            std::fs::create_dir_all(&folder)?;
            Arc::new(LocalFileSystem::new_with_prefix(folder)?)
        })
    }

    /// Pictures over any kind of files.
    pub fn over(store: Store, files: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            files,
            gate: Arc::default(),
            easel: Arc::new(Semaphore::new(1)),
        }
    }

    /// Keeps a picture that somebody sent in. Sent again, it is the same picture.
    pub async fn keep(&self, cx: &Cx, sent: Vec<u8>) -> Result<PictureName, Error> {
        pictures::may_send(cx).await?;
        let drawn = at_easel(&self.easel, move || draw(&sent)).await??;
        let name = drawn.name.clone();
        let _writing = self.gate.read().await;
        pictures::note(cx, drawn.view()).await?;
        self.put(drawn).await?;
        Ok(name)
    }

    async fn put(&self, drawn: Drawn) -> Result<(), Error> {
        for (size, file) in drawn.files {
            let path = place(&drawn.name, size);
            self.files.put(&path, PutPayload::from(file)).await?;
        }
        Ok(())
    }

    /// A picture's file, if there is one.
    pub async fn file(
        &self,
        name: &PictureName,
        size: Size,
    ) -> Result<Option<bytes::Bytes>, Error> {
        match self.files.get(&place(name, size)).await {
            Ok(file) => Ok(Some(file.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes pictures that nothing has shown for a day; says how many those were.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, Error> {
        let mut swept = 0;
        let _sweeping = self.gate.write().await;
        for name in pictures::orphans(&self.store, now).await? {
            for size in Size::ALL {
                match self.files.delete(&place(&name, *size)).await {
                    Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            swept += usize::from(pictures::forget(&self.store, name, now).await?);
        }
        Ok(swept)
    }
}

/// Does work on a thread of its own when it is its turn. Who sent the picture may leave and nobody wait for the work any more, but
/// it goes on: so the turn belongs to the work, and is over when the work is.
async fn at_easel<T: Send + 'static>(
    easel: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, tokio::task::JoinError> {
    let turn = Arc::clone(easel).acquire_owned().await;
    tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    })
    .await
}

/// Where a file lies: two digits spread a county's pictures over folders.
pub(crate) fn place(name: &PictureName, size: Size) -> Path {
    let name = name.as_str();
    let folder = name.get(..2).unwrap_or_default();
    Path::from(format!("{folder}/{name}-{size}.jpg"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn the_easel_is_taken_until_the_work_ends_whoever_waits_for_it() {
        let easel = Arc::new(Semaphore::new(1));
        let (begins, begun) = oneshot::channel();
        let (end, ends) = mpsc::channel::<()>();
        let request = tokio::spawn({
            let easel = Arc::clone(&easel);
            async move {
                at_easel(&easel, move || {
                    begins.send(()).unwrap();
                    ends.recv().unwrap();
                })
                .await
            }
        });
        begun.await.unwrap();
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        assert_eq!(easel.available_permits(), 0, "the work goes on");
        end.send(()).unwrap();
        // Were the turn never given back, this would wait for ever.
        assert!(easel.acquire().await.is_ok());
    }
}
