/// What was left out of a stage's result because it failed.
package struct OmissionSheet: Sheet {
    /// One item.
    package struct Line: Encodable, Hashable, Sendable {
        /// The item.
        package var omitted: String
        /// Why it failed.
        package var reason: String
    }

    /// A line an item, in the items' order.
    package let lines: [Line]

    /// The sheet of what was left out.
    package init(_ omissions: [Omission]) {
        lines = omissions.map { Line(omitted: $0.item, reason: $0.reason) }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        let (shown, rest) = page.first(lines, of: "item")
        return "left out, because they failed: \(Figures.grouped(lines.count))\n"
            + shown.map { "  \($0.omitted):\n" + $0.reason.wrapped(to: page.width, indent: 4) }
            .joined(separator: "\n") + (rest.map { "\n  \($0)" } ?? "")
    }
}
