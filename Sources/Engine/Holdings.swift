/// All blobs of a workspace, small ones in the ledger and large ones in the store.
struct Holdings: Sendable {
    /// From this many bytes on a blob is a file.
    static let fileThreshold = 32 * 1024

    let ledger: Ledger
    let store: BlobStore
    private let recent = RecentBlobs()

    /// The blobs that the ledger and the store keep.
    init(ledger: Ledger, store: BlobStore) {
        self.ledger = ledger
        self.store = store
    }

    /// Makes a record of `bytes`; a large blob is in the store afterwards, a small one only in the record.
    func record(_ bytes: [UInt8]) throws -> BlobRecord {
        let digest = Digest(of: bytes)
        guard bytes.count >= Holdings.fileThreshold else {
            return BlobRecord(digest: digest, place: .ledger(bytes))
        }
        return BlobRecord(digest: digest, place: .file(try store.write(bytes, digest: digest)))
    }

    /// A cleaning removed a blob's file after it was written and before it was recorded.
    struct FileCollected: Error {}

    /// Sees to it that the files of blobs are what they were when they were written.
    /// - Throws: `FileCollected`.
    func confirm(_ blobs: [BlobRecord]) throws {
        for blob in blobs {
            guard case .file(let stamp) = blob.place else { continue }
            guard FileStamp(path: store.path(of: blob.digest)) == stamp else { throw FileCollected() }
        }
    }

    /// Has the bytes of small blobs at hand that the ledger has just taken.
    func noteKept(_ blobs: [BlobRecord]) {
        for blob in blobs {
            if case .ledger(let bytes) = blob.place { recent.note(bytes, blob.digest) }
        }
    }

    /// The bytes of a blob.
    /// - Throws: `MissingBlob` when it is absent, torn or edited.
    func bytes(of digest: Digest) throws -> [UInt8] {
        if let bytes = recent.bytes(of: digest), !ledger.isDamaged(digest) { return bytes }
        if ledger.fileStamp(of: digest) == nil, let bytes = try ledger.bytes(of: digest) {
            if Digest(of: bytes) == digest { return bytes }
            // Bytes changed within the ledger's file: more of it may be wrong, so it is examined when next opened.
            try? ledger.suspectDamage()
        }
        // Not in the ledger: a large one, perhaps of another process that has just published it.
        if let bytes = try store.read(digest) { return bytes }
        ledger.noteDamage(digest)
        throw MissingBlob(digest: digest)
    }

    /// The bytes of many blobs, in their order.
    /// - Throws: `MissingBlob` when one is absent, torn or edited.
    func bytes(of digests: [Digest]) throws -> [[UInt8]] {
        var all: [[UInt8]] = []
        all.reserveCapacity(digests.count)
        // Some at a time: whoever else wants the ledger waits meanwhile.
        for start in stride(from: 0, to: digests.count, by: 500) {
            let some = digests[start..<min(digests.count, start + 500)]
            let small = some.filter { recent.bytes(of: $0) == nil && ledger.fileStamp(of: $0) == nil }
            let read = Dictionary(zip(small, try ledger.bytes(of: small))) { first, _ in first }
            for digest in some {
                if let bytes = read[digest] ?? nil, Digest(of: bytes) == digest {
                    all.append(bytes)
                } else {
                    all.append(try bytes(of: digest))
                }
            }
        }
        return all
    }

    /// Whether a blob that the ledger knows can be read.
    func isIntact(_ digest: Digest) -> Bool {
        if ledger.isDamaged(digest) { return false }
        guard let stamp = ledger.fileStamp(of: digest) else { return true }
        return store.intactStamp(of: digest, trusting: stamp) != nil
    }

    /// Whether a blob is there at all, and can be read.
    func contains(_ digest: Digest) throws -> Bool {
        if ledger.fileStamp(of: digest) != nil { return isIntact(digest) }
        return try !ledger.isDamaged(digest) && ledger.bytes(of: digest).map { Digest(of: $0) } == digest
    }
}
