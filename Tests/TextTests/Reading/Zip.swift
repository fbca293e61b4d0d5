/// A ZIP archive of uncompressed members, as small as a test needs.
func zip(_ members: [(name: String, text: String)]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, text) in members {
        let (bytes, name) = (Array(text.utf8), Array(name.utf8))
        let common =
            le(20, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(crc32(bytes), 4) + le(bytes.count, 4)
            + le(bytes.count, 4)
            + le(name.count, 2) + le(0, 2)
        directory +=
            [0x50, 0x4B, 1, 2] + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4)
            + le(archive.count, 4) + name
        archive += [0x50, 0x4B, 3, 4] + common + name + bytes
    }
    return archive + directory + [0x50, 0x4B, 5, 6] + le(0, 4) + le(members.count, 2) + le(members.count, 2)
        + le(directory.count, 4) + le(archive.count, 4) + le(0, 2)
}

private func le(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

private let crcTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
}

private func crc32(_ bytes: [UInt8]) -> Int {
    let table = crcTable
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes { crc = crc >> 8 ^ table[Int((crc ^ UInt32(byte)) & 0xFF)] }
    return Int(~crc)
}

/// An EPUB 3 with these pages in its spine and these entries in its outline.
func epub(
    pages: [(name: String, body: String)], outline: [(title: String, href: String)] = [],
    extra: [(name: String, text: String)] = [], spine: String? = nil
) -> [UInt8] {
    let items = pages.map {
        #"<item id="\#($0.name)" href="text/\#($0.name).xhtml" media-type="application/xhtml+xml"/>"#
    }
    let references = pages.map { #"<itemref idref="\#($0.name)"/>"# }
    let package = """
        <?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        \(items.joined(separator: "\n"))</manifest><spine>\(spine ?? references.joined())</spine></package>
        """
    let entries = outline.map { "<li><a href=\"\($0.href)\">\($0.title)</a></li>" }
    let navigation = """
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
        <nav epub:type="toc"><ol>\(entries.joined())</ol></nav></body></html>
        """
    let container = """
        <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
        <rootfile full-path="EPUB/package.opf"/></rootfiles></container>
        """
    return zip(
        [
            ("mimetype", "application/epub+zip"), ("META-INF/container.xml", container),
            ("EPUB/package.opf", package),
        ]
            + [("EPUB/nav.xhtml", navigation)]
            + pages.map { ("EPUB/text/\($0.name).xhtml", page($0.body)) } + extra)
}

private func page(_ body: String) -> String {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
    <head><title/></head>\(body.hasPrefix("<body") ? body : "<body>\(body)</body>")</html>
    """
}
