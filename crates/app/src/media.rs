//! Pictures (decision 0020): bringing one in, and who may see and use which.

mod sweep;
mod upload;

use std::collections::BTreeMap;

use tatefuda_domain::{Digest, Id as _, MediaId, TenantId, digest::MediaRef};
use tatefuda_media::{FileKind, file_kind};
use tatefuda_platforms::OutgoingMedium;
use tatefuda_store::{
    Tx,
    media::{self as stored, Medium},
    post::TargetMedium,
};
use uuid::Uuid;

use crate::{
    actor::Actor,
    core::App,
    facts::Asked,
    failure::{Failure, FieldError},
    noun::{Entry, Noun},
    post::{Content, rights},
    query::{Look, Query, query},
    reads::{self, Near, Readers, Reads, Thing, Told},
    request,
};

pub use sweep::sweep;
pub use tatefuda_media::{FILE_MAX, MediaError, PIXELS_MAX};
pub use tatefuda_store::media::Part;
pub use upload::{Upload, Uploaded, problem, read};

/// What this noun hands over.
pub(crate) const NOUN: Noun = Noun::new("media", &[Entry::of::<sweep::Sweep>(), Entry::of::<Upload>()]);

/// Most posts that are looked at to find out whether somebody may see a picture.
const POSTS_MAX: i64 = 100;

/// A picture as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub bytes: Vec<u8>,
    /// Their type.
    pub mime: String,
    /// SHA-256 of the whole picture; names the content for caches.
    pub hash: Digest,
}

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediumView {
    /// The picture.
    pub medium: Medium,
    /// Whether the file that this person brought carried a place; `None` for somebody else's.
    pub place_removed: Option<bool>,
}

/// A picture by id.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not see it.
pub async fn find(app: &App, actor: &Actor, id: MediaId) -> Result<MediumView, Failure> {
    query(app, actor, &Find { medium: id }).await
}

/// See [`find`].
struct Find {
    medium: MediaId,
}

impl Query for Find {
    const READS: Reads<Self> = Reads::Of(|of| Some(picture(of.medium)));
    type Out = MediumView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<MediumView, Failure> {
        let tenant = look.actor.tenant;
        let medium = stored::get(look.tx, tenant, self.medium).await?.ok_or(Failure::NotFound)?;
        let place_removed = stored::uploaded(look.tx, tenant, self.medium, look.actor.person).await?;
        Ok(MediumView { medium, place_removed })
    }
}

/// The bytes of a picture.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not see it.
pub async fn file(app: &App, actor: &Actor, id: MediaId, part: Part) -> Result<File, Failure> {
    query(app, actor, &Bytes { medium: id, part }).await
}

/// See [`file`].
struct Bytes {
    medium: MediaId,
    part: Part,
}

impl Query for Bytes {
    const READS: Reads<Self> = Reads::Of(|of| Some(picture(of.medium)));
    type Out = File;

    async fn answer(&self, look: &mut Look<'_>) -> Result<File, Failure> {
        let tenant = look.actor.tenant;
        let medium = stored::get(look.tx, tenant, self.medium).await?.ok_or(Failure::NotFound)?;
        let bytes = stored::bytes(look.tx, tenant, self.medium, self.part).await?;
        let bytes = bytes.ok_or_else(|| Failure::internal("a medium without its bytes"))?;
        let mime = match self.part {
            Part::Whole => medium.mime,
            Part::Preview => "image/jpeg".to_owned(),
        };
        Ok(File { bytes, mime, hash: medium.hash })
    }
}

/// A picture that residents can see at the moment on the body's website.
///
/// # Errors
/// [`Failure::NotFound`] for every other one.
pub async fn public(app: &App, tenant: TenantId, id: MediaId) -> Result<(Vec<u8>, String), Failure> {
    let mut tx = app.db.read().await?;
    let found = tatefuda_store::feed::shown(&mut tx, tenant, id).await?;
    tx.rollback().await?;
    found.ok_or(Failure::NotFound)
}

/// A picture as something with readers: whoever brought it, and whoever may read a post or a request that has it.
fn picture(id: MediaId) -> Thing {
    Thing::new(&Pictures, id.uuid())
}

struct Pictures;

