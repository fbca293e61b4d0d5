/// An EPUB's own table of contents: titles, how deep they stand, and where they lead.
struct Navigation {
    struct Entry {
        var title: String
        var level: Int
        var target: MemberPath
    }

    private(set) var entries: [Entry] = []

    /// Reads an EPUB 3 navigation document.
    init(navigation root: XMLElement, at path: String) {
        let lists = root.descendants("nav")
        let table = lists.first { $0["type"]?.split(separator: " ").contains("toc") == true } ?? lists.first
        guard let list = table?.child("ol") ?? table?.descendants("ol").first else { return }
        append(list, at: path, level: 1)
    }

    /// Reads an EPUB 2 navigation document.
    init(ncx root: XMLElement, at path: String) {
        guard let map = root.child("navMap") else { return }
        append(points: map, at: path, level: 1)
    }

    private mutating func append(_ list: XMLElement, at path: String, level: Int) {
        for item in list.children where item.name == "li" {
            let link = item.children.first { $0.name == "a" } ?? item.child("p")?.child("a")
            if let link, let target = link["href"], !link.title.isEmpty {
                entries.append(Entry(title: link.title, level: level, target: MemberPath(target, from: path)))
            }
            // What the outline only names, such as an author above the tales, is no section and holds none.
            if let inner = item.child("ol") { append(inner, at: path, level: level + (link == nil ? 0 : 1)) }
        }
    }

    private mutating func append(points parent: XMLElement, at path: String, level: Int) {
        for point in parent.children where point.name == "navPoint" {
            let title = point.child("navLabel")?.title ?? ""
            if let target = point.child("content")?["src"], !title.isEmpty {
                entries.append(Entry(title: title, level: level, target: MemberPath(target, from: path)))
            }
            append(points: point, at: path, level: level + 1)
        }
    }
}
