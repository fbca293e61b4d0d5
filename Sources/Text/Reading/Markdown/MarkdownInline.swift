/// Copies a paragraph's words without the signs of Markdown: emphasis, links, images, code, escapes,
/// comments, tags.
struct MarkdownInline {
    private static let longestTarget = 2000

    private let source: Draft
    /// The paragraph's bytes as offsets in the source, newlines included.
    private let offsets: Offsets
    private var isKept: [Bool]
    private var openBrackets: [UInt32] = []
    private var openSigns: [UInt8: [UInt32]] = [:]

    /// Where the bytes of a paragraph stand: one after another, unless its lines have signs before them.
    private enum Offsets {
        case run(Range<Int>)
        case list([UInt32])

        init(_ lines: [Range<Int>]) {
            let isRun = zip(lines, lines.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound }
            if isRun, let first = lines.first, let last = lines.last {
                self = .run(first.lowerBound..<last.upperBound)
                return
            }
            var offsets: [UInt32] = []
            for (index, line) in lines.enumerated() {
                if index > 0 { offsets.append(UInt32(clamping: lines[index - 1].upperBound)) }
                offsets.append(contentsOf: line.lazy.map { UInt32(clamping: $0) })
            }
            self = .list(offsets)
        }

        var count: Int {
            switch self {
            case .run(let range): range.count
            case .list(let offsets): offsets.count
            }
        }

        subscript(index: Int) -> Int {
            switch self {
            case .run(let range): range.lowerBound + index
            case .list(let offsets): Int(offsets[index])
            }
        }
    }

    static func copy(_ lines: [Range<Int>], of source: Draft, to draft: inout Draft) {
        if lines.count == 1, let word = plainWord(lines[0], of: source) {
            return draft.append(source, range: word)
        }
        var inline = MarkdownInline(lines, of: source)
        inline.mark()
        inline.copyKept(to: &draft)
    }

    private init(_ lines: [Range<Int>], of source: Draft) {
        self.source = source
        offsets = Offsets(lines)
        isKept = [Bool](repeating: true, count: offsets.count)
    }

    /// What stays of a line without a sign that means anything: all but blanks at its end. Nil where it has one.
    private static func plainWord(_ line: Range<Int>, of source: Draft) -> Range<Int>? {
        for offset in line {
            switch source[offset] {
            case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"),
                UInt8(ascii: "["),
                UInt8(ascii: "]"), UInt8(ascii: "<"):
                return nil
            default: break
            }
        }
        var end = line.upperBound
        while end > line.lowerBound, source[end - 1] <= 0x20 { end -= 1 }
        return line.lowerBound..<end
    }

    private func byte(_ index: Int) -> UInt8 {
        0..<offsets.count ~= index ? source[offsets[index]] : 0x20
    }

    private mutating func mark() {
        var index = 0
        while index < offsets.count {
            switch byte(index) {
            case UInt8(ascii: "\\") where Self.isPunctuation(byte(index + 1)) && index + 1 < offsets.count:
                isKept[index] = false
                index += 2
            case UInt8(ascii: "*"), UInt8(ascii: "_"):
                index = markEmphasis(at: index)
            case UInt8(ascii: "`"):
                isKept[index] = false
                index += 1
            case UInt8(ascii: "["):
                openBrackets.append(UInt32(clamping: index))
                index += 1
            case UInt8(ascii: "]"):
                index = markLink(at: index)
            case UInt8(ascii: "<"):
                index = markTag(at: index)
            default:
                index += 1
            }
        }
    }

    /// A run of `*` or `_` opens emphasis before a word and closes it after one; only pairs are signs.
    private mutating func markEmphasis(at start: Int) -> Int {
        let sign = byte(start)
        var end = start
        while end < offsets.count, byte(end) == sign { end += 1 }
        let isBlankBefore = byte(start - 1) <= 0x20
        let isBlankAfter = byte(end) <= 0x20
        let isInWord = Self.isLetter(byte(start - 1)) && Self.isLetter(byte(end))
        guard !(sign == UInt8(ascii: "_") && isInWord) else { return end }
        for index in start..<end {
            if !isBlankBefore, let opening = openSigns[sign]?.popLast() {
                isKept[Int(opening)] = false
                isKept[index] = false
            } else if !isBlankAfter {
                openSigns[sign, default: []].append(UInt32(clamping: index))
            }
        }
        return end
    }

    /// `[words](target)` is its words, `![words](target)` nothing.
    private mutating func markLink(at end: Int) -> Int {
        guard let start = openBrackets.popLast().map({ Int($0) }), byte(end + 1) == UInt8(ascii: "("),
            end + 1 < offsets.count
        else {
            return end + 1
        }
        var close = end + 2
        while close < min(offsets.count, end + Self.longestTarget), byte(close) != UInt8(ascii: ")") {
            close += 1
        }
        guard close < offsets.count, byte(close) == UInt8(ascii: ")") else { return end + 1 }
        let isImage = start > 0 && byte(start - 1) == UInt8(ascii: "!")
        drop(isImage ? start - 1..<close + 1 : end..<close + 1)
        isKept[start] = false
        return close + 1
    }

    /// Tags and comments go, an address in angle brackets stays.
    private mutating func markTag(at start: Int) -> Int {
        let next = byte(start + 1)
        guard Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else {
            return start + 1
        }
        let end = (start..<min(offsets.count, start + Self.longestTarget)).first {
            byte($0) == UInt8(ascii: ">")
        }
        guard let end,
            !(start..<end).contains(where: { byte($0) == UInt8(ascii: "@") || byte($0) == UInt8(ascii: ":") })
        else { return start + 1 }
        drop(start..<end + 1)
        return end + 1
    }

    private mutating func drop(_ range: Range<Int>) {
        for index in range { isKept[index] = false }
    }

    private func copyKept(to draft: inout Draft) {
        var last = offsets.count
        while last > 0, !isKept[last - 1] || byte(last - 1) <= 0x20 { last -= 1 }
        var index = 0
        while index < last, !isKept[index] || byte(index) == 0x0A { index += 1 }
        while index < last {
            guard isKept[index] else {
                index += 1
                continue
            }
            var end = index + 1
            while end < last, isKept[end], offsets[end] == offsets[end - 1] + 1 { end += 1 }
            draft.append(source, range: offsets[index]..<offsets[end - 1] + 1)
            index = end
        }
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// Letters, digits, and bytes of letters outside ASCII.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte > 0x20 && !isPunctuation(byte) && byte != 0x7F
    }
}
