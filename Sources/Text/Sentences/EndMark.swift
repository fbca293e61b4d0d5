/// What may end a sentence: one or more of . ! ? … with the closing marks after them.
struct EndMark {
    /// Where the first mark stands: the end of the word before.
    var start: Int
    /// After the last mark and what closes.
    var end: Int
    /// One full stop and nothing else: perhaps an abbreviation's.
    var isSingleStop: Bool
    /// Two or more stops, or the ellipsis character.
    var isEllipsis: Bool
    /// The last mark is ! or ?.
    var isExclamation: Bool
    /// A full stop of a script that does not put white space after it.
    var isWide: Bool
    /// A quotation mark closes after it.
    var closesQuotation = false
}

extension SentenceScanner {
    /// The run of end marks that starts at `offset`, spaced ellipses (`. . .`) included.
    func mark(at offset: Int) -> EndMark? {
        var mark = EndMark(
            start: offset, end: offset, isSingleStop: false, isEllipsis: false, isExclamation: false,
            isWide: false)
        var stops = 0
        while mark.end < characters.count {
            let byte = characters[mark.end]
            if byte == 0x2E {
                stops += 1
                mark.end += 1
                mark.isExclamation = false
                if mark.end + 1 < characters.count, characters[mark.end] == 0x20,
                    characters[mark.end + 1] == 0x2E
                {
                    mark.end += 1
                }
            } else if byte == 0x21 || byte == 0x3F {
                mark.end += 1
                mark.isExclamation = true
            } else if byte >= 0xE2, let wide = wideMark(at: mark.end) {
                mark.end += 3
                if wide == .ellipsis { stops += 3 } else { mark.isWide = true }
            } else {
                break
            }
        }
        if mark.end == offset { return nil }
        mark.isEllipsis = stops >= 2
        mark.isSingleStop = stops == 1 && mark.end == offset + 1
        return mark
    }

    private enum WideMark { case ellipsis, stop }

    private func wideMark(at offset: Int) -> WideMark? {
        guard offset + 2 < characters.count else { return nil }
        switch (characters[offset], characters[offset + 1], characters[offset + 2]) {
        case (0xE2, 0x80, 0xA6): return .ellipsis
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F): return .stop
        default: return nil
        }
    }

    /// Takes in quotation marks, brackets, emphasis and note numbers (`[12]`) that close directly after the mark.
    func extendOverClosers(_ mark: inout EndMark) {
        while mark.end < characters.count {
            switch characters[mark.end] {
            case 0x22, 0x27:
                mark.closesQuotation = true
                mark.end += 1
            case 0x29, 0x5D, 0x7D, 0x5F, 0x2A:
                mark.end += 1
            case 0x5B:
                var digits = mark.end + 1
                while digits < characters.count, characters[digits] &- 0x30 < 10 { digits += 1 }
                guard digits > mark.end + 1, digits < characters.count, characters[digits] == 0x5D else {
                    return
                }
                mark.end = digits + 1
            case 0xC2 where mark.end + 1 < characters.count && characters[mark.end + 1] == 0xBB:
                mark.closesQuotation = true
                mark.end += 2
            case 0xE2, 0xE3:
                guard ["”", "’", "›", "」", "』"].contains(characters.scalar(at: mark.end).value) else {
                    return
                }
                mark.closesQuotation = true
                mark.end += 3
            default:
                return
            }
        }
    }
}
