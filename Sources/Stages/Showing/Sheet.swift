import Foundation

/// An artifact laid out for reading: by people as text, by programs as JSON lines.
///
/// A sheet is made of values only. Text of books and models stands in it as it is: whoever prints it on a terminal
/// makes it safe first.
package protocol Sheet: Sendable {
    /// What one JSON line says.
    associatedtype Line: Encodable

    /// One JSON object each.
    var lines: [Line] { get }

    /// As people read it; lines end with "\n", the last one does not.
    func text(_ page: Page) -> String
}

extension Sheet {
    /// Every line as JSON with sorted keys.
    package func jsonLines() throws -> [String] {
        try lines.map { String(decoding: try JSON.encode($0), as: UTF8.self) }
    }
}

/// How a sheet is laid out.
package struct Page: Hashable, Sendable {
    /// Columns of the terminal.
    package var width: Int
    /// Rows of a long table at most; `nil` shows all.
    package var limit: Int?
    /// Whether whole texts are shown too.
    package var showsContent: Bool
    /// The time zone of times.
    package var zone: TimeZone

    /// A page 100 columns wide that shows all rows, no whole texts and times in GMT, unless told otherwise.
    package init(width: Int = 100, limit: Int? = nil, showsContent: Bool = false, zone: TimeZone = .gmt) {
        self.width = width
        self.limit = limit
        self.showsContent = showsContent
        self.zone = zone
    }

    /// The first rows, and the sentence that says how many are left out.
    func first<Row>(_ rows: [Row], of noun: String) -> (rows: ArraySlice<Row>, rest: String?) {
        guard let limit, rows.count > limit else { return (rows[...], nil) }
        return (
            rows.prefix(limit),
            "… \(Figures.grouped(rows.count - limit)) more \(noun)\(rows.count - limit == 1 ? "" : "s") (--limit 0 shows all)"
        )
    }
}
