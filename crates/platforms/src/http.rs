//! What all connectors over HTTP read in the same way.

use reqwest::Response;

/// No answer of the platform is longer; a longer one is not its own.
const LONGEST_ANSWER: usize = 1 << 20;

pub(crate) enum BodyError {
    TooLong,
    Lost(reqwest::Error),
}

/// The body, as long as an answer of the platform can be.
pub(crate) async fn body(mut answer: Response) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(BodyError::Lost)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(BodyError::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// An error with its causes; the outermost alone says only "error sending request".
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut out = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        out.push_str(": ");
        out.push_str(&error.to_string());
        cause = error.source();
    }
    out
}
