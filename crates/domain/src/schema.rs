//! How values of this crate are described to those who read them from outside.
//!
//! Types that are written as one text say so here; wherever one stands in a description, a text stands (the interface
//! puts it in place of the name). All others derive their description.

/// Describes a type as the text as which it is written, with its format if it has one.
macro_rules! text {
    ($type:ty $(, $format:ident($of:ident))?) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let text = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::Type::String);
                $(let text = text.format(Some(utoipa::openapi::SchemaFormat::$format(utoipa::openapi::KnownFormat::$of)));)?
                text.into()
            }
        }

        impl utoipa::ToSchema for $type {
            // No name that somebody reads: it must only be no other's.
            fn name() -> std::borrow::Cow<'static, str> {
                concat!("text:", stringify!($type)).into()
            }
        }
    };
}

pub(crate) use text;

/// Describes a closed set of words by its words.
macro_rules! choices {
    ($type:ty, $name:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::Type::String)
                    .enum_values(Some(<$type>::ALL.map(<$type>::as_str)))
                    .into()
            }
        }

        impl utoipa::ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    };
}

choices!(crate::AccountState, "AccountState");
choices!(crate::amendment::AmendmentState, "AmendmentState");
choices!(crate::amendment::Part, "AmendmentPart");
choices!(crate::case::CaseState, "CaseState");
choices!(crate::case::PostSort, "PostSort");
choices!(crate::duty::FoundKind, "DutyKind");
choices!(crate::duty::FoundState, "DutyState");
choices!(crate::post::PostState, "PostState");
choices!(crate::publication::PublicationState, "PublicationState");
choices!(crate::publication::Proof, "PublicationProof");
choices!(crate::publication::Shows, "EvidenceShows");
choices!(crate::account::Road, "AccountRoad");
choices!(crate::import::ImportKind, "ImportKind");
choices!(crate::hand::HandOutcome, "HandOutcome");
choices!(crate::removal::RemovalRoad, "RemovalRoad");
choices!(crate::removal::RemovalState, "RemovalState");
choices!(crate::removal::CopyKind, "RemovalCopyKind");
choices!(crate::removal::RemovalOutcome, "RemovalOutcome");
choices!(crate::outside::Through, "OutsideThrough");
choices!(crate::notice::MessageKind, "NoticeKind");
choices!(crate::notice::MessageState, "NoticeState");
choices!(crate::notice::Pace, "NoticePace");
choices!(crate::notice::PlaceKind, "NoticePlaceKind");

text!(crate::Action);
text!(crate::Digest);
text!(crate::Service);
text!(crate::SystemRight);
text!(crate::media::People);
text!(crate::media::Rights);
text!(crate::post::Means);

impl utoipa::PartialSchema for crate::Localized {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        crate::text::Wording::schema()
    }
}

impl utoipa::ToSchema for crate::Localized {}