impl Readers for Pictures {
    fn near<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, Near> {
        Box::pin(async move {
            let id = MediaId::from_uuid(id);
            if stored::uploaded(tx, actor.tenant, id, actor.person).await?.is_some() {
                return Ok(Near::Yes);
            }
            if request::shows(app, tx, actor, id).await? {
                return Ok(Near::Yes);
            }
            let mut near = Near::No;
            for post in stored::posts(tx, actor.tenant, id, POSTS_MAX).await? {
                match rights::Posts.near(app, tx, actor, post.uuid()).await? {
                    Near::Yes => return Ok(Near::Yes),
                    Near::IfItWaits => near = Near::IfItWaits,
                    Near::No => {}
                }
            }
            Ok(near)
        })
    }

    /// No act is done on a picture alone.
    fn answered(&self, _: &Asked, _: &Actor) -> bool {
        false
    }

    fn waits<'a>(&'a self, app: &'a App, tx: &'a mut Tx, actor: &'a Actor, id: Uuid) -> Told<'a, bool> {
        Box::pin(async move {
            for post in stored::posts(tx, actor.tenant, MediaId::from_uuid(id), POSTS_MAX).await? {
                if reads::may(app, tx, actor, rights::post(post)).await? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}

/// The picture, for whoever may see it.
pub(crate) async fn visible(app: &App, tx: &mut Tx, actor: &Actor, id: MediaId) -> Result<Option<Medium>, Failure> {
    if reads::may(app, tx, actor, picture(id)).await? { Ok(stored::get(tx, actor.tenant, id).await?) } else { Ok(None) }
}

/// Every medium that a content names, as the digest covers it. One that the actor may not see is not there.
pub(crate) async fn known(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    content: &Content,
) -> Result<BTreeMap<MediaId, MediaRef>, Failure> {
    let mut known = BTreeMap::new();
    for medium in content.targets.iter().flat_map(|target| &target.media) {
        if known.contains_key(&medium.media) {
            continue;
        }
        if let Some(found) = visible(app, tx, actor, medium.media).await? {
            known.insert(medium.media, MediaRef { hash: found.hash, kind: found.kind, alt: String::new() });
        }
    }
    Ok(known)
}

/// As [`known`], for content that will be stored.
///
/// # Errors
/// Every one that is not there, named by its field.
pub(crate) async fn usable(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    content: &Content,
) -> Result<BTreeMap<MediaId, MediaRef>, Failure> {
    let known = known(app, tx, actor, content).await?;
    let missing = unknown(content, &known);
    if missing.is_empty() { Ok(known) } else { Err(Failure::Invalid(missing)) }
}

/// Errors for media that are not there.
pub(crate) fn unknown(content: &Content, known: &BTreeMap<MediaId, MediaRef>) -> Vec<FieldError> {
    let mut named: Vec<MediaId> = vec![];
    for medium in content.targets.iter().flat_map(|target| &target.media) {
        if !known.contains_key(&medium.media) && !named.contains(&medium.media) {
            named.push(medium.media);
        }
    }
    named.into_iter().map(|id| FieldError::new(format!("media:{id}:media"), "unknown-medium")).collect()
}

/// A stored picture whose bytes are those that an approval covers.
pub(crate) struct Unaltered {
    pub medium: Medium,
    pub alt: String,
    bytes: Vec<u8>,
}

impl Unaltered {
    /// As a connector sends it.
    pub fn outgoing(self) -> OutgoingMedium {
        OutgoingMedium { hash: self.medium.hash, mime: self.medium.mime, alt: self.alt, bytes: self.bytes.into() }
    }
}

/// The pictures of a target with their bytes, hashed again: the name of a picture is its hash, but what lies under that
/// name can have been changed since. None: one of them is not what the target names, or not there.
pub(crate) async fn unaltered(
    tx: &mut Tx,
    tenant: TenantId,
    media: &[TargetMedium],
) -> Result<Option<Vec<Unaltered>>, Failure> {
    let mut list = vec![];
    for one in media {
        let medium = stored::get(tx, tenant, one.media).await?;
        let bytes = stored::bytes(tx, tenant, one.media, Part::Whole).await?;
        let Some((medium, bytes)) = medium.zip(bytes) else { return Ok(None) };
        let same = Digest::of(&bytes) == one.content.hash && medium.hash == one.content.hash;
        let described = Some(medium.mime.as_str()) == mime(&bytes) && i64::try_from(bytes.len()) == Ok(medium.size);
        if !same || !described {
            return Ok(None);
        }
        list.push(Unaltered { medium, alt: one.content.alt.clone(), bytes });
    }
    Ok(Some(list))
}

/// The type that the bytes themselves tell, of those that are kept.
fn mime(bytes: &[u8]) -> Option<&'static str> {
    match file_kind(bytes) {
        FileKind::Jpeg => Some("image/jpeg"),
        FileKind::Png => Some("image/png"),
        _ => None,
    }
}
