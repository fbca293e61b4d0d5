/// The encodings that books are read in.
enum TextEncoding: String, Hashable {
    /// UTF-8.
    case utf8 = "UTF-8"
    /// Microsoft's superset of Latin-1, which files that claim Latin-1 are in as a rule.
    case windows1252 = "Windows-1252"
    /// UTF-16 with the low byte first.
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16 with the high byte first.
    case utf16BigEndian = "UTF-16BE"

    /// The encoding that a byte order mark tells, and the mark's length.
    static func marked(_ bytes: ArraySlice<UInt8>) -> (encoding: TextEncoding, mark: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// The encoding that goes by a name in HTML or XML; nil for a name that is not known here.
    static func named(_ name: String) -> TextEncoding? {
        switch name.lowercased() {
        case "utf-8", "utf8", "us-ascii", "ascii": .utf8
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252":
            .windows1252
        case "utf-16le": .utf16LittleEndian
        case "utf-16be": .utf16BigEndian
        default: nil
        }
    }

    /// UTF-8 unless more bytes break it than keep it: one damaged letter does not make a file Latin-1.
    static func guessed(_ bytes: ArraySlice<UInt8>) -> TextEncoding {
        var letters = 0
        var faults = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] < 0x80 {
                index += 1
            } else if let (_, length) = utf8Scalar(in: bytes, at: index) {
                letters += 1
                index += length
            } else {
                faults += 1
                index += 1
            }
        }
        return letters >= faults ? .utf8 : .windows1252
    }

    /// The character at `index` and the number of bytes it takes; never nil inside `bytes`.
    ///
    /// What is wrong in UTF-8 is read as Windows-1252, a surrogate without its other half as U+FFFD.
    func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
        switch self {
        case .utf8:
            Self.utf8Scalar(in: bytes, at: index) ?? (Self.windows1252Scalar(bytes[index]), 1)
        case .windows1252:
            (Self.windows1252Scalar(bytes[index]), 1)
        case .utf16LittleEndian, .utf16BigEndian:
            utf16Scalar(in: bytes, at: index)
        }
    }

    private static func utf8Scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (
        value: UInt32, length: Int
    )? {
        let first = bytes[index]
        let (length, smallest): (Int, UInt32) =
            switch first {
            case 0..<0x80: (1, 0)
            case 0xC2..<0xE0: (2, 0x80)
            case 0xE0..<0xF0: (3, 0x800)
            case 0xF0..<0xF5: (4, 0x10000)
            default: (0, 0)
            }
        guard length > 0, index + length <= bytes.endIndex else { return nil }
        if length == 1 { return (UInt32(first), 1) }
        var value = UInt32(first) & (0xFF >> (UInt32(length) + 1))
        for next in index + 1..<index + length {
            guard bytes[next] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(bytes[next] & 0x3F)
        }
        guard value >= smallest, value <= 0x10FFFF, !(0xD800..<0xE000 ~= value) else { return nil }
        return (value, length)
    }

    private static let windows1252Specials: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    private static func windows1252Scalar(_ byte: UInt8) -> UInt32 {
        0x80..<0xA0 ~= byte ? windows1252Specials[Int(byte) - 0x80] : UInt32(byte)
    }

    private func utf16Scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
        func unit(_ index: Int) -> UInt32? {
            guard index + 2 <= bytes.endIndex else { return nil }
            let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
            return self == .utf16LittleEndian ? second << 8 | first : first << 8 | second
        }
        guard let high = unit(index) else { return (0xFFFD, 1) }
        guard 0xD800..<0xE000 ~= high else { return (high, 2) }
        guard high < 0xDC00, let low = unit(index + 2), 0xDC00..<0xE000 ~= low else { return (0xFFFD, 2) }
        return (0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), 4)
    }
}
