extension Book {
    /// Where sections of any level begin, but for a section that follows a heading with no text of its own: between
    /// *PART ONE* and *CHAPTER I* beneath it nothing ends.
    var sectionStarts: [Int] {
        let ordered = sections.sorted { $0.span.start < $1.span.start }
        return withCharacters(of: text) { characters in
            ordered.indices.filter { index in
                guard index > 0 else { return true }
                let before = ordered[index - 1]
                let body = Span(
                    start: max(before.heading.end, before.span.start),
                    end: min(ordered[index].span.start, characters.count))
                return body.range.contains { characters[$0] > 0x20 }
            }.map { ordered[$0].span.start }
        }
    }

    /// Into how many pieces with words the book's own sections cut it; what stands before the first is one.
    package var sectionPieces: Int {
        let words = words(in: text)
        let before = sectionStarts.map { start in words.partitioningIndex { $0.span.start >= start } }
        return 1 + Set(before.filter { $0 > 0 && $0 < words.count }).count
    }
}
