//! What people are told about service certificates.

messages! {
    /// What people are told about service certificates.
    Message {
        /// To the desk: somebody asks for a service certificate.
        CertificateAsked { who: String },
        /// To a volunteer: your service certificate is there.
        CertificateIssued { no: String },
        /// To a volunteer: your request for one was sent back.
        CertificateReturned { reason: String },
        /// To a volunteer: your certificate was revoked.
        CertificateRevoked { no: String, reason: String },
    }
}
