//! Personal data at rest: AES-256-GCM for what is read back, HMAC-SHA-256 for what is only looked up. And what the county
//! puts its name to: Ed25519.

use crate::error::{Error, Result};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// The county's key, from which the keys for encryption and look-up are derived; and the key that signs certificates.
#[derive(Clone)]
pub struct Key {
    cipher: Aes256Gcm,
    lookup: Hmac<Sha256>,
    signing: SigningKey,
}

impl Key {
    /// Derives the working keys from 32 secret bytes.
    pub fn new(secret: &[u8; 32]) -> Self {
        let derive = |purpose: &[u8]| {
            let mut mac = mac(secret);
            mac.update(purpose);
            mac.finalize().into_bytes()
        };
        Self {
            cipher: Aes256Gcm::new(&derive(b"personal data")),
            lookup: mac(&derive(b"look-up")),
            signing: SigningKey::from_bytes(&derive(b"certificates").into()),
        }
    }

    /// Reads a key written as 64 hexadecimal digits.
    pub fn parse(digits: &str) -> Option<Self> {
        secret(digits).map(|secret| Self::new(&secret))
    }

    /// The same, signing certificates with a key of its own, written as 64 hexadecimal digits.
    #[must_use]
    pub fn signing_with(self, digits: &str) -> Option<Self> {
        let signing = SigningKey::from_bytes(&secret(digits)?);
        Some(Self { signing, ..self })
    }

    /// A new key, as 64 hexadecimal digits.
    pub fn generate() -> String {
        token::<32>()
    }

    /// Encrypts: 12 bytes of nonce, then the sealed text.
    pub(crate) fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; 12] = random();
        let mut sealed = nonce.to_vec();
        // Sealing fails only for texts of more than 64 GiB.
        sealed.extend(
            self.cipher
                .encrypt(&Nonce::<Aes256Gcm>::from(nonce), plain)
                .unwrap_or_default(),
        );
        sealed
    }

    /// Decrypts what [`Self::seal`] wrote.
    pub(crate) fn open(&self, sealed: &[u8], what: &'static str) -> Result<Vec<u8>> {
        let (nonce, text) = sealed
            .split_first_chunk::<12>()
            .ok_or(Error::Unreadable(what))?;
        self.cipher
            .decrypt(&Nonce::<Aes256Gcm>::from(*nonce), text)
            .map_err(|_| Error::Unreadable(what))
    }

    /// Encrypts a value as JSON.
    pub(crate) fn seal_json<T: serde::Serialize>(&self, value: &T) -> Vec<u8> {
        self.seal(&serde_json::to_vec(value).unwrap_or_default())
    }

    /// Decrypts a value that [`Self::seal_json`] wrote.
    pub(crate) fn open_json<T: serde::de::DeserializeOwned>(
        &self,
        sealed: &[u8],
        what: &'static str,
    ) -> Result<T> {
        serde_json::from_slice(&self.open(sealed, what)?).map_err(|_| Error::Unreadable(what))
    }

    /// A keyed hash to look something up by, without storing it readable.
    pub(crate) fn hash(&self, text: &str) -> Vec<u8> {
        let mut mac = self.lookup.clone();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

impl Key {
    /// Signs a text.
    pub(crate) fn sign(&self, text: &str) -> Vec<u8> {
        self.signing.sign(text.as_bytes()).to_bytes().to_vec()
    }

    /// The public half of the key that signs.
    pub(crate) fn public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }
}

/// The name of a public key: the first eight hexadecimal digits of its SHA-256.
pub(crate) fn key_id(public: &[u8]) -> String {
    hexadecimal(&Sha256::digest(public)[..4])
}

/// What a signature is known by where it is not to be given away: its SHA-256 in hexadecimal.
pub(crate) fn signature_hash(signature: &[u8]) -> String {
    hexadecimal(&Sha256::digest(signature))
}

/// Whether a text was signed with the secret half of this key.
pub(crate) fn signed_by(public: &[u8], text: &str, signature: &[u8]) -> bool {
    let key = public
        .try_into()
        .ok()
        .and_then(|bytes| VerifyingKey::from_bytes(bytes).ok());
    let signature = Signature::from_slice(signature).ok();
    key.zip(signature)
        .is_some_and(|(key, signature)| key.verify_strict(text.as_bytes(), &signature).is_ok())
}

/// 32 bytes, written as 64 hexadecimal digits.
fn secret(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    let mut secret = [0; 32];
    for (byte, at) in secret.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&digits[at..at + 2], 16).ok()?;
    }
    Some(secret)
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("any length is a key")
}

/// Bytes from the operating system's generator.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    use rand::RngCore;
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one source of randomness")]
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A token that nobody guesses, for cookies and links: `N` random bytes in hexadecimal.
pub(crate) fn token<const N: usize>() -> String {
    hexadecimal(&random::<N>())
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The SHA-256 of a token: what is stored of it.
pub(crate) fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_text_opens_with_the_same_key_only() {
        let key = Key::new(&[7; 32]);
        let sealed = key.seal("沈毅斌".as_bytes());
        assert_ne!(
            sealed,
            key.seal("沈毅斌".as_bytes()),
            "equal names do not look equal"
        );
        assert_eq!(key.open(&sealed, "name").unwrap(), "沈毅斌".as_bytes());
        assert!(Key::new(&[8; 32]).open(&sealed, "name").is_err());
        assert!(key.open(&sealed[..20], "name").is_err() && key.open(&[], "name").is_err());
        assert_eq!(
            key.hash("13806951234"),
            Key::new(&[7; 32]).hash("13806951234")
        );
        assert_ne!(
            key.hash("13806951234"),
            Key::new(&[8; 32]).hash("13806951234")
        );
    }
    #[test]
    fn what_was_signed_is_told_from_what_was_changed() {
        let key = Key::new(&[7; 32]);
        let (public, signature) = (key.public(), key.sign("六十分钟"));
        assert!(signed_by(&public, "六十分钟", &signature));
        assert!(!signed_by(&public, "六百分钟", &signature));
        let other = Key::new(&[7; 32]).signing_with(&"ab".repeat(32)).unwrap();
        assert!(!signed_by(&other.public(), "六十分钟", &signature));
        assert!(!signed_by(&public[..31], "六十分钟", &signature));
        assert!(!signed_by(&public, "六十分钟", &signature[..63]));
        assert_ne!(key_id(&public), key_id(&other.public()));
        assert_eq!(key_id(&public).len(), 8);
        assert!(Key::new(&[7; 32]).signing_with("ab").is_none());
    }
}
