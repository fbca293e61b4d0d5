import Artifacts

/// A number over what a row says, kept in the row: a flipped bit or a swapped value no longer fits it.
///
/// It guards against a disk's mistakes and careless hands, not against forgery. Every step is a bijection of the
/// state and of the word, so that a change within one word never goes unseen; other changes do once in 2^64.
/// Not a cryptographic digest, because it is computed for every row whenever a ledger is opened.
struct Seal {
    private var state: UInt64 = 0x7175_6972_652D_3031

    /// The number to keep.
    var value: Int64 { Int64(bitPattern: state) }

    /// Takes in eight bytes.
    mutating func append(_ word: UInt64) {
        state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 32
    }

    /// Takes in a number.
    mutating func append(_ number: Int) { append(UInt64(bitPattern: Int64(number))) }

    /// Takes in a text: its length, then its bytes, eight at a time.
    mutating func append(_ text: String) {
        append(text.utf8.count)
        var word: UInt64 = 0
        var filled = 0
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            filled += 1
            if filled % 8 == 0 {
                append(word)
                word = 0
            }
        }
        if filled % 8 != 0 { append(word) }
    }

    /// Takes in a digest.
    mutating func append(_ digest: Digest) {
        digest.withBytes { bytes in
            for offset in stride(from: 0, to: bytes.count, by: 8) {
                append(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian)
            }
        }
    }
}

extension Outputs {
    /// The seal of all that the work with this key gave; every row of it carries the same.
    func seal(of key: Digest) -> Int64 {
        var seal = Seal()
        seal.append(key)
        if let main = onlyMain {
            seal.append(main)
        } else {
            for (port, digest) in CanonicalBytes.sorted(ports) {
                seal.append(port)
                seal.append(digest)
            }
        }
        return seal.value
    }
}

extension FileStamp {
    /// The seal of the statement that the file at `path` had this digest when it had this stamp.
    func seal(path: String, digest: Digest) -> Int64 {
        var seal = Seal()
        seal.append(path)
        seal.append(size)
        seal.append(modified)
        seal.append(inode)
        seal.append(digest)
        return seal.value
    }
}

/// The rows of one unit while they are read.
struct SealedOutputs {
    /// The unit; nil before the first.
    private(set) var key: Digest?
    private var outputs = Outputs([:])
    private var seal: Int64?
    private var agree = true

    /// No rows yet, of the work with this key.
    init(key: Digest? = nil) { self.key = key }

    /// Takes in a row.
    mutating func take(port: String, _ digest: Digest, seal: Int64) {
        outputs[port] = digest
        agree = agree && (self.seal ?? seal) == seal
        self.seal = seal
    }

    /// What the unit gave, where all rows carry the seal of all rows.
    var believed: Outputs? {
        key.flatMap { agree && seal == outputs.seal(of: $0) ? outputs : nil }
    }

    /// Adds what the unit gave, or its key to those that are not believed.
    func settle(into known: inout [Digest: Outputs], or unsealed: inout Set<Digest>) {
        guard let key else { return }
        if let believed { known[key] = believed } else { unsealed.insert(key) }
    }
}
