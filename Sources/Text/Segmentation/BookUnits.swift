/// A book as a row of units, so that ways of cutting it can be held against each other.
package struct BookUnits: Hashable, Sendable {
    /// What is counted.
    package enum Unit: String, Hashable, Codable, Sendable, CaseIterable {
        /// ``sentences(in:)``; headings are among them.
        case sentence
        /// What stands between blank lines; headings are among them.
        case paragraph
    }

    /// The offsets at which the units begin, ascending; the first is 0.
    package let starts: [Int]
    /// The places among the units' where the book's own sections begin.
    package let sections: Segmentation

    /// The units of a book.
    package init(of book: Book, _ unit: Unit) {
        let sentences = sentences(in: book.text)
        let starts =
            unit == .sentence
            ? sentences.map(\.start)
            : withCharacters(of: book.text) { characters in
                sentences.map(\.start).filter { $0 == 0 || Self.isAfterBlankLine($0, characters) }
            }
        self.starts = starts
        sections = Segmentation(
            count: starts.count,
            boundaries: book.sectionStarts.map { Self.nearest($0, in: starts) })
    }

    /// The segmentation by cuts at these offsets, and how many of them fall inside a unit; those count at its nearer
    /// end, at the later one where both are as near.
    package func segmentation(cutAt offsets: [Int]) -> (segmentation: Segmentation, inside: Int) {
        let places = offsets.map { Self.nearest($0, in: starts) }
        return (
            Segmentation(count: starts.count, boundaries: places),
            zip(offsets, places).count { $1 == starts.count || starts[$1] != $0 }
        )
    }

    /// The place of the unit that begins nearest to an offset; `starts.count` where that is the text's end.
    private static func nearest(_ offset: Int, in starts: [Int]) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0, low < starts.count else { return low }
        return offset - starts[low - 1] < starts[low] - offset ? low - 1 : low
    }

    private static func isAfterBlankLine(_ offset: Int, _ characters: Characters) -> Bool {
        var lines = 0
        var place = offset
        while place > 0, characters[place - 1] <= 0x20 {
            place -= 1
            if characters[place] == 0x0A { lines += 1 }
        }
        return lines >= 2
    }
}
