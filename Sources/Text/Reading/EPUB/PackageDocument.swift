/// What an EPUB's package document (OPF) says: its members, their reading order, and where its outline is.
struct PackageDocument {
    struct Item {
        /// The member's path in the archive.
        var path: String
        var type: String
        var properties: Set<Substring>
    }

    /// The members to read, in order, without those that are aside from the text.
    private(set) var spine: [Item] = []
    /// The EPUB 3 navigation document.
    private(set) var navigation: String?
    /// The EPUB 2 navigation document.
    private(set) var ncx: String?
    /// Members that the guide says are a cover, a title page, a table of contents and the like.
    private(set) var asides: Set<String> = []

    private static let asideTypes: Set<String> = [
        "cover", "title-page", "titlepage", "toc", "copyright-page", "colophon", "loi", "lot",
        "other.imprint",
    ]

    init(_ root: XMLElement, at path: String) {
        let manifest = root.child("manifest")?.children ?? []
        var items: [String: Item] = [:]
        for element in manifest where element.name == "item" {
            guard let id = element["id"], let href = element["href"] else { continue }
            let item = Item(
                path: MemberPath(href, from: path).path, type: element["media-type"] ?? "",
                properties: Set((element["properties"] ?? "").split(separator: " ")))
            if item.properties.contains("nav") { navigation = item.path }
            if item.type == "application/x-dtbncx+xml" { ncx = item.path }
            items[id] = item
        }
        let references = root.child("spine")?.children.filter { $0.name == "itemref" } ?? []
        let linear = references.filter { $0["linear"] != "no" }
        var seen: Set<String> = []
        spine = (linear.isEmpty ? references : linear).compactMap { reference in
            reference["idref"].flatMap { items[$0] }
        }.filter { seen.insert($0.path).inserted }
        for reference in root.child("guide")?.children ?? [] {
            guard let type = reference["type"]?.lowercased(), let href = reference["href"] else { continue }
            if Self.asideTypes.contains(type) { asides.insert(MemberPath(href, from: path).path) }
        }
    }
}

/// A reference from one member of an archive to a place in another.
struct MemberPath: Hashable {
    var path: String
    var fragment: String?

    /// Resolves `reference` against the member it stands in.
    init(_ reference: String, from base: String) {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        fragment = parts.count > 1 && !parts[1].isEmpty ? Self.unescaped(parts[1]) : nil
        guard let target = parts.first, !target.isEmpty else {
            path = base
            return
        }
        var folders = target.hasPrefix("/") ? [] : base.split(separator: "/").dropLast().map(String.init)
        for part in Self.unescaped(target).split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = folders.popLast()
            default: folders.append(String(part))
            }
        }
        path = folders.joined(separator: "/")
    }

    /// Without `%20` and the like.
    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
