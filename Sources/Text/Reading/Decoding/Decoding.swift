/// Turns the bytes of a text file into a draft: UTF-8, `\n` for every sort of line end, nothing after the
/// last visible character of a line, and no characters that cannot be seen (control characters, soft hyphens,
/// word joiners, byte order marks), which would only make equal words unequal.
struct Decoding {
    private var draft = Draft()
    /// Blanks that are dropped if the line ends and kept if it goes on.
    private var blanks: [(byte: UInt8, source: Int)] = []
    private let encoding: TextEncoding

    /// Decodes all of `bytes` after the first `mark` bytes.
    static func draft(of bytes: [UInt8], in encoding: TextEncoding, after mark: Int = 0) -> Draft {
        var decoding = Decoding(encoding: encoding)
        decoding.draft.reserve(bytes.count)
        decoding.decode(bytes[min(mark, bytes.count)...])
        return decoding.draft
    }

    private init(encoding: TextEncoding) {
        self.encoding = encoding
    }

    private mutating func decode(_ bytes: ArraySlice<UInt8>) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let run = encoding == .utf8 ? plainRun(in: bytes, from: index) : index
            if run > index {
                keepBlanks()
                draft.append(bytes[index..<run], source: index)
                index = run
                continue
            }
            let (value, length) = encoding.scalar(in: bytes, at: index)
            switch value {
            case 0x0D:
                endLine(at: index)
                let next = index + length
                if next < bytes.endIndex, encoding.scalar(in: bytes, at: next).value == 0x0A { index = next }
            case 0x0A, 0x0B, 0x0C, 0x2028, 0x2029:
                endLine(at: index)
            case 0x09, 0x20:
                blanks.append((UInt8(value), index))
            case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B, 0x2060, 0xFEFF:
                break
            default:
                keepBlanks()
                append(value, source: index, length: length)
            }
            index += length
        }
    }

    /// The end of the letters that stand as they are, without blanks and characters of several bytes.
    private func plainRun(in bytes: ArraySlice<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.endIndex, 0x21..<0x7F ~= bytes[index] { index += 1 }
        return index
    }

    private mutating func append(_ value: UInt32, source: Int, length: Int) {
        if value < 0x80, length == 1 { return draft.append(UInt8(value), source: source) }
        let letters = Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        if letters.count == length {
            draft.append(letters, source: source)
        } else {
            draft.append(letters, source: source, unit: letters.count, step: length)
        }
    }

    private mutating func keepBlanks() {
        for blank in blanks {
            append(UInt32(blank.byte), source: blank.source, length: encoding.bytesPerUnit)
        }
        blanks.removeAll(keepingCapacity: true)
    }

    private mutating func endLine(at source: Int) {
        blanks.removeAll(keepingCapacity: true)
        append(0x0A, source: source, length: encoding.bytesPerUnit)
    }
}

extension TextEncoding {
    /// The fewest bytes that a character takes.
    fileprivate var bytesPerUnit: Int {
        switch self {
        case .utf8, .windows1252: 1
        case .utf16LittleEndian, .utf16BigEndian: 2
        }
    }
}
