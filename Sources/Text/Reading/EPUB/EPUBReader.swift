/// Reads EPUB 2 and 3: the pages of the spine in order, with the sections that the navigation names.
struct EPUBReader {
    private let file: String
    private let archive: ZipArchive
    private var draft = Draft()
    private var blocks: [Block] = []
    /// Where each member's blocks are, and where its elements with an `id` are.
    private var pages: [String: (blocks: Range<Int>, anchors: [String: Int])] = [:]
    private var pictures = 0
    private var read = 0

    static func manuscript(_ bytes: [UInt8], fileName: String) throws(BookError) -> Manuscript {
        var reader = EPUBReader(file: fileName, archive: try ZipArchive(bytes, fileName: fileName))
        let package = try reader.package()
        try reader.readSpine(of: package, readsDrawings: false)
        if reader.blocks.isEmpty { try reader.readSpine(of: package, readsDrawings: true) }
        try reader.requireText()
        try reader.readOutline(of: package)
        return Manuscript(draft: reader.draft, blocks: reader.blocks)
    }

    private init(file: String, archive: ZipArchive) {
        self.file = file
        self.archive = archive
    }

    private func package() throws(BookError) -> PackageDocument {
        guard let container = try archive.read("META-INF/container.xml") else {
            throw BookError(
                .damaged, file: file,
                wrong: "is a ZIP archive without META-INF/container.xml, so not an EPUB",
                right: "An EPUB names its package document there; other archives have to be unpacked first.")
        }
        let path = XMLElement(parsing: container)?.descendants("rootfile").compactMap { $0["full-path"] }
            .first
        guard let path else {
            throw BookError(
                .damaged, file: file, member: "META-INF/container.xml", wrong: "names no package document",
                right: "It needs a rootfile with a full-path.")
        }
        guard let bytes = try archive.read(path), let root = XMLElement(parsing: bytes),
            root.name == "package"
        else {
            throw BookError(
                .damaged, file: file, member: path, wrong: "is missing or is not a package document",
                right: "META-INF/container.xml has to name an OPF file that is in the archive.")
        }
        return PackageDocument(root, at: path)
    }

    // MARK: - Pages

    /// - Parameter readsDrawings: whether to read the lines of SVG drawings, which some books of fixed layout
    ///   are made of; in others they are labels in pictures.
    private mutating func readSpine(of package: PackageDocument, readsDrawings: Bool) throws(BookError) {
        let locked = try lockedMembers()
        draft = Draft()
        pictures = 0
        read = 0
        for item in package.spine
        where isText(item, of: package) || readsDrawings && item.type == "image/svg+xml" {
            guard !locked.contains(item.path) else {
                throw BookError(
                    .encrypted, file: file, member: item.path,
                    wrong: "is locked by digital rights management",
                    right: "A book has to be free of it.")
            }
            guard let bytes = try archive.read(item.path) else { continue }
            read += 1
            try readPage(
                bytes, path: item.path, isAside: package.asides.contains(item.path),
                readsDrawings: readsDrawings)
        }
    }

    private func requireText() throws(BookError) {
        guard !blocks.isEmpty else {
            let what =
                read == 0
                ? "its package document names no pages"
                : pictures > 0 ? "its \(read) pages show \(pictures) pictures" : "its \(read) pages are empty"
            throw BookError(
                .noText, file: file, wrong: "has no text: \(what)",
                right: "A book needs text; pages that are pictures have to be turned into text first.")
        }
    }

    private func isText(_ item: PackageDocument.Item, of package: PackageDocument) -> Bool {
        guard item.path != package.navigation, !item.properties.contains("nav") else { return false }
        return ["application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document"].contains(
            item.type)
            || item.type.isEmpty && [".xhtml", ".html", ".htm"].contains { item.path.hasSuffix($0) }
    }

    private mutating func readPage(
        _ bytes: [UInt8], path: String, isAside: Bool, readsDrawings: Bool
    ) throws(BookError) {
        let source = try HTMLReader.decoded(bytes, fileName: file, member: path)
        let page = HTMLPage(source, member: draft.member(named: path), readsDrawings: readsDrawings)
        try HTMLReader.parse(page, fileName: file, member: path)
        pictures += page.pictures
        let manuscript = page.manuscript
        let words = manuscript.blocks.reduce(0) { $0 + manuscript.words($1) }
        guard !((isAside || isNamedAside(path)) && words < 600) else { return }
        let (offset, first) = (draft.count, blocks.count)
        draft.append(manuscript.draft, range: 0..<manuscript.draft.count)
        for var block in manuscript.blocks {
            block.range = block.range.lowerBound + offset..<block.range.upperBound + offset
            blocks.append(block)
        }
        pages[path] = (first..<blocks.count, page.anchors)
    }

    /// Whether a member's name says that it is no part of the text.
    private func isNamedAside(_ path: String) -> Bool {
        let name = (path.split(separator: "/").last ?? "").split(separator: ".").first?.lowercased() ?? ""
        let asides = [
            "cover", "titlepage", "title-page", "title_page", "halftitlepage", "halftitle", "toc", "nav",
            "contents",
            "copyright", "uncopyright", "colophon", "imprint", "loi", "lot",
        ]
        return asides.contains(name)
    }

    /// The members that are encrypted with more than the obfuscation of fonts.
    private func lockedMembers() throws(BookError) -> Set<String> {
        guard let bytes = try archive.read("META-INF/encryption.xml"), let root = XMLElement(parsing: bytes)
        else {
            return []
        }
        var locked: Set<String> = []
        for data in root.descendants("EncryptedData") {
            let method = data.child("EncryptionMethod")?["Algorithm"] ?? ""
            guard !method.contains("obfuscation"), !method.contains("ns.adobe.com/pdf/enc") else { continue }
            for reference in data.descendants("CipherReference") {
                if let path = reference["URI"] { locked.insert(MemberPath(path, from: "").path) }
            }
        }
        return locked
    }

    // MARK: - Navigation

    private mutating func readOutline(of package: PackageDocument) throws(BookError) {
        var entries: [Navigation.Entry] = []
        if let path = package.navigation, let bytes = try archive.read(path),
            let root = XMLElement(parsing: bytes)
        {
            entries = Navigation(navigation: root, at: path).entries
        }
        if entries.isEmpty, let path = package.ncx, let bytes = try archive.read(path),
            let root = XMLElement(parsing: bytes)
        {
            entries = Navigation(ncx: root, at: path).entries
        }
        for entry in entries {
            guard let page = pages[entry.target.path], !page.blocks.isEmpty else { continue }
            let anchor = entry.target.fragment.flatMap { page.anchors[$0] } ?? 0
            mark(entry, from: page.blocks.lowerBound + anchor, in: page.blocks)
        }
    }

    /// Notes an entry at its block, or, when another entry leads there too, at the heading after it.
    private mutating func mark(_ entry: Navigation.Entry, from start: Int, in page: Range<Int>) {
        var index = start
        while page.contains(index), blocks[index].entry != nil, index < start + 4 { index += 1 }
        guard page.contains(index), index == start || blocks[index].isHeading else { return }
        blocks[index].entry = Block.Entry(title: entry.title, level: entry.level)
    }
}
