/// A place between two sentences, where a book may be cut.
package struct Boundary: Hashable, Sendable {
    /// What ends here, from the weakest to the strongest reason to cut.
    package enum Kind: Int, Hashable, Comparable, Sendable, CaseIterable {
        /// A heading, which belongs to the text after it.
        case heading
        /// A sentence within a paragraph.
        case sentence
        /// A paragraph.
        case paragraph
        /// A scene.
        case scene
        /// A section; the next begins here.
        case section

        /// Whether one kind of boundary is weaker than another.
        package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    /// The offset of the first byte after the cut, past the white space.
    package var offset: Int
    /// The number of the book's words before it.
    package var words: Int
    /// Which kind of boundary it is.
    package var kind: Kind
}

/// Every place where a book may be cut, and the words between them.
package struct Boundaries: Sendable {
    /// In text order, without the text's beginning and end.
    package private(set) var all: [Boundary] = []
    /// The places of the book's words.
    package let tokens: [Span]
    /// The length of the text in bytes.
    package let end: Int

    /// Finds the boundaries of a book: one pass for sentences, one for words.
    package init(of book: Book) {
        let tokens = wordSpans(in: book.text)
        self.tokens = tokens
        end = book.text.utf8.count
        let sections = Set(book.sections.map(\.span.start))
        let scenes = Set(book.sceneBreaks)
        var headings = book.sections.map(\.heading).filter { !$0.isEmpty }[...]
        let sentences = sentences(in: book.text)
        all = withCharacters(of: book.text) { characters in
            var found: [Boundary] = []
            found.reserveCapacity(sentences.count)
            var words = 0
            var startsParagraph = true
            for sentence in sentences.dropLast() {
                let wordsBefore = words
                while words < tokens.count && tokens[words].start < sentence.end { words += 1 }
                let gap = Boundaries.gap(before: sentence.end, characters)
                // Without white space a cut would make two words of one.
                guard gap.start < sentence.end else { continue }
                while let heading = headings.first, heading.end <= sentence.start { headings.removeFirst() }
                let isParagraph = gap.lines >= 2
                let isSectionHeading = headings.first.map { $0.start < sentence.end } ?? false
                let looksLikeHeading =
                    startsParagraph && isParagraph && words > wordsBefore && words - wordsBefore <= 12
                    && !Boundaries.closes(characters, before: gap.start)
                let kind: Boundary.Kind =
                    if isSectionHeading {
                        .heading
                    } else if sections.contains(sentence.end) {
                        .section
                    } else if looksLikeHeading {
                        .heading
                    } else if scenes.contains(sentence.end) {
                        .scene
                    } else {
                        isParagraph ? .paragraph : .sentence
                    }
                found.append(Boundary(offset: sentence.end, words: words, kind: kind))
                startsParagraph = isParagraph
            }
            return found
        }
    }

    /// The index of the first boundary with at least that many words before it.
    package func firstIndex(words: Int) -> Int {
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].words < words { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The number of words that begin before an offset.
    package func words(before offset: Int) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The offset after a number of words: where the next word begins.
    package func offset(afterWords words: Int) -> Int {
        words < tokens.count ? tokens[words].start : end
    }

    /// Where the white space before an offset begins, and how many lines it ends.
    private static func gap(before offset: Int, _ characters: Characters) -> (start: Int, lines: Int) {
        var start = offset
        var lines = 0
        while start > 0 {
            var first = start - 1
            while first > 0 && characters[first] & 0xC0 == 0x80 { first -= 1 }
            guard characters.whitespace(at: first) > 0 else { break }
            if characters[first] == 0x0A { lines += 1 }
            if characters[first] == 0x0C { lines += 2 }
            start = first
        }
        return (start, lines)
    }

    /// Whether a mark stands before the offset with which a sentence, verse or list ends, and a heading does not.
    private static func closes(_ characters: Characters, before offset: Int) -> Bool {
        guard offset > 0 else { return true }
        let byte = characters[offset - 1]
        if byte < 0x80 { return ".!?:;,\"')]*_-".utf8.contains(byte) }
        return offset >= 3 && characters.isPunctuation(at: offset - 3)
    }
}
