/// Takes out what a printed page put between the words: `[Illustration: …]`, `[Pg 12]`, `{p12}`.
struct Markers {
    private let source: Draft
    private var result = Draft()
    private var copied = 0

    static func removing(from draft: Draft) -> Draft {
        var markers = Markers(source: draft)
        markers.run()
        return markers.copied == 0 ? draft : markers.result
    }

    private init(source: Draft) {
        self.source = source
    }

    private mutating func run() {
        result.adoptMembers(of: source)
        for offset in 0..<source.count where offset >= copied {
            switch source[offset] {
            case UInt8(ascii: "["): if let end = bracketEnd(from: offset) { remove(offset..<end) }
            case UInt8(ascii: "{"):
                if let end = pageEnd(from: offset + 1, closing: "}") { remove(offset..<end) }
            default: continue
            }
        }
        if copied > 0 { result.append(source, range: copied..<source.count) }
    }

    /// The end of an illustration or page number that opens at `start`; captions may have lines and brackets.
    private func bracketEnd(from start: Int) -> Int? {
        let word = start + 1
        if isWord("illustration", at: word) || isWord("frontispiece", at: word) || isWord("illo", at: word) {
            var depth = 0
            for offset in start..<min(start + 2000, source.count) {
                if source[offset] == UInt8(ascii: "[") { depth += 1 }
                if source[offset] == UInt8(ascii: "]") { depth -= 1 }
                if depth == 0 { return offset + 1 }
            }
            return nil
        }
        return pageEnd(from: word, closing: "]")
    }

    /// The end of `Pg 12]`, `page xiv]` or `p12}`; a bare number is the mark of a note.
    private func pageEnd(from start: Int, closing: Unicode.Scalar) -> Int? {
        let name = ["pg.", "pg", "page", "p.", "p"].first { isWord($0, at: start) }
        guard var offset = name.map({ start + $0.utf8.count }) else { return nil }
        while offset < source.count, source[offset] == 0x20 { offset += 1 }
        let digits = offset
        while offset < source.count, isPageDigit(source[offset]), offset - digits < 8 { offset += 1 }
        guard offset > digits, offset < source.count, source[offset] == UInt8(ascii: closing) else {
            return nil
        }
        return offset + 1
    }

    private func isPageDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "i"), UInt8(ascii: "v"), UInt8(ascii: "x"), UInt8(ascii: "l"), UInt8(ascii: "c"):
            true
        default: false
        }
    }

    /// Whether the lower-case `word` stands at `offset`, in any case, and no letter follows it.
    private func isWord(_ word: String, at offset: Int) -> Bool {
        let letters = word.utf8
        guard offset + letters.count < source.count else { return false }
        for (distance, letter) in letters.enumerated() where source[offset + distance] | 0x20 != letter | 0x20
        {
            return false
        }
        return !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= source[offset + letters.count] | 0x20)
    }

    /// Leaves out `range`, and with it what would be left of its line if nothing else stands there.
    private mutating func remove(_ range: Range<Int>) {
        var end = range.lowerBound
        if range.upperBound == source.count || source[range.upperBound] == 0x0A {
            while end > copied, source[end - 1] == 0x20 { end -= 1 }
        }
        result.append(source, range: copied..<end)
        copied = range.upperBound
        guard let start = lineStart(before: range.lowerBound), let end = lineEnd(after: range.upperBound)
        else {
            if range.lowerBound > 0, source[range.lowerBound - 1] == 0x20, copied < source.count,
                source[copied] == 0x20
            {
                copied += 1
            }
            return
        }
        copied = end
        // On a line of its own between blank lines: one of the gaps is enough.
        guard start < 2 || source[start - 2] == 0x0A else { return }
        while copied < source.count, source[copied] == 0x0A { copied += 1 }
    }

    private func lineStart(before offset: Int) -> Int? {
        var start = offset
        while start > 0, source[start - 1] == 0x20 { start -= 1 }
        return start == 0 || source[start - 1] == 0x0A ? start : nil
    }

    private func lineEnd(after offset: Int) -> Int? {
        var end = offset
        while end < source.count, source[end] == 0x20 { end += 1 }
        guard end < source.count else { return end }
        return source[end] == 0x0A ? end + 1 : nil
    }
}
