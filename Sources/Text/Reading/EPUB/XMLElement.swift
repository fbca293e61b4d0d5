internal import CXML2

/// An element of a small XML document, without namespaces: what an EPUB says about itself.
struct XMLElement {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    /// The words of the element and of all in it.
    var text = ""

    /// The document's root, or nil if the bytes are not XML even when faults are forgiven.
    init?(parsing bytes: [UInt8]) {
        xmlInitParser()
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue
        let document = bytes.withUnsafeBytes { bytes in
            xmlReadMemory(
                bytes.bindMemory(to: CChar.self).baseAddress, Int32(clamping: bytes.count), nil, nil,
                Int32(options))
        }
        guard let document else { return nil }
        defer { xmlFreeDoc(document) }
        guard let root = xmlDocGetRootElement(document) else { return nil }
        self.init(root)
    }

    /// libxml2 gives up at a depth of 256, so that this ends.
    private init(_ node: xmlNodePtr) {
        name = node.pointee.name.map { String(cString: $0) } ?? ""
        var attribute = node.pointee.properties
        while let current = attribute {
            if let name = current.pointee.name {
                attributes[String(cString: name)] = Self.content(current.pointee.children)
            }
            attribute = current.pointee.next
        }
        var child = node.pointee.children
        while let current = child {
            switch current.pointee.type {
            case XML_ELEMENT_NODE:
                let element = XMLElement(current)
                text += element.text
                children.append(element)
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = current.pointee.content { text += String(cString: content) }
            default:
                break
            }
            child = current.pointee.next
        }
    }

    /// The words of a text node and those after it.
    private static func content(_ first: xmlNodePtr?) -> String {
        var text = ""
        var node = first
        while let current = node {
            if let content = current.pointee.content { text += String(cString: content) }
            node = current.pointee.next
        }
        return text
    }

    subscript(_ name: String) -> String? { attributes[name] }

    /// The first child of that name.
    func child(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// All elements of that name, in order, at any depth.
    func descendants(_ name: String) -> [XMLElement] {
        children.flatMap { ($0.name == name ? [$0] : []) + $0.descendants(name) }
    }

    /// The words on one line; empty where nothing of them can be seen.
    var title: String {
        text.unicodeScalars.allSatisfy(\.isUnseen)
            ? "" : text.split { $0.isWhitespace }.joined(separator: " ")
    }
}
