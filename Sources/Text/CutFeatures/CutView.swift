/// How much of a book one sees before one says whether to cut at a place.
package enum CutView: String, Hashable, Codable, Sendable, CaseIterable {
    /// The columns of ``CutFeature/names``: what stands within a few hundred words, as it is.
    case place
    /// Those and what tells chapters, each as its rank among the places of the book, from -1 (nowhere less of it) to 1:
    /// where speech is everywhere, what counts is where there is most.
    case book

    /// The names of the columns, in order.
    package var columns: [String] {
        switch self {
        case .place: CutFeature.names
        case .book: CutFeature.names + CutFeature.chapters
        }
    }

    /// How many columns there are.
    package var columnCount: Int {
        switch self {
        case .place: CutFeature.names.count
        case .book: CutFeature.names.count + CutFeature.chapters.count
        }
    }

    /// The view with so many columns; `nil` if there is none.
    package init?(columns count: Int) {
        guard let view = CutView.allCases.first(where: { $0.columnCount == count }) else { return nil }
        self = view
    }
}
