import CCrypto

/// The system libraries that this module stands on.
package enum Libraries {
    /// OpenSSL's name and version, as in "OpenSSL 3.0.15 3 Sep 2024".
    package static var openSSL: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
