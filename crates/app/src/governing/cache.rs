//! Compiled packs and joined regulations by content hash: the same for every body that uses them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use tatefuda_domain::{Digest, TenantId};
use tatefuda_regulation::{Pack, Regulation, Settings};
use tatefuda_store::{Tx, regulation::pack_get};

use crate::failure::Failure;

const PACKS: usize = 128;
const REGULATIONS: usize = 128;

type Key = (Digest, Digest, Digest);

/// What was compiled so far; bounded.
#[derive(Default)]
pub struct RegulationCache {
    packs: Mutex<BTreeMap<Digest, Arc<Pack>>>,
    joined: Mutex<BTreeMap<Key, Arc<Regulation>>>,
}

impl RegulationCache {
    /// The pack of a content hash, from the body's stored sources.
    ///
    /// # Errors
    /// The source is missing or does not load any more.
    pub async fn pack(&self, tx: &mut Tx, tenant: TenantId, digest: Digest) -> Result<Arc<Pack>, Failure> {
        if let Some(pack) = lock(&self.packs).get(&digest) {
            return Ok(Arc::clone(pack));
        }
        let source = pack_get(tx, tenant, digest)
            .await?
            .ok_or_else(|| Failure::internal(format!("the source of pack {digest} is not stored")))?;
        let pack = Arc::new(Pack::load(&source).map_err(|errors| Failure::internal(errors.to_string()))?);
        put(&self.packs, PACKS, digest, &pack);
        Ok(pack)
    }

    /// House and body joined with settings.
    ///
    /// # Errors
    /// As [`Self::pack`], or they do not fit together.
    pub async fn joined(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        house: Digest,
        body: Digest,
        settings: Settings,
    ) -> Result<Arc<Regulation>, Failure> {
        // Provenance is shown too, so it belongs to the key although it does not change answers.
        let shown = serde_json::to_string(&settings).map_err(Failure::internal)?;
        let key = (house, body, Digest::of(shown.as_bytes()));
        if let Some(regulation) = lock(&self.joined).get(&key) {
            return Ok(Arc::clone(regulation));
        }
        let (house, body) = (self.pack(tx, tenant, house).await?, self.pack(tx, tenant, body).await?);
        let regulation =
            Regulation::new(house, body, settings).map_err(|error| Failure::internal(error.to_string()))?;
        let regulation = Arc::new(regulation);
        put(&self.joined, REGULATIONS, key, &regulation);
        Ok(regulation)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn put<K: Ord, V>(map: &Mutex<BTreeMap<K, Arc<V>>>, limit: usize, key: K, value: &Arc<V>) {
    let mut map = lock(map);
    if map.len() >= limit {
        map.pop_first();
    }
    map.insert(key, Arc::clone(value));
}
