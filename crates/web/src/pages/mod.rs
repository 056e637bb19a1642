//! Pages for staff: one file per noun, one folder for posts. Every act is Post/Redirect/Get.

pub(crate) mod account;
pub(crate) mod answer;
pub(crate) mod audit;
pub(crate) mod copy;
pub(crate) mod device;
pub(crate) mod handbook;
pub(crate) mod home;
pub(crate) mod media;
pub(crate) mod org;
pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod post;
pub(crate) mod publication;
pub(crate) mod record;
pub(crate) mod regulation;
pub(crate) mod screening;
pub(crate) mod session;
pub(crate) mod stop;
pub(crate) mod token;
pub(crate) mod trouble;
