/// What the standard library answers about characters, without its tables for those of ASCII.
///
/// Within this module these stand for the standard library's properties of the same names: readers ask them of every
/// character of a book.
extension Character {
    /// The character where it is one of ASCII.
    private var byte: UInt8? {
        let utf8 = utf8
        return utf8.count == 1 ? utf8.first : nil
    }

    private var first: Unicode.Scalar { unicodeScalars[unicodeScalars.startIndex] }

    var isWhitespace: Bool {
        if let byte { return byte == 0x20 || 0x09...0x0D ~= byte }
        return first.properties.isWhitespace
    }

    var isLetter: Bool {
        if let byte { return UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
        return first.properties.isAlphabetic
    }

    var isNumber: Bool {
        if let byte { return UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
        return first.properties.numericType != nil
    }

    var isUppercase: Bool {
        if let byte { return UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte }
        let text = String(self)
        return text == text.uppercased() && (isOneCasedScalar || text != text.lowercased())
    }

    var isLowercase: Bool {
        if let byte { return UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte }
        let text = String(self)
        return text == text.lowercased() && (isOneCasedScalar || text != text.uppercased())
    }

    private var isOneCasedScalar: Bool { unicodeScalars.count == 1 && first.properties.isCased }
}
