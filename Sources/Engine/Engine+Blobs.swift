extension Engine {
    /// The bytes of a blob; one that is missing or damaged is made anew by doing the work again that gave it.
    /// - Throws: `MissingBlob` when no work is known to give it; what the work throws.
    package func bytes(of digest: Digest) async throws -> [UInt8] {
        do {
            return try holdings.bytes(of: digest)
        } catch is MissingBlob {
            try await remake(digest, for: nil)
            return try holdings.bytes(of: digest)
        }
    }

    /// Keeps bytes that come from outside, so that they can be an input of work.
    package func store(_ bytes: [UInt8]) async throws -> Digest { try await keep(bytes) }

    /// Keeps the bytes of a file. A file that was not touched since the last time is not read again.
    package func store(file path: String) async throws -> Digest {
        let digest = try digest(ofFile: path)
        state.withLock { $0.sources[digest] = path }
        if try holdings.contains(digest), try hold(digest) { return digest }
        return try await keep(Files.read(path))
    }

    /// The digest of a file's bytes. A file that was not touched since the last time (its size, time of change
    /// and number in the file system are the same) is not read again.
    package func digest(ofFile path: String) throws -> Digest {
        if let stamp = FileStamp(path: path), let digest = try ledger.digest(ofFile: path, stamp: stamp) {
            return digest
        }
        let (digest, stamp) = try Files.digest(path)
        // A file changed within the clock's last tick could change again and keep its stamp: not yet recorded.
        if time.now() - Double(stamp.modified) / 1e9 > 2 {
            try ledger.record(digest, ofFile: path, stamp: stamp)
        }
        return digest
    }

    func keep(_ bytes: [UInt8]) async throws -> Digest {
        let run = state.withLock { $0.run }
        let blob = try await recording([bytes]) { blobs, confirm in
            try ledger.keep(blobs, for: run, confirm: confirm)
            return blobs[0]
        }
        holdings.noteKept([blob])
        try flusher.schedule()
        return blob.digest
    }

    /// Makes records of some bytes and calls `record` with them; again, when a blob's file was collected before the
    /// record of it was there.
    func recording<T>(
        _ contents: [[UInt8]],
        _ record: ([BlobRecord], @escaping @Sendable () throws -> Void) async throws -> T
    ) async throws -> T {
        while true {
            let blobs = try contents.map(holdings.record)
            do {
                return try await record(blobs) { [holdings] in try holdings.confirm(blobs) }
            } catch is Holdings.FileCollected {
                continue
            }
        }
    }

    /// Holds a blob for the run that was begun, and returns whether it is there.
    private func hold(_ digest: Digest) throws -> Bool {
        guard let run = state.withLock({ $0.run }) else { return true }
        return try ledger.hold(digest, for: run)
    }

    func noteUnfinished(_ key: Digest) throws {
        let run = state.withLock { $0.run }
        try ledger.noteUnfinished(key, run: run)
    }
}
