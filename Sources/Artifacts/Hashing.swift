import CCrypto

/// SHA-256 from libcrypto, which uses the processor's own instructions where it has them.
enum Hashing {
    /// The algorithm, looked up once: OpenSSL 3 otherwise searches its providers at every digest.
    ///
    /// Read-only after it is made, and never freed: safe to share.
    nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    /// Writes the digest of `buffer` into the 32 bytes of `output`.
    static func digest(_ buffer: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) {
        let done = EVP_Digest(
            buffer.baseAddress, buffer.count, output.assumingMemoryBound(to: UInt8.self).baseAddress, nil,
            algorithm, nil)
        precondition(done == 1, "libcrypto has no SHA-256")
    }
}

/// A digest that grows with what it is given, for files too big to hold.
///
///     var stream = DigestStream()
///     stream.update(chunk)
///     let digest = stream.finish()
package struct DigestStream: ~Copyable {
    private let context: OpaquePointer?

    /// A stream that has been given nothing.
    package init() {
        context = EVP_MD_CTX_new()
        precondition(EVP_DigestInit_ex(context, Hashing.algorithm, nil) == 1, "libcrypto has no SHA-256")
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Appends `bytes`.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all that was appended; the stream is used up.
    package consuming func finish() -> Digest {
        withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { output in
            EVP_DigestFinal_ex(context, output.assumingMemoryBound(to: UInt8.self).baseAddress, nil)
            return Digest(raw: UnsafeRawBufferPointer(output))
        }
    }
}
