internal import CXML2

/// Runs libxml2's HTML parser over a page and tells the page what it finds and where.
///
/// libxml2 has no offsets in its events, but its reading position: right after the characters that it hands
/// over. The bytes before that position are compared with the characters; where they differ (an entity, a
/// character that the parser put in), the characters stand for the bytes since the event before.
final class HTMLParser {
    /// libxml2 hands over long text in pieces of about this many bytes.
    private static let fullBuffer = 900

    /// libxml2 looks through all open elements at each end tag, so that their number has to be bounded.
    static let deepest = 2_000

    private let page: HTMLPage
    private let context: htmlParserCtxtPtr
    /// The offset after the last event.
    private var position = 0
    /// Whether the page was given up, because too many elements stand in one another.
    private var isTooDeep = false

    /// Fills a page; whether it was read to its end and not given up at ``deepest`` elements in one another.
    static func parse(_ page: HTMLPage) -> Bool {
        xmlInitParser()
        guard page.source.count > 0, let context = htmlNewParserCtxt() else { return true }
        defer { htmlFreeParserCtxt(context) }
        let parser = HTMLParser(page, context)
        withExtendedLifetime(parser) { parser.run() }
        page.finish()
        return !parser.isTooDeep
    }

    private init(_ page: HTMLPage, _ context: htmlParserCtxtPtr) {
        self.page = page
        self.context = context
    }

    private func run() {
        guard let handler = context.pointee.sax else { return }
        handler.pointee = xmlSAXHandler()
        handler.pointee.startElement = { parser, name, attributes in
            HTMLParser.from(parser)?.start(name, attributes)
        }
        handler.pointee.endElement = { parser, name in
            HTMLParser.from(parser)?.end(name)
        }
        handler.pointee.characters = { parser, characters, count in
            HTMLParser.from(parser)?.text(characters, Int(count))
        }
        handler.pointee.ignorableWhitespace = handler.pointee.characters
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NODEFDTD.rawValue
        page.source.bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            let document = htmlCtxtReadMemory(
                context, start, Int32(clamping: bytes.count), nil, "UTF-8", Int32(options))
            if let document { xmlFreeDoc(document) }
        }
    }

    private static func from(_ parser: UnsafeMutableRawPointer?) -> HTMLParser? {
        parser.map { Unmanaged<HTMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The offset in the page's source that libxml2 has read up to.
    private var current: Int {
        guard let input = context.pointee.input, let cursor = input.pointee.cur, let base = input.pointee.base
        else {
            return position
        }
        return max(0, min(Int(input.pointee.consumed) + (cursor - base), page.source.count))
    }

    private func start(
        _ name: UnsafePointer<xmlChar>?, _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name, !isTooDeep else { return }
        guard context.pointee.nameNr <= Self.deepest else {
            isTooDeep = true
            xmlStopParser(context)
            return
        }
        var attributes: [String: String] = [:]
        var index = 0
        while let list, let key = list[index] {
            attributes[String(cString: key).lowercased()] = list[index + 1].map { String(cString: $0) } ?? ""
            index += 2
        }
        position = current
        page.start(String(cString: name), attributes, at: position)
    }

    private func end(_ name: UnsafePointer<xmlChar>?) {
        guard let name else { return }
        position = current
        page.end(String(cString: name))
    }

    private func text(_ characters: UnsafePointer<xmlChar>?, _ count: Int) {
        guard let characters, count > 0 else { return }
        let letters = UnsafeBufferPointer(start: characters, count: count)
        let end = current
        if let copy = place(of: letters, before: end) {
            page.text(copy)
            position = copy.upperBound
        } else {
            page.text(letters, standingFor: entityStart(before: end)..<end)
            position = max(position, end)
        }
    }

    /// Where the characters stand in the source: before the reading position, or, where the parser's buffer
    /// was full, with their last one still to be passed.
    private func place(of letters: UnsafeBufferPointer<xmlChar>, before end: Int) -> Range<Int>? {
        let reach = letters.count >= Self.fullBuffer ? 4 : 0
        for end in end...min(end + reach, page.source.count) {
            let start = end - letters.count
            if start >= 0, page.source.bytes[start..<end].elementsEqual(letters) { return start..<end }
        }
        return nil
    }

    /// Where the entity that ends at `end` begins: at the ampersand, if one has come since the last event.
    private func entityStart(before end: Int) -> Int {
        var index = end
        while index > position, end - index < 40 {
            index -= 1
            if page.source[index] == UInt8(ascii: "&") { return index }
        }
        return min(position, end)
    }
}
