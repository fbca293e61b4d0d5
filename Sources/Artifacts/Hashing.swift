import CCrypto

/// SHA-256 from libcrypto, which uses the processor's own instructions where it has them.
enum Hashing {
    /// Writes the digest of `buffer` into the 32 bytes of `output`.
    static func digest(_ buffer: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) {
        var context = SHA256_CTX()
        SHA256_Init(&context)
        SHA256_Update(&context, buffer.baseAddress, buffer.count)
        SHA256_Final(output.assumingMemoryBound(to: UInt8.self).baseAddress, &context)
    }
}

/// A digest that grows with what it is given, for files too big to hold.
///
///     var stream = DigestStream()
///     stream.update(chunk)
///     let digest = stream.finish()
package struct DigestStream: ~Copyable {
    private var context = SHA256_CTX()

    /// A stream that has been given nothing.
    package init() { SHA256_Init(&context) }

    /// Appends `bytes`.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        SHA256_Update(&context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all that was appended; the stream is used up.
    package consuming func finish() -> Digest {
        withUnsafeTemporaryAllocation(byteCount: Digest.byteCount, alignment: 8) { output in
            SHA256_Final(output.assumingMemoryBound(to: UInt8.self).baseAddress, &context)
            return Digest(raw: UnsafeRawBufferPointer(output))
        }
    }
}
