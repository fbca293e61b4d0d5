import Text

/// A place in the file that a book was read from.
package struct SourcePlace: Hashable, Codable, Sendable {
    /// The file's path.
    package var file: String
    /// The file's name inside an archive.
    package var member: String?
    /// The byte there, from 0.
    package var offset: Int
    /// The line there, from 1, where the file is text.
    package var line: Int?
    /// Whether the file is now another than the one that was read.
    package var hasChanged = false

    /// A place in a file; `hasChanged` is false until somebody looks.
    package init(file: String, member: String? = nil, offset: Int, line: Int? = nil) {
        self.file = file
        self.member = member
        self.offset = offset
        self.line = line
    }

    /// - Parameter bytes: the file's bytes, where a line can be counted in them.
    package init(_ origin: Origin, file: String, bytes: [UInt8]?) {
        self.init(file: file, member: origin.member, offset: origin.offset)
        if origin.member == nil, let bytes, !bytes.starts(with: "PK".utf8), origin.offset <= bytes.count {
            line = 1 + bytes[..<origin.offset].count { $0 == UInt8(ascii: "\n") }
        }
    }

    /// "tales/x.txt:88, byte 4,121".
    package var words: String {
        let place = member.map { "\(file) (\($0))" } ?? line.map { "\(file):\($0)" } ?? file
        return "\(place), byte \(Figures.grouped(offset))"
            + (hasChanged ? " (the file has changed since)" : "")
    }
}
