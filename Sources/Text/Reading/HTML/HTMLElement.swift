/// An open element of a page, with what holds for the words in it.
struct HTMLElement {
    let name: String
    let isBlock: Bool
    /// Whether the words are not the book's: scripts, captions, page numbers, navigation.
    let isSkipped: Bool
    /// Whether line ends and blanks are kept.
    let isPreformatted: Bool
    /// The level of the heading that the words are in.
    let heading: Int?
    /// Whether the words are a link into the book.
    let isLink: Bool

    /// - Parameter readsDrawings: whether the words in an SVG drawing are the book's.
    init(_ name: String, _ attributes: [String: String], in parent: HTMLElement?, readsDrawings: Bool) {
        self.name = name
        isBlock = Self.blocks.contains(name)
        isSkipped =
            parent?.isSkipped == true || Self.skipped.contains(name) && !(readsDrawings && name == "svg")
            || Self.isSkipped(name, attributes)
        isPreformatted = parent?.isPreformatted == true || name == "pre"
        heading = Self.headingLevel(name) ?? parent?.heading
        isLink =
            parent?.isLink == true || name == "a" && Self.isInternal(attributes["href"])
            || attributes["class"].map { Self.words($0).contains("toc") } == true
    }

    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl",
        "dt",
        "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
        "li",
        "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
        "ul",
    ]
    private static let skipped: Set<String> = [
        "applet", "audio", "button", "canvas", "caption", "defs", "desc", "figcaption", "figure", "head",
        "iframe",
        "img", "input", "link", "map", "meta", "nav", "noscript", "object", "rp", "rt", "script", "select",
        "style", "svg", "template",
        "textarea", "title", "video",
    ]
    /// Names in `class`, `id`, `epub:type` and `role` that mark what is not the book's text.
    private static let skippedKinds: Set<String> = [
        "pagenum", "pageno", "page-number", "pagebreak", "doc-pagebreak", "caption", "transnote", "tnote",
        "mynote",
        "pg-boilerplate", "pgheader", "pgfooter", "pg-header", "pg-footer", "pg-machine-header",
        "cover", "titlepage", "halftitlepage", "colophon", "imprint", "copyright-page", "landmarks", "loi",
        "lot", "page-list", "noteref", "doc-noteref", "doc-toc", "backlink", "doc-backlink",
    ]

    private static func isSkipped(_ name: String, _ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil { return true }
        // A page's own name may be "cover" or "caption" for its looks; what it is stands in these attributes.
        let kinds = [attributes["epub:type"], attributes["role"]].compactMap(\.self)
        if kinds.contains(where: { words($0).contains { skippedKinds.contains($0) || $0 == "toc" } }) {
            return true
        }
        guard !["body", "html"].contains(name) else { return false }
        return [attributes["class"], attributes["id"]].compactMap(\.self)
            .contains { words($0).contains(where: skippedKinds.contains) }
    }

    private static func words(_ value: String) -> [String] {
        value.lowercased().split { $0.isWhitespace }.map(String.init)
    }

    private static func isInternal(_ target: String?) -> Bool {
        guard let target, !target.isEmpty else { return false }
        return !target.contains("://") && !target.hasPrefix("mailto:")
    }

    private static func headingLevel(_ name: String) -> Int? {
        guard name.utf8.count == 2, name.hasPrefix("h"), let level = name.last?.wholeNumberValue,
            1...6 ~= level
        else {
            return nil
        }
        return level
    }
}
