/// The sentences of a text: spans that follow one another and together cover it, white space after a sentence
/// belonging to that sentence.
///
/// A sentence ends at a full stop, exclamation or question mark or ellipsis, with the quotation marks and brackets
/// that close after it, unless what stands before is an abbreviation or what follows goes on in lower case. A blank
/// line always ends one, so a heading is a sentence of its own; a single line break never does. The rules are for
/// English; texts in other scripts are cut at their own full stops.
package func sentences(in text: String) -> [Span] {
    withCharacters(of: text) { characters in
        var scanner = SentenceScanner(characters: characters)
        return scanner.run()
    }
}

/// One pass over a text that stops wherever a sentence may end.
struct SentenceScanner {
    let characters: Characters
    /// Where the sentence being read begins.
    var start = 0
    private var found: [Span] = []

    init(characters: Characters) {
        self.characters = characters
    }

    mutating func run() -> [Span] {
        let end = characters.count
        found.reserveCapacity(end / 80)
        var offset = characters.skipWhitespace(from: 0).end
        while offset < end {
            let byte = characters[offset]
            if byte == 0x2E || byte == 0x21 || byte == 0x3F || byte >= 0xE2, let mark = mark(at: offset) {
                offset = finish(mark)
            } else if byte < 0x21 || byte >= 0xC2, characters.whitespace(at: offset) > 0 {
                let space = characters.skipWhitespace(from: offset)
                if space.lines >= 2 { close(at: space.end) }
                offset = space.end
            } else {
                offset += byte < 0x80 ? 1 : characters.scalar(at: offset).length
            }
        }
        if start < end { close(at: end) }
        return found
    }

    /// Reads over closing marks after the end mark, closes the sentence if it ends here, and says where to go on.
    private mutating func finish(_ first: EndMark) -> Int {
        var mark = first
        while true {
            extendOverClosers(&mark)
            guard mark.end < characters.count, let next = self.mark(at: mark.end) else { break }
            mark.isSingleStop = false
            mark.isExclamation = next.isExclamation
            mark.isWide = mark.isWide || next.isWide
            mark.end = next.end
        }
        let space = characters.skipWhitespace(from: mark.end)
        if space.end == characters.count || space.lines >= 2 || (mark.isWide && !mark.isEllipsis) {
            close(at: space.end)
        } else if space.end > mark.end && endsSentence(mark, next: space.end) {
            close(at: space.end)
        }
        return space.end
    }

    private mutating func close(at end: Int) {
        if end <= start { return }
        found.append(Span(start: start, end: end))
        start = end
    }
}
