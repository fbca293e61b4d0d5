import Artifacts

/// A blob as the ledger keeps it.
package struct BlobRecord: Hashable, Sendable {
    /// Where its bytes are.
    package enum Place: Hashable, Sendable {
        /// In the ledger itself.
        case ledger([UInt8])
        /// In a file of the store, with the stamp that the file had when it was written.
        case file(FileStamp)
    }

    /// The digest of its bytes.
    package var digest: Digest
    /// Where its bytes are.
    package var place: Place

    /// Both fields.
    package init(digest: Digest, place: Place) {
        self.digest = digest
        self.place = place
    }
}
